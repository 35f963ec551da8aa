"""What to choose for a table of any kind: how its file is read."""

import codecs
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

Delimiter = Literal["auto", "comma", "semicolon", "tab", "bar"]

FILTER: dict[str, Any] = {"filter": "*.csv *.tsv *.txt *.jsonl *.ndjson *.json *.parquet"}
ADVANCED: dict[str, Any] = {"level": "advanced"}


class FileOptions(BaseModel):
    """What all tables have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path = Field(title="File", description="A CSV, TSV, JSON Lines or Parquet file.", json_schema_extra=FILTER)
    split_column: str = Field(
        default="",
        title="Column of the split",
        description="Says of each row whether it is for train, validation or test. Empty takes one called split, if "
        "there is one.",
        json_schema_extra=ADVANCED,
    )
    delimiter: Delimiter = Field(
        default="auto",
        title="Delimiter",
        description="What stands between two columns of a CSV file. Automatic looks at its first rows.",
        json_schema_extra=ADVANCED
        | {
            "labels": {
                "auto": "Automatic",
                "comma": "Comma",
                "semicolon": "Semicolon",
                "tab": "Tab",
                "bar": "Vertical bar",
            },
        },
    )
    quotes: bool = Field(
        default=True,
        title="Quotes enclose texts",
        description='Switch it off for a CSV or TSV file in which the sign " is a part of the texts.',
        json_schema_extra=ADVANCED,
    )
    encoding: str = Field(
        default="",
        title="Encoding",
        description="Empty takes UTF-8, or UTF-16 where the file says so. Old files may need cp1252 or gb18030.",
        json_schema_extra=ADVANCED,
    )

    @field_validator("encoding")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            codecs.lookup(name or "utf-8")
        except LookupError:
            raise ValueError("no such encoding; for instance utf-8, utf-16, cp1252, gb18030 or shift_jis") from None
        return name
