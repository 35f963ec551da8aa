"""What a model that gives any number of labels said of every validation sample, and the figures that follow from it."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api.tasks import AnswerKind
from desktop_tl.runs.figures import half_interval, read_rows
from desktop_tl.runs.files import write_text

THRESHOLD = 0.5
"""A label is said from this probability on."""

DIGITS = 6
"""So many of a score are kept."""


@dataclass(frozen=True)
class LabelMistake:
    """One sample with a wrong set of labels, as indices of labels; ``certainty`` is that of the worst of them."""

    row: int
    sample: str
    right: tuple[int, ...]
    wrong: tuple[int, ...]
    missing: tuple[int, ...]
    certainty: float


@dataclass(frozen=True)
class LabelFigures:
    """How well one label is recognised; None for a figure that no sample tells.

    Args:
        positives: samples that have it.
        precision: part of those called so that have it.
        recall: part of those that have it that were called so.
        f1: the harmonic mean of both.
        average_precision: area below precision over recall, over all thresholds.
    """

    name: str
    positives: int
    precision: float | None
    recall: float | None
    f1: float | None
    average_precision: float | None


@dataclass(frozen=True, eq=False)
class LabelEvaluation:
    """One row for each sample.

    Args:
        split: which samples these are.
        classes: names of the labels, in the order of the columns.
        samples: ids in the dataset.
        truth: which labels each has, bool of shape (N, labels).
        scores: probability of each label, float32 of shape (N, labels).
        metrics: the task's metrics over all rows.
    """

    answer: ClassVar[AnswerKind] = "labels"
    split: Literal["validation", "test"]
    classes: tuple[str, ...]
    samples: tuple[str, ...]
    truth: NDArray[np.bool_]
    scores: NDArray[np.float32]
    metrics: dict[str, float]

    @cached_property
    def said(self) -> NDArray[np.bool_]:
        """Which labels were said of each sample."""
        return self.scores >= THRESHOLD

    @cached_property
    def right(self) -> int:
        """Number of samples with exactly the right labels."""
        return int((self.said == self.truth).all(1).sum())

    @property
    def margin(self) -> float:
        """Half the width of the 95 % interval of the part that is right, between 0 and 1."""
        return half_interval(self.right, len(self.samples))

    @cached_property
    def labels(self) -> tuple[LabelFigures, ...]:
        """For each label how well it is recognised."""
        return tuple(self._figures(index) for index in range(len(self.classes)))

    def mistakes(self) -> list[LabelMistake]:
        """The samples with a wrong or a missing label, the surest mistake first."""
        return list(self._mistakes)

    @cached_property
    def _mistakes(self) -> tuple[LabelMistake, ...]:
        off = np.where(self.said != self.truth, np.abs(self.scores - self.truth), 0.0)
        worst = off.max(1, initial=0.0)
        rows = np.flatnonzero((self.said != self.truth).any(1)).tolist()
        found = [self._mistake(row, float(worst[row])) for row in rows]
        return tuple(sorted(found, key=lambda mistake: (-mistake.certainty, mistake.sample)))

    def mistakes_with(self, label: int) -> list[LabelMistake]:
        """Those in which this label is wrong or missing."""
        return [one for one in self._mistakes if label in one.wrong or label in one.missing]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, LabelEvaluation)
            and (self.split, self.classes, self.samples, self.metrics)
            == (other.split, other.classes, other.samples, other.metrics)
            and np.array_equal(self.truth, other.truth)
            and np.array_equal(self.scores, other.scores)
        )

    __hash__ = None  # type: ignore[assignment]  # arrays have none

    def save(self, path: Path) -> None:
        """Writes it as JSON, as one step; of the labels that a sample has the numbers, of the scores six digits."""
        document = {
            "answer": self.answer,
            "split": self.split,
            "classes": self.classes,
            "samples": self.samples,
            "truth": [np.flatnonzero(row).tolist() for row in self.truth],
            "scores": [[round(value, DIGITS) for value in row] for row in self.scores.astype(np.float64).tolist()],
            "metrics": self.metrics,
        }
        write_text(path, json.dumps(document, ensure_ascii=False, allow_nan=False))

    def _mistake(self, row: int, certainty: float) -> LabelMistake:
        said, truth = self.said[row], self.truth[row]
        right, wrong, missing = (
            tuple(np.flatnonzero(chosen).tolist()) for chosen in (said & truth, said & ~truth, truth & ~said)
        )
        return LabelMistake(row, self.samples[row], right, wrong, missing, certainty)

    def _figures(self, index: int) -> LabelFigures:
        truth, said = self.truth[:, index], self.said[:, index]
        positives, called, hits = int(truth.sum()), int(said.sum()), int((truth & said).sum())
        return LabelFigures(
            name=self.classes[index],
            positives=positives,
            precision=hits / called if called else None,
            recall=hits / positives if positives else None,
            f1=2 * hits / (positives + called) if positives or called else None,
            average_precision=average_precision(truth, self.scores[:, index]) if positives else None,
        )


def make_label_evaluation(
    split: Literal["validation", "test"],
    classes: tuple[str, ...],
    samples: tuple[str, ...],
    truth: NDArray[Any],
    scores: NDArray[Any],
    metrics: dict[str, float],
) -> LabelEvaluation:
    """As it will be read back: scores with the digits that the file keeps; none reaches the threshold by rounding."""
    kept = np.round(scores.astype(np.float64), DIGITS)
    kept = np.where((scores < THRESHOLD) & (kept >= THRESHOLD), THRESHOLD - 10**-DIGITS, kept)
    return LabelEvaluation(split, classes, samples, truth.astype(bool), kept.astype(np.float32), metrics)


def read_label_evaluation(data: dict[str, Any]) -> LabelEvaluation:
    """From what `LabelEvaluation.save` wrote. Raises: ValueError, KeyError or TypeError for anything else."""
    classes, samples = tuple(data["classes"]), tuple(data["samples"])
    truth = np.zeros((len(samples), len(classes)), bool)
    if len(data["truth"]) != len(samples):
        raise ValueError("its columns are of different lengths")
    for row, labels in zip(truth, data["truth"], strict=True):
        if not all(type(label) is int and 0 <= label < len(classes) for label in labels):
            raise ValueError(f"it names a label that is none of its {len(classes)}")
        row[labels] = True
    scores = read_rows(data["scores"], (len(samples), len(classes)))
    return LabelEvaluation(data["split"], classes, samples, truth, scores, dict(data["metrics"]))


def average_precision(truth: NDArray[np.bool_], scores: NDArray[np.float32]) -> float:
    """``Σ (recall_k - recall_k-1) · precision_k`` over the thresholds, of which equal scores share one; at least one
    sample must be true."""
    order = np.argsort(-scores, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(scores[order])), len(order) - 1)  # the last of each run of equal scores
    hits = np.cumsum(truth[order])[ends]
    precision = hits / (ends + 1)
    return float((np.diff(hits, prepend=0) * precision).sum() / hits[-1])
