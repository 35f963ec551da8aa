"""What is done to a sample before the network sees it, by a thread or by a loader worker: all that differs between
pictures and texts.

torch is imported only where pictures are augmented and where rows become a batch, so that workers start in a fraction
of a second.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.preprocessing import ImagePreprocessing, Preprocessing
from desktop_tl.engine.row_format import RowFormat
from desktop_tl.engine.sources import Source, UnreadableSample

if TYPE_CHECKING:
    import torch
    from torch import Tensor


class Treatment(Protocol):
    """How every sample of a run is treated: source → row of numbers → what the network sees. Picklable."""

    @property
    def preprocessing(self) -> Preprocessing:
        """What the network sees."""
        ...

    @property
    def input_words(self) -> str:
        """What the network takes, for messages: ``pictures of 224 pixels``."""
        ...

    @property
    def is_augmented(self) -> bool:
        """Whether a sample differs from epoch to epoch; preparing it then needs torch."""
        ...

    def load(self, source: Source) -> NDArray[Any]:
        """The row that can be cached. In any thread. Raises: UnreadableSample."""
        ...

    def finish(self, row: NDArray[Any], epoch: int | None, index: int) -> NDArray[Any]:
        """What the sample ``index`` looks like in this epoch, 0 for not augmented; None leaves the row as it is."""
        ...

    def row_format(self, *, is_finished: bool) -> RowFormat:
        """Of what `load` gives, or `finish`."""
        ...

    def to_input(self, rows: "Tensor", device: "torch.device") -> "Tensor":
        """What the first stage takes, on ``device``, of finished rows (N, …)."""
        ...

    def trim(self, x: "Tensor") -> "Tensor":
        """Cached outputs of a stage (N, …) without what only fills up all of them."""
        ...

    def example(self, samples: int) -> "Tensor":
        """An input of the first stage made of noise, the same each time, on the CPU; of the largest size."""
        ...

    def describe(self) -> Mapping[str, Any]:
        """All that a cached row depends on besides the sample, as plain values."""
        ...

    def measure(
        self, dataset: Dataset, indices: NDArray[np.int64], check: Callable[[], None] = lambda: None
    ) -> NDArray[np.int64] | None:
        """About how much work each sample is, so that those alike can share a batch; None where all are alike.

        Args:
            check: called again and again; raises `Stopped` on request.
        """
        ...


class Prepared(NamedTuple):
    """What was made of a portion: of each sample that could be read a row, for each other its position in the portion
    and the reason, and the seconds that a processor worked for it."""

    rows: NDArray[Any]
    unreadable: Mapping[int, str] = {}
    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Portion:
    """Some samples to prepare at once.

    Args:
        indices: into the dataset.
        sources: a source for each, or the loaded rows of all: (n, *row).
        epoch: decides how they are augmented, 0 for not at all; None leaves them as they are cached.
    """

    indices: NDArray[np.int64]
    sources: Sequence[Source] | NDArray[Any]
    epoch: int | None


def prepare(treatment: Treatment, portion: Portion) -> Prepared:
    """Rows for the network: a function of treatment, sample and epoch alone."""
    began = time.thread_time()
    seen, unreadable = [], dict[int, str]()
    for position, (index, source) in enumerate(zip(portion.indices, portion.sources, strict=True)):
        try:
            row = source if isinstance(portion.sources, np.ndarray) else _load(treatment, source)
        except UnreadableSample as error:
            unreadable[position] = str(error)
            continue
        seen.append(treatment.finish(row, portion.epoch, int(index)))
    row_format = treatment.row_format(is_finished=portion.epoch is not None)
    rows = np.stack(seen) if seen else np.empty((0, *row_format.shape), row_format.dtype)
    return Prepared(rows, unreadable, time.thread_time() - began)


def _load(treatment: Treatment, source: Source) -> NDArray[Any]:
    try:
        return treatment.load(source)
    except UnreadableSample:
        return treatment.load(source)  # once more: a network drive may have hiccuped


def plain_treatment(preprocessing: Preprocessing) -> Treatment:
    """Without augmentation, as for evaluation and prediction."""
    if isinstance(preprocessing, ImagePreprocessing):
        from desktop_tl.engine.image_treatment import ImageTreatment

        return ImageTreatment(preprocessing=preprocessing)
    from desktop_tl.engine.text_treatment import TextTreatment

    return TextTreatment(preprocessing=preprocessing)
