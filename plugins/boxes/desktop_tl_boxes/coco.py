"""Opens COCO: one JSON file, or a folder with one for each split, and the pictures that they name."""

import os
import posixpath
import re
from collections.abc import Sequence
from pathlib import Path

from desktop_tl.api import Note, SetAside, Split, UserError
from desktop_tl_boxes import CocoOptions
from desktop_tl_boxes.coco_json import Annotation, CocoFile, Id, read_coco
from desktop_tl_boxes.collecting import Collector
from desktop_tl_boxes.dataset import BoxDataset
from desktop_tl_boxes.files import count, printable, require_folder
from desktop_tl_boxes.recognising import looks_like_coco
from desktop_tl_boxes.splits import split_of
from desktop_tl_boxes.tree import Tree, join

_OTHER_KINDS = ("captions_", "person_keypoints_", "stuff_", "panoptic_", "image_info_")
_PICTURE_FOLDERS = ("images", "data", "img", "imgs", "JPEGImages")
_ADVICE = "Choose the folder of the pictures, or put them beside the JSON file."


def open_folder(options: CocoOptions) -> BoxDataset:
    """Raises: UserError for what cannot be used."""
    chosen = os.path.abspath(os.path.expanduser(options.root))
    if os.path.isfile(chosen) and chosen.lower().endswith(".json"):
        files = [Path(chosen)]
        root = os.path.dirname(chosen)
        if os.path.basename(root).lower().startswith(("annotation", "label")):
            root = os.path.dirname(root)
        tree = None
    else:
        require_folder(chosen)
        root, tree = chosen, Tree(chosen)
        files = _find_files(tree)
    if options.pictures is not None:
        root = os.path.abspath(os.path.expanduser(options.pictures))
        require_folder(root)
        tree = None
    return _Reading(tree or Tree(root), files, options).read(chosen)


def _find_files(tree: Tree) -> list[Path]:
    """All JSON files that look like COCO; of several kinds those of instances. Raises: UserError for none."""
    found = [Path(tree.root, path) for path in tree.with_suffix(".json")]
    usable = [path for path in found if looks_like_coco(path)]
    usable = [path for path in usable if not path.name.startswith(_OTHER_KINDS)] or usable
    if not usable:
        what = f"{count(len(found), 'JSON file')} that hold something else" if found else "no JSON file"
        raise UserError(
            f"‘{tree.root}’ has {what}.", advice="Choose a folder with a COCO file (images, annotations, categories)."
        )
    return usable


class _Reading:
    def __init__(self, tree: Tree, files: Sequence[Path], options: CocoOptions) -> None:
        self._tree, self._options = tree, options
        self._collector = Collector(tree.root, "pixels")
        self._files = files
        self._classes: dict[str, int] = {}
        self._missing = self._repeated = 0
        self._wrong: list[str] = []

    def read(self, chosen: str) -> BoxDataset:
        splits = self._find_splits()
        without: list[str] = []
        for path in self._files:
            if splits and path not in splits:
                continue
            file = read_coco(path, self._options.encoding)
            if not file.has_boxes:
                without.append(path.name)
                continue
            self._read_file(file, splits.get(path) if splits else None)
        if not len(self._collector):
            self._refuse(chosen, without)
        if not self._classes:
            raise UserError(f"‘{chosen}’ names no categories.", advice="Export it anew, with its categories.")
        self._describe(without)
        return self._collector.finish(list(self._classes), chosen)

    def _find_splits(self) -> dict[Path, Split] | None:
        """By the names of the files, if there are several and one of them is for training."""
        named = {path: split_of(self._below_root(path)) for path in self._files}
        found = {path: split for path, split in named.items() if split}
        if len(self._files) < 2 or len(set(found.values())) < 2 or "train" not in found.values():
            return None
        unused = tuple(self._below_root(path) for path in self._files if path not in found)
        if unused:
            words = f"{count(len(unused), 'JSON file')} whose name tells no split left out."
            self._collector.notes.append(Note("warning", words, unused))
        return found

    def _below_root(self, path: Path) -> str:
        try:
            return path.relative_to(self._tree.root).as_posix()
        except ValueError:  # the pictures have a folder of their own
            return "/".join(path.parts[-2:])

    def _read_file(self, file: CocoFile, split: Split | None) -> None:
        kinds: dict[Id, int] = {}
        for category in file.categories():
            name = str(category.name).strip() or str(category.id)
            kinds[category.id] = self._classes.setdefault(name, len(self._classes))
        pictures = self._read_pictures(file, split)
        gone = set(pictures) - {key for key, number in pictures.items() if number is not None}
        stray = 0
        for place, record in enumerate(file.annotations()):
            if isinstance(record, str):
                self._wrong.append(f"{file.path.name}: annotations[{place}]: {record}")
                continue
            picture = _look_up(pictures, record.image_id)
            if picture is None:
                stray += record.image_id not in gone
                continue
            self._read_box(record, picture, kinds)
        if stray:
            words = f"Annotations of ‘{file.path.name}’ that belong to none of its images are left out: {stray:,}."
            self._collector.notes.append(Note("warning", words))

    def _read_pictures(self, file: CocoFile, split: Split | None) -> dict[Id, int | None]:
        """The number of every picture; None for one that is left out."""
        bases = self._bases(file.path)
        found: dict[Id, int | None] = {}
        own = set[int]()
        for place, record in enumerate(file.pictures()):
            if isinstance(record, str):
                self._wrong.append(f"{file.path.name}: images[{place}]: {record}")
                continue
            path = self._tree.find(record.file_name, bases)
            found[record.id] = None
            if path is None:
                self._missing += 1
                self._collector.set_aside.append(SetAside(printable(record.file_name), "there is no such file"))
                continue
            head = posixpath.dirname(path).removesuffix(posixpath.dirname(record.file_name)).rstrip("/")
            if bases[0] != head and head in bases:  # the next one is most likely there too
                bases.remove(head)
                bases.insert(0, head)
            known = self._collector.find(path)
            if known is not None and known not in own:
                self._repeated += 1
                continue
            size = (round(record.width or 0), round(record.height or 0))
            found[record.id] = self._collector.add_picture(path, split, size)
            own.add(found[record.id] or 0)
        return found

    def _bases(self, path: Path) -> list[str]:
        """Where pictures may be, those of this file's own split first."""
        here = posixpath.dirname(self._below_root(path))
        if not os.path.isdir(os.path.join(self._tree.root, here)):
            here = ""
        word = next(iter(re.findall(r"(?:train|val|test)[a-z]*\d*", path.stem.lower())), "")
        own = [part for part in (word, f"images/{word}", f"{word}/images") if word]
        places = dict.fromkeys((here, join(here, "..") if here else "", ""))
        bases = [join(place, part) for place in places for part in own]
        bases += [join(place, part) for place in places for part in ("", *_PICTURE_FOLDERS)]
        return list(dict.fromkeys(bases))

    def _read_box(self, record: Annotation, picture: int, kinds: dict[Id, int]) -> None:
        kind = _look_up(kinds, record.category_id)
        if record.iscrowd in (1, "1", True):
            self._collector.lose_box(picture, "Crowd regions, which hold many objects as one, are left out")
        elif record.bbox is None or len(record.bbox) != 4:
            self._collector.lose_box(picture, "Annotations without a box of four numbers are left out")
        elif kind is None:
            words = "Boxes of a class that the file does not name are left out"
            self._collector.lose_box(picture, words, f"class {record.category_id}")
        else:
            left, top, width, height = record.bbox
            self._collector.add_box(picture, kind, left, top, left + width, top + height)

    def _refuse(self, chosen: str, without: Sequence[str]) -> None:
        if self._missing:
            first = self._collector.set_aside[0].id
            raise UserError(
                f"None of the {self._missing:,} pictures that ‘{chosen}’ names is in ‘{self._tree.root}’: {first}.",
                advice=_ADVICE,
            )
        if without:
            raise UserError(f"‘{without[0]}’ has no annotations.", advice="Choose a file with boxes.")
        more = f": {self._wrong[0]}" if self._wrong else ""
        raise UserError(f"‘{chosen}’ names no pictures{more}.", advice="Export it anew.")

    def _describe(self, without: Sequence[str]) -> None:
        moved, listed = self._tree.moved, len(self._collector)
        beside = sum(1 for _ in self._tree.pictures()) - listed
        told = (
            ("info", len(without), "Files without annotations are left out", without),
            ("warning", len(self._wrong), "Entries that are not as COCO has them are left out", self._wrong),
            ("info", len(moved), "Pictures found by their name, not where the file says", moved),
            ("warning", self._repeated, "Pictures that an earlier file holds already are taken only once", ()),
            ("info", max(0, beside), "Pictures that no JSON file names are left out", ()),
        )
        for level, number, words, items in told:
            if number:
                self._collector.notes.append(
                    Note(
                        "warning" if level == "warning" else "info",
                        f"{words}: {number:,}.",
                        tuple(map(printable, items)),
                    )
                )


def _look_up(numbers: dict[Id, int | None] | dict[Id, int], key: Id | None) -> int | None:
    """Some tools write one id as a number and as a text."""
    if key is None:
        return None
    found = numbers.get(key)
    if found is None:
        found = numbers.get(int(key) if isinstance(key, str) and key.isdecimal() else str(key))
    return found
