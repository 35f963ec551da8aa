"""What was computed of every sample, wherever it lies."""

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


class Rows:
    """What was computed of each sample, in memory or behind a memory map.

    Args:
        values: shape (rows, *row).
        positions: for every sample of the dataset its row, -1 for none.
    """

    def __init__(self, values: NDArray[Any] | Tensor, positions: NDArray[np.int64]) -> None:
        self._values, self._positions = values, positions

    def has(self, indices: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For each sample whether it has a row."""
        return self._positions[indices] >= 0

    def take(self, indices: NDArray[np.int64]) -> Tensor:
        """The rows of these samples, on the CPU."""
        positions = self._positions[indices]
        if isinstance(self._values, Tensor):
            return self._values[torch.from_numpy(positions)]
        return torch.from_numpy(np.ascontiguousarray(self._values[positions]))
