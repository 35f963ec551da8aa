"""Tries plugins in a child process, as the app would load them, and survives whatever they do."""

import json
import tempfile
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from desktop_tl.api import UserError
from desktop_tl.child_programs import child_program
from desktop_tl.host.crashes import read_crashed
from desktop_tl.host.installing.pip import Stop, child_environment, run_child
from desktop_tl.host.records import PluginRecord

LONGEST_SECONDS = 120.0
"""A plugin that takes longer to load would hold every start of the app for so long."""


def probe_plugins(
    packages: Path,
    *,
    search_path: Sequence[str],
    work: Path,
    stop: Stop,
    leave_out: Collection[str] = (),
    longest_seconds: float = LONGEST_SECONDS,
) -> dict[str, PluginRecord]:
    """Loads all plugins, of the app and below ``packages``, in a child process; returns their records by key.

    One that ends the process or never comes back gets a record that says so, and the others are tried without it.

    Args:
        packages: the folder of installed plugins.
        search_path: of the app itself.
        work: for temporary files.
        stop: ends the child.
        leave_out: keys of plugins that are not imported.
        longest_seconds: for all of them together.

    Raises:
        UserError: not even the app's own plugins could be loaded.
        Stopped: the child no longer runs.
    """
    found: dict[str, PluginRecord] = {}
    left_out = set(leave_out)
    while True:
        with tempfile.TemporaryDirectory(dir=work) as folder:
            records, error, key = _try(packages, search_path, Path(folder), stop, left_out, longest_seconds)
        if not error:
            return {record.key: record for record in records} | found
        if not key or key in left_out:
            raise UserError(f"The plugins could not be tried: {error}", advice="Nothing was changed.")
        distribution, _, name = key.partition(":")
        found[key] = PluginRecord(key=key, name=name, distribution=distribution, state="failed", error=error)
        left_out.add(key)


def _try(
    packages: Path,
    search_path: Sequence[str],
    folder: Path,
    stop: Stop,
    left_out: Collection[str],
    longest_seconds: float,
) -> tuple[list[PluginRecord], str, str]:
    """The records; or what happened, and the key of the plugin at fault, empty if it is none's."""
    answer, notes = folder / "answer.json", folder / "notes"
    options = ["--packages", str(packages), "--notes", str(notes), "--answer", str(answer)]
    for key in left_out:
        options += ["--leave-out", key]

    started = time.monotonic()

    class Deadline:
        def check(self) -> None:
            stop.check()
            if time.monotonic() - started > longest_seconds:
                raise TimeoutError

    try:
        result = run_child(
            [*child_program("--probe-plugins"), *options],
            child_environment(search_path, folder),
            folder,
            stop=Deadline(),
        )
    except TimeoutError:
        return [], f"It did not load within {longest_seconds:.0f} seconds.", _culprit(notes)
    if result.status == 0 and answer.is_file():
        return [_read(item) for item in json.loads(answer.read_text("utf-8"))], "", ""
    lines = [line for line in result.errors.strip().splitlines() if line.strip()]
    said = f": {lines[-1]}" if lines and result.status > 0 else "."
    return [], f"It ends the whole process while it is loaded (exit status {result.status}){said}", _culprit(notes)


def _read(item: dict[str, Any]) -> PluginRecord:
    offers = {kind: tuple(ids) for kind, ids in item.pop("offers").items()}
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in item.items()}
    return PluginRecord(**values, offers=offers)


def _culprit(notes: Path) -> str:
    return next(iter(read_crashed(notes)), "")
