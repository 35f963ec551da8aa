"""Finds a good learning rate by trying: the rate rises from tiny to huge within one short run, and the loss tells.

Smith, "Cyclical Learning Rates for Training Neural Networks" (2017). The suggestion is where the smoothed loss falls
most steeply before its minimum, as fastai does.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

import numpy as np

from desktop_tl.api import events as e
from desktop_tl.engine.building import build_model
from desktop_tl.engine.calibration import calibrate
from desktop_tl.engine.computing import threads
from desktop_tl.engine.data import Data
from desktop_tl.engine.devices import choose_device
from desktop_tl.engine.fitting import loss_options
from desktop_tl.engine.inputs import Batch, Inputs
from desktop_tl.engine.optimizers import build_optimizer, set_rate
from desktop_tl.engine.order import cut
from desktop_tl.engine.plan import plan_epochs, rate_scales
from desktop_tl.engine.preparation import choose_treatment, divide
from desktop_tl.engine.run import Emit, Parts, resolve_options
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.targets import read_targets
from desktop_tl.runs.training_choice import TrainingChoice

SMOOTHING = 0.9
DIVERGED = 4.0
"""The trial ends when the smoothed loss is so many times its best."""


@dataclass(frozen=True)
class RateTrial:
    """Rates that were tried, ascending, the smoothed loss at each, and the suggestion; None where no loss fell."""

    rates: tuple[float, ...]
    losses: tuple[float, ...]
    suggestion: float | None


def find_rate(
    recipe: Recipe,
    parts: Parts,
    emit: Emit,
    stop: StopToken,
    *,
    lowest: float = 1e-6,
    highest: float = 10.0,
    steps: int = 100,
) -> RateTrial:
    """Tries ``steps`` rates from ``lowest`` to ``highest`` on a model of its own; on disk only the cache changes.

    Raises:
        UserError: as a run would.
        Stopped: asked to.
    """
    recipe = resolve_options(recipe, parts.backbone)
    device = choose_device(recipe.training.device).device
    split = divide(recipe, parts, emit)
    treatment = choose_treatment(recipe, parts, split, emit)
    model = build_model(recipe, parts, treatment, split.train)
    strategy, stages = recipe.parsed_strategy(), len(model.stages)
    first = plan_epochs(strategy, stages, recipe.training)[0]
    how = calibrate(model, device, recipe.training.precision, frozen=first.frozen, kept_in=parts.calibrations)
    model.freeze(first.frozen)
    targets, classes = read_targets(parts.dataset), len(parts.dataset.classes)
    options = loss_options(recipe.training, targets, split.train, classes=classes, device=device)
    optimizer = build_optimizer(model, rate_scales(strategy, stages, recipe.training), recipe.training)
    rates: list[float] = []
    losses: list[float] = []
    smooth = _Smoothed()
    with (
        Data(recipe, parts, model, treatment, split, how, device, emit, stop) as data,
        threads(how.trained.threads),
    ):
        train = data.inputs_at(first.cached)["train"]
        model.train()
        for step, batch in enumerate(islice(_batches(train, recipe.training), steps)):
            stop.check()
            rate = lowest * (highest / lowest) ** (step / max(1, steps - 1))
            set_rate(optimizer, rate)
            loss = parts.task.loss(model.suffix(model.prefix(batch.x, train.boundary)), batch.targets, options)
            mean = smooth.add(loss.item())
            if not math.isfinite(mean) or (losses and mean > DIVERGED * min(losses)):
                break
            rates.append(rate)
            losses.append(mean)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            emit(e.PhaseProgressed(phase="training", done=step + 1, total=steps))
    return RateTrial(tuple(rates), tuple(losses), suggest_rate(rates, losses))


def _batches(train: Inputs, training: TrainingChoice) -> Iterator[Batch]:
    """Without end, unless there is nothing to train with."""
    order = np.random.default_rng(training.seed).permutation(len(train.indices))
    rounds = cycle([cut(order, training.batch_size)]) if len(order) else ()
    return (batch for parts in rounds for batch in train.batches(parts, epoch=1) if len(batch.indices))


class _Smoothed:
    """A running average that is not pulled towards the zero with which it begins."""

    def __init__(self) -> None:
        self._mean, self._count = 0.0, 0

    def add(self, value: float) -> float:
        self._mean = SMOOTHING * self._mean + (1 - SMOOTHING) * value
        self._count += 1
        return self._mean / (1 - SMOOTHING**self._count)


def suggest_rate(rates: Sequence[float], losses: Sequence[float]) -> float | None:
    """The rate at the steepest fall of the loss over the logarithm of the rate, before its minimum; one digit.

    A straight line through a tenth of the trial tells the slope at its middle. In the first tenth the
    loss differs by chance, not by the rate, so it does not count.
    """
    width = max(5, len(losses) // 10)
    lowest = int(np.argmin(losses)) if losses else 0
    starts = range(width, lowest + 2 - width)
    if not starts:
        return None
    logs, values = np.log(rates), np.asarray(losses)
    slopes = [float(np.polyfit(logs[i : i + width], values[i : i + width], 1)[0]) for i in starts]
    steepest = int(np.argmin(slopes))
    if slopes[steepest] >= 0:
        return None
    return float(f"{rates[width + steepest + width // 2]:.1g}")
