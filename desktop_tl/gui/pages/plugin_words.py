"""Says in words what became of a plugin and what it offers, and writes the report that its author wants to see."""

from __future__ import annotations

import platform

from PySide6.QtCore import QCoreApplication

from desktop_tl import __version__
from desktop_tl.app.plugins import PluginRecord
from desktop_tl.gui.widgets.amounts import count_text, duration_text

TONES = {"ready": "success", "failed": "danger", "disabled": "", "left out": "warning"}
SLOW = 1.0
"""Seconds above which the load time is worth a warning: every start waits for it."""


def state_text(record: PluginRecord) -> str:
    """One word or two for the pill."""
    words = {
        "ready": _tr("Ready"),
        "failed": _tr("Failed"),
        "disabled": _tr("Disabled"),
        "left out": _tr("Left out"),
    }
    return words[record.state]


def about_text(record: PluginRecord) -> str:
    """Version, author, licence and load time on one line."""
    parts = [
        _tr("Version {0}").format(record.version) if record.version else "",
        _tr("part of Desktop TL") if record.first_party else _tr("by {0}").format(record.author or _tr("unknown")),
        record.licence,
        _tr("loaded in {0}").format(_load_time(record.load_seconds)) if record.state == "ready" else "",
    ]
    return "  ·  ".join(part for part in parts if part)


def offers_text(record: PluginRecord) -> str:
    """How many of what, as in "84 backbones, 1 dataset"; empty if nothing."""
    counts = []
    for kind, ids in record.offers.items():
        one, many = {
            "backbones": (_tr("1 backbone"), _tr("{0} backbones")),
            "datasets": (_tr("1 dataset"), _tr("{0} datasets")),
            "tasks": (_tr("1 task"), _tr("{0} tasks")),
            "observers": (_tr("1 observer"), _tr("{0} observers")),
            "exporters": (_tr("1 exporter"), _tr("{0} exporters")),
        }.get(kind, (f"1 {kind}", f"{{0}} {kind}"))
        if ids:
            counts.append(one if len(ids) == 1 else many.format(count_text(len(ids))))
    return ", ".join(counts)


def offered_names(record: PluginRecord) -> list[str]:
    """All that it offers; without the first part of the ids where that is the same for all."""
    ids = [spec_id for ids in record.offers.values() for spec_id in ids]
    same = len({spec_id.partition("/")[0] for spec_id in ids if "/" in spec_id}) == 1
    return [spec_id.partition("/")[2] or spec_id for spec_id in ids] if same else ids


def warning_text(record: PluginRecord) -> tuple[str, str]:
    """What is not wrong but costs something: a sentence and its explanation, or two empty strings."""
    if record.imported_torch:
        return (
            _tr("It imports PyTorch while the app starts."),
            _tr("That costs every start some seconds. Its author can move the import into the functions that need it."),
        )
    if record.deprecated:
        return (
            _tr("It uses what a coming version of Desktop TL takes away."),
            _tr("It works for now. Update it before the app, or send the report to its author."),
        )
    if record.state == "ready" and record.load_seconds > SLOW:
        return (
            _tr("It takes {0} to load.").format(duration_text(record.load_seconds)),
            _tr("Every start of the app waits for it."),
        )
    return "", ""


def make_report(record: PluginRecord) -> str:
    """All that is known, as text for the plugin's author."""
    lines = [
        f"Desktop TL {__version__} · Python {platform.python_version()} · {platform.platform()}",
        f"Plugin {record.title} {record.version} ({record.key}): {record.state}",
        record.error,
        record.advice,
    ]
    told = (
        ("Going away:", "\n".join(record.deprecated)),
        ("Printed while loading:", record.output),
        ("Traceback:", record.traceback),
    )
    for heading, text in told:
        if text.strip():
            lines += ["", heading, text.strip()]
    return "\n".join(line for number, line in enumerate(lines) if line or number > 3)


def _load_time(seconds: float) -> str:
    if seconds < 0.9995:
        return f"{max(1, round(seconds * 1000))}\N{NO-BREAK SPACE}ms"
    return f"{seconds:.1f}\N{NO-BREAK SPACE}s"


def _tr(text: str) -> str:
    return QCoreApplication.translate("PluginWords", text)
