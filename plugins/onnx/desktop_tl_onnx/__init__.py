"""Hands the format ONNX to Desktop TL."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from desktop_tl.api import ExporterSpec, TrainedModel, hookimpl

if TYPE_CHECKING:
    from torch import Tensor


def write_onnx(trained: TrainedModel, folder: Path, options: BaseModel) -> None:
    from desktop_tl_onnx import writing  # imports torch and onnx: listing does not

    writing.write(trained, folder)


def load_onnx(folder: Path) -> "Callable[[Tensor], Tensor]":
    from desktop_tl_onnx import writing  # as above

    return writing.load(folder)


@hookimpl
def desktop_tl_exporters() -> Iterable[ExporterSpec]:
    return [
        ExporterSpec(
            id="onnx",
            title="ONNX",
            write=write_onnx,
            load=load_onnx,
            description="One file for ONNX Runtime and other programs, in any language and without PyTorch.",
            modalities=("image", "text"),
        )
    ]
