"""The hooks through which a plugin hands things to the app; a plugin implements those that it needs."""

from collections.abc import Iterable

import pluggy

from desktop_tl.api.backbones import BackboneSpec
from desktop_tl.api.datasets import DatasetSpec
from desktop_tl.api.exporters import ExporterSpec
from desktop_tl.api.observers import ObserverSpec
from desktop_tl.api.tasks import TaskSpec

PROJECT = "desktop_tl"
"""Name of the pluggy project and of the entry-point group."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def desktop_tl_backbones() -> Iterable[BackboneSpec]:  # type: ignore[empty-body]
    """Backbones for the catalog. Called once at start: must be quick and import no torch."""


@hookspec
def desktop_tl_datasets() -> Iterable[DatasetSpec]:  # type: ignore[empty-body]
    """Kinds of datasets for the catalog. Called once at start: must be quick and import no torch."""


@hookspec
def desktop_tl_tasks() -> Iterable[TaskSpec]:  # type: ignore[empty-body]
    """Tasks for the catalog. Called once at start: must be quick and import no torch."""


@hookspec
def desktop_tl_observers() -> Iterable[ObserverSpec]:  # type: ignore[empty-body]
    """Who may look on at runs. Called once at start: must be quick and import no torch."""


@hookspec
def desktop_tl_exporters() -> Iterable[ExporterSpec]:  # type: ignore[empty-body]
    """Formats in which a trained model can leave the app. Called once at start: must be quick and import no torch."""
