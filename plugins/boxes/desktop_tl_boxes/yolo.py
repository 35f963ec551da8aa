"""Opens YOLO: a text file of boxes for each picture, and the classes' names in data.yaml or classes.txt."""

import os
import posixpath
from array import array
from collections.abc import Sequence

from desktop_tl.api import Note, Split, UserError
from desktop_tl_boxes import YoloOptions
from desktop_tl_boxes.collecting import Collector
from desktop_tl_boxes.dataset import BoxDataset
from desktop_tl_boxes.files import count, decode_text, printable, read_bytes, require_folder
from desktop_tl_boxes.splits import split_of
from desktop_tl_boxes.tree import Tree, join
from desktop_tl_boxes.yolo_names import Description, describe_folder
from desktop_tl_boxes.yolo_rows import Row, parse_rows

_LABEL_FOLDERS = ("labels", "label", "annotations", "txt")


def open_folder(options: YoloOptions) -> BoxDataset:
    """Raises: UserError for what cannot be used."""
    root = os.path.abspath(os.path.expanduser(options.root))
    if os.path.isfile(root) and root.lower().endswith((".yaml", ".yml")):
        root = os.path.dirname(root)
    require_folder(root)
    tree = Tree(root)
    return _Reading(tree, describe_folder(tree, options.encoding)).read()


class _Reading:
    def __init__(self, tree: Tree, description: Description) -> None:
        self._tree, self._description = tree, description
        self._collector = Collector(tree.root, "parts")
        self._highest = -1
        self._bad_rows: list[str] = []
        self._outlines = self._unlabelled = self._unlisted = 0
        self._labels_used = 0

    def read(self) -> BoxDataset:
        tree, collector = self._tree, self._collector
        splits = self._read_splits()
        for path in tree.pictures():
            split = splits.get(path) if splits is not None else None
            if splits is not None and split is None:
                self._unlisted += 1
                continue
            number = collector.add_picture(path, split)
            labels = self._find_labels(path)
            if labels is None:
                self._unlabelled += 1
            else:
                self._labels_used += 1
                self._read_labels(labels, number)
        self._require_labels()
        names = self._unique_names()
        self._describe(names)
        return collector.finish(names, tree.root)

    def _read_splits(self) -> dict[str, Split] | None:
        """The split of every picture; those that are missing in it are in none. None if nothing tells any."""
        entries = self._description.entries
        if "train" in entries and len(entries) > 1:
            found: dict[str, Split] = {}
            for split, places in entries.items():
                for place in places:
                    for path in self._pictures_at(place):
                        found.setdefault(path, split)
            if len(set(found.values())) == 1:
                words = (
                    "data.yaml names the same pictures to learn from and to measure on: a part is kept back instead."
                )
                self._collector.notes.append(Note("warning", words))
            if found:
                return found
        below = {folder: split_of(folder) for folder in self._tree.folders}
        if not {"train"} < {split for split in below.values() if split}:
            return None
        return {path: own for path in self._tree.pictures() if (own := below[posixpath.dirname(path)])}

    def _pictures_at(self, place: str) -> list[str]:
        """Those below a folder, or those that a list names."""
        if not place.endswith(".txt") or place in self._tree.folders:
            return [path for path in self._tree.pictures() if not place or path.startswith(place + "/")]
        full = os.path.join(self._tree.root, place)
        text = decode_text(read_bytes(full), full)
        bases = [posixpath.dirname(place), ""]
        found = (self._tree.find(line.strip(), bases) for line in text.splitlines() if line.strip())
        return [path for path in found if path is not None]

    def _find_labels(self, path: str) -> str | None:
        """images/a/1.jpg → labels/a/1.txt; else the text beside the picture."""
        stem = posixpath.splitext(path)[0]
        parts = stem.split("/")
        places = [place for place, part in enumerate(parts[:-1]) if part.lower() in ("images", "image", "imgs", "img")]
        for place in reversed(places):
            for folder in _LABEL_FOLDERS:
                other = "/".join([*parts[:place], folder, *parts[place + 1 :]]) + ".txt"
                if self._tree.has(other):
                    return other
        here, name = posixpath.split(stem)
        candidates = [stem, *(join(here, folder, name) for folder in _LABEL_FOLDERS)]
        candidates += [join(here, "..", folder, name) for folder in _LABEL_FOLDERS]
        return next((f"{found}.txt" for found in candidates if self._tree.has(f"{found}.txt")), None)

    def _read_labels(self, path: str, picture: int) -> None:
        collector = self._collector
        try:
            with open(os.path.join(self._tree.root, path), "rb") as file:
                data = file.read()
        except OSError as error:
            collector.lose_box(picture, "Label files that cannot be read are left out", str(error.strerror))
            return
        for row in parse_rows(data, has_keypoints=self._description.has_keypoints):
            if isinstance(row, str):
                collector.lose_box(picture, "Lines that are no box are left out", f"{printable(path)}, {row}")
            else:
                self._read_row(row, picture)

    def _read_row(self, row: Row, picture: int) -> None:
        names = self._description.names
        self._outlines += row.is_outline
        if row.kind < 0 or (names and row.kind >= len(names)):
            self._highest = max(self._highest, row.kind)
            words = "Boxes of a class that has no name are left out"
            self._collector.lose_box(picture, words, f"class {row.kind}")
            return
        self._highest = max(self._highest, row.kind)
        self._collector.add_box(picture, row.kind, row.left, row.top, row.right, row.bottom)

    def _require_labels(self) -> None:
        root, pictures = self._tree.root, len(self._collector)
        if not pictures:
            raise UserError(
                f"‘{root}’ holds no pictures" + (" of a split." if self._unlisted else "."),
                advice="Choose the folder that holds the pictures and their text files.",
            )
        if not self._labels_used:
            raise UserError(
                f"None of the {count(pictures, 'picture')} in ‘{root}’ has a text file of boxes.",
                advice="Put it beside the picture under the same name, or into a folder labels beside images.",
            )
        if self._description.names and not self._collector.boxes and self._highest >= len(self._description.names):
            raise UserError(
                f"The boxes in ‘{root}’ are of classes up to number {self._highest}, but "
                f"‘{self._description.source}’ names {count(len(self._description.names), 'class', 'classes')}.",
                advice="Correct the list of names; the first class has the number 0.",
            )

    def _unique_names(self) -> list[str]:
        names = self._description.names or [f"class {number}" for number in range(self._highest + 1)]
        first: dict[str, int] = {}
        places = array(
            "q", (first.setdefault(name or f"class {number}", len(first)) for number, name in enumerate(names))
        )
        if len(first) < len(names):
            self._collector.number_classes(places)
        return list(first)

    def _describe(self, names: Sequence[str]) -> None:
        notes, tree, unfound = self._collector.notes, self._tree, self._description.unfound
        if not self._description.names:
            words = "No data.yaml or classes.txt names the classes: they are called by their numbers."
            notes.append(Note("warning", words, tuple(names)))
        if unfound and not self._description.entries:
            words = f"What data.yaml says of the splits leads nowhere and is left out: {len(unfound)}."
            notes.append(Note("warning", words, tuple(unfound)))
        labels = self._count_labels()
        most = self._unlabelled * 2 > len(self._collector)
        told = (
            ("warning" if most else "info", self._unlabelled, "Pictures without a text file are taken as background"),
            ("info", self._outlines, "Outlines are taken as the boxes around them"),
            ("info", len(tree.moved), "Pictures found by their name, not where the list says"),
            ("warning", self._unlisted, "Pictures that belong to no split are left out"),
            (
                "warning",
                max(0, labels - self._labels_used),
                "Text files in folders of labels that belong to no picture",
            ),
        )
        for level, number, words in told:
            if number:
                notes.append(Note("warning" if level == "warning" else "info", f"{words}: {number:,}."))

    def _count_labels(self) -> int:
        """Text files in folders of labels, as far as pictures have theirs there and none was left out."""
        if self._unlisted:
            return 0
        folders = (names for folder, names in self._tree.folders.items() if "labels" in folder.split("/"))
        return sum(name.endswith(".txt") and name != "classes.txt" for names in folders for name in names)
