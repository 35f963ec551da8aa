"""Keeps printing safe where the terminal cannot show every character."""

import codecs
import io
import os
import sys
from typing import TextIO

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
    """What the encoding of stdout or stderr lacks is printed in plain characters instead of raising.

    A stream that the caller has closed (``>&-``; a program without a console) becomes an empty one.
    """
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115  # for as long as the process lives
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    codecs.register_error("desktop-tl", _replace)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="desktop-tl")


def discard(stream: TextIO) -> None:
    """Sends what is still buffered, and all that follows, nowhere; else the interpreter would complain at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_PLAIN.get(character, "?") for character in text), error.end
