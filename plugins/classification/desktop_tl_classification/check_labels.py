"""Says before training what is wrong or weak in a dataset of labels, in words and without torch."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api import Dataset, Note, UserError

FEW = 5
"""With fewer samples than this a label is hard to learn, and its share of what is kept back says little."""


def check_labels(dataset: Dataset, noun: str) -> Sequence[Note]:
    """Warns of weak labels; raises `UserError` where nothing can be learnt.

    Args:
        noun: what a sample is called, for instance ``picture``.
    """
    rows = np.asarray(dataset.targets, bool)
    if not len(rows):
        raise UserError(f"This dataset has no {noun}s.", advice=f"Choose a dataset with {noun}s that have labels.")
    trained = rows if dataset.splits is None else rows[np.array([split == "train" for split in dataset.splits], bool)]
    if not len(trained):
        raise UserError(f"The given split has no training {noun}s.", advice=f"Put most of the {noun}s into training.")
    if not trained.any():
        raise UserError(
            f"None of the training {noun}s has a label.",
            advice="Choose the column of the labels, or the character that separates them.",
        )
    if trained.all():
        raise UserError(
            f"Every training {noun} has every label, so there is nothing to tell apart.",
            advice=f"Add {noun}s without some of the labels.",
        )
    notes = (*_note_rare(dataset.classes, rows, trained, noun), _note_constant(dataset.classes, trained, noun))
    return [note for note in notes if note is not None]


def _note_rare(
    names: Sequence[str], rows: NDArray[np.bool_], trained: NDArray[np.bool_], noun: str
) -> list[Note | None]:
    counts, seen = rows.sum(0), trained.sum(0)
    return [
        _note(names, seen == 0, f"without a training {noun}: the model will hardly ever say it."),
        _note(names, (seen > 0) & (counts < FEW), f"with fewer than {FEW} {noun}s: expect mistakes there."),
    ]


def _note_constant(names: Sequence[str], trained: NDArray[np.bool_], noun: str) -> Note | None:
    return _note(names, np.asarray(trained.all(0)), f"that every training {noun} has: the model will always say it.")


def _note(names: Sequence[str], chosen: NDArray[np.bool_], words: str) -> Note | None:
    found = tuple(name for name, is_chosen in zip(names, chosen, strict=True) if is_chosen)
    if not found:
        return None
    return Note("warning", f"{'1 label' if len(found) == 1 else f'{len(found):,} labels'} {words}", found)
