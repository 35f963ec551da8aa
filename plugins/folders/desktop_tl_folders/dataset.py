"""Holds the references to a million files in little memory."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api import Note, Sample, SetAside, Split
from desktop_tl_folders.listing import printable


class PathTable:
    """Paths one after the other in one block of bytes: a third of what a list of strings takes."""

    def __init__(self) -> None:
        self._text = bytearray()
        self._ends = array("q")

    def append(self, encoded: bytes) -> None:
        """Adds one path, encoded as UTF-8 with surrogateescape."""
        self._text += encoded
        self._ends.append(len(self._text))

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, index: int) -> str:
        start = self._ends[index - 1] if index else 0
        return self._text[start : self._ends[index]].decode("utf-8", "surrogateescape")


@dataclass(frozen=True)
class FolderDataset:
    """The opened folder.

    Args:
        root: absolute path of the chosen folder.
        paths: of the pictures or texts, relative to it.
        digest: of all paths, sizes and times of change.
    """

    root: str
    paths: PathTable
    targets: NDArray[np.int64]
    classes: Sequence[str]
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
        return Sample(printable(path), Path(self.root, path), int(self.targets[index]))

    def fingerprint(self) -> str:
        return self.digest
