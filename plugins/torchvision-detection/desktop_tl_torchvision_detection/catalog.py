"""Makes the catalog's specs from the table, without torch."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from importlib.resources import files
from typing import Any

from pydantic import BaseModel

from desktop_tl.api import BackboneSpec, ImagePreprocessing, Url, Weights
from desktop_tl_torchvision_detection.building import adapt_body, adapt_detector, build_detector, build_small_fcos
from desktop_tl_torchvision_detection.options import DetectorOptions, PyramidOptions, with_defaults

TASK = "object-detection"
LICENCE = "BSD-3-Clause"
TELLS_BACKGROUND = ("Faster R-CNN", "SSD")
"""Families whose first class is the background, which is no answer; the others never tell theirs."""


def list_backbones() -> list[BackboneSpec]:
    """torchvision's detectors in the order of the table, and a small one that has none of their weights."""
    table = read_table()
    return [*(_spec(row, tuple(table["labels"])) for row in table["models"]), _small_fcos()]


def read_table() -> dict[str, Any]:
    """The table as `desktop_tl_torchvision_detection.tables` wrote it."""
    table: dict[str, Any] = json.loads(
        files("desktop_tl_torchvision_detection").joinpath("models.json").read_text(encoding="utf-8")
    )
    return table


def at_size(spec: BackboneSpec, options: BaseModel) -> BackboneSpec:
    """The spec for pictures of the chosen size."""
    assert isinstance(options, PyramidOptions)
    preprocessing = spec.preprocessing
    assert isinstance(preprocessing, ImagePreprocessing)
    is_usual = options.size == preprocessing.size
    return replace(
        spec,
        preprocessing=preprocessing.model_copy(update={"size": options.size, "resize": options.size}),
        flops=spec.flops if is_usual else None,
    )


def _spec(row: Mapping[str, Any], labels: tuple[str, ...]) -> BackboneSpec:
    name, defaults = row["name"], row["defaults"]
    form = with_defaults(PyramidOptions if "size" in defaults else DetectorOptions, f"{name}_options", **defaults)
    spec = BackboneSpec(
        id=f"torchvision-detection/{name}",
        title=row["title"],
        preprocessing=ImagePreprocessing(**row["preprocessing"]),
        build=partial(build_detector, name),
        parameters=row["parameters"],
        flops=row["flops"],
        weights=[_weights(row["weights"], labels[1:] if row["family"] in TELLS_BACKGROUND else labels)],
        licence=LICENCE,
        family=row["family"],
        description=row["description"],
        paper=row["paper"],
        options=form,
        fixed_size=True,
        tasks=[TASK],
    )
    return replace(spec, specialise=partial(at_size, spec)) if "size" in defaults else spec


def _weights(row: Mapping[str, Any], labels: tuple[str, ...]) -> Weights:
    return Weights(
        id=row["id"],
        title=row["title"],
        source=Url(url=row["url"], sha256=row["sha256"], size=row["size"]),
        licence=LICENCE,
        training_data="COCO 2017",
        labels=labels,
        adapt=partial(adapt_detector, is_legacy=row["legacy"]),
    )


def _small_fcos() -> BackboneSpec:
    spec = BackboneSpec(
        id="torchvision-detection/fcos_resnet18",
        title="Small FCOS on ResNet-18",
        preprocessing=ImagePreprocessing(
            size=256, resize=256, mean=(0.485, 0.456, 0.406), std=(0.229, 0.224, 0.225), crop="letterbox"
        ),
        build=build_small_fcos,
        parameters=11_176_512,
        weights=[
            Weights(
                id="imagenet1k_v1",
                title="Body from ImageNet-1k; it has looked for no boxes yet",
                source=Url(
                    url="https://download.pytorch.org/models/resnet18-f37072fd.pth", sha256="f37072fd", size=46_830_453
                ),
                licence=LICENCE,
                training_data="ImageNet-1k",
                adapt=adapt_body,
            )
        ],
        licence=LICENCE,
        family="FCOS",
        description="A ResNet-18 that has learnt to classify, with a small pyramid that looks for boxes on top. Trains "
        "on a computer without a GPU; its body may also come from a run of torchvision/resnet18.",
        paper="FCOS: Fully Convolutional One-Stage Object Detection (2019), https://arxiv.org/abs/1904.01355",
        options=with_defaults(PyramidOptions, "fcos_resnet18_options", size=256, overlap=0.6),
        fixed_size=True,
        tasks=[TASK],
    )
    return replace(spec, specialise=partial(at_size, spec))
