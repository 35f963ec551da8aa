"""Writes the table of networks from the installed torchvision: ``python -m desktop_tl_torchvision.tables``."""

import json
import re
from pathlib import Path
from typing import Any

import torch
import torchvision
from torchvision import models

from desktop_tl_torchvision.about import about, title_of
from desktop_tl_torchvision.building import build_backbone

TABLE = Path(__file__).with_name("models.json")
FIXED_SIZE = {"VisionTransformer", "MaxVit"}
SWAG = "https://github.com/facebookresearch/SWAG/blob/main/LICENSE"


def read_library(names: list[str] | None = None, *, count: bool = True) -> dict[str, Any]:
    """The table as the installed torchvision has it.

    Args:
        names: only these networks; None for all.
        count: builds every network to count its parameters, which takes a minute or two.
    """
    table: dict[str, Any] = {"library": library_version(), "labels": [], "models": []}
    for name in names or models.list_models(module=models):
        weights = _ordered(models.get_model_weights(name))
        table["labels"] = table["labels"] or next((w.meta["categories"] for w in weights if w.meta["categories"]), [])
        table["models"] += _rows(name, weights, count=count)
    return table


def library_version() -> str:
    """The installed torchvision, without the name of its build."""
    return f"torchvision {torchvision.__version__.split('+')[0]}"


def _ordered(enum: Any) -> list[Any]:
    """The library's own default first, then the newest."""
    others = [member for member in reversed(list(enum)) if member is not enum.DEFAULT]
    return [enum.DEFAULT, *others]


def _rows(name: str, weights: list[Any], *, count: bool) -> list[dict[str, Any]]:
    """One row, or one for each picture size where the network is bound to a size."""
    class_name = _class_of(name)
    if class_name not in FIXED_SIZE:
        return [_row(name, name, class_name, weights, None, count=count)]
    sizes = sorted({_size(w) for w in weights}, key=lambda size: size != 224)
    return [
        _row(
            name if size == 224 else f"{name}_{size}",
            name,
            class_name,
            [w for w in weights if _size(w) == size],
            None if class_name == "MaxVit" else size,
            count=count,
        )
        for size in sizes
    ]


def _row(
    identifier: str, name: str, class_name: str, weights: list[Any], image_size: int | None, *, count: bool
) -> dict[str, Any]:
    words = about(name, class_name)
    title = title_of(name)
    row = {
        "id": identifier,
        "name": name,
        "title": title if identifier == name else f"{title}, {image_size} pixels",
        "family": words.family,
        "description": words.description,
        "paper": words.paper,
        "flops": round(weights[0].meta["_ops"] * 1e9),
        "fixed_size": class_name in FIXED_SIZE,
        "preprocessing": _preprocessing(weights[0]),
        "weights": [_weights(member) for member in weights],
    }
    if image_size is not None:
        row["image_size"] = image_size
    if count:
        backbone = build_backbone(name, image_size)
        row["parameters"] = sum(p.numel() for stage in backbone.stages for p in stage.module.parameters())
    return row


def _weights(member: Any) -> dict[str, Any]:
    swag = member.meta.get("license") == SWAG
    digits = re.search(r"-([0-9a-f]{8,})\.pth$", member.url)
    return {
        "id": member.name.lower(),
        "title": _weights_title(member.name),
        "url": member.url,
        "sha256": digits.group(1) if digits else "",
        "size": round(member.meta["_file_size"] * 1024**2),
        "licence": "CC-BY-NC-4.0" if swag else "BSD-3-Clause",
        "training_data": "3.6 billion public Instagram pictures, then ImageNet-1k" if swag else "ImageNet-1k",
        "accuracy": _accuracy(member),
        "labels": bool(member.meta["categories"]),
        "preprocessing": _preprocessing(member),
    }


def _accuracy(member: Any) -> float | None:
    value = member.meta["_metrics"].get("ImageNet-1K", {}).get("acc@1")
    return None if value is None or value != value else round(value / 100, 5)


def _weights_title(name: str) -> str:
    words = name.removeprefix("IMAGENET1K_")
    known = {
        "SWAG_E2E_V1": "SWAG, fine-tuned end to end",
        "SWAG_LINEAR_V1": "SWAG, linear classifier",
        "FEATURES": "features only",
    }
    return f"ImageNet-1k, {known.get(words, f'recipe {words}')}"


def _preprocessing(member: Any) -> dict[str, Any]:
    transform = member.transforms()
    return {
        "size": transform.crop_size[0],
        "resize": transform.resize_size[0],
        "mean": [round(value, 6) for value in transform.mean],
        "std": [round(value, 6) for value in transform.std],
        "interpolation": transform.interpolation.value,
    }


def _size(member: Any) -> int:
    return member.transforms().crop_size[0]


def _class_of(name: str) -> str:
    builder = models.get_model_builder(name)
    returned = builder.__annotations__["return"]
    return returned if isinstance(returned, str) else returned.__name__


def write(table: dict[str, Any], path: Path = TABLE) -> None:
    """One line for each network, so that a change can be read."""
    lines = [json.dumps(row, ensure_ascii=False) for row in table["models"]]
    head = {key: value for key, value in table.items() if key != "models"}
    text = json.dumps(head, ensure_ascii=False)[:-1] + ', "models": [\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    torch.set_num_threads(2)
    write(read_library())
