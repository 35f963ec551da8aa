"""Puts into the language of the window what rooms without Qt say: first-party plugins of themselves, the engine."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_ENGINE = (
    QT_TRANSLATE_NOOP("Engine", "CPU, 1 thread"),
    QT_TRANSLATE_NOOP("Engine", "CPU, {0} threads"),
    QT_TRANSLATE_NOOP("Engine", "1 thread"),
    QT_TRANSLATE_NOOP("Engine", "{0} threads"),
    QT_TRANSLATE_NOOP("Engine", "the recipe asks for the CPU"),
    QT_TRANSLATE_NOOP("Engine", "the recipe asks for the CPU, a GPU is here"),
    QT_TRANSLATE_NOOP("Engine", "a working GPU is here"),
    QT_TRANSLATE_NOOP("Engine", "a working Apple GPU is here"),
    QT_TRANSLATE_NOOP("Engine", "this torch was built without CUDA"),
    QT_TRANSLATE_NOOP("Engine", "no GPU with a working CUDA driver was found"),
    QT_TRANSLATE_NOOP("Engine", "the GPU was found but does not compute ({0})"),
    QT_TRANSLATE_NOOP("Engine", "one for each core; they wait without spinning, so that the window keeps its share"),
    QT_TRANSLATE_NOOP(
        "Engine", "compiling takes a minute or more, which the cached and short runs here do not win back"
    ),
    QT_TRANSLATE_NOOP("Engine", "channels last took {0} × the time of contiguous"),
    QT_TRANSLATE_NOOP("Engine", "the recipe asks for it"),
    QT_TRANSLATE_NOOP("Engine", "this CPU has no instructions for half precision, which is then many times slower"),
    QT_TRANSLATE_NOOP("Engine", "half precision is not used on this kind of device"),
    QT_TRANSLATE_NOOP("Engine", "this GPU has no bf16"),
    QT_TRANSLATE_NOOP("Engine", "bf16 took {0} × the time of fp32"),
)
"""What the engine says of the device and of how it computes; {0} is what varies."""


def catalog_text(text: str) -> str:
    """A title or description from the catalog; what other plugins say stays as it is."""
    return QCoreApplication.translate("Catalog", text) if text else ""


def engine_text(text: str) -> str:
    """Device or reason as the engine words it; what is not known stays as it is."""
    for template in _ENGINE:
        found = _pattern(template).fullmatch(text)
        if found is not None:
            return QCoreApplication.translate("Engine", template).format(*found.groups())
    return text


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.escape(template).replace(re.escape("{0}"), "(.+)"), re.DOTALL)
