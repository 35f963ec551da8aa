"""Optimiser and schedule from the recipe."""

from collections.abc import Iterable
from math import cos, pi

import torch
from torch import nn

from desktop_tl.runs.recipe import TrainingChoice


def build_optimizer(modules: Iterable[nn.Module], training: TrainingChoice) -> torch.optim.Optimizer:
    """SGD with momentum or AdamW over the parameters with gradient.

    Weight decay acts on weights only, not on norms and biases (parameters with fewer than two axes).
    """
    parameters = [p for module in modules for p in module.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in parameters if p.ndim >= 2], "weight_decay": training.weight_decay},
        {"params": [p for p in parameters if p.ndim < 2], "weight_decay": 0.0},
    ]
    groups = [group for group in groups if group["params"]]
    if training.optimizer == "adamw":
        return torch.optim.AdamW(groups, lr=training.learning_rate)
    return torch.optim.SGD(groups, lr=training.learning_rate, momentum=training.momentum)


def rate_at(step: int, steps: int, training: TrainingChoice) -> float:
    """Learning rate of step ``step`` (from 0) of ``steps``.

    Cosine: ``lr/2 · (1 + cos(π · step / steps))`` (Loshchilov & Hutter 2017). Step: divided by ten at a half and at
    three quarters.
    """
    match training.schedule:
        case "cosine":
            return training.learning_rate * 0.5 * (1 + cos(pi * step / steps))
        case "step":
            return training.learning_rate * 0.1 ** ((step >= steps / 2) + (step >= steps * 3 / 4))
        case _:
            return training.learning_rate


def set_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    """The learning rate of the next step, for every parameter group."""
    for group in optimizer.param_groups:
        group["lr"] = rate
