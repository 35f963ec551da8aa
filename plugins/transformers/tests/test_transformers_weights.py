"""Weights files reach the network, whatever program wrote them."""

import pytest
import torch
from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForMaskedLM, AutoModelForSequenceClassification

from desktop_tl.api import UserError
from desktop_tl.engine.weights_file import load_pretrained
from desktop_tl_transformers.architectures import ARCHITECTURES
from desktop_tl_transformers.catalog import list_pretrained
from desktop_tl_transformers.network import build_backbone
from desktop_tl_transformers.weights import adapt_weights, own_names

TINY = {"vocab_size": 20, "num_hidden_layers": 1, "hidden_size": 8, "num_attention_heads": 2, "intermediate_size": 8}
CONFIGS = {
    "bert": TINY,
    "roberta": TINY,
    "xlm-roberta": TINY,
    "modernbert": {**TINY, "pad_token_id": 0},
    "distilbert": {"vocab_size": 20, "n_layers": 1, "dim": 8, "n_heads": 2, "hidden_dim": 8},
    "gpt2": {"vocab_size": 20, "n_layer": 1, "n_embd": 8, "n_head": 2, "pad_token_id": 0},
    "llama": {**TINY, "pad_token_id": 0},
    "qwen2": {**TINY, "num_key_value_heads": 1, "pad_token_id": 0},
}


def own(kind: str) -> dict[str, torch.Tensor]:
    return build_backbone(kind, CONFIGS[kind], "mean").module.state_dict()


@pytest.mark.parametrize("kind", sorted(CONFIGS))
def test_a_network_with_a_head_gives_all_but_its_head(kind: str) -> None:
    wanted = own(kind)
    heads = [
        AutoModelForSequenceClassification,
        AutoModelForCausalLM if ARCHITECTURES[kind].is_causal else AutoModelForMaskedLM,
    ]
    for head in heads:
        file = head.from_config(AutoConfig.for_model(kind, **CONFIGS[kind])).state_dict()
        adapted = adapt_weights(kind, file, wanted)
        assert set(adapted) == set(wanted)
        assert {name: tensor.shape for name, tensor in adapted.items()} == {n: t.shape for n, t in wanted.items()}


@pytest.mark.parametrize("kind", sorted(CONFIGS))
def test_a_network_without_a_head_fits_as_it_is(kind: str) -> None:
    wanted = own(kind)
    assert adapt_weights(kind, wanted, wanted) == wanted


def test_old_names_of_norms_and_tables_of_positions_are_understood() -> None:
    wanted = own("bert")
    file = {
        "bert."
        + name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): tensor
        for name, tensor in wanted.items()
    }
    extra = {"bert.embeddings.position_ids": torch.arange(512), "bert.pooler.dense.weight": torch.ones(8, 8)}
    adapted = adapt_weights("bert", {**file, **extra, "cls.predictions.bias": torch.ones(20)}, wanted)
    assert set(adapted) == set(wanted)
    assert all(adapted[name] is tensor for name, tensor in wanted.items())


def test_masks_that_old_files_of_gpt2_hold_are_left_out_and_biases_stay() -> None:
    wanted = own("gpt2")
    assert "h.0.attn.c_attn.bias" in wanted
    file = {**wanted, "h.0.attn.bias": torch.ones(1, 1, 4, 4), "h.0.attn.masked_bias": torch.tensor(-1e4)}
    assert set(adapt_weights("gpt2", file, wanted)) == set(wanted)


def test_files_of_sentence_transformers_are_understood() -> None:
    names = own_names("bert", [f"0.auto_model.{name}" for name in own("bert")])
    assert names["embeddings.LayerNorm.weight"] == "0.auto_model.embeddings.LayerNorm.weight"


def test_a_file_of_another_network_is_refused_in_words(tmp_path) -> None:
    path = tmp_path / "other.pth"
    torch.save(own("gpt2"), path)
    spec = next(spec for spec in list_pretrained() if spec.id == "transformers/minilm-l6")
    with pytest.raises(UserError, match="of 101 tensors are missing"):
        load_pretrained(spec.build(spec.options()), spec.weights[0], path)


def test_each_file_on_the_hub_is_that_of_one_version() -> None:
    for spec in list_pretrained():
        for weights in spec.weights:
            if weights.id == "hub":
                assert weights.source.url.startswith("https://huggingface.co/")
                repository, _, rest = weights.source.url.removeprefix("https://huggingface.co/").partition("/resolve/")
                revision, _, name = rest.partition("/")
                assert (len(revision), name) == (40, "model.safetensors")
                tokenizer = (weights.preprocessing or spec.preprocessing).tokenizer
                assert tokenizer.url == f"https://huggingface.co/{repository}/resolve/{revision}/tokenizer.json"
                assert weights.licence and weights.training_data
