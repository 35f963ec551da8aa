"""Texts: to the numbers of their tokens, as long as the longest of a batch."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api import events as e
from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import UserError
from desktop_tl.api.preprocessing import TextPreprocessing
from desktop_tl.engine.row_format import RowFormat
from desktop_tl.engine.sources import Source, UnreadableSample
from desktop_tl.engine.texts import is_cut, load_tokenizer, load_tokens

if TYPE_CHECKING:
    import torch
    from torch import Tensor


LOOKED_AT, FEW_CUT = 200, 0.01
CHECK_EVERY = 64
"""Texts are measured between two looks at Stop."""
"""Of how many texts it is found out whether they are cut, and the share below which nothing is said."""


@dataclass(frozen=True, kw_only=True)
class TextTreatment:
    """How every text of a run is treated; a row is the numbers of its tokens, int32 (max_length,).

    Args:
        preprocessing: what the network sees.
    """

    preprocessing: TextPreprocessing

    @property
    def input_words(self) -> str:
        return f"texts of {self.preprocessing.max_length} tokens"

    @property
    def is_augmented(self) -> bool:
        return False

    def load(self, source: Source) -> NDArray[np.int32]:
        return load_tokens(source, self.preprocessing)

    def finish(self, row: NDArray[np.int32], epoch: int | None, index: int) -> NDArray[np.int32]:
        return row

    def row_format(self, *, is_finished: bool) -> RowFormat:
        return RowFormat((self.preprocessing.max_length,), "int32")

    def to_input(self, rows: "Tensor", device: "torch.device") -> "Tensor":
        longest = int((rows >= 0).sum(1).max()) if len(rows) else 1
        return rows[:, :longest].to(device).long()

    def trim(self, x: "Tensor") -> "Tensor":
        if x.ndim != 3 or not len(x):
            return x
        return x[:, : max(1, int((x[..., -1] > 0).sum(1).max()))]

    def example(self, samples: int) -> "Tensor":
        import torch

        tokens = load_tokenizer(self.preprocessing.document, self.preprocessing.max_length).get_vocab_size()
        noise = torch.Generator().manual_seed(0)
        return torch.randint(tokens, (samples, self.preprocessing.max_length), generator=noise)

    def describe(self) -> Mapping[str, Any]:
        return {
            "kind": "text",
            "max_length": self.preprocessing.max_length,
            "tokenizer": sha256(self.preprocessing.document.encode()).hexdigest(),
            **({"frame": [self.preprocessing.begin, self.preprocessing.end]} if self.preprocessing.is_framed else {}),
        }

    def measure(
        self, dataset: Dataset, indices: NDArray[np.int64], check: Callable[[], None] = lambda: None
    ) -> NDArray[np.int64]:
        most = self.preprocessing.max_length * 8  # of characters; longer texts fill the row in any language

        def sizes() -> Iterator[int]:
            for number, index in enumerate(indices.tolist()):
                if number % CHECK_EVERY == 0:
                    check()
                yield min(most, _size(dataset.sample(index).source))

        return np.fromiter(sizes(), np.int64, len(indices))


def note_cut(dataset: Dataset, train: NDArray[np.int64], preprocessing: TextPreprocessing) -> e.Noted | None:
    """Tells of texts that are learnt themselves, but not to their end; looks at some of them."""
    chosen = train[np.linspace(0, len(train) - 1, min(LOOKED_AT, len(train))).astype(int)]
    seen, cut = 0, 0
    for index in chosen.tolist():
        with contextlib.suppress(UnreadableSample):  # it is listed as such
            cut += is_cut(dataset.sample(index).source, preprocessing)
            seen += 1
    if not seen or cut < FEW_CUT * seen:
        return None
    about = "All" if cut == seen else f"About {max(1, round(100 * cut / seen))} % of the"
    return e.Noted(
        level="warning",
        message=f"{about} texts have more than the {preprocessing.max_length} tokens that are learnt of each; what is "
        "behind them is left out. Choose a greater text length (max_length), or cut the texts into shorter blocks.",
    )


def at_length(preprocessing: TextPreprocessing, max_length: int, *, title: str) -> TextPreprocessing:
    """At the length that the recipe asks for, 0 for the backbone's own. Raises: UserError if it is over its limit."""
    if not max_length:
        return preprocessing
    if preprocessing.longest and max_length > preprocessing.longest:
        raise UserError(
            f"{title} takes texts of at most {preprocessing.longest} tokens, not {max_length}.",
            advice=f"Set max_length to {preprocessing.longest} or less; longer texts are cut.",
        )
    return preprocessing.at_length(max_length)


def _size(source: Source) -> int:
    if isinstance(source, Path):
        try:
            return source.stat().st_size
        except OSError:
            return 0  # reading it will say why
    return len(source)
