"""What is done to a picture before the network sees it, by a thread or by a loader worker.

torch is imported only where pictures are augmented, so that other workers start in a fraction of a second.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api.preprocessing import ImagePreprocessing
from desktop_tl.engine.images import Source, UnreadableImage, load_pixels

Preset = Literal["none", "light", "standard", "strong"]


class Prepared(NamedTuple):
    """What was made of a portion: of each sample that could be read a row, for each other its position in the portion
    and the reason, and the seconds that a processor worked for it."""

    rows: NDArray[Any]
    unreadable: Mapping[int, str] = {}
    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Treatment:
    """How every picture of a run is treated.

    Args:
        preprocessing: what the network sees.
        augmentation: how it differs from epoch to epoch.
        seed: of the run.
    """

    preprocessing: ImagePreprocessing
    augmentation: Preset = "none"
    seed: int = 0

    @property
    def is_augmented(self) -> bool:
        """Whether a picture differs from epoch to epoch."""
        return self.augmentation != "none"

    @property
    def decoded(self) -> ImagePreprocessing:
        """How pictures are decoded: for augmentation with a margin."""
        return widen(self.preprocessing) if self.is_augmented else self.preprocessing


@dataclass(frozen=True, kw_only=True)
class Portion:
    """Some samples to prepare at once.

    Args:
        indices: into the dataset.
        sources: a picture for each, or the decoded pixels of all: (n, side, side, 3).
        epoch: decides how they are augmented, 0 for not at all; None keeps the margin, for the cache.
    """

    indices: NDArray[np.int64]
    sources: Sequence[Source] | NDArray[np.uint8]
    epoch: int | None


def widen(preprocessing: ImagePreprocessing) -> ImagePreprocessing:
    """Keeps the margin that the centre cut would remove: room for random crops."""
    return preprocessing.model_copy(update={"size": preprocessing.resize})


def prepare(treatment: Treatment, portion: Portion) -> Prepared:
    """Rows of uint8 pixels, (size, size, 3): a function of treatment, sample and epoch alone."""
    began = time.thread_time()
    seen, unreadable = [], dict[int, str]()
    for position, (index, source) in enumerate(zip(portion.indices, portion.sources, strict=True)):
        try:
            pixels = source if isinstance(portion.sources, np.ndarray) else _load(source, treatment.decoded)
        except UnreadableImage as error:
            unreadable[position] = str(error)
            continue
        seen.append(_finish(treatment, pixels, portion.epoch, int(index)))
    side = (treatment.decoded if portion.epoch is None else treatment.preprocessing).size
    rows = np.stack(seen) if seen else np.empty((0, side, side, 3), np.uint8)
    return Prepared(rows, unreadable, time.thread_time() - began)


def _load(source: Source, preprocessing: ImagePreprocessing) -> NDArray[np.uint8]:
    try:
        return load_pixels(source, preprocessing)
    except UnreadableImage:
        return load_pixels(source, preprocessing)  # once more: a network drive may have hiccuped


def _finish(treatment: Treatment, pixels: NDArray[np.uint8], epoch: int | None, index: int) -> NDArray[np.uint8]:
    if epoch and treatment.is_augmented:
        from desktop_tl.engine.augmentation import augment_pixels  # torch: seconds in a worker

        return augment_pixels(treatment, pixels, epoch=epoch, index=index)
    size = treatment.preprocessing.size
    margin = (len(pixels) - size) // 2
    return pixels if epoch is None else pixels[margin : margin + size, margin : margin + size]
