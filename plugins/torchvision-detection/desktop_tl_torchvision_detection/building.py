"""Builds a detector with fresh weights, and fits weights files to it; runs where torch may be imported."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from desktop_tl.api import Backbone, UserError

if TYPE_CHECKING:
    from torch import Tensor

OLD_HEAD = re.compile(r"^(head\.(?:classification|regression)_head\.conv\.\d+)\.(weight|bias)$")
"""The first files of RetinaNet write ``conv.0.weight`` where the network has ``conv.0.0.weight``."""

EPSILON = 1e-5
"""Of the batch normalisation of a ResNet."""


def build_detector(name: str, options: BaseModel) -> Backbone:
    """Makes torchvision's detector ``name``, for the classes of COCO; takes no network connection.

    Its body has plain batch normalisation, of which torchvision freezes a pretrained one: what freezes it here is the
    strategy, or the recipe's ``freeze_norm``. In eval mode both compute the same.

    Raises:
        UserError: the installed torchvision does not know it, or has changed it.
    """
    import torchvision  # imports torch, which listing the catalog must not

    from desktop_tl_torchvision_detection.networks import split_into_stages

    if name not in torchvision.models.list_models(module=torchvision.models.detection):
        raise UserError(
            f"The installed torchvision {torchvision.__version__} has no detector ‘{name}’.",
            advice="Install another version of torchvision, or choose another backbone.",
        )
    told = options.model_dump()
    size = told.get("size") or FIXED[name]
    network = torchvision.models.get_model(name, weights=None, weights_backbone=None)
    configure(network, told)
    try:
        return split_into_stages(network, size)
    except (AttributeError, KeyError, ValueError) as error:
        raise UserError(
            f"‘{name}’ of the installed torchvision {torchvision.__version__} is built in an unknown way: {error}.",
            advice="Install another version of torchvision, or update this plugin.",
        ) from error


FIXED = {"ssd300_vgg16": 300, "ssdlite320_mobilenet_v3_large": 320}
"""Sides of the pictures of networks that take no other."""


def build_small_fcos(options: BaseModel) -> Backbone:
    """A ResNet-18 whose stages are those of ``torchvision/resnet18``, and an FCOS whose pyramid is part of the head."""
    from desktop_tl_torchvision_detection.small import build

    told = options.model_dump()
    return build(told["size"], lambda network: configure(network, told))


def configure(network: Any, told: Mapping[str, Any]) -> None:
    """Tells one of torchvision's detectors which boxes are worth telling."""
    part = getattr(network, "roi_heads", network)
    part.score_thresh, part.nms_thresh = told["score_threshold"], told["overlap"]
    part.detections_per_img = told["most_boxes"]


def adapt_detector(
    tensors: "Mapping[str, Tensor]", own: "Mapping[str, Tensor]", *, is_legacy: bool
) -> "dict[str, Tensor]":
    """The tensors of one of torchvision's files.

    Args:
        is_legacy: it was trained with a batch normalisation that adds nothing to the variance; ours adds `EPSILON`,
            which is therefore taken off.
    """
    known = {**tensors, **{OLD_HEAD.sub(r"\1.0.\2", name): tensor for name, tensor in tensors.items()}}
    found = {name: known[name] for name in own if name in known}
    if is_legacy:
        found |= {name: t - EPSILON for name, t in found.items() if name.endswith(".running_var")}
    return found


def adapt_body(tensors: "Mapping[str, Tensor]", own: "Mapping[str, Tensor]") -> "dict[str, Tensor]":
    """The tensors of a file for classification, as the body has them."""
    start = "backbone.body."
    return {name: tensors[name.removeprefix(start)] for name in own if name.removeprefix(start) in tensors}
