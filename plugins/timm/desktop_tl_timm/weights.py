"""Fits a timm weights file to the network, with timm's own conversions; runs where torch may be imported."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop_tl.api import UserError

if TYPE_CHECKING:
    from torch import Tensor


def adapt_weights(
    name: str, tag: str, tensors: "Mapping[str, Tensor]", own: "Mapping[str, Tensor]"
) -> "dict[str, Tensor]":
    """Turns the tensors of a file into those of timm's network ``name``.

    A file that timm wrote fits as it is. What others wrote goes through timm's own loader, which knows their names
    and resizes tables of positions. A classifier that is missing, or made for other classes, stays fresh.

    Args:
        name: of the architecture.
        tag: of the weights, as timm tells them apart.
        tensors: of the file.
        own: of the network as it was built.

    Raises:
        UserError: the file belongs to another network.
    """
    import timm  # imports torch, which listing the catalog must not

    classifiers = timm.get_pretrained_cfg(name).classifier or ()
    heads = tuple(f"{path}." for path in ([classifiers] if isinstance(classifiers, str) else classifiers))
    if _unfit(tensors, own, heads):
        tensors = _convert(name, tag, tensors)
        if unfit := _unfit(tensors, own, heads):
            raise _foreign_file(name, f"‘{unfit[0]}’ is missing or has another shape")
    return {key: tensors[key] if _fits(tensors.get(key), tensor) else tensor for key, tensor in own.items()}


def _fits(tensor: "Tensor | None", own: "Tensor") -> bool:
    return tensor is not None and tensor.shape == own.shape


def _unfit(tensors: "Mapping[str, Tensor]", own: "Mapping[str, Tensor]", heads: tuple[str, ...]) -> list[str]:
    """Names of the network's tensors that the file lacks, but for those that may stay fresh."""
    return [
        key
        for key, tensor in own.items()
        if not _fits(tensors.get(key), tensor) and not key.startswith(heads) and not key.endswith("num_batches_tracked")
    ]


def _convert(name: str, tag: str, tensors: "Mapping[str, Tensor]") -> "Mapping[str, Tensor]":
    import timm
    import torch

    full = name if tag == "default" else f"{name}.{tag}"
    full = full if timm.is_model_pretrained(full) else name
    # Only this source: with the hub's address still in place, an empty file would make timm download another one.
    source = {"state_dict": dict(tensors), "hf_hub_id": None, "url": "", "file": None, "source": ""}
    # As many classes as the file has: timm then insists on every tensor. The caller takes the classifier if it fits.
    classes = timm.get_pretrained_cfg(full).num_classes
    try:
        with torch.random.fork_rng(devices=[]):  # the fresh weights drawn here are thrown away
            model = timm.create_model(full, pretrained=True, num_classes=classes, pretrained_cfg_overlay=source)
    except (RuntimeError, KeyError, ValueError, AttributeError, IndexError, TypeError) as error:
        raise _foreign_file(name, str(error).splitlines()[0] if str(error) else type(error).__name__) from error
    return model.state_dict()


def _foreign_file(name: str, difference: str) -> UserError:
    return UserError(
        f"The weights file does not fit the network ‘{name}’: {difference}.",
        advice="Choose other weights, or another version of timm.",
    )
