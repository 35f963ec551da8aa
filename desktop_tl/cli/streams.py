"""Keeps printing safe where the terminal cannot show every character."""

import codecs
import io
import sys

_PLAIN = {
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "…": "...",
    "–": "-",
    "—": "-",
    "×": "x",
    "±": "+/-",
    "·": "-",
    "→": "->",
    "≈": "~",
}


def make_streams_safe() -> None:
    """What the encoding of stdout or stderr lacks is printed in plain characters instead of raising."""
    codecs.register_error("desktop-tl", _replace)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="desktop-tl")


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_PLAIN.get(character, "?") for character in text), error.end
