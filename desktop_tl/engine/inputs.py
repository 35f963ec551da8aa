"""What the network is fed with: cached rows (features or loaded samples), or samples that are read anew each epoch.

Where the frozen prefix sees the same pixels in every epoch, its outputs are computed once (the feature cache) and kept
on disk for later runs. With nothing frozen, or with augmentation, the same cache at boundary 0 holds the loaded
samples (pixels, tokens), so that later epochs decode nothing.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from desktop_tl.engine.loader import Loader
from desktop_tl.engine.rows import Rows
from desktop_tl.engine.sample_reader import SampleReader
from desktop_tl.engine.target_source import TargetSource

IN_MEMORY = 2**30
"""Rows of a part of the data that are smaller than this are copied to the device as a whole."""


class Batch(NamedTuple):
    """Input of the stage at the inputs' boundary, the targets as `Task.answer` says, both on the device, and the
    samples' indices."""

    x: Tensor
    targets: Tensor
    indices: NDArray[np.int64]


class Inputs(Protocol):
    """One part of the data (training, validation or test).

    Attributes:
        indices: into the dataset, of the samples that could be read as far as is known.
        boundary: the stage that takes ``Batch.x``.
        sizes: about how much work each of ``indices`` is; None where all are alike.
    """

    indices: NDArray[np.int64]
    boundary: int
    sizes: NDArray[np.int64] | None

    def batches(self, parts: Sequence[NDArray[np.int64]], *, epoch: int = 0) -> Iterator[Batch]:
        """One batch of ``indices[part]`` for each part, without the samples that turn out to be unreadable; perhaps an
        empty one. ``epoch`` decides how they are augmented, 0 for not at all."""
        ...


class CachedInputs:
    """Feeds rows that were computed once: features, or with ``boundary`` 0 loaded samples.

    Args:
        epochs: of the whole run.
        sizes: about how much work every sample of the dataset is; None where all are alike.
    """

    def __init__(
        self,
        rows: Rows,
        loader: Loader,
        indices: NDArray[np.int64],
        targets: TargetSource,
        *,
        boundary: int,
        epochs: int,
        sizes: NDArray[np.int64] | None = None,
    ) -> None:
        self.indices = indices[rows.has(indices)]
        self.sizes = None if sizes is None else sizes[self.indices]  # also of features, to train in the same order
        self.boundary = boundary
        self._rows, self._loader, self._targets, self._epochs = rows, loader, targets, epochs
        self._whole = self._load_whole() if boundary else None

    def batches(self, parts: Sequence[NDArray[np.int64]], *, epoch: int = 0) -> Iterator[Batch]:
        device = self._targets.device
        if self._whole is not None:
            for part in parts:
                indices = self.indices[part]
                chosen = torch.from_numpy(np.ascontiguousarray(part)).to(device)
                x = self._loader.treatment.trim(self._whole[chosen])
                yield Batch(x, _targets_of(indices, self._targets, x, epoch), indices)
            return
        chunks = (self.indices[part] for part in parts)
        if self.boundary:
            for loaded in self._loader.load_rows(chunks, self._rows.take, device=device):
                x = self._loader.treatment.trim(loaded.rows).to(device)
                yield Batch(x, _targets_of(loaded.indices, self._targets, x, epoch), loaded.indices)
            return
        for loaded in self._loader.load_samples(
            chunks,
            lambda indices: self._rows.take(indices).numpy(),
            epoch=epoch,
            device=device,
            left=batches_left(len(parts), epoch, self._epochs),
            are_loaded=True,
        ):
            x = self._loader.treatment.to_input(loaded.rows, device)
            yield Batch(x, _targets_of(loaded.indices, self._targets, x, epoch), loaded.indices)

    def _load_whole(self) -> Tensor | None:
        """Small features are copied to the device once, so that an epoch of a head copies nothing."""
        if not len(self.indices):
            return None
        one = self._rows.take(self.indices[:1])
        if one.numel() * one.element_size() * len(self.indices) > IN_MEMORY:
            return None
        return self._rows.take(self.indices).to(self._targets.device)


class StreamedInputs:
    """Reads the samples anew each time.

    Args:
        epochs: of the whole run.
        sizes: as for `CachedInputs`.
    """

    boundary = 0

    def __init__(
        self,
        reader: SampleReader,
        indices: NDArray[np.int64],
        targets: TargetSource,
        *,
        epochs: int,
        sizes: NDArray[np.int64] | None = None,
    ) -> None:
        self.indices = indices
        self.sizes = None if sizes is None else sizes[indices]
        self._reader, self._targets, self._epochs = reader, targets, epochs

    def batches(self, parts: Sequence[NDArray[np.int64]], *, epoch: int = 0) -> Iterator[Batch]:
        device = self._targets.device
        chunks = (self.indices[part] for part in parts)
        left = batches_left(len(parts), epoch, self._epochs)
        for indices, rows in self._reader.batches(chunks, epoch=epoch, device=device, left=left):
            x = self._reader.treatment.to_input(rows, device)
            yield Batch(x, _targets_of(indices, self._targets, x, epoch), indices)


def batches_left(batches: int, epoch: int, epochs: int) -> int:
    """How many training batches are to come from the beginning of this epoch on; 0 outside training."""
    return batches * (epochs - epoch + 1) if epoch else 0


def _targets_of(indices: NDArray[np.int64], targets: TargetSource, x: Tensor, epoch: int) -> Tensor:
    taken = targets.take(indices, epoch=epoch)
    return x if taken is None else taken
