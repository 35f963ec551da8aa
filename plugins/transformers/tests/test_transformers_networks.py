"""The stages compute what the library's own network computes, padded batches included, for every architecture."""

import copy
import logging
import pickle
import subprocess
import sys
from typing import Any

import pytest
import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode
from transformers import AutoConfig, AutoModel, AutoModelForCausalLM

from desktop_tl.api import Backbone
from desktop_tl_transformers import desktop_tl_backbones
from desktop_tl_transformers.architectures import ARCHITECTURES
from desktop_tl_transformers.catalog import list_pretrained
from desktop_tl_transformers.measures import (
    UnusableConfig,
    count_flops,
    count_parameters,
    first_position,
    read_measures,
)
from desktop_tl_transformers.network import build_backbone, build_language_model
from desktop_tl_transformers.stages import level, unpack
from desktop_tl_transformers.table import MODELS
from desktop_tl_transformers.weights import adapt_language_model, adapt_weights

BERT = {
    "vocab_size": 60,
    "hidden_size": 16,
    "num_hidden_layers": 3,
    "num_attention_heads": 2,
    "intermediate_size": 24,
    "max_position_embeddings": 40,
    "initializer_range": 0.3,
}
TINY: dict[str, dict[str, Any]] = {
    "bert": BERT,
    "roberta": {**BERT, "type_vocab_size": 1, "pad_token_id": 1},
    "xlm-roberta": {**BERT, "type_vocab_size": 1, "pad_token_id": 1},
    "distilbert": {
        "vocab_size": 60,
        "dim": 16,
        "n_layers": 3,
        "n_heads": 2,
        "hidden_dim": 24,
        "max_position_embeddings": 40,
        "initializer_range": 0.3,
    },
    "modernbert": {
        **BERT,
        "num_hidden_layers": 5,
        "local_attention": 6,
        "initializer_cutoff_factor": 3.0,
        "pad_token_id": 0,
    },
    "gpt2": {
        "vocab_size": 60,
        "n_embd": 16,
        "n_layer": 3,
        "n_head": 2,
        "n_inner": 24,
        "n_positions": 40,
        "initializer_range": 0.3,
    },
    "llama": {**BERT, "num_key_value_heads": 1, "head_dim": 10, "attention_bias": True, "mlp_bias": True},
    "qwen2": {**BERT, "num_attention_heads": 4, "num_key_value_heads": 2},
}
KINDS = sorted(TINY)
LENGTHS = (30, 11, 1)


def build(kind: str, pooling: str = "mean", seed: int = 0) -> Backbone:
    torch.manual_seed(seed)
    backbone = build_backbone(kind, TINY[kind], pooling)  # type: ignore[arg-type]
    backbone.module.eval()
    for stage in backbone.stages:
        stage.module.eval()
    return backbone


def tokens() -> torch.Tensor:
    """Three texts of different lengths."""
    batch = torch.randint(3, 60, (3, max(LENGTHS)), generator=torch.Generator().manual_seed(1))
    for row, length in zip(batch, LENGTHS, strict=True):
        row[length:] = -1
    return batch


def states_of(backbone: Backbone, batch: torch.Tensor) -> torch.Tensor:
    """What the last block makes of each token, before pooling."""
    last: Any = backbone.stages[-1].module
    return last.norm(unpack(last.block(backbone.run(batch, 0, len(backbone.stages) - 1)))[0])


@torch.no_grad()
@pytest.mark.parametrize("kind", KINDS)
def test_each_token_gets_what_the_library_computes(kind: str) -> None:
    torch.manual_seed(5)
    theirs = AutoModel.from_config(AutoConfig.for_model(kind, **TINY[kind])).eval()
    ours = build(kind)
    ours.module.load_state_dict(adapt_weights(kind, theirs.state_dict(), ours.module.state_dict()))
    batch = tokens()
    is_token = batch >= 0
    padding = theirs.config.pad_token_id or 0
    expected = theirs(input_ids=batch.masked_fill(~is_token, padding), attention_mask=is_token.long()).last_hidden_state
    found = states_of(ours, batch)
    assert expected[is_token].std() > 0.1
    assert torch.allclose(found[is_token], expected[is_token], rtol=1e-4, atol=1e-5)
    for row, length in enumerate(LENGTHS):
        mean = expected[row, :length].mean(0)
        assert torch.allclose(ours.run(batch)[row], mean / mean.square().mean().sqrt(), rtol=1e-4, atol=1e-4)


@torch.no_grad()
@pytest.mark.parametrize("kind", KINDS)
def test_pooling_takes_the_first_or_the_last_token_of_each_text(kind: str) -> None:
    batch = tokens()
    states = states_of(build(kind), batch)
    assert torch.equal(build(kind, "first").run(batch), level(states[:, 0]))
    last = torch.stack([states[row, length - 1] for row, length in enumerate(LENGTHS)])
    assert torch.equal(build(kind, "last").run(batch), level(last))


@torch.no_grad()
@pytest.mark.parametrize("kind", KINDS)
def test_between_stages_nothing_depends_on_the_length_of_the_others(kind: str) -> None:
    backbone, batch = build(kind), tokens()
    for stop in range(1, len(backbone.stages)):
        together = backbone.run(batch, 0, stop)
        assert together.shape == (3, 30, 17)
        assert torch.equal(together[..., -1] == 1, batch >= 0)
        assert not together[batch < 0].any()
        by_itself = backbone.run(batch[1:2, :11], 0, stop)
        assert torch.allclose(together[1:2, :11], by_itself, rtol=1e-4, atol=1e-5)


CAUSAL = ["gpt2", "llama", "qwen2"]


@pytest.mark.parametrize("kind", CAUSAL)
def test_a_token_of_a_causal_network_knows_nothing_of_those_behind_it(kind: str) -> None:
    backbone, batch = build(kind), tokens()
    changed = batch.clone()
    changed[0, 20] = 3 + (changed[0, 20] - 2) % 57
    with torch.no_grad():
        one, other = states_of(backbone, batch)[0], states_of(backbone, changed)[0]
    assert torch.equal(one[:20], other[:20])
    assert not torch.allclose(one[20:], other[20:])


@torch.no_grad()
@pytest.mark.parametrize("kind", KINDS)
def test_copies_and_pickles_compute_the_same(kind: str) -> None:
    backbone, batch = build(kind), tokens()
    expected = backbone.run(batch)
    assert torch.equal(copy.deepcopy(backbone).run(batch), expected)
    assert torch.equal(pickle.loads(pickle.dumps(backbone)).run(batch), expected)


@torch.no_grad()
@pytest.mark.parametrize("kind", ["gpt2", "llama", "modernbert"])
def test_a_network_can_be_written_as_a_program_for_texts_of_any_length(kind: str) -> None:
    network = torch.nn.Sequential(*(stage.module for stage in build(kind).stages)).eval()
    batch, any_size = tokens(), {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    program = torch.export.export(network, (batch,), dynamic_shapes=(any_size,)).module()
    assert torch.allclose(program(batch[:2, :20]), network(batch[:2, :20]), atol=1e-5)


@torch.no_grad()
@pytest.mark.parametrize("kind", CAUSAL)
@pytest.mark.parametrize("tied", [True, False])
def test_a_network_that_writes_tells_the_next_token_as_the_library_does(kind: str, tied: bool) -> None:
    torch.manual_seed(5)
    config = AutoConfig.for_model(kind, **TINY[kind], tie_word_embeddings=tied)
    theirs = AutoModelForCausalLM.from_config(config).eval()
    ours = build_language_model(kind, TINY[kind])
    file = {name: t for name, t in theirs.state_dict().items() if not (tied and name == "lm_head.weight")}
    ours.module.load_state_dict(adapt_language_model(kind, file, ours.module.state_dict()))
    for stage in ours.stages:
        stage.module.eval()
    batch = tokens()
    is_token = batch >= 0
    expected = theirs(input_ids=batch.masked_fill(~is_token, 0), attention_mask=is_token.long()).logits
    assert ours.classifier is not None
    found = ours.classifier(ours.run(batch))
    assert torch.allclose(found[is_token], expected[is_token], rtol=1e-4, atol=1e-4)
    head = ours.classifier.weight
    assert all(head is not p for stage in ours.stages for p in stage.module.parameters()), "it has weights of its own"


def test_the_library_says_nothing_into_the_terminal(caplog: pytest.LogCaptureFixture) -> None:
    library = logging.getLogger("transformers")  # which hands nothing on to the root
    library.addHandler(caplog.handler)
    try:
        for kind in KINDS:
            build(kind)
    finally:
        library.removeHandler(caplog.handler)
    assert caplog.messages == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_seed_alone_decides_on_fresh_weights(kind: str) -> None:
    one, same, other = (build(kind, seed=seed).module.state_dict() for seed in (1, 1, 2))
    assert all(torch.equal(one[name], same[name]) for name in one)
    assert not all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize("kind", KINDS)
def test_sizes_are_counted_as_torch_counts_them(kind: str) -> None:
    backbone = build(kind)
    assert count_parameters(kind, TINY[kind]) == sum(p.numel() for p in backbone.module.parameters())
    batch = torch.full((1, 30), 7)
    with FlopCounterMode(display=False) as counter, sdpa_kernel(SDPBackend.MATH), torch.no_grad():
        backbone.run(batch)
    assert count_flops(kind, TINY[kind], 30) == counter.get_total_flops() // 2


def test_options_of_modernbert_count_too() -> None:
    config = {**TINY["modernbert"], "norm_bias": True, "attention_bias": True, "mlp_bias": True}
    backbone = build_backbone("modernbert", config, "mean")
    assert count_parameters("modernbert", config) == sum(p.numel() for p in backbone.module.parameters())


@pytest.mark.parametrize("kind", KINDS)
def test_where_a_configuration_says_nothing_the_library_assumes_the_same(kind: str) -> None:
    theirs, measures = AutoConfig.for_model(kind), read_measures(kind, {})
    assert measures.vocabulary == theirs.vocab_size
    assert measures.width == theirs.hidden_size
    assert measures.layers == theirs.num_hidden_layers
    assert measures.heads == theirs.num_attention_heads
    assert measures.positions == theirs.max_position_embeddings
    assert first_position(kind, {}) == (theirs.pad_token_id + 1 if "roberta" in kind else 0)
    assert ARCHITECTURES[kind].keys <= {*theirs.to_dict(), "global_attn_every_n_layers"} | {
        "global_rope_theta",
        "local_rope_theta",
        "rope_theta",
        "rope_scaling",
    }


@pytest.mark.parametrize("spec", list_pretrained(), ids=lambda spec: spec.id)
def test_the_catalog_tells_how_large_each_network_is(spec) -> None:
    with torch.device("meta"):
        backbone = spec.build(spec.options())
    assert spec.parameters == sum(p.numel() for p in backbone.module.parameters())
    assert sum(p.numel() for stage in backbone.stages for p in stage.module.parameters()) == spec.parameters


def test_texts_may_be_as_long_as_the_published_networks_take_them() -> None:
    longest = {spec.id.partition("/")[2]: spec.preprocessing.longest for spec in list_pretrained()}
    assert longest.pop("modernbert-base") == 8192
    assert longest.pop("gpt2") == longest.pop("distilgpt2") == 1024
    assert set(longest.values()) == {512}
    assert len(longest) == len(MODELS) - 2


@pytest.mark.parametrize(
    ("kind", "change", "words"),
    [
        ("bert", {"hidden_size": "wide"}, "‘hidden_size’ is 'wide'"),
        ("bert", {"hidden_size": 10**9}, "‘hidden_size’ is 1000000000"),
        ("gpt2", {"n_head": 3}, "cannot be divided among 3 heads"),
        ("distilbert", {"n_layers": 0}, "‘n_layers’ is 0"),
    ],
)
def test_odd_measures_are_refused(kind: str, change: dict[str, Any], words: str) -> None:
    with pytest.raises(UnusableConfig, match=words):
        read_measures(kind, {**TINY[kind], **change})


def test_a_value_that_only_the_library_understands_is_refused_too() -> None:
    with pytest.raises(UnusableConfig, match="swoosh"):
        build_backbone("bert", {**TINY["bert"], "hidden_act": "swoosh"}, "mean")


def test_without_torch_the_library_is_not_asked_for_a_network() -> None:
    """It would say in the terminal that there is none, and go on without it after it was set up."""
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "from desktop_tl_transformers.catalog import list_pretrained\n"
        "spec = list_pretrained()[0]\n"
        "try: spec.build(spec.options())\n"
        "except ImportError: print('transformers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("False", "")


def test_listing_imports_neither_torch_nor_transformers() -> None:
    code = (
        "import sys, desktop_tl_transformers as plugin; specs = list(plugin.desktop_tl_backbones());"
        "print(len(specs), {'torch', 'transformers', 'tokenizers', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(list(desktop_tl_backbones()))), "set()"]
