"""One pass over a part of the data without training: metrics, and what the model says of every sample."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.tasks import Task
from desktop_tl.engine.inputs import FEATURE_BATCH, Inputs
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
    *,
    autocast: Callable[[], AbstractContextManager[object]],
) -> Verdicts:
    """Runs the model in eval mode over all of ``inputs``.

    Raises:
        Stopped: asked to between two batches.
    """
    model.eval()
    meter = task.meter(dataset.classes)
    indices, targets, predicted, confidences = [], [], [], []
    head_alone = inputs.boundary == len(model.stages)
    with torch.no_grad():
        for batch in inputs.batches(np.arange(len(inputs.indices)), EVALUATION_BATCH if head_alone else FEATURE_BATCH):
            stop.check()
            with autocast():
                outputs = model.suffix(model.prefix(batch.x, inputs.boundary))
            meter.update(outputs, batch.targets)
            top = task.scores(outputs).max(1)
            indices.append(batch.indices)
            targets.append(batch.targets)
            predicted.append(top.indices)
            confidences.append(top.values)
    return Verdicts(
        metrics=dict(meter.compute()),
        indices=np.concatenate(indices),
        targets=torch.cat(targets).cpu().numpy(),
        predicted=torch.cat(predicted).cpu().numpy(),
        confidences=torch.cat(confidences).float().cpu().numpy(),
    )
