"""Reads from the first bytes of pictures how large they are as they are shown."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import NamedTuple

from PIL import Image

_ORIENTATION = 0x0112
_TURNED = (5, 6, 7, 8)
_FORMATS = ("AVIF", "BMP", "DIB", "GIF", "JPEG", "JPEG2000", "MPO", "PNG", "PPM", "TGA", "TIFF", "WEBP")
_THREADS, _CHUNK = 4, 256
"""On a network drive waiting takes most of the time; a task for each picture would cost more than its header."""


class PictureSize(NamedTuple):
    """As the picture is shown; ``turned`` is its orientation (EXIF) where the file is stored with its sides exchanged,
    else 0."""

    width: int
    height: int
    turned: int = 0


def read_sizes(root: str, paths: Sequence[str]) -> list[PictureSize | str]:
    """That of every picture; or why there is none, in words."""
    Image.init()
    formats = [name for name in _FORMATS if name in Image.OPEN]

    def read(start: int) -> list[PictureSize | str]:
        return [_read_size(os.path.join(root, path), formats) for path in paths[start : start + _CHUNK]]

    with ThreadPoolExecutor(_THREADS, thread_name_prefix="picture-sizes") as pool:
        return list(chain.from_iterable(pool.map(read, range(0, len(paths), _CHUNK))))


def _read_size(path: str, formats: list[str]) -> PictureSize | str:
    try:
        with Image.open(path, formats=formats) as image:
            width, height = image.size
            orientation = _orientation(image)
            return PictureSize(height, width, orientation) if orientation in _TURNED else PictureSize(width, height)
    except OSError as error:
        if error.errno:
            return f"it cannot be read: {error.strerror}"
        return "it is not a picture, or in a format that is not supported"
    except Exception as error:  # decoders raise nearly anything on damaged input: the picture is the culprit
        return f"the picture is damaged ({error})"


def _orientation(image: Image.Image) -> int:
    try:
        value: int = Image.Image.getexif(image).get(_ORIENTATION, 1)  # that of PNG would decode the whole picture
    except Exception:  # a broken EXIF block says nothing about the pixels
        return 1
    return value
