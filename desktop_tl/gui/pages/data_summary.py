"""Counts what an opened dataset holds and finds samples in it; numpy, no widgets, so it may run on a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.tasks import AnswerKind
from desktop_tl.app.datasets import StopToken, UnreadableSample, read_text
from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.pages.boxed_samples import true_boxes
from desktop_tl.gui.pages.data_words import classes_text
from desktop_tl.gui.pages.sample_kinds import SampleKind
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.boxes import DrawnBox
from desktop_tl.runs.rows import count_labels
from desktop_tl.runs.targets import Targets, label_names, read_targets
from desktop_tl.runs.value_words import format_value

FEW = 5
"""With fewer samples a class is hard to learn, and its share of what is kept back says little."""

STRONG_IMBALANCE = 100
MOST_MEASURED = 2_000
"""Of the texts, so that opening a million of them is no reading of them all."""

SPLITS = ("train", "validation", "test")


@dataclass(frozen=True)
class Remark:
    """Something to know before training: a sentence, what it is about, and how much it matters."""

    text: str
    names: tuple[str, ...] = ()
    level: Literal["info", "warning", "error"] = "warning"


@dataclass(frozen=True, kw_only=True)
class DataSummary:
    """What the page says of a dataset.

    Args:
        answer: what the targets are.
        targets: class of every sample, int64 of shape (N,); rows of labels, uint8, or of values, float32, as wide as
            ``classes``; or `BoxTargets`.
        counts: samples of every class or label, int64 of shape (classes,); of values, none.
        lengths: of texts that are learnt themselves, the characters of some of them; else none.
        splits: samples of train, validation and test, or None if the source gives no split.
        remarks: what to know before training.
    """

    classes: Sequence[str]
    answer: AnswerKind
    targets: Any
    counts: NDArray[np.int64]
    splits: tuple[int, int, int] | None
    remarks: Sequence[Remark]
    lengths: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    @property
    def total(self) -> int:
        return len(self.targets)

    def describe(self, index: int) -> str:
        """What a sample is: its class, its labels, or its values."""
        target = self.targets[index]
        match self.answer:
            case "labels":
                names = label_names(self.classes, target)
                return ", ".join(names) or QCoreApplication.translate("DataPage", "no label")
            case "values":
                return " · ".join(map(format_value, target.tolist()))
            case "boxes":
                labels = target[:, 0].astype(np.int64).tolist()
                return count_labels(self.classes, labels) or QCoreApplication.translate("DataPage", "background")
            case "text":
                return ""
            case "class":
                return self.classes[target]

    def boxes(self, index: int) -> list[DrawnBox]:
        """Where boxes are the targets, those of a sample."""
        return true_boxes(self.classes, self.targets[index])

    def members(self, class_index: int) -> NDArray[np.int64]:
        """Positions of the samples of a class, or of those that have a label."""
        if self.answer == "boxes":
            return np.flatnonzero(Targets("boxes", self.targets).presence(len(self.classes))[:, class_index])
        chosen = self.targets[:, class_index] if self.answer == "labels" else self.targets == class_index
        return np.flatnonzero(chosen)


def summarise(dataset: Dataset, words: SampleWords) -> DataSummary:
    """Counts; a second for a million samples, so on a worker."""
    known = read_targets(dataset)
    names = None if dataset.splits is None else np.asarray(dataset.splits)
    counts = count_samples(known, len(dataset.classes))
    return DataSummary(
        classes=tuple(dataset.classes),
        answer=known.kind,
        targets=known.rows,
        counts=counts,
        remarks=find_remarks(dataset, known.kind, counts, words),
        splits=None if names is None else tuple(int((names == split).sum()) for split in SPLITS),  # type: ignore[arg-type]
        lengths=measure_texts(dataset) if known.kind == "text" else np.empty(0, np.int64),
    )


def measure_texts(dataset: Dataset) -> NDArray[np.int64]:
    """Characters of some texts, evenly taken; what cannot be read is left out."""
    step = max(1, len(dataset) // MOST_MEASURED)
    lengths = []
    for index in range(0, len(dataset), step):
        try:
            lengths.append(len(read_text(dataset.sample(index).source)))
        except UnreadableSample:
            continue  # the check of the samples names it
    return np.array(lengths, np.int64)


def count_samples(targets: Targets, classes: int) -> NDArray[np.int64]:
    """Of every class or label, for boxes the pictures in which it is; none of values and texts."""
    match targets.kind:
        case "class":
            return np.bincount(targets.rows, minlength=classes)
        case "labels":
            return targets.rows.sum(0, dtype=np.int64)
        case "boxes":
            return targets.presence(classes).sum(0, dtype=np.int64)
        case "values" | "text":
            return np.empty(0, np.int64)


def find_samples(
    kind: SampleKind, dataset: Dataset, summary: DataSummary, class_index: int, text: str, stop: StopToken
) -> NDArray:
    """Positions of the samples of one class (-1 for all) in which ``text`` is found. Raises: Stopped, on request."""
    found = np.arange(summary.total) if class_index < 0 else summary.members(class_index)
    wanted = text.casefold()
    if not wanted:
        return found
    kept = []
    for index in found.tolist():
        stop.check()
        if wanted in kind.searched(dataset.sample(index)).casefold():
            kept.append(index)
    return np.array(kept, np.int64)


def find_remarks(dataset: Dataset, answer: AnswerKind, counts: NDArray[np.int64], words: SampleWords) -> list[Remark]:
    """What opening found worth saying, then what the numbers tell; the task checks again when the run begins."""
    told = [Remark(engine_text(note.message), tuple(note.items)) for note in dataset.notes if note.level == "warning"]
    quiet = [
        Remark(engine_text(note.message), tuple(note.items), "info") for note in dataset.notes if note.level == "info"
    ]
    weak: list[Remark] = []
    if answer == "class":
        weak = find_weak_classes(dataset.classes, counts, words)
    elif answer == "labels":
        weak = find_weak_labels(dataset, counts, words)
    return [*weak, *told, *quiet]


def find_weak_labels(dataset: Dataset, counts: NDArray[np.int64], words: SampleWords) -> list[Remark]:
    """Labels that are hard to learn, since hardly any sample has them, or every one."""
    translate = QCoreApplication.translate
    if not counts.any():
        text = translate("DataPage", "No {0} has a label, so there is nothing to learn.").format(words.one)
        return [Remark(text, level="error")]
    remarks = []
    for chosen, sentence in (
        (counts == 0, translate("DataPage", "{0} that no {1} has: the model will hardly ever say it.")),
        ((counts > 0) & (counts < FEW), translate("DataPage", "{0} with fewer than 5 {2}: expect mistakes there.")),
        (counts == len(dataset), translate("DataPage", "{0} that every {1} has: the model will always say it.")),
    ):
        names = tuple(dataset.classes[i] for i in np.flatnonzero(chosen).tolist())
        if names:
            remarks.append(Remark(sentence.format(classes_text(len(names), "labels"), words.one, words.many), names))
    return remarks


def find_weak_classes(classes: Sequence[str], counts: NDArray[np.int64], words: SampleWords) -> list[Remark]:
    """Classes that are hard to learn or to measure."""
    translate = QCoreApplication.translate
    remarks = []
    present = np.flatnonzero(counts)
    if len(present) < 2:
        text = translate("DataPage", "There is only one class. A model needs at least two to tell apart.")
        return [Remark(text, level="error")]
    empty, single, few = counts == 0, counts == 1, (counts > 1) & (counts < FEW)
    for chosen, sentence in (
        (empty, translate("DataPage", "{0} without {1}: the model will hardly ever say it.")),
        (single, translate("DataPage", "{0} with a single {2}: nothing is left there to measure on.")),
        (few, translate("DataPage", "{0} with fewer than 5 {1}: expect mistakes there.")),
    ):
        names = tuple(classes[i] for i in np.flatnonzero(chosen).tolist())
        if names:
            remarks.append(Remark(sentence.format(classes_text(len(names)), words.many, words.one), names))
    largest, smallest = int(counts.argmax()), int(present[counts[present].argmin()])
    if counts[largest] > STRONG_IMBALANCE * counts[smallest]:
        sentence = translate("DataPage", "‘{0}’ has {1} times as many {3} as ‘{2}’: the model may prefer it.")
        ratio = count_text(int(counts[largest] // counts[smallest]))
        remarks.append(Remark(sentence.format(classes[largest], ratio, classes[smallest], words.many)))
    return remarks
