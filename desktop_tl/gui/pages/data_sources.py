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
from desktop_tl.runs.recipe import DatasetChoice

FOLDER_DATASET = "folders/images"
"""Takes a dropped folder; another kind that takes folders does so only if this one is missing."""

SAMPLE_DATASET = "samples/digits"


def choose_for_path(datasets: Mapping[str, DatasetSpec], path: Path) -> DatasetChoice:
    """The choice that opens a dropped or chosen path; what it opens as is checked when it is opened.

    Raises:
        UserError: no plugin takes such a path.
    """
    takers = [spec for spec in datasets.values() if spec.path_option]
    wanted = "file" if path.is_file() else "folder"
    fitting = [spec for spec in takers if spec.path_kind == wanted] or takers
    fitting.sort(key=lambda spec: spec.id != FOLDER_DATASET)
    if not fitting:
        raise UserError(
            QCoreApplication.translate("DataPage", "No plugin that reads folders of pictures is ready."),
            advice=QCoreApplication.translate("DataPage", "The Plugins page tells what became of it."),
        )
    return DatasetChoice(id=fitting[0].id, options={fitting[0].path_option: str(path)})


def other_sources(datasets: Mapping[str, DatasetSpec]) -> list[DatasetSpec]:
    """All kinds but the one behind the drop zone, the sample first."""
    others = [spec for spec in datasets.values() if spec.id != FOLDER_DATASET]
    return sorted(others, key=lambda spec: (spec.id != SAMPLE_DATASET, bool(spec.options.model_fields)))


def choice_title(datasets: Mapping[str, DatasetSpec], choice: DatasetChoice) -> str:
    """The name of the folder or file, or of the dataset that brings its own pictures."""
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
