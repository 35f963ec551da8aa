"""Hands tables of texts and of pictures to Desktop TL: CSV, TSV, JSON Lines and Parquet files."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, Field

from desktop_tl.api import DatasetSpec, Preview, hookimpl
from desktop_tl_tables.file_options import ADVANCED, FILTER, FileOptions

if TYPE_CHECKING:
    from desktop_tl_tables.dataset import TableTexts

Header = Literal["auto", "yes", "no"]

SUFFIXES = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".json")


class ColumnOptions(FileOptions):
    """What to choose for a column of texts."""

    path: Path = Field(
        title="File",
        description="A CSV, TSV, JSON Lines or Parquet file with a column of texts.",
        json_schema_extra=FILTER,
    )
    text_column: str = Field(
        default="", title="Column of texts", description="Empty takes the one that is called so, else the longest."
    )
    header: Header = Field(
        default="auto",
        title="Header",
        description="Whether the first row of a CSV file holds the names of the columns. Automatic looks whether it "
        "differs from the others.",
        json_schema_extra=ADVANCED | {"labels": {"auto": "Automatic", "yes": "Yes", "no": "No"}},
    )


class TableOptions(ColumnOptions):
    """What to choose for a table of texts with classes."""

    path: Path = Field(
        title="File",
        description="A CSV, TSV, JSON Lines or Parquet file with a column of texts and one of classes.",
        json_schema_extra=FILTER,
    )
    label_column: str = Field(
        default="",
        title="Column of classes",
        description="Empty takes the one that is called so, else the one with the fewest different values.",
    )


def open_column(options: BaseModel) -> "TableTexts":
    """As `open_texts`, without classes."""
    from desktop_tl_tables.opening import open_column as read_column  # as below

    return read_column(TableOptions.model_validate(_without_label(options)))


def preview_column(options: BaseModel) -> Preview:
    """As `preview_texts`, without classes."""
    from desktop_tl_tables.opening import preview_table  # as below

    shown = preview_table(TableOptions.model_validate(_without_label(options)))
    chosen = {name: column for name, column in shown.column_options.items() if name != "label_column"}
    if not chosen["text_column"] and len(shown.columns) == 1:
        chosen["text_column"] = shown.columns[0]
    return replace(shown, column_options=chosen)


def _without_label(options: BaseModel) -> dict[str, Any]:
    return {name: getattr(options, name) for name in ColumnOptions.model_fields}


def open_texts(options: BaseModel) -> "TableTexts":
    """Opens the table; called on a worker thread, raises `UserError`."""
    from desktop_tl_tables.opening import open_table  # pyarrow: listing does without

    return open_table(TableOptions.model_validate(options, from_attributes=True))


def preview_texts(options: BaseModel) -> Preview:
    """The first rows and what would be taken; called on a worker thread, raises `UserError`."""
    from desktop_tl_tables.opening import preview_table  # as above

    return preview_table(TableOptions.model_validate(options, from_attributes=True))


def list_texts(options: BaseModel) -> Iterator[tuple[str, str]]:
    """Line and text of every row, classes or not; called on a worker thread, raises `UserError`."""
    from desktop_tl_tables.opening import list_rows  # as above

    return list_rows(TableOptions.model_validate(options, from_attributes=True))


def is_table_of_texts(path: Path) -> bool:
    """Whether this kind of dataset is most likely meant by a path."""
    suffix = path.suffix.lower()
    if suffix != ".parquet" or not path.is_file():
        return suffix in SUFFIXES and path.is_file()
    from desktop_tl_tables.parquet import holds_pictures  # as above

    return not holds_pictures(path)


@hookimpl
def desktop_tl_datasets() -> Iterable[DatasetSpec]:
    from desktop_tl_tables.picture_specs import picture_specs  # its options are made like those above

    return [
        *picture_specs(),  # first: they look whether a table names pictures
        DatasetSpec(
            id="tables/texts",
            title="Table of texts",
            open=open_texts,
            preview=preview_texts,
            list_sources=list_texts,
            description="A CSV, TSV, JSON Lines or Parquet file with a column of texts and a column of classes.",
            options=TableOptions,
            path_option="path",
            path_kind="file",
            recognises=is_table_of_texts,
            modality="text",
            tasks=("text-classification",),
        ),
        DatasetSpec(
            id="tables/text-column",
            title="Column of texts",
            open=open_column,
            preview=preview_column,
            description="A CSV, TSV, JSON Lines or Parquet file with a column of texts, without classes: to learn to "
            "write.",
            options=ColumnOptions,
            path_option="path",
            path_kind="file",
            recognises=is_table_of_texts,
            modality="text",
            tasks=("text-generation",),
        ),
    ]
