"""Says before training what is wrong or weak in a dataset of boxes, in words and without torch."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api import BoxTargets, Dataset, Note, UserError

FEW_BOXES = 10
"""Of a class; with fewer it is found by luck."""


def check_boxes(dataset: Dataset) -> Sequence[Note]:
    """Warns of what is weak; raises `UserError` where nothing can be learnt."""
    boxes = dataset.targets
    if not isinstance(boxes, BoxTargets):
        raise UserError("This dataset has no boxes.", advice="Choose a dataset of pictures with boxes in them.")
    if not len(boxes):
        raise UserError("This dataset has no pictures.", advice="Choose a dataset of pictures with boxes in them.")
    trained = _trained_pictures(dataset)
    if not trained.any():
        raise UserError("The given split has no training pictures.", advice="Put most of the pictures into training.")
    counts = np.diff(boxes.starts)
    kinds = boxes.rows[np.repeat(trained, counts), 0].astype(np.int64)
    if not len(kinds):
        raise UserError(
            "There is not a single box in the training pictures.", advice="Draw boxes around what is to be found."
        )
    if kinds.max() >= len(dataset.classes):
        raise UserError(
            f"A box is of class {kinds.max()}, but there are {len(dataset.classes)} classes.",
            advice="Correct the dataset, or report it to whoever made the dataset plugin.",
        )
    notes = (_note_few(dataset.classes, np.bincount(kinds, minlength=len(dataset.classes))), _note_background(counts))
    return [note for note in notes if note is not None]


def _trained_pictures(dataset: Dataset) -> NDArray[np.bool_]:
    if dataset.splits is None:
        return np.ones(len(dataset.targets), bool)
    return np.fromiter((split == "train" for split in dataset.splits), bool, len(dataset.targets))


def _note_few(classes: Sequence[str], counts: NDArray[np.int64]) -> Note | None:
    few = tuple(f"{name}: {count}" for name, count in zip(classes, counts.tolist(), strict=True) if count < FEW_BOXES)
    if not few:
        return None
    words = "1 class has" if len(few) == 1 else f"{len(few)} classes have"
    return Note("warning", f"{words} fewer than {FEW_BOXES} boxes to learn from: expect that they are missed.", few)


def _note_background(counts: NDArray[np.int64]) -> Note | None:
    empty = int((counts == 0).sum())
    if not empty:
        return None
    words = "1 picture has no box" if empty == 1 else f"{empty:,} pictures have no box"
    return Note("info", f"{words}: the network learns from {'it' if empty == 1 else 'them'} what is only background.")
