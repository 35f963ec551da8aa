"""What several labels add to a backbone: a linear head, a yes or no for each label, F1 and average precision."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from desktop_tl.api import AnswerKind, Dataset, LossOptions, Note
from desktop_tl_classification.check_labels import check_labels

MOST_LOGIT, BINS = 16.0, 1024
"""Scores are counted in so many bins between these logits, 1/32 wide: enough to tell which of two is surer."""


class MultiLabelClassification:
    """Any number of labels for every sample."""

    answer: AnswerKind = "labels"
    main_metric = "average_precision"
    mixes_targets = False

    def __init__(self, noun: str = "picture") -> None:
        self._noun = noun

    def check(self, dataset: Dataset) -> Sequence[Note]:
        return check_labels(dataset, self._noun)

    def build_head(self, num_features: int, dataset_classes: Sequence[str]) -> nn.Module:
        return nn.Linear(num_features, len(dataset_classes))

    def loss(self, outputs: Tensor, targets: Tensor, options: LossOptions) -> Tensor:
        """Binary cross-entropy, a mean over samples and labels; weights count only where a sample has the label."""
        smooth = targets * (1 - options.label_smoothing) + options.label_smoothing / 2
        return F.binary_cross_entropy_with_logits(outputs.float(), smooth, pos_weight=options.class_weights)

    def meter(self, dataset_classes: Sequence[str]) -> "LabelMeter":
        return LabelMeter()

    def scores(self, outputs: Tensor) -> Tensor:
        return outputs.float().sigmoid()


class LabelMeter:
    """F1 at a probability of 0.5, average precision, and how many samples have exactly the right labels.

    It counts the scores of each label in bins, once those of samples that have it and once the others, so that memory
    does not grow with the samples and several meters add up exactly. A logit of 0, the probability 0.5, is the edge of
    a bin.
    """

    def __init__(self) -> None:
        self._losses: list[Tensor] = []
        self._exact: list[Tensor] = []
        self._counts: Tensor | None = None
        self._merged_losses: list[float] = []
        self._merged_exact = 0
        self._samples = 0

    @torch.no_grad()
    def update(self, outputs: Tensor, targets: Tensor) -> None:
        # What is counted stays on its device; reading it here would wait for the GPU.
        logits = outputs.float()
        self._losses.append(F.binary_cross_entropy_with_logits(logits, targets, reduction="sum") / targets.shape[1])
        self._exact.append(((logits >= 0) == (targets > 0.5)).all(1).sum())
        self._samples += len(targets)
        labels = targets.shape[1]
        places = ((torch.nan_to_num(logits) + MOST_LOGIT) * (BINS / 2 / MOST_LOGIT)).long().clamp(0, BINS - 1)
        has = (targets > 0.5).long()
        cells = (torch.arange(labels, device=logits.device) * 2 + has) * BINS + places
        if self._counts is None:
            self._counts = torch.zeros(labels * 2 * BINS, dtype=torch.long)
        self._counts = self._counts.to(logits.device)
        self._counts.scatter_add_(0, cells.reshape(-1), torch.ones_like(cells).reshape(-1))

    def compute(self) -> Mapping[str, float]:
        """Of labels that no sample has, no figure is taken; empty before the first sample."""
        if not self._samples or self._counts is None:
            return {}
        counts = self._counts.cpu().reshape(-1, 2, BINS).double()
        above = counts[:, :, BINS // 2 :].sum(2)
        positives, called, hits = counts[:, 1].sum(1), above.sum(1), above[:, 1]
        known = positives > 0
        precisions = _average_precisions(counts[known])
        both = positives + called
        f1 = torch.where(both > 0, 2 * hits / both.clamp(min=1), 0.0)[known]
        state = self.state()
        return {
            "loss": math.fsum(state["losses"]) / self._samples,
            "average_precision": float(precisions.mean()) if len(precisions) else 0.0,
            "f1_macro": float(f1.mean()) if len(f1) else 0.0,
            "f1_micro": float(2 * hits.sum() / both.sum()) if both.sum() > 0 else 0.0,
            "exact_match": state["exact"] / self._samples,
        }

    def state(self) -> dict[str, Any]:
        counts = self._counts.cpu() if self._counts is not None else torch.empty(0, dtype=torch.long)
        cells = counts.nonzero().flatten()
        return {
            "losses": self._merged_losses + (torch.stack(self._losses).tolist() if self._losses else []),
            "exact": self._merged_exact + (int(torch.stack(self._exact).sum()) if self._exact else 0),
            "samples": self._samples,
            "size": len(counts),
            "cells": cells.tolist(),
            "counts": counts[cells].tolist(),
        }

    def merge(self, state: Mapping[str, Any]) -> None:
        self._merged_losses += state["losses"]
        self._merged_exact += state["exact"]
        self._samples += state["samples"]
        if state["size"]:
            counts = torch.zeros(state["size"], dtype=torch.long)
            counts[state["cells"]] = torch.tensor(state["counts"])
            self._counts = counts if self._counts is None else self._counts.cpu() + counts


def _average_precisions(counts: Tensor) -> Tensor:
    """``Σ (recall_k - recall_k-1) · precision_k`` over the bins from the highest score down, for each label.

    Args:
        counts: shape (labels, 2, bins), of the samples without and with the label; each label has some.
    """
    falling = counts.flip(2)
    hits = falling[:, 1].cumsum(1)
    precision = hits / falling.sum(1).cumsum(1).clamp(min=1)
    return (falling[:, 1] * precision).sum(1) / hits[:, -1]
