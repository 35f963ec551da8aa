"""Cuts torchvision's detectors into stages and the part that looks for boxes: one small function for each body."""

from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

from torch import Tensor, nn
from torch.nn import functional as F
from torchvision.models.detection.backbone_utils import BackboneWithFPN
from torchvision.models.detection.ssd import SSDFeatureExtractorVGG
from torchvision.models.detection.ssdlite import SSDLiteFeatureExtractorMobileNet
from torchvision.models.detection.transform import GeneralizedRCNNTransform

from desktop_tl.api import Backbone, Stage
from desktop_tl_torchvision_detection.detectors import Detector, FCOSDetector, RetinaNetDetector, SSDDetector, TwoStage
from desktop_tl_torchvision_detection.maps import Pyramid, Shape, Step, count

DETECTORS: dict[str, Callable[[Any, Sequence[Shape], int], Detector]] = {
    "FasterRCNN": TwoStage,
    "RetinaNet": RetinaNetDetector,
    "FCOS": FCOSDetector,
    "SSD": SSDDetector,
}


class Part(NamedTuple):
    """A stage in the making; ``keeps``: whether the map that comes in goes on, because boxes are looked for in it."""

    name: str
    title: str
    modules: Sequence[nn.Module]
    keeps: bool = False


class AsIs(GeneralizedRCNNTransform):
    """Takes pictures as the app has prepared them: of one size and normalised."""

    def __init__(self, size: int) -> None:
        super().__init__(size, size, [0.0] * 3, [1.0] * 3, size_divisible=1, fixed_size=(size, size))


class Rows:
    """Turns what torchvision's detectors say of each picture into rows, as a `Detector` gives them."""

    def __init__(self, detector: Detector) -> None:
        self._detector = detector

    def __call__(self, _module: nn.Module, _inputs: object, said: Any) -> Any:
        return self._detector.rows(said) if isinstance(said, list) else said


class Scaled(nn.Module):
    """SSD300's first map: of a learnt length at each place. What it is made of goes on beside it."""

    def __init__(self, weight: nn.Parameter) -> None:
        super().__init__()
        self.weight = weight

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        return self.weight.view(1, -1, 1, 1) * F.normalize(x), x


def split_into_stages(whole: nn.Module, size: int) -> Backbone:
    """The backbone of one of torchvision's detectors.

    Its classifier is all that comes behind the pyramid. Its module is the detector itself, but for a batch of prepared
    pictures, of which it says in eval mode what the classifier says.

    Args:
        whole: with fresh weights.
        size: side of the pictures that it will see: maps are handed on as one tensor, so their shapes must be known.
    """
    body = whole.backbone
    stages = chain(BODIES[type(body)](body), size)
    if isinstance(body, BackboneWithFPN):
        pyramid = Pyramid(body.fpn, stages[-1].module.after)
        stages.append(Stage("fpn", pyramid, f"Feature pyramid ({body.out_channels} channels)"))
    shapes = stages[-1].module.after
    whole.transform = AsIs(size)
    detector = DETECTORS[type(whole).__name__](whole, shapes, size)
    whole.register_forward_hook(Rows(detector))
    return Backbone(module=whole, stages=stages, num_features=count(shapes), classifier=detector)


def chain(parts: Iterable[Part], size: int) -> list[Stage]:
    """Stages, each of which takes what the one before hands on."""
    stages: list[Stage] = []
    shapes: tuple[Shape, ...] = ((3, size, size),)
    for part in parts:
        step = Step(part.modules, shapes, keeps=part.keeps)
        shapes = step.after
        stages.append(Stage(part.name, step, f"{part.title} ({shapes[-1][0]} channels)"))
    return stages


def cut_resnet(layers: Any, first: int) -> list[Part]:
    """Stages of a ResNet, whose weights have the names that they have in one for classification.

    Args:
        layers: an object with torchvision's names.
        first: number of the first layer whose map is needed.
    """
    parts = [Part("stem", "Stem", (layers.conv1, layers.bn1, layers.relu, layers.maxpool))]
    for number, layer in enumerate((layers.layer1, layers.layer2, layers.layer3, layers.layer4), start=1):
        modules = tuple(layer) if number < 4 else (layer,)  # for classification, pooling follows inside of the last
        parts.append(Part(f"layer{number}", f"Layer {number} · {len(layer)} blocks", modules, number > first))
    return parts


def _cut_pyramid_body(body: BackboneWithFPN) -> list[Part]:
    layers, taken = body.body, list(body.body.return_layers)
    if "layer4" in layers:
        return cut_resnet(SimpleNamespace(**layers), int(taken[0].removeprefix("layer")))
    names = list(layers)  # of a MobileNet: numbers
    behind = [layers[names[names.index(name) + 1]] for name in taken[:-1]]
    blocks = cut_before(layers.values(), lambda layer: _halves(layer) or layer in behind)
    return [
        Part(f"block{number}", f"Block {number}", block, keeps=block[0] in behind)
        for number, block in enumerate(blocks, start=1)
    ]


def _cut_vgg(body: SSDFeatureExtractorVGG) -> list[Part]:
    blocks = cut_before(body.features, lambda layer: isinstance(layer, nn.MaxPool2d))
    blocks[-1].append(Scaled(body.scale_weight))
    parts = [Part(f"conv{number}", f"Block {number}", block) for number, block in enumerate(blocks, start=1)]
    dense, *extras = body.extra
    return [*parts, Part("conv5", "Block 5, with dilation", tuple(dense)), *_cut_extras(extras)]


def _cut_mobilenet(body: SSDLiteFeatureExtractorMobileNet) -> list[Part]:
    early, late = body.features
    blocks = cut_before(early, _halves)
    parts = [Part(f"block{number}", f"Block {number}", block) for number, block in enumerate(blocks, start=1)]
    return [*parts, Part("late", "Last blocks", tuple(late), keeps=True), *_cut_extras(body.extra)]


def _cut_extras(blocks: Iterable[nn.Module]) -> list[Part]:
    return [Part(f"extra{n}", f"Extra block {n}", tuple(block), True) for n, block in enumerate(blocks, start=1)]


def cut_before(modules: Iterable[nn.Module], begins: Callable[[nn.Module], bool]) -> list[list[nn.Module]]:
    """Cuts a chain of modules before each one that ``begins`` something."""
    blocks: list[list[nn.Module]] = []
    for module in modules:
        if not blocks or begins(module):
            blocks.append([])
        blocks[-1].append(module)
    return blocks


def _halves(layer: nn.Module) -> bool:
    """Whether it is a layer of a MobileNet that halves the map."""
    return bool(getattr(layer, "_is_cn", False))


BODIES: dict[type[nn.Module], Callable[[Any], list[Part]]] = {
    BackboneWithFPN: _cut_pyramid_body,
    SSDFeatureExtractorVGG: _cut_vgg,
    SSDLiteFeatureExtractorMobileNet: _cut_mobilenet,
}
