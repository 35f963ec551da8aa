"""What a network remembers of a text stands for the text: it writes the same, and computes each token once."""

from typing import Any

import pytest
import torch

from desktop_tl.engine.generation import Reader
from desktop_tl.engine.model import FineTunedModel
from desktop_tl_transformers.network import build_language_model
from tests.helpers.text_models import CONFIGS

BEGINNING, WINDOW, WRITTEN = [3, 5, 7, 11], 16, 24
NEW = [4, *[1] * (WINDOW - 4), *[WINDOW] * (WRITTEN - WINDOW + 3)]
"""Tokens that are computed for each one that is written; past the window, all that are seen."""
DYNAMIC = {"rope_type": "dynamic", "factor": 2.0, "rope_theta": 10000.0}


def small_model(kind: str, **more: Any) -> FineTunedModel:
    torch.manual_seed(1)
    backbone = build_language_model(kind, {**CONFIGS[kind], "initializer_range": 0.5, **more})
    assert backbone.classifier is not None
    return FineTunedModel(backbone, backbone.classifier, 1)


@pytest.mark.parametrize("kind", ["gpt2", "llama", "qwen2"])
def test_it_writes_the_same_as_if_it_read_the_whole_text_for_each_token(kind: str) -> None:
    model, cpu = small_model(kind), torch.device("cpu")
    sizes: list[int] = []
    layer: Any = model.stages["block1"].layer
    getattr(layer, "layer", layer).register_forward_pre_hook(lambda _layer, states: sizes.append(states[0].shape[1]))
    reader, text = Reader(model, WINDOW, cpu), list(BEGINNING)
    for _ in range(WRITTEN):
        scores = reader.tell_next(text)
        with torch.no_grad():
            whole = model(torch.tensor([text[-WINDOW:]]))[0, -1]
        sizes.pop()  # of the whole text
        assert torch.allclose(scores, whole, rtol=1e-4, atol=1e-4)
        assert scores.argmax() == whole.argmax()
        text.append(int(scores.argmax()))
    assert len(set(text)) > 6, "it repeats itself, so that places make no difference"
    assert sizes == NEW[:WRITTEN]


def test_positions_that_change_with_the_length_of_the_text_are_not_remembered() -> None:
    assert small_model("llama").remember() is not None
    assert small_model("llama", rope_parameters=DYNAMIC).remember() is None
