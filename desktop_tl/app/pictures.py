"""Finds the pictures in files and folders that people name."""

import os
from collections.abc import Iterable
from pathlib import Path

SUFFIXES = frozenset(
    """.avif .bmp .dds .dib .gif .icns .ico .j2k .jfif .jp2 .jpe .jpeg .jpg .mpo .pbm .pcx .pgm .png .pnm .ppm .qoi
    .sgi .tga .tif .tiff .webp .xbm""".split()  # noqa: SIM905  # as a list it would take a screen
)
"""What is looked for in folders. A file that is named itself is tried whatever it is called."""


def find_pictures(paths: Iterable[Path]) -> list[Path]:
    """The files as they are, and for each folder the pictures in it and below, sorted; each one once.

    Hidden files, files of the system (``__MACOSX``) and linked folders are left out.
    """
    return find_below(paths, SUFFIXES)


def find_below(paths: Iterable[Path], suffixes: frozenset[str]) -> list[Path]:
    """`find_pictures` for files of any kind, by their suffixes in small letters."""
    found: dict[Path, None] = {}
    for path in paths:
        found |= dict.fromkeys(_files_below(path, suffixes) if path.is_dir() else [path])
    return list(found)


def _files_below(folder: Path, suffixes: frozenset[str]) -> list[Path]:
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        names = [name for name in files if not _is_hidden(name) and Path(name).suffix.lower() in suffixes]
        found += [Path(place, name) for name in names]
    return sorted(found)


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"
