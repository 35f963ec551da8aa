"""Divides a dataset into training, validation and test samples: stratified, seeded, the same on every machine."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import UserError


@dataclass(frozen=True)
class SplitIndices:
    """Indices into a dataset, each ascending."""

    train: NDArray[np.int64]
    validation: NDArray[np.int64]
    test: NDArray[np.int64]


def split_dataset(dataset: Dataset, *, share: float, seed: int, limit: int = 0) -> SplitIndices:
    """The split that the source gives; without a validation split, ``share`` of the training samples of every class.

    A class with one sample goes to training as a whole. Where the dataset names groups, a group stays together.

    Args:
        dataset: at least one sample.
        share: between 0 and 1.
        seed: start of the draw.
        limit: use only about so many samples, the same share of every class; 0 uses all.

    Raises:
        UserError: the source gives a split without training samples.
    """
    targets = np.asarray(dataset.targets, np.int64)
    names = np.asarray(dataset.splits) if dataset.splits is not None else np.full(len(targets), "train")
    kept = (
        _stratified(np.arange(len(targets)), targets, limit / len(targets), seed) if 0 < limit < len(targets) else None
    )
    train, validation, test = (_only(np.flatnonzero(names == name), kept) for name in ("train", "validation", "test"))
    if not len(train):
        raise UserError("The dataset has no training samples.", advice="Put most of them into training.")
    if not len(validation):
        if dataset.groups is not None:
            validation = _grouped(train, targets, dataset.groups, share, seed)
        else:
            validation = _stratified(train, targets, share, seed, leave_one=True)
        train = np.setdiff1d(train, validation, assume_unique=True)
    return SplitIndices(train=train, validation=validation, test=test)


def _only(indices: NDArray[np.int64], kept: NDArray[np.int64] | None) -> NDArray[np.int64]:
    return indices if kept is None else np.intersect1d(indices, kept, assume_unique=True)


def _stratified(
    indices: NDArray[np.int64], targets: NDArray[np.int64], share: float, seed: int, *, leave_one: bool = False
) -> NDArray[np.int64]:
    """``share`` of ``indices`` of every class, at least one of each; with ``leave_one``, one at least stays behind."""
    chosen = []
    for target in np.unique(targets[indices]):
        members = indices[targets[indices] == target]
        most = len(members) - 1 if leave_one else len(members)
        count = min(most, max(1, round(share * len(members))))
        order = np.random.default_rng([seed, int(target)]).permutation(len(members))
        chosen.append(members[order[:count]])
    return np.sort(np.concatenate(chosen))


def _grouped(
    indices: NDArray[np.int64], targets: NDArray[np.int64], groups: Sequence[str], share: float, seed: int
) -> NDArray[np.int64]:
    from sklearn.model_selection import StratifiedGroupKFold  # a second of import, only for datasets with groups

    own = np.asarray(groups)[indices]
    folds = min(len(set(own)), max(2, round(1 / share)))
    if folds < 2:
        raise UserError("All samples belong to one group.", advice="Bring a validation split or more groups.")
    splitter = StratifiedGroupKFold(n_splits=folds, shuffle=True, random_state=seed)
    _, held_out = next(splitter.split(indices, targets[indices], own))
    return np.sort(indices[held_out])
