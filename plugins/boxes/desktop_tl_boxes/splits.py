"""Tells from names which split is meant."""

import re

from desktop_tl.api import Split

SPLITS: tuple[Split, ...] = ("train", "validation", "test")
_NAMES: dict[str, Split] = {
    "train": "train",
    "training": "train",
    "trainval": "train",
    "val": "validation",
    "valid": "validation",
    "validation": "validation",
    "test": "test",
    "testing": "test",
}


def split_of(path: str) -> Split | None:
    """The split that the last part of a path names, else the one before: ``instances_val2017``, ``valid/images``."""
    for part in reversed(path.replace("\\", "/").split("/")):
        for word in re.split(r"[^a-z]+", part.lower()):
            if word in _NAMES:
                return _NAMES[word]
    return None
