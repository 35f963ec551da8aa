"""A small real text backbone, its tokenizer, and texts in memory, for tests of everything that handles texts."""

from functools import cache

import numpy as np
from pydantic import BaseModel

from desktop_tl.api import Backbone, BackboneSpec, Stage, TextPreprocessing
from desktop_tl.engine.text_treatment import TextTreatment
from tests.helpers.nets import ArrayDataset

CATS = ["the", "cat", "sleeps", "purrs", "hunts", "mice", "at", "night", "and", "likes", "milk"]
SHIPS = ["a", "ship", "sails", "over", "waves", "to", "far", "harbours", "with", "cargo", "crew"]
LENGTH = 12


@cache
def make_tokenizer() -> str:
    """A ``tokenizer.json`` that knows the words of `CATS` and `SHIPS`, and puts [CLS] before every text."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    words = {word: number for number, word in enumerate(["[UNK]", "[CLS]", *sorted({*CATS, *SHIPS})])}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A", special_tokens=[("[CLS]", 1)])
    return str(tokenizer.to_str())


def text_preprocessing(max_length: int = LENGTH) -> TextPreprocessing:
    """With the small tokenizer."""
    return TextPreprocessing(max_length=max_length, longest=64, document=make_tokenizer())


def build_text_net(_options: BaseModel) -> Backbone:
    """Embedding, one block that looks at the neighbouring tokens, and the mean over the tokens; width 16."""
    import torch
    from torch import nn

    class Embed(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.words = nn.Embedding(32, 16)

        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            mask = (ids >= 0).unsqueeze(-1)
            return torch.cat([self.words(ids.clamp(min=0)) * mask, mask], -1)

    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.mix, self.drop = nn.Conv1d(16, 16, 3, padding=1), nn.Dropout(0.1)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            states, mask = x[..., :-1], x[..., -1:]
            mixed = self.drop(self.mix(states.transpose(1, 2)).transpose(1, 2).relu())
            return torch.cat([(states + mixed) * mask, mask], -1)

    class Pool(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.norm = nn.LayerNorm(16)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            states, mask = x[..., :-1], x[..., -1:]
            return self.norm((states * mask).sum(1) / mask.sum(1).clamp(min=1))

    parts = {"embed": Embed(), "block": Block(), "pool": Pool()}
    return Backbone(
        module=nn.ModuleDict(parts), stages=[Stage(name, module) for name, module in parts.items()], num_features=16
    )


TEXT_NET = BackboneSpec(
    id="test/text",
    title="Small text net",
    modality="text",
    preprocessing=TextPreprocessing(max_length=LENGTH),
    build=build_text_net,
    tasks=("text-classification",),
)


def text_treatment(max_length: int = LENGTH) -> TextTreatment:
    """Of the small net."""
    return TextTreatment(preprocessing=text_preprocessing(max_length))


def cats_and_ships(count: int = 48, seed: int = 0) -> ArrayDataset:
    """Sentences of two to ten words about the one or the other."""
    random = np.random.default_rng(seed)
    targets = [index % 2 for index in range(count)]
    texts = [" ".join(random.choice((CATS, SHIPS)[target], random.integers(2, 11))) for target in targets]
    return ArrayDataset(texts, targets, ("cats", "ships"))
