"""Records where a run was computed, so that a result can be traced and repeated."""

import os
import platform
from importlib import metadata
from typing import Any

import torch

from desktop_tl.api.hooks import PROJECT
from desktop_tl.engine.devices import DeviceChoice

_LIBRARIES = (
    "desktop-tl",
    "torch",
    "torchvision",
    "timm",
    "transformers",
    "tokenizers",
    "numpy",
    "pillow",
    "safetensors",
)


def describe_environment(device: DeviceChoice, *, seed: int, dataset_fingerprint: str) -> dict[str, Any]:
    """Device and reason, versions of Python, libraries and plugins, seed and the dataset's fingerprint."""
    return {
        "device": device.title,
        "device_reason": device.reason,
        "platform": platform.platform(),
        "python": platform.python_version(),
        "threads": torch.get_num_threads(),
        "cpus": os.cpu_count(),
        **describe_code(),
        "seed": seed,
        "dataset_fingerprint": dataset_fingerprint,
    }


def describe_code() -> dict[str, dict[str, str]]:
    """Versions of the libraries and of the plugins: what a forward pass may depend on besides its weights."""
    points = metadata.entry_points(group=PROJECT)
    return {
        "versions": {name: version for name in _LIBRARIES if (version := _version(name))},
        "plugins": {point.dist.name: point.dist.version for point in points if point.dist is not None},
    }


def _version(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None
