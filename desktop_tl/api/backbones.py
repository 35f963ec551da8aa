"""What a plugin says of a backbone (light, without torch) and what it builds on the run thread (with torch)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from desktop_tl.api.files import ModelFile
from desktop_tl.api.files import PackageFile as PackageFile
from desktop_tl.api.files import Url as Url
from desktop_tl.api.preprocessing import Preprocessing

if TYPE_CHECKING:
    from torch import Tensor, nn

Modality = Literal["image", "text"]

Fetch = Callable[[str, Url], Path]
"""Gives the file, fetched if it is not here; takes what it is, in words. Raises `UserError`: offline, not there …"""

IMAGE_TASKS = ("image-classification", "multi-label-image-classification", "image-regression")
"""The tasks that put a head onto the features of pictures, which is what every picture backbone gives."""


class NoOptions(BaseModel):
    """For whatever has nothing to choose."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, kw_only=True)
class Weights:
    """One set of pretrained weights of a backbone: described here, fetched by the app.

    Args:
        id: unique within the backbone, stored in recipes, for instance ``imagenet1k_v2``.
        title: for people, for instance ``ImageNet-1k, recipe V2``.
        source: where the file comes from.
        licence: of the weights, which is often not that of the code.
        training_data: what they were trained on.
        accuracy: published top-1 accuracy on ``training_data``, between 0 and 1; None if nobody published one.
        labels: what the outputs of the original classifier mean, in order; empty if unknown.
        preprocessing: where these weights want another than the backbone's.
        adapt: turns the file's tensors (name → tensor) into those of ``Backbone.module`` (second argument: its
            ``state_dict()``, for names and shapes); None if the names already agree. Runs on the run thread.
    """

    id: str
    title: str
    source: ModelFile
    licence: str
    training_data: str
    accuracy: float | None = None
    labels: Sequence[str] = ()
    preprocessing: Preprocessing | None = None
    adapt: "Callable[[Mapping[str, Tensor], Mapping[str, Tensor]], Mapping[str, Tensor]] | None" = None


@dataclass(frozen=True)
class Stage:
    """One named part of a backbone: the unit of freezing, of layer-wise learning rates and of caching.

    Args:
        name: unique within the backbone, letters, digits, ``_`` and ``-``.
        module: maps the output of the stage before (for the first, a preprocessed batch) to this one's output.
        title: for people, for instance ``Block 3 (40 channels)``; empty shows the name.
    """

    name: str
    module: "nn.Module"
    title: str = ""


@dataclass(kw_only=True)
class Backbone:
    """A built network without its last layer, as an ordered list of stages.

    All stages one after the other, on a preprocessed batch, give the features, of shape (N, ``num_features``). A batch
    of pictures is float32 of shape (N, 3, size, size); one of texts is int64 of shape (N, length): the numbers of the
    tokens, -1 behind the end of a text, as long as the longest of the batch. What a stage hands to the next is one
    tensor whose first dimension counts the samples; between the stages of a text backbone it has the shape (N, length,
    width + 1), and its last channel is 1 for a token and 0 behind the end of a text. Override `run` where stages are
    more than a chain. A network that writes may override `remember` and `run_on` too, so that each token costs only
    itself.

    Args:
        module: the whole network with its own names, into which a weights file is loaded. The stages share its
            parameters; parts that no stage uses (the original classifier) are dropped after loading.
        stages: in the order from input to features; pooling belongs to the last.
        num_features: width of the features.
        classifier: the original last layer, from features to the outputs that `Weights.labels` name.
    """

    module: "nn.Module"
    stages: Sequence[Stage]
    num_features: int
    classifier: "nn.Module | None" = None

    def run(self, x: "Tensor", start: int = 0, stop: int | None = None) -> "Tensor":
        """Applies the stages ``start`` (included) to ``stop`` (excluded, None for all) to a batch."""
        for stage in self.stages[start:stop]:
            x = stage.module(x)
        return x

    def remember(self) -> Any:
        """An empty memory for `run_on`; None where the network has to see a text from its beginning each time."""
        return None

    def run_on(self, x: "Tensor", memory: Any, start: int = 0, stop: int | None = None) -> "Tensor":
        """As `run`, of tokens that stand behind those that the memory has seen; from now on it has seen them too. There
        is no padding among them: every text goes on with as many."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class BackboneSpec:
    """A backbone that the catalog offers. Listing it imports no torch; `build` does, on the run thread.

    Args:
        id: ``plugin/name``, stable because recipes store it, for instance ``torchvision/resnet50``.
        title: for people, for instance ``ResNet-50``.
        preprocessing: what the network expects; a spec without it is refused, since a wrong normalisation silently
            ruins accuracy.
        build: makes the `Backbone` with fresh weights from validated options; takes no network and reads no weights.
            What it draws at random comes from torch's global generator.
        parameters: number of parameters without the original classifier; None if not counted.
        flops: multiply–accumulate operations for one sample of the size in ``preprocessing``; None if not counted.
        weights: best first; the first is what is offered. Empty for a backbone that is trained from scratch only.
        licence: of the code, as an SPDX identifier.
        family: groups the variants of one architecture, for instance ``ResNet``.
        description: one or two sentences for people who know their pictures but not networks.
        paper: where it was published: a title with year, or an address.
        options: a pydantic model from which the form is made.
        fixed_size: the network takes only pictures of ``preprocessing.size``.
        tasks: ids of the tasks that it serves.
        specialise: gives the spec for validated options where these decide about weights or preprocessing, such as a
            folder with any model of a kind. Reads at most small files; raises `UserError` in words. What it has read
            goes into ``resolved`` as far as building depends on it; from options that hold it already, it reads none
            of it again.
        discover: for options that name a model elsewhere: asks the app for small files and gives values of hidden
            options, from which `specialise` then makes the spec; empty where they are known. Called on a worker, when
            the person has asked for that model; raises `UserError` in words.
        resolved: what `specialise` found out, as values of further options (marked ``"level": "hidden"``), plain and
            without None, as TOML and JSON hold them. A run builds its network from the chosen options and these, and
            keeps both: from them alone `build` makes the same network again where the person's files are no more.
    """

    id: str
    title: str
    preprocessing: Preprocessing
    build: Callable[[BaseModel], Backbone]
    parameters: int | None = None
    flops: int | None = None
    weights: Sequence[Weights] = ()
    licence: str = ""
    family: str = ""
    description: str = ""
    paper: str = ""
    options: type[BaseModel] = NoOptions
    fixed_size: bool = False
    modality: Modality = "image"
    tasks: Sequence[str] = field(default=IMAGE_TASKS)
    specialise: "Callable[[BaseModel], BackboneSpec] | None" = None
    discover: "Callable[[BaseModel, Fetch], Mapping[str, Any]] | None" = None
    resolved: Mapping[str, Any] = field(default_factory=dict)

    def for_options(self, options: Mapping[str, Any]) -> "BackboneSpec":
        """The spec as it is with these options. Raises: pydantic.ValidationError; UserError of the plugin."""
        return self.specialise(self.options.model_validate(options)) if self.specialise else self

    def resolve(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """The chosen options with what `specialise` found out: those to build with, and to keep with a run."""
        return {**options, **self.resolved}

    def find_weights(self, weights_id: str) -> Weights | None:
        """The weights with that id, or None."""
        return next((weights for weights in self.weights if weights.id == weights_id), None)
