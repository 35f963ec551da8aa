"""Takes in pictures and their boxes as they come, and makes the dataset: what cannot be used is told by file."""

import hashlib
import os
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api import BoxTargets, Note, SetAside, Split, UserError
from desktop_tl_boxes.cleaning import Boxes, clean
from desktop_tl_boxes.dataset import BoxDataset, PathTable
from desktop_tl_boxes.files import count, printable
from desktop_tl_boxes.headers import read_sizes
from desktop_tl_boxes.sizes import compare_sizes, turn
from desktop_tl_boxes.splits import SPLITS

_MOST_CLASSES = 10_000


class Collector:
    """What was read so far.

    Args:
        root: below which the pictures are.
        unit: of the edges of boxes.

    Attributes:
        notes: what is to be said.
        set_aside: pictures that are left out.
    """

    def __init__(self, root: str, unit: Literal["pixels", "parts"]) -> None:
        self.root, self._unit = root, unit
        self.notes: list[Note] = []
        self.set_aside: list[SetAside] = []
        self._numbers: dict[str, int] = {}
        self._paths: list[str] = []
        self._splits = array("b")
        self._sizes = array("q")
        self._owners, self._kinds, self._edges = array("q"), array("q"), array("d")
        self._turned: dict[int, int] = {}
        self._spoilt: dict[int, str] = {}
        self._problems: dict[str, list[str]] = {}

    def __len__(self) -> int:
        return len(self._paths)

    @property
    def boxes(self) -> int:
        """How many were added."""
        return len(self._owners)

    def find(self, path: str) -> int | None:
        """The number of a picture that was added."""
        return self._numbers.get(path)

    def add_picture(self, path: str, split: Split | None, size: tuple[int, int] | None = None) -> int:
        """Its number. Without a size, or with an empty one, it is read from the picture later."""
        number = self._numbers.setdefault(path, len(self._paths))
        if number == len(self._paths):
            self._paths.append(path)
            self._splits.append(SPLITS.index(split) if split else -1)
            self._sizes.extend(size if size and min(size) > 0 else (0, 0))
        return number

    def add_box(self, picture: int, kind: int, left: float, top: float, right: float, bottom: float) -> None:
        """The edges are in the unit of this collector; nothing is checked yet."""
        self._owners.append(picture)
        self._kinds.append(kind)
        self._edges.extend((left, top, right, bottom))

    def lose_box(self, picture: int, words: str, detail: str = "") -> None:
        """A box that cannot be used, and why. A picture that keeps none of its boxes is left out: it would teach that
        there is nothing in it.

        Args:
            words: of all such boxes; their number follows: "Boxes of no known class are left out".
            detail: which box it is.
        """
        path = printable(self._paths[picture])
        self._problems.setdefault(words, []).append(f"{path}: {detail}" if detail else path)
        self._spoilt.setdefault(picture, words)

    def number_classes(self, places: Sequence[int]) -> None:
        """Gives every class a new number: class i becomes ``places[i]``."""
        for row, kind in enumerate(self._kinds):
            self._kinds[row] = places[kind]

    def finish(self, classes: Sequence[str], where: str) -> BoxDataset:
        """The dataset. Raises: UserError if nothing is left.

        Args:
            classes: names, as ``kind`` of `add_box` numbers them; those without boxes are left out.
            where: the folder or file that was chosen.
        """
        if len(classes) > _MOST_CLASSES:
            raise UserError(
                f"‘{where}’ names {len(classes):,} classes: these are no classes.", advice="Choose another file."
            )
        paths, stamps = self._paths, []
        kept = np.ones(len(paths), bool)
        for number, path in enumerate(paths):
            stamp = self._stamp(path)
            kept[number] = stamp is not None
            stamps.append(stamp or b"")
        sizes = self._complete_sizes(paths, kept)
        boxes = self._clean(sizes, kept, paths)
        self._leave_out_spoilt(boxes, kept, paths)
        if not kept.any() or not len(boxes.kinds):
            raise self._nothing(where, bool(kept.any()))
        return self._build(classes, paths, stamps, kept, sizes, boxes)

    def _stamp(self, path: str) -> bytes | None:
        try:
            status = os.stat(os.path.join(self.root, path))
        except OSError as error:  # deleted meanwhile, or on a drive that went away
            self.set_aside.append(SetAside(printable(path), f"it cannot be read: {error.strerror}"))
            return None
        if not status.st_size:
            self.set_aside.append(SetAside(printable(path), "the file is empty (0 bytes)"))
            return None
        return b"%s\0%d\0%d\n" % (path.encode("utf-8", "surrogateescape"), status.st_size, status.st_mtime_ns)

    def _complete_sizes(self, paths: Sequence[str], kept: NDArray[np.bool_]) -> NDArray[np.int64]:
        sizes = np.array(self._sizes, np.int64).reshape(-1, 2)
        told = (sizes > 0).all(1) & kept
        wanted = np.flatnonzero(~told & kept).tolist()
        for number, size in zip(wanted, read_sizes(self.root, [paths[i] for i in wanted]), strict=True):
            if isinstance(size, str):
                self.set_aside.append(SetAside(printable(paths[number]), size))
                kept[number] = False
            else:
                sizes[number] = size.width, size.height
        self._compare_sizes(sizes, np.flatnonzero(told), kept, paths)
        return sizes

    def _compare_sizes(
        self, sizes: NDArray[np.int64], told: NDArray[np.int64], kept: NDArray[np.bool_], paths: Sequence[str]
    ) -> None:
        """Sets aside pictures whose boxes would be in the wrong place; of those shown turned, ``sizes`` becomes what is
        shown."""
        found = compare_sizes(self.root, paths, sizes, told)
        self._turned = found.turned
        sizes[list(found.turned)] = sizes[list(found.turned), ::-1]
        for number, reason in found.wrong.items():
            self.set_aside.append(SetAside(printable(paths[number]), reason))
            kept[number] = False
        for words, numbers in (
            ("Pictures that are not as large as when they were labelled, with which boxes are scaled", found.scaled),
            ("Pictures that are shown turned (EXIF), with which boxes are turned", found.turned),
        ):
            if numbers:
                items = tuple(printable(paths[number]) for number in sorted(numbers))
                self.notes.append(Note("info", f"{words}: {len(items):,}.", items))

    def _clean(self, sizes: NDArray[np.int64], kept: NDArray[np.bool_], paths: Sequence[str]) -> Boxes:
        owners = np.frombuffer(self._owners, np.int64) if self._owners else np.empty(0, np.int64)
        kinds = np.frombuffer(self._kinds, np.int64) if self._kinds else np.empty(0, np.int64)
        edges = np.frombuffer(self._edges, np.float64).reshape(-1, 4) if self._edges else np.empty((0, 4))
        order = np.argsort(owners, kind="stable")
        order = order[kept[owners[order]]]
        owners, kinds, edges = owners[order], kinds[order], edges[order]
        for number, orientation in self._turned.items():
            own = slice(*np.searchsorted(owners, [number, number + 1]))
            edges[own] = turn(edges[own], (sizes[number, 1], sizes[number, 0]), orientation)
        found = clean(Boxes(owners, kinds, edges), sizes, self._unit)
        for words, rows in found.problems.items():
            self._problems.setdefault(words, []).extend(
                found.describe(row, printable(paths[owner])) for row, owner in rows
            )
            if words != found.CLIPPED:
                for _, owner in rows:
                    self._spoilt.setdefault(owner, words)
        return found.kept

    def _leave_out_spoilt(self, boxes: Boxes, kept: NDArray[np.bool_], paths: Sequence[str]) -> None:
        for words, items in self._problems.items():
            self.notes.append(Note("warning", f"{words}: {len(items):,}.", tuple(items)))
        with_boxes = np.bincount(boxes.owners, minlength=len(kept)) > 0
        for number in sorted(self._spoilt):
            if kept[number] and not with_boxes[number]:
                self.set_aside.append(SetAside(printable(paths[number]), "none of its boxes can be used"))
                kept[number] = False
        background = int((kept & ~with_boxes).sum())
        if background and with_boxes.any():
            are = "has no boxes: it is" if background == 1 else "have no boxes: they are"
            self.notes.append(
                Note("info", f"{count(background, 'picture')} {are} kept as background, where nothing is to be found.")
            )

    def _build(
        self,
        classes: Sequence[str],
        paths: Sequence[str],
        stamps: Sequence[bytes],
        kept: NDArray[np.bool_],
        sizes: NDArray[np.int64],
        boxes: Boxes,
    ) -> BoxDataset:
        numbers = np.flatnonzero(kept)
        used = np.flatnonzero(np.bincount(boxes.kinds, minlength=len(classes)))
        if len(used) < len(classes):
            unused = tuple(name for index, name in enumerate(classes) if index not in set(used.tolist()))
            words = f"{count(len(unused), 'class', 'classes')} without a box left out."
            self.notes.append(Note("info", words, unused))
        rows = np.column_stack([np.searchsorted(used, boxes.kinds), boxes.edges]).astype(np.float32)
        starts = np.searchsorted(boxes.owners, np.append(numbers, len(kept)))
        table, digest = PathTable(), hashlib.blake2b(digest_size=16)
        for number in numbers.tolist():
            table.append(paths[number])
            digest.update(stamps[number])
        names = tuple(classes[index] for index in used.tolist())
        targets = BoxTargets(rows, starts.astype(np.int64), sizes[numbers].astype(np.int32))
        splits = self._read_splits(numbers)
        self._compare_splits(targets, splits, names)
        for part in (rows.tobytes(), starts.tobytes(), targets.sizes.tobytes(), repr(names).encode("utf-8", "replace")):
            digest.update(part)
        digest.update(repr(splits and Counter(splits)).encode() + bytes(np.array(self._splits)[numbers].tobytes()))
        return BoxDataset(
            root=self.root,
            paths=table,
            classes=names,
            targets=targets,
            digest=digest.hexdigest(),
            splits=splits,
            notes=tuple(self.notes),
            set_aside=tuple(self.set_aside),
        )

    def _read_splits(self, numbers: NDArray[np.int64]) -> Sequence[Split] | None:
        own = np.array(self._splits)[numbers].tolist()
        present = set(own)
        if present <= {-1} or present <= {SPLITS.index("train")}:
            return None
        if SPLITS.index("train") not in present:
            raise UserError(
                "No picture that can be used is marked for training, though the data is divided.",
                advice="Add those to learn from, or choose the one file or folder that holds them.",
            )
        return [SPLITS[max(0, index)] for index in own]

    def _compare_splits(self, targets: BoxTargets, splits: Sequence[Split] | None, names: Sequence[str]) -> None:
        if splits is None:
            return
        owners = np.repeat(np.array(splits), np.diff(targets.starts))
        kinds = targets.rows[:, 0].astype(np.int64)
        train, validation = (np.bincount(kinds[owners == name], minlength=len(names)) for name in SPLITS[:2])
        for here, there, words in (
            (validation, train, "only in the pictures to measure on: they cannot be learnt"),
            (train, validation, "only in the pictures to learn from: they are not measured"),
        ):
            missing = tuple(names[index] for index in np.flatnonzero((here > 0) & (there == 0)).tolist())
            if missing and validation.any():
                self.notes.append(
                    Note("warning", f"{count(len(missing), 'class has', 'classes have')} boxes {words}.", missing)
                )

    def _nothing(self, where: str, has_pictures: bool) -> UserError:
        if has_pictures:
            return UserError(
                f"There is no box in ‘{where}’ that can be used.",
                advice="Draw boxes around what is to be found, and export them anew.",
            )
        first: Iterable[SetAside] = self.set_aside[:1]
        why = "".join(f" {item.id}: {item.reason}." for item in first)
        return UserError(f"No picture of ‘{where}’ can be used.{why}", advice="Correct the files, or choose others.")
