"""What a model that gives values said of every validation sample, and the figures that follow from it."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api.tasks import AnswerKind
from desktop_tl.runs.figures import read_rows
from desktop_tl.runs.files import write_text


@dataclass(frozen=True)
class ValueMistake:
    """One sample and by how much it is off: ``size`` in spreads of the value that is off most."""

    row: int
    sample: str
    size: float


@dataclass(frozen=True)
class ValueFigures:
    """How well one value is told, in its own unit.

    Args:
        r2: part of the variance that is explained; None where the true values do not vary.
        mae: mean of the errors' sizes.
        rmse: root of their mean square.
        within: nine of ten errors are not larger.
        spread: standard deviation of the true values.
    """

    name: str
    r2: float | None
    mae: float
    rmse: float
    within: float
    spread: float


@dataclass(frozen=True, eq=False)
class ValueEvaluation:
    """One row for each sample.

    Args:
        split: which samples these are.
        classes: names of the values, in the order of the columns.
        samples: ids in the dataset.
        truth: true values, float32 of shape (N, values).
        predicted: what the model says, likewise.
        metrics: the task's metrics over all rows.
    """

    answer: ClassVar[AnswerKind] = "values"
    split: Literal["validation", "test"]
    classes: tuple[str, ...]
    samples: tuple[str, ...]
    truth: NDArray[np.float32]
    predicted: NDArray[np.float32]
    metrics: dict[str, float]

    @cached_property
    def errors(self) -> NDArray[np.float64]:
        """Predicted minus true, of shape (N, values)."""
        return self.predicted.astype(np.float64) - self.truth

    @cached_property
    def values(self) -> tuple[ValueFigures, ...]:
        """For each value how well it is told; empty without samples."""
        return tuple(self._figures(index) for index in range(len(self.classes))) if self.samples else ()

    def count_within(self, index: int, size: float) -> int:
        """Number of samples whose error in this value is not larger than ``size``."""
        return int((np.abs(self.errors[:, index]) <= size).sum())

    def mistakes(self, index: int | None = None) -> list[ValueMistake]:
        """All samples, the one that is off most first.

        Args:
            index: by which value; None compares them in their spreads.
        """
        spreads = np.array([figures.spread or 1.0 for figures in self.values])
        sizes = np.abs(self.errors) / spreads if self.samples else np.empty((0, 1))
        worst = sizes.max(1) if index is None else sizes[:, index]
        order = np.lexsort((np.array(self.samples), -worst)).tolist()
        return [ValueMistake(row, self.samples[row], float(worst[row])) for row in order]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, ValueEvaluation)
            and (self.split, self.classes, self.samples, self.metrics)
            == (other.split, other.classes, other.samples, other.metrics)
            and np.array_equal(self.truth, other.truth)
            and np.array_equal(self.predicted, other.predicted)
        )

    __hash__ = None  # type: ignore[assignment]  # arrays have none

    def save(self, path: Path) -> None:
        """Writes it as JSON, as one step."""
        document = {
            "answer": self.answer,
            "split": self.split,
            "classes": self.classes,
            "samples": self.samples,
            "truth": _write_rows(self.truth),
            "predicted": _write_rows(self.predicted),
            "metrics": self.metrics,
        }
        write_text(path, json.dumps(document, ensure_ascii=False, allow_nan=False))

    def _figures(self, index: int) -> ValueFigures:
        errors, truth = self.errors[:, index], self.truth[:, index].astype(np.float64)
        spread = float(truth.std())
        mean_square = float((errors**2).mean())
        return ValueFigures(
            name=self.classes[index],
            r2=1 - mean_square / spread**2 if spread else None,
            mae=float(np.abs(errors).mean()),
            rmse=mean_square**0.5,
            within=float(np.quantile(np.abs(errors), 0.9, method="inverted_cdf")),
            spread=spread,
        )


def read_value_evaluation(data: dict[str, Any]) -> ValueEvaluation:
    """From what `ValueEvaluation.save` wrote. Raises: ValueError, KeyError or TypeError for anything else."""
    classes, samples = tuple(data["classes"]), tuple(data["samples"])
    truth, predicted = (read_rows(data[name], (len(samples), len(classes))) for name in ("truth", "predicted"))
    return ValueEvaluation(data["split"], classes, samples, truth, predicted, dict(data["metrics"]))


def _write_rows(rows: NDArray[np.float32]) -> list[list[float]]:
    return [[float(str(value)) for value in row] for row in rows]  # the fewest digits that give the same float32
