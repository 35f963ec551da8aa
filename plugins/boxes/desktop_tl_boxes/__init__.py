"""Hands pictures with boxes around what is in them to Desktop TL: COCO, Pascal VOC and YOLO."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from desktop_tl.api import DatasetSpec, hookimpl

if TYPE_CHECKING:
    from desktop_tl_boxes.dataset import BoxDataset

_ADVANCED: dict[str, Any] = {"level": "advanced"}


class _Options(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _encoding(of: str) -> Any:
    return Field(
        default="",
        title="Encoding",
        description=f"Of {of}. Empty takes UTF-8, or UTF-16 where the file says so; old tools may need cp1252.",
        json_schema_extra=_ADVANCED,
    )


class CocoOptions(_Options):
    """What to choose for COCO."""

    root: Path = Field(
        title="Folder or file",
        description="A folder with JSON files and pictures, or one such file. Several are splits, by their names.",
    )
    pictures: Path | None = Field(
        default=None,
        title="Folder of the pictures",
        description="Where they are, if they are not in the same folder as the JSON file or beside it.",
        json_schema_extra=_ADVANCED,
    )
    encoding: str = _encoding("the JSON file")


class VocOptions(_Options):
    """What to choose for Pascal VOC."""

    root: Path = Field(
        title="Folder", description="Holds pictures and an XML file for each; splits in ImageSets or folders are used."
    )
    encoding: str = _encoding("XML files that do not say theirs")


class YoloOptions(_Options):
    """What to choose for YOLO."""

    root: Path = Field(
        title="Folder",
        description="Holds pictures and a text file of boxes for each, with the names of the classes in data.yaml or "
        "classes.txt.",
    )
    encoding: str = _encoding("data.yaml or classes.txt")


def open_coco(options: BaseModel) -> "BoxDataset":
    """Called on a worker thread, raises `UserError`; so do the other two."""
    from desktop_tl_boxes.coco import open_folder  # numpy and msgspec: listing does without

    return open_folder(CocoOptions.model_validate(options, from_attributes=True))


def open_voc(options: BaseModel) -> "BoxDataset":
    """Opens a folder of Pascal VOC."""
    from desktop_tl_boxes.voc import open_folder  # as above

    return open_folder(VocOptions.model_validate(options, from_attributes=True))


def open_yolo(options: BaseModel) -> "BoxDataset":
    """Opens a folder of YOLO."""
    from desktop_tl_boxes.yolo import open_folder  # as above

    return open_folder(YoloOptions.model_validate(options, from_attributes=True))


def _is(kind: str, path: Path) -> bool:
    from desktop_tl_boxes.recognising import recognise  # as above

    return recognise(path) == kind


def _spec(
    kind: str, title: str, description: str, options: type[BaseModel], open: Callable[[BaseModel], "BoxDataset"]
) -> DatasetSpec:
    return DatasetSpec(
        id=f"boxes/{kind}",
        title=f"Pictures with boxes, {title}",
        open=open,
        description=f"A folder of pictures with {description}.",
        options=options,
        path_option="root",
        path_kind="folder",
        recognises=partial(_is, kind),
        tasks=("object-detection",),
    )


@hookimpl
def desktop_tl_datasets() -> Iterable[DatasetSpec]:
    return [
        _spec(
            "coco",
            "COCO",
            "JSON files as COCO has them, and as most labelling tools export",
            CocoOptions,
            open_coco,
        ),
        _spec(
            "voc",
            "Pascal VOC",
            "an XML file for each, as Pascal VOC has them and LabelImg writes",
            VocOptions,
            open_voc,
        ),
        _spec(
            "yolo",
            "YOLO",
            "a text file for each, and the classes in data.yaml or classes.txt",
            YoloOptions,
            open_yolo,
        ),
    ]
