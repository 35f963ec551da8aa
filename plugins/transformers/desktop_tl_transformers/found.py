"""A network that was found somewhere, in a folder or by its name on the hub: the spec of one, to read or to write."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from desktop_tl.api import Backbone, BackboneSpec, ModelFile, Weights
from desktop_tl_transformers.config_file import Network, measure, unusable
from desktop_tl_transformers.measures import UnusableConfig
from desktop_tl_transformers.specs import POOLINGS, build_reader, build_writer, reading, writing
from desktop_tl_transformers.weights import adapt_language_model, adapt_weights


class FoundOptions(BaseModel):
    """Which model it is; where, those that derive from it say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    network: Network | None = Field(
        default=None,
        description="What was found there: a run keeps it, and needs the place no more.",
        json_schema_extra={"level": "hidden"},
    )

    @property
    def identity(self) -> str:
        """Of which model a network that is kept tells."""
        raise NotImplementedError

    @property
    def known(self) -> Network | None:
        """What was found of this very model before."""
        return self.network if self.network is not None and self.network.path == self.identity else None


class Pooled(BaseModel):
    """What becomes of a text."""

    pooling: Literal["usual", "mean", "first", "last"] = Field(
        default="usual",
        title="Pooling",
        description="What the features of a text are made of.",
        json_schema_extra={"level": "advanced", "labels": {"usual": "As is usual for the model", **POOLINGS}},
    )


@dataclass(frozen=True, kw_only=True)
class Found:
    """A network and where its files are.

    Args:
        title: of the model.
        where: its configuration is, for messages.
        file: what lies there under a name.
        weights: id and title of its weights.
    """

    network: Network
    title: str
    where: object
    file: Callable[[str], ModelFile]
    weights: tuple[str, str]


def describe_reader(spec: BackboneSpec, found: Found) -> BackboneSpec:
    """The spec as it is with this network. Raises: UserError if none can be made of it."""
    network = found.network
    measure(network, found.where)
    about = reading(network.kind, network.config, found.file("tokenizer.json"), spec.options)
    return replace(spec, title=found.title, **about, **_kept(found, partial(adapt_weights, network.kind)))


def describe_writer(spec: BackboneSpec, found: Found) -> BackboneSpec:
    """As `describe_reader`, of one that writes."""
    network = found.network
    measure(network, found.where)
    marks = network.begin, network.end
    about = writing(network.kind, network.config, found.file("tokenizer.json"), marks, spec.options)
    adapt = partial(adapt_language_model, network.kind)
    return replace(spec, title=f"{found.title}, to write", **about, **_kept(found, adapt))


def _kept(found: Found, adapt: Callable[..., Mapping[str, object]]) -> dict[str, object]:
    name, title = found.weights
    weights = Weights(
        id=name,
        title=title,
        source=found.file("model.safetensors"),
        licence="unknown",
        training_data="unknown",
        adapt=adapt,
    )
    return {"weights": [weights], "resolved": {"network": found.network.model_dump(mode="json")}}


def build_found_reader(network: Network, pooling: str, where: object) -> Backbone:
    """On the run thread. Raises: UserError."""
    try:
        return build_reader(network.kind, network.config, network.pooling if pooling == "usual" else pooling)
    except UnusableConfig as error:
        raise unusable(where, str(error)) from error


def build_found_writer(network: Network, where: object) -> Backbone:
    """On the run thread. Raises: UserError."""
    try:
        return build_writer(network.kind, network.config)
    except UnusableConfig as error:
        raise unusable(where, str(error)) from error
