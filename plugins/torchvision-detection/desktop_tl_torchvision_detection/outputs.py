"""What a detector hands over besides boxes: its losses."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import torch
from torch import Tensor

NO_BOX = -1
"""Class of a row that holds no box."""


class Comparing(Protocol):
    """What computes losses from maps."""

    def losses(self, maps: Sequence[Tensor], targets: Tensor) -> Mapping[str, Tensor]: ...


class TrainingPass:
    """The maps of a batch in training: the losses are computed out of them as soon as the true boxes are known, for
    part of the network looks at places near these.

    Attributes:
        losses: each part of the loss, once it has been computed.
    """

    def __init__(self, detector: Comparing, maps: Sequence[Tensor]) -> None:
        self._detector, self._maps = detector, maps
        self.losses: dict[str, Tensor] = {}

    def loss(self, targets: Tensor) -> Tensor:
        """The sum of torchvision's losses, with gradient.

        Args:
            targets: as `Detector.losses` takes them.
        """
        parts = self._detector.losses(self._maps, targets)
        self.losses = {name: part.detach() for name, part in parts.items()}
        return torch.stack(list(parts.values())).sum()

    def detach(self) -> "TrainingPass":
        """The losses alone."""
        alone = TrainingPass(self._detector, ())
        alone.losses = self.losses
        return alone


class FoundAndLosses(NamedTuple):
    """What a detector in eval mode finds, and how far it is from what is there.

    Args:
        rows: as `Detector` gives them.
        losses: each part of the loss.
    """

    rows: Tensor
    losses: Mapping[str, Tensor]
