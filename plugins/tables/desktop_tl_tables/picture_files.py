"""Looks up the files that a table names: a folder is listed once, however many of its pictures are named."""

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

_SUFFIXES = ".apng .avif .bmp .dib .gif .jfif .jp2 .jpe .jpeg .jpg .pbm .pgm .png .ppm .tga .tif .tiff .webp"
PICTURE_SUFFIXES = frozenset(_SUFFIXES.split())


class Lookup:
    """Finds files below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, dict[str, os.DirEntry[str]]] = {}

    def find(self, name: str) -> tuple[str, tuple[int, int]] | None:
        """The path below the folder (or an absolute one) and the file's size and time of change; None if there is no
        such file."""
        path = name if os.sep == "\\" or "\\" not in name else PureWindowsPath(name).as_posix()
        for spelt in dict.fromkeys((name, path)):
            head, tail = os.path.split(spelt)
            entry = self._entries(head).get(tail)
            try:
                stat = entry.stat() if entry is not None else os.stat(self._folder / spelt)
            except (OSError, ValueError):  # ValueError: a zero byte
                continue
            if entry.is_file() if entry is not None else (self._folder / spelt).is_file():
                return spelt, (stat.st_size, stat.st_mtime_ns)
        return None

    def _entries(self, head: str) -> dict[str, os.DirEntry[str]]:
        if head not in self._known:
            try:
                with os.scandir(self._folder / head) as entries:
                    self._known[head] = {entry.name: entry for entry in entries}
            except (OSError, ValueError):
                self._known[head] = {}
        return self._known[head]


def names_picture(text: str) -> bool:
    """Whether it looks like the path of a picture."""
    return len(text) < 1000 and PurePosixPath(text.replace("\\", "/")).suffix.lower() in PICTURE_SUFFIXES
