"""In which order and in which portions the samples of an epoch come: functions of seed, epoch and data alone, so that
there is nothing of it to save."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ALIKE_WITHIN = 50
"""Batches within which samples of like size come together: enough to save most of the padding, few enough to leave the
order random."""


def cut(order: NDArray[np.int64], size: int) -> list[NDArray[np.int64]]:
    """Parts of ``size``, the last one of what is left."""
    return [order[start : start + size] for start in range(0, len(order), size)]


def divide_into_steps(samples: int, size: int, *, fewest: int = 0) -> tuple[list[tuple[int, int]], int]:
    """Bounds, in the order of an epoch, of the samples of each step, and how many at the end are left out.

    Args:
        size: of a step.
        fewest: a last step with fewer is left out, unless it is the only one.
    """
    bounds = [(start, min(start + size, samples)) for start in range(0, samples, size)]
    left = bounds[-1][1] - bounds[-1][0]
    if len(bounds) > 1 and left < fewest:
        return bounds[:-1], left
    return bounds, 0


def draw_order(
    samples: int,
    random: np.random.Generator,
    *,
    balanced: Sequence[int] | NDArray[np.int64] | None,
    sizes: NDArray[np.int64] | None,
    step: int,
) -> NDArray[np.int64]:
    """The positions of all samples, at random.

    Args:
        balanced: the class of each, to show those of small classes more often and of large ones less; None shows each
            sample once.
        sizes: about how much work each is, to bring those of like size together; None where all are alike.
        step: samples of a step.
    """
    if balanced is not None:
        targets = np.asarray(balanced, np.int64)
        counts = np.bincount(targets)
        order = random.choice(samples, samples, p=1 / counts[targets] / np.count_nonzero(counts))
    else:
        order = random.permutation(samples)
    return order if sizes is None else group_by_size(order, sizes, step, random)


def group_by_size(
    order: NDArray[np.int64], sizes: NDArray[np.int64], batch: int, random: np.random.Generator
) -> NDArray[np.int64]:
    """An order in which the samples of a batch are of like size, and the batches follow each other at random.

    Args:
        order: random positions into ``sizes``; what is short at its end stays there.
        batch: samples of a step.
    """
    grouped = []
    for window in cut(order, batch * ALIKE_WITHIN):
        batches = cut(window[np.argsort(-sizes[window], kind="stable")], batch)
        whole = [one for one in batches if len(one) == batch]
        grouped += [whole[i] for i in random.permutation(len(whole))] + batches[len(whole) :]
    return np.concatenate(grouped) if grouped else order
