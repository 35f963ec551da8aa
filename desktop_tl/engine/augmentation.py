"""Shows each picture a little differently in each epoch; a function of (seed, epoch, sample) and of nothing else.

So neither the number of loader workers nor a resumed run changes what the network sees.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.overrides import TorchFunctionMode
from torchvision.transforms import v2

from desktop_tl.api.preprocessing import ImagePreprocessing
from desktop_tl.engine.image_treatment import ImageTreatment, Preset

Mixing = Literal["none", "mixup", "cutmix", "both"]
_INTERPOLATION = {
    "nearest": v2.InterpolationMode.NEAREST,
    "bilinear": v2.InterpolationMode.BILINEAR,
    "bicubic": v2.InterpolationMode.BICUBIC,
    "lanczos": v2.InterpolationMode.BICUBIC,  # tensors have no Lanczos
}

_DRAWING = frozenset(
    {
        *(torch.rand, torch.randn, torch.randint, torch.randperm, torch.normal, torch.bernoulli, torch.multinomial),
        *(Tensor.uniform_, Tensor.normal_, Tensor.random_, Tensor.bernoulli_, Tensor.exponential_),
    }
)


@cache
def build_augmentation(preset: Preset, preprocessing: ImagePreprocessing) -> v2.Transform:
    """From uint8 pixels (3, resize, resize) to uint8 pixels (3, size, size).

    light: a crop of 70 to 100 % of the area, and a mirror image half of the time. standard: of 35 to 100 %, and
    brightness, contrast and saturation; mirror-colour: these alone. strong: RandAugment (Cubuk et al. 2020), and a
    random part erased (Zhong et al. 2020).
    """
    if preset == "mirror-colour":  # the mirror has been there before
        return v2.ColorJitter(brightness=0.2, contrast=0.2, saturation=0.2)
    how = _INTERPOLATION[preprocessing.interpolation]
    smallest = {"light": 0.7, "standard": 0.35, "strong": 0.35}[preset]
    steps: list[v2.Transform] = [
        v2.RandomResizedCrop(preprocessing.size, scale=(smallest, 1.0), interpolation=how, antialias=True),
        v2.RandomHorizontalFlip(),
    ]
    if preset == "standard":
        steps.append(v2.ColorJitter(brightness=0.2, contrast=0.2, saturation=0.2))
    if preset == "strong":
        steps += [v2.RandAugment(), v2.RandomErasing(p=0.25, value=[round(255 * m) for m in preprocessing.mean])]
    return v2.Compose(steps)


def augment(transform: v2.Transform, pixels: Tensor, *, seed: int, epoch: int, index: int) -> Tensor:
    """One picture, (side, side, 3) uint8, as this sample is seen in this epoch: (size, size, 3) uint8."""
    with _OwnDraws(torch.Generator().manual_seed(sample_seed(seed, epoch, index))):
        return transform(pixels.permute(2, 0, 1)).permute(1, 2, 0)


def augment_pixels(
    treatment: ImageTreatment, pixels: NDArray[np.uint8], *, epoch: int, index: int
) -> NDArray[np.uint8]:
    """`augment` as the treatment says, from array to array. In any thread."""
    transform = build_augmentation(treatment.augmentation, treatment.preprocessing)
    return augment(transform, torch.tensor(pixels), seed=treatment.seed, epoch=epoch, index=index).numpy()


class _OwnDraws(TorchFunctionMode):
    """What is drawn in it comes from a generator of its own. torch's global one belongs to the training thread: another
    thread that used it would change what dropout draws there, and the other way round."""

    def __init__(self, generator: torch.Generator) -> None:
        super().__init__()
        self._generator = generator

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        more = {"generator": self._generator} if func in _DRAWING else {}
        return func(*args, **more, **(kwargs or {}))


def sample_seed(seed: int, epoch: int, index: int) -> int:
    """A seed that is far from its neighbours' (the multipliers are large primes; 64 bits)."""
    return (seed * 0x9E3779B97F4A7C15 + epoch * 0xC2B2AE3D27D4EB4F + index * 0x165667B19E3779F9) % 2**63


def build_mixing(mixing: Mixing, classes: int) -> v2.Transform | None:
    """From a batch and its targets to a mixed batch and soft targets (N, classes); None for no mixing.

    MixUp (Zhang et al. 2018) with α = 0.2, CutMix (Yun et al. 2019) with α = 1.
    """
    mixup, cutmix = v2.MixUp(alpha=0.2, num_classes=classes), v2.CutMix(num_classes=classes)
    return {"none": None, "mixup": mixup, "cutmix": cutmix, "both": v2.RandomChoice([mixup, cutmix])}[mixing]
