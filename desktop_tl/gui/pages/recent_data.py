"""Remembers the data that was opened last, so that it is one click away the next time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from desktop_tl.runs.files import write_json
from desktop_tl.runs.recipe import DatasetChoice

MOST = 6


@dataclass(frozen=True)
class RecentEntry:
    """One dataset that was opened: how to open it again, its name, and what it held then."""

    choice: DatasetChoice
    title: str
    summary: str


class RecentData:
    """The last datasets, newest first, in a small JSON file; a file that cannot be read counts as empty."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self) -> list[RecentEntry]:
        try:
            data = json.loads(self._path.read_text("utf-8"))
            return [
                RecentEntry(DatasetChoice.model_validate(row["choice"]), str(row["title"]), str(row["summary"]))
                for row in data
            ][:MOST]
        except (OSError, ValueError, KeyError, TypeError, ValidationError):
            return []

    def add(self, entry: RecentEntry) -> None:
        """Puts it first; the same data is kept once."""
        self._write([entry, *(old for old in self.entries() if not _is_same(old.choice, entry.choice))][:MOST])

    def remove(self, choice: DatasetChoice) -> None:
        self._write([old for old in self.entries() if not _is_same(old.choice, choice)])

    def _write(self, entries: list[RecentEntry]) -> None:
        rows = [
            {"choice": entry.choice.model_dump(mode="json"), "title": entry.title, "summary": entry.summary}
            for entry in entries
        ]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_json(self._path, rows)
        except (OSError, ValueError):  # no room, no right, or a name that is no text
            pass  # a list of recent folders that cannot be kept is no reason to disturb anybody


def _is_same(first: DatasetChoice, second: DatasetChoice) -> bool:
    return (first.id, first.options) == (second.id, second.options)
