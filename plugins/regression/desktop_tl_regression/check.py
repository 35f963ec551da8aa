"""Says before training what is wrong or weak in a dataset of values, in words and without torch."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api import Dataset, Note, UserError

FEW_PICTURES = 20
"""With fewer, what is kept back says next to nothing."""

FAR = 10.0
"""Standard deviations from the mean; a slip of the decimal point lands there, a measured value hardly ever."""

MOST_NAMED = 20


def check_values(dataset: Dataset) -> Sequence[Note]:
    """Warns of what is weak; raises `UserError` where nothing can be learnt."""
    values = np.asarray(dataset.targets, np.float64)
    if not len(values):
        raise UserError("This dataset has no pictures.", advice="Choose a dataset with pictures that have values.")
    trained = _training_rows(dataset, values)
    if not len(trained):
        raise UserError("The given split has no training pictures.", advice="Put most of the pictures into training.")
    varies = trained.max(0) > trained.min(0)
    if not varies.any():
        names = ", ".join(f"‘{name}’" for name in dataset.classes)
        raise UserError(
            f"There is nothing to learn: {names} never {'differs' if len(dataset.classes) == 1 else 'differ'} in the "
            "training pictures.",
            advice="Choose another column, or add pictures with other values.",
        )
    notes = (_note_few(len(trained)), _note_constant(dataset.classes, varies), _note_far(dataset, values))
    return [note for note in notes if note is not None]


def _training_rows(dataset: Dataset, values: NDArray[np.float64]) -> NDArray[np.float64]:
    if dataset.splits is None:
        return values
    return values[np.fromiter((split == "train" for split in dataset.splits), dtype=bool)]


def _note_few(count: int) -> Note | None:
    if count >= FEW_PICTURES:
        return None
    return Note("warning", f"{count} training pictures are few to tell values from: expect large errors.")


def _note_constant(names: Sequence[str], varies: NDArray[np.bool_]) -> Note | None:
    same = tuple(name for name, does in zip(names, varies, strict=True) if not does)
    if not same:
        return None
    words = "1 value never differs" if len(same) == 1 else f"{len(same)} values never differ"
    return Note("warning", f"{words} in the training pictures: the model will always say the same.", same)


def _note_far(dataset: Dataset, values: NDArray[np.float64]) -> Note | None:
    spread = values.std(0)
    far = np.abs(values - values.mean(0)) > FAR * np.where(spread > 0, spread, np.inf)
    rows = np.flatnonzero(far.any(1))
    if not len(rows):
        return None
    words = "1 picture has a value" if len(rows) == 1 else f"{len(rows):,} pictures have values"
    return Note(
        "warning",
        f"{words} more than {FAR:.0f} standard deviations away from the mean: is that a slip?",
        tuple(dataset.sample(int(row)).id for row in rows[:MOST_NAMED]),
    )
