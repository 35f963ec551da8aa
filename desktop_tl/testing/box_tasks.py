"""Checks of a task that finds things in pictures: what can be said of it without a detector."""

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop_tl.api import BoxTargets, Note, PredictorTask, TaskSpec, UserError
from desktop_tl.testing.checks import Check
from desktop_tl.testing.tasks import CLASSES, FewSamples, check_building

if TYPE_CHECKING:
    from collections.abc import Sequence

_PICTURES = 40


def box_task_checks(spec: TaskSpec) -> list[Check]:
    """All checks of one task whose answers are boxes."""
    rules: list[tuple[str, Callable[[TaskSpec], None]]] = [
        ("builds the task", check_building),
        ("judges a dataset in words", check_judging),
        ("says in words that it needs a detector", check_head),
        ("its meter can be kept and put together", check_meter),
    ]
    return [Check(spec.id, rule, partial(look, spec)) for rule, look in rules]


def check_judging(spec: TaskSpec) -> None:
    """A good dataset passes, with pictures that have no box; one that cannot serve is refused with UserError."""
    task = spec.build()
    row = (0.2, 0.2, 0.8, 0.7)
    usual = _boxes([[(number % len(CLASSES), *row)] if number % 4 else [] for number in range(_PICTURES)])
    notes = task.check(FewSamples(usual, modality=spec.modality))
    if not all(isinstance(note, Note) for note in notes):
        raise AssertionError("check returns something that is no Note")
    for unfit, words in ((_boxes([]), "without pictures"), (_boxes([[]] * 9), "without a single box")):
        try:
            task.check(FewSamples(unfit, modality=spec.modality))
        except UserError:
            continue
        except Exception as error:  # a person would get a bug report instead of words
            raise AssertionError(f"a dataset {words} raises {type(error).__name__}, not UserError") from error
        raise AssertionError(f"a dataset {words} is not refused")


def check_head(spec: TaskSpec) -> None:
    """A backbone that looks for no boxes is refused in words, or gets a head of the task's own."""
    from torch import nn

    task = spec.build()
    if not isinstance(task, PredictorTask):
        raise AssertionError("a task that finds things goes on with a detector: it lacks build_head_from")
    for predictor in (None, nn.Linear(6, len(CLASSES))):
        try:
            head = task.build_head_from(predictor, 6, CLASSES)
        except UserError:
            continue
        if not isinstance(head, nn.Module):
            raise AssertionError("build_head_from gives no torch module")


def check_meter(spec: TaskSpec) -> None:
    """Before the first batch there is nothing to say, and what a meter knows is made of plain JSON values."""
    task = spec.build()
    first, second = task.meter(CLASSES), task.meter(CLASSES)
    try:
        second.merge(json.loads(json.dumps(first.state())))
    except TypeError as error:
        raise AssertionError(f"state() is not made of plain JSON values: {error}") from error
    if dict(first.compute()) != dict(second.compute()):
        raise AssertionError("a meter that took over nothing knows something")


def _boxes(pictures: "Sequence[Sequence[tuple[float, ...]]]") -> BoxTargets:
    import numpy as np

    rows = [row for picture in pictures for row in picture]
    starts = np.cumsum([0, *map(len, pictures)])
    return BoxTargets(np.array(rows, np.float32).reshape(-1, 5), starts, np.full((len(pictures), 2), 64, np.int32))
