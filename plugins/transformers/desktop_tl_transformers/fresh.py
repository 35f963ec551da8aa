"""Small networks without weights, to begin from scratch: on texts of a kind that no network has seen, or to compare."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from desktop_tl.api import Backbone, BackboneSpec
from desktop_tl_transformers.architectures import ARCHITECTURES, count_flops, count_parameters, read_measures
from desktop_tl_transformers.catalog import TASKS, DecoderOptions, EncoderOptions, build
from desktop_tl_transformers.preprocessing import MINILM_VOCABULARY, preprocess, tokenizer_at
from desktop_tl_transformers.tokenizer_file import count_tokens

HEAD_WIDTH = 64
"""Of each head of attention, as in BERT and GPT-2 of every size."""


class Counted(BaseModel):
    """How many tokens the tokenizer at a path had; of one at another path this says nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    tokens: int = Field(ge=1)


class Sizes(BaseModel):
    """How large it is, and its tokenizer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    width: int = Field(
        default=256,
        ge=HEAD_WIDTH,
        le=2048,
        title="Width",
        description="Numbers that stand for each token. A multiple of 64.",
        json_schema_extra={"step": HEAD_WIDTH},
    )
    layers: int = Field(default=4, ge=1, le=48, title="Layers", description="Blocks, one after the other.")
    longest: int = Field(
        default=512,
        ge=16,
        le=4096,
        title="Longest text",
        description="Most tokens of a text; longer ones are cut.",
        json_schema_extra={"level": "advanced"},
    )
    tokenizer: str = Field(
        default="",
        title="Tokenizer",
        description="A tokenizer.json of your own, for other languages than English.",
        json_schema_extra={
            "level": "advanced",
            "filter": "tokenizer.json (*.json)",
            "hint": "BERT's for English",
        },
    )
    counted: Counted | None = Field(
        default=None,
        description="The size of that tokenizer: a run keeps it, and needs the file no more.",
        json_schema_extra={"level": "hidden"},
    )

    @field_validator("width")
    @classmethod
    def _fits_heads(cls, width: int) -> int:
        if width % HEAD_WIDTH:
            raise ValueError(f"must be a multiple of {HEAD_WIDTH}")
        return width


class FreshEncoderOptions(Sizes, EncoderOptions):
    """A BERT of a size of one's own."""


class FreshDecoderOptions(Sizes, DecoderOptions):
    """A GPT-2 of a size of one's own."""


def list_fresh() -> list[BackboneSpec]:
    """One that reads a text as a whole, and one that reads it word after word."""
    return [describe_encoder(FreshEncoderOptions()), describe_decoder(FreshDecoderOptions())]


def describe_encoder(options: FreshEncoderOptions) -> BackboneSpec:
    """As it is with these options. Raises: UserError if there is no tokenizer at its path."""
    return BackboneSpec(
        id="transformers/bert-small",
        title="Small BERT, from scratch",
        build=build_encoder,
        description="A BERT of any size without weights. It learns from your texts alone, of which it wants many.",
        specialise=describe_encoder,
        **_describe("bert", options),
    )


def describe_decoder(options: FreshDecoderOptions) -> BackboneSpec:
    """As it is with these options. Raises: UserError if there is no tokenizer at its path."""
    return BackboneSpec(
        id="transformers/gpt2-small",
        title="Small GPT-2, from scratch",
        build=build_decoder,
        description="A GPT-2 of any size without weights, which reads a text word after word.",
        specialise=describe_decoder,
        **_describe("gpt2", options),
    )


def build_encoder(options: FreshEncoderOptions) -> Backbone:
    """On the run thread. Raises: UserError if there is no tokenizer at its path."""
    return build("bert", config_of("bert", options), options)


def build_decoder(options: FreshDecoderOptions) -> Backbone:
    """On the run thread. Raises: UserError if there is no tokenizer at its path."""
    return build("gpt2", config_of("gpt2", options), options)


def config_of(kind: str, options: Sizes, *, usual: int = MINILM_VOCABULARY) -> Mapping[str, Any]:
    """What the library calls the options.

    Args:
        usual: how many tokens there are unless the options name a tokenizer.
    """
    vocabulary = _count(options) if options.tokenizer else usual
    heads, inner = options.width // HEAD_WIDTH, 4 * options.width
    if kind == "gpt2":
        return {
            "vocab_size": vocabulary,
            "n_embd": options.width,
            "n_layer": options.layers,
            "n_head": heads,
            "n_inner": inner,
            "n_positions": options.longest,
        }
    return {
        "vocab_size": vocabulary,
        "hidden_size": options.width,
        "num_hidden_layers": options.layers,
        "num_attention_heads": heads,
        "intermediate_size": inner,
        "max_position_embeddings": options.longest,
    }


def _count(options: Sizes) -> int:
    if options.counted is not None and options.counted.path == options.tokenizer:
        return options.counted.tokens
    return count_tokens(Path(options.tokenizer).expanduser())


def _describe(kind: str, options: Sizes) -> dict[str, Any]:
    config = config_of(kind, options)
    preprocessing = preprocess(tokenizer_at(options.tokenizer), read_measures(kind, config).longest)
    return {
        "preprocessing": preprocessing,
        "parameters": count_parameters(kind, config),
        "flops": count_flops(kind, config, preprocessing.max_length),
        "licence": "Apache-2.0",
        "family": ARCHITECTURES[kind].title,
        "options": type(options),
        "modality": "text",
        "tasks": TASKS,
        "resolved": {"counted": {"path": options.tokenizer, "tokens": config["vocab_size"]}}
        if options.tokenizer
        else {},
    }
