"""Tells usable boxes from those without area, of negative size or outside their picture."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

_TOLERANCE = 1.0
"""Pixels by which a box may stick out without a word: tools round."""


@dataclass(frozen=True)
class Boxes:
    """One row for each box, those of one picture behind each other.

    Args:
        owners: number of the picture.
        kinds: number of the class.
        edges: left, top, right, bottom, of shape (boxes, 4).
    """

    owners: NDArray[np.int64]
    kinds: NDArray[np.int64]
    edges: NDArray[np.float64]


@dataclass(frozen=True)
class Cleaned:
    """The boxes that are kept, as parts of the picture; and of the others, by what is wrong, row and picture."""

    CLIPPED: ClassVar[str] = "Boxes that stick out of the picture are cut at its edge"

    kept: Boxes
    problems: dict[str, list[tuple[int, int]]]
    numbers: NDArray[np.int64]
    pixels: NDArray[np.float64]

    def describe(self, row: int, path: str) -> str:
        """Which box it is: "a.jpg: box 3, 20 × 0 at 5, 7"."""
        left, top, right, bottom = self.pixels[row].tolist()
        return f"{path}: box {self.numbers[row]}, {right - left:.4g} × {bottom - top:.4g} at {left:.4g}, {top:.4g}"


def clean(boxes: Boxes, sizes: NDArray[np.int64], unit: Literal["pixels", "parts"]) -> Cleaned:
    """Looks at every box.

    Args:
        boxes: in this unit.
        sizes: width and height of every picture, of shape (pictures, 2).
    """
    scale = np.tile(sizes[boxes.owners].astype(np.float64), 2)
    with np.errstate(all="ignore"):
        pixels = boxes.edges if unit == "pixels" else boxes.edges * scale
        parts = np.clip(pixels / scale, 0, 1).astype(np.float32)
        extent = pixels[:, 2:] - pixels[:, :2]
        is_number = np.isfinite(pixels).all(1)
        negative = is_number & (extent < 0).any(1)
        empty = is_number & ~negative & (extent == 0).any(1)
        whole = is_number & ~negative & ~empty
        outside = whole & ((pixels[:, 2:] <= 0) | (pixels[:, :2] >= scale[:, 2:])).any(1)
        tiny = whole & ~outside & (parts[:, 2:] <= parts[:, :2]).any(1)
        over = np.maximum(-pixels, pixels - scale).max(1, initial=-np.inf)
    good = whole & ~outside & ~tiny
    told = {
        "Boxes with an edge that is no number are left out": ~is_number,
        "Boxes of negative width or height are left out": negative,
        "Boxes without area are left out": empty | tiny,
        "Boxes outside the picture are left out": outside,
        Cleaned.CLIPPED: good & (over > _TOLERANCE),
    }
    problems = {
        words: [(int(row), int(boxes.owners[row])) for row in np.flatnonzero(rows)]
        for words, rows in told.items()
        if rows.any()
    }
    first = np.searchsorted(boxes.owners, boxes.owners)
    kept = Boxes(boxes.owners[good], boxes.kinds[good], parts[good].astype(np.float64))
    return Cleaned(kept, problems, np.arange(len(boxes.owners)) - first + 1, pixels)
