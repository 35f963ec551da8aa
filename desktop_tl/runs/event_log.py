"""The append-only record of a run: one JSON object a line; a torn last line, from a crash, is skipped."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from desktop_tl.api.events import EpochFinished, Event, PhaseProgressed, StepFinished, decode_event, encode_event
from desktop_tl.runs.files import is_disk_full

_FLEETING = (PhaseProgressed, StepFinished)  # many; a lost one is no loss, so they wait in the buffer
_MOST_WAITING = 64 * 1024


class EventLog:
    """Appends events to ``events.jsonl``; used by one thread.

    On a full disk it keeps what it could not write and goes on when there is room, so that a run can wait for room.
    """

    def __init__(self, path: Path) -> None:
        self._waiting = bytearray()
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        if path.stat().st_size and not _ends_with_newline(path):
            self._waiting += b"\n"  # ends the line that a crash tore, so that it alone is lost

    def append(self, event: Event) -> None:
        """Writes the event; those that matter reach the operating system before this returns, an epoch the disk."""
        line = json.dumps({"at": round(time.time(), 3), **encode_event(event)}, ensure_ascii=False)
        self._waiting += line.encode("utf-8", errors="backslashreplace") + b"\n"
        if isinstance(event, _FLEETING) and len(self._waiting) < _MOST_WAITING:
            return
        try:
            self._write()
            if isinstance(event, EpochFinished):
                os.fsync(self._file)
        except OSError as error:
            if not is_disk_full(error):
                raise

    def close(self) -> None:
        """Writes what waits and closes the file. Raises: OSError if it cannot be written."""
        if self._file < 0:
            return
        try:
            self._write()
        finally:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self) -> None:
        while self._waiting:
            del self._waiting[: os.write(self._file, self._waiting)]


def read_events(path: Path) -> Iterator[Event]:
    """The events of a log in order; lines that are torn or of an unknown kind are skipped. No file, no events."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        for line in file:
            try:
                event = decode_event(json.loads(line))
            except (ValueError, TypeError, AttributeError, RecursionError):
                continue
            if event is not None:
                yield event


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, 2)
        return file.read(1) == b"\n"
