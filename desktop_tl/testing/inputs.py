"""What the checks feed a backbone with: noise; texts of different lengths, so that padding shows."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_tl.api import BackboneSpec, ImagePreprocessing, Preprocessing, TextPreprocessing, Url
from desktop_tl.testing.checks import NotApplicable

if TYPE_CHECKING:
    from torch import Tensor

    from desktop_tl.engine.treatment import Treatment

# torch, the engine and the app are imported inside: listing the checks of a plugin takes no seconds.

SHORT = 32
"""Tokens; enough for all that the checks look for."""

LONG = 512
"""Tokens; with more, attention would take seconds."""


def make_batch(spec: BackboneSpec, samples: int) -> "Tensor":
    """What the first stage takes. Raises: NotApplicable where the tokenizer would have to be downloaded."""
    preprocessing = _complete(spec)
    if isinstance(preprocessing, TextPreprocessing):
        preprocessing = preprocessing.at_length(min(SHORT, preprocessing.max_length))
        batch = _treat(preprocessing).example(samples)
        for number in range(samples):
            batch[number, max(1, batch.shape[1] * (number + 1) // samples) :] = -1
        batch[0, 0] = _count_tokens(preprocessing) - 1
        return batch
    return _treat(preprocessing).example(samples)


def alone(batch: "Tensor", number: int) -> "Tensor":
    """One sample of a batch as it is by itself."""
    sample = batch[number : number + 1].clone()
    return sample if sample.is_floating_point() else sample[:, : int((sample >= 0).sum())]


def usual_and_other_sizes(spec: BackboneSpec) -> Iterator["Treatment"]:
    """Of the size that the backbone names, and of another that it must take too."""
    preprocessing = _complete(spec)
    yield _treat(preprocessing)
    if isinstance(preprocessing, TextPreprocessing):
        yield _treat(preprocessing.at_length(min(LONG, preprocessing.longest or LONG)))
    elif not spec.fixed_size:
        yield _treat(preprocessing.at_size(preprocessing.size + 32))


def _treat(preprocessing: Preprocessing) -> "Treatment":
    from desktop_tl.engine.treatment import plain_treatment

    return plain_treatment(preprocessing)


def _count_tokens(preprocessing: TextPreprocessing) -> int:
    from desktop_tl.engine.texts import load_tokenizer

    return load_tokenizer(preprocessing.document, preprocessing.max_length).get_vocab_size()


def _complete(spec: BackboneSpec) -> Preprocessing:
    """With the tokenizer's content."""
    preprocessing = spec.preprocessing
    if isinstance(preprocessing, ImagePreprocessing) or preprocessing.document:
        return preprocessing
    if preprocessing.tokenizer is None:
        raise AssertionError("its preprocessing names no tokenizer")
    if isinstance(preprocessing.tokenizer, Url):
        raise NotApplicable("its tokenizer would have to be downloaded")
    from desktop_tl.app.weights import WeightsStore, complete_preprocessing
    from desktop_tl.runs.stop import StopToken

    with tempfile.TemporaryDirectory() as folder:
        store = WeightsStore(folder=Path(folder), is_offline=lambda: True)
        return complete_preprocessing(spec.id, preprocessing, store, lambda _done, _total: None, StopToken())
