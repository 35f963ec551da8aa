"""Puts into the language of the window what rooms without Qt say: first-party plugins of themselves, the engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop_tl.gui.outside_app_words import DOCTOR, FAILURES, PLUGINS, RUNS, TOOLS, TORCH
from desktop_tl.gui.outside_box_words import BOXES
from desktop_tl.gui.outside_engine_words import ENGINE
from desktop_tl.gui.outside_sample_words import ANSWERS, NOTES, PICTURES, TEXT_NOTES, TEXTS, WRITING

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
    """Device, reason, remark or finding as the rooms below word it; what is not known stays as it is."""
    return _told(
        "Engine",
        (
            *ENGINE,
            *PICTURES,
            *TEXTS,
            *NOTES,
            *BOXES,
            *TEXT_NOTES,
            *WRITING,
            *ANSWERS,
            *RUNS,
            *TOOLS,
            *TORCH,
            *PLUGINS,
            *DOCTOR,
            *FAILURES,
        ),
        text,
    )


def stage_text(title: str) -> str:
    """The name of a stage, such as "Block 3 · 2 blocks (40 channels)", part by part."""
    inner, bracket, width = title.removesuffix(")").partition(" (") if title.endswith(" channels)") else (title, "", "")
    words = " · ".join(_told("Stages", _STAGES, part) for part in inner.split(" · "))
    if not bracket:
        return words
    return QCoreApplication.translate("Stages", "{0} ({1})").format(words, _told("Stages", _STAGES, width))


def _told(context: str, templates: Sequence[object], text: str) -> str:
    for template in map(str, templates):  # Qt's stubs give QT_TRANSLATE_NOOP no type
        found = _pattern(template).fullmatch(text)
        if found is not None:
            return QCoreApplication.translate(context, template).format(*found.groups())
    return text


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\d\\\}", "(.+?)", re.escape(template)), re.DOTALL)
