"""One pass over a part of the data without training: metrics, and what the model says of every sample."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.tasks import Meter, Task
from desktop_tl.engine.distributed import World
from desktop_tl.engine.inputs import FEATURE_BATCH, Inputs, cut
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.runs.evaluation import Evaluation
from desktop_tl.runs.stop import StopToken

EVALUATION_BATCH = 256


@dataclass(frozen=True)
class Verdicts:
    """Metrics over all samples; for each sample its index in the dataset, its target, the class with the highest
    score and that score."""

    metrics: Mapping[str, float]
    indices: NDArray[np.int64]
    targets: NDArray[np.int64]
    predicted: NDArray[np.int64]
    confidences: NDArray[np.float32]

    def in_order(self) -> "Verdicts":
        """In the order of the dataset."""
        order = np.argsort(self.indices, kind="stable")
        columns = {name: getattr(self, name)[order] for name in ("indices", "targets", "predicted", "confidences")}
        return replace(self, **columns)

    def as_evaluation(self, dataset: Dataset, split: str) -> Evaluation:
        """The record that is kept in the run's folder."""
        return Evaluation(
            split="test" if split == "test" else "validation",
            classes=tuple(dataset.classes),
            samples=tuple(dataset.sample(int(index)).id for index in self.indices),
            targets=tuple(map(int, self.targets)),
            predicted=tuple(map(int, self.predicted)),
            confidences=tuple(round(float(value), 6) for value in self.confidences),
            metrics=dict(self.metrics),
        )


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
    indices, targets, predicted, confidences = [], [], [], []
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
            top = task.scores(outputs).max(1)
            indices.append(batch.indices)
            targets.append(batch.targets)
            predicted.append(top.indices)
            confidences.append(top.values)
    empty = torch.empty(0, dtype=torch.int64)
    mine = Verdicts(
        metrics=dict(meter.compute()) if world.is_alone else {},
        indices=np.concatenate(indices or [empty.numpy()]),
        targets=torch.cat(targets or [empty]).cpu().numpy(),
        predicted=torch.cat(predicted or [empty]).cpu().numpy(),
        confidences=torch.cat(confidences or [empty]).float().cpu().numpy(),
    )
    if world.is_alone:
        return mine.in_order()
    everybody = world.gather(mine)
    together = Verdicts(
        metrics=dict(merge_meters(meter, task, dataset, world).compute()),
        indices=np.concatenate([one.indices for one in everybody]),
        targets=np.concatenate([one.targets for one in everybody]),
        predicted=np.concatenate([one.predicted for one in everybody]),
        confidences=np.concatenate([one.confidences for one in everybody]),
    )
    return together.in_order()


def merge_meters(meter: Meter, task: Task, dataset: Dataset, world: World) -> Meter:
    """What the meters of all processes have seen. A collective; alone, ``meter`` itself."""
    if world.is_alone:
        return meter
    merged = task.meter(dataset.classes)
    for state in world.gather(meter.state()):
        merged.merge(state)
    return merged
