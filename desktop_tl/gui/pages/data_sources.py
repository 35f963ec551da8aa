"""Decides which kind of dataset of the catalog takes a dropped path, and what each kind is called on the page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from PySide6.QtCore import QCoreApplication

from desktop_tl.api.datasets import DatasetSpec
from desktop_tl.api.errors import UserError
from desktop_tl.gui.outside_words import catalog_text
from desktop_tl.gui.widgets.option_fields import option_fields
from desktop_tl.runs.recipe import DatasetChoice

SAMPLE_DATASET = "samples/digits"
TABLE_SUFFIXES = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".json", ".parquet")
TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown", ".rst")
FILE_SUFFIXES = (*TABLE_SUFFIXES, *TEXT_SUFFIXES)
"""Of the files that are data by themselves; others may be named, but are not taken wherever they are dropped."""


def require_takers(datasets: Mapping[str, DatasetSpec]) -> None:
    """Raises: UserError when no plugin takes a path."""
    if not any(spec.path_option for spec in datasets.values()):
        raise UserError(
            QCoreApplication.translate("DataPage", "No plugin that reads folders or tables is ready."),
            advice=QCoreApplication.translate("DataPage", "The Plugins page tells what became of it."),
        )


def other_sources(datasets: Mapping[str, DatasetSpec]) -> list[DatasetSpec]:
    """All kinds but those of which a person needs to say no more than the path, which is dropped; the sample first."""
    others = [spec for spec in datasets.values() if not _is_dropped(spec)]
    return sorted(others, key=lambda spec: (spec.id != SAMPLE_DATASET, bool(spec.options.model_fields)))


def _is_dropped(spec: DatasetSpec) -> bool:
    if spec.recognises is None or spec.preview is not None:
        return False
    return all(field.advanced or field.name == spec.path_option for field in option_fields(spec.options))


def choice_title(datasets: Mapping[str, DatasetSpec], choice: DatasetChoice) -> str:
    """The name of the folder or file, or of the dataset that brings its own samples."""
    spec = datasets.get(choice.id)
    path = choice.options.get(spec.path_option, "") if spec and spec.path_option else ""
    return Path(str(path)).name or str(path) or (catalog_text(spec.title) if spec else choice.id)


def choice_place(datasets: Mapping[str, DatasetSpec], choice: DatasetChoice) -> str:
    """The whole path, for the small print; empty where there is none."""
    spec = datasets.get(choice.id)
    return str(choice.options.get(spec.path_option, "")) if spec and spec.path_option else ""


def plain_options(value: BaseModel) -> dict[str, Any]:
    """What a form gives, as a recipe keeps it: only what differs from the defaults."""
    return value.model_dump(mode="json", exclude_defaults=True)
