"""A small real backbone with BatchNorm and Dropout, and datasets in memory, for tests of the engine."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from desktop_tl.api import Backbone, BackboneSpec, ImagePreprocessing, Note, Sample, SetAside, Split, Stage
from desktop_tl.engine.image_treatment import ImageTreatment

PREPROCESSING = ImagePreprocessing(size=16, resize=16, mean=(0.5, 0.5, 0.5), std=(0.25, 0.25, 0.25))


def build_small_net(_options: BaseModel) -> Backbone:
    """Three convolutional stages of 8, 16 and 24 channels."""
    import torch
    from torch import nn

    def block(before: int, after: int) -> nn.Module:
        return nn.Sequential(nn.Conv2d(before, after, 3, 2, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU())

    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.stem, self.middle = block(3, 8), block(8, 16)
            self.top = nn.Sequential(block(16, 24), nn.Dropout(0.1), nn.AdaptiveAvgPool2d(1), nn.Flatten())
            self.fc = nn.Linear(24, 5)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.fc(self.top(self.middle(self.stem(x))))

    net = Net()
    stages = [Stage("stem", net.stem), Stage("middle", net.middle), Stage("top", net.top)]
    return Backbone(module=net, stages=stages, num_features=24, classifier=net.fc)


TREATMENT = ImageTreatment(preprocessing=PREPROCESSING)
SMALL_NET = BackboneSpec(id="test/small", title="Small net", preprocessing=PREPROCESSING, build=build_small_net)


@dataclass
class ArrayDataset:
    """Pictures in memory."""

    pixels: Sequence[Any]
    targets: Sequence[int]
    classes: Sequence[str]
    splits: Sequence[Split] | None = None
    groups: Sequence[str] | None = None
    notes: Sequence[Note] = ()
    set_aside: Sequence[SetAside] = field(default=())

    def __len__(self) -> int:
        return len(self.targets)

    def sample(self, index: int) -> Sample:
        return Sample(f"sample-{index}", self.pixels[index], int(self.targets[index]))

    def fingerprint(self) -> str:
        return f"{len(self)}"


def colored_squares(count: int = 48, classes: int = 2, seed: int = 0) -> ArrayDataset:
    """Noise with a tint: class 0 red, 1 blue, 2 green."""
    rng = np.random.default_rng(seed)
    targets = [index % classes for index in range(count)]
    pixels: list[NDArray[np.uint8]] = []
    for target in targets:
        noise = rng.integers(60, 160, (20, 20, 3), np.uint8)
        noise[:, :, (0, 2, 1)[target]] = np.minimum(255, noise[:, :, (0, 2, 1)[target]].astype(int) + 60)
        pixels.append(noise)
    return ArrayDataset(pixels, targets, ("red", "blue", "green")[:classes])
