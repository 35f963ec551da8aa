"""Any model of the hub of Hugging Face, by its name: what its config.json tells is looked up when a person asks."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import Field, field_validator

from desktop_tl.api import Backbone, BackboneSpec, Fetch, TextPreprocessing, UserError
from desktop_tl_transformers.config_file import Network, read_network, require_writer
from desktop_tl_transformers.found import (
    Found,
    FoundOptions,
    Pooled,
    build_found_reader,
    build_found_writer,
    describe_reader,
    describe_writer,
)
from desktop_tl_transformers.preprocessing import hub_address, hub_file
from desktop_tl_transformers.specs import READS, WRITES
from desktop_tl_transformers.tokenizer_file import find_marks

_NAME = re.compile(r"[\w.-]+/[\w.-]+")


class HubChoice(FoundOptions):
    """Which model."""

    repository: str = Field(
        default="",
        title="Model",
        description="Its name on huggingface.co, for instance answerdotai/ModernBERT-base. It needs a config.json, a "
        "tokenizer.json and a model.safetensors there.",
    )
    revision: str = Field(
        default="main",
        title="Version",
        description="A commit, so that the same files are meant for ever, or a branch or a tag.",
        pattern=r"^[\w./-]+$",
        json_schema_extra={"level": "advanced"},
    )

    @field_validator("repository")
    @classmethod
    def _is_a_name(cls, text: str) -> str:
        name = text.strip().removeprefix("https://").removeprefix("huggingface.co/").strip("/")
        if name and not _NAME.fullmatch(name):
            raise ValueError("must be a name such as google-bert/bert-base-uncased")
        return name

    @property
    def identity(self) -> str:
        return f"{self.repository}@{self.revision}"


class HubOptions(Pooled, HubChoice):
    """Which model, and what becomes of a text."""


class HubWriterOptions(HubChoice):
    """Which model."""

    repository: str = Field(
        default="",
        title="Model",
        description="Its name on huggingface.co, for instance openai-community/gpt2-medium. It needs a config.json, a "
        "tokenizer.json and a model.safetensors there.",
    )


def discover_hub(options: HubOptions, fetch: Fetch) -> Mapping[str, Any]:
    """What the network is made of, from the hub; nothing where that is known. Raises: UserError."""
    if options.known:
        return {}
    config = _fetch_config(options, fetch)
    try:
        pooling = fetch(f"pooling of {options.repository}", _file(options)("1_Pooling/config.json"))
    except UserError:  # most have none, and what the hub has just given says that it can be reached
        pooling = None
    return {"network": read_network(config, pooling, options.identity).model_dump(mode="json")}


def discover_hub_writer(options: HubWriterOptions, fetch: Fetch) -> Mapping[str, Any]:
    """As `discover_hub`; its tokenizer is fetched too, which tells how a text begins and ends. Raises: UserError too if
    the network does not write."""
    if options.known:
        return {}
    network = read_network(_fetch_config(options, fetch), None, options.identity)
    require_writer(network, options.repository)
    tokenizer = fetch(f"tokenizer of {options.repository}", _file(options)("tokenizer.json"))
    return {"network": network.with_marks(*find_marks(tokenizer)).model_dump(mode="json")}


def describe_hub(options: HubOptions) -> BackboneSpec:
    """The backbone that was looked up. Raises: UserError if none was."""
    return describe_reader(HUB, _find(options))


def describe_hub_writer(options: HubWriterOptions) -> BackboneSpec:
    """As `describe_hub`. Raises: UserError too if the network does not write."""
    found = _find(options)
    require_writer(found.network, options.repository)
    return describe_writer(HUB_WRITER, found)


def build_hub(options: HubOptions) -> Backbone:
    """On the run thread. Raises: UserError."""
    return build_found_reader(_require_known(options), options.pooling, options.repository)


def build_hub_writer(options: HubWriterOptions) -> Backbone:
    """On the run thread. Raises: UserError."""
    return build_found_writer(_require_known(options), options.repository)


HUB = BackboneSpec(
    id="transformers/hub",
    title="Model of the Hugging Face hub",
    preprocessing=TextPreprocessing(max_length=128),
    build=build_hub,
    licence="Apache-2.0",
    description="A BERT, RoBERTa, XLM-RoBERTa, DistilBERT, ModernBERT or GPT-2 by its name on huggingface.co.",
    options=HubOptions,
    modality="text",
    tasks=READS,
    specialise=describe_hub,
    discover=discover_hub,
)

HUB_WRITER = replace(
    HUB,
    id="transformers/hub-lm",
    title="Model of the Hugging Face hub, to write",
    build=build_hub_writer,
    description="A GPT-2, Llama or Qwen2 by its name on huggingface.co that goes on with a text.",
    options=HubWriterOptions,
    tasks=WRITES,
    specialise=describe_hub_writer,
    discover=discover_hub_writer,
)


def _file(options: HubChoice) -> "partial[Any]":
    return partial(hub_file, options.repository, options.revision)


def _fetch_config(options: HubChoice, fetch: Fetch) -> Path:
    if not options.repository:
        raise _nothing_named()
    return fetch(f"description of {options.repository}", _file(options)("config.json"))


def _find(options: HubChoice) -> Found:
    return Found(
        network=_require_known(options),
        title=options.repository.partition("/")[2],
        where=options.repository,
        file=_file(options),
        weights=("hub", options.identity),
    )


def _require_known(options: HubChoice) -> Network:
    if not options.repository:
        raise _nothing_named()
    if options.known is None:
        raise UserError(
            f"What the model {options.repository} is made of is not known here yet.",
            advice=f"Look it up: that asks {hub_address()} for a small file.",
        )
    return options.known


def _nothing_named() -> UserError:
    return UserError("No model is named yet.", advice="Give its name, for instance google-bert/bert-base-uncased.")
