"""Makes the catalog's specs from the table, without torch."""

import json
from collections.abc import Mapping
from functools import partial
from importlib.resources import files
from typing import Any

from desktop_tl.api import BackboneSpec, ImagePreprocessing, Url, Weights
from desktop_tl_torchvision.building import adapt_weights, build_backbone


def list_backbones() -> list[BackboneSpec]:
    """All specs in the order of the table; a few milliseconds."""
    table = read_table()
    labels = tuple(table["labels"])
    return [_spec(row, labels) for row in table["models"]]


def read_table() -> dict[str, Any]:
    """The table as `desktop_tl_torchvision.tables` wrote it."""
    return json.loads(files("desktop_tl_torchvision").joinpath("models.json").read_text(encoding="utf-8"))


def _spec(row: Mapping[str, Any], labels: tuple[str, ...]) -> BackboneSpec:
    preprocessing = ImagePreprocessing(**row["preprocessing"])
    return BackboneSpec(
        id=f"torchvision/{row['id']}",
        title=row["title"],
        preprocessing=preprocessing,
        build=partial(build_backbone, row["name"], row.get("image_size")),
        parameters=row["parameters"],
        flops=row["flops"],
        weights=tuple(_weights(weights, preprocessing, labels) for weights in row["weights"]),
        licence="BSD-3-Clause",
        family=row["family"],
        description=row["description"],
        paper=row["paper"],
        fixed_size=row["fixed_size"],
    )


def _weights(row: Mapping[str, Any], default: ImagePreprocessing, labels: tuple[str, ...]) -> Weights:
    preprocessing = ImagePreprocessing(**row["preprocessing"])
    return Weights(
        id=row["id"],
        title=row["title"],
        source=Url(url=row["url"], sha256=row["sha256"], size=row["size"]),
        licence=row["licence"],
        training_data=row["training_data"],
        accuracy=row["accuracy"],
        labels=labels if row["labels"] else (),
        preprocessing=None if preprocessing == default else preprocessing,
        adapt=adapt_weights,
    )
