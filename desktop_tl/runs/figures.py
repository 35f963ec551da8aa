"""Small figures and checks that evaluations of every kind share."""

from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray


def half_interval(right: int, count: int) -> float:
    """Half the width of the 95 % interval of a share, between 0 and 1 (Wilson 1927, z = 1.96)."""
    if count == 0:
        return 0.0
    p, z = right / count, 1.96
    return z * sqrt(p * (1 - p) / count + z * z / (4 * count * count)) / (1 + z * z / count)


def read_rows(data: Any, shape: tuple[int, int]) -> NDArray[np.float32]:
    """Rows of numbers, as they come from JSON. Raises: ValueError for another shape, and for what is no number."""
    if not all(type(value) in (int, float) for row in data for value in row):
        raise ValueError("a figure is no number")
    if len(data) != shape[0] or any(len(row) != shape[1] for row in data):
        raise ValueError("its columns are of different lengths")
    try:
        with np.errstate(over="ignore"):
            rows = np.array(data, np.float64).reshape(shape).astype(np.float32)
    except OverflowError:
        raise ValueError("a figure is too large") from None
    if not np.isfinite(rows).all():
        raise ValueError("a figure is no number")
    return rows


def require_names(*names: object) -> None:
    """Raises: ValueError for one that is no text."""
    if not all(isinstance(name, str) for name in names):
        raise ValueError("a name is no text")
