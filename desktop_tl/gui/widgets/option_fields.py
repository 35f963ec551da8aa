"""Reads what a pydantic model says about its fields: titles, explanations, limits, choices and levels."""

from __future__ import annotations

import enum
import types
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, DirectoryPath
from pydantic.fields import FieldInfo
from pydantic.types import PathType
from pydantic_core import ErrorDetails
from PySide6.QtCore import QCoreApplication

from desktop_tl.gui.widgets.editors import (
    INT_LIMIT,
    ChoiceEditor,
    Editor,
    IntEditor,
    ListEditor,
    NumberEditor,
    PathEditor,
    SwitchEditor,
    TextEditor,
)


@dataclass(frozen=True, kw_only=True)
class OptionField:
    """One field as a person meets it."""

    name: str
    title: str
    explanation: str
    group: str  # the heading below which it stands once all settings are shown
    advanced: bool
    kind: Any  # the plain type: int, float, bool, str, Path, a Literal, an Enum …
    optional: bool
    default: object
    limits: dict[str, float]
    extra: dict[str, Any]
    offered: Sequence[tuple[str, str]] = ()  # values and words to choose from, known only when the form is made


def option_fields(model: type[BaseModel]) -> list[OptionField]:
    """The fields in their order, without those marked ``json_schema_extra={"level": "hidden"}``."""
    fields = [_read(model, name, info) for name, info in model.model_fields.items()]
    return [field for field in fields if field.extra.get("level") != "hidden"]


def make_editor(field: OptionField) -> Editor:
    if field.offered:
        return ChoiceEditor(field.offered)
    if field.optional and field.kind is not bool and _choices(field) is None:
        empty = QCoreApplication.translate("OptionsForm", "automatic")
    else:
        empty = ""
    choices = _choices(field)
    if choices is not None:
        none = [(None, QCoreApplication.translate("OptionsForm", "Automatic"))] if field.optional else []
        return ChoiceEditor(none + choices)
    if field.kind is bool:
        return SwitchEditor()
    if field.kind is int:
        low, high = _range(field)
        if field.optional or high > INT_LIMIT or low < -INT_LIMIT:
            return NumberEditor(whole=True, step=1, optional=field.optional, hint=empty)
        return IntEditor(int(low), int(high), int(field.limits.get("multiple_of", 1)))
    if field.kind is float:
        return NumberEditor(step=_float_step(field), optional=field.optional, hint=empty)
    if _is_path(field.kind):
        hint = QCoreApplication.translate("OptionsForm", "None chosen") if field.optional else ""
        return PathEditor(bool(field.extra.get("folder")), field.optional, field.extra.get("filter", ""), hint)
    if field.kind is str and ("folder" in field.extra or "filter" in field.extra):
        hint = QCoreApplication.translate("OptionsForm", field.extra.get("hint") or "None chosen")
        return PathEditor(
            bool(field.extra.get("folder")), field.optional, field.extra.get("filter", ""), hint, plain=True
        )
    if get_origin(field.kind) in (list, tuple, set):
        return ListEditor()
    return TextEditor(field.optional, empty)


def error_text(error: ErrorDetails) -> str:
    """What is wrong, in words of the window rather than of the validation library."""
    context = error.get("ctx", {})
    translate = QCoreApplication.translate
    words = {
        "greater_than_equal": translate("OptionsForm", "Must be at least {ge}."),
        "greater_than": translate("OptionsForm", "Must be more than {gt}."),
        "less_than_equal": translate("OptionsForm", "Must be at most {le}."),
        "less_than": translate("OptionsForm", "Must be less than {lt}."),
        "multiple_of": translate("OptionsForm", "Must be a multiple of {multiple_of}."),
        "int_parsing": translate("OptionsForm", "Please enter a whole number."),
        "int_type": translate("OptionsForm", "Please enter a whole number."),
        "float_parsing": translate("OptionsForm", "Please enter a number, such as 0.001 or 1e-3."),
        "float_type": translate("OptionsForm", "Please enter a number, such as 0.001 or 1e-3."),
        "string_too_short": translate("OptionsForm", "Please fill this in."),
        "path_not_file": translate("OptionsForm", "There is no such file."),
        "path_not_directory": translate("OptionsForm", "There is no such folder."),
        "path_type": translate("OptionsForm", "Please choose a path."),
        "missing": translate("OptionsForm", "Please fill this in."),
    }
    template = words.get(error["type"])
    if template is not None:
        return template.format(**context)
    return translate("OptionsForm", str(context.get("error", "")) or error["msg"])


def _read(model: type[BaseModel], name: str, info: FieldInfo) -> OptionField:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    kind, optional, inner = _unwrap(info.annotation)
    metadata = [*info.metadata, *inner]
    limits: dict[str, float] = {}
    for item in metadata:
        for key in ("ge", "gt", "le", "lt", "multiple_of"):
            limit = getattr(item, key, None)
            if isinstance(limit, (int, float)):
                limits[key] = limit
    if kind is DirectoryPath or any(isinstance(item, PathType) and item.path_type == "dir" for item in metadata):
        extra = {"folder": True, **extra}
    title = info.title or name.replace("_", " ").capitalize()
    translate = QCoreApplication.translate
    return OptionField(
        name=name,
        title=translate(model.__name__, title),
        explanation=translate(model.__name__, info.description) if info.description else "",
        group=translate(model.__name__, str(extra["group"])) if extra.get("group") else "",
        advanced=extra.get("level") == "advanced",
        kind=kind,
        optional=optional,
        default=None if info.is_required() else info.get_default(call_default_factory=True, validated_data={}),
        limits=limits,
        extra=dict(extra),
    )


def _unwrap(annotation: Any) -> tuple[Any, bool, list[Any]]:
    """The plain type, whether None is allowed, and constraints found on the way."""
    metadata: list[Any] = []
    optional = False
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata += more
        elif get_origin(annotation) in (Union, types.UnionType):
            members = [member for member in get_args(annotation) if member is not types.NoneType]
            optional = optional or len(members) < len(get_args(annotation))
            if len(members) != 1:
                return str, optional, metadata
            annotation = members[0]
        else:
            return annotation, optional, metadata


def _choices(field: OptionField) -> list[tuple[object, str]] | None:
    labels = field.extra.get("labels", {})
    if get_origin(field.kind) is Literal:
        values: list[Any] = list(get_args(field.kind))
    elif isinstance(field.kind, type) and issubclass(field.kind, enum.Enum):
        values = list(field.kind)
    elif "choices" in field.extra:
        values = list(field.extra["choices"])
    else:
        return None
    return [(value, QCoreApplication.translate("OptionsForm", _choice_label(value, labels))) for value in values]


def _choice_label(value: Any, labels: dict[str, str]) -> str:
    plain = value.value if isinstance(value, enum.Enum) else value
    text = str(plain)
    return labels.get(text) or (text[:1].upper() + text[1:].replace("_", " "))


def _range(field: OptionField) -> tuple[float, float]:
    low = field.limits.get("ge", field.limits.get("gt", -INT_LIMIT - 1) + 1)
    high = field.limits.get("le", field.limits.get("lt", INT_LIMIT + 1) - 1)
    return low, high


def _float_step(field: OptionField) -> float | None:
    """Even steps for shares and probabilities, 1-2-5 for everything that spans powers of ten."""
    if "step" in field.extra:
        return float(field.extra["step"])
    top = field.limits.get("le", field.limits.get("lt"))
    small = isinstance(field.default, float) and 0 < field.default < 0.05
    return 0.05 if top is not None and top <= 1 and not small and field.extra.get("scale") != "log" else None


def _is_path(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Path)
