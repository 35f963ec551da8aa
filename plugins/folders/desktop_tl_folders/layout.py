"""Finds out which folders are classes, and whether train, val and test folders stand above them."""

import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop_tl.api import Note, Split, UserError
from desktop_tl_folders.formats import FileKind
from desktop_tl_folders.listing import Listing, list_folder, printable

SPLIT_NAMES: dict[str, Split] = {
    "train": "train",
    "training": "train",
    "val": "validation",
    "valid": "validation",
    "validation": "validation",
    "test": "test",
    "testing": "test",
}

_SPLIT_ORDER: tuple[Split, ...] = ("train", "validation", "test")


@dataclass(frozen=True)
class ClassFolder:
    """A folder whose files, at any depth, belong to one class of one split; ``path`` is relative to the root."""

    name: str
    path: str
    split: Split | None = None


@dataclass
class Layout:
    """Where the classes are. ``above`` are the folders that were listed on the way, with what they hold besides."""

    kind: FileKind
    classes: list[ClassFolder] = field(default_factory=list)
    above: list[tuple[str, Listing]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def has_splits(self) -> bool:
        """Whether the folders give a split."""
        return any(folder.split for folder in self.classes)


def find_layout(root: str, kind: FileKind) -> Layout:
    """Looks at the root and one or two levels below; raises `UserError` for what cannot be classes."""
    layout = Layout(kind)
    base, listing = _unwrap(root, layout)
    splits = _find_splits(root, base, listing, layout.kind)
    if not splits:
        _add_classes(layout, base, listing, None)
        return layout
    layout.above.append((base, listing))
    for name, split in sorted(splits.items(), key=lambda item: _SPLIT_ORDER.index(item[1])):
        _add_split(layout, os.path.join(root, base, name), os.path.join(base, name), split)
    unused = [printable(os.path.join(base, name)) for name in listing.folders if name not in splits]
    if unused:
        layout.notes.append(Note("warning", f"{len(unused)} folders beside train and val are left out.", tuple(unused)))
    return layout


def _unwrap(root: str, layout: Layout) -> tuple[str, Listing]:
    """Enters folders that hold nothing but one folder, as archives unpack, if several folders are at the end."""
    path, listing = "", list_folder(root)
    passed = [(path, listing)]
    while len(listing.folders) == 1 and not listing.count(layout.kind) and len(passed) < 9:
        path = os.path.join(path, listing.folders[0])
        listing = list_folder(os.path.join(root, path))
        passed.append((path, listing))
    if len(passed) == 1 or len(listing.folders) < 2 or listing.count(layout.kind):
        return passed[0]
    layout.above.extend(passed[:-1])
    layout.notes.append(Note("warning", f"The folders in ‘{printable(path)}’ are taken as the classes.", ()))
    return path, listing


def _find_splits(root: str, base: str, listing: Listing, kind: FileKind) -> dict[str, Split]:
    """Folder name → split; empty if these folders are classes (a class may well be called ‘train’)."""
    named = {name: SPLIT_NAMES[name.casefold()] for name in listing.folders if name.casefold() in SPLIT_NAMES}
    nothing_else = len(named) == len(listing.folders)
    kinds = set(named.values())
    if len(kinds) < 2:
        return {}
    where = printable(os.path.join(root, base))
    if "train" not in kinds:
        if not nothing_else:
            return {}
        raise UserError(
            f"‘{where}’ has the folders {_quote(named)}, but no ‘train’ folder.",
            advice="Add a ‘train’ folder, or choose the one folder that holds the classes.",
        )
    train = [list_folder(os.path.join(root, base, name)) for name, split in named.items() if split == "train"]
    if any(found.folders for found in train):
        return named
    if nothing_else and any(found.files for found in train):
        raise UserError(
            f"The training folder in ‘{where}’ holds {kind.nouns} but no class folders.",
            advice=kind.one_folder_per_class,
        )
    return {}


def _add_split(layout: Layout, path: str, relative: str, split: Split) -> None:
    listing = list_folder(path)
    loose = 0 if listing.folders else listing.count(layout.kind)
    what = f"{loose:,} {layout.kind.nouns} but no class folders"
    if loose and split == "test":
        message = f"‘{printable(relative)}’ has {what}: left out, use it for predictions."
        layout.notes.append(Note("warning", message, ()))
        return
    if loose:
        raise UserError(f"‘{printable(path)}’ holds {what}.", advice=layout.kind.one_folder_per_class)
    _add_classes(layout, relative, listing, split)


def _add_classes(layout: Layout, base: str, listing: Listing, split: Split | None) -> None:
    layout.above.append((base, listing))
    for name in listing.folders:
        title = unicodedata.normalize("NFC", printable(name))  # one class, however its accents are spelt
        layout.classes.append(ClassFolder(title, os.path.join(base, name), split))


def _quote(names: Iterable[str]) -> str:
    return ", ".join(f"‘{name}’" for name in names)
