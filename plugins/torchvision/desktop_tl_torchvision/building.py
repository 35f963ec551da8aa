"""Builds a torchvision network with fresh weights, and fits weights files to it; runs where torch may be imported."""

import re
from collections.abc import Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from desktop_tl.api import Backbone, UserError

if TYPE_CHECKING:
    from torch import Tensor

ARGUMENTS: dict[str, dict[str, Any]] = {
    # The published weights expect their own normalisation, which the network then makes from ImageNet's. torchvision's
    # old way to draw fresh weights is slow and lets the signal of Inception v3 grow to 100,000 times its size.
    "googlenet": {"aux_logits": False, "transform_input": True, "init_weights": False},
    "inception_v3": {"aux_logits": False, "transform_input": True, "init_weights": False},
}

DENSE_LAYER = re.compile(r"^(.*denselayer\d+\.(?:norm|relu|conv))\.([12]\..+)$")
"""Old DenseNet files write ``norm.1`` where the network has ``norm1``."""


def build_backbone(name: str, image_size: int | None = None, options: BaseModel | None = None) -> Backbone:
    """Makes torchvision's network ``name``; takes no network connection.

    Args:
        name: as ``torchvision.models.list_models`` gives it.
        image_size: for networks whose positions are bound to a size; None for the default.
        options: none so far.

    Raises:
        UserError: the installed torchvision does not know it, or has changed it.
    """
    import torchvision  # imports torch, which listing the catalog must not

    from desktop_tl_torchvision.families import split_into_stages
    from desktop_tl_torchvision.meta import ReadableNumbers

    if name not in torchvision.models.list_models(module=torchvision.models):
        raise UserError(
            f"The installed torchvision {torchvision.__version__} has no model ‘{name}’.",
            advice="Install another version of torchvision, or choose another backbone.",
        )
    arguments = dict(ARGUMENTS.get(name, {}))
    if image_size is not None:
        arguments["image_size"] = image_size
    with ReadableNumbers() if name.startswith("regnet") else nullcontext():
        model = torchvision.models.get_model(name, weights=None, **arguments)
    try:
        return split_into_stages(model)
    except (AttributeError, KeyError, ValueError) as error:
        raise UserError(
            f"‘{name}’ of the installed torchvision {torchvision.__version__} is built in an unknown way: {error}.",
            advice="Install another version of torchvision, or update this plugin.",
        ) from error


def adapt_weights(tensors: "Mapping[str, Tensor]", own: "Mapping[str, Tensor]") -> "dict[str, Tensor]":
    """Picks and renames the tensors of a published file that the network has.

    Auxiliary heads are dropped; a classifier for another number of classes, or without values, stays fresh.

    Raises:
        UserError: a tensor of the features is missing or has another shape.
    """
    found = {DENSE_LAYER.sub(r"\1\2", name): tensor for name, tensor in tensors.items()}
    adapted = {}
    for name, own_tensor in own.items():
        tensor = found.get(name)
        if tensor is not None and tensor.shape == own_tensor.shape and not _is_missing(name, tensor):
            adapted[name] = tensor
        elif name.startswith(("classifier.", "fc.", "head.", "heads.")) or name.endswith("num_batches_tracked"):
            adapted[name] = own_tensor
        else:
            difference = (
                "is missing" if tensor is None else f"has shape {tuple(tensor.shape)}, not {tuple(own_tensor.shape)}"
            )
            raise UserError(
                f"The weights file does not fit the network: ‘{name}’ {difference}.",
                advice="Choose other weights, or another version of torchvision.",
            )
    return adapted


def _is_missing(name: str, tensor: "Tensor") -> bool:
    """Files of features only fill the classifier with NaN."""
    return name.startswith("classifier.") and not bool(tensor.isfinite().all())
