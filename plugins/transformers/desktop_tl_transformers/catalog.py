"""The backbones whose weights their authors offer."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pydantic import BaseModel

from desktop_tl.api import Backbone, BackboneSpec, Weights
from desktop_tl_transformers.architectures import ARCHITECTURES
from desktop_tl_transformers.measures import read_measures
from desktop_tl_transformers.preprocessing import (
    english_tokenizer,
    hub_file,
    is_minilm_installed,
    minilm_installed,
    minilm_on_hub,
    preprocess,
)
from desktop_tl_transformers.specs import EncoderOptions, build_reader, build_writer, options_of, reading, writing
from desktop_tl_transformers.table import MINILM_CONFIG, MODELS, Model
from desktop_tl_transformers.weights import adapt_language_model, adapt_weights

GPT2_MARK = 50256
"""<|endoftext|>, which stands before and behind every text."""


def list_pretrained() -> list[BackboneSpec]:
    """All that read, after the one whose weights a package carries."""
    return [_minilm(), *map(_reader, MODELS)]


def list_pretrained_writers() -> list[BackboneSpec]:
    """Those that are causal, to write."""
    return [_writer(model) for model in MODELS if ARCHITECTURES[model.kind].is_causal]


def _reader(model: Model) -> BackboneSpec:
    return BackboneSpec(
        id=f"transformers/{model.name}",
        title=model.title,
        build=partial(_build_reader, model),
        weights=[_weights(model, adapt_weights)],
        description=model.description,
        paper=model.paper,
        **reading(model.kind, model.config, _file(model)("tokenizer.json"), options_of(model.kind)),
    )


def _writer(model: Model) -> BackboneSpec:
    return BackboneSpec(
        id=f"transformers/{model.name}-lm",
        title=f"{model.title}, to write",
        build=partial(_build_writer, model),
        weights=[_weights(model, adapt_language_model)],
        description=f"{model.title} as its authors meant it: it goes on with a text. Fine-tuned on your texts, it "
        "writes such ones.",
        paper=model.paper,
        **writing(model.kind, model.config, _file(model)("tokenizer.json"), (GPT2_MARK, GPT2_MARK)),
    )


def _file(model: Model) -> "partial[Any]":
    return partial(hub_file, model.repository, model.revision)


def _weights(model: Model, adapt: Callable[..., Any]) -> Weights:
    return Weights(
        id="hub",
        title=model.repository,
        source=_file(model)("model.safetensors", sha256=model.sha256, size=model.size),
        licence=model.licence,
        training_data=model.training_data,
        adapt=partial(adapt, model.kind),
    )


def _build_reader(model: Model, options: BaseModel) -> Backbone:
    return build_reader(model.kind, model.config, options.pooling)  # type: ignore[attr-defined]


def _build_writer(model: Model, _options: BaseModel) -> Backbone:
    return build_writer(model.kind, model.config)


def _build_minilm(options: EncoderOptions) -> Backbone:
    return build_reader("bert", MINILM_CONFIG, options.pooling)


def _minilm() -> BackboneSpec:
    longest = read_measures("bert", MINILM_CONFIG).longest
    choices = [
        Weights(
            id=name,
            title=title,
            source=place("model.safetensors"),
            licence="Apache-2.0",
            training_data="Over a billion pairs of English sentences",
            preprocessing=preprocess(place("tokenizer.json"), longest),
            adapt=partial(adapt_weights, "bert"),
        )
        for name, title, place in (
            ("installed", "From the installed package", minilm_installed),
            ("hub", "sentence-transformers/all-MiniLM-L6-v2", minilm_on_hub),
        )
    ]
    if not is_minilm_installed():
        choices.reverse()
    return BackboneSpec(
        id="transformers/minilm-l6",
        title="MiniLM, 6 layers",
        build=_build_minilm,
        weights=choices,
        description="Small and quick, and made so that texts of like meaning get like features: a first choice for "
        "English without a GPU.",
        paper="MiniLM: Deep Self-Attention Distillation, 2020; Sentence-BERT, 2019",
        **reading("bert", MINILM_CONFIG, english_tokenizer(), EncoderOptions),
    )
