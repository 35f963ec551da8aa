"""Reads the pictures of a dataset in batches, decoding ahead in threads; names those that cannot be read."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from desktop_tl.api.datasets import Dataset, SetAside
from desktop_tl.api.preprocessing import ImagePreprocessing
from desktop_tl.engine.images import UnreadableImage, load_pixels

AHEAD = 3
"""Batches that are decoded while one is computed: enough to hide decoding, few enough for memory to stay flat."""


class PictureReader:
    """Decodes samples of ``dataset``; each one that cannot be read is told once to ``on_set_aside`` and left out."""

    def __init__(
        self,
        dataset: Dataset,
        preprocessing: ImagePreprocessing,
        *,
        threads: int,
        on_set_aside: Callable[[SetAside], None],
    ) -> None:
        self.preprocessing = preprocessing
        self._dataset = dataset
        self._threads = threads
        self._on_set_aside = on_set_aside
        self._unreadable: dict[int, str] = {}
        self._untaken: dict[int, str] = {}

    def batches(self, chunks: Iterable[NDArray[np.int64]]) -> Iterator[tuple[NDArray[np.int64], Tensor]]:
        """For each chunk of indices those that could be read, and their pixels as uint8 of shape (n, side, side, 3): a
        batch is smaller than its chunk where pictures were set aside, and may be empty."""
        with ThreadPoolExecutor(self._threads, thread_name_prefix="decode") as pool:
            waiting: deque[tuple[NDArray[np.int64], list[Future[NDArray[np.uint8]]]]] = deque()
            try:
                for chunk in chunks:
                    waiting.append((chunk, [pool.submit(self._load, int(index)) for index in chunk]))
                    if len(waiting) > AHEAD:
                        yield from self._collect(*waiting.popleft())
                while waiting:
                    yield from self._collect(*waiting.popleft())
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _load(self, index: int) -> NDArray[np.uint8]:
        source = self._dataset.sample(index).source
        try:
            return load_pixels(source, self.preprocessing)
        except UnreadableImage:
            return load_pixels(source, self.preprocessing)  # once more: a network drive may have hiccuped

    def _collect(
        self, chunk: NDArray[np.int64], futures: list[Future[NDArray[np.uint8]]]
    ) -> Iterator[tuple[NDArray[np.int64], Tensor]]:
        kept, pixels = [], []
        for index, future in zip(chunk, futures, strict=True):
            try:
                pixels.append(future.result())
                kept.append(index)
            except UnreadableImage as error:
                self._set_aside(int(index), str(error))
        side = self.preprocessing.size
        stacked = np.stack(pixels) if pixels else np.empty((0, side, side, 3), np.uint8)
        yield np.asarray(kept, np.int64), torch.from_numpy(stacked)

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
