"""How the fields of a recipe are declared: with what a form needs to show them to a person."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

HINTS = ("modality", "answers", "choice_answers", "choices")
"""What a form may be told besides: the only ``modality`` for which the field means anything, the only kinds of
``answers``, likewise for single choices (``choice_answers``), and what is offered of all that is allowed
(``choices``)."""


class RecipePart(BaseModel):
    """A part of a recipe: it never changes, and has no field that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


def basic(description: str, *, group: str = "", labels: Mapping[str, str] | None = None, **more: Any) -> Any:
    """A field that everybody sees.

    Args:
        description: what it does, for people who do not know the term.
        group: the heading above it.
        labels: what the choices are called.
        more: of pydantic's `Field`, and of `HINTS`.
    """
    return _field("basic", description, group, labels, more)


def advanced(description: str, *, group: str = "", labels: Mapping[str, str] | None = None, **more: Any) -> Any:
    """A field for those who ask for all settings. As `basic`."""
    return _field("advanced", description, group, labels, more)


def _field(level: str, description: str, group: str, labels: Mapping[str, str] | None, more: dict[str, Any]) -> Any:
    hints = {name: more.pop(name) for name in HINTS if name in more}
    extra: dict[str, Any] = {"level": level, "group": group, "labels": dict(labels or {}), **hints}
    return Field(description=description, json_schema_extra=extra, **more)
