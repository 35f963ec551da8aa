"""What the trained suffix is fed with: cached features, cached pixels, or pictures read anew each epoch.

Where the frozen prefix sees the same pixels in every epoch, its outputs are computed once (the feature cache). With
nothing frozen, the same cache at boundary 0 holds the decoded pixels, so that later epochs decode nothing.
"""

from collections.abc import Callable, Iterator
from math import prod
from typing import NamedTuple, Protocol

import numpy as np
import psutil
import torch
from numpy.typing import NDArray
from torch import Tensor

from desktop_tl.engine.model import FineTunedModel, normalise
from desktop_tl.engine.pictures import PictureReader

MEMORY_SHARE = 0.5
"""Part of the free memory that a cache may take."""


class Batch(NamedTuple):
    """Input of the suffix and targets of shape (N,), both on the model's device, and the samples' indices."""

    x: Tensor
    targets: Tensor
    indices: NDArray[np.int64]


class Inputs(Protocol):
    """One part of the data (training, validation or test).

    Attributes:
        indices: into the dataset; of a cache, only the samples that could be read.
    """

    indices: NDArray[np.int64]

    def batches(self, order: NDArray[np.int64], size: int) -> Iterator[Batch]:
        """Batches of ``indices[order]``."""
        ...


class StreamedInputs:
    """Reads the pictures anew each time and runs the prefix on them."""

    def __init__(
        self, model: FineTunedModel, reader: PictureReader, indices: NDArray[np.int64], targets: Tensor
    ) -> None:
        self.indices = indices
        self._model, self._reader, self._targets = model, reader, targets

    def batches(self, order: NDArray[np.int64], size: int) -> Iterator[Batch]:
        device = self._targets.device
        for indices, pixels in self._reader.batches(self.indices[order], size):
            x = self._model.prefix(normalise(pixels, self._reader.preprocessing, device))
            yield Batch(x, self._targets[torch.from_numpy(indices).to(device)], indices)


class CachedInputs:
    """Keeps what the prefix made of each picture; with nothing frozen, the pixels themselves."""

    def __init__(
        self, model: FineTunedModel, reader: PictureReader, indices: NDArray[np.int64], targets: Tensor, rows: Tensor
    ) -> None:
        self.indices = indices
        self._model, self._reader, self._targets, self._rows = model, reader, targets, rows

    def batches(self, order: NDArray[np.int64], size: int) -> Iterator[Batch]:
        device = self._targets.device
        own_targets = self._targets[torch.from_numpy(self.indices).to(device)]
        positions = torch.from_numpy(np.ascontiguousarray(order))
        for start in range(0, len(positions), size):
            chosen = positions[start : start + size]
            rows = self._rows[chosen.to(self._rows.device)]
            if rows.dtype == torch.uint8:
                x = self._model.prefix(normalise(rows, self._reader.preprocessing, device))
            else:
                x = rows.to(device, non_blocking=True)
            yield Batch(x, own_targets[chosen.to(device)], self.indices[order[start : start + size]])


def cache_inputs(
    model: FineTunedModel,
    reader: PictureReader,
    indices: NDArray[np.int64],
    targets: Tensor,
    *,
    batch_size: int,
    on_batch: Callable[[int], None],
) -> CachedInputs:
    """Runs every picture through the frozen prefix once, or only decodes it where nothing is frozen.

    Args:
        on_batch: told how many pictures a batch took, readable or not; may raise to stop.
    """
    device = targets.device
    rows: Tensor | None = None
    kept: list[NDArray[np.int64]] = []
    filled = 0
    for read, pixels in reader.batches(indices, batch_size):
        if model.frozen:
            with torch.inference_mode():
                made = model.prefix(normalise(pixels, reader.preprocessing, device))
        else:
            made = pixels
        if rows is None:
            # on the device where it is small, so that an epoch of a head copies nothing
            small = prod(made.shape[1:]) * made.element_size() * len(indices) < 2**30
            rows = _empty_like_batch(made, len(indices), device if small and model.frozen else torch.device("cpu"))
        rows[filled : filled + len(read)] = made.to(rows.device)
        filled += len(read)
        kept.append(read)
        on_batch(len(read))
    if rows is None:
        rows = torch.empty(0)
    found = np.concatenate(kept) if kept else np.empty(0, np.int64)
    return CachedInputs(model, reader, found, targets, rows[:filled])


def cached_bytes(model: FineTunedModel, reader: PictureReader, samples: int, device: torch.device) -> int:
    """Memory that the cache of ``samples`` pictures takes, in bytes; measured on one empty picture."""
    side = reader.preprocessing.size
    pixels = torch.zeros(1, side, side, 3, dtype=torch.uint8)
    if not model.frozen:
        return samples * pixels.numel()
    made = model.prefix(normalise(pixels, reader.preprocessing, device))
    return samples * made.numel() * made.element_size()


def fits_memory(size: int) -> bool:
    """Whether a cache of so many bytes leaves enough free memory for everything else."""
    return size <= psutil.virtual_memory().available * MEMORY_SHARE


def _empty_like_batch(batch: Tensor, rows: int, device: torch.device) -> Tensor:
    shape = (rows, *batch.shape[1:])
    if batch.ndim == 4 and batch.is_contiguous(memory_format=torch.channels_last) and batch.dtype != torch.uint8:
        return torch.empty(shape, dtype=batch.dtype, device=device, memory_format=torch.channels_last)
    return torch.empty(shape, dtype=batch.dtype, device=device)
