"""Puts into the language of the window what rooms without Qt say: first-party plugins of themselves, the engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
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

_STAGES = (
    QT_TRANSLATE_NOOP("Stages", "Stem"),
    QT_TRANSLATE_NOOP("Stages", "Patches and positions"),
    QT_TRANSLATE_NOOP("Stages", "Block {0}"),
    QT_TRANSLATE_NOOP("Stages", "Dense block {0}"),
    QT_TRANSLATE_NOOP("Stages", "Layer {0}"),
    QT_TRANSLATE_NOOP("Stages", "Level {0}"),
    QT_TRANSLATE_NOOP("Stages", "Stage {0}"),
    QT_TRANSLATE_NOOP("Stages", "Hidden layers"),
    QT_TRANSLATE_NOOP("Stages", "Class attention"),
    QT_TRANSLATE_NOOP("Stages", "Last convolution"),
    QT_TRANSLATE_NOOP("Stages", "Final norm"),
    QT_TRANSLATE_NOOP("Stages", "{0} block"),
    QT_TRANSLATE_NOOP("Stages", "{0} blocks"),
    QT_TRANSLATE_NOOP("Stages", "{0} layers"),
    QT_TRANSLATE_NOOP("Stages", "{0} channels"),
)
"""What the names of stages are made of."""


def catalog_text(text: str) -> str:
    """A title or description from the catalog; what other plugins say stays as it is."""
    return QCoreApplication.translate("Catalog", text) if text else ""


def engine_text(text: str) -> str:
    """Device or reason as the engine words it; what is not known stays as it is."""
    return _told("Engine", _ENGINE, text)


def stage_text(title: str) -> str:
    """The name of a stage, such as "Block 3 · 2 blocks (40 channels)", part by part."""
    inner, bracket, width = title.removesuffix(")").partition(" (") if title.endswith(" channels)") else (title, "", "")
    words = " · ".join(_told("Stages", _STAGES, part) for part in inner.split(" · "))
    if not bracket:
        return words
    return QCoreApplication.translate("Stages", "{0} ({1})").format(words, _told("Stages", _STAGES, width))


def _told(context: str, templates: Sequence[str], text: str) -> str:
    for template in templates:
        found = _pattern(template).fullmatch(text)
        if found is not None:
            return QCoreApplication.translate(context, template).format(*found.groups())
    return text


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.escape(template).replace(re.escape("{0}"), "(.+)"), re.DOTALL)
