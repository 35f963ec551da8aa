"""Builds a network of the library transformers with fresh weights and hands it over as stages; runs where torch may
be imported."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from desktop_tl.api import Backbone, Stage
from desktop_tl_transformers.architectures import ARCHITECTURES, Architecture
from desktop_tl_transformers.measures import UnusableConfig, first_position, is_like_llama
from desktop_tl_transformers.weights import HEAD

if TYPE_CHECKING:
    from torch import Tensor, nn
    from transformers.cache_utils import Cache

    from desktop_tl_transformers.stages import Block, LastStates, Pooling, Reach

_NO_MARKS = dict.fromkeys(("bos_token_id", "eos_token_id", "cls_token_id", "sep_token_id"))
"""Which tokens begin and end a text is the tokenizer's business; the library warns of those that a small vocabulary
lacks."""


_CHANGING = ("dynamic", "longrope")
"""Ways to tell positions that depend on how long a text is by now: what a token was before does not hold."""


class Writer(Backbone):
    """A causal network. Its blocks remember keys and values of the tokens before, in the library's own memory."""

    def remember(self) -> "Cache | None":
        from transformers.cache_utils import DynamicCache

        from desktop_tl_transformers.stages import memory_keyword

        last = cast("LastStates", self.stages[-1].module)
        rotary = getattr(last.block.layer, "rotary", None)
        if not memory_keyword(last.block.layer) or getattr(rotary, "rope_type", "") in _CHANGING:
            return None
        return DynamicCache()

    def run_on(self, x: "Tensor", memory: "Cache", start: int = 0, stop: int | None = None) -> "Tensor":
        for number, stage in list(enumerate(self.stages))[start:stop]:
            first = memory.get_seq_length(max(0, number - 1))  # the embeddings stand before block 0
            x = cast("Block", stage.module).go_on(x, memory, first)
        return x


def build_backbone(kind: str, config: Mapping[str, Any], pooling: "Pooling") -> Backbone:
    """The network of a configuration; takes no network connection and reads no file.

    Args:
        kind: which of `ARCHITECTURES`.
        config: as config.json has it.
        pooling: what the features of a text are made of.

    Raises:
        UnusableConfig: the library makes no network of it.
    """
    architecture = ARCHITECTURES[kind]
    network = _build_network(architecture, config)
    stages = _split(kind, network, first_position(kind, config), pooling)
    return Backbone(module=network, stages=stages, num_features=network.config.hidden_size)


def build_language_model(kind: str, config: Mapping[str, Any]) -> Backbone:
    """The network of a configuration with its last layer, which tells the next token; its names are those of files.

    The last layer has weights of its own, also where the network was trained with those of the embeddings: so it can
    learn while the embeddings are frozen, and a stage shares nothing with another one.

    Args:
        kind: one of `ARCHITECTURES` that is causal.
        config: as config.json has it.

    Raises:
        UnusableConfig: the library makes no network of it.
    """
    from torch import nn

    from desktop_tl_transformers.stages import LanguageModel, LanguageModelHead

    architecture = ARCHITECTURES[kind]
    network = _build_network(architecture, config)
    width = network.config.hidden_size
    head = LanguageModelHead(width, network.config.vocab_size, bias=False)
    nn.init.normal_(head.weight, std=network.config.initializer_range)
    module = LanguageModel(network, head, architecture.prefix.removesuffix("."), HEAD)
    stages = _split(kind, network, first_position(kind, config), None)
    return Writer(module=module, stages=stages, num_features=width, classifier=head)


def _build_network(architecture: Architecture, config: Mapping[str, Any]) -> "nn.Module":
    # First: where the library finds no torch, it says so in the terminal and takes it for missing ever after.
    import torch  # noqa: F401

    package = f"transformers.models.{architecture.module}"
    configurations = import_module(f"{package}.configuration_{architecture.module}")
    networks = import_module(f"{package}.modeling_{architecture.module}")
    network = getattr(networks, architecture.network)
    chosen = {**_NO_MARKS, **{key: config[key] for key in architecture.keys & set(config)}}
    try:
        configuration = getattr(configurations, architecture.config)(**chosen)
        configuration._attn_implementation = "sdpa"  # of torch itself; others would be fetched from the network
        return network(configuration, **architecture.arguments)
    except Exception as error:  # the library says in many ways that a value is of no use
        raise UnusableConfig(f"{type(error).__name__}: {error}") from error


def _split(kind: str, network: "nn.Module", first: int, pooling: "Pooling | None") -> list[Stage]:
    """With None, the last stage gives every token, not one vector for a text."""
    from torch import nn

    from desktop_tl_transformers.stages import (
        Block,
        Embeddings,
        LastBlock,
        LastStates,
        LearnedPositions,
        Rotated,
        ShiftedPositions,
        Turned,
    )

    embed: nn.Module
    norm: nn.Module = nn.Identity()
    if kind == "gpt2":
        embed, layers, norm = LearnedPositions(network.wte, network.wpe, network.drop), network.h, network.ln_f
    elif kind == "modernbert":
        embed, norm = network.embeddings, network.final_norm
        layers = [Turned(layer, network.rotary_emb) for layer in network.layers]
    elif is_like_llama(kind):
        embed, norm = network.embed_tokens, network.norm
        layers = [Rotated(layer, network.rotary_emb) for layer in network.layers]
    elif kind == "distilbert":
        embed, layers = network.embeddings, network.transformer.layer
    else:
        embed, layers = network.embeddings, network.encoder.layer
        embed = ShiftedPositions(embed, first) if first else embed
    blocks = [Block(layer, _reach(kind, network, number)) for number, layer in enumerate(layers)]
    last = LastStates(blocks[-1], norm) if pooling is None else LastBlock(blocks[-1], norm, pooling)
    title = f"Block {len(blocks)}, with {'the last norm' if pooling is None else 'pooling'}"
    return [
        Stage("embeddings", Embeddings(embed), "Embeddings"),
        *(Stage(f"block{number}", block, f"Block {number}") for number, block in enumerate(blocks[:-1], 1)),
        Stage(f"block{len(blocks)}", last, title),
    ]


def _reach(kind: str, network: "nn.Module", number: int) -> "Reach":
    if ARCHITECTURES[kind].is_causal:
        return "before"
    if kind == "modernbert" and network.config.layer_types[number] == "sliding_attention":
        return int(network.config.sliding_window)
    return "all"
