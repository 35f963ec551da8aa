"""Reads the lines of one text file of YOLO: class, centre and size, or an outline, as parts of the picture."""

from collections.abc import Iterator
from typing import NamedTuple


class Row(NamedTuple):
    """One box, its edges as parts of the picture."""

    kind: int
    left: float
    top: float
    right: float
    bottom: float
    is_outline: bool = False


def parse_rows(data: bytes, *, has_keypoints: bool = False) -> Iterator[Row | str]:
    """Each line as a box, or in words what is wrong with it.

    Args:
        has_keypoints: what follows the four numbers of the box is no outline.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode()
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        parts = line.split()
        if not parts:
            continue
        try:
            values = list(map(float, parts))
            if values[0] != int(values[0]):
                raise ValueError
        except (ValueError, OverflowError):
            text = line.decode("utf-8", "replace").strip()[:40]
            yield f"line {number}: ‘{text}’"
            continue
        row = _make_row(values, has_keypoints)
        yield row if row is not None else f"line {number}: {len(parts)} numbers"


def _make_row(values: list[float], has_keypoints: bool) -> Row | None:
    kind = int(values[0])
    if len(values) in (5, 6) or (has_keypoints and len(values) > 6):  # the sixth is how sure a model was
        x, y, width, height = values[1:5]
        return Row(kind, x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    if len(values) < 7 or len(values) % 2 == 0:
        return None
    xs, ys = values[1::2], values[2::2]
    return Row(kind, min(xs), min(ys), max(xs), max(ys), True)
