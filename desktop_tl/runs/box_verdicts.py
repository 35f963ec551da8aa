"""What becomes of every box at one threshold: found, called wrongly, missed, or a false alarm."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Verdict = Literal["hit", "wrong", "missed", "alarm"]
"""Of a box: found and called rightly; found and called something else; not found; nothing of the kind is there."""

VERDICTS: tuple[Verdict, ...] = ("hit", "wrong", "missed", "alarm")


@dataclass(frozen=True)
class JudgedBox:
    """One box to be drawn.

    Args:
        verdict: what it is.
        label: the class that was found; of a missed object its own.
        truth: the true class; None for a false alarm.
        score: how sure the model is; None for a missed object.
        edges: left, top, right, bottom as parts of the picture: those that were found, of a missed object its own.
    """

    verdict: Verdict
    label: int
    truth: int | None
    score: float | None
    edges: tuple[float, float, float, float]


@dataclass(frozen=True)
class BoxFigures:
    """How well one class is found; None for a figure that nothing tells.

    Args:
        objects: how many there are.
        hits: how many of them were found and called rightly.
        wrong: how many of them were found and called something else.
        alarms: how many boxes were called so where there is nothing, or something else.
        precision: of the boxes called so the part that is right.
        recall: of the objects the part that was found and called rightly.
    """

    name: str
    objects: int
    hits: int
    wrong: int
    alarms: int
    precision: float | None
    recall: float | None

    @property
    def missed(self) -> int:
        """How many were not found at all."""
        return self.objects - self.hits - self.wrong


@dataclass(frozen=True, eq=False)
class BoxVerdicts:
    """All boxes of an evaluation.

    Args:
        classes: names.
        truth: true boxes, of shape (T, 5).
        found: what was found, of shape (F, 6).
        truth_rows: picture of each.
        found_rows: picture of each.
        partners: for every true box the found one in its place, -1 for none.
        threshold: less sure ones do not count.
    """

    classes: tuple[str, ...]
    truth: NDArray[np.float32]
    found: NDArray[np.float32]
    truth_rows: NDArray[np.int64]
    found_rows: NDArray[np.int64]
    partners: NDArray[np.int64]
    threshold: float

    @cached_property
    def is_hit(self) -> NDArray[np.bool_]:
        """Which true boxes were found and called rightly."""
        return self._has_partner & (self.truth[:, 0] == self._partner_labels)

    @cached_property
    def is_wrong(self) -> NDArray[np.bool_]:
        """Which true boxes were found and called something else."""
        return self._has_partner & (self.truth[:, 0] != self._partner_labels)

    @cached_property
    def is_missed(self) -> NDArray[np.bool_]:
        """Which true boxes were not found."""
        return ~self._has_partner

    @cached_property
    def is_alarm(self) -> NDArray[np.bool_]:
        """Which found boxes have nothing in their place."""
        alarm = self.found[:, 1] >= self.threshold
        alarm[self.partners[self._has_partner]] = False
        return alarm

    def count(self, verdict: Verdict) -> int:
        """How many boxes it is said of."""
        return int(self._of(verdict)[0].sum())

    def count_by_picture(self, pictures: int) -> NDArray[np.int64]:
        """Missed, wrongly called and false alarms of each, of shape (pictures, 3)."""
        columns = [self._of(verdict) for verdict in ("missed", "wrong", "alarm")]
        return np.stack([np.bincount(rows[chosen], minlength=pictures) for chosen, rows in columns], 1)

    def pictures_with(self, verdict: Verdict, label: int | None = None) -> list[int]:
        """Those that have such a box, the surest first; of objects that were missed, the largest.

        Args:
            label: only boxes of this class or called so.
        """
        chosen, rows = self._of(verdict)
        if label is not None:
            own = (self.found if verdict == "alarm" else self.truth)[:, 0] == label
            called = verdict == "wrong" and (self._partner_labels == label)
            chosen = chosen & (own | called)
        boxes = np.flatnonzero(chosen)
        if verdict == "missed":
            edges = self.truth[boxes, 1:]
            sure = (edges[:, 2:] - edges[:, :2]).prod(1)
        else:
            sure = self.found[boxes if verdict == "alarm" else self.partners[boxes], 1]
        return list(dict.fromkeys(rows[boxes[np.argsort(-sure, kind="stable")]].tolist()))

    def of_picture(self, row: int) -> list[JudgedBox]:
        """Its boxes: what is right first, so that mistakes are drawn above it."""
        judged = []
        for index in range(*np.searchsorted(self.truth_rows, [row, row + 1]).tolist()):
            label, partner = int(self.truth[index, 0]), int(self.partners[index])
            if partner < 0:
                judged.append(JudgedBox("missed", label, label, None, _edges(self.truth[index])))
            else:
                called = int(self.found[partner, 0])
                verdict: Verdict = "hit" if called == label else "wrong"
                judged.append(
                    JudgedBox(verdict, called, label, float(self.found[partner, 1]), _edges(self.found[partner]))
                )
        for index in range(*np.searchsorted(self.found_rows, [row, row + 1]).tolist()):
            if self.is_alarm[index]:
                found = self.found[index]
                judged.append(JudgedBox("alarm", int(found[0]), None, float(found[1]), _edges(found)))
        return sorted(judged, key=lambda box: VERDICTS.index(box.verdict))

    @cached_property
    def figures(self) -> tuple[BoxFigures, ...]:
        """For each class how well it is found."""
        classes = len(self.classes)
        own = self.truth[:, 0].astype(np.int64)
        objects, hits, wrong = (
            np.bincount(own[chosen], minlength=classes) for chosen in (own >= 0, self.is_hit, self.is_wrong)
        )
        called = np.bincount(self.found[self.found[:, 1] >= self.threshold, 0].astype(np.int64), minlength=classes)
        return tuple(
            BoxFigures(
                name=name,
                objects=int(objects[index]),
                hits=int(hits[index]),
                wrong=int(wrong[index]),
                alarms=int(called[index] - hits[index]),
                precision=float(hits[index] / called[index]) if called[index] else None,
                recall=float(hits[index] / objects[index]) if objects[index] else None,
            )
            for index, name in enumerate(self.classes)
        )

    def _of(self, verdict: Verdict) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        match verdict:
            case "hit":
                return self.is_hit, self.truth_rows
            case "wrong":
                return self.is_wrong, self.truth_rows
            case "missed":
                return self.is_missed, self.truth_rows
            case "alarm":
                return self.is_alarm, self.found_rows

    @cached_property
    def _has_partner(self) -> NDArray[np.bool_]:
        return self.partners >= 0

    @cached_property
    def _partner_labels(self) -> NDArray[np.float32]:
        labels = np.full(len(self.partners), -1, np.float32)
        labels[self._has_partner] = self.found[self.partners[self._has_partner], 0]
        return labels


def _edges(row: NDArray[np.float32]) -> tuple[float, float, float, float]:
    left, top, right, bottom = row[-4:].tolist()
    return left, top, right, bottom
