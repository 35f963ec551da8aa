"""Holds the pictures that a table lists: their paths and what is known of each."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from desktop_tl.api import Note, Sample, SetAside, Split


@dataclass(frozen=True, kw_only=True)
class ListedPictures:
    """An opened table.

    Args:
        folder: where the paths begin.
        ids: the paths as the table has them, with the row behind one that comes twice.
        files: the paths below ``folder``.
        stamps: size and time of change of each file.
        stamp: of the table itself, the options, and the columns that were taken.
    """

    folder: Path
    ids: Sequence[str]
    files: Sequence[str]
    stamps: Sequence[tuple[int, int]]
    stamp: str
    classes: Sequence[str]
    targets: NDArray[Any]
    splits: Sequence[Split] | None = None
    groups: Sequence[str] | None = None
    notes: Sequence[Note] = ()
    set_aside: Sequence[SetAside] = ()

    def __len__(self) -> int:
        return len(self.ids)

    def sample(self, index: int) -> Sample:
        index = range(len(self))[index]
        target = self.targets[index]
        return Sample(self.ids[index], self.folder / self.files[index], int(target) if target.ndim == 0 else target)

    def fingerprint(self) -> str:
        """Of the table's path, size and time of change, of the options and columns, and of every picture."""
        digest = hashlib.sha256(self.stamp.encode())
        for name, (size, changed) in zip(self.files, self.stamps, strict=True):
            digest.update(f"\n{name}\0{size}\0{changed}".encode("utf-8", "surrogateescape"))
        return digest.hexdigest()
