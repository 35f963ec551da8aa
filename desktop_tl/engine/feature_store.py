"""Keeps what the frozen prefix makes of each sample on disk, so that the next run on the same data starts at once.

An entry is a folder named by what its rows depend on: the prefix's weights, the preprocessing, the dataset's
fingerprint and the way of computing. It holds

- ``rows.bin``: one row for each sample of the dataset, in its order, memory-mapped;
- ``chunks.log``: one line for each run of rows that is safely on disk, with its SHA-256 and the rows that could not be
  read. A chunk counts only while its bytes still have that hash.

A kill loses the chunk that was being computed. The writer holds a kernel lock; a second process finds it taken and
works in memory. When the entries together grow over a limit, the least recently used go first.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from desktop_tl.engine.errors import DiskFull
from desktop_tl.engine.row_format import RowFormat
from desktop_tl.runs.files import TEMPORARY, is_disk_full, sync_folder, write_json

CHUNK_ROWS = 256
_ROWS, _LOG, _META, _LOCK, _USED = "rows.bin", "chunks.log", "meta.json", "lock", "used"


class FeatureStore:
    """The folder of all entries."""

    def __init__(self, folder: Path, *, limit_bytes: int) -> None:
        self.folder = folder
        self.limit_bytes = limit_bytes

    def open(self, key: Mapping[str, Any], rows: int, row_format: RowFormat) -> "FeatureEntry | None":
        """The entry for ``key`` with room for ``rows`` rows, locked for this process.

        Returns:
            None where another process is filling it, where it would not fit the limit, or where the folder cannot be
            written; the caller then works in memory.
        """
        size = rows * row_format.row_bytes
        if size > self.limit_bytes:
            return None
        name = hashlib.sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()[:32]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / name
            if not path.is_dir():
                self.make_room(size, keep=name)
                if shutil.disk_usage(self.folder).free < size * 1.1:
                    return None
                path.mkdir(exist_ok=True)
            return FeatureEntry(path, key, rows, row_format)
        except (Timeout, OSError):
            return None

    def make_room(self, needed: int, *, keep: str = "") -> list[str]:
        """Removes the least recently used entries that nobody holds until ``needed`` bytes fit the limit."""
        entries = [p for p in self.folder.iterdir() if p.is_dir() and p.name != keep] if self.folder.is_dir() else []
        sizes = {path: _size_on_disk(path) for path in entries}
        total, removed = sum(sizes.values()), []
        for path in sorted(entries, key=_last_used):
            if total + needed <= self.limit_bytes:
                break
            if _remove_unheld(path):
                total -= sizes[path]
                removed.append(path.name)
        return removed

    def size(self) -> int:
        """Bytes on disk of all entries."""
        return sum(_size_on_disk(p) for p in self.folder.iterdir() if p.is_dir()) if self.folder.is_dir() else 0

    def clear(self) -> int:
        """Removes every entry that nobody holds; returns the bytes that became free."""
        before = self.size()
        for path in list(self.folder.iterdir()) if self.folder.is_dir() else []:
            _remove_unheld(path)
        return before - self.size()


class FeatureEntry:
    """Rows on disk, read through a memory map. Closed, it lets the next process in.

    Attributes:
        rows: shape (samples, *row); only those that `has` are meaningful.
        unreadable: samples that could not be read when they were computed, and why.
    """

    def __init__(self, path: Path, key: Mapping[str, Any], rows: int, row_format: RowFormat) -> None:
        """Raises: Timeout if another process holds it; OSError if it cannot be written."""
        self.path, self.row_format = path, row_format
        self._resources = ExitStack()
        self._resources.enter_context(FileLock(path / _LOCK, timeout=0))
        try:
            meta = {"key": dict(key), "rows": rows, "shape": list(row_format.shape), "dtype": row_format.dtype}
            if _read_json(path / _META) != json.loads(json.dumps(meta)):
                (path / _LOG).unlink(missing_ok=True)
                write_json(path / _META, meta)
            with (path / _ROWS).open("ab") as file:
                file.truncate(max(1, rows * row_format.row_bytes))
            self.rows: np.memmap[Any, Any] = np.memmap(
                path / _ROWS, dtype=row_format.dtype, mode="r+", shape=(rows, *row_format.shape)
            )
            self._has = np.zeros(rows, bool)
            self.unreadable: dict[int, str] = {}
            self._read_log()
            (path / _USED).touch()
            self._log = self._resources.enter_context((path / _LOG).open("ab"))
        except BaseException:
            self._resources.close()
            raise

    def has(self, index: int) -> bool:
        """Whether the row of that sample is here, or known to be unreadable."""
        return bool(self._has[index])

    def computed(self) -> NDArray[np.bool_]:
        """For every sample whether it has a row with values."""
        readable = self._has.copy()
        readable[list(self.unreadable)] = False
        return readable

    def put(self, indices: NDArray[np.int64], rows: NDArray[Any], unreadable: Mapping[int, str]) -> None:
        """Writes the rows of ``indices`` and, once they are on the disk, says so in the log.

        Args:
            indices: samples, ascending, without the unreadable ones.
            rows: shape (len(indices), *row).
            unreadable: samples of the same batch that have no row, and why.

        Raises:
            DiskFull: there is no room; nothing is said of these rows.
        """
        self._write(indices, rows)
        line = {
            "indices": indices.tolist(),
            "unreadable": {str(index): reason for index, reason in unreadable.items()},
            "sha256": _hash_rows(self.rows, indices),
        }
        self._log.write(json.dumps(line, ensure_ascii=True).encode() + b"\n")
        self._log.flush()
        os.fsync(self._log.fileno())
        self._take(line)

    def _write(self, indices: NDArray[np.int64], rows: NDArray[Any]) -> None:
        """Not through the map: there a full disk is no error but a signal that ends the process."""
        size = self.row_format.row_bytes
        try:
            with (self.path / _ROWS).open("r+b") as file:
                for index, row in zip(indices.tolist(), rows.astype(self.row_format.dtype, copy=False), strict=True):
                    file.seek(index * size)
                    file.write(row.tobytes())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            if not is_disk_full(error):
                raise
            raise DiskFull(
                f"The disk is full: what is computed of the samples could not be kept in {self.path.parent}.",
                advice="Make room, or empty the feature cache in the settings.",
            ) from error

    def close(self) -> None:
        """Lets the next process in."""
        self._resources.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read_log(self) -> None:
        path = self.path / _LOG
        if not path.is_file():
            return
        good = 0
        with path.open("rb") as file:
            for raw in file:
                line = _parse_line(raw, len(self._has))
                if line is None or _hash_rows(self.rows, np.asarray(line["indices"], np.int64)) != line["sha256"]:
                    break  # torn by a kill, or the rows behind it are: all from here on is computed again
                self._take(line)
                good = file.tell()
        if good < path.stat().st_size:
            os.truncate(path, good)
            sync_folder(self.path)

    def _take(self, line: Mapping[str, Any]) -> None:
        self._has[line["indices"]] = True
        for index, reason in line["unreadable"].items():
            self._has[int(index)] = True
            self.unreadable[int(index)] = reason


def map_rows(path: Path, rows: int, row_format: RowFormat) -> NDArray[Any]:
    """The rows of an entry that another process of the same run holds, for reading only."""
    return np.memmap(path / _ROWS, dtype=row_format.dtype, mode="r", shape=(rows, *row_format.shape))


def _parse_line(raw: bytes, rows: int) -> dict[str, Any] | None:
    try:
        line = json.loads(raw)
        indices = [*line["indices"], *map(int, line["unreadable"])]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return line if all(isinstance(i, int) and 0 <= i < rows for i in indices) else None


def _hash_rows(rows: NDArray[Any], indices: NDArray[np.int64]) -> str:
    return hashlib.sha256(np.ascontiguousarray(rows[indices]).tobytes()).hexdigest()


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _size_on_disk(path: Path) -> int:
    """Blocks really used: ``rows.bin`` is sparse until it is filled."""
    total = 0
    with suppress(OSError):  # another process is removing it
        for file in path.iterdir():
            status = file.stat()
            total += getattr(status, "st_blocks", 0) * 512 or status.st_size
    return total


def _last_used(path: Path) -> float:
    for place in (path / _USED, path):
        with suppress(OSError):  # never used, or another process is removing it
            return place.stat().st_mtime
    return 0.0


def _remove_unheld(path: Path) -> bool:
    """Removes an entry unless somebody holds it. Its name goes first, so that nobody opens it half gone."""
    grave = path.with_name(f"{path.name}{TEMPORARY}{uuid4().hex[:8]}")
    try:
        with FileLock(path / _LOCK, timeout=0):
            if os.name == "nt":  # no folder with an open file can be renamed there
                for file in path.iterdir():
                    if file.name != _LOCK:
                        file.unlink()
            else:
                path.rename(grave)
    except (Timeout, OSError):
        return False
    shutil.rmtree(path if os.name == "nt" else grave, ignore_errors=True)
    return True
