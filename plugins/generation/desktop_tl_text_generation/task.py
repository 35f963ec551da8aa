"""What writing adds to a backbone: its own last layer, the loss of the next token, perplexity."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from desktop_tl.api import AnswerKind, Dataset, LossOptions, Note, UserError
from desktop_tl_text_generation.check import check_texts

NOTHING = -1
"""Stands where no token is to be told."""


class TextGeneration:
    """How a text goes on, token by token."""

    answer: AnswerKind = "text"
    main_metric = "perplexity"
    lower_is_better = True
    mixes_targets = False

    def check(self, dataset: Dataset) -> Sequence[Note]:
        return check_texts(dataset)

    def build_head(self, num_features: int, dataset_classes: Sequence[str]) -> nn.Module:
        return self.build_head_from(None, num_features, dataset_classes)

    def build_head_from(
        self, predictor: nn.Module | None, num_features: int, dataset_classes: Sequence[str]
    ) -> nn.Module:
        """The layer with which the network tells the next token."""
        if predictor is None:
            raise UserError(
                "This backbone reads texts, it does not write: it brings no layer that tells the next token.",
                advice="Choose one for text generation, for instance transformers/gpt2-lm.",
            )
        return predictor

    def loss(self, outputs: Tensor, targets: Tensor, options: LossOptions) -> Tensor:
        """Mean over the tokens; 0 where there are none."""
        wanted = following(targets, outputs.shape[1]).flatten()
        total = F.cross_entropy(outputs.flatten(0, 1).float(), wanted, ignore_index=NOTHING, reduction="sum")
        return total / max(1.0, self.weigh(targets))

    def weigh(self, targets: Tensor) -> float:
        """How many tokens the mean is taken over."""
        return float((targets[:, 1:] >= 0).sum())

    def meter(self, dataset_classes: Sequence[str]) -> "TokenMeter":
        return TokenMeter()

    def scores(self, outputs: Tensor) -> Tensor:
        return outputs.float().log_softmax(-1)


def following(targets: Tensor, length: int) -> Tensor:
    """For each of ``length`` places the token behind it, `NOTHING` behind the last: (N, length)."""
    return F.pad(targets[:, 1:], (0, length + 1 - targets.shape[1]), value=NOTHING)


class TokenMeter:
    """Loss, perplexity and accuracy over all tokens, however long the texts are and however they share batches."""

    def __init__(self) -> None:
        self._waiting: list[Tensor] = []
        self._batches: list[list[float]] = []

    @torch.no_grad()
    def update(self, outputs: Tensor, targets: Tensor) -> None:
        # Three numbers stay on their device; reading them here would wait for the GPU.
        if not len(targets):
            return
        wanted = following(targets, outputs.shape[1])
        flat = outputs.flatten(0, 1).float()
        loss = F.cross_entropy(flat, wanted.flatten(), ignore_index=NOTHING, reduction="sum")
        is_told = wanted >= 0
        right = (outputs.argmax(-1) == wanted) & is_told
        self._waiting.append(torch.stack([loss, is_told.sum().float(), right.sum().float()]))

    def compute(self) -> Mapping[str, float]:
        """Empty before the first token."""
        losses, tokens, right = zip(*self._all(), strict=True) if self._all() else ((), (), ())
        count = math.fsum(tokens)
        if not count:
            return {}
        loss = math.fsum(losses) / count
        return {
            "loss": loss,
            "perplexity": math.exp(loss) if loss < 700 else math.inf,
            "accuracy": math.fsum(right) / count,
        }

    def state(self) -> dict[str, Any]:
        return {"batches": [list(batch) for batch in self._all()]}

    def merge(self, state: Mapping[str, Any]) -> None:
        self._batches = self._all() + [list(batch) for batch in state["batches"]]

    def _all(self) -> list[list[float]]:
        if self._waiting:
            self._batches += torch.stack(self._waiting).tolist()
            self._waiting = []
        return self._batches
