"""What the targets of a dataset are: classes, labels, values, boxes or the texts themselves. The one place where that
is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api.datasets import BoxTargets, Dataset
from desktop_tl.api.errors import UserError
from desktop_tl.api.tasks import AnswerKind

_ADVICE = "Correct the dataset, or report it to whoever made the dataset plugin."
_WORDS: dict[AnswerKind, str] = {
    "class": "one class for every sample",
    "labels": "any number of labels for every sample",
    "values": "values for every sample",
    "text": "texts and nothing else",
    "boxes": "boxes around what is in the pictures",
}


@dataclass(frozen=True, eq=False)
class Targets:
    """The targets of all samples.

    Args:
        kind: what they are.
        rows: for classes int64 of shape (N,); for labels uint8 of 0 and 1 and for values float32, both of shape
            (N, classes); for texts, which are learnt themselves, of shape (N, 0); for boxes `BoxTargets`.
    """

    kind: AnswerKind
    rows: Any

    def __len__(self) -> int:
        return len(self.rows)

    def presence(self, classes: int) -> NDArray[np.uint8]:
        """For boxes, 1 where a picture has one of a class: shape (N, classes)."""
        boxes: BoxTargets = self.rows
        present = np.zeros((len(boxes), classes), np.uint8)
        owners = np.repeat(np.arange(len(boxes)), np.diff(boxes.starts))
        present[owners, boxes.rows[:, 0].astype(np.int64)] = 1
        return present


def read_targets(dataset: Dataset) -> Targets:
    """Raises: UserError for targets that are none of these."""
    if isinstance(dataset.targets, BoxTargets):
        _require_boxes(dataset, dataset.targets)
        return Targets("boxes", dataset.targets)
    try:
        found = np.asarray(dataset.targets)
    except ValueError:  # rows of different lengths
        raise _unfit("they are rows of different lengths") from None
    if found.ndim == 1 and (not len(found) or found.dtype.kind in "iub"):
        return Targets("class", found.astype(np.int64, copy=False))
    if found.ndim != 2 or found.dtype.kind not in "iubf":
        raise _unfit(f"they are {found.dtype} of shape {found.shape}")
    width = len(dataset.classes)
    if found.shape[1] != width:
        raise _unfit(f"each is a row of {found.shape[1]}, but there are {width} names")
    if not width:
        return Targets("text", found)
    if found.dtype.kind == "f":
        with np.errstate(over="ignore"):  # what is too large becomes infinite, which is told
            values = found.astype(np.float32, copy=False)
        _require(dataset, np.isfinite(values), "is infinite, too large or no number")
        return Targets("values", values)
    _require(dataset, (found == 0) | (found == 1), "is neither 0 nor 1")
    return Targets("labels", found.astype(np.uint8, copy=False))


def glance(dataset: Dataset) -> AnswerKind:
    """What the targets are, by the first of them."""
    if isinstance(dataset.targets, BoxTargets):
        return "boxes"
    if not len(dataset.classes):
        return "text"
    first = np.asarray(dataset.targets[:1])
    return "class" if first.ndim < 2 else "values" if first.dtype.kind == "f" else "labels"


def require_kind(targets: Targets, wanted: AnswerKind) -> None:
    """Raises: UserError if a task that gives ``wanted`` cannot learn from these targets."""
    if targets.kind != wanted:
        raise UserError(
            f"The data has {_WORDS[targets.kind]}, the task wants {_WORDS[wanted]}.",
            advice="Choose another task, or data that fits this one.",
        )


def label_names(classes: Sequence[str], row: NDArray[Any]) -> tuple[str, ...]:
    """Of a row of 0 and 1, the names that are 1."""
    return tuple(classes[index] for index in np.flatnonzero(row).tolist())


def _require(dataset: Dataset, fits: NDArray[np.bool_], words: str) -> None:
    wrong = np.argwhere(~fits)
    if len(wrong):
        row, column = wrong[0].tolist()
        name = dataset.sample(row).id
        raise _unfit(f"‘{dataset.classes[column]}’ of ‘{name}’ {words}")


def _require_boxes(dataset: Dataset, boxes: BoxTargets) -> None:
    rows = boxes.rows
    if rows.ndim != 2 or rows.shape[1] != 5 or int(boxes.starts[-1]) != len(rows):
        raise _unfit(f"their boxes have the shape {rows.shape}")
    if boxes.sizes.shape != (len(boxes), 2):
        raise _unfit("the size of some pictures is missing")
    kinds, edges = rows[:, 0], rows[:, 1:]
    known = (kinds >= 0) & (kinds < len(dataset.classes)) & (kinds == np.floor(kinds))
    inside = (edges >= 0).all(1) & (edges <= 1).all(1)  # false for what is no number
    fits = known & inside & (edges[:, 0] < edges[:, 2]) & (edges[:, 1] < edges[:, 3])
    if not fits.all():
        row = int(np.argmin(fits))
        name = dataset.sample(int(np.searchsorted(boxes.starts, row, side="right")) - 1).id
        raise _unfit(f"‘{name}’ has a box that is empty, outside the picture or of no class: {rows[row].tolist()}")


def _unfit(words: str) -> UserError:
    return UserError(f"The targets of this dataset cannot be learnt: {words}.", advice=_ADVICE)
