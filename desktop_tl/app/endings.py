"""How a run ended, in words and figures."""

import math
import time
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.api.events import RunEnded
from desktop_tl.app.own_process import EndedElsewhere
from desktop_tl.engine.errors import RetryableError, is_out_of_memory, out_of_memory
from desktop_tl.runs.files import is_disk_full
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.progress import Progress
from desktop_tl.runs.training_choice import TrainingChoice


def describe_end(error: BaseException, started: float, folder: Path) -> RunEnded:
    """How a run ended that raised ``error``, in words."""
    seconds = seconds_since(started)
    if isinstance(error, EndedElsewhere):
        return replace(error.end, seconds=seconds)
    if isinstance(error, Stopped):
        return RunEnded(outcome="stopped", message="Stopped on request.", seconds=seconds)
    if isinstance(error, UserError):
        retry = error.retry if isinstance(error, RetryableError) else {}
        return RunEnded(outcome="failed", message=error.message, advice=error.advice, seconds=seconds, retry=retry)
    if isinstance(error, FileNotFoundError) and not folder.is_dir():
        return RunEnded(
            outcome="failed",
            message=f"The run's folder {folder} is gone.",
            advice="It was deleted or moved while the run went on. Train again.",
            seconds=seconds,
        )
    report = "".join(traceback.format_exception(error))
    if is_disk_full(error):
        return RunEnded(
            outcome="failed",
            message=f"The disk is full ({getattr(error, 'filename', None) or folder}).",
            advice="Make room, for instance by deleting runs, and train again.",
            seconds=seconds,
        )
    if is_out_of_memory(error):
        failure = out_of_memory(_batch_size(folder))
        return RunEnded(
            outcome="failed",
            message="There is not enough memory for this run.",
            advice=failure.advice,
            retry=failure.retry,
            report=report,
            seconds=seconds,
        )
    text = (str(error).strip().splitlines() or [""])[0]
    return RunEnded(
        outcome="failed",
        message=f"The run failed unexpectedly: {type(error).__name__}{f': {text}' if text else ''}.",
        advice="This is a fault of the app or of a plugin; the report tells its authors where.",
        report=report,
        seconds=seconds,
    )


def _batch_size(folder: Path) -> int:
    try:
        return RunFolder(folder).recipe().training.batch_size
    except UserError:
        return TrainingChoice().batch_size


def figures_so_far(progress: Progress) -> dict[str, Any]:
    """Of the result, what is known of a run that may have ended too early for the rest."""
    figures: dict[str, Any] = {"device": progress.device, "epochs": len(progress.epochs)}
    if progress.best is not None:
        figures["best_epoch"] = progress.best.epoch
    if progress.evaluation is not None:
        figures["metrics"] = dict(progress.evaluation.metrics)
        name = progress.main_metric
        if name in progress.evaluation.metrics:
            figures |= {name: progress.evaluation.metrics[name], "main_metric": name}
            figures |= {"lower_is_better": True} if progress.lower_is_better else {}
    return figures


def to_json_value(value: Any) -> Any:
    """The value with None for every number that JSON cannot write."""
    if isinstance(value, dict):
        return {name: to_json_value(item) for name, item in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value  # JSON has no word for NaN


def seconds_since(started: float) -> float:
    """``started``: of `time.monotonic`."""
    return round(time.monotonic() - started, 3)
