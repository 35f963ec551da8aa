"""The public plugin API: all that a plugin imports from Desktop TL."""

from desktop_tl.api.backbones import (
    Backbone,
    BackboneSpec,
    Fetch,
    Modality,
    NoOptions,
    Stage,
    Weights,
)
from desktop_tl.api.columns import LABEL_NAMES, TEXT_NAMES, TableHead, guess_columns, is_usual
from desktop_tl.api.datasets import BoxTargets, Dataset, DatasetSpec, Note, Preview, Sample, SetAside, Split, TextPart
from desktop_tl.api.deprecation import DeprecatedApi
from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.api.exporters import ExporterSpec, TrainedModel
from desktop_tl.api.files import LocalFile, ModelFile, PackageFile, Url
from desktop_tl.api.hooks import PROJECT, hookimpl
from desktop_tl.api.observers import ObserverSpec, RunInfo, RunObserver, ShownSample
from desktop_tl.api.preprocessing import ImagePreprocessing, Preprocessing, TextPreprocessing
from desktop_tl.api.tasks import (
    AnswerKind,
    FittedHead,
    LossOptions,
    MeasuredHead,
    Meter,
    PredictorTask,
    Task,
    TaskSpec,
    WeighingTask,
    answer_kind,
    lower_is_better,
)

__all__ = [
    "LABEL_NAMES",
    "PROJECT",
    "TEXT_NAMES",
    "AnswerKind",
    "Backbone",
    "BackboneSpec",
    "BoxTargets",
    "Dataset",
    "DatasetSpec",
    "DeprecatedApi",
    "ExporterSpec",
    "Fetch",
    "FittedHead",
    "ImagePreprocessing",
    "LocalFile",
    "LossOptions",
    "MeasuredHead",
    "Meter",
    "Modality",
    "ModelFile",
    "NoOptions",
    "Note",
    "ObserverSpec",
    "PackageFile",
    "PredictorTask",
    "Preprocessing",
    "Preview",
    "RunInfo",
    "RunObserver",
    "Sample",
    "SetAside",
    "ShownSample",
    "Split",
    "Stage",
    "Stopped",
    "TableHead",
    "Task",
    "TaskSpec",
    "TextPart",
    "TextPreprocessing",
    "TrainedModel",
    "Url",
    "UserError",
    "WeighingTask",
    "Weights",
    "answer_kind",
    "guess_columns",
    "hookimpl",
    "is_usual",
    "lower_is_better",
]
