"""Opens a folder of pictures or texts: checks it, reads it, and says in words what is wrong or worth knowing."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api import Note, UserError
from desktop_tl_folders.dataset import FolderDataset
from desktop_tl_folders.formats import FileKind
from desktop_tl_folders.layout import Layout, find_layout
from desktop_tl_folders.listing import list_folder, natural_key, printable
from desktop_tl_folders.scan import Scan, count_suffixes

TOO_MANY_CLASSES = 10_000


def open_folder(folder: Path, kind: FileKind) -> FolderDataset:
    """Reads the folder; raises `UserError` for what cannot be used."""
    root = os.path.abspath(os.path.expanduser(folder))
    require_folder(root)
    layout = find_layout(root, kind)
    scan = Scan(root, kind)
    scan.read(layout)
    classes, targets = _number_classes(layout, np.asarray(scan.folder_of, dtype=np.int64))
    counts = np.bincount(targets, minlength=len(classes))
    _require_files(root, scan, layout)
    _require_classes(classes, counts, kind)
    if layout.has_splits:
        _require_same_classes(layout, scan)
    notes = [*layout.notes, *_describe(scan), *_describe_classes(classes, counts, kind)]
    kept = np.flatnonzero(counts)
    return FolderDataset(
        root=root,
        paths=scan.paths,
        targets=np.searchsorted(kept, targets),
        classes=tuple(classes[i] for i in kept),
        digest=scan.digest,
        splits=[layout.classes[i].split or "train" for i in scan.folder_of] if layout.has_splits else None,
        notes=tuple(notes),
        set_aside=tuple(scan.set_aside),
    )


def require_folder(root: str) -> None:
    """Raises `UserError` if there is no folder at ``root`` that can be read."""
    path = printable(root)
    if os.path.isfile(root):
        archive = root.lower().endswith((".zip", ".tar", ".gz", ".tgz", ".7z", ".rar"))
        advice = "Unpack it, then choose the folder." if archive else "Choose the folder that holds the class folders."
        raise UserError(f"‘{path}’ is a file, not a folder.", advice=advice)
    if os.path.islink(root) and not os.path.isdir(root):
        raise UserError(
            f"‘{path}’ is a link to ‘{printable(os.readlink(root))}’, where there is no folder.",
            advice="Choose the folder itself, or check whether the drive is connected.",
        )
    if not os.path.isdir(root):
        parent = os.path.dirname(root)
        while not os.path.isdir(parent) and parent != os.path.dirname(parent):
            parent = os.path.dirname(parent)
        raise UserError(
            f"The folder ‘{path}’ does not exist; on the way to it, ‘{printable(parent)}’ is the last one that does.",
            advice="Check the spelling, or whether the drive is connected.",
        )
    if error := list_folder(root).error:
        raise UserError(f"The folder ‘{path}’ cannot be read: {error}.", advice="Change its permissions, or copy it.")


def _number_classes(layout: Layout, folder_of: NDArray[np.int64]) -> tuple[list[str], NDArray[np.int64]]:
    classes = sorted({folder.name for folder in layout.classes}, key=natural_key)
    number = {name: i for i, name in enumerate(classes)}
    number_of_folder = np.array([number[folder.name] for folder in layout.classes], dtype=np.int64)
    return classes, number_of_folder[folder_of]


def _require_files(root: str, scan: Scan, layout: Layout) -> None:
    kind = scan.kind
    if len(scan.paths):
        return
    if scan.loose:
        raise UserError(
            f"‘{printable(root)}’ holds {_count(len(scan.loose), kind.noun)} but no class folders with {kind.nouns}.",
            advice=f"{kind.one_folder_per_class} To use a trained model on these {kind.nouns}, go to Predict.",
        )
    found = [f"{count:,} × {suffix}" for suffix, count in count_suffixes(scan, layout)[:8]]
    found += [_count(scan.ignored, "hidden file")] if scan.ignored else []
    found += [f"{_count(len(scan.unreadable), 'folder')} that cannot be read"] if scan.unreadable else []
    raise UserError(
        f"No {kind.nouns} found in ‘{printable(root)}’: there is {', '.join(found) or 'nothing in it'}.",
        advice=f"Choose the folder that holds one folder per class; looked for {' '.join(sorted(kind.suffixes))}.",
    )


def _require_classes(classes: Sequence[str], counts: NDArray[np.int64], kind: FileKind) -> None:
    if len(classes) >= TOO_MANY_CLASSES and (counts <= 1).mean() > 0.5:
        raise UserError(
            f"There are {len(classes):,} folders, most with one {kind.noun}: these look like file names, not classes.",
            advice=kind.one_folder_per_class,
        )


def _require_same_classes(layout: Layout, scan: Scan) -> None:
    """A class that is in train but not in validation, or the reverse, is usually a misspelt folder."""
    used = np.unique(np.asarray(scan.folder_of, dtype=np.int64))
    by_split: dict[str, set[str]] = {}
    for index in used:
        folder = layout.classes[index]
        by_split.setdefault(folder.split or "train", set()).add(folder.name)
    train = by_split.get("train", set())
    complaints = []
    for split in ("validation", "test"):
        there = by_split.get(split, set())
        if extra := there - train:
            complaints.append(f"{_quote(extra)} only in {split}, not in train")
        if split == "validation" and there and (missing := train - there):
            complaints.append(f"{_quote(missing)} only in train, not in {split}")
    if complaints:
        raise UserError(
            f"The class folders of the splits differ: {'; '.join(complaints)}.",
            advice=f"Give each class the same folder name, and one {layout.kind.noun} or more in train and validation.",
        )


def _describe(scan: Scan) -> list[Note]:
    other = ", ".join(f"{count:,} × {suffix}" for suffix, count in scan.other.most_common(8))
    info = (
        (scan.ignored, f"{_count(scan.ignored, 'hidden or system file')} ignored.", ()),
        (scan.other.total(), f"{_count(scan.other.total(), 'other file')} ignored: {other}.", ()),
        (scan.renamed, f"{_count(scan.renamed, scan.kind.noun)} recognised by content, not by extension.", ()),
        (len(scan.links_back), "Links to folders that are read anyway were not followed.", scan.links_back),
    )
    warnings = (
        (len(scan.unreadable), "Folders that cannot be read are left out.", scan.unreadable),
        (len(scan.loose), f"{_count(len(scan.loose), scan.kind.noun)} outside class folders left out.", scan.loose),
    )
    return [
        *(Note("info", message, tuple(items)) for count, message, items in info if count),
        *(Note("warning", message, tuple(items)) for count, message, items in warnings if count),
    ]


def _describe_classes(classes: Sequence[str], counts: NDArray[np.int64], kind: FileKind) -> list[Note]:
    empty = tuple(name for name, count in zip(classes, counts, strict=True) if count == 0)
    single = tuple(name for name, count in zip(classes, counts, strict=True) if count == 1)
    notes = []
    if empty:
        notes.append(
            Note("warning", f"{_count(len(empty), 'folder')} without {kind.nouns} left out of the classes.", empty)
        )
    if single:
        notes.append(Note("info", f"{_count(len(single), 'folder')} with one {kind.noun} only.", single))
    return notes


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"


def _quote(names: set[str], most: int = 20) -> str:
    ordered = sorted(names, key=natural_key)
    shown = ", ".join(f"‘{name}’" for name in ordered[:most])
    return shown if len(ordered) <= most else f"{shown} and {len(ordered) - most:,} more"
