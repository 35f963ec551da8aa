"""One pass over a part of the data without training: metrics, and what the model says of every sample."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.tasks import AnswerKind, Meter, Task, answer_kind
from desktop_tl.engine.distributed import World
from desktop_tl.engine.inputs import FEATURE_BATCH, Inputs, cut
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.runs.evaluation import AnyEvaluation, Evaluation
from desktop_tl.runs.label_evaluation import make_label_evaluation
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.value_evaluation import ValueEvaluation

EVALUATION_BATCH = 256


@dataclass(frozen=True)
class Verdicts:
    """Metrics over all samples; for each sample its index in the dataset, its target and what was said of it.

    Args:
        answer: of which kind the targets and what is said are.
        said: columns by name, for a class ``predicted`` and its ``confidences``, for labels their ``scores``, for
            values those ``predicted``.
    """

    answer: AnswerKind
    metrics: Mapping[str, float]
    indices: NDArray[np.int64]
    targets: NDArray[Any]
    said: Mapping[str, NDArray[Any]]

    def in_order(self) -> "Verdicts":
        """In the order of the dataset."""
        order = np.argsort(self.indices, kind="stable")
        said = {name: column[order] for name, column in self.said.items()}
        return replace(self, indices=self.indices[order], targets=self.targets[order], said=said)

    def as_evaluation(self, dataset: Dataset, split: str) -> AnyEvaluation:
        """The record that is kept in the run's folder."""
        part: Literal["validation", "test"] = "test" if split == "test" else "validation"
        classes = tuple(dataset.classes)
        samples = tuple(dataset.sample(int(index)).id for index in self.indices)
        metrics = dict(self.metrics)
        match self.answer:
            case "labels":
                return make_label_evaluation(part, classes, samples, self.targets, self.said["scores"], metrics)
            case "values":
                return ValueEvaluation(part, classes, samples, self.targets, self.said["predicted"], metrics)
            case "class":
                return Evaluation(
                    split=part,
                    classes=classes,
                    samples=samples,
                    targets=tuple(map(int, self.targets)),
                    predicted=tuple(map(int, self.said["predicted"])),
                    confidences=tuple(round(float(value), 6) for value in self.said["confidences"]),
                    metrics=metrics,
                )


def answer_columns(answer: AnswerKind, scores: Tensor) -> dict[str, Tensor]:
    """What is kept of the scores of a batch, shape (N, classes)."""
    match answer:
        case "class":
            top = scores.max(1)
            return {"predicted": top.indices, "confidences": top.values}
        case "labels":
            return {"scores": scores}
        case "values":
            return {"predicted": scores}


def evaluate(
    model: FineTunedModel,
    inputs: Inputs,
    task: Task,
    dataset: Dataset,
    stop: StopToken,
    world: World | None = None,
) -> Verdicts:
    """Runs the model in eval mode over all of ``inputs``, divided among the processes. A collective.

    Raises:
        Stopped: asked to between two batches.
    """
    world = world or World.alone()
    model.eval()
    meter = task.meter(dataset.classes)
    indices: list[NDArray[np.int64]] = []
    targets: list[Tensor] = []
    said: list[dict[str, Tensor]] = []
    head_alone = inputs.boundary == len(model.stages)
    order = np.arange(len(inputs.indices)) if inputs.sizes is None else np.argsort(-inputs.sizes, kind="stable")
    parts = cut(order, EVALUATION_BATCH if head_alone else FEATURE_BATCH)
    batches = inputs.batches(parts[world.part(0, len(parts))])
    with torch.no_grad():
        for _ in range(-(-len(parts) // world.size)):
            stop.check()
            batch = next(batches, None)
            if batch is None or not len(batch.indices):
                continue
            outputs = model.suffix(model.prefix(batch.x, inputs.boundary))
            meter.update(outputs, batch.targets)
            indices.append(batch.indices)
            targets.append(batch.targets)
            said.append(answer_columns(answer_kind(task), task.scores(outputs).float()))
    mine = None
    if indices:
        mine = Verdicts(
            answer=answer_kind(task),
            metrics=dict(meter.compute()) if world.is_alone else {},
            indices=np.concatenate(indices),
            targets=torch.cat(targets).cpu().numpy(),
            said={name: torch.cat([columns[name] for columns in said]).cpu().numpy() for name in said[0]},
        )
    if world.is_alone:
        return (mine or _nothing(task, dataset, meter)).in_order()
    everybody = [one for one in world.gather(mine) if one is not None]
    merged = merge_meters(meter, task, dataset, world)
    if not everybody:
        return _nothing(task, dataset, merged)
    together = Verdicts(
        answer=answer_kind(task),
        metrics=dict(merged.compute()),
        indices=np.concatenate([one.indices for one in everybody]),
        targets=np.concatenate([one.targets for one in everybody]),
        said={name: np.concatenate([one.said[name] for one in everybody]) for name in everybody[0].said},
    )
    return together.in_order()


def _nothing(task: Task, dataset: Dataset, meter: Meter) -> Verdicts:
    """Of no sample at all."""
    none = np.empty(0, np.int64) if answer_kind(task) == "class" else np.empty((0, len(dataset.classes)), np.float32)
    columns = answer_columns(answer_kind(task), torch.empty(0, max(1, len(dataset.classes))))
    said = {name: column.numpy() for name, column in columns.items()}
    return Verdicts(answer_kind(task), dict(meter.compute()), np.empty(0, np.int64), none, said)


def merge_meters(meter: Meter, task: Task, dataset: Dataset, world: World) -> Meter:
    """What the meters of all processes have seen. A collective; alone, ``meter`` itself."""
    if world.is_alone:
        return meter
    merged = task.meter(dataset.classes)
    for state in world.gather(meter.state()):
        merged.merge(state)
    return merged
