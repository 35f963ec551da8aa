"""Reads the handwritten digits that scikit-learn brings along and shows them as ink on paper."""

import gzip
import hashlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api import Note, Sample, SetAside, Split, UserError

MOST_INK = 16
PAPER = 255


@dataclass(frozen=True)
class Digits:
    """The digits as an opened dataset.

    Args:
        pixels: uint8 of shape (N, 8, 8), dark ink on white.
        targets: the digit on each, int64 of shape (N,).
    """

    pixels: NDArray[np.uint8]
    targets: NDArray[np.int64]
    classes: Sequence[str] = tuple("0123456789")
    splits: Sequence[Split] | None = None
    groups: Sequence[str] | None = None
    notes: Sequence[Note] = ()
    set_aside: Sequence[SetAside] = field(default=())

    @classmethod
    def read(cls) -> "Digits":
        """Reads them from the installed scikit-learn; raises `UserError` if it is missing."""
        ink, targets = _read_table()
        pixels = PAPER - np.rint(ink * (PAPER / MOST_INK))
        return cls(pixels.astype(np.uint8).reshape(-1, 8, 8), targets.astype(np.int64))

    def __len__(self) -> int:
        return len(self.targets)

    def sample(self, index: int) -> Sample:
        return Sample(f"digit-{index:04}", self.pixels[index], int(self.targets[index]))

    def fingerprint(self) -> str:
        digest = hashlib.blake2b(self.pixels.tobytes(), digest_size=16)
        digest.update(self.targets.tobytes())
        return digest.hexdigest()


def _read_table() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Ink from 0 to 16 of shape (N, 64), and the digits."""
    path = _find_file()
    if path.is_file():
        with gzip.open(path, "rt", encoding="ascii") as file:
            table = np.loadtxt(file, delimiter=",")
        return table[:, :-1], table[:, -1]
    from sklearn.datasets import load_digits  # the public door, but it takes 2 s to import

    ink, targets = load_digits(return_X_y=True)
    return ink, targets


def _find_file() -> Path:
    """Where scikit-learn keeps the table; looked up without importing it."""
    spec = importlib.util.find_spec("sklearn")
    if spec is None or not spec.submodule_search_locations:
        raise UserError(
            "The handwritten digits come with scikit-learn, which is not installed.",
            advice="Install it: pip install scikit-learn",
        )
    return Path(spec.submodule_search_locations[0]) / "datasets" / "data" / "digits.csv.gz"
