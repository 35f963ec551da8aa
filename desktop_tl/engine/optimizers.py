"""Optimiser and learning-rate schedule from the recipe; all of them are torch's own."""

from math import cos, pi
from typing import Any

import torch
from torch import nn

from desktop_tl.engine.model import FineTunedModel
from desktop_tl.runs.training_choice import TrainingChoice

ONE_CYCLE_RISE = 0.3
"""Part of the steps in which one-cycle rises from a 25th of the rate (Smith & Topin 2018, with fastai's numbers)."""

_PLAIN: dict[str, type[torch.optim.Optimizer]] = {
    "adamw": torch.optim.AdamW,
    "adam": torch.optim.Adam,
    "nadam": torch.optim.NAdam,
    "radam": torch.optim.RAdam,
    "rmsprop": torch.optim.RMSprop,
    "adagrad": torch.optim.Adagrad,
    "adafactor": torch.optim.Adafactor,
}


def build_optimizer(model: FineTunedModel, scales: list[float], training: TrainingChoice) -> torch.optim.Optimizer:
    """An optimiser over all that may move in this run; what is frozen just now has no gradient and is passed over.

    One group a stage (and the head) and kind: weight decay acts on weights, not on norms and biases (parameters with
    fewer than two axes). ``rate_scale`` of a group is its share of the learning rate.
    """
    parts = [*zip(model.moving_stages(), scales[model.fixed :], strict=True), (model.head, 1.0)]
    groups: list[dict[str, Any]] = []
    for module, scale in parts:
        for decays in (True, False):
            parameters = [p for p in module.parameters() if (p.ndim >= 2) == decays]
            if parameters:
                decay = training.weight_decay if decays else 0.0
                groups.append({"params": parameters, "weight_decay": decay, "rate_scale": scale})
    if training.optimizer == "sgd":
        nesterov = training.nesterov and training.momentum > 0
        return torch.optim.SGD(groups, lr=training.learning_rate, momentum=training.momentum, nesterov=nesterov)
    return _PLAIN[training.optimizer](groups, lr=training.learning_rate)  # type: ignore[call-arg]


def rate_at(step: int, steps: int, training: TrainingChoice, *, steps_per_epoch: int, share: float = 1.0) -> float:
    """Learning rate of step ``step`` (from 0) of ``steps``.

    Warm-up rises linearly to the full rate, then: cosine ``lr/2 · (1 + cos(π · t))`` over the rest (Loshchilov & Hutter
    2017); one-cycle rises by a cosine from lr/25 and falls by one to lr/10⁵; step divides by ten at a half and at three
    quarters; constant stays.
    """
    full = training.learning_rate * share
    warmup = min(steps, round(training.warmup_epochs * steps_per_epoch))
    if step < warmup:
        return full * (step + 1) / (warmup + 1)
    t = (step - warmup) / max(1, steps - warmup)
    match training.schedule:
        case "cosine":
            return full * 0.5 * (1 + cos(pi * t))
        case "one-cycle":
            if t < ONE_CYCLE_RISE:
                return _ease(full / 25, full, t / ONE_CYCLE_RISE)
            return _ease(full, full / 1e5, (t - ONE_CYCLE_RISE) / (1 - ONE_CYCLE_RISE))
        case "step":
            return full * 0.1 ** ((t >= 1 / 2) + (t >= 3 / 4))
        case _:
            return full


def set_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    """The learning rate of the next step, for every group its share."""
    for group in optimizer.param_groups:
        group["lr"] = rate * group["rate_scale"]


def keep_norm_statistics(model: nn.Module) -> None:
    """Puts every batch normalisation into eval mode: it normalises with, and keeps, its pretrained statistics."""
    for module in model.modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm):
            module.eval()


def _ease(start: float, end: float, t: float) -> float:
    return end + (start - end) * 0.5 * (1 + cos(pi * t))
