"""The folder that holds all runs: lists them, names new ones, finds and removes one."""

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from desktop_tl.api.errors import UserError
from desktop_tl.runs.files import TEMPORARY, patiently
from desktop_tl.runs.folder import RunFolder, RunStatus

_STEM_BYTES = 200
"""File systems take 255, and a number may follow, or what marks it as not finished."""


@dataclass(frozen=True, kw_only=True)
class RunSummary:
    """One line of the list of runs.

    Attributes:
        name: of its folder; a person reads ``title``.
        metric: by which it is compared with others of its task.
        figure: the value of ``metric``; None if it was not measured.
        lower_is_better: whether the least ``metric`` is the best.
        epochs: whole epochs that were trained; None if that is not known.
        begins_with: folder of the run whose trained model it began with; None if there is none.
        problem: tells, in words, why a run can only be shown and not opened.
    """

    name: str
    title: str
    path: Path
    status: RunStatus
    started_at: datetime
    dataset: str = ""
    backbone: str = ""
    task: str = ""
    strategy: str = ""
    accuracy: float | None = None
    metric: str = "accuracy"
    figure: float | None = None
    lower_is_better: bool = False
    seconds: float | None = None
    epochs: int | None = None
    begins_with: Path | None = None
    problem: str = ""


@dataclass(frozen=True)
class RunStore:
    """The runs below one folder, and single ones that lie elsewhere."""

    path: Path
    elsewhere: tuple[Path, ...] = ()

    def summaries(self) -> list[RunSummary]:
        """All runs, the newest first. Reads the small files only, never the event logs."""
        try:
            folders = [p for p in self.path.iterdir() if TEMPORARY not in p.name] if self.path.is_dir() else []
        except OSError as error:
            raise UserError(
                f"The folder of the runs, {self.path}, cannot be read: {error.strerror or error}.",
                advice="Change its permissions, or choose another folder in the settings.",
            ) from error
        folders += [path for path in self.elsewhere if path.parent != self.path]
        runs = [summarise_run(RunFolder(path)) for path in folders if _is_run(path)]
        return sorted(runs, key=lambda run: (run.started_at, run.name), reverse=True)

    def gone(self) -> list[Path]:
        """The folders elsewhere in which there is no run any more."""
        return [path for path in self.elsewhere if not _is_run(path)]

    def new_path(self, name: str) -> Path:
        """A path that is not taken, from a name that people gave or that was made up."""
        stem = _stem(name)
        candidates = (stem, *(f"{stem}-{number}" for number in range(2, 10_000)))
        return next(path for path in map(self.path.joinpath, candidates) if not path.exists())

    def find(self, name: str) -> RunFolder:
        """The run of that name, or at that path. Raises: UserError when there is none."""
        inside = self.path / name
        if Path(name).name == name and _is_run(inside):
            return RunFolder(inside)
        if _is_run(Path(name)):
            return RunFolder(Path(name).resolve())
        for path in self.elsewhere:
            if path.name == name and _is_run(path):
                return RunFolder(path)
        raise UserError(f"There is no run ‘{name}’ in {self.path}.", advice="`desktop-tl runs list` names them all.")

    def delete(self, run: RunFolder) -> None:
        """Removes a run for good. Raises: UserError while it is running or when it cannot be removed."""
        if run.is_locked():
            raise UserError(f"The run ‘{run.name}’ is still running.", advice="Stop it first.")
        grave = run.path.with_name(f"{run.name}{TEMPORARY}{uuid4().hex[:8]}")
        try:
            patiently(os.rename, run.path, grave)  # gone from the list as one step
            shutil.rmtree(grave)
        except OSError as error:
            raise UserError(
                f"{run.path} cannot be removed: {error.strerror or error}.",
                advice="Check that you may change that folder, and close what has it open.",
            ) from error


def is_run_folder(path: str) -> bool:
    """Whether what a recipe names is the folder of a run with a model, and not a weights file."""
    return bool(path) and (Path(path) / "model.json").is_file()


def find_successors(run: Path, summaries: Iterable[RunSummary]) -> list[RunSummary]:
    """The runs that began with the trained model of the run in that folder, in the order given."""
    return [one for one in summaries if one.begins_with is not None and _is_same(one.begins_with, run)]


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other


def run_title(given: str, folder: str) -> str:
    """What a person calls the run: the recipe's name, as long as the folder still bears it; a second one gets "(2)"."""
    stem = _stem(given) if given.strip() else ""
    if not stem or not folder.startswith(stem):
        return folder  # it was renamed, or its place was chosen by hand
    rest = folder.removeprefix(stem)
    if not rest:
        return given
    return f"{given} ({rest[1:]})" if re.fullmatch(r"-\d+", rest) else folder


def _stem(name: str) -> str:
    """The name as a folder can bear it on any system."""
    stem = re.sub(r"[^\w.-]+", "-", name.strip()).strip("-.")
    return stem.encode()[:_STEM_BYTES].decode(errors="ignore").strip("-.") or "run"


def _is_run(path: Path) -> bool:
    try:
        return (path / "recipe.toml").is_file()
    except (OSError, ValueError):  # closed to this person, too long, or with a zero byte: no run that can be shown
        return False


def _number(value: object) -> float | None:
    return value if isinstance(value, (int, float)) else None  # a damaged file may hold anything


def summarise_run(run: RunFolder) -> RunSummary:
    """The line for one run; a damaged recipe becomes a problem in words."""
    result = run.result()
    metric = str(result.get("main_metric") or "accuracy")
    facts: dict[str, Any] = {
        "name": run.name,
        "title": run.name,
        "path": run.path,
        "status": run.status(),
        "started_at": run.started_at(),
        "accuracy": _number(result.get("accuracy")),
        "metric": metric,
        "figure": _number(result.get(metric)),
        "lower_is_better": result.get("lower_is_better") is True,
        "seconds": _number(result.get("seconds")),
        "epochs": epochs if isinstance(epochs := result.get("epochs"), int) else None,
    }
    try:
        recipe = run.recipe()
    except UserError as error:
        return RunSummary(**facts, problem=str(error))
    facts["title"] = run_title(recipe.name, run.name)
    before = recipe.start_from or recipe.backbone.weights_file
    facts["begins_with"] = Path(before) if is_run_folder(before) else None
    return RunSummary(
        **facts,
        dataset=recipe.dataset.id,
        backbone=recipe.backbone.id,
        task=recipe.task,
        strategy=recipe.strategy,
    )
