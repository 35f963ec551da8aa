"""What looks for boxes in the maps of a pyramid: torchvision's own code, without body, pyramid and scaling."""

import copy
import math
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torchvision.models.detection import FCOS, FasterRCNN, RetinaNet
from torchvision.models.detection.faster_rcnn import FastRCNNPredictor
from torchvision.models.detection.image_list import ImageList
from torchvision.models.detection.ssd import SSD
from torchvision.ops import box_iou

from desktop_tl_torchvision_detection.maps import Shape, unpack
from desktop_tl_torchvision_detection.outputs import NO_BOX, FoundAndLosses, TrainingPass

PRIOR = 0.01
"""How probable a fresh RetinaNet or FCOS takes a class to be at each place (Lin et al. 2017, section 4.1)."""

Found = Mapping[str, Tensor]
"""What torchvision says of a picture: ``boxes`` in pixels, ``scores`` and ``labels``."""


class Detector(nn.Module):
    """From the maps of a pyramid, packed into (N, total), to boxes.

    In eval mode it gives float32 of shape (N, boxes, 6): class, score, left, top, right and bottom of each box that was
    found, the surest first; a class of `NO_BOX` fills up. Coordinates are shares of the side of the picture. In
    training mode it gives a `TrainingPass`.

    Args:
        whole: torchvision's detector.
        shapes: of the maps.
        size: side of the picture in pixels.
        first_class: number of the first class inside of torchvision's code; 1 where 0 is the background.
        most: boxes of a picture that are told at most.
    """

    def __init__(self, whole: nn.Module, shapes: Sequence[Shape], size: int, *, first_class: int, most: int) -> None:
        super().__init__()
        self.network = without_body(whole)
        self.shapes, self.size, self.first_class, self.most = tuple(shapes), size, first_class, most

    def forward(self, packed: Tensor) -> "Tensor | TrainingPass":
        maps = self.look(unpack(packed, self.shapes))
        if self.training:
            return TrainingPass(self, maps)
        return self.rows(self.find(maps))

    def measure(self, packed: Tensor, targets: Tensor) -> FoundAndLosses:
        """What is found in eval mode, with the losses: normalisation keeps its statistics, and nothing is learnt.

        Args:
            targets: as `losses` takes them.
        """
        found, losses = self.find_and_compare(
            self.look(unpack(packed, self.shapes)), [self._target(rows) for rows in targets]
        )
        return FoundAndLosses(self.rows(found), losses)

    def look(self, maps: list[Tensor]) -> list[Tensor]:
        """The maps in which boxes are looked for."""
        return maps

    def losses(self, maps: Sequence[Tensor], targets: Tensor) -> dict[str, Tensor]:
        """torchvision's losses of a batch.

        Args:
            targets: shape (N, boxes, 5): class, left, top, right and bottom as shares of the side; a class of `NO_BOX`
                fills up.
        """
        return self.compare(maps, [self._target(rows) for rows in targets])

    def compare(self, maps: Sequence[Tensor], targets: list[dict[str, Tensor]]) -> dict[str, Tensor]:
        """The losses, from targets as torchvision takes them."""
        raise NotImplementedError

    def find(self, maps: Sequence[Tensor]) -> list[Found]:
        """What torchvision finds in each picture."""
        raise NotImplementedError

    def find_and_compare(
        self, maps: Sequence[Tensor], targets: list[dict[str, Tensor]]
    ) -> tuple[Sequence[Found], dict[str, Tensor]]:
        """Both at once, in eval mode."""
        raise NotImplementedError

    def replace_predictor(self, classes: int) -> None:
        """Puts fresh last layers for so many classes in the place of those that tell the classes apart."""
        raise NotImplementedError

    def rows(self, found: Sequence[Found]) -> Tensor:
        """What was found in each picture as rows of equal number."""
        return torch.stack([self._fill_up(one) for one in found])

    def _fill_up(self, found: Found) -> Tensor:
        order = found["scores"].argsort(descending=True, stable=True)[: self.most]
        labels = found["labels"][order].float() - self.first_class
        boxes = found["boxes"][order].float() / self.size
        rows = torch.cat([labels[:, None], found["scores"][order].float()[:, None], boxes], 1)
        nothing = rows.new_tensor([NO_BOX, 0, 0, 0, 0, 0]).expand(self.most - len(rows), 6)
        return torch.cat([rows, nothing])

    def pictures(self, like: Tensor) -> ImageList:
        """What torchvision asks of the pictures, which is their size. They take no memory."""
        sizes = [(self.size, self.size)] * len(like)
        return ImageList(like.new_zeros(1).expand(len(like), 3, self.size, self.size), sizes)

    def _target(self, rows: Tensor) -> dict[str, Tensor]:
        boxes = rows[:, 1:] * self.size
        is_box = (rows[:, 0] >= 0) & (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
        return {"boxes": boxes[is_box].float(), "labels": rows[is_box, 0].long() + self.first_class}


class TwoStage(Detector):
    """Faster R-CNN: proposes places, then looks closely at each (Ren et al. 2015)."""

    network: FasterRCNN

    def __init__(self, whole: FasterRCNN, shapes: Sequence[Shape], size: int) -> None:
        super().__init__(whole, shapes, size, first_class=1, most=whole.roi_heads.detections_per_img)

    def compare(self, maps: Sequence[Tensor], targets: list[dict[str, Tensor]]) -> dict[str, Tensor]:
        return self._run(maps, targets)[1]

    def find(self, maps: Sequence[Tensor]) -> list[Found]:
        return self._run(maps, None)[0]

    def find_and_compare(
        self, maps: Sequence[Tensor], targets: list[dict[str, Tensor]]
    ) -> tuple[Sequence[Found], dict[str, Tensor]]:
        """The losses are those of some places drawn at random, the same ones each time."""
        device, parts = maps[0].device, (self.network.rpn, self.network.roi_heads)
        with torch.random.fork_rng([device] if device.type == "cuda" else []):
            torch.manual_seed(0)
            try:
                for part in parts:
                    part.training = True  # of these alone: their layers stay in eval mode
                losses = self.compare(maps, targets)
            finally:
                for part in parts:
                    part.training = False
        return self.find(maps), losses

    def _run(
        self, maps: Sequence[Tensor], targets: list[dict[str, Tensor]] | None
    ) -> tuple[list[Found], dict[str, Tensor]]:
        named, pictures = OrderedDict(zip(map(str, range(len(maps))), maps, strict=True)), self.pictures(maps[0])
        places, losses = self.network.rpn(pictures, named, targets)
        found, closer = self.network.roi_heads(named, places, pictures.image_sizes, targets)
        return found, {**losses, **closer}

    def replace_predictor(self, classes: int) -> None:
        old = self.network.roi_heads.box_predictor
        self.network.roi_heads.box_predictor = FastRCNNPredictor(old.cls_score.in_features, classes + 1)


class OneStage(Detector):
    """Tells of every place at once which boxes are there."""

    def __init__(self, whole: nn.Module, shapes: Sequence[Shape], size: int, *, first_class: int = 0) -> None:
        super().__init__(whole, shapes, size, first_class=first_class, most=whole.detections_per_img)

    def compare(self, maps: Sequence[Tensor], targets: list[dict[str, Tensor]]) -> dict[str, Tensor]:
        said, anchors = self._say(maps)
        return self.compare_said(said, anchors, maps, targets)

    def compare_said(
        self, said: dict[str, Tensor], anchors: list[Tensor], maps: Sequence[Tensor], targets: list[dict[str, Tensor]]
    ) -> dict[str, Tensor]:
        """The losses of what was said of each anchor."""
        raise NotImplementedError

    def find(self, maps: Sequence[Tensor]) -> list[Found]:
        return self.find_said(*self._say(maps), maps)

    def find_and_compare(
        self, maps: Sequence[Tensor], targets: list[dict[str, Tensor]]
    ) -> tuple[Sequence[Found], dict[str, Tensor]]:
        said, anchors = self._say(maps)
        return self.find_said(said, anchors, maps), self.compare_said(said, anchors, maps, targets)

    def find_said(self, said: dict[str, Tensor], anchors: list[Tensor], maps: Sequence[Tensor]) -> list[Found]:
        """What torchvision finds in what was said of each anchor."""
        counts = self.anchors_per_map(maps, anchors[0])
        by_map = {name: list(one.split(counts, 1)) for name, one in said.items()}
        sizes = self.pictures(maps[0]).image_sizes
        found: list[Found] = self.network.postprocess_detections(by_map, [a.split(counts) for a in anchors], sizes)
        return found

    def _say(self, maps: Sequence[Tensor]) -> tuple[dict[str, Tensor], list[Tensor]]:
        maps = list(maps)
        return self.network.head(maps), self.network.anchor_generator(self.pictures(maps[0]), maps)

    def anchors_per_map(self, maps: Sequence[Tensor], anchors: Tensor) -> list[int]:
        """How many of the anchors of a picture belong to each map."""
        places = [one.shape[2] * one.shape[3] for one in maps]
        return [count * len(anchors) // sum(places) for count in places]


class RetinaNetDetector(OneStage):
    """RetinaNet (Lin et al. 2017)."""

    network: RetinaNet

    def compare_said(
        self, said: dict[str, Tensor], anchors: list[Tensor], maps: Sequence[Tensor], targets: list[dict[str, Tensor]]
    ) -> dict[str, Tensor]:
        losses: dict[str, Tensor] = self.network.compute_loss(targets, said, anchors)
        return losses

    def replace_predictor(self, classes: int) -> None:
        _replace_logits(self.network.head.classification_head, classes)


class FCOSDetector(OneStage):
    """FCOS (Tian et al. 2019)."""

    network: FCOS

    def compare_said(
        self, said: dict[str, Tensor], anchors: list[Tensor], maps: Sequence[Tensor], targets: list[dict[str, Tensor]]
    ) -> dict[str, Tensor]:
        counts = self.anchors_per_map(maps, anchors[0])
        losses: dict[str, Tensor] = self.network.compute_loss(targets, said, anchors, counts)
        return losses

    def replace_predictor(self, classes: int) -> None:
        _replace_logits(self.network.head.classification_head, classes)


class SSDDetector(OneStage):
    """SSD and SSDlite (Liu et al. 2016)."""

    network: SSD

    def __init__(self, whole: SSD, shapes: Sequence[Shape], size: int) -> None:
        super().__init__(whole, shapes, size, first_class=1)

    def compare_said(
        self, said: dict[str, Tensor], anchors: list[Tensor], maps: Sequence[Tensor], targets: list[dict[str, Tensor]]
    ) -> dict[str, Tensor]:
        matched = [self._match(one["boxes"], places) for one, places in zip(targets, anchors, strict=True)]
        losses: dict[str, Tensor] = self.network.compute_loss(targets, said, anchors, matched)
        return losses

    def _match(self, boxes: Tensor, anchors: Tensor) -> Tensor:
        if not len(boxes):
            return torch.full((len(anchors),), -1, dtype=torch.int64, device=anchors.device)
        matched: Tensor = self.network.proposal_matcher(box_iou(boxes, anchors))
        return matched

    def find_said(self, said: dict[str, Tensor], anchors: list[Tensor], maps: Sequence[Tensor]) -> list[Found]:
        sizes = self.pictures(maps[0]).image_sizes
        found: list[Found] = self.network.postprocess_detections(said, anchors, sizes)
        return found

    def replace_predictor(self, classes: int) -> None:
        head = self.network.head.classification_head
        for number, layer in enumerate(head.module_list):
            old = layer if isinstance(layer, nn.Conv2d) else layer[-1]
            new = _like(old, old.out_channels // head.num_columns * (classes + 1))
            if isinstance(layer, nn.Conv2d):
                nn.init.xavier_uniform_(new.weight)
                head.module_list[number] = new
            else:
                nn.init.normal_(new.weight, std=0.03)
                layer[-1] = new
            nn.init.zeros_(new.bias)
        head.num_columns = classes + 1


def without_body(whole: nn.Module) -> nn.Module:
    """The same detector with its settings, without body, pyramid and scaling; what is left is shared."""
    rest = copy.copy(whole)
    kept: dict[str, Any] = {n: module for n, module in whole._modules.items() if n not in ("backbone", "transform")}
    rest._modules = kept
    rest._forward_hooks = OrderedDict()
    return rest


def _replace_logits(head: nn.Module, classes: int) -> None:
    head.cls_logits = _like(head.cls_logits, head.num_anchors * classes)
    nn.init.normal_(head.cls_logits.weight, std=0.01)
    nn.init.constant_(head.cls_logits.bias, -math.log((1 - PRIOR) / PRIOR))
    head.num_classes = classes


def _like(old: nn.Conv2d, outputs: int) -> nn.Conv2d:
    return nn.Conv2d(old.in_channels, outputs, old.kernel_size, old.stride, old.padding)
