"""Compares pictures with the sizes for which their boxes were drawn: with another size boxes are scaled, with a picture
that is shown turned they are turned; of another shape none is where it should be."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from desktop_tl_boxes.headers import PictureSize, read_sizes

_LOOKED_AT = 300
"""So many pictures are opened; the others only if one of these is not as its annotation says."""

_ALIKE = 0.02
"""Proportions may differ by so much: sides were rounded."""


@dataclass
class Compared:
    """What was found, by the number of the picture.

    Args:
        scaled: pictures of another size, but of the same proportions.
        turned: pictures whose boxes lie as the file is stored, with the orientation (EXIF) in which it is shown.
        wrong: why the boxes of a picture cannot be placed.
    """

    scaled: list[int] = field(default_factory=list)
    turned: dict[int, int] = field(default_factory=dict)
    wrong: dict[int, str] = field(default_factory=dict)

    def is_as_told(self) -> bool:
        """Whether nothing was found."""
        return not (self.scaled or self.turned or self.wrong)


def compare_sizes(root: str, paths: Sequence[str], sizes: NDArray[np.int64], told: NDArray[np.int64]) -> Compared:
    """Looks at pictures whose annotation tells a size.

    Args:
        sizes: told width and height of every picture, of shape (pictures, 2).
        told: the pictures to look at.
    """
    found, step = Compared(), max(1, len(told) // _LOOKED_AT)
    _compare(root, paths, sizes, told[::step].tolist(), found)
    if step > 1 and not found.is_as_told():
        rest = np.delete(told, slice(None, None, step))
        _compare(root, paths, sizes, rest.tolist(), found)
    return found


def _compare(
    root: str, paths: Sequence[str], sizes: NDArray[np.int64], numbers: Sequence[int], found: Compared
) -> None:
    for number, size in zip(numbers, read_sizes(root, [paths[i] for i in numbers]), strict=True):
        if isinstance(size, str):  # told when it is read as a whole
            continue
        width, height = sizes[number].tolist()
        if (size.width, size.height) == (width, height):
            continue
        if _is_alike(size, width, height):
            found.scaled.append(number)
        elif size.turned and (size.height, size.width) == (width, height):
            found.turned[number] = size.turned
        else:
            found.wrong[number] = (
                f"its boxes were drawn on {width} × {height} pixels, but it has {size.width} × {size.height}: they "
                "would be in the wrong place"
            )


def _is_alike(size: PictureSize, width: int, height: int) -> bool:
    return abs(width * size.height / (height * size.width) - 1) <= _ALIKE


def turn(edges: NDArray[np.float64], size: tuple[int, int], orientation: int) -> NDArray[np.float64]:
    """Boxes of a stored picture as they lie when it is shown.

    Args:
        edges: left, top, right, bottom in pixels, of shape (boxes, 4).
        size: width and height as it is stored.
        orientation: one of EXIF that exchanges the sides, 5 to 8.
    """
    (width, height), (left, top, right, bottom) = size, edges.T
    across = (top, bottom) if orientation in (5, 8) else (height - bottom, height - top)
    down = (left, right) if orientation in (5, 6) else (width - right, width - left)
    return np.stack([across[0], down[0], across[1], down[1]], 1)
