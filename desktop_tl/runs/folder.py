"""One run's folder: complete in itself, so that it can be copied, archived and opened anywhere."""

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from desktop_tl.api.errors import UserError
from desktop_tl.runs.evaluation import AnyEvaluation, load_evaluation
from desktop_tl.runs.event_log import EventLog, read_events
from desktop_tl.runs.files import remove_temporaries, write_json
from desktop_tl.runs.progress import Progress, fold
from desktop_tl.runs.recipe import Recipe, load_recipe

RunStatus = Literal["running", "finished", "stopped", "failed", "interrupted"]
CheckpointKind = Literal["best", "last"]


@dataclass(frozen=True)
class RunFolder:
    """The files of one run.

    ``recipe.toml`` what was asked for · ``environment.json`` where it ran · ``model.json`` classes, preprocessing and
    backbone · ``events.jsonl`` what happened · ``frozen/`` and ``checkpoints/`` weights · ``evaluation.json`` what the
    best checkpoint says of every validation sample · ``observers.json`` who looks on · ``observers/`` what they wrote
    for this run alone · ``result.json`` written last.
    """

    path: Path

    @classmethod
    def create(cls, path: Path, recipe: Recipe, observers: Sequence[str] = ()) -> "RunFolder":
        """Makes the folder with its recipe and the ids of those who look on. A run that failed before it saved any
        weights gives up its place, so that a command can be repeated once what was wrong is mended.

        Raises:
            UserError: the folder exists and holds something, or cannot be written.
        """
        try:
            if path.exists() and not path.is_dir():
                raise UserError(f"{path} is a file, not a folder.", advice="Choose a new folder for the run.")
            if path.exists() and _holds_no_model(path):
                _clear(path)
            if path.exists() and any(path.iterdir()):
                raise UserError(f"{path} already exists and is not empty.", advice="Choose a new folder for the run.")
            path.mkdir(parents=True, exist_ok=True)
            recipe.save(path / "recipe.toml")
            if observers:
                write_json(path / "observers.json", {"observers": list(observers)})
        except OSError as error:
            raise UserError(
                f"The run's folder {path} cannot be written: {error.strerror or error}.",
                advice="Choose a folder that you may write to, on a disk with room.",
            ) from error
        return cls(path)

    @classmethod
    def open(cls, path: Path) -> "RunFolder":
        """The run in an existing folder. Raises: UserError when there is none."""
        if not (path / "recipe.toml").is_file():
            what = "has no recipe.toml" if path.is_dir() else "does not exist"
            raise UserError(f"{path} is not a run: it {what}.", advice="Choose the folder of a run.")
        return cls(path)

    @property
    def name(self) -> str:
        """The folder's name, by which lists show the run."""
        return self.path.name

    @property
    def frozen_path(self) -> Path:
        """Where the weights of the frozen stages are, written once."""
        return self.path / "frozen"

    @property
    def checkpoints_path(self) -> Path:
        """Where the checkpoints of the trained stages and the head are."""
        return self.path / "checkpoints"

    def model_mark(self) -> tuple[Path, str, int]:
        """Another one as soon as the trained model is: when the run goes on, or another run has taken its place."""
        best = find_checkpoint(self.checkpoints_path, "best")
        try:
            written = (best / "manifest.json").stat().st_mtime_ns if best else 0
        except OSError:  # replaced at this moment by a better one, or damaged
            written = 0
        return self.path, best.name if best else "", written

    def recipe(self) -> Recipe:
        """Raises: UserError, as `load_recipe`."""
        return load_recipe(self.path / "recipe.toml")

    def environment(self) -> dict[str, Any]:
        """Device, versions, seed and fingerprint as they were; empty if the run did not come so far."""
        return _read_json(self.path / "environment.json")

    def model(self) -> dict[str, Any]:
        """Classes, preprocessing and backbone; empty if the run did not come so far."""
        return _read_json(self.path / "model.json")

    def observers(self) -> tuple[str, ...]:
        """Ids of those who look on at the run. Only ids: what they do is for the person's own settings to say."""
        found = _read_json(self.path / "observers.json").get("observers")
        return tuple(name for name in found if isinstance(name, str)) if isinstance(found, list) else ()

    def result(self) -> dict[str, Any]:
        """Outcome and figures; empty if the run has not ended properly."""
        return _read_json(self.path / "result.json")

    def evaluation(self) -> AnyEvaluation:
        """Raises: UserError, as `load_evaluation`."""
        return load_evaluation(self.path / "evaluation.json")

    def progress(self) -> Progress:
        """All that its event log tells."""
        progress = Progress(name=self.name)
        for event in read_events(self.path / "events.jsonl"):
            fold(progress, event)
        return progress

    def event_log(self) -> EventLog:
        """For the one who runs it."""
        return EventLog(self.path / "events.jsonl")

    def write(self, name: Literal["environment", "model", "result"], data: dict[str, Any]) -> None:
        """Writes one of the JSON documents as one step."""
        write_json(self.path / f"{name}.json", data)

    def forget_result(self) -> None:
        """Takes back the end of a run that goes on."""
        (self.path / "result.json").unlink(missing_ok=True)

    def status(self) -> RunStatus:
        """What became of the run; ``interrupted`` if neither a result nor a living process speaks for it."""
        outcome = self.result().get("outcome")
        if outcome in ("finished", "stopped", "failed"):
            return outcome
        return "running" if self.is_locked() else "interrupted"

    def started_at(self) -> datetime:
        """When the run was made; now, if somebody has deleted it meanwhile: whoever reads its recipe says so."""
        try:
            return datetime.fromtimestamp((self.path / "recipe.toml").stat().st_mtime)
        except OSError:
            return datetime.now()

    def is_locked(self) -> bool:
        """Whether a living process works on the run."""
        lock = self.path / "run.lock"
        if not lock.exists():
            return False
        try:
            with FileLock(lock, timeout=0, blocking=False):
                return False
        except Timeout:
            return True
        except OSError:
            return False  # a read-only copy: nobody can work on it

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the run for this process; the lock dies with its owner.

        Raises:
            UserError: another process holds it.
        """
        try:
            with FileLock(self.path / "run.lock", timeout=0, blocking=False):
                remove_temporaries(self.path)
                yield
        except Timeout:
            raise UserError(
                f"Another process is working on the run {self.path}.", advice="Wait for it or choose another folder."
            ) from None


def list_checkpoints(folder: Path, kind: CheckpointKind) -> list[Path]:
    """The complete checkpoints of that kind in a run's folder of checkpoints, the newest last."""
    names = [p for p in folder.iterdir() if re.fullmatch(rf"{kind}-\d+", p.name)] if folder.is_dir() else []
    return sorted(names)


def find_checkpoint(folder: Path, kind: CheckpointKind) -> Path | None:
    """The newest checkpoint of that kind; None if there is none."""
    saved = list_checkpoints(folder, kind)
    return saved[-1] if saved else None


_BEFORE_TRAINING = frozenset({"recipe.toml", "events.jsonl", "result.json", "run.lock", "observers.json", "observers"})
"""What a run has written when it finds that its data or its weights cannot be used."""


def _holds_no_model(path: Path) -> bool:
    names = {entry.name for entry in path.iterdir()}
    is_failed = names <= _BEFORE_TRAINING and _read_json(path / "result.json").get("outcome") == "failed"
    return is_failed and not RunFolder(path).is_locked()


def _clear(path: Path) -> None:
    shutil.rmtree(path / "observers", ignore_errors=True)
    for name in _BEFORE_TRAINING - {"observers"}:
        (path / name).unlink(missing_ok=True)


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):  # the last where it is nested without end
        return {}
    return data if isinstance(data, dict) else {}
