"""What regression adds to a backbone: a linear head in the unit of the data, squared errors, R², MAE and RMSE."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from desktop_tl.api import AnswerKind, Dataset, LossOptions, Note
from desktop_tl_regression.check import check_values

ROUNDING = 1e-6
"""Values that differ by less than this part of their size are equal: float32 has no more digits."""


class Regression:
    """One or several values for every picture."""

    answer: AnswerKind = "values"
    main_metric = "r2"
    mixes_targets = False

    def check(self, dataset: Dataset) -> Sequence[Note]:
        return check_values(dataset)

    def build_head(self, num_features: int, dataset_classes: Sequence[str]) -> nn.Module:
        return ScaledLinear(num_features, len(dataset_classes))

    def loss(self, outputs: Tensor, targets: Tensor, options: LossOptions) -> Tensor:
        """Mean squared error, for each value in its standard deviations over the training samples."""
        spread = 1.0 if options.spread is None else options.spread
        return F.mse_loss(outputs.float() / spread, targets / spread)

    def meter(self, dataset_classes: Sequence[str]) -> "ValueMeter":
        return ValueMeter()

    def scores(self, outputs: Tensor) -> Tensor:
        return outputs.float()


class ScaledLinear(nn.Module):
    """A linear layer whose outputs are standard deviations around the mean, turned into the unit of the data.

    So weights and learning rate do not depend on whether a length is given in metres or in millimetres.
    """

    mean: Tensor
    spread: Tensor

    def __init__(self, num_features: int, values: int) -> None:
        super().__init__()
        self.linear = nn.Linear(num_features, values)
        self.register_buffer("mean", torch.zeros(values))
        self.register_buffer("spread", torch.ones(values))

    def fit_targets(self, targets: Tensor) -> None:
        """Mean and standard deviation of each column; 1 for one that does not vary."""
        spread, mean = torch.std_mean(targets.double(), dim=0, correction=0)
        self.mean.copy_(mean)
        self.spread.copy_(torch.where(targets.amax(0) > targets.amin(0), spread, 1.0))

    def forward(self, features: Tensor) -> Tensor:
        standard: Tensor = self.linear(features)
        return standard * self.spread + self.mean


class ValueMeter:
    """R², MAE and RMSE from sums over batches: memory does not grow with the samples of a batch.

    Of each batch it keeps, for every value, the mean of the targets, their squared deviations from it, the squared
    errors and the sizes of the errors; batches are put together by Chan, Golub & LeVeque (1979).
    """

    def __init__(self) -> None:
        self._counts: list[int] = []
        self._batches: list[Tensor] = []
        self._merged: list[tuple[int, list[list[float]]]] = []

    @torch.no_grad()
    def update(self, outputs: Tensor, targets: Tensor) -> None:
        # Four numbers a value stay on their device; reading them here would wait for the GPU.
        if not len(targets):
            return
        mean, errors = targets.mean(0), outputs.float() - targets
        deviations = ((targets - mean) ** 2).sum(0)
        self._batches.append(torch.stack([mean, deviations, (errors**2).sum(0), errors.abs().sum(0)]))
        self._counts.append(len(targets))

    def compute(self) -> Mapping[str, float]:
        """Means over the values; empty before the first sample."""
        known = self._all()
        if not known:
            return {}
        values = range(len(known[0][1][0]))
        each = [_figures([(count, [row[value] for row in rows]) for count, rows in known]) for value in values]
        unexplained, mae, rmse = (math.fsum(column) / len(each) for column in zip(*each, strict=True))
        return {"loss": unexplained, "r2": 1 - unexplained, "mae": mae, "rmse": rmse}

    def state(self) -> dict[str, Any]:
        return {"batches": [[count, rows] for count, rows in self._all()]}

    def merge(self, state: Mapping[str, Any]) -> None:
        self._merged += [(count, rows) for count, rows in state["batches"]]

    def _all(self) -> list[tuple[int, list[list[float]]]]:
        if self._batches:
            self._merged += zip(self._counts, torch.stack(self._batches).tolist(), strict=True)
            self._counts, self._batches = [], []
        return self._merged


def _figures(batches: Sequence[tuple[int, Sequence[float]]]) -> tuple[float, float, float]:
    """Part of the variance that is not explained, mean size of the errors, root of their mean square; of one value.

    Where the targets do not vary there is no variance to explain: 0 if all is right, else 1.
    """
    count = sum(samples for samples, _ in batches)
    mean = math.fsum(samples * row[0] for samples, row in batches) / count
    total = math.fsum(row[1] + samples * (row[0] - mean) ** 2 for samples, row in batches)
    squares, sizes = (math.fsum(row[column] for _, row in batches) for column in (2, 3))
    varies = total > count * (ROUNDING * mean) ** 2
    unexplained = squares / total if varies else float(squares > 0)
    return unexplained, sizes / count, math.sqrt(squares / count)
