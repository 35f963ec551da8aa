"""Measures a detector: the mean loss of training, and how well boxes that were found agree with the true ones."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from desktop_tl_torchvision_detection.detectors import TrainingPass

MOST_COUNTED = 100
"""Boxes of a picture that count, the surest first, as in the evaluation of COCO."""

RECALLS = [step / 100 for step in range(101)]
"""Where precision over recall is read, likewise."""


class BoxMeter:
    """The loss where a batch was trained on; else mean average precision as COCO measures it.

    Of each picture it keeps the boxes that were found and the true ones: how good a box is depends on all others.
    """

    def __init__(self) -> None:
        self._losses: list[tuple[int, Tensor]] = []
        self._merged_losses: list[tuple[int, float]] = []
        self._pictures: list[tuple[Tensor, Tensor]] = []

    @torch.no_grad()
    def update(self, outputs: "Tensor | TrainingPass", targets: Tensor) -> None:
        """Takes a batch.

        Args:
            outputs: as a `Detector` gives them.
            targets: shape (N, most, 5), class -1 where there is none.
        """
        if isinstance(outputs, TrainingPass):  # stays on its device: reading it here would wait
            self._losses.append((len(targets), torch.stack(list(outputs.losses.values())).sum()))
            return
        for found, true in zip(outputs.cpu(), targets.cpu(), strict=True):
            self._pictures.append((found[found[:, 0] >= 0][:MOST_COUNTED].clone(), true[true[:, 0] >= 0].clone()))

    def compute(self) -> Mapping[str, float]:
        """``loss`` after training; ``map50``, the mean over the classes of the average precision where an overlap of a
        half makes a box a hit, and ``map``, the mean of it over overlaps from 0.5 to 0.95."""
        losses = self._all_losses()
        metrics = {}
        if losses:
            metrics["loss"] = sum(count * loss for count, loss in losses) / sum(count for count, _ in losses)
        if self._pictures:
            metrics |= measure(self._pictures)
        return metrics

    def state(self) -> dict[str, Any]:
        return {
            "losses": self._all_losses(),
            "pictures": [[found.tolist(), true.tolist()] for found, true in self._pictures],
        }

    def merge(self, state: Mapping[str, Any]) -> None:
        self._merged_losses += [(count, loss) for count, loss in state["losses"]]
        for found, true in state["pictures"]:
            self._pictures.append((torch.tensor(found).reshape(-1, 6), torch.tensor(true).reshape(-1, 5)))

    def _all_losses(self) -> list[tuple[int, float]]:
        self._merged_losses += [(count, float(loss)) for count, loss in self._losses]
        self._losses = []
        return self._merged_losses


def measure(pictures: list[tuple[Tensor, Tensor]]) -> dict[str, float]:
    """COCO's figures.

    Args:
        pictures: of each, found boxes of shape (k, 6) and true ones of shape (n, 5).
    """
    from torchmetrics.detection import MeanAveragePrecision  # a second that training alone does not need

    meter = MeanAveragePrecision(
        backend="faster_coco_eval",
        max_detection_thresholds=[1, 10, MOST_COUNTED],
        rec_thresholds=RECALLS,  # the library's own are rounded to fp32, which shifts a figure by up to 0.007
    )
    found = [{"labels": one[:, 0].long(), "scores": one[:, 1], "boxes": one[:, 2:]} for one, _ in pictures]
    true = [{"labels": one[:, 0].long(), "boxes": one[:, 1:]} for _, one in pictures]
    meter.update(found, true)
    figures = meter.compute()
    # -1 is COCO's way to say that there is no true box
    return {ours: max(0.0, float(figures[theirs])) for ours, theirs in (("map", "map"), ("map50", "map_50"))}
