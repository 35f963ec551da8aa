"""Says before training what is wrong or weak in a dataset for classification, in words and without torch."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api import Dataset, Note, UserError

FEW_IMAGES = 5
"""With fewer images than this a class is hard to learn and its share of the validation images says little."""

STRONG_IMBALANCE = 100


def check_classes(dataset: Dataset) -> Sequence[Note]:
    """Warns of weak classes; raises `UserError` where no classifier can be trained."""
    counts = count_images(dataset)
    _require_two_classes(dataset.classes, counts)
    if dataset.splits is not None:
        _require_training_images(dataset, counts)
    notes = (
        _note_empty(dataset.classes, counts),
        _note_single(dataset, counts),
        _note_few(dataset.classes, counts),
        _note_imbalance(dataset.classes, counts),
    )
    return [note for note in notes if note is not None]


def count_images(dataset: Dataset) -> NDArray[np.int64]:
    """Number of images of each class; raises `UserError` for a target that is no class."""
    targets = np.asarray(dataset.targets, dtype=np.int64)
    outside = np.flatnonzero((targets < 0) | (targets >= len(dataset.classes)))
    if len(outside):
        first = int(outside[0])
        raise UserError(
            f"{_images(len(outside))} of this dataset belong to no class: picture {first + 1} has the target "
            f"{targets[first]}, but the {len(dataset.classes)} classes are numbered from 0.",
            advice="Correct the dataset, or report it to whoever made the dataset plugin.",
        )
    return np.bincount(targets, minlength=len(dataset.classes))


def _require_two_classes(classes: Sequence[str], counts: NDArray[np.int64]) -> None:
    present = [name for name, count in zip(classes, counts, strict=True) if count]
    if not present:
        raise UserError("This dataset has no pictures.", advice="Choose a dataset with pictures of at least 2 classes.")
    if len(present) < 2:
        raise UserError(
            f"Classification needs at least 2 classes, but all {_images(int(counts.sum()))} are ‘{present[0]}’.",
            advice="Add pictures of another class; ‘everything else’ can be one.",
        )


def _require_training_images(dataset: Dataset, counts: NDArray[np.int64]) -> None:
    in_training = np.fromiter((split == "train" for split in dataset.splits or ()), dtype=bool)
    if not in_training.any():
        raise UserError(
            "The given split has no training pictures.", advice="Put most of the pictures of each class into training."
        )
    trained = np.bincount(np.asarray(dataset.targets)[in_training], minlength=len(counts))
    unseen = [name for name, all_, train in zip(dataset.classes, counts, trained, strict=True) if all_ and not train]
    if unseen:
        raise UserError(
            f"{_classes(len(unseen))} without any training picture: {_quote(unseen)}.",
            advice="Move some of their pictures to training, or take these classes out.",
        )


def _note_empty(classes: Sequence[str], counts: NDArray[np.int64]) -> Note | None:
    names = _names(classes, counts == 0)
    if not names:
        return None
    return Note("warning", f"{_classes(len(names))} without pictures: the model will hardly ever predict it.", names)


def _note_single(dataset: Dataset, counts: NDArray[np.int64]) -> Note | None:
    names = _names(dataset.classes, counts == 1)
    if not names:
        return None
    where = "" if dataset.splits is not None else "; it is used for training"
    return Note(
        "warning", f"{_classes(len(names))} with a single picture{where}: nothing is left to validate on.", names
    )


def _note_few(classes: Sequence[str], counts: NDArray[np.int64]) -> Note | None:
    names = _names(classes, (counts > 1) & (counts < FEW_IMAGES))
    if not names:
        return None
    return Note(
        "warning", f"{_classes(len(names))} with fewer than {FEW_IMAGES} pictures: expect mistakes there.", names
    )


def _note_imbalance(classes: Sequence[str], counts: NDArray[np.int64]) -> Note | None:
    present = np.flatnonzero(counts)
    largest, smallest = int(counts.argmax()), int(present[counts[present].argmin()])
    if counts[largest] <= STRONG_IMBALANCE * counts[smallest]:
        return None
    return Note(
        "warning",
        f"‘{classes[largest]}’ has {counts[largest]:,} pictures, ‘{classes[smallest]}’ only {counts[smallest]:,}: the "
        "model may prefer the large class. Look at the results per class, and add pictures of the small one.",
        (classes[largest], classes[smallest]),
    )


def _names(classes: Sequence[str], chosen: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(name for name, is_chosen in zip(classes, chosen, strict=True) if is_chosen)


def _images(count: int) -> str:
    return "1 picture" if count == 1 else f"{count:,} pictures"


def _classes(count: int) -> str:
    return "1 class" if count == 1 else f"{count:,} classes"


def _quote(names: Sequence[str], most: int = 10) -> str:
    shown = ", ".join(f"‘{name}’" for name in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most:,} more"
