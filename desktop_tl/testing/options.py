"""Checks that the window can make a form of a model of options, and that what is entered survives being stored."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from desktop_tl.testing.checks import NotApplicable

_SCALARS = frozenset(("boolean", "integer", "number", "string", "null"))


def check_form(model: type[BaseModel]) -> None:
    """Raises ``AssertionError`` for a field that a person could not understand or fill in."""
    try:
        schema = model.model_json_schema()
    except Exception as error:  # pydantic has many ways to say that a type is not made of plain values
        raise AssertionError(f"no form can be made of {model.__name__}: {error}") from error
    definitions = schema.get("$defs", {})
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and extra.get("level") == "hidden":
            continue
        kind = schema["properties"][field.alias or name]
        if not _is_enterable(kind, definitions):
            raise AssertionError(
                f"the option ‘{name}’ cannot be entered in a form: use a number, a text, a path, a yes or no, one of "
                "several, or a list of these"
            )
        if field.title is None or not field.description:
            raise AssertionError(f"the option ‘{name}’ lacks its {'title' if field.title is None else 'description'}")


def check_storing(model: type[BaseModel], examples: Mapping[str, Any]) -> None:
    """Raises ``AssertionError`` if options change on their way into a recipe and back."""
    try:
        value = model.model_validate(dict(examples))
    except ValidationError as error:
        missing = [str(item["loc"][0]) for item in error.errors() if item["type"] == "missing"]
        if not missing:
            raise AssertionError(f"the given options are not valid: {error}") from error
        raise NotApplicable(f"no example is given for the option ‘{missing[0]}’") from error
    stored = json.loads(json.dumps(value.model_dump(mode="json")))
    try:
        again = model.model_validate(stored)
    except ValidationError as error:
        raise AssertionError(f"options that were stored are refused when they come back: {error}") from error
    if again != value:
        raise AssertionError(f"options come back changed from a recipe: {value!r} as {again!r}")


def make_options(model: type[BaseModel], example: Mapping[str, Any]) -> BaseModel:
    """The options to build or open with. Raises `NotApplicable` where one has no default and no example."""
    missing = [name for name, field in model.model_fields.items() if field.is_required() and name not in example]
    if missing:
        raise NotApplicable(f"no example is given for the option ‘{missing[0]}’")
    return model.model_validate(dict(example))


def _is_enterable(kind: Mapping[str, Any], definitions: Mapping[str, Any], *, in_list: bool = False) -> bool:
    if "$ref" in kind:
        return _is_enterable(definitions[kind["$ref"].rpartition("/")[2]], definitions, in_list=in_list)
    if "anyOf" in kind:
        return all(_is_enterable(member, definitions, in_list=in_list) for member in kind["anyOf"])
    if "enum" in kind or "const" in kind:
        return True
    if kind.get("type") == "array" and not in_list:
        items = [*kind.get("prefixItems", ()), *([kind["items"]] if isinstance(kind.get("items"), dict) else ())]
        return bool(items) and all(_is_enterable(item, definitions, in_list=True) for item in items)
    return kind.get("type") in _SCALARS
