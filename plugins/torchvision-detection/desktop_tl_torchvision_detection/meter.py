"""Measures a detector: the mean loss of training and of the validation."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from desktop_tl_torchvision_detection.outputs import FoundAndLosses, TrainingPass


class BoxMeter:
    """The loss. How well boxes agree with the true ones, the app measures itself, for this depends on all pictures."""

    def __init__(self) -> None:
        self._losses: list[tuple[int, Tensor]] = []
        self._merged: list[tuple[int, float]] = []

    @torch.no_grad()
    def update(self, outputs: "FoundAndLosses | TrainingPass", targets: Tensor) -> None:
        """Takes the losses of a batch; they stay on their device, for reading them here would wait."""
        self._losses.append((len(targets), torch.stack(list(outputs.losses.values())).sum()))

    def compute(self) -> Mapping[str, float]:
        """``loss``, once there is one."""
        losses = self._all()
        count = sum(count for count, _ in losses)
        return {"loss": sum(count * loss for count, loss in losses) / count} if count else {}

    def state(self) -> dict[str, Any]:
        return {"losses": self._all()}

    def merge(self, state: Mapping[str, Any]) -> None:
        self._merged += [(count, loss) for count, loss in state["losses"]]

    def _all(self) -> list[tuple[int, float]]:
        self._merged += [(count, float(loss)) for count, loss in self._losses]
        self._losses = []
        return self._merged
