"""Where a place in a picture lies in the square that the network sees, and back. Numpy only."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api.preprocessing import ImagePreprocessing


def frame(preprocessing: ImagePreprocessing, size: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """``seen = scale * place + shift``, both in parts of the sides: of the picture and of the square.

    Args:
        size: width and height of the picture, as it is shown.

    Returns:
        Scale and shift, each for width and height.
    """
    sides = np.asarray(size, np.float64)
    match preprocessing.crop:
        case "squash":
            return np.ones(2), np.zeros(2)
        case "letterbox":
            return sides / sides.max(), np.zeros(2)
        case "centre":
            cut = sides.min() * preprocessing.size / preprocessing.resize
            return sides / cut, (cut - sides) / 2 / cut


def to_square(rows: NDArray[Any], preprocessing: ImagePreprocessing, size: NDArray[Any]) -> NDArray[np.float32]:
    """Boxes of a picture as they lie in the square, without those that are not in it.

    Args:
        rows: shape (k, n), whose last four columns are left, top, right and bottom.
        size: as for `frame`.
    """
    scale, shift = frame(preprocessing, size)
    return _move(rows, np.tile(scale, 2), np.tile(shift, 2))


def to_picture(rows: NDArray[Any], preprocessing: ImagePreprocessing, size: NDArray[Any]) -> NDArray[np.float32]:
    """Boxes in the square as they lie in the picture, without those that are beside it; as `to_square`."""
    scale, shift = frame(preprocessing, size)
    return _move(rows, np.tile(1 / scale, 2), np.tile(-shift / scale, 2))


def _move(rows: NDArray[Any], scale: NDArray[np.float64], shift: NDArray[np.float64]) -> NDArray[np.float32]:
    moved = np.array(rows, np.float32)
    edges = np.clip(moved[:, -4:] * scale + shift, 0, 1)
    moved[:, -4:] = edges
    return moved[(moved[:, -2] > moved[:, -4]) & (moved[:, -1] > moved[:, -3])]
