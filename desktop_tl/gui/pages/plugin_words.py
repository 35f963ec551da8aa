"""Says in words what became of a plugin, what it offers and what changing it means, and writes the report on it."""

from __future__ import annotations

import platform

from PySide6.QtCore import QCoreApplication

from desktop_tl import __version__
from desktop_tl.app.plugins.enabling import PluginRecord
from desktop_tl.app.plugins.missing import MissingPlugin
from desktop_tl.app.plugins.plan import Plan, PlannedDistribution, Step
from desktop_tl.gui.widgets.amounts import bytes_text, count_text, duration_text

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
        version_words(record),
        _author_text(record),
        record.licence,
        _tr("loaded in {0}").format(_load_time(record.load_seconds)) if record.state == "ready" else "",
    ]
    return "  ·  ".join(part for part in parts if part)


def version_words(record: PluginRecord) -> str:
    """Its version, empty if it has none."""
    return _tr("Version {0}").format(record.version) if record.version else ""


def _author_text(record: PluginRecord) -> str:
    if record.first_party:
        return _tr("part of Desktop TL")
    return _tr("by {0}").format(record.author) if record.author else _tr("author unknown")


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


def step_text(step: Step) -> str:
    """What is being done, for the progress bar."""
    return {
        "resolving": _tr("Looking what is needed"),
        "downloading": _tr("Downloading"),
        "inspecting": _tr("Inspecting the wheels"),
        "installing": _tr("Unpacking"),
        "trying": _tr("Trying the plugins in a process of their own"),
        "switching": _tr("Switching over"),
    }[step]


def question_text(plan: Plan) -> str:
    """The title of the question whether it shall be done."""
    about = [dist.name for dist in plan.changed if dist.is_requested] if plan.action == "update" else list(plan.names)
    one, many = {
        "install": (_tr("Install {0}?"), _tr("Install {0} plugins?")),
        "update": (_tr("Update {0}?"), _tr("Update {0} plugins?")),
        "remove": (_tr("Remove {0}?"), _tr("Remove {0} plugins?")),
        "undo": (_tr("Go back to the plugins before the last change?"),) * 2,
    }[plan.action]
    if not about:
        return _tr("Update what the plugins need?")
    return one.format(about[0]) if len(about) == 1 else many.format(count_text(len(about)))


def explanation_text(plan: Plan) -> str:
    """What is to be known of it beside the list of packages: who made it, or what is installed afterwards."""
    if plan.action == "undo":
        return set_text([(dist.name, dist.version) for dist in plan.distributions if dist.is_requested])
    made = [facts_text(dist) for dist in plan.changed if dist.is_requested and dist.name in plan.names]
    return made[0] if plan.action == "install" and len(made) == 1 else ""


def facts_text(dist: PlannedDistribution) -> str:
    """What its author says of it, as the index knows it: a sentence, the author, the licence."""
    facts = dist.facts
    author = str(facts.get("author") or facts.get("author_email") or "").partition("<")[0].strip()
    licence = str(facts.get("license_expression") or facts.get("license") or "").partition("\n")[0][:80]
    parts = [str(facts.get("summary") or ""), _tr("by {0}").format(author) if author else "", licence]
    return "  ·  ".join(part for part in parts if part)


def set_text(plugins: list[tuple[str, str]]) -> str:
    """Which third-party plugins would be installed then; name and version of each."""
    if not plugins:
        return _tr("Then no third-party plugin is installed.")
    return _tr("Then these are installed: {0}.").format(", ".join(f"{name} {version}" for name, version in plugins))


def version_text(dist: PlannedDistribution) -> str:
    """The version, and the one before it where that is another."""
    if dist.before in ("", dist.version):
        return dist.version
    return f"{dist.before} \N{RIGHTWARDS ARROW} {dist.version}"


def download_text(plan: Plan) -> str:
    """How much comes over the network."""
    size = plan.download_bytes
    if size is None:
        return _tr("How much is to be downloaded, the index does not say.")
    return _tr("{0} are to be downloaded.").format(bytes_text(size)) if size else _tr("Nothing is to be downloaded.")


def done_text(plan: Plan) -> str:
    """What was done, as a sentence."""
    names = ", ".join(plan.names)
    if plan.action == "undo":
        now = ", ".join(f"{dist.name} {dist.version}" for dist in plan.distributions if dist.is_requested)
        return _tr("Went back. Installed are now: {0}.").format(now) if now else _tr("Went back to no plugin at all.")
    if plan.action == "remove":
        return _tr("Removed: {0}.").format(names)
    now = ", ".join(f"{dist.name} {dist.version}" for dist in plan.changed if dist.is_requested)
    return (_tr("Installed: {0}.") if plan.action == "install" else _tr("Updated: {0}.")).format(now or names)


def missing_text(missing: MissingPlugin) -> tuple[str, str]:
    """Which plugin an earlier run needs, and what can be done: a sentence and its explanation."""
    what = {
        "backbone": _tr("The backbone “{0}” of this run comes from the plugin {1}, which is not installed."),
        "dataset": _tr("The data “{0}” of this run comes from the plugin {1}, which is not installed."),
        "task": _tr("The task “{0}” of this run comes from the plugin {1}, which is not installed."),
    }[missing.part]
    name, record = missing.distribution, missing.record
    if record is None:
        named = f"{name} {missing.version}".rstrip()
        return what.format(missing.spec_id, named), _tr(
            "Its results stay; to use or resume it, install the plugin again."
        )
    if record.state == "disabled":
        return _tr("This run needs the plugin {0}, which is disabled.").format(name), _tr(
            "The Plugins page enables it."
        )
    return _tr("This run needs the plugin {0}, which is not ready.").format(name), _tr("The Plugins page tells why.")


def missing_button_text(missing: MissingPlugin) -> str:
    """What the button says that leads to the Plugins page."""
    return _tr("Open Plugins") if missing.record else _tr("Get the plugin…")


def _load_time(seconds: float) -> str:
    if seconds < 0.9995:
        return f"{max(1, round(seconds * 1000))}\N{NO-BREAK SPACE}ms"
    return f"{seconds:.1f}\N{NO-BREAK SPACE}s"


def _tr(text: str) -> str:
    return QCoreApplication.translate("PluginWords", text)
