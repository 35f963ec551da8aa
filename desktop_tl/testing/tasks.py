"""Checks of a task: head, loss, meter and scores, on a problem so small that it must be learnt."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

from desktop_tl.api import (
    AnswerKind,
    FittedHead,
    LossOptions,
    Meter,
    Modality,
    Note,
    PredictorTask,
    Sample,
    SetAside,
    Split,
    Task,
    TaskSpec,
    UserError,
    answer_kind,
    lower_is_better,
)
from desktop_tl.testing.checks import Check

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor, nn

CLASSES = ("ant", "bee", "cat")
_SAMPLES, _WIDTH, _LENGTH = 12, 6, 5


@dataclass(frozen=True)
class FewSamples:
    """A dataset in memory for `Task.check`."""

    targets: "Sequence[Any] | NDArray[Any]"
    classes: Sequence[str] = CLASSES
    splits: Sequence[Split] | None = None
    groups: Sequence[str] | None = None
    notes: Sequence[Note] = ()
    set_aside: Sequence[SetAside] = ()
    modality: Modality = "image"

    def __len__(self) -> int:
        return len(self.targets)

    def sample(self, index: int) -> Sample:
        import numpy as np

        target = self.targets[index]
        number = int(40 * np.max(target))
        source = np.full((8, 8), number, np.uint8) if self.modality == "image" else f"It is number {number}."
        return Sample(f"sample-{index}", source, target)

    def fingerprint(self) -> str:
        return f"{[*self.targets]}"


def task_checks(spec: TaskSpec) -> list[Check]:
    """All checks of one task, which are the same for pictures and texts."""
    rules: list[tuple[str, Callable[[TaskSpec], None]]] = [
        ("builds the task", check_building),
        ("judges a dataset in words", check_judging),
        ("its head fits the features", check_head),
        ("its loss has a gradient", check_loss),
        ("its head learns", check_learning),
        ("its meter measures", check_meter),
        ("meters add up", check_merging),
        ("its scores are fit to be shown", check_scores),
    ]
    return [Check(spec.id, rule, partial(look, spec)) for rule, look in rules]


def check_building(spec: TaskSpec) -> None:
    """It has all that a Task has."""
    task = spec.build()
    for name in ("check", "build_head", "loss", "meter", "scores"):
        if not callable(getattr(task, name, None)):
            raise AssertionError(f"the task lacks ‘{name}’")
    if answer_kind(task) not in get_args(AnswerKind):
        raise AssertionError(f"answer is none of {', '.join(get_args(AnswerKind))}")
    if answer_kind(task) != spec.answer:
        raise AssertionError(f"the task tells {answer_kind(task)}, its spec says {spec.answer}")
    if not isinstance(task.main_metric, str) or not task.main_metric:
        raise AssertionError("main_metric is not the name of a metric")
    if not isinstance(task.mixes_targets, bool):
        raise AssertionError("mixes_targets is neither True nor False")


def check_judging(spec: TaskSpec) -> None:
    """A good dataset passes; one that cannot serve is refused with UserError, not with whatever comes."""
    task = spec.build()
    targets = _targets(task, 60)
    rows = (targets.byte() if answer_kind(task) == "labels" else targets).numpy()
    rows, classes = (rows[:, :0], ()) if answer_kind(task) == "text" else (rows, CLASSES)
    notes = task.check(FewSamples(rows, classes, modality=spec.modality))
    if not all(isinstance(note, Note) for note in notes):
        raise AssertionError("check returns something that is no Note")
    for unfit, words in _unfit(answer_kind(task)):
        try:
            task.check(FewSamples(unfit, classes, modality=spec.modality))
        except UserError:
            continue
        except Exception as error:  # a person would get a bug report instead of words
            raise AssertionError(f"a dataset {words} raises {type(error).__name__}, not UserError") from error


def check_head(spec: TaskSpec) -> None:
    """A fresh head, decided by the seed, on features of any number."""
    import torch

    task = spec.build()
    heads = []
    for _ in range(2):
        torch.manual_seed(5)
        heads.append(_build_head(task))
    loaded = _build_head(task)
    first, second = (list(head.state_dict().values()) for head in heads)
    if not all(torch.equal(one, other) for one, other in zip(first, second, strict=True)):
        raise AssertionError("two heads with one seed differ: draw from torch's global generator alone")
    if not any(parameter.requires_grad for parameter in heads[0].parameters()):
        raise AssertionError("the head has nothing to train")
    outputs = heads[0](_features(task))
    if len(outputs) != _SAMPLES or not outputs.isfinite().all():
        raise AssertionError("the head's outputs are not one finite row for every sample")
    loaded.load_state_dict(heads[0].state_dict())
    if not torch.equal(loaded(_features(task)), outputs):
        raise AssertionError("a head that was saved and loaded says something else")


def check_loss(spec: TaskSpec) -> None:
    """A finite scalar for everything that a recipe may ask."""
    import torch

    task = spec.build()
    head, targets = _build_head(task), _targets(task)
    asked = [_options(task)]
    if answer_kind(task) in ("class", "labels"):
        asked += [LossOptions(label_smoothing=0.1), LossOptions(class_weights=torch.tensor([1.0, 2.0, 0.5]))]
    for options in asked:
        _check_gradient(task, head(_features(task)), targets, options)
    if task.mixes_targets:
        soft = torch.nn.functional.one_hot(targets, len(CLASSES)).float() * 0.8 + 0.2 / len(CLASSES)
        _check_gradient(task, head(_features(task)), soft, LossOptions())


def check_learning(spec: TaskSpec) -> None:
    """What a straight line tells is learnt in a few steps."""
    import torch

    task = spec.build()
    torch.manual_seed(0)
    head = _build_head(task)
    optimiser = torch.optim.Adam(head.parameters(), lr=0.1)
    losses = []
    for _ in range(100):
        optimiser.zero_grad()
        loss = task.loss(head(_features(task)), _targets(task), _options(task))
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    if not losses[-1] < losses[0]:
        raise AssertionError(f"the loss does not fall in training: from {losses[0]:.3g} to {losses[-1]:.3g}")
    metric = _measure(task, head(_features(task)).detach())[task.main_metric]
    guess = _measure(task, torch.zeros_like(_outputs(task)))[task.main_metric]
    if lower_is_better(task) and not metric < guess:
        raise AssertionError(f"{task.main_metric} does not fall in training, though lower is better")
    if not lower_is_better(task) and not metric > guess:
        raise AssertionError(f"{task.main_metric} does not rise in training: larger must be better")


def check_meter(spec: TaskSpec) -> None:
    """Its numbers are Python's and hold the main metric."""
    metrics = _measure(task := spec.build(), _outputs(task))
    if task.main_metric not in metrics:
        raise AssertionError(f"the meter gives no ‘{task.main_metric}’, which is the main metric")
    for name, value in metrics.items():
        if type(value) not in (int, float):
            raise AssertionError(f"the metric ‘{name}’ is of type {type(value).__name__}, not a number of Python")
    task.meter(CLASSES).compute()  # before the first batch


def check_merging(spec: TaskSpec) -> None:
    """What two meters saw, put together through JSON, is what one would have seen."""
    task = spec.build()
    outputs, targets = _outputs(task), _targets(task)
    whole, first, second, fresh = (task.meter(CLASSES) for _ in range(4))
    for start, stop in ((0, 5), (5, 8), (8, len(targets))):
        whole.update(outputs[start:stop], targets[start:stop])
        (second if start else first).update(outputs[start:stop], targets[start:stop])
    try:
        states = [json.loads(json.dumps(meter.state())) for meter in (first, second)]
    except TypeError as error:
        raise AssertionError(f"state() is not made of plain JSON values: {error}") from error
    for state in states:
        fresh.merge(state)
    _require_close(fresh, whole, "two meters that were put together know something else than one of all samples")
    again = task.meter(CLASSES)
    again.merge(json.loads(json.dumps(fresh.state())))
    _require_close(again, whole, "a meter that was put together cannot be passed on")


def check_scores(spec: TaskSpec) -> None:
    """One finite row for each sample, as float32, for whatever precision the head computed in."""
    import torch

    task = spec.build()
    for dtype in (torch.float32, torch.bfloat16):
        scores = task.scores(_outputs(task).to(dtype))
        if len(scores) != _SAMPLES or not scores.isfinite().all():
            raise AssertionError("scores are not one finite row for every sample")
        if scores.dtype != torch.float32:
            raise AssertionError(f"scores are {scores.dtype}, not float32")
        if answer_kind(task) in ("class", "labels") and (bool((scores < 0).any()) or bool((scores > 1).any())):
            raise AssertionError("scores are not between 0 and 1")


def _check_gradient(task: Task, outputs: "Tensor", targets: "Tensor", options: LossOptions) -> None:
    import torch

    loss = task.loss(outputs, targets, options)
    if loss.shape != ():
        raise AssertionError(f"the loss has shape {tuple(loss.shape)}; it is one number")
    if not loss.requires_grad or not bool(loss.isfinite()):
        raise AssertionError("the loss has no gradient" if bool(loss.isfinite()) else "the loss is not finite")
    (gradient,) = torch.autograd.grad(loss, outputs)
    if not gradient.isfinite().all() or not gradient.abs().sum() > 0:
        raise AssertionError("the loss sends no finite gradient into the outputs")


def _measure(task: Task, outputs: "Tensor") -> Mapping[str, float]:
    meter = task.meter(CLASSES)
    meter.update(outputs, _targets(task))
    return meter.compute()


def _require_close(meter: Meter, expected: Meter, words: str) -> None:
    found, wanted = meter.compute(), expected.compute()
    same = set(found) == set(wanted) and all(abs(found[k] - wanted[k]) <= 1e-6 * (1 + abs(wanted[k])) for k in wanted)
    if not same:
        raise AssertionError(f"{words}: {dict(found)} and {dict(wanted)}")


def _unfit(answer: str) -> list[tuple[Any, str]]:
    """Targets of which nothing can be learnt, and what they are."""
    import numpy as np

    match answer:
        case "labels":
            none = np.zeros((0, len(CLASSES)), np.uint8)
            return [(none, "without samples"), (np.zeros((9, len(CLASSES)), np.uint8), "without a single label")]
        case "values":
            none = np.zeros((0, len(CLASSES)), np.float32)
            return [(none, "without samples"), (np.ones((9, len(CLASSES)), np.float32), "whose values never differ")]
        case "text":
            return [(np.zeros((0, 0), np.float32), "without samples")]
        case _:
            return [([], "without samples"), ([0] * 9, "of one class only"), ([0, 1, 7], "with a foreign target")]


def _build_head(task: Task) -> "nn.Module":
    if answer_kind(task) == "text":
        return _build_writing_head(task)
    head = task.build_head(_WIDTH, CLASSES)
    if isinstance(head, FittedHead):
        head.fit_targets(_targets(task))
    return head


def _build_writing_head(task: Task) -> "nn.Module":
    """From a last layer as a backbone of texts hands it over."""
    from torch import nn

    if not isinstance(task, PredictorTask):
        raise AssertionError("a task that writes goes on with the backbone's own last layer: it lacks build_head_from")

    class LastLayer(nn.Linear):
        def forward(self, packed: "Tensor") -> "Tensor":
            return super().forward(packed[..., :-1])

    return task.build_head_from(LastLayer(_WIDTH, len(CLASSES)), _WIDTH, ())


def _options(task: Task) -> LossOptions:
    return LossOptions(spread=_targets(task).std(0) if answer_kind(task) == "values" else None)


def _targets(task: Task, count: int = _SAMPLES) -> "Tensor":
    """As many of each class and label; values of different size; texts whose tokens follow each other in order."""
    import torch

    numbers = torch.arange(count)
    if answer_kind(task) == "class":
        return numbers % len(CLASSES)
    if answer_kind(task) == "text":  # of different length
        tokens = (numbers[:, None] + torch.arange(_LENGTH)) % len(CLASSES)
        return tokens.masked_fill(torch.arange(_LENGTH) >= 2 + numbers[:, None] % (_LENGTH - 1), -1)
    rows = torch.stack([numbers % 2, numbers // 2 % 2, numbers // 4 % 3 % 2], 1).float()
    return rows if answer_kind(task) == "labels" else rows * torch.tensor([1.0, 0.1, 3.0]) + numbers[:, None] / count


def _features(task: Task) -> "Tensor":
    """What is to be told stands in them: each class in a corner of its own, each label and value in a column, each
    token of a text likewise."""
    import torch

    targets = _targets(task)
    if answer_kind(task) == "class":
        return torch.nn.functional.one_hot(targets, _WIDTH).float() + 0.1
    if answer_kind(task) == "text":
        is_token = (targets >= 0).float()[..., None]
        return torch.cat([torch.nn.functional.one_hot(targets.clamp(min=0), _WIDTH) * is_token, is_token], -1)
    return torch.nn.functional.pad(targets, (0, _WIDTH - len(CLASSES))) + 0.1


def _outputs(task: Task) -> "Tensor":
    """What a head may put out; some samples right, some wrong."""
    import torch

    shape = (_SAMPLES, _LENGTH) if answer_kind(task) == "text" else (_SAMPLES,)
    return torch.randn(*shape, len(CLASSES), generator=torch.Generator().manual_seed(2))
