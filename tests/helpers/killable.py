"""Runs a small fine-tuning in a process that can be killed at any instant."""

import json
import os
import signal
import sys
from pathlib import Path
from types import FrameType

import torch

from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.engine.finetune import finetune
from desktop_tl.engine.run import Parts
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl_classification.task import Classification
from tests.helpers.nets import SMALL_NET, colored_squares


def small_recipe(strategy: str, **settings: object) -> Recipe:
    """Three epochs of the small net on coloured squares."""
    recipe = Recipe(
        dataset=DatasetChoice(id="test/squares"), backbone=BackboneChoice(id=SMALL_NET.id), strategy=strategy
    )
    return recipe.with_settings({"epochs": 3, "batch_size": 8, "device": "cpu", "precision": "fp32", **settings})


def run(
    folder: Path, weights: Path, cache: Path, *, stop: StopToken | None = None, checkpoint_seconds: float = 0.0
) -> dict[str, object]:
    """Starts the run in ``folder``, or goes on with it if it was begun.

    Args:
        checkpoint_seconds: by default it saves after every step: a kill may hit any of these saves.
    """
    run_folder = RunFolder(folder)
    parts = Parts(
        task=Classification(),
        dataset=colored_squares(96, classes=3),
        backbone=SMALL_NET,
        weights=None,
        weights_path=weights,
        features=FeatureStore(cache, limit_bytes=10**9),
        calibrations=weights.with_name("calibration.json"),
        checkpoint_seconds=checkpoint_seconds,
    )
    with run_folder.locked(), run_folder.event_log() as log:
        resume = (folder / "events.jsonl").stat().st_size > 0
        result = finetune(run_folder.recipe(), parts, run_folder, log.append, stop or StopToken(), resume=resume)
    run_folder.write("result", {"outcome": "finished", **{k: v for k, v in result.items() if k != "training_seconds"}})
    return result


PHASES = {
    ("features.py", "compute_rows"): "features",
    ("loop.py", "_train_epoch"): "training",
    ("evaluation.py", "evaluate"): "evaluation",
    ("checkpoints.py", "save_weights"): "save",
}


def run_watched(arguments: tuple[Path, Path, Path], record: Path, die_at: int) -> None:
    """`run`, counting every call of a function, of Python or C, of its thread: an instant that comes back.

    Args:
        arguments: of `run`.
        record: gets the instants of each phase as ``[[phase, first, last], …]``, unless it dies.
        die_at: the instant of SIGKILL; 0 for never.
    """
    torch.set_num_threads(1)
    now, open_phases, phases = 0, list[tuple[str, int]](), list[tuple[str, int, int]]()

    def watch(frame: FrameType, event: str, _: object) -> None:
        nonlocal now
        now += 1
        if now == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        if event in ("call", "return"):
            code = frame.f_code
            phase = PHASES.get((code.co_filename.rpartition("/")[2], code.co_name))
            if phase and event == "call":
                open_phases.append((phase, now))
            elif phase:
                phases.append((*open_phases.pop(), now))

    sys.setprofile(watch)
    try:
        run(*arguments)
    finally:
        sys.setprofile(None)
    record.write_text(json.dumps(phases))
