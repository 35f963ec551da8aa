"""Turns a strategy into what is frozen in each epoch."""

from dataclasses import dataclass
from math import ceil

from desktop_tl.runs.strategy import Strategy
from desktop_tl.runs.training_choice import TrainingChoice

GRADUAL_SPREAD = 2.6**-4
"""ULMFiT divides the rate by 2.6 from one of its four layer groups to the next: the same spread over all stages."""


@dataclass(frozen=True)
class EpochPlan:
    """What one epoch trains.

    Args:
        frozen: so many stages from the input do not move.
        cached: boundary up to which outputs are cached: ``frozen`` where it stays, 0 where it will not.
        block: epochs of one block share an optimiser and one schedule.
        block_start: the block's first epoch, from 1.
        block_epochs: its number of epochs.
        rate_share: of the recipe's learning rate.
    """

    frozen: int
    cached: int
    block: int
    block_start: int
    block_epochs: int
    rate_share: float = 1.0


def plan_epochs(strategy: Strategy, stages: int, training: TrainingChoice) -> tuple[EpochPlan, ...]:
    """One plan for each epoch of the recipe."""
    epochs = training.epochs
    if strategy.kind == "lp-ft":
        head = min(epochs, training.head_epochs or max(1, epochs // 3))
        rest = epochs - head
        first = EpochPlan(stages, stages, 0, 1, head)
        second = EpochPlan(0, 0, 1, head + 1, rest, training.full_rate_share)
        return (first,) * head + (second,) * rest
    if strategy.kind == "gradual":
        step = ceil(stages / epochs)
        return tuple(EpochPlan(max(0, stages - step * (i + 1)), 0, 0, 1, epochs) for i in range(epochs))
    frozen = strategy.frozen_stages(stages)
    return (EpochPlan(frozen, frozen, 0, 1, epochs),) * epochs


def never_trained(plan: tuple[EpochPlan, ...]) -> int:
    """How many stages from the input never move."""
    return min(epoch.frozen for epoch in plan)


def rate_scales(strategy: Strategy, stages: int, training: TrainingChoice) -> list[float]:
    """The share of the learning rate for each stage from the input; the head has all of it.

    Layer-wise decay d gives the stage i (from 0) of n the share d^(n - i) (as in BEiT, Bao et al. 2022).
    """
    decay = training.layer_decay
    if strategy.kind == "gradual" and decay == 1.0:
        decay = GRADUAL_SPREAD ** (1 / stages)
    return [decay ** (stages - index) for index in range(stages)]
