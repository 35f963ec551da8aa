"""How large a network is, from its configuration and without torch."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop_tl_transformers.architectures import ARCHITECTURES


class UnusableConfig(ValueError):
    """A configuration that no network can be made of; the message says why, without its file."""


@dataclass(frozen=True, kw_only=True)
class Measures:
    """How large a network is.

    Args:
        vocabulary: different tokens.
        width: of what its blocks hand on.
        layers: blocks.
        heads: of attention, in each block.
        inner: width inside the block's second half.
        positions: rows of its table of positions; what it was trained for where it has none.
        longest: most tokens of a text.
        types: kinds of segments that its embeddings tell apart; 0 if none.
    """

    vocabulary: int
    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    longest: int
    types: int


_NAMES = {
    "vocabulary": "vocab_size",
    "width": "hidden_size",
    "layers": "num_hidden_layers",
    "heads": "num_attention_heads",
    "inner": "intermediate_size",
    "positions": "max_position_embeddings",
    "types": "type_vocab_size",
}
_MOST = 10_000_000
"""No measure of a network is larger; a file that says so is damaged."""


def read_measures(kind: str, config: Mapping[str, Any]) -> Measures:
    """How large the network of a configuration is. Raises: UnusableConfig."""
    architecture = ARCHITECTURES[kind]
    found: dict[str, int] = {}
    for measure, usual in _NAMES.items():
        key, default = architecture.names.get(measure, usual), architecture.defaults[measure]
        value = config.get(key)
        if value is None:  # GPT-2 writes null for four times its width
            value = 4 * found["width"] if measure == "inner" and kind == "gpt2" else default
        if not isinstance(value, int) or isinstance(value, bool) or not (default == 0 or 1 <= value <= _MOST):
            raise UnusableConfig(f"‘{key}’ is {value!r}, not a number from 1")
        found[measure] = value if default else 0
    if found["width"] % found["heads"]:
        raise UnusableConfig(f"the width {found['width']} cannot be divided among {found['heads']} heads")
    return Measures(**found, longest=found["positions"] - first_position(kind, config))


def first_position(kind: str, config: Mapping[str, Any]) -> int:
    """The number of the first token's position: RoBERTa counts from behind that of its padding (Liu et al. 2019, as
    fairseq does it)."""
    if not kind.endswith("roberta"):
        return 0
    padding = config.get("pad_token_id", 1)
    return (padding if isinstance(padding, int) else 1) + 1


def count_parameters(kind: str, config: Mapping[str, Any]) -> int:
    """Of the network without a head."""
    m = read_measures(kind, config)
    h, i = m.width, m.inner
    if is_like_llama(kind):
        queries, keys = attention_widths(kind, config, m)
        is_biased = kind == "qwen2" or bool(config.get("attention_bias"))
        biases = queries + 2 * keys if is_biased else 0  # of queries, keys and values
        biases += h if config.get("attention_bias") and kind != "qwen2" else 0
        biases += 2 * i + h if config.get("mlp_bias") else 0
        block = 2 * h * queries + 2 * h * keys + 3 * h * i + biases + 2 * h
        return m.vocabulary * h + m.layers * block + h
    if kind != "modernbert":
        block = 4 * (h * h + h) + 2 * 2 * h + h * i + i + i * h + h
        tables = (m.vocabulary + m.positions + m.types) * h
        return tables + m.layers * block + 2 * h  # a norm after the embeddings, or after the last block
    norm = 2 * h if config.get("norm_bias") else h
    attention = 4 * h * h + (4 * h if config.get("attention_bias") else 0)
    mixing = 3 * h * i + (2 * i + h if config.get("mlp_bias") else 0)
    norms = 2 * m.layers + 1  # the first block has one less; one after the embeddings, one at the end
    return m.vocabulary * h + m.layers * (attention + mixing) + norms * norm


def count_flops(kind: str, config: Mapping[str, Any], length: int) -> int:
    """Multiply–accumulate operations of the network without a head, for a text of so many tokens."""
    m = read_measures(kind, config)
    queries, keys = attention_widths(kind, config, m)
    halves = 3 if kind == "modernbert" or is_like_llama(kind) else 2
    products = halves * m.width * m.inner + 2 * m.width * (queries + keys)
    return m.layers * (length * products + 2 * length * length * queries)


def is_like_llama(kind: str) -> bool:
    """Whether positions are told by turning queries and keys, and several heads may share keys."""
    return kind in ("llama", "qwen2")


def attention_widths(kind: str, config: Mapping[str, Any], measures: Measures) -> tuple[int, int]:
    """Of all queries of a token together, and of all keys, which are as many as the values."""
    if not is_like_llama(kind):
        return measures.width, measures.width
    each = config.get("head_dim") if kind == "llama" else None
    each = each if isinstance(each, int) and each > 0 else measures.width // measures.heads
    shared = config.get("num_key_value_heads")
    usual = 32 if kind == "qwen2" and "num_key_value_heads" not in config else measures.heads
    return measures.heads * each, (shared if isinstance(shared, int) and shared > 0 else usual) * each
