"""The public plugin API: all that a plugin imports from Desktop TL."""

from desktop_tl.api.backbones import (
    Backbone,
    BackboneSpec,
    Modality,
    NoOptions,
    Stage,
    Weights,
)
from desktop_tl.api.datasets import Dataset, DatasetSpec, Note, Sample, SetAside, Split
from desktop_tl.api.deprecation import DeprecatedApi
from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.api.exporters import ExporterSpec, TrainedModel
from desktop_tl.api.files import LocalFile, ModelFile, PackageFile, Url
from desktop_tl.api.hooks import PROJECT, hookimpl
from desktop_tl.api.observers import ObserverSpec, RunInfo, RunObserver, ShownSample
from desktop_tl.api.preprocessing import ImagePreprocessing, Preprocessing, TextPreprocessing
from desktop_tl.api.tasks import LossOptions, Meter, Task, TaskSpec

__all__ = [
    "PROJECT",
    "Backbone",
    "BackboneSpec",
    "Dataset",
    "DatasetSpec",
    "DeprecatedApi",
    "ExporterSpec",
    "ImagePreprocessing",
    "LocalFile",
    "LossOptions",
    "Meter",
    "Modality",
    "ModelFile",
    "NoOptions",
    "Note",
    "ObserverSpec",
    "PackageFile",
    "Preprocessing",
    "RunInfo",
    "RunObserver",
    "Sample",
    "SetAside",
    "ShownSample",
    "Split",
    "Stage",
    "Stopped",
    "Task",
    "TaskSpec",
    "TextPreprocessing",
    "TrainedModel",
    "Url",
    "UserError",
    "Weights",
    "hookimpl",
]
