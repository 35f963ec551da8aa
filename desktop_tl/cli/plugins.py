"""`plugins`: what became of each plugin, and which are wanted."""

import argparse

from desktop_tl.app.paths import default_paths
from desktop_tl.app.plugins.enabling import PluginRecord, change_enabled, find_plugin
from desktop_tl.app.plugins.generations import activate_plugins
from desktop_tl.cli.output import Output, format_seconds
from desktop_tl.cli.settings import open_context
from desktop_tl.cli.statuses import DONE

SLOW_SECONDS = 1.0
"""A plugin that takes longer to load is worth a sentence."""


def list_plugins(arguments: argparse.Namespace) -> int:
    """`desktop-tl plugins list`."""
    output = Output(as_json=arguments.json)
    context = open_context(arguments)
    records = context.plugins.records
    rows = [
        [record.title, record.version, record.state, f"{record.load_seconds * 1000:.0f} ms", _count_offers(record)]
        for record in records
    ]
    if rows:
        output.table(["Plugin", "Version", "State", "Loading", "Offers"], rows, right=[3])
    else:
        output.say("No plugins are installed. Install the app's own: pip install 'desktop-tl[all]'")
    if context.activation.problem:
        output.say(context.activation.problem)
    for record in records:
        for sentence in _describe(record):
            output.say(f"{record.title}: {sentence}")
    output.result(
        {
            "plugins": [
                {
                    "key": record.key,
                    "name": record.name,
                    "distribution": record.distribution,
                    "version": record.version,
                    "author": record.author,
                    "licence": record.licence,
                    "state": record.state,
                    "error": record.error,
                    "advice": record.advice,
                    "traceback": record.traceback,
                    "output": record.output,
                    "load_seconds": round(record.load_seconds, 4),
                    "imported_torch": record.imported_torch,
                    "deprecated": list(record.deprecated),
                    "offers": {kind: list(ids) for kind, ids in record.offers.items()},
                }
                for record in records
            ]
        }
    )
    return DONE


def _describe(record: PluginRecord) -> list[str]:
    """What a person should know of it, as sentences."""
    told = [f"{record.error.rstrip('.')}. {record.advice}".rstrip()] if record.error else []
    if record.load_seconds > SLOW_SECONDS:
        seconds = format_seconds(record.load_seconds)
        told.append(f"It takes {seconds} to load, and every start waits. desktop-tl plugins disable {record.key}")
    if record.imported_torch:
        told.append("It imports PyTorch when the app starts, which costs every start seconds; tell its author.")
    told += [f"It needs an update before Desktop TL gets one: {sentence}" for sentence in record.deprecated]
    return told


def _count_offers(record: PluginRecord) -> str:
    counts = ((len(ids), kind.removesuffix("s") if len(ids) == 1 else kind) for kind, ids in record.offers.items())
    return ", ".join(f"{count} {kind}" for count, kind in counts if count) or "–"


def enable_plugin(arguments: argparse.Namespace) -> int:
    """`desktop-tl plugins enable`."""
    return _change(arguments, enabled=True)


def disable_plugin(arguments: argparse.Namespace) -> int:
    """`desktop-tl plugins disable`."""
    return _change(arguments, enabled=False)


def _change(arguments: argparse.Namespace, *, enabled: bool) -> int:
    output = Output(as_json=arguments.json)
    activate_plugins(default_paths())
    record = find_plugin(arguments.name)
    change_enabled(default_paths(), record.key, enabled=enabled)
    output.say(f"{record.title} is {'enabled' if enabled else 'disabled'} from the next start on.")
    output.result({"plugin": record.key, "enabled": enabled})
    return DONE
