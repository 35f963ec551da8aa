"""Reads options on the command line: ``field=value``, and ``id,option=value,…``."""

import tomllib
from typing import Any

from desktop_tl.api.errors import UserError


def read_value(text: str) -> Any:
    """As TOML would, else the text itself: options have no type yet."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def read_option(text: str) -> tuple[str, Any]:
    """``option=value``. Raises: UserError if there is no ``=``."""
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not name:
        raise UserError(f"--option {text}: not of the form option=value.", advice="For instance text_column=review.")
    return name, read_value(value)


def read_choice(flag: str, text: str) -> tuple[str, dict[str, Any]]:
    """Of ``id,option=value,…`` the id and the options. Raises: UserError for an option without ``=``."""
    name, *parts = (part.strip() for part in text.split(","))
    options = {}
    for part in parts:
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not key:
            raise UserError(
                f"{flag} {text}: ‘{part}’ is not of the form option=value.", advice=f"For instance {flag} {name},x=1."
            )
        options[key] = read_value(value)
    return name, options
