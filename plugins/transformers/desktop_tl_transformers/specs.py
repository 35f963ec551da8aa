"""What the specs of all networks have in common, wherever these come from: those that read, and those that write."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from desktop_tl.api import Backbone, ModelFile, NoOptions, TextPreprocessing
from desktop_tl_transformers.architectures import ARCHITECTURES
from desktop_tl_transformers.measures import count_flops, count_parameters, read_measures
from desktop_tl_transformers.preprocessing import LONG_LENGTH, preprocess

READS, WRITES = ("text-classification",), ("text-generation",)
"""The tasks that a network serves."""

POOLINGS = {"mean": "The mean of all tokens", "first": "The first token", "last": "The last token"}
_POOLING = "What the features of a text are made of."


class EncoderOptions(BaseModel):
    """A network in which every token sees all others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pooling: Literal["mean", "first"] = Field(
        default="mean",
        title="Pooling",
        description=_POOLING,
        json_schema_extra={"level": "advanced", "labels": {name: POOLINGS[name] for name in ("mean", "first")}},
    )


class DecoderOptions(BaseModel):
    """A network in which a token sees only those before it, so that only the last one knows the whole text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pooling: Literal["last", "mean"] = Field(
        default="last",
        title="Pooling",
        description=_POOLING,
        json_schema_extra={"level": "advanced", "labels": {name: POOLINGS[name] for name in ("last", "mean")}},
    )


def options_of(kind: str) -> type[BaseModel]:
    """The form of a network of that kind which reads."""
    return DecoderOptions if ARCHITECTURES[kind].is_causal else EncoderOptions


def reading(kind: str, config: Mapping[str, Any], tokenizer: ModelFile, options: type[BaseModel]) -> dict[str, Any]:
    """The fields of a spec that follow from its network. Raises: UnusableConfig."""
    preprocessing = preprocess(tokenizer, read_measures(kind, config).longest)
    return _describe(kind, config, preprocessing, options, READS)


def writing(
    kind: str,
    config: Mapping[str, Any],
    tokenizer: ModelFile,
    marks: tuple[int, int],
    options: type[BaseModel] = NoOptions,
) -> dict[str, Any]:
    """As `reading`, of a network that writes.

    Args:
        marks: the tokens before and behind a text; -1 for none.
    """
    longest = read_measures(kind, config).longest
    known = preprocess(tokenizer, longest).at_length(min(LONG_LENGTH, longest))
    framed = known.model_copy(update=dict(zip(("begin", "end"), marks, strict=True)))
    return _describe(kind, config, framed, options, WRITES)


def _describe(
    kind: str,
    config: Mapping[str, Any],
    preprocessing: TextPreprocessing,
    options: type[BaseModel],
    tasks: tuple[str, ...],
) -> dict[str, Any]:
    return {
        "preprocessing": preprocessing,
        "parameters": count_parameters(kind, config),
        "flops": count_flops(kind, config, preprocessing.max_length),
        "licence": "Apache-2.0",
        "family": ARCHITECTURES[kind].title,
        "options": options,
        "modality": "text",
        "tasks": tasks,
    }


def build_reader(kind: str, config: Mapping[str, Any], pooling: Any) -> Backbone:
    """On the run thread. Raises: UnusableConfig."""
    from desktop_tl_transformers.network import build_backbone  # imports torch, which listing must not

    return build_backbone(kind, config, pooling)


def build_writer(kind: str, config: Mapping[str, Any]) -> Backbone:
    """On the run thread. Raises: UnusableConfig."""
    from desktop_tl_transformers.network import build_language_model  # imports torch, which listing must not

    return build_language_model(kind, config)
