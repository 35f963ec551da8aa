"""Tables that list pictures: with a class, with labels, or with values. What listing needs, without pyarrow."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from pydantic import BaseModel, Field

from desktop_tl.api import DatasetSpec, Preview
from desktop_tl_tables.file_options import ADVANCED, FILTER, FileOptions

if TYPE_CHECKING:
    from desktop_tl_tables.picture_dataset import ListedPictures

TableKind = Literal["class", "labels", "values"]
Separator = Literal["auto", "semicolon", "bar", "comma", "blank"]

SUFFIXES = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".parquet")


class PictureTableOptions(FileOptions):
    """What to choose for every table of pictures."""

    path: Path = Field(
        title="File",
        description="A CSV, TSV, JSON Lines or Parquet file with a row for each picture.",
        json_schema_extra=FILTER,
    )
    picture_column: str = Field(
        default="",
        title="Column of pictures",
        description="Holds the paths of the pictures. Empty takes the one with names of picture files.",
    )
    folder: Path | None = Field(
        default=None,
        title="Folder of the pictures",
        description="Where the paths begin. Empty takes the folder of the table.",
        json_schema_extra=ADVANCED,
    )
    ending: str = Field(
        default="",
        title="Ending",
        description="Is added to each name, for instance .jpg, where the table names the pictures without it.",
        json_schema_extra=ADVANCED,
    )


class ClassTableOptions(PictureTableOptions):
    """For one class for every picture."""

    label_column: str = Field(
        default="",
        title="Column of classes",
        description="Empty takes the one that is called so, else the one with the fewest different values.",
    )


class LabelTableOptions(PictureTableOptions):
    """For any number of labels for every picture."""

    label_columns: str = Field(
        default="",
        title="Columns of labels",
        description="Several columns of 0 and 1, separated by commas, each called as its label; or one column that "
        "holds all labels of a picture. Empty looks for them.",
    )
    separator: Separator = Field(
        default="auto",
        title="Separator",
        description="What stands between two labels in one column. Automatic takes ; or | or a comma, whichever is "
        "there.",
        json_schema_extra=ADVANCED
        | {
            "labels": {
                "auto": "Automatic",
                "semicolon": "Semicolon",
                "bar": "Vertical bar",
                "comma": "Comma",
                "blank": "Blank",
            },
        },
    )


class ValueTableOptions(PictureTableOptions):
    """For one or several values for every picture."""

    value_columns: str = Field(
        default="",
        title="Columns of values",
        description="Of numbers, separated by commas. Empty takes all columns of numbers.",
    )


Options = TypeVar("Options", bound=PictureTableOptions)


def open_classes(options: BaseModel) -> "ListedPictures":
    """Called on a worker thread, raises `UserError`; so do the other two."""
    from desktop_tl_tables.picture_tables import open_class_table  # pyarrow: listing does without

    return open_class_table(_read(options, ClassTableOptions))


def open_labels(options: BaseModel) -> "ListedPictures":
    """Opens a table of pictures with labels."""
    from desktop_tl_tables.picture_tables import open_label_table  # as above

    return open_label_table(_read(options, LabelTableOptions))


def open_values(options: BaseModel) -> "ListedPictures":
    """Opens a table of pictures with values."""
    from desktop_tl_tables.picture_tables import open_value_table  # as above

    return open_value_table(_read(options, ValueTableOptions))


def preview_pictures(options: BaseModel) -> Preview:
    """The first rows and the column that would be taken; called on a worker thread, raises `UserError`."""
    from desktop_tl_tables.picture_tables import preview_table  # as above

    kind = next(kind for kind in (ClassTableOptions, LabelTableOptions, ValueTableOptions) if isinstance(options, kind))
    return preview_table(_read(options, kind))


def list_pictures(options: BaseModel) -> Iterator[tuple[str, Path]]:
    """Every picture that the table names, whatever else stands there."""
    from desktop_tl_tables.picture_tables import list_table  # as above

    return list_table(_read(options, PictureTableOptions))


def is_table_of(path: Path, kind: TableKind) -> bool:
    """Whether a path most likely names a table that lists pictures with a class, with labels or with values."""
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        return False
    return _kind_at(path, path.stat().st_mtime_ns) == kind


@lru_cache(maxsize=8)  # three kinds ask about the same table
def _kind_at(path: Path, _changed: int) -> TableKind | None:
    from desktop_tl_tables.picture_tables import find_table_kind  # as above

    return find_table_kind(path)


def picture_specs() -> list[DatasetSpec]:
    """The three kinds of tables."""
    return [
        DatasetSpec(
            id="tables/image-labels",
            title="Table of pictures with labels",
            open=open_labels,
            preview=preview_pictures,
            list_sources=list_pictures,
            description="A CSV, TSV, JSON Lines or Parquet file that lists pictures, each with any number of labels: "
            "in one column, separated by ; or |, or in several columns of 0 and 1.",
            options=LabelTableOptions,
            path_option="path",
            path_kind="file",
            recognises=lambda path: is_table_of(path, "labels"),
            tasks=("multi-label-image-classification",),
        ),
        DatasetSpec(
            id="tables/image-values",
            title="Table of pictures with values",
            open=open_values,
            preview=preview_pictures,
            list_sources=list_pictures,
            description="A CSV, TSV, JSON Lines or Parquet file that lists pictures, each with one or several numbers: "
            "a size, an age, an angle.",
            options=ValueTableOptions,
            path_option="path",
            path_kind="file",
            recognises=lambda path: is_table_of(path, "values"),
            tasks=("image-regression",),
        ),
        DatasetSpec(
            id="tables/images",
            title="Table of pictures with classes",
            open=open_classes,
            preview=preview_pictures,
            list_sources=list_pictures,
            description="A CSV, TSV, JSON Lines or Parquet file that lists pictures, each with one class.",
            options=ClassTableOptions,
            path_option="path",
            path_kind="file",
            recognises=lambda path: is_table_of(path, "class"),
            tasks=("image-classification",),
        ),
    ]


def _read(options: BaseModel, kind: type[Options]) -> Options:
    known = {name: getattr(options, name) for name in kind.model_fields}
    return kind.model_validate(known)
