"""Checks what people chose against the model of options that a plugin declares, and says what is wrong in words."""

import difflib
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError

from desktop_tl.api.errors import UserError


def validate_options(model: type[BaseModel], options: dict[str, Any], *, where: str) -> BaseModel:
    """The options as a value of ``model``.

    Args:
        model: what the spec declares.
        options: plain values, from a form, a recipe or the command line.
        where: what they belong to, for messages, for instance ``dataset folders/images``.

    Raises:
        UserError: names every field that does not fit, and why.
    """
    try:
        return model.model_validate(options)
    except ValidationError as error:
        message, advice = explain_validation(error, model)
        raise UserError(f"Options of the {where}: {message}.", advice=advice or "Change it and try again.") from error


def explain_validation(error: ValidationError, model: type[BaseModel]) -> tuple[str, str]:
    """What is wrong (without a full stop) and what to do (may be empty)."""
    sentences, advice = [], ""
    for item in error.errors():
        name = ".".join(str(part) for part in item["loc"])
        if item["type"] == "extra_forbidden":
            sentences.append(f"there is no ‘{name}’")
            advice = advice or did_you_mean(name, model.model_fields)
        elif item["type"] == "missing":
            sentences.append(f"‘{name}’ is missing")
        else:
            reason = item["msg"].removeprefix("Value error, ").rstrip(".")
            sentences.append(f"{name} = {item['input']!r}: {reason[:1].lower()}{reason[1:]}" if name else reason)
    return "; ".join(sentences), advice


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence with the nearest name, or with all of them; empty if there are none."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if near:
        return f"Did you mean {near[0]}?"
    return f"There are: {', '.join(names)}." if names else ""
