"""Real scanned digits with several labels, and with values that can be measured in the picture."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits

from desktop_tl.api import Note, Sample, SetAside, Split

LABELS = ("even", "large", "loop")
VALUES = ("ink", "width")
_LOOPS = (0, 6, 8, 9)


@dataclass
class ListedDigits:
    """Pictures in memory, whose targets are rows."""

    pixels: NDArray[np.uint8]
    targets: NDArray[Any]
    classes: tuple[str, ...]
    splits: list[Split] | None = None
    groups: list[str] | None = None
    notes: tuple[Note, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

    def __len__(self) -> int:
        return len(self.targets)

    def sample(self, index: int) -> Sample:
        return Sample(f"digit-{index}", self.pixels[index], self.targets[index])

    def fingerprint(self) -> str:
        return f"{len(self)} {self.classes}"


def labelled_digits(count: int) -> ListedDigits:
    """Whether a digit is even, larger than 4, and has a loop."""
    pixels, numbers = _digits(count)
    rows = np.stack([numbers % 2 == 0, numbers > 4, np.isin(numbers, _LOOPS)], 1)
    return ListedDigits(pixels, rows.astype(np.uint8), LABELS)


def measured_digits(count: int) -> ListedDigits:
    """How much of the picture is ink in percent, and how wide the digit is in tenths of a millimetre, say."""
    pixels, _ = _digits(count)
    ink = pixels.mean((1, 2)) / 2.55
    width = (pixels.max(1) > 100).sum(1) * 25.0 + 1000
    return ListedDigits(pixels, np.stack([ink, width], 1), VALUES)


def _digits(count: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    digits = load_digits()
    pixels = np.kron(digits.images[:count], np.ones((2, 2))) * 15.9
    return pixels.astype(np.uint8), digits.target[:count]
