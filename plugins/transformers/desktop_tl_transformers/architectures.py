"""What is known of each architecture without torch: how its configuration and its files name things."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Architecture:
    """One kind of network of the library transformers.

    Args:
        title: for people.
        module: where its classes are.
        network: the class of the network without a head.
        config: the class of its configuration.
        keys: all that is taken from a configuration; what else a file says is not looked at.
        names: where a configuration does not call a measure as most do.
        defaults: of the measures, where a configuration says nothing.
        arguments: for the network besides its configuration.
        embeddings: how the tensors of its first stage begin.
        blocks: how those of its blocks begin, before their number.
        norm: how those of its last norm begin, if it has one.
        words: of one that is causal, the table of its tokens.
        prefix: what files of a network with a head put before all of them.
        is_causal: whether a token sees only those before it.
    """

    title: str
    module: str
    network: str
    config: str
    keys: frozenset[str]
    names: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, int]
    arguments: Mapping[str, Any] = field(default_factory=dict)
    embeddings: tuple[str, ...]
    blocks: str
    norm: str = ""
    words: str = ""
    prefix: str = ""
    is_causal: bool = False


_BERT_KEYS = frozenset(
    (
        "vocab_size",
        "hidden_size",
        "num_hidden_layers",
        "num_attention_heads",
        "intermediate_size",
        "hidden_act",
        "hidden_dropout_prob",
        "attention_probs_dropout_prob",
        "max_position_embeddings",
        "type_vocab_size",
        "initializer_range",
        "layer_norm_eps",
        "pad_token_id",
    )
)
_BASE = {"width": 768, "layers": 12, "heads": 12, "inner": 3072, "positions": 512, "types": 2}


def _like_bert(title: str, module: str, classes: str, *, vocabulary: int, prefix: str) -> Architecture:
    return Architecture(
        title=title,
        module=module,
        network=f"{classes}Model",
        config=f"{classes}Config",
        keys=_BERT_KEYS,
        defaults={"vocabulary": vocabulary, **_BASE},
        arguments={"add_pooling_layer": False},  # one that only its first pretraining used
        embeddings=("embeddings.",),
        blocks="encoder.layer.",
        prefix=prefix,
    )


def _like_llama(
    title: str, module: str, classes: str, *, vocabulary: int, inner: int, positions: int, more: tuple[str, ...] = ()
) -> Architecture:
    own = ("attention_bias", "head_dim", *more) if more else ()
    return Architecture(
        title=title,
        module=module,
        network=f"{classes}Model",
        config=f"{classes}Config",
        keys=frozenset(
            (
                "vocab_size",
                "hidden_size",
                "intermediate_size",
                "num_hidden_layers",
                "num_attention_heads",
                "num_key_value_heads",
                "hidden_act",
                "max_position_embeddings",
                "initializer_range",
                "rms_norm_eps",
                "rope_parameters",
                "rope_theta",
                "rope_scaling",
                "attention_dropout",
                *own,
            )
        ),
        defaults={
            "vocabulary": vocabulary,
            "width": 4096,
            "layers": 32,
            "heads": 32,
            "inner": inner,
            "positions": positions,
            "types": 0,
        },
        embeddings=("embed_tokens.",),
        blocks="layers.",
        norm="norm.",
        words="embed_tokens.weight",
        prefix="model.",
        is_causal=True,
    )


ARCHITECTURES: Mapping[str, Architecture] = {
    "bert": _like_bert("BERT", "bert", "Bert", vocabulary=30522, prefix="bert."),
    "roberta": _like_bert("RoBERTa", "roberta", "Roberta", vocabulary=50265, prefix="roberta."),
    "xlm-roberta": _like_bert("XLM-RoBERTa", "xlm_roberta", "XLMRoberta", vocabulary=30522, prefix="roberta."),
    "distilbert": Architecture(
        title="DistilBERT",
        module="distilbert",
        network="DistilBertModel",
        config="DistilBertConfig",
        keys=frozenset(
            (
                "vocab_size",
                "max_position_embeddings",
                "sinusoidal_pos_embds",
                "n_layers",
                "n_heads",
                "dim",
                "hidden_dim",
                "dropout",
                "attention_dropout",
                "activation",
                "initializer_range",
                "pad_token_id",
            )
        ),
        names={"width": "dim", "layers": "n_layers", "heads": "n_heads", "inner": "hidden_dim"},
        defaults={"vocabulary": 30522, **_BASE, "layers": 6, "types": 0},
        embeddings=("embeddings.",),
        blocks="transformer.layer.",
        prefix="distilbert.",
    ),
    "modernbert": Architecture(
        title="ModernBERT",
        module="modernbert",
        network="ModernBertModel",
        config="ModernBertConfig",
        keys=frozenset(
            (
                "vocab_size",
                "hidden_size",
                "intermediate_size",
                "num_hidden_layers",
                "num_attention_heads",
                "hidden_activation",
                "max_position_embeddings",
                "initializer_range",
                "initializer_cutoff_factor",
                "norm_eps",
                "norm_bias",
                "pad_token_id",
                "attention_bias",
                "attention_dropout",
                "layer_types",
                "rope_parameters",
                "global_attn_every_n_layers",
                "global_rope_theta",
                "local_rope_theta",
                "local_attention",
                "embedding_dropout",
                "mlp_bias",
                "mlp_dropout",
            )
        ),
        defaults={"vocabulary": 50368, **_BASE, "layers": 22, "inner": 1152, "positions": 8192, "types": 0},
        embeddings=("embeddings.",),
        blocks="layers.",
        norm="final_norm.",
        prefix="model.",
    ),
    "gpt2": Architecture(
        title="GPT-2",
        module="gpt2",
        network="GPT2Model",
        config="GPT2Config",
        keys=frozenset(
            (
                "vocab_size",
                "n_positions",
                "n_embd",
                "n_layer",
                "n_head",
                "n_inner",
                "activation_function",
                "resid_pdrop",
                "embd_pdrop",
                "attn_pdrop",
                "layer_norm_epsilon",
                "initializer_range",
                "scale_attn_weights",
                "scale_attn_by_inverse_layer_idx",
            )
        ),
        names={
            "width": "n_embd",
            "layers": "n_layer",
            "heads": "n_head",
            "inner": "n_inner",
            "positions": "n_positions",
        },
        defaults={"vocabulary": 50257, **_BASE, "positions": 1024, "types": 0},
        embeddings=("wte.", "wpe."),
        blocks="h.",
        norm="ln_f.",
        words="wte.weight",
        prefix="transformer.",
        is_causal=True,
    ),
    "llama": _like_llama("Llama", "llama", "Llama", vocabulary=32000, inner=11008, positions=2048, more=("mlp_bias",)),
    "qwen2": _like_llama("Qwen2", "qwen2", "Qwen2", vocabulary=151936, inner=22016, positions=32768),
}
"""By what a config.json calls ``model_type``."""
