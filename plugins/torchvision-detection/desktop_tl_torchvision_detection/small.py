"""A detector that learns on a computer without a GPU, on a body that has learnt to classify."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace

from torch import Tensor, nn
from torchvision.models import resnet18
from torchvision.models.detection import FCOS
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.backbone_utils import BackboneWithFPN
from torchvision.models.detection.fcos import FCOSHead

from desktop_tl.api import Backbone
from desktop_tl_torchvision_detection.detectors import FCOSDetector
from desktop_tl_torchvision_detection.maps import Pyramid, Shape, count
from desktop_tl_torchvision_detection.networks import AsIs, Rows, chain, cut_resnet

CHANNELS = 64
STRIDES = (8, 16, 32, 64)
LABELS = 91
"""As those of COCO, until a task puts its own classes in their place."""


class PyramidFCOS(FCOSDetector):
    """An FCOS to which the pyramid belongs: it has to be learnt with it, since no weights of it are to be had."""

    def __init__(self, whole: FCOS, shapes: Sequence[Shape], size: int) -> None:
        super().__init__(whole, shapes, size)
        self.pyramid = Pyramid(whole.backbone.fpn, shapes)

    def look(self, maps: list[Tensor]) -> list[Tensor]:
        return list(self.pyramid.work(maps))


def build(size: int, configure: Callable[[nn.Module], None]) -> Backbone:
    """With fresh weights.

    Args:
        size: side of the pictures.
        configure: says which boxes are worth telling.
    """
    body = resnet18(weights=None)
    taken = {"layer2": "0", "layer3": "1", "layer4": "2"}
    whole = FCOS(
        BackboneWithFPN(body, taken, [128, 256, 512], CHANNELS),
        LABELS,
        anchor_generator=AnchorGenerator(tuple((side,) for side in STRIDES), ((1.0,),) * len(STRIDES)),
        head=FCOSHead(CHANNELS, 1, LABELS, num_convs=2),
    )
    whole.transform = AsIs(size)
    configure(whole)
    stages = chain(cut_resnet(SimpleNamespace(**whole.backbone.body), first=2), size)
    shapes = stages[-1].module.after
    detector = PyramidFCOS(whole, shapes, size)
    whole.register_forward_hook(Rows(detector))
    return Backbone(module=whole, stages=stages, num_features=count(shapes), classifier=detector)
