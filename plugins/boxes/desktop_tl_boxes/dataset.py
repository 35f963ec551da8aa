"""Holds the references to a million pictures and their boxes in little memory."""

import os
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_tl.api import BoxTargets, Note, Sample, SetAside, Split
from desktop_tl_boxes.files import printable


class PathTable:
    """Paths one after the other in one block of bytes: a third of what a list of strings takes."""

    def __init__(self) -> None:
        self._text = bytearray()
        self._ends = array("q")

    def append(self, path: str) -> None:
        """Adds one path."""
        self._text += path.encode("utf-8", "surrogateescape")
        self._ends.append(len(self._text))

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, index: int) -> str:
        start = self._ends[index - 1] if index else 0
        return self._text[start : self._ends[index]].decode("utf-8", "surrogateescape")


@dataclass(frozen=True, kw_only=True)
class BoxDataset:
    """An opened folder.

    Args:
        root: absolute path of the folder below which the pictures are.
        paths: of the pictures, relative to it, with ``/``.
        digest: of the pictures' paths, sizes and times of change, and of all boxes, classes and splits.
    """

    root: str
    paths: PathTable
    classes: Sequence[str]
    targets: BoxTargets
    digest: str
    splits: Sequence[Split] | None = None
    groups: Sequence[str] | None = None
    notes: Sequence[Note] = ()
    set_aside: Sequence[SetAside] = ()

    def __len__(self) -> int:
        return len(self.targets)

    def sample(self, index: int) -> Sample:
        index = range(len(self))[index]
        path = self.paths[index]
        return Sample(printable(path), Path(os.path.join(self.root, path)), self.targets[index])

    def fingerprint(self) -> str:
        return self.digest
