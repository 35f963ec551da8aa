"""Reads the samples of a dataset in batches, prepared ahead by a loader; names those that cannot be read."""

from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from desktop_tl.api.datasets import Dataset, SetAside
from desktop_tl.engine.loader import Loader
from desktop_tl.engine.sources import Source

CPU = torch.device("cpu")


class SampleReader:
    """Reads samples of ``dataset``; each one that cannot be read is told once to ``on_set_aside`` and left out.

    Attributes:
        treatment: how every sample is treated.
        sizes: about how much work every sample of the dataset is; None where all are alike.
    """

    def __init__(
        self,
        dataset: Dataset,
        loader: Loader,
        *,
        on_set_aside: Callable[[SetAside], None],
        sizes: NDArray[np.int64] | None = None,
    ) -> None:
        self.treatment = loader.treatment
        self.sizes = sizes
        self._dataset = dataset
        self._loader = loader
        self._on_set_aside = on_set_aside
        self._unreadable: dict[int, str] = {}
        self._untaken: dict[int, str] = {}

    def batches(
        self,
        chunks: Iterable[NDArray[np.int64]],
        *,
        epoch: int | None = None,
        device: torch.device = CPU,
        left: int = 0,
    ) -> Iterator[tuple[NDArray[np.int64], Tensor]]:
        """For each chunk of indices those that could be read, and their rows: a batch is smaller than its chunk where
        samples were set aside, and may be empty.

        Args:
            epoch: decides how they are augmented, 0 for not at all; None leaves them as they are cached.
            device: where they are needed.
            left: how many such batches are still to come, these included; 0 if that does not matter.
        """
        for batch in self._loader.load_samples(chunks, self._sources, epoch=epoch, device=device, left=left):
            for index, reason in batch.unreadable.items():
                self._set_aside(index, reason)
            yield batch.indices, batch.rows

    def _sources(self, indices: NDArray[np.int64]) -> list[Source]:
        return [self._dataset.sample(int(index)).source for index in indices]

    def _set_aside(self, index: int, reason: str) -> None:
        self._untaken[index] = reason
        if index not in self._unreadable:
            self._unreadable[index] = reason
            self._on_set_aside(SetAside(self._dataset.sample(index).id, reason))

    def take_unreadable(self) -> dict[int, str]:
        """Those that could not be read since the last call, and why."""
        taken, self._untaken = self._untaken, {}
        return taken

    def tell_unreadable(self, unreadable: Mapping[int, str]) -> None:
        """Tells of those that an earlier run found unreadable."""
        for index, reason in unreadable.items():
            self._set_aside(index, reason)
        self._untaken = {}
