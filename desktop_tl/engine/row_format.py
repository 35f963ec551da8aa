"""What one cached row looks like."""

from dataclasses import dataclass
from math import prod

import numpy as np


@dataclass(frozen=True)
class RowFormat:
    """Shape of one row and type of its numbers."""

    shape: tuple[int, ...]
    dtype: str

    @property
    def row_bytes(self) -> int:
        """Size of one row in bytes."""
        return prod(self.shape) * np.dtype(self.dtype).itemsize
