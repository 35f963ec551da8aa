"""Hands two formats to Desktop TL in which a trained model can leave it."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from desktop_tl.api import ExporterSpec, TrainedModel, hookimpl

if TYPE_CHECKING:
    from torch import Tensor

# The functions import torch: listing does not.


def write_program(trained: TrainedModel, folder: Path, options: BaseModel) -> None:
    from desktop_tl_exporters import program

    program.write(trained, folder)


def load_program(folder: Path) -> "Callable[[Tensor], Tensor]":
    from desktop_tl_exporters import program

    return program.load(folder)


def write_weights(trained: TrainedModel, folder: Path, options: BaseModel) -> None:
    from desktop_tl_exporters import weights

    weights.write(trained, folder)


def load_weights(folder: Path) -> "Callable[[Tensor], Tensor]":
    from desktop_tl_exporters import weights

    return weights.load(folder)


@hookimpl
def desktop_tl_exporters() -> Iterable[ExporterSpec]:
    return [
        ExporterSpec(
            id="torch-export",
            title="PyTorch program (.pt2)",
            write=write_program,
            load=load_program,
            description="The whole network as one file that PyTorch loads without the network's code.",
            modalities=("image", "text"),
        ),
        ExporterSpec(
            id="safetensors",
            title="Weights (safetensors)",
            write=write_weights,
            load=load_weights,
            description="The weights under their names in timm or torchvision, to use or train on there.",
        ),
    ]
