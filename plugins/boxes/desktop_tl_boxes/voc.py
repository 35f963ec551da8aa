"""Opens Pascal VOC: an XML file for each picture, and lists of names in ImageSets for the splits."""

import os
import posixpath
from collections.abc import Sequence

from desktop_tl.api import Note, SetAside, Split, UserError
from desktop_tl_boxes import VocOptions
from desktop_tl_boxes.collecting import Collector
from desktop_tl_boxes.dataset import BoxDataset
from desktop_tl_boxes.files import count, decode_text, natural_key, printable, read_bytes, require_folder
from desktop_tl_boxes.splits import split_of
from desktop_tl_boxes.tree import PICTURE_SUFFIXES, Tree, join
from desktop_tl_boxes.voc_xml import BrokenXml, VocObject, VocPicture, parse_voc

_LISTS: tuple[tuple[str, Split], ...] = (
    ("train", "train"),
    ("val", "validation"),
    ("valid", "validation"),
    ("validation", "validation"),
    ("test", "test"),
    ("trainval", "train"),
)
"""Names of lists, the most telling first: ``trainval`` holds what ``train`` and ``val`` do."""

_PICTURE_FOLDERS = ("JPEGImages", "images", "image", "imgs", "img", "pictures", "PNGImages")


def open_folder(options: VocOptions) -> BoxDataset:
    """Raises: UserError for what cannot be used."""
    root = os.path.abspath(os.path.expanduser(options.root))
    require_folder(root)
    return _Reading(Tree(root), options).read()


class _Reading:
    def __init__(self, tree: Tree, options: VocOptions) -> None:
        self._tree, self._options = tree, options
        self._collector = Collector(tree.root, "pixels")
        self._numbers: dict[str, int] = {}
        self._foreign: list[str] = []
        self._broken = self._missing = self._unlisted = 0

    def read(self) -> BoxDataset:
        tree, collector = self._tree, self._collector
        lists, has_folders = self._read_lists(), self._has_split_folders()
        files = 0
        for path in tree.with_suffix(".xml"):
            files += 1
            split = split_of(posixpath.dirname(path)) if has_folders else None
            if lists:
                split = lists.get(posixpath.splitext(posixpath.basename(path))[0])
                if split is None:
                    self._unlisted += 1
                    continue
            self._read_file(path, split)
        if not len(collector):
            self._refuse(files)
        classes = sorted(self._numbers, key=natural_key)
        self._describe(bool(lists))
        order = [0] * len(classes)
        for place, name in enumerate(classes):
            order[self._numbers[name]] = place
        collector.number_classes(order)
        return collector.finish(classes, tree.root)

    def _has_split_folders(self) -> bool:
        folders = {posixpath.dirname(path) for path in self._tree.with_suffix(".xml")}
        named = {split_of(folder) for folder in folders}
        return "train" in named and len(named) > 1

    def _read_lists(self) -> dict[str, Split]:
        """The split of every name that ImageSets lists; the list of another year may say something else, so the first
        one counts."""
        found: dict[str, Split] = {}
        folders = [folder for folder in self._tree.folders if "ImageSets" in folder.split("/")]
        folders.sort(key=lambda folder: (not folder.endswith("Main"), folder))
        for name, split in _LISTS:
            for folder in folders:
                if f"{name}.txt" in self._tree.folders[folder]:
                    path = os.path.join(self._tree.root, folder, f"{name}.txt")
                    text = decode_text(read_bytes(path), path, self._options.encoding)
                    for line in text.splitlines():
                        if words := line.split():
                            found.setdefault(words[0], split)
                    break
        return found if "train" in found.values() else {}

    def _read_file(self, path: str, split: Split | None) -> None:
        collector = self._collector
        try:
            picture = parse_voc(self._read_bytes(path), path, self._options.encoding)
        except BrokenXml as error:
            if "not with <annotation>" in str(error):
                self._foreign.append(path)
            else:
                self._broken += 1
                collector.set_aside.append(SetAside(printable(path), str(error)))
            return
        found = self._find_picture(path, picture)
        if found is None:
            self._missing += 1
            name = picture.file_name or posixpath.splitext(posixpath.basename(path))[0]
            collector.set_aside.append(SetAside(printable(path), f"there is no picture ‘{printable(name)}’"))
            return
        if collector.find(found) is not None:
            collector.set_aside.append(
                SetAside(printable(path), f"another file describes ‘{printable(found)}’ already")
            )
            return
        number = collector.add_picture(found, split, picture.size)
        for one in picture.objects:
            self._read_object(one, number)

    def _read_bytes(self, path: str) -> bytes:
        try:
            with open(os.path.join(self._tree.root, path), "rb") as file:
                return file.read()
        except OSError as error:
            raise BrokenXml(f"it cannot be read: {error.strerror}") from None

    def _find_picture(self, path: str, picture: VocPicture) -> str | None:
        """Beside the file, in a folder of pictures beside or above, or the only one of that name."""
        here, stem = posixpath.dirname(path), posixpath.splitext(posixpath.basename(path))[0]
        bases = [here]
        place = here
        while place:
            part, place = posixpath.basename(place), posixpath.dirname(place)
            below = posixpath.relpath(here, join(place, part))
            for folder in ("", picture.folder, *_PICTURE_FOLDERS):
                bases += [join(place, folder), join(place, folder, below)]
        name = posixpath.basename(picture.file_name.replace("\\", "/"))
        if name and (found := self._tree.find(name, bases)):
            return found
        for base in bases:  # the name in the file is wrong, or without its ending
            for suffix in (".jpg", ".png", ".jpeg", ".JPG", *PICTURE_SUFFIXES):
                if self._tree.has(beside := join(base, stem + suffix)):
                    return beside
        return None

    def _read_object(self, found: VocObject, picture: int) -> None:
        if not found.name:
            self._collector.lose_box(picture, "Objects without a name are left out")
        elif found.edges is None:
            self._collector.lose_box(picture, "Objects without a box of four numbers are left out", found.name)
        else:
            kind = self._numbers.setdefault(found.name, len(self._numbers))
            left, top, right, bottom = found.edges
            if right > left and bottom > top:  # the first pixel is 1, and the last one belongs to the box
                left, top = left - 1, top - 1
            self._collector.add_box(picture, kind, left, top, right, bottom)

    def _refuse(self, files: int) -> None:
        root = self._tree.root
        if not files or len(self._foreign) == files:
            what = "no XML file" if not files else f"{count(files, 'XML file')} that describe no pictures"
            raise UserError(
                f"‘{root}’ has {what}.", advice="Choose the folder that holds pictures and their XML files."
            )
        if self._collector.set_aside:
            first = self._collector.set_aside[0]
            raise UserError(
                f"None of the {count(files, 'XML file')} in ‘{root}’ can be used: {first.id}: {first.reason}.",
                advice="Put the pictures beside the XML files, or into a folder images beside theirs.",
            )
        raise UserError(
            f"The lists in ImageSets of ‘{root}’ name none of its XML files.", advice="Correct or remove the lists."
        )

    def _describe(self, has_lists: bool) -> None:
        beside = sum(1 for _ in self._tree.pictures()) - len(self._collector)
        told: tuple[tuple[int, str, Sequence[str]], ...] = (
            (self._unlisted if has_lists else 0, "XML files that no list in ImageSets names are left out", ()),
            (len(self._foreign), "XML files that describe no picture are left out", self._foreign),
            (len(self._tree.moved), "Pictures found by their name, not beside their file", self._tree.moved),
            (max(0, beside - self._unlisted), "Pictures without an XML file are left out", ()),
        )
        for number, words, items in told:
            if number:
                self._collector.notes.append(Note("info", f"{words}: {number:,}.", tuple(map(printable, items))))
