"""Where the targets of a batch come from: rows of one width, the boxes of pictures, or the tokens of the texts."""

from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from desktop_tl.api.datasets import BoxTargets
from desktop_tl.engine.image_treatment import ImageTreatment
from desktop_tl.engine.rows import Rows
from desktop_tl.engine.treatment import Treatment
from desktop_tl.runs.targets import Targets


class TargetSource(Protocol):
    """The targets of all samples.

    Attributes:
        device: where batches and their targets are.
    """

    device: torch.device

    def take(self, indices: NDArray[np.int64], *, epoch: int = 0) -> Tensor | None:
        """The targets of these samples, on ``device``, as `Task.answer` says; None where they are the inputs of the
        first stage themselves. ``epoch`` decides how the samples are augmented, 0 for not at all."""
        ...


class RowTargets:
    """Classes of shape (N,), or rows of labels or values of shape (N, classes)."""

    def __init__(self, rows: Tensor) -> None:
        self._rows, self.device = rows, rows.device

    def take(self, indices: NDArray[np.int64], *, epoch: int = 0) -> Tensor:
        return self._rows[torch.from_numpy(indices).to(self.device)]


class PaddedBoxes:
    """The boxes of pictures where the network sees them, float32 of shape (n, most, 5); class -1 fills up."""

    def __init__(self, boxes: BoxTargets, treatment: ImageTreatment, device: torch.device) -> None:
        self._boxes, self._treatment, self.device = boxes, treatment, device

    def take(self, indices: NDArray[np.int64], *, epoch: int = 0) -> Tensor:
        boxes, see = self._boxes, self._treatment.see_boxes
        own = [see(boxes[index], boxes.sizes[index], epoch, index) for index in indices.tolist()]
        padded = np.full((len(own), max((len(rows) for rows in own), default=0), 5), -1, np.float32)
        for place, rows in zip(padded, own, strict=True):
            place[: len(rows)] = rows
        return torch.from_numpy(padded).to(self.device)


class OwnTokens:
    """Texts that are learnt themselves: what the first stage takes is what is to be told."""

    def __init__(self, device: torch.device) -> None:
        self.device = device

    def take(self, indices: NDArray[np.int64], *, epoch: int = 0) -> None:
        return None


class TokenRows:
    """Texts that are learnt themselves, where what is fed are features of them: int64 of shape (n, longest), -1 behind
    the end."""

    def __init__(self, rows: Rows, treatment: Treatment, device: torch.device) -> None:
        self._rows, self._treatment, self.device = rows, treatment, device

    def take(self, indices: NDArray[np.int64], *, epoch: int = 0) -> Tensor:
        return self._treatment.to_input(self._rows.take(indices), self.device)


def make_target_source(targets: Targets, treatment: Treatment, device: torch.device) -> TargetSource:
    """By the kind of the targets.

    Args:
        treatment: of the samples.
    """
    match targets.kind:
        case "class":
            return RowTargets(torch.from_numpy(np.ascontiguousarray(targets.rows)).to(device))
        case "labels" | "values":
            return RowTargets(torch.from_numpy(np.ascontiguousarray(targets.rows.astype("f4"))).to(device))
        case "text":
            return OwnTokens(device)
        case "boxes":
            assert isinstance(treatment, ImageTreatment)  # boxes are in pictures
            return PaddedBoxes(targets.rows, treatment, device)
