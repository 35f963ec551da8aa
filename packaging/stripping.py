"""Takes from shared libraries what only a debugger reads: a tenth of all that the frozen app would be."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

from environment import Problem

AS_THEY_ARE = ("PySide6", "shiboken6")
"""Qt is handed on unmodified, as the notice on its licence says."""

_LOAD = 1
"""The type of a segment that is mapped into memory."""


def strip_libraries(bundle: Path) -> int:
    """Strips every library and executable below a folder, but what would not load afterwards; returns saved bytes."""
    if shutil.which("strip") is None:
        raise Problem("There is no `strip`: install binutils.")
    return sum(strip(path) for path in sorted(bundle.rglob("*")) if is_elf(path) and not is_left(path, bundle))


def is_left(path: Path, bundle: Path) -> bool:
    """Whether it is one of those that stay as their makers built them."""
    return any(part in AS_THEY_ARE for part in path.relative_to(bundle).parts)


def strip(path: Path) -> int:
    """Returns saved bytes; 0 where the library stays as it is."""
    stripped = path.with_name(path.name + ".stripped")
    try:
        command = ["strip", "--strip-unneeded", "-o", stripped, path]
        done = subprocess.run(command, capture_output=True, check=False)
        saved = path.stat().st_size - stripped.stat().st_size if done.returncode == 0 else 0
        if saved <= 0 or not is_loadable(stripped):
            return 0
        os.replace(stripped, path)
        return saved
    finally:
        stripped.unlink(missing_ok=True)


def is_elf(path: Path) -> bool:
    """Whether it is a library or an executable of Linux, and no link to one."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def is_loadable(path: Path) -> bool:
    """Whether the segments can be mapped where they ask to be.

    `strip` moves those of libraries that were given other names after they had been linked, as the ones that wheels
    bring; the loader refuses them then.
    """
    with path.open("rb") as file:
        head = file.read(64)
        start, (size, count) = struct.unpack_from("<Q", head, 32)[0], struct.unpack_from("<HH", head, 54)
        file.seek(start)
        return all(
            (offset - address) % align == 0 for offset, address, align in _segments(file.read(size * count), size)
        )


def _segments(table: bytes, size: int) -> Iterator[tuple[int, int, int]]:
    for place in range(0, len(table), size):
        kind, _, offset, address, _, _, _, align = struct.unpack_from("<IIQQQQQQ", table, place)
        if kind == _LOAD:
            yield offset, address, max(align, 1)
