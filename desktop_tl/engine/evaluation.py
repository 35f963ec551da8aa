"""One pass over a part of the data without training: metrics, and what the model says of every sample."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from desktop_tl.api.datasets import BoxTargets, Dataset
from desktop_tl.api.events import GeneratedText
from desktop_tl.api.preprocessing import ImagePreprocessing, Preprocessing
from desktop_tl.api.tasks import AnswerKind, MeasuredHead, Meter, Task, answer_kind
from desktop_tl.engine.answers import Columns, answer_columns, as_column, join_columns, no_columns
from desktop_tl.engine.distributed import World
from desktop_tl.engine.features import FEATURE_BATCH
from desktop_tl.engine.framing import to_picture
from desktop_tl.engine.inputs import Batch, Inputs
from desktop_tl.engine.memory import compute_in_portions
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.order import cut
from desktop_tl.runs.box_evaluation import make_box_evaluation
from desktop_tl.runs.evaluation import AnyEvaluation, Evaluation
from desktop_tl.runs.label_evaluation import make_label_evaluation
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.targets import read_targets
from desktop_tl.runs.text_evaluation import TextEvaluation
from desktop_tl.runs.value_evaluation import ValueEvaluation

EVALUATION_BATCH = 256
TEXTS_AT_ONCE = 8
"""Where a number for each of 50,000 tokens is told at each of 256 places, eight texts are 400 MB."""


@dataclass(frozen=True)
class Verdicts:
    """Metrics over all samples; for each sample its index in the dataset and what was said of it.

    Args:
        answer: of which kind the targets and what is said are.
        said: columns by name, with the targets, as `answer_columns` gives them.
        generated: of a model that writes, what it writes behind some beginnings.
    """

    answer: AnswerKind
    metrics: Mapping[str, float]
    indices: NDArray[np.int64]
    said: Columns
    generated: tuple[GeneratedText, ...] = ()

    def in_order(self) -> "Verdicts":
        """In the order of the dataset."""
        order = np.argsort(self.indices, kind="stable")
        said = {name: column[order] for name, column in self.said.items()}
        return replace(self, indices=self.indices[order], said=said)

    def as_evaluation(self, dataset: Dataset, split: str) -> AnyEvaluation:
        """The record that is kept in the run's folder."""
        part: Literal["validation", "test"] = "test" if split == "test" else "validation"
        classes = tuple(dataset.classes)
        samples = tuple(dataset.sample(int(index)).id for index in self.indices)
        metrics = dict(self.metrics)
        match self.answer:
            case "labels":
                return make_label_evaluation(part, classes, samples, self.said["targets"], self.said["scores"], metrics)
            case "values":
                return ValueEvaluation(part, classes, samples, self.said["targets"], self.said["predicted"], metrics)
            case "class":
                return Evaluation(
                    split=part,
                    classes=classes,
                    samples=samples,
                    targets=tuple(map(int, self.said["targets"])),
                    predicted=tuple(map(int, self.said["predicted"])),
                    confidences=tuple(round(float(value), 6) for value in self.said["confidences"]),
                    metrics=metrics,
                )
            case "text":
                tokens, losses = self.said["tokens"].tolist(), self.said["losses"].tolist()
                return TextEvaluation(part, samples, tuple(tokens), tuple(losses), metrics, self.generated)
            case "boxes":
                truth, found = self.said["truth"], self.said["found"]
                return make_box_evaluation(part, classes, samples, truth, found, metrics)


def evaluate(
    model: FineTunedModel,
    inputs: Inputs,
    task: Task,
    dataset: Dataset,
    stop: StopToken,
    world: World | None = None,
    *,
    preprocessing: Preprocessing,
) -> Verdicts:
    """Runs the model in eval mode over all of ``inputs``, divided among the processes. A collective.

    Args:
        preprocessing: through which the model sees the samples.

    Raises:
        Stopped: asked to between two batches.
    """
    verdicts = _look(model, inputs, task, dataset, stop, world or World.alone()).in_order()
    return _measure_boxes(verdicts, task, dataset, preprocessing) if verdicts.answer == "boxes" else verdicts


def _look(
    model: FineTunedModel, inputs: Inputs, task: Task, dataset: Dataset, stop: StopToken, world: World
) -> Verdicts:
    model.eval()
    meter = task.meter(dataset.classes)
    indices: list[NDArray[np.int64]] = []
    said: list[Columns] = []
    size = EVALUATION_BATCH if inputs.boundary == len(model.stages) else FEATURE_BATCH
    if answer_kind(task) == "text":
        size = TEXTS_AT_ONCE
    order = np.arange(len(inputs.indices)) if inputs.sizes is None else np.argsort(-inputs.sizes, kind="stable")
    parts = cut(order, size)
    batches = inputs.batches(parts[world.part(0, len(parts))])
    with torch.no_grad():
        for _ in range(-(-len(parts) // world.size)):
            stop.check()
            batch = next(batches, None)
            if batch is None or not len(batch.indices):
                continue

            def look(part: slice, batch: Batch = batch) -> None:
                targets = batch.targets[part]
                outputs = _answer(model, model.prefix(batch.x[part], inputs.boundary), targets)
                columns = answer_columns(task, outputs, targets)
                meter.update(outputs, targets)
                said.append(columns)

            compute_in_portions(look, len(batch.indices))
            indices.append(batch.indices)
    mine = None
    if indices:
        mine = Verdicts(
            answer=answer_kind(task),
            metrics=dict(meter.compute()) if world.is_alone else {},
            indices=np.concatenate(indices),
            said=join_columns(said),
        )
    if world.is_alone:
        return mine or _nothing(task, dataset, meter)
    everybody = [one for one in world.gather(mine) if one is not None]
    merged = merge_meters(meter, task, dataset, world)
    if not everybody:
        return _nothing(task, dataset, merged)
    return Verdicts(
        answer=answer_kind(task),
        metrics=dict(merged.compute()),
        indices=np.concatenate([one.indices for one in everybody]),
        said=join_columns([one.said for one in everybody]),
    )


def _answer(model: FineTunedModel, x: Tensor, targets: Tensor) -> Any:
    """The head's outputs; with its losses where these are not to be had from the outputs."""
    if isinstance(model.head, MeasuredHead):
        return model.head.measure(model.suffix_to_measure(x), targets)
    return model.suffix(x)


def _nothing(task: Task, dataset: Dataset, meter: Meter) -> Verdicts:
    """Of no sample at all."""
    said = no_columns(task, len(dataset.classes))
    return Verdicts(answer_kind(task), dict(meter.compute()), np.empty(0, np.int64), said)


def _measure_boxes(verdicts: Verdicts, task: Task, dataset: Dataset, preprocessing: Preprocessing) -> Verdicts:
    """What was found and what is there as they lie in the picture, with the figures of COCO, the task's main one first:
    how good a box is depends on all others, so no meter has to collect them."""
    assert isinstance(preprocessing, ImagePreprocessing)  # boxes are in pictures
    boxes: BoxTargets = read_targets(dataset).rows
    indices = verdicts.indices.tolist()
    found = [
        to_picture(rows, preprocessing, boxes.sizes[index])
        for rows, index in zip(verdicts.said["found"], indices, strict=True)
    ]
    kept = make_box_evaluation("validation", tuple(dataset.classes), (), [boxes[index] for index in indices], found, {})
    metrics = {**kept.precision.metrics, **verdicts.metrics}
    return replace(
        verdicts,
        metrics=dict(sorted(metrics.items(), key=lambda item: item[0] != task.main_metric)),
        said={"truth": as_column(kept.truth), "found": as_column(kept.found)},
    )


def merge_meters(meter: Meter, task: Task, dataset: Dataset, world: World) -> Meter:
    """What the meters of all processes have seen. A collective; alone, ``meter`` itself."""
    if world.is_alone:
        return meter
    merged = task.meter(dataset.classes)
    for state in world.gather(meter.state()):
        merged.merge(state)
    return merged
