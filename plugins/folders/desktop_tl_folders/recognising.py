"""Tells from some names whether a folder holds pictures or texts in class folders, before it is opened."""

import os
from pathlib import Path

from desktop_tl_folders.formats import PICTURES, TEXTS, is_left_behind, suffix_of

_MOST_FOLDERS, _MOST_FILES = 200, 50
"""So many folders are looked into, and so many files of each."""


def holds_pictures(path: Path) -> bool:
    """Whether there are pictures in its folders, and not more texts: some have a caption in a file beside them."""
    pictures, texts = _count(path)
    return pictures > 0 and pictures >= texts


def holds_texts(path: Path) -> bool:
    """Whether there are more texts than pictures in its folders."""
    pictures, texts = _count(path)
    return texts > pictures


def holds_loose_texts(path: Path) -> bool:
    """Whether texts, two or more, are most of the files in the folder itself, and none of these or of pictures are in
    its folders."""
    with os.scandir(path) as entries:
        names = [entry.name for entry in entries if entry.is_file() and not is_left_behind(entry.name)]
    texts = sum(suffix_of(name) in TEXTS.suffixes for name in names)
    return texts >= 2 and 2 * texts > len(names) and _count(path) == (0, 0)


def _count(root: Path) -> tuple[int, int]:
    """Pictures and texts in the folders below the root; what lies beside them, such as a README, says nothing."""
    pictures = texts = seen = 0
    for place, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not is_left_behind(name))
        if place == str(root):
            continue
        for name in sorted(files)[:_MOST_FILES]:
            suffix = suffix_of(name)
            pictures += suffix in PICTURES.suffixes
            texts += suffix in TEXTS.suffixes or TEXTS.is_inside(os.path.join(place, name), suffix)
        seen += 1
        if seen == _MOST_FOLDERS:
            break
    return pictures, texts
