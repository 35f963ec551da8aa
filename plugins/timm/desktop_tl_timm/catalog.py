"""Makes the catalog's specs from the table, without torch."""

import json
from collections.abc import Sequence
from functools import partial
from importlib.resources import files
from typing import Any

from desktop_tl.api import BackboneSpec, ImagePreprocessing, Url, Weights
from desktop_tl_timm import lite0
from desktop_tl_timm.about import DESCRIPTIONS
from desktop_tl_timm.building import build_backbone
from desktop_tl_timm.labels import LabelSet
from desktop_tl_timm.weights import adapt_weights

LENGTHS = {
    "imagenet": 1000,
    "imagenet12k": 11821,
    "imagenet21k_goog": 21843,
    "imagenet21k_miil": 11221,
    "imagenet22k": 21841,
    "imagenet22k_ms": 21842,
}


def list_backbones() -> list[BackboneSpec]:
    """All specs in the order of the table, the one whose weights are installed first; some tens of milliseconds."""
    table = read_table()
    words = table["words"]
    preprocessings = [_preprocessing(row) for row in table["preprocessings"]]
    specs = [_spec(row, words, preprocessings) for row in table["models"]]
    return sorted(specs, key=lambda spec: spec.id != f"timm/{lite0.ARCHITECTURE}")


def read_table() -> dict[str, Any]:
    """The table as it lies in the package; `desktop_tl_timm.tables` says what its columns are."""
    return json.loads(files("desktop_tl_timm").joinpath("models.json").read_text(encoding="utf-8"))


def _spec(row: Sequence[Any], words: Sequence[str], preprocessings: Sequence[ImagePreprocessing]) -> BackboneSpec:
    name, title, family, parameters, flops, fixed_size, preprocessing, weights = row
    found = tuple(_weights(name, item, preprocessing, words, preprocessings) for item in weights)
    return BackboneSpec(
        id=f"timm/{name}",
        title=title,
        preprocessing=preprocessings[preprocessing],
        build=partial(build_backbone, name),
        parameters=parameters,
        flops=flops,
        weights=(lite0.INSTALLED_WEIGHTS, *found) if name == lite0.ARCHITECTURE else found,
        licence="Apache-2.0",
        family=words[family],
        description=DESCRIPTIONS.get(words[family], ""),
        fixed_size=bool(fixed_size),
    )


def _weights(
    name: str, row: Sequence[Any], default: int, words: Sequence[str], preprocessings: Sequence[ImagePreprocessing]
) -> Weights:
    tag, title, source, licence, training_data, labels, preprocessing, accuracy = row
    return Weights(
        id=tag,
        title=title,
        source=_source(source),
        licence=words[licence],
        training_data=words[training_data],
        accuracy=accuracy,
        labels=label_set(words[labels]),
        preprocessing=None if preprocessing == default else preprocessings[preprocessing],
        adapt=partial(adapt_weights, name, tag),
    )


def label_set(name: str) -> Sequence[str]:
    """The label set of that name; empty for none."""
    return LabelSet(name, LENGTHS[name]) if name else ()


def _source(source: str) -> Url:
    """A file on a server, or the one that every hub repository of timm's kind has."""
    if not source.startswith("https://"):
        return Url(url=f"https://huggingface.co/{source}/resolve/main/model.safetensors")
    _, _, digits = source.rsplit("/", 1)[-1].removesuffix(".pth").rpartition("-")
    is_hash = len(digits) >= 8 and not digits.strip("0123456789abcdef")
    return Url(url=source, sha256=digits if is_hash else "")


def _preprocessing(row: Sequence[Any]) -> ImagePreprocessing:
    size, resize, mean, std, interpolation, crop = row
    return ImagePreprocessing(
        size=size, resize=resize, mean=tuple(mean), std=tuple(std), interpolation=interpolation, crop=crop
    )
