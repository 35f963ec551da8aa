"""Any model of the hub of Hugging Face, by its name: what its config.json tells is looked up when a person asks."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from pydantic import Field, field_validator

from desktop_tl.api import Backbone, BackboneSpec, Fetch, TextPreprocessing, UserError, Weights
from desktop_tl_transformers.architectures import ARCHITECTURES, UnusableConfig, count_flops, count_parameters
from desktop_tl_transformers.catalog import TASKS
from desktop_tl_transformers.folder import FolderOptions, Network, measure, read_network, unusable
from desktop_tl_transformers.preprocessing import hub_address, hub_file, preprocess
from desktop_tl_transformers.weights import adapt_weights

_NAME = re.compile(r"[\w.-]+/[\w.-]+")


class HubOptions(FolderOptions):
    """Which model."""

    path: str = Field(default="", json_schema_extra={"level": "hidden"})
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
        """Of which model a network that is kept tells."""
        return f"{self.repository}@{self.revision}"

    @property
    def known(self) -> Network | None:
        """What was looked up of this very model before."""
        return self.network if self.network is not None and self.network.path == self.identity else None


def discover_hub(options: HubOptions, fetch: Fetch) -> Mapping[str, Any]:
    """What the network is made of, from the hub; nothing where that is known. Raises: UserError."""
    if options.known:
        return {}
    if not options.repository:
        raise _nothing_named()
    file = partial(hub_file, options.repository, options.revision)
    config = fetch(f"description of {options.repository}", file("config.json"))
    try:
        pooling = fetch(f"pooling of {options.repository}", file("1_Pooling/config.json"))
    except UserError:  # most have none, and what the hub has just given says that it can be reached
        pooling = None
    return {"network": read_network(config, pooling, options.identity).model_dump(mode="json")}


def describe_hub(options: HubOptions) -> BackboneSpec:
    """The backbone that was looked up. Raises: UserError if none was."""
    network = _require_known(options)
    measures = measure(network, options.repository)
    file = partial(hub_file, options.repository, options.revision)
    preprocessing = preprocess(file("tokenizer.json"), measures.longest)
    return replace(
        HUB,
        title=options.repository.partition("/")[2],
        preprocessing=preprocessing,
        parameters=count_parameters(network.kind, network.config),
        flops=count_flops(network.kind, network.config, preprocessing.max_length),
        family=ARCHITECTURES[network.kind].title,
        weights=[
            Weights(
                id="hub",
                title=options.identity,
                source=file("model.safetensors"),
                licence="unknown",
                training_data="unknown",
                adapt=partial(adapt_weights, network.kind),
            )
        ],
        resolved={"network": network.model_dump(mode="json")},
    )


def build_hub(options: HubOptions) -> Backbone:
    """On the run thread. Raises: UserError."""
    from desktop_tl_transformers.network import build_backbone  # imports torch, which listing must not

    network = _require_known(options)
    pooling = network.pooling if options.pooling == "usual" else options.pooling
    try:
        return build_backbone(network.kind, network.config, pooling)
    except UnusableConfig as error:
        raise unusable(options.repository, str(error)) from error


HUB = BackboneSpec(
    id="transformers/hub",
    title="Model of the Hugging Face hub",
    preprocessing=TextPreprocessing(max_length=128),
    build=build_hub,
    licence="Apache-2.0",
    description="A BERT, RoBERTa, XLM-RoBERTa, DistilBERT, ModernBERT or GPT-2 by its name on huggingface.co.",
    options=HubOptions,
    modality="text",
    tasks=TASKS,
    specialise=describe_hub,
    discover=discover_hub,
)


def _require_known(options: HubOptions) -> Network:
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
