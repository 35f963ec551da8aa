"""The end of a run: its best model is measured, and what came of it is kept."""

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from desktop_tl.api import events as e
from desktop_tl.api.tasks import Task, lower_is_better
from desktop_tl.engine.checkpoints import load_best
from desktop_tl.engine.devices import DeviceChoice
from desktop_tl.engine.evaluation import Verdicts
from desktop_tl.engine.generation import Write
from desktop_tl.engine.loop import Loop
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.run import Run

Part = Literal["validation", "test"]


def conclude(run: Run, loop: Loop, model: FineTunedModel, write: Write | None, *, stopped: bool) -> Verdicts | None:
    """Makes the best checkpoint the model's, evaluates what is not yet evaluated, lets it write, and records it."""
    verdicts = _take_best(run, loop, model, stopped=stopped)
    part: Part = "validation"
    if not stopped:
        verdicts, part = _measure(run, loop, verdicts)
    if verdicts is None:
        if not loop.has("validation"):
            words = "There is no validation sample, so nothing tells how good it is."
            run.emit(e.Noted(level="warning", message=words))
        return None
    found = verdicts

    def record() -> None:
        evaluated = replace(found, generated=write()) if write and not stopped else found
        evaluated.as_evaluation(run.parts.dataset, part).save(run.folder.path / "evaluation.json")

    run.world.from_first(record)
    run.emit(e.EvaluationFinished(split=part, metrics=dict(verdicts.metrics), samples=len(verdicts.indices)))
    return verdicts


def _take_best(run: Run, loop: Loop, model: FineTunedModel, *, stopped: bool) -> Verdicts | None:
    """Gives the model the weights of the best checkpoint; returns what is known of that one."""
    if not loop.epochs_done:
        loop.save_as_it_is()
    best = run.world.from_first(lambda: load_best(run.folder))
    known = loop.best.verdicts
    if best is not None:
        if model.adapters is not None:
            model.take_out_adapters()
            known = known if stopped else None  # merged, the same network computes other last digits
        model.load(best)
    return known


def _measure(run: Run, loop: Loop, known: Verdicts | None) -> tuple[Verdicts | None, Part]:
    """On the test samples, if there are any."""
    part: Part = "test" if loop.has("test") else "validation"
    if part == "validation" and (known is not None or not loop.has("validation")):
        return known, part
    run.emit(e.PhaseProgressed(phase="evaluation", done=0, total=0))
    return loop.evaluate(part), part


def main_figure(task: Task, metrics: Mapping[str, float]) -> dict[str, Any]:
    """The figure by which runs are compared, under its own name, with that name; empty if it was not measured."""
    name = task.main_metric
    if name not in metrics:
        return {}
    return {name: metrics[name], "main_metric": name, **({"lower_is_better": True} if lower_is_better(task) else {})}


def describe_result(
    run: Run, loop: Loop, device: DeviceChoice, verdicts: Verdicts | None, *, stopped: bool, began: float
) -> dict[str, Any]:
    """The figures of the result.

    Args:
        began: of `time.monotonic`.
    """
    metrics = dict(verdicts.metrics) if verdicts else {}
    return {
        **main_figure(run.parts.task, metrics),
        "metrics": metrics,
        "best_epoch": loop.best.epoch,
        "epochs": loop.epochs_done,
        "device": device.title,
        "stopped": stopped,
        "frozen_unchanged": loop.frozen_unchanged,
        "training_seconds": round(time.monotonic() - began, 3),
    }
