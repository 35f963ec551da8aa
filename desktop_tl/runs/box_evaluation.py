"""What a model that finds objects found in every validation picture, and the figures that follow from it."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api.tasks import AnswerKind
from desktop_tl.runs.box_matching import MOST_FOUND, Pairs, find_pairs, match
from desktop_tl.runs.box_precision import BOX_METRICS, BoxPrecision, measure_precision
from desktop_tl.runs.box_verdicts import BoxVerdicts
from desktop_tl.runs.files import write_text

DIGITS = 5
"""Behind the point, of edges and scores: a hundredth of a pixel of most pictures."""


@dataclass(frozen=True)
class BoxMistake:
    """One picture in which something was missed, called wrongly or found where it is not."""

    row: int
    sample: str
    missed: int
    wrong: int
    alarms: int

    @property
    def count(self) -> int:
        return self.missed + self.wrong + self.alarms


@dataclass(frozen=True, eq=False)
class BoxEvaluation:
    """One row for each picture. Edges are parts of its width and height.

    Args:
        split: which samples these are.
        classes: names, in the order of the targets.
        samples: ids in the dataset.
        truth: true boxes of each picture, float32 of shape (k, 5): class, left, top, right, bottom.
        found: what was found, float32 of shape (m, 6): class, score, left, top, right, bottom; the surest first.
        metrics: over all pictures, the task's main one first.
    """

    answer: ClassVar[AnswerKind] = "boxes"
    split: Literal["validation", "test"]
    classes: tuple[str, ...]
    samples: tuple[str, ...]
    truth: tuple[NDArray[np.float32], ...]
    found: tuple[NDArray[np.float32], ...]
    metrics: dict[str, float]

    @cached_property
    def objects(self) -> int:
        """How many true boxes there are."""
        return len(self.all_truth)

    @cached_property
    def all_truth(self) -> NDArray[np.float32]:
        """The true boxes of all pictures, one behind the other."""
        return np.concatenate(self.truth) if self.truth else np.empty((0, 5), np.float32)

    @cached_property
    def all_found(self) -> NDArray[np.float32]:
        """What was found in all pictures, likewise."""
        return np.concatenate(self.found) if self.found else np.empty((0, 6), np.float32)

    @cached_property
    def truth_rows(self) -> NDArray[np.int64]:
        """The picture of each true box."""
        return np.repeat(np.arange(len(self.truth)), [len(rows) for rows in self.truth])

    @cached_property
    def found_rows(self) -> NDArray[np.int64]:
        """The picture of each box that was found."""
        return np.repeat(np.arange(len(self.found)), [len(rows) for rows in self.found])

    @property
    def box_metrics(self) -> tuple[str, ...]:
        """Names of those of `metrics` that say how well boxes agree, the main one first."""
        return tuple(name for name in self.metrics if name in BOX_METRICS)

    @cached_property
    def precision(self) -> BoxPrecision:
        """Of every class precision over recall, and the means that `metrics` has."""
        return measure_precision(self.all_truth, self.truth_rows, self.all_found, self.found_rows, len(self.classes))

    @cached_property
    def threshold(self) -> float:
        """The score from which on a box counts as found: where misses and false alarms together are fewest (the best
        F1), in hundredths; a half where nothing was found."""
        chosen = self._counted
        order = np.argsort(-self.all_found[chosen, 1], kind="stable")
        scores, hits = self.all_found[chosen, 1][order], np.cumsum(self._is_hit[chosen][order])
        if not len(hits) or not hits[-1]:
            return 0.5
        f1 = 2 * hits / (np.arange(1, len(hits) + 1) + max(1, self.objects))
        last = np.append(scores[1:] < scores[:-1], True)  # equal scores are taken together
        best = int(np.argmax(np.where(last, f1, -1)))
        following = float(scores[best + 1]) if best + 1 < len(scores) else 0.0
        # halfway down to the next box, in hundredths, so that it is a figure that one can set
        middle = round((float(scores[best]) + following) / 2, 2)
        below = round(float(scores[best]) - 0.005, 2)
        return max(0.01, middle if following < middle <= float(scores[best]) else below)

    @cached_property
    def _pairs(self) -> Pairs:
        return find_pairs(self.all_truth, self.truth_rows, self.all_found, self.found_rows)

    @cached_property
    def _counted(self) -> NDArray[np.bool_]:
        """Of each class in each picture the surest ones."""
        if max((len(rows) for rows in self.found), default=0) <= MOST_FOUND:
            return np.ones(len(self.all_found), bool)
        kinds, scores = self.all_found[:, 0].astype(np.int64), self.all_found[:, 1]
        order = np.lexsort((-scores, kinds, self.found_rows))
        keys = self.found_rows[order] * len(self.classes) + kinds[order]
        counted = np.empty(len(keys), bool)
        counted[order] = np.arange(len(keys)) - np.searchsorted(keys, keys) < MOST_FOUND
        return counted

    @cached_property
    def _hits(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """True and found boxes that are the same. What a surer box takes does not depend on less sure ones, so that
        these serve every threshold."""
        pairs = self._pairs
        same = (self.all_truth[pairs.truth, 0] == self.all_found[pairs.found, 0]) & self._counted[pairs.found]
        taken = np.zeros(len(self.all_truth), bool), np.zeros(len(self.all_found), bool)
        return match(Pairs(pairs.truth[same], pairs.found[same]), *taken)

    @cached_property
    def _is_hit(self) -> NDArray[np.bool_]:
        hit = np.zeros(len(self.all_found), bool)
        hit[self._hits[1]] = True
        return hit

    def judge(self, threshold: float | None = None) -> BoxVerdicts:
        """What becomes of every box if those from this score on count as found; None takes `threshold`."""
        least = self.threshold if threshold is None else threshold
        scores = self.all_found[:, 1]
        partners = np.full(len(self.all_truth), -1, np.int64)
        truth, found = self._hits
        sure = scores[found] >= least
        partners[truth[sure]] = found[sure]
        pairs, taken = self._pairs, scores < least
        taken[found[sure]] = True
        match_truth, match_found = match(Pairs(pairs.truth, pairs.found), partners >= 0, taken)
        partners[match_truth] = match_found
        return BoxVerdicts(
            self.classes, self.all_truth, self.all_found, self.truth_rows, self.found_rows, partners, least
        )

    @cached_property
    def verdicts(self) -> BoxVerdicts:
        """Those of the best threshold."""
        return self.judge()

    def mistakes(self) -> list[BoxMistake]:
        """The pictures in which not everything is right, those with the most mistakes first."""
        return self.mistakes_of(self.verdicts)

    def mistakes_of(self, verdicts: BoxVerdicts) -> list[BoxMistake]:
        """As `mistakes`, for another threshold."""
        counts = verdicts.count_by_picture(len(self.samples))
        rows = np.flatnonzero(counts.sum(1)).tolist()
        found = [BoxMistake(row, self.samples[row], *counts[row].tolist()) for row in rows]
        return sorted(found, key=lambda mistake: (-mistake.count, mistake.sample))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, BoxEvaluation)
            and (self.split, self.classes, self.samples, self.metrics)
            == (other.split, other.classes, other.samples, other.metrics)
            and all(map(np.array_equal, self.truth, other.truth))
            and all(map(np.array_equal, self.found, other.found))
        )

    __hash__ = None  # type: ignore[assignment]  # arrays have none

    def save(self, path: Path) -> None:
        """Writes it as JSON, as one step."""
        document = {
            "answer": self.answer,
            "split": self.split,
            "classes": self.classes,
            "samples": self.samples,
            "truth": list(map(_write_rows, self.truth)),
            "found": list(map(_write_rows, self.found)),
            "metrics": self.metrics,
        }
        write_text(path, json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def make_box_evaluation(
    split: Literal["validation", "test"],
    classes: tuple[str, ...],
    samples: tuple[str, ...],
    truth: Any,
    found: Any,
    metrics: dict[str, float],
) -> BoxEvaluation:
    """As it will be read back, with the digits that the file keeps.

    Args:
        truth: of every picture rows of class, left, top, right and bottom.
        found: of every picture rows of class, score and edges, in any order.
    """
    return BoxEvaluation(
        split=split,
        classes=classes,
        samples=samples,
        truth=tuple(_as_rows(rows, 5) for rows in truth),
        found=tuple(_surest_first(_as_rows(rows, 6)) for rows in found),
        metrics=metrics,
    )


def read_box_evaluation(data: dict[str, Any]) -> BoxEvaluation:
    """From what `BoxEvaluation.save` wrote. Raises: ValueError, KeyError or TypeError for anything else."""
    classes, samples = tuple(data["classes"]), tuple(data["samples"])
    if len(data["truth"]) != len(samples) or len(data["found"]) != len(samples):
        raise ValueError("its columns are of different lengths")
    truth, found = (
        tuple(_read_rows(rows, width, len(classes)) for rows in data[name])
        for name, width in (("truth", 5), ("found", 6))
    )
    return BoxEvaluation(data["split"], classes, samples, truth, found, dict(data["metrics"]))


def _as_rows(rows: Any, width: int) -> NDArray[np.float32]:
    return np.round(np.asarray(rows, np.float64).reshape(-1, width), DIGITS).astype(np.float32)


def _surest_first(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return rows[np.argsort(-rows[:, 1], kind="stable")]


def _write_rows(rows: NDArray[np.float32]) -> list[list[float]]:
    return [[int(kind), *(round(value, DIGITS) for value in rest)] for kind, *rest in rows.astype(np.float64).tolist()]


def _read_rows(rows: Any, width: int, classes: int) -> NDArray[np.float32]:
    if not all(type(value) in (int, float) for row in rows for value in row):
        raise ValueError("a figure is no number")
    if any(len(row) != width for row in rows):
        raise ValueError("its columns are of different lengths")
    try:
        read = np.array(rows, np.float64).reshape(-1, width)
    except OverflowError:
        raise ValueError("a figure is too large") from None
    if not np.isfinite(read).all() or (np.abs(read[:, 1:]) > 1e6).any():
        raise ValueError("a figure is no number")
    if not np.isin(read[:, 0], np.arange(classes)).all():
        raise ValueError(f"it names a class that is none of its {classes}")
    return read.astype(np.float32)
