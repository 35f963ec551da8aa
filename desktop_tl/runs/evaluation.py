"""What a model said of every validation sample, and the figures that follow from it."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api.errors import UserError
from desktop_tl.api.tasks import AnswerKind
from desktop_tl.runs.box_evaluation import BoxEvaluation, read_box_evaluation
from desktop_tl.runs.figures import half_interval, require_names
from desktop_tl.runs.files import write_text
from desktop_tl.runs.label_evaluation import LabelEvaluation, read_label_evaluation
from desktop_tl.runs.text_evaluation import TextEvaluation, read_text_evaluation
from desktop_tl.runs.value_evaluation import ValueEvaluation, read_value_evaluation


@dataclass(frozen=True)
class Mistake:
    """One sample that was called something else; ``confidence`` is the probability of the wrong class."""

    sample: str
    target: int
    predicted: int
    confidence: float


@dataclass(frozen=True)
class Confusion:
    """``count`` samples of the class ``target`` were called ``predicted``."""

    target: int
    predicted: int
    count: int


@dataclass(frozen=True)
class Evaluation:
    """One row for each sample, as columns of equal length, of a task that tells one class of several.

    Args:
        split: which samples these are.
        classes: names, in the order of the targets.
        samples: ids in the dataset.
        targets: true classes.
        predicted: classes with the highest probability.
        confidences: probabilities of the predicted classes.
        metrics: the task's metrics over all rows.
    """

    answer: ClassVar[AnswerKind] = "class"
    split: Literal["validation", "test"]
    classes: tuple[str, ...]
    samples: tuple[str, ...]
    targets: tuple[int, ...]
    predicted: tuple[int, ...]
    confidences: tuple[float, ...]
    metrics: dict[str, float]

    @property
    def right(self) -> int:
        """Number of samples whose predicted class is the true one."""
        return int(sum(t == p for t, p in zip(self.targets, self.predicted, strict=True)))

    @property
    def margin(self) -> float:
        """Half the width of the 95 % interval of the accuracy, between 0 and 1."""
        return half_interval(self.right, len(self.samples))

    @cached_property
    def confusion(self) -> NDArray[np.int64]:
        """Counts of shape (classes, classes): row = true class, column = predicted class."""
        n = len(self.classes)
        cells = np.asarray(self.targets, np.int64) * n + np.asarray(self.predicted, np.int64)
        return np.bincount(cells, minlength=n * n).reshape(n, n)

    @cached_property
    def recalls(self) -> tuple[float | None, ...]:
        """For every class the part of its samples that was recognised; None for a class without samples."""
        totals = self.confusion.sum(1)
        return tuple(
            float(hit / total) if total else None for hit, total in zip(self.confusion.diagonal(), totals, strict=True)
        )

    @cached_property
    def precisions(self) -> tuple[float | None, ...]:
        """For every class the part of the samples called so that really were; None for one never predicted."""
        totals = self.confusion.sum(0)
        return tuple(
            float(hit / total) if total else None for hit, total in zip(self.confusion.diagonal(), totals, strict=True)
        )

    def mistakes(self) -> list[Mistake]:
        """The wrong ones, the most confident first."""
        rows = zip(self.samples, self.targets, self.predicted, self.confidences, strict=True)
        wrong = [Mistake(*row) for row in rows if row[1] != row[2]]
        return sorted(wrong, key=lambda mistake: (-mistake.confidence, mistake.sample))

    def confusions(self) -> list[Confusion]:
        """Pairs of classes that were taken for another, the most frequent first."""
        cells = self.confusion.copy()
        np.fill_diagonal(cells, 0)
        pairs = [Confusion(int(t), int(p), int(cells[t, p])) for t, p in zip(*np.nonzero(cells), strict=True)]
        return sorted(pairs, key=lambda pair: (-pair.count, pair.target, pair.predicted))

    def save(self, path: Path) -> None:
        """Writes it as JSON, as one step."""
        write_text(path, json.dumps(asdict(self), ensure_ascii=False, allow_nan=False))


AnyEvaluation = Evaluation | LabelEvaluation | ValueEvaluation | TextEvaluation | BoxEvaluation
"""What is recorded, by the kind of answer."""

_READERS: dict[str, Callable[[dict[str, Any]], AnyEvaluation]] = {
    "labels": read_label_evaluation,
    "values": read_value_evaluation,
    "text": read_text_evaluation,
    "boxes": read_box_evaluation,
}


def load_evaluation(path: Path) -> AnyEvaluation:
    """Reads it back. Raises: UserError when the file is missing or no evaluation."""
    try:
        data = json.loads(path.read_text("utf-8"))
        answer = data.pop("answer", "class")  # older files name none
        evaluation = _READERS.get(answer, _read_classes)(data)
        _require_figures(evaluation)
        return evaluation
    except FileNotFoundError:
        raise UserError(
            f"This run has no evaluation ({path}).", advice="It ended before it was evaluated; train it again."
        ) from None
    except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        is_foreign = isinstance(error, (TypeError, AttributeError, KeyError, RecursionError))
        reason = "its fields are not those of an evaluation" if is_foreign else error
        raise UserError(
            f"{path} is damaged: {reason}.", advice="Restore it from a copy of the run, or train the run again."
        ) from error


def _require_figures(evaluation: AnyEvaluation) -> None:
    """Raises: ValueError when a name is no text or a metric no number."""
    require_names(*evaluation.classes, *evaluation.samples, evaluation.split)
    if not all(isinstance(value, (int, float)) for value in evaluation.metrics.values()):
        raise ValueError("a figure is no number")


def _read_classes(data: dict[str, Any]) -> Evaluation:
    lists: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in data.items()}
    evaluation = Evaluation(**lists)
    _require_columns(evaluation)
    return evaluation


def _require_columns(evaluation: Evaluation) -> None:
    """Raises: ValueError when what was read cannot be a table of classes."""
    if not all(isinstance(value, (int, float)) for value in evaluation.confidences):
        raise ValueError("a figure is no number")
    columns = (evaluation.samples, evaluation.targets, evaluation.predicted, evaluation.confidences)
    if len({len(column) for column in columns}) != 1:
        raise ValueError("its columns are of different lengths")
    known = range(len(evaluation.classes))
    if not all(index in known for index in (*evaluation.targets, *evaluation.predicted)):
        raise ValueError(f"it names a class that is none of its {len(known)}")
