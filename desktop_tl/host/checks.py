"""Checks what a plugin hands out, so that a mistake is found at its door and not in the middle of a run."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from desktop_tl.api import (
    BackboneSpec,
    DatasetSpec,
    ExporterSpec,
    ImagePreprocessing,
    ModelFile,
    ObserverSpec,
    TaskSpec,
    TextPreprocessing,
    Weights,
)

Spec = BackboneSpec | DatasetSpec | TaskSpec | ObserverSpec | ExporterSpec

_PREPROCESSING: dict[str, type] = {"image": ImagePreprocessing, "text": TextPreprocessing}

_ID_WITH_PLUGIN = re.compile(r"[A-Za-z0-9][\w.+-]*/[A-Za-z0-9][\w.+-]*", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9][\w.+-]*(/[A-Za-z0-9][\w.+-]*)?", re.ASCII)


class PluginError(Exception):
    """Something that the author of a plugin must mend; a message without the plugin's name, and an advice."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


def check_spec(spec: Spec) -> None:
    """Raises `PluginError` if the spec is not what the app relies on."""
    _check_id(spec)
    _require(spec, "title", isinstance(spec.title, str) and bool(spec.title.strip()), "a text that is not empty")
    if isinstance(spec, BackboneSpec):
        _check_backbone(spec)
    elif isinstance(spec, DatasetSpec):
        _check_dataset(spec)
    elif isinstance(spec, ExporterSpec):
        _require(spec, "write", callable(spec.write), "a function")
        _require(spec, "load", callable(spec.load), "a function")
        _require(spec, "modalities", _is_sequence_of(spec.modalities, str), "a list of modalities")
        _require_defaults(spec)
    else:
        _require(spec, "build", callable(spec.build), "a function")
        if isinstance(spec, ObserverSpec):
            _require_defaults(spec)


def check_no_duplicates(hook: str, specs: Iterable[Spec]) -> None:
    """Raises `PluginError` if one plugin hands out one id twice."""
    seen: set[str] = set()
    for spec in specs:
        if spec.id in seen:
            raise PluginError(f"‘{hook}’ hands out the id ‘{spec.id}’ twice.", "Ids must be unique.")
        seen.add(spec.id)


def _check_id(spec: Spec) -> None:
    needs_plugin = isinstance(spec, BackboneSpec | DatasetSpec)
    pattern, example = (_ID_WITH_PLUGIN, "plugin/name") if needs_plugin else (_ID, "name")
    if not (isinstance(spec.id, str) and pattern.fullmatch(spec.id)):
        raise PluginError(
            f"{spec.id!r} is not a valid id for a {type(spec).__name__}.",
            f"An id looks like ‘{example}’, of letters, digits, ‘.’, ‘_’, ‘+’ and ‘-’.",
        )


def _check_backbone(spec: BackboneSpec) -> None:
    _require(spec, "build", callable(spec.build), "a function")
    _require_options(spec)
    _require_tasks(spec)
    wanted = _PREPROCESSING.get(spec.modality)
    if wanted is None:
        raise PluginError(f"The modality of ‘{spec.id}’ must be one of {', '.join(_PREPROCESSING)}.")
    if not isinstance(spec.preprocessing, wanted):
        raise PluginError(
            f"The backbone ‘{spec.id}’ has no preprocessing.",
            f"Give it the {wanted.__name__} that it was trained with: a wrong one silently ruins accuracy.",
        )
    _require(spec, "weights", _is_sequence_of(spec.weights, Weights), "a list of Weights")
    for weights in spec.weights:
        _check_weights(spec, weights)
    ids = [weights.id for weights in spec.weights]
    _require(spec, "weights", len(set(ids)) == len(ids), "a list of Weights with ids that differ")


def _check_weights(spec: BackboneSpec, weights: Weights) -> None:
    where = f"weights ‘{weights.id}’"
    _require(spec, where, isinstance(weights.id, str) and bool(weights.id), "Weights with an id")
    _require(spec, where, isinstance(weights.source, ModelFile), "Weights whose source is a Url or PackageFile")
    wanted = _PREPROCESSING[spec.modality]
    fits = weights.preprocessing is None or isinstance(weights.preprocessing, wanted)
    _require(spec, where, fits, f"Weights whose preprocessing is {_an(wanted.__name__)} or None")


def _check_dataset(spec: DatasetSpec) -> None:
    _require(spec, "open", callable(spec.open), "a function")
    _require_options(spec)
    _require_tasks(spec)
    _require(spec, "path_kind", spec.path_kind in ("folder", "file"), "‘folder’ or ‘file’")
    for name in ("recognises", "preview", "list_sources"):
        _require(spec, name, getattr(spec, name) is None or callable(getattr(spec, name)), "a function or None")
    _require(spec, "modality", spec.modality in _PREPROCESSING, f"one of {', '.join(_PREPROCESSING)}")
    known = getattr(spec.options, "model_fields", {})
    if spec.path_option and spec.path_option not in known:
        raise PluginError(f"‘{spec.id}’ names ‘{spec.path_option}’ as its path_option, which its options lack.")


def _require_defaults(spec: ObserverSpec | ExporterSpec) -> None:
    """Who only ticks a box must get something that works."""
    _require_options(spec)
    needed = [name for name, field in spec.options.model_fields.items() if field.is_required()]
    if needed:
        raise PluginError(
            f"The options of ‘{spec.id}’ have no default for ‘{needed[0]}’.", "Every option of it needs one."
        )


def _require_options(spec: BackboneSpec | DatasetSpec | ObserverSpec | ExporterSpec) -> None:
    is_model = isinstance(spec.options, type) and hasattr(spec.options, "model_json_schema")
    _require(spec, "options", is_model, "a pydantic model (the class, not an instance)")


def _require_tasks(spec: BackboneSpec | DatasetSpec) -> None:
    _require(spec, "tasks", _is_sequence_of(spec.tasks, str), "a list of ids")


def _require(spec: Spec, name: str, fits: bool, wanted: str) -> None:
    if not fits:
        value = getattr(spec, name, None)
        found = f", not {type(value).__name__}" if value is not None else ""
        raise PluginError(f"The {name} of ‘{spec.id}’ must be {wanted}{found}.")


def _an(name: str) -> str:
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"


def _is_sequence_of(value: Any, kind: type) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(item, kind) for item in value)
