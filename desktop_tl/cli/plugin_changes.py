"""`plugins install`, `update`, `remove`, `undo`, `search` and `info`. None of them loads a plugin into this process."""

import argparse
import sys
from typing import Any

from desktop_tl.api.errors import UserError
from desktop_tl.app.paths import default_paths
from desktop_tl.app.plugins.changes import WARNING, Plan, PlannedDistribution, PluginChanges, Progress
from desktop_tl.app.plugins.enabling import PluginRecord, find_plugin
from desktop_tl.app.plugins.generations import activate_plugins
from desktop_tl.app.plugins.plan import Step
from desktop_tl.app.plugins.search import search_plugins
from desktop_tl.cli.output import Output
from desktop_tl.cli.settings import open_settings
from desktop_tl.cli.statuses import DONE
from desktop_tl.cli.steps import Steps, format_bytes
from desktop_tl.runs.stop import StopToken

_STEPS: dict[Step, str] = {
    "resolving": "Looking what is needed",
    "downloading": "Downloading",
    "inspecting": "Inspecting the wheels",
    "installing": "Installing",
    "trying": "Trying the plugins",
    "switching": "Switching over",
}
_QUESTIONS = {"install": "Install this?", "update": "Update this?", "remove": "Remove this?", "undo": "Go back?"}
_DONE = {"install": "Installed", "update": "Updated", "remove": "Removed", "undo": "Went back; now installed"}


def install_plugins(arguments: argparse.Namespace) -> int:
    """`desktop-tl plugins install`."""
    output, changes = _begin(arguments)
    output.say(f"{_STEPS['resolving']} …")
    return _apply(arguments, output, changes, changes.plan_install(arguments.names, stop=StopToken()))


def update_plugins(arguments: argparse.Namespace) -> int:
    """`desktop-tl plugins update`."""
    output, changes = _begin(arguments)
    output.say(f"{_STEPS['resolving']} …")
    return _apply(arguments, output, changes, changes.plan_update(arguments.names, stop=StopToken()))


def remove_plugins(arguments: argparse.Namespace) -> int:
    """`desktop-tl plugins remove`."""
    output, changes = _begin(arguments)
    return _apply(arguments, output, changes, changes.plan_remove(arguments.names, stop=StopToken()))


def undo_change(arguments: argparse.Namespace) -> int:
    """`desktop-tl plugins undo`."""
    output, changes = _begin(arguments)
    return _apply(arguments, output, changes, changes.plan_undo(stop=StopToken()))


def search(arguments: argparse.Namespace) -> int:
    """`desktop-tl plugins search`."""
    output, words = Output(as_json=arguments.json), " ".join(arguments.words)
    offline = open_settings().value.offline
    found = search_plugins(default_paths(), words, is_offline=offline, stop=StopToken())
    for plugin in found:
        output.say(f"{plugin.name}{'  (installed)' if plugin.is_here else ''}")
    if not found:
        output.say(
            f"No plugin on the index has ‘{words}’ in its name." if words else "There is no plugin on the index."
        )
    output.result({"plugins": [{"name": plugin.name, "installed": plugin.is_here} for plugin in found]})
    return DONE


def show_plugin(arguments: argparse.Namespace) -> int:
    """`desktop-tl plugins info`."""
    output, changes = _begin(arguments)
    activate_plugins(changes.paths)
    try:
        record = find_plugin(arguments.name)
    except UserError:
        facts = _facts_of_offer(changes.plan_install([arguments.name], stop=StopToken()))
    else:
        facts = _facts_of_installed(record, changes)
    for title, fact in facts.items():
        if fact:
            text = ", ".join(fact) if isinstance(fact, list) else str(fact)
            output.say(f"{title.replace('_', ' ').capitalize() + ':':<12}{text}")
    output.result(facts)
    return DONE


def _begin(arguments: argparse.Namespace) -> tuple[Output, PluginChanges]:
    settings = open_settings()
    changes = PluginChanges(paths=default_paths(), is_offline=lambda: settings.value.offline)
    return Output(as_json=arguments.json, is_long=True), changes


def _apply(arguments: argparse.Namespace, output: Output, changes: PluginChanges, plan: Plan) -> int:
    _show(plan, output)
    if plan.is_empty:
        output.say("Nothing is to be done: all of it is as it should be.")
        output.result(_to_json(plan, applied=False))
        return DONE
    if not arguments.yes and not _confirm(plan):
        output.say("Nothing was changed.")
        output.result(_to_json(plan, applied=False))
        return DONE
    with Steps[Progress](output, lambda progress: _STEPS[progress.step], lambda p: p.step == "downloading") as steps:
        applied = changes.apply(plan, on_progress=steps.show, stop=StopToken())
    now = ", ".join(f"{dist.name} {dist.version}" for dist in plan.distributions if dist.is_requested)
    what = ", ".join(plan.names) if plan.action == "remove" else now or "no third-party plugin"
    output.say(f"{_DONE[plan.action]}: {what}.")
    for record in applied.records:
        if record.state == "disabled":
            output.say(f"{record.title} is disabled. Enable it: desktop-tl plugins enable {record.key}")
        elif record.error:
            output.say(f"{record.title}: {record.error} {record.advice}".rstrip())
    output.say("It takes effect at the next start; a window that is open is to be started again.")
    output.result(_to_json(plan, applied=True))
    return DONE


def _show(plan: Plan, output: Output) -> None:
    if plan.changed:
        rows = [[dist.name, _versions(dist), format_bytes(dist.size), _origin(dist)] for dist in plan.changed]
        output.table(["Distribution", "Version", "Size", ""], rows, right=[2])
        output.say(_download(plan))
    for name, version in plan.removed:
        output.say(f"To be removed: {name} {version}")
    for note in plan.notes:
        output.say(f"Note: {note}")
    if plan.changed and plan.action != "undo":
        output.say(WARNING)


def _download(plan: Plan) -> str:
    size = plan.download_bytes
    if size is None:
        return "How much is to be downloaded, the index does not say."
    return f"To be downloaded: {format_bytes(size)}" if size else "Nothing is to be downloaded."


def _versions(dist: PlannedDistribution) -> str:
    return f"{dist.before} → {dist.version}" if dist.before not in ("", dist.version) else dist.version


def _origin(dist: PlannedDistribution) -> str:
    return "" if dist.is_requested else "needed by a plugin"


def _confirm(plan: Plan) -> bool:
    if not sys.stdin.isatty():
        raise UserError(
            "Changing the plugins needs your word, and there is no terminal to ask on. Nothing was changed.",
            advice="Add --yes to agree to what is shown above.",
        )
    print(f"{_QUESTIONS[plan.action]} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _facts_of_installed(record: PluginRecord, changes: PluginChanges) -> dict[str, Any]:
    generation = changes.installed()
    dist = generation.find(record.distribution) if generation else None
    wanted = next((p for p in generation.requested if p.name == record.distribution), None) if generation else None
    return {
        "plugin": record.distribution,
        "version": record.version,
        "summary": record.summary,
        "author": record.author,
        "licence": record.licence,
        "homepage": record.homepage,
        "installed": (wanted.wheel or wanted.requirement if wanted else "with a plugin") if dist else "beside the app",
        "size": format_bytes(dist.installed_bytes) if dist else "",
        "needs": list(dist.requires) if dist else [],
        "key": record.key,
    }


def _facts_of_offer(plan: Plan) -> dict[str, Any]:
    dist = next(dist for dist in plan.distributions if dist.name in plan.names)
    facts = dist.facts
    return {
        "plugin": dist.name,
        "version": dist.version,
        "summary": facts.get("summary", ""),
        "author": facts.get("author") or facts.get("author_email", ""),
        "licence": facts.get("license_expression") or str(facts.get("license", "")).partition("\n")[0],
        "homepage": facts.get("home_page", ""),
        "installed": "no",
        "size": f"{format_bytes(dist.size)} to download",
        "needs": list(facts.get("requires_dist", [])),
        "brings": [f"{other.name} {other.version}" for other in plan.changed if other is not dist],
    }


def _to_json(plan: Plan, *, applied: bool) -> dict[str, Any]:
    return {
        "action": plan.action,
        "applied": applied,
        "distributions": [
            {
                "name": dist.name,
                "version": dist.version,
                "before": dist.before,
                "size": dist.size,
                "requested": dist.is_requested,
            }
            for dist in plan.distributions
        ],
        "changed": [dist.name for dist in plan.changed],
        "removed": [name for name, _ in plan.removed],
        "download_bytes": plan.download_bytes,
        "notes": list(plan.notes),
    }
