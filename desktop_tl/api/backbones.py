"""What a plugin says of a backbone (light, without torch) and what it builds on the run thread (with torch)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from desktop_tl.api.preprocessing import ImagePreprocessing

if TYPE_CHECKING:
    from torch import Tensor, nn

Modality = Literal["image", "text"]


class NoOptions(BaseModel):
    """For whatever has nothing to choose."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, kw_only=True)
class Url:
    """A weights file on the network.

    Args:
        url: where the app downloads it from, once the person asked for it.
        sha256: the file's SHA-256 in hexadecimal, whole or its first eight digits or more; empty if unknown.
        size: in bytes; None if unknown.
    """

    url: str
    sha256: str = ""
    size: int | None = None


@dataclass(frozen=True, kw_only=True)
class PackageFile:
    """A weights file inside an installed Python distribution.

    Args:
        distribution: its name in the package index, for the advice when it is missing.
        path: the file, relative to where the distribution is installed, with ``/``.
        sha256: as for `Url`.
        size: in bytes; None if unknown.
    """

    distribution: str
    path: str
    sha256: str = ""
    size: int | None = None


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
    source: Url | PackageFile
    licence: str
    training_data: str
    accuracy: float | None = None
    labels: Sequence[str] = ()
    preprocessing: ImagePreprocessing | None = None
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

    All stages one after the other, on a preprocessed batch of shape (N, 3, size, size), give the features, of shape
    (N, ``num_features``). Override `run` where stages are more than a chain.

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
        flops: multiply–accumulate operations for one picture at ``preprocessing.size``; None if not counted.
        weights: best first; the first is what is offered. Empty for a backbone that is trained from scratch only.
        licence: of the code, as an SPDX identifier.
        family: groups the variants of one architecture, for instance ``ResNet``.
        description: one or two sentences for people who know their pictures but not networks.
        paper: where it was published: a title with year, or an address.
        options: a pydantic model from which the form is made.
        fixed_size: the network takes only pictures of ``preprocessing.size``.
        tasks: ids of the tasks that it serves.
    """

    id: str
    title: str
    preprocessing: ImagePreprocessing
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
    tasks: Sequence[str] = field(default=("image-classification",))

    def find_weights(self, weights_id: str) -> Weights | None:
        """The weights with that id, or None."""
        return next((weights for weights in self.weights if weights.id == weights_id), None)
