"""Says before training what is wrong or weak in a dataset for classification, in words and without torch."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api import Dataset, Note, UserError

FEW = 5
"""With fewer samples than this a class is hard to learn and its share of the validation samples says little."""

STRONG_IMBALANCE = 100


def check_classes(dataset: Dataset, noun: str) -> Sequence[Note]:
    """Warns of weak classes; raises `UserError` where no classifier can be trained.

    Args:
        dataset: what is to be learned.
        noun: what a sample is called, for instance ``picture``.
    """
    counts = count_samples(dataset, noun)
    _require_two_classes(dataset.classes, counts, noun)
    if dataset.splits is not None:
        _require_training_samples(dataset, counts, noun)
    notes = (
        _note_empty(dataset.classes, counts, noun),
        _note_single(dataset, counts, noun),
        _note_few(dataset.classes, counts, noun),
        _note_imbalance(dataset.classes, counts, noun),
    )
    return [note for note in notes if note is not None]


def count_samples(dataset: Dataset, noun: str) -> NDArray[np.int64]:
    """Number of samples of each class; raises `UserError` for a target that is no class."""
    targets = np.asarray(dataset.targets, dtype=np.int64)
    outside = np.flatnonzero((targets < 0) | (targets >= len(dataset.classes)))
    if len(outside):
        first = int(outside[0])
        raise UserError(
            f"{_count(len(outside), noun)} of this dataset belong to no class: {noun} {first + 1} has the target "
            f"{targets[first]}, but the {len(dataset.classes)} classes are numbered from 0.",
            advice="Correct the dataset, or report it to whoever made the dataset plugin.",
        )
    return np.bincount(targets, minlength=len(dataset.classes))


def _require_two_classes(classes: Sequence[str], counts: NDArray[np.int64], noun: str) -> None:
    present = [name for name, count in zip(classes, counts, strict=True) if count]
    if not present:
        raise UserError(f"This dataset has no {noun}s.", advice=f"Choose a dataset with {noun}s of at least 2 classes.")
    if len(present) < 2:
        raise UserError(
            f"Classification needs at least 2 classes, but all {_count(int(counts.sum()), noun)} are ‘{present[0]}’.",
            advice=f"Add {noun}s of another class; ‘everything else’ can be one.",
        )


def _require_training_samples(dataset: Dataset, counts: NDArray[np.int64], noun: str) -> None:
    in_training = np.fromiter((split == "train" for split in dataset.splits or ()), dtype=bool)
    if not in_training.any():
        raise UserError(
            f"The given split has no training {noun}s.", advice=f"Put most of the {noun}s of each class into training."
        )
    trained = np.bincount(np.asarray(dataset.targets)[in_training], minlength=len(counts))
    unseen = [name for name, all_, train in zip(dataset.classes, counts, trained, strict=True) if all_ and not train]
    if unseen:
        raise UserError(
            f"{_classes(len(unseen))} without any training {noun}: {_quote(unseen)}.",
            advice=f"Move some of their {noun}s to training, or take these classes out.",
        )


def _note_empty(classes: Sequence[str], counts: NDArray[np.int64], noun: str) -> Note | None:
    names = _names(classes, counts == 0)
    if not names:
        return None
    return Note("warning", f"{_classes(len(names))} without {noun}s: the model will hardly ever predict it.", names)


def _note_single(dataset: Dataset, counts: NDArray[np.int64], noun: str) -> Note | None:
    names = _names(dataset.classes, counts == 1)
    if not names:
        return None
    where = "" if dataset.splits is not None else "; it is used for training"
    return Note(
        "warning", f"{_classes(len(names))} with a single {noun}{where}: nothing is left to validate on.", names
    )


def _note_few(classes: Sequence[str], counts: NDArray[np.int64], noun: str) -> Note | None:
    names = _names(classes, (counts > 1) & (counts < FEW))
    if not names:
        return None
    return Note("warning", f"{_classes(len(names))} with fewer than {FEW} {noun}s: expect mistakes there.", names)


def _note_imbalance(classes: Sequence[str], counts: NDArray[np.int64], noun: str) -> Note | None:
    present = np.flatnonzero(counts)
    largest, smallest = int(counts.argmax()), int(present[counts[present].argmin()])
    if counts[largest] <= STRONG_IMBALANCE * counts[smallest]:
        return None
    return Note(
        "warning",
        f"‘{classes[largest]}’ has {counts[largest]:,} {noun}s, ‘{classes[smallest]}’ only {counts[smallest]:,}: the "
        f"model may prefer the large class. Look at the results per class, and add {noun}s of the small one.",
        (classes[largest], classes[smallest]),
    )


def _names(classes: Sequence[str], chosen: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(name for name, is_chosen in zip(classes, chosen, strict=True) if is_chosen)


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"


def _classes(count: int) -> str:
    return "1 class" if count == 1 else f"{count:,} classes"


def _quote(names: Sequence[str], most: int = 10) -> str:
    shown = ", ".join(f"‘{name}’" for name in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most:,} more"
