"""Remembers which plugin was being loaded when the process died, so that the next start leaves it out."""

import json
import logging
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

try:
    import fcntl
except ImportError:  # Windows: there an open file cannot be deleted, which tells the same
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger(__name__)

_CRASHED = "crashed-plugins.json"
_LOADING = "loading-plugin-{}.txt"


class CrashWatch:
    """Notes each plugin before it is loaded; a note that its process left behind is a crash.

    Args:
        folder: where the notes lie; None keeps none. A folder that cannot be written to is no reason not to start.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._note: IO[str] | None = None
        self.crashed: dict[str, str] = {}

    def __enter__(self) -> "CrashWatch":
        if self._folder is None:
            return self
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self.crashed = _collect(self._folder)
            self._note = open(self._folder / _LOADING.format(os.getpid()), "w", encoding="utf-8")
            if fcntl is not None:
                fcntl.flock(self._note, fcntl.LOCK_EX)  # released by the kernel when the process ends, however it does
        except OSError as error:
            # Not for the person: a read-only home stops nothing that only reads, and the doctor names it.
            log.info("Crashes of plugins will not be noticed, ‘%s’ cannot be written: %s", self._folder, error)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._note is not None:
            with suppress(OSError):
                self._note.close()
                os.unlink(self._note.name)

    def has_crashed(self, key: str, version: str) -> bool:
        """Whether this version of the plugin ended the process at an earlier start."""
        return self.crashed.get(key) == version

    def note(self, key: str = "", version: str = "") -> None:
        """Says that this plugin is loaded from now on; without a key, that none is."""
        if self._note is None:
            return
        with suppress(OSError):
            self._note.seek(0)
            self._note.truncate()
            self._note.write(json.dumps([key, version]) if key else "")
            self._note.flush()  # out of the process is enough: the system survives


def read_crashed(folder: Path) -> dict[str, str]:
    """Keys of plugins that ended a process which kept its notes there, with their versions."""
    return _collect(folder)


def forget_crash(folder: Path, key: str) -> None:
    """Lets the plugin be tried again at the next start."""
    crashed = _read(folder / _CRASHED)
    if crashed.pop(key, None) is not None:
        _write(folder / _CRASHED, crashed)


def _collect(folder: Path) -> dict[str, str]:
    """Earlier crashes, and those that dead processes left a note of."""
    crashed = _read(folder / _CRASHED)
    before = dict(crashed)
    for path in folder.glob(_LOADING.format("*")):
        text = _take_if_dead(path)
        with suppress(ValueError, TypeError):
            if text:
                key, version = json.loads(text)
                crashed[str(key)] = str(version)
    if crashed != before:
        _write(folder / _CRASHED, crashed)
    return crashed


def _take_if_dead(path: Path) -> str:
    """Reads and removes a note; empty if the process that wrote it still runs."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            text = file.read()
        path.unlink()
        return text
    except OSError:
        return ""


def _read(path: Path) -> dict[str, str]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(version) for key, version in data.items()} if isinstance(data, dict) else {}


def _write(path: Path, crashed: dict[str, str]) -> None:
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    with open(beside, "w", encoding="utf-8") as file:
        json.dump(crashed, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
