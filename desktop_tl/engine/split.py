"""Divides a dataset into training, validation and test samples: seeded, the same on every machine, and stratified as
far as the targets allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import UserError
from desktop_tl.runs.targets import Targets, read_targets


@dataclass(frozen=True)
class SplitIndices:
    """Indices into a dataset, each ascending."""

    train: NDArray[np.int64]
    validation: NDArray[np.int64]
    test: NDArray[np.int64]


def split_dataset(dataset: Dataset, *, share: float, seed: int, limit: int = 0) -> SplitIndices:
    """The split that the source gives; without a validation split, ``share`` of the training samples: of every class,
    of every label as far as that can be, of values at random.

    A class with one sample goes to training as a whole. Where the dataset names groups, a group stays together.

    Args:
        dataset: at least one sample.
        share: between 0 and 1.
        seed: start of the draw.
        limit: use only about so many samples, chosen in the same way; 0 uses all.

    Raises:
        UserError: the source gives a split without training samples, or the targets are none that can be learnt.
    """
    targets = read_targets(dataset)
    samples = len(targets)
    names = np.asarray(dataset.splits) if dataset.splits is not None else np.full(samples, "train")
    kept = _draw(np.arange(samples), targets, limit / samples, seed) if 0 < limit < samples else None
    train, validation, test = (_only(np.flatnonzero(names == name), kept) for name in ("train", "validation", "test"))
    if not len(train):
        raise UserError("The dataset has no training samples.", advice="Put most of them into training.")
    if not len(validation):
        if dataset.groups is not None:
            validation = _grouped(train, targets, dataset.groups, share, seed)
        else:
            validation = _draw(train, targets, share, seed, leave_one=True)
        train = np.setdiff1d(train, validation, assume_unique=True)
    return SplitIndices(train=train, validation=validation, test=test)


def _only(indices: NDArray[np.int64], kept: NDArray[np.int64] | None) -> NDArray[np.int64]:
    return indices if kept is None else np.intersect1d(indices, kept, assume_unique=True)


def _draw(
    indices: NDArray[np.int64], targets: Targets, share: float, seed: int, *, leave_one: bool = False
) -> NDArray[np.int64]:
    """``share`` of ``indices``; with ``leave_one``, of each class or label one at least stays behind."""
    match targets.kind:
        case "class":
            return _stratified(indices, targets.rows, share, seed, leave_one=leave_one)
        case "labels":
            return _label_by_label(indices, targets.rows, share, seed, leave_one=leave_one)
        case "boxes":
            present = targets.presence(int(targets.rows.rows[:, 0].max(initial=0)) + 1)
            return _label_by_label(indices, present, share, seed, leave_one=leave_one)
        case "values" | "text":
            most = len(indices) - 1 if leave_one else len(indices)
            order = np.random.default_rng(seed).permutation(len(indices))
            return np.sort(indices[order[: min(most, max(1, round(share * len(indices))))]])


def _stratified(
    indices: NDArray[np.int64], targets: NDArray[np.int64], share: float, seed: int, *, leave_one: bool
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


def _label_by_label(
    indices: NDArray[np.int64], targets: NDArray[np.uint8], share: float, seed: int, *, leave_one: bool
) -> NDArray[np.int64]:
    """``share`` of the samples of every label, the rarest first, since nothing can mend it later (iterative
    stratification, Sechidis et al. 2011); then of those without any."""
    own = targets[indices].astype(bool)
    wanted = share * own.sum(0)
    is_open, is_chosen = np.ones(len(indices), bool), np.zeros(len(indices), bool)
    left = own.sum(0)
    while left.any():
        label = int(np.where(left > 0, left, len(indices) + 1).argmin())
        members = np.flatnonzero(is_open & own[:, label])
        stays = leave_one and not (own[:, label] & ~is_open & ~is_chosen).any()
        fewest = 0 if (own[:, label] & is_chosen).any() else 1
        count = min(len(members) - stays, max(fewest, round(float(wanted[label]))))
        order = np.random.default_rng([seed, label]).permutation(len(members))
        taken = members[order[: max(0, count)]]
        is_chosen[taken] = True
        is_open[members] = False
        left = left - own[members].sum(0)
        wanted = wanted - own[taken].sum(0)
    rest = np.flatnonzero(is_open)
    count = min(len(rest), max(0, round(share * len(indices)) - int(is_chosen.sum())))
    is_chosen[rest[np.random.default_rng([seed, targets.shape[1]]).permutation(len(rest))[:count]]] = True
    return np.sort(indices[is_chosen])


def _grouped(
    indices: NDArray[np.int64], targets: Targets, groups: Sequence[str], share: float, seed: int
) -> NDArray[np.int64]:
    # a second of import, only for datasets with groups
    from sklearn.model_selection import GroupShuffleSplit, StratifiedGroupKFold

    own = np.asarray(groups)[indices]
    folds = min(len(set(own)), max(2, round(1 / share)))
    if folds < 2:
        raise UserError("All samples belong to one group.", advice="Bring a validation split or more groups.")
    splitter: Any = (
        StratifiedGroupKFold(n_splits=folds, shuffle=True, random_state=seed)
        if targets.kind == "class"
        else GroupShuffleSplit(n_splits=1, test_size=1 / folds, random_state=seed)
    )
    _, held_out = next(splitter.split(indices, targets.rows[indices] if targets.kind == "class" else None, own))
    return np.sort(indices[held_out])
