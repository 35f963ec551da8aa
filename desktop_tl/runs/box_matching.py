"""Compares boxes that were found with those that are true, as the COCO challenge does: which of them are the same?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAME_PLACE = 0.5
"""Two boxes are in the same place from this intersection over union on."""

MOST_FOUND = 100
"""So many boxes of a class count in one picture, the surest ones."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of a true and a found box of one picture in the same place, the surest found box first and of its true ones
    the nearest: indices into both."""

    truth: NDArray[np.int64]
    found: NDArray[np.int64]


def find_pairs(
    truth: NDArray[np.float32],
    truth_rows: NDArray[np.int64],
    found: NDArray[np.float32],
    found_rows: NDArray[np.int64],
    *,
    iou: float = SAME_PLACE,
) -> Pairs:
    """All pairs in the same place, of whatever class.

    Args:
        truth: class and edges, of shape (T, 5), ascending by picture.
        truth_rows: picture of each.
        found: class, score and edges, of shape (F, 6), likewise.
        found_rows: picture of each.
    """
    starts, stops = (np.searchsorted(truth_rows, found_rows, side=side) for side in ("left", "right"))
    counts = stops - starts
    second = np.repeat(np.arange(len(found)), counts)
    first = np.arange(len(second)) - np.repeat(np.cumsum(counts) - counts - starts, counts)
    overlap = intersection_over_union(truth[first, 1:], found[second, 2:])
    near = overlap >= iou
    first, second, overlap = first[near], second[near], overlap[near]
    order = np.lexsort((-overlap, second, -found[second, 1]))
    return Pairs(first[order], second[order])


def intersection_over_union(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float64]:
    """Of boxes row by row, their edges of shape (N, 4)."""
    one, other = one.astype(np.float64), other.astype(np.float64)
    inside = np.minimum(one[:, 2:], other[:, 2:]) - np.maximum(one[:, :2], other[:, :2])
    common = inside.clip(0).prod(1)
    total = (one[:, 2:] - one[:, :2]).prod(1) + (other[:, 2:] - other[:, :2]).prod(1) - common
    return common / np.maximum(total, 1e-12)


def match(
    pairs: Pairs, truth_taken: NDArray[np.bool_], found_taken: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Gives every found box, the surest first, the nearest true one that is still free: the chosen pairs. Marks both as
    taken."""
    chosen = []
    for place, (first, second) in enumerate(zip(pairs.truth.tolist(), pairs.found.tolist(), strict=True)):
        if not truth_taken[first] and not found_taken[second]:
            truth_taken[first] = found_taken[second] = True
            chosen.append(place)
    return pairs.truth[chosen], pairs.found[chosen]
