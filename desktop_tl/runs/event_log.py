"""The append-only record of a run: one JSON object a line; a torn last line, from a crash, is skipped."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from desktop_tl.api.events import Event, PhaseProgressed, StepFinished, decode_event, encode_event

_FLEETING = (PhaseProgressed, StepFinished)  # many; a lost one is no loss, so they wait in the buffer


class EventLog:
    """Appends events to ``events.jsonl``; used by one thread."""

    def __init__(self, path: Path) -> None:
        self._file: IO[str] = path.open("a", encoding="utf-8", errors="backslashreplace")
        if path.stat().st_size and not _ends_with_newline(path):
            self._file.write("\n")  # ends the line that a crash tore, so that it alone is lost

    def append(self, event: Event) -> None:
        """Writes the event; those that matter reach the operating system before this returns."""
        line = json.dumps({"at": round(time.time(), 3), **encode_event(event)}, ensure_ascii=False)
        self._file.write(line + "\n")
        if not isinstance(event, _FLEETING):
            self._file.flush()

    def close(self) -> None:
        """Writes what is buffered and closes the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_events(path: Path) -> Iterator[Event]:
    """The events of a log in order; lines that are torn or of an unknown kind are skipped. No file, no events."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        for line in file:
            try:
                event = decode_event(json.loads(line))
            except (ValueError, TypeError, AttributeError):
                continue
            if event is not None:
                yield event


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, 2)
        return file.read(1) == b"\n"
