"""Hands tables of texts and of pictures to Desktop TL: CSV, TSV, JSON Lines and Parquet files."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from desktop_tl.api import DatasetSpec, Preview, hookimpl

if TYPE_CHECKING:
    from desktop_tl_tables.dataset import TableTexts

Delimiter = Literal["auto", "comma", "semicolon", "tab", "bar"]
Header = Literal["auto", "yes", "no"]

SUFFIXES = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".json")


class ColumnOptions(BaseModel):
    """What to choose for a column of texts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path = Field(
        title="File",
        description="A CSV, TSV, JSON Lines or Parquet file with a column of texts.",
        json_schema_extra={"filter": "*.csv *.tsv *.txt *.jsonl *.ndjson *.json *.parquet"},
    )
    text_column: str = Field(
        default="", title="Column of texts", description="Empty takes the one that is called so, else the longest."
    )
    split_column: str = Field(
        default="",
        title="Column of the split",
        description="Says of each row whether it is for train, validation or test. Empty takes one called split, if "
        "there is one.",
        json_schema_extra={"level": "advanced"},
    )
    delimiter: Delimiter = Field(
        default="auto",
        title="Delimiter",
        description="What stands between two columns of a CSV file. Automatic looks at its first rows.",
        json_schema_extra={
            "level": "advanced",
            "labels": {
                "auto": "Automatic",
                "comma": "Comma",
                "semicolon": "Semicolon",
                "tab": "Tab",
                "bar": "Vertical bar",
            },
        },
    )
    header: Header = Field(
        default="auto",
        title="Header",
        description="Whether the first row of a CSV file holds the names of the columns. Automatic looks whether it "
        "differs from the others.",
        json_schema_extra={"level": "advanced", "labels": {"auto": "Automatic", "yes": "Yes", "no": "No"}},
    )
    quotes: bool = Field(
        default=True,
        title="Quotes enclose texts",
        description='Switch it off for a CSV or TSV file in which the sign " is a part of the texts.',
        json_schema_extra={"level": "advanced"},
    )
    encoding: str = Field(
        default="",
        title="Encoding",
        description="Empty takes UTF-8, or UTF-16 where the file says so. Old files may need cp1252 or gb18030.",
        json_schema_extra={"level": "advanced"},
    )

    @field_validator("encoding")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            codecs.lookup(name or "utf-8")
        except LookupError:
            raise ValueError("no such encoding; for instance utf-8, utf-16, cp1252, gb18030 or shift_jis") from None
        return name


class TableOptions(ColumnOptions):
    """What to choose for a table of texts with classes."""

    path: Path = Field(
        title="File",
        description="A CSV, TSV, JSON Lines or Parquet file with a column of texts and one of classes.",
        json_schema_extra={"filter": "*.csv *.tsv *.txt *.jsonl *.ndjson *.json *.parquet"},
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
