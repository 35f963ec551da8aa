"""Writes the table from the installed torchvision: ``python -m desktop_tl_torchvision_detection.tables``."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torchvision
from torch.utils.flop_counter import FlopCounterMode
from torchvision import models

from desktop_tl_torchvision_detection.building import FIXED, build_detector
from desktop_tl_torchvision_detection.options import DetectorOptions, PyramidOptions

TABLE = Path(__file__).with_name("models.json")
LEGACY = ("fasterrcnn_resnet50_fpn", "retinanet_resnet50_fpn")
"""Networks of whose weights torchvision's batch normalisation adds nothing to the variance."""


@dataclass(frozen=True)
class About:
    """What is said of a detector."""

    title: str
    family: str
    description: str
    paper: str
    size: int


_RCNN = "Faster R-CNN: Towards Real-Time Object Detection with Region Proposal Networks (2015), "
_RCNN += "https://arxiv.org/abs/1506.01497"
_RETINA = "Focal Loss for Dense Object Detection (2017), https://arxiv.org/abs/1708.02002"
_SSD = "SSD: Single Shot MultiBox Detector (2016), https://arxiv.org/abs/1512.02325"
_TWO = "Proposes places, then looks closely at each: exact, also for small things. "
_ONE = "Tells of every place at once what is there. "

ABOUT = {
    "fasterrcnn_resnet50_fpn_v2": About(
        "Faster R-CNN ResNet-50, V2", "Faster R-CNN", _TWO + "The most exact one here; wants a GPU.", _RCNN, 640
    ),
    "fasterrcnn_resnet50_fpn": About(
        "Faster R-CNN ResNet-50", "Faster R-CNN", _TWO + "The classic; wants a GPU.", _RCNN, 640
    ),
    "fasterrcnn_mobilenet_v3_large_fpn": About(
        "Faster R-CNN MobileNetV3", "Faster R-CNN", _TWO + "A small body, for computers without a GPU.", _RCNN, 640
    ),
    "fasterrcnn_mobilenet_v3_large_320_fpn": About(
        "Faster R-CNN MobileNetV3, 320 pixels",
        "Faster R-CNN",
        _TWO + "A small body and small pictures: quick without a GPU, but small things escape it.",
        _RCNN,
        320,
    ),
    "retinanet_resnet50_fpn_v2": About("RetinaNet ResNet-50, V2", "RetinaNet", _ONE + "Wants a GPU.", _RETINA, 640),
    "retinanet_resnet50_fpn": About("RetinaNet ResNet-50", "RetinaNet", _ONE + "Wants a GPU.", _RETINA, 640),
    "fcos_resnet50_fpn": About(
        "FCOS ResNet-50",
        "FCOS",
        _ONE + "Needs no prepared shapes of boxes. Wants a GPU.",
        "FCOS: Fully Convolutional One-Stage Object Detection (2019), https://arxiv.org/abs/1904.01355",
        640,
    ),
    "ssd300_vgg16": About("SSD300 VGG-16", "SSD", _ONE + "Pictures of 300 pixels, pressed into a square.", _SSD, 300),
    "ssdlite320_mobilenet_v3_large": About(
        "SSDlite MobileNetV3",
        "SSD",
        _ONE + "The smallest and quickest one; pictures of 320 pixels, pressed into a square.",
        "Searching for MobileNetV3 (2019), https://arxiv.org/abs/1905.02244",
        320,
    ),
}


def read_library() -> dict[str, Any]:
    """The table as the installed torchvision has it; builds every network to count it, which takes some seconds."""
    labels = models.get_model_weights("fasterrcnn_resnet50_fpn").DEFAULT.meta["categories"]
    version = torchvision.__version__.split("+")[0]
    return {"library": f"torchvision {version}", "labels": labels, "models": [_row(name) for name in ABOUT]}


def _row(name: str) -> dict[str, Any]:
    about = ABOUT[name]
    network = models.get_model(name, weights=None, weights_backbone=None)
    part, transform = getattr(network, "roi_heads", network), network.transform
    defaults = {
        "score_threshold": part.score_thresh,
        "overlap": part.nms_thresh,
        "most_boxes": part.detections_per_img,
        **({} if name in FIXED else {"size": about.size}),
    }
    parameters, flops = _measure(name, defaults, about.size)
    return {
        "name": name,
        "title": about.title,
        "family": about.family,
        "description": about.description,
        "paper": about.paper,
        "defaults": defaults,
        "preprocessing": {
            "size": about.size,
            "resize": about.size,
            "mean": [round(value, 6) for value in transform.image_mean],
            "std": [round(value, 8) for value in transform.image_std],
            "crop": "squash" if name in FIXED else "letterbox",
        },
        "parameters": parameters,
        "flops": flops,
        "weights": _weights(models.get_model_weights(name).DEFAULT, name in LEGACY),
    }


def _measure(name: str, defaults: dict[str, Any], size: int) -> tuple[int, int]:
    """Parameters, and multiply–accumulate operations of one picture, of all stages; on torch's meta device."""
    with torch.device("meta"):
        backbone = build_detector(name, (DetectorOptions if name in FIXED else PyramidOptions)(**defaults))
        for stage in backbone.stages:
            stage.module.eval()
        with torch.no_grad(), FlopCounterMode(display=False) as counter:
            backbone.run(torch.empty(1, 3, size, size))
    parameters = sum(p.numel() for stage in backbone.stages for p in stage.module.parameters())
    return parameters, counter.get_total_flops() // 2


def _weights(member: Any, is_legacy: bool) -> dict[str, Any]:
    digits = re.search(r"-([0-9a-f]{8,})\.pth$", member.url)
    score = member.meta["_metrics"]["COCO-val2017"]["box_map"]
    return {
        "id": member.name.lower(),
        "title": f"COCO 2017 (mAP {score:.1f})",
        "url": member.url,
        "sha256": digits.group(1) if digits else "",
        "size": round(member.meta["_file_size"] * 1024**2),
        "legacy": is_legacy,
    }


def write(table: dict[str, Any], path: Path = TABLE) -> None:
    """One line for each network, so that a change can be read."""
    lines = [json.dumps(row, ensure_ascii=False) for row in table["models"]]
    head = {key: value for key, value in table.items() if key != "models"}
    text = json.dumps(head, ensure_ascii=False)[:-1] + ', "models": [\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(read_library())
