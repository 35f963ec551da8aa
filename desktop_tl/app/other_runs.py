"""Remembers the runs that lie outside the folder of the runs and were opened from there."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop_tl.api.errors import UserError
from desktop_tl.app.opening import is_run
from desktop_tl.app.paths import Paths
from desktop_tl.runs.files import write_json


@dataclass(frozen=True)
class OtherRuns:
    """Their folders in a small JSON file, the oldest first; a file that cannot be read counts as empty."""

    file: Path

    @classmethod
    def of(cls, paths: Paths) -> "OtherRuns":
        return cls(paths.state / "other_runs.json")

    def paths(self) -> tuple[Path, ...]:
        """Also those that are gone: a disk may come back."""
        try:
            kept = json.loads(self.file.read_text("utf-8"))
        except (OSError, ValueError):
            return ()
        return tuple(Path(one) for one in kept if isinstance(one, str)) if isinstance(kept, list) else ()

    def open(self, folder: Path, listed: Path) -> list[Path]:
        """Remembers the run in ``folder``, or all that it holds, and returns them. Blocks: on a worker thread.

        Args:
            listed: the folder whose runs are known anyway.

        Raises:
            UserError: there is none, or it cannot be remembered.
        """
        folder = folder.expanduser().resolve()
        found = [folder] if is_run(folder) else _runs_in(folder)
        if not found:
            raise UserError(
                f"There is no run in {folder}.",
                advice="Choose the folder of a run, which holds its recipe.toml, or one that holds several runs.",
            )
        self.add(path for path in found if path.parent != listed.resolve())
        return found

    def add(self, folders: Iterable[Path]) -> None:
        """Raises: UserError when it cannot be remembered."""
        before = self.paths()
        new = [path for path in folders if path not in before]
        if new:
            self._write([*before, *new])

    def forget(self, folder: Path) -> None:
        """The run itself stays as it is. Raises: UserError when that cannot be remembered."""
        before = self.paths()
        if folder in before:
            self._write([path for path in before if path != folder])

    def _write(self, folders: list[Path]) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            write_json(self.file, [str(path) for path in folders])
        except (OSError, ValueError) as error:  # no room, no right, or a name that is no text
            raise UserError(
                f"{self.file} cannot be written: {error}.",
                advice="Check that you may write there and that the disk has room.",
            ) from error


def _runs_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if is_run(path))
    except OSError as error:
        raise UserError(
            f"{folder} cannot be read: {error.strerror or error}.", advice="Choose a folder that you may read."
        ) from error
