"""Adapters in the networks of the library: each learns, and what is added to the weights computes the same."""

from typing import Any

import pytest
import torch
from torch import nn

from desktop_tl.engine.model import FineTunedModel
from desktop_tl_transformers.network import build_backbone
from tests.helpers.text_models import CONFIGS

RANK = 2
LAYERS = {
    "llama": 7,
    "qwen2": 7,
    "bert": 6,
    "roberta": 6,
    "xlm-roberta": 6,
    "distilbert": 6,
    "modernbert": 4,
    "gpt2": 4,
}
"""Linear layers of a block: query, key, value, what follows attention, and the two or more of its second half."""


@pytest.mark.parametrize("kind", sorted(CONFIGS))
def test_every_linear_layer_of_the_blocks_learns_and_is_merged_exactly(kind: str) -> None:
    torch.manual_seed(3)
    backbone = build_backbone(kind, CONFIGS[kind], "mean")
    tokens = torch.randint(3, 30, (2, 12))
    tokens[1, 5:] = -1
    examples = [tokens]
    for stage in backbone.stages:
        stage.module.eval()
    with torch.no_grad():
        for number in range(len(backbone.stages)):
            examples.append(backbone.run(examples[-1], number, number + 1))
    model = FineTunedModel(backbone, nn.Linear(8, 3), 0, examples)
    before = {name: tensor.clone() for name, tensor in model.state_before(3).items()}
    names = set(model.state_dict())
    model.adapt(RANK)
    adapters: Any = model.adapters
    assert len(adapters.layers) == 2 * LAYERS[kind]
    for layer in adapters.layers.values():
        nn.init.normal_(layer.lora_B["default"].weight, std=0.3)
    adapted = model(tokens)
    adapted.sum().backward()
    trained = {name for name, p in model.named_parameters() if p.grad is not None and p.grad.any()}
    assert trained == {name for name in model.state_dict() if ".lora_" in name or name.startswith("head.")}
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.fixed_state().items())

    merged = model.best_state()
    model.take_out_adapters()
    assert set(model.state_dict()) == names
    assert not torch.allclose(model(tokens), adapted, atol=1e-3)
    model.load(merged)
    assert torch.allclose(model(tokens), adapted, atol=1e-5)
