"""The one way to write a file or a folder so that a crash leaves either the old one or the new one, never half."""

import errno
import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

TEMPORARY = ".tmp-"
"""In the name of everything that is not finished; whoever finds one that nobody holds may delete it."""


_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FULL_ON_WINDOWS = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL

_WAITS = (0.05, 0.1, 0.2, 0.4, 0.6, 0.7) if os.name == "nt" else ()
"""Seconds before a rename is tried again."""


def is_disk_full(error: BaseException | None) -> bool:
    """Whether the error, or what it came from, is a full disk or a spent quota, which every system reports in its own
    way."""
    while error is not None:
        if isinstance(error, OSError) and (
            error.errno in _FULL or getattr(error, "winerror", None) in _FULL_ON_WINDOWS
        ):
            return True
        error = error.__cause__ or error.__context__
    return False


def patiently(move: Callable[[Path, Path], object], source: Path, target: Path) -> None:
    """``move(source, target)``. On Windows, where a virus scanner may have a new file open for a moment and nobody
    can rename it then, as often as it takes for about two seconds.

    Raises:
        OSError: as ``move``.
    """
    for seconds in _WAITS:
        try:
            move(source, target)
            return
        except PermissionError:
            time.sleep(seconds)
    move(source, target)


def write_bytes(path: Path, data: bytes) -> None:
    """Replaces ``path`` as one step.

    Raises:
        OSError: it could not be written; what was there before is untouched and nothing is left beside it.
    """
    beside = path.with_name(f"{path.name}{TEMPORARY}{uuid4().hex[:8]}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        patiently(os.replace, beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_text(path: Path, text: str) -> None:
    """`write_bytes` for UTF-8 text with ``\\n`` line ends; what is no Unicode (odd file names) is escaped."""
    write_bytes(path, text.encode("utf-8", errors="backslashreplace"))


def write_json(path: Path, data: Any) -> None:
    """`write_bytes` for a JSON document that a person can read."""
    write_text(path, json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def write_folder(path: Path, fill: Callable[[Path], None]) -> None:
    """Makes the new folder ``path`` as one step: ``fill`` writes its files beside, then one rename commits it.

    Raises:
        OSError: nothing is left; ``path`` does not exist.
    """
    beside = path.with_name(f"{path.name}{TEMPORARY}{uuid4().hex[:8]}")
    try:
        beside.mkdir()
        fill(beside)
        for entry in beside.rglob("*"):
            (sync_folder if entry.is_dir() else sync_file)(entry)
        sync_folder(beside)
        patiently(os.rename, beside, path)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    sync_folder(path.parent)


def remove_temporaries(folder: Path) -> list[str]:
    """Deletes what a crash left half-written directly in ``folder``; only safe while nobody else writes there."""
    removed = []
    for entry in sorted(folder.iterdir()) if folder.is_dir() else []:
        if TEMPORARY not in entry.name:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)
        removed.append(entry.name)
    return removed


def sync_file(path: Path) -> None:
    """Waits until the file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Waits until the folder's names are on the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
