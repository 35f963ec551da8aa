"""Counts what an opened dataset holds and finds pictures in it; numpy, no widgets, so it may run on a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from desktop_tl.api.datasets import Dataset
from desktop_tl.app.datasets import StopToken
from desktop_tl.gui.widgets.amounts import count_text

FEW = 5
"""With fewer pictures a class is hard to learn, and its share of what is kept back says little."""

STRONG_IMBALANCE = 100
SPLITS = ("train", "validation", "test")


@dataclass(frozen=True, kw_only=True)
class DataSummary:
    """What the page says of a dataset.

    Args:
        targets: class of every picture, int64 of shape (N,).
        counts: pictures of every class, int64 of shape (classes,).
        splits: pictures of train, validation and test, or None if the source gives no split.
    """

    classes: Sequence[str]
    targets: NDArray[np.int64]
    counts: NDArray[np.int64]
    splits: tuple[int, int, int] | None

    @property
    def total(self) -> int:
        return len(self.targets)


def summarise(dataset: Dataset) -> DataSummary:
    """Counts; a second for a million pictures, so on a worker."""
    targets = np.asarray(dataset.targets, np.int64)
    names = None if dataset.splits is None else np.asarray(dataset.splits)
    return DataSummary(
        classes=tuple(dataset.classes),
        targets=targets,
        counts=np.bincount(targets, minlength=len(dataset.classes)),
        splits=None if names is None else tuple(int((names == split).sum()) for split in SPLITS),  # type: ignore[arg-type]
    )


def find_pictures(dataset: Dataset, summary: DataSummary, class_index: int, text: str, stop: StopToken) -> NDArray:
    """Positions of the pictures of one class (-1 for all) whose name holds ``text``. Raises: Stopped, on request."""
    found = np.arange(summary.total) if class_index < 0 else np.flatnonzero(summary.targets == class_index)
    wanted = text.casefold()
    if not wanted:
        return found
    kept = []
    for index in found.tolist():
        stop.check()
        if wanted in dataset.sample(index).id.casefold():
            kept.append(index)
    return np.array(kept, np.int64)


def pictures_text(count: int) -> str:
    """ "1 picture" or "1,797 pictures"."""
    if count == 1:
        return QCoreApplication.translate("DataPage", "1 picture")
    return QCoreApplication.translate("DataPage", "{0} pictures").format(count_text(count))


def classes_text(count: int) -> str:
    """ "1 class" or "10 classes"."""
    if count == 1:
        return QCoreApplication.translate("DataPage", "1 class")
    return QCoreApplication.translate("DataPage", "{0} classes").format(count_text(count))


def total_text(summary: DataSummary) -> str:
    """ "1,797 pictures in 10 classes"."""
    translate = QCoreApplication.translate
    return translate("DataPage", "{pictures} in {classes}").format(
        pictures=pictures_text(summary.total), classes=classes_text(len(summary.classes))
    )


def split_text(summary: DataSummary, validation_share: float) -> str:
    """How the pictures are divided between learning and measuring, as a sentence."""
    translate = QCoreApplication.translate
    percent = f"{validation_share * 100:.3g}"
    if summary.splits is None:
        return translate("DataPage", "{0} % of each class is kept back to measure on.").format(percent)
    train, validation, test = (count_text(count) for count in summary.splits)
    if not summary.splits[1]:
        words = translate("DataPage", "The folders give {0} to learn from; {1} % of them is kept back to measure on.")
        words = words.format(train, percent)
    else:
        words = translate("DataPage", "The folders give {0} to learn from and {1} to measure on.")
        words = words.format(train, validation)
    if summary.splits[2]:
        words += " " + translate("DataPage", "{0} more wait for the final test.").format(test)
    return words


@dataclass(frozen=True)
class Remark:
    """Something to know before training: a sentence, which classes it is about, and whether it stands in the way."""

    text: str
    names: tuple[str, ...] = ()
    is_blocking: bool = False


def find_weak_classes(summary: DataSummary) -> list[Remark]:
    """What the numbers alone say; the task itself checks again when the run begins."""
    translate = QCoreApplication.translate
    counts, remarks = summary.counts, []
    present = np.flatnonzero(counts)
    if len(present) < 2:
        text = translate("DataPage", "There is only one class. A model needs at least two to tell apart.")
        return [Remark(text, is_blocking=True)]
    empty, single, few = counts == 0, counts == 1, (counts > 1) & (counts < FEW)
    for chosen, words in (
        (empty, translate("DataPage", "{0} without pictures: the model will hardly ever say it.")),
        (single, translate("DataPage", "{0} with a single picture: nothing is left there to measure on.")),
        (few, translate("DataPage", "{0} with fewer than 5 pictures: expect mistakes there.")),
    ):
        names = tuple(summary.classes[i] for i in np.flatnonzero(chosen))
        if names:
            remarks.append(Remark(words.format(classes_text(len(names))), names))
    largest, smallest = int(counts.argmax()), int(present[counts[present].argmin()])
    if counts[largest] > STRONG_IMBALANCE * counts[smallest]:
        words = translate("DataPage", "‘{0}’ has {1} times as many pictures as ‘{2}’: the model may prefer it.")
        ratio = count_text(int(counts[largest] // counts[smallest]))
        remarks.append(Remark(words.format(summary.classes[largest], ratio, summary.classes[smallest])))
    return remarks
