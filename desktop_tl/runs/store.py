"""The folder that holds all runs: lists them, names new ones, finds and removes one."""

import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from desktop_tl.api.errors import UserError
from desktop_tl.runs.files import TEMPORARY
from desktop_tl.runs.folder import RunFolder, RunStatus


@dataclass(frozen=True, kw_only=True)
class RunSummary:
    """One line of the list of runs. ``problem`` tells, in words, why a run can only be shown and not opened."""

    name: str
    path: Path
    status: RunStatus
    started_at: datetime
    dataset: str = ""
    backbone: str = ""
    strategy: str = ""
    accuracy: float | None = None
    seconds: float | None = None
    problem: str = ""


@dataclass(frozen=True)
class RunStore:
    """The runs below one folder."""

    path: Path

    def summaries(self) -> list[RunSummary]:
        """All runs, the newest first. Reads the small files only, never the event logs."""
        folders = [p for p in self.path.iterdir() if TEMPORARY not in p.name] if self.path.is_dir() else []
        runs = [summarise_run(RunFolder(path)) for path in folders if (path / "recipe.toml").is_file()]
        return sorted(runs, key=lambda run: (run.started_at, run.name), reverse=True)

    def new_path(self, name: str) -> Path:
        """A path that is not taken, from a name that people gave or that was made up."""
        stem = re.sub(r"[^\w.-]+", "-", name.strip()).strip("-.") or "run"
        candidates = (stem, *(f"{stem}-{number}" for number in range(2, 10_000)))
        return next(path for path in map(self.path.joinpath, candidates) if not path.exists())

    def find(self, name: str) -> RunFolder:
        """The run of that name, or at that path. Raises: UserError when there is none."""
        inside = self.path / name
        if Path(name).name == name and (inside / "recipe.toml").is_file():
            return RunFolder(inside)
        if (Path(name) / "recipe.toml").is_file():
            return RunFolder(Path(name).resolve())
        raise UserError(f"There is no run ‘{name}’ in {self.path}.", advice="`desktop-tl runs list` names them all.")

    def delete(self, run: RunFolder) -> None:
        """Removes a run for good. Raises: UserError while it is running or when it cannot be removed."""
        if run.is_locked():
            raise UserError(f"The run ‘{run.name}’ is still running.", advice="Stop it first.")
        grave = run.path.with_name(f"{run.name}{TEMPORARY}{uuid4().hex[:8]}")
        try:
            run.path.rename(grave)  # gone from the list as one step
            shutil.rmtree(grave)
        except OSError as error:
            raise UserError(f"{run.path} cannot be removed: {error}.", advice="Close what has it open.") from error


def summarise_run(run: RunFolder) -> RunSummary:
    """The line for one run; a damaged recipe becomes a problem in words."""
    result = run.result()
    facts: dict[str, Any] = {
        "name": run.name,
        "path": run.path,
        "status": run.status(),
        "started_at": run.started_at(),
        "accuracy": result.get("accuracy"),
        "seconds": result.get("seconds"),
    }
    try:
        recipe = run.recipe()
    except UserError as error:
        return RunSummary(**facts, problem=str(error))
    return RunSummary(**facts, dataset=recipe.dataset.id, backbone=recipe.backbone.id, strategy=recipe.strategy)
