"""`export` and `exporters`: a trained model for programs that know nothing of this app."""

import argparse
import sys
from pathlib import Path

from desktop_tl.app.exporting import export_run
from desktop_tl.cli.catalog import say_options, say_spec, spec_to_json
from desktop_tl.cli.options import read_choice
from desktop_tl.cli.output import Output
from desktop_tl.cli.settings import open_context
from desktop_tl.cli.statuses import DONE, WRONG_USAGE


def export(arguments: argparse.Namespace) -> int:
    """`desktop-tl export`."""
    output = Output(as_json=arguments.json, is_long=True)
    context = open_context(arguments)
    if not arguments.to:
        known = ", ".join(context.catalog.exporters) or "no plugin offers one"
        print(f"Say in which format: --to ID ({known}; desktop-tl exporters says more).", file=sys.stderr)
        return WRONG_USAGE
    exporter_id, options = read_choice("--to", arguments.to)
    run = context.runs.find(arguments.name)
    out = Path(arguments.out).expanduser() if arguments.out else None
    folder = export_run(context, run, exporter_id, options, out=out, on_step=lambda step: output.say(f"{step} …"))
    output.say(f"The model is in {folder}")
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    output.table(["File", "Size"], [[name, _size(folder / name)] for name in files], right=[1])
    output.result({"run": str(run.path), "exporter": exporter_id, "folder": str(folder), "files": files})
    return DONE


def list_exporters(arguments: argparse.Namespace) -> int:
    """`desktop-tl exporters`."""
    output = Output(as_json=arguments.json)
    specs = list(open_context(arguments).catalog.exporters.values())
    for spec in specs:
        say_spec(output, spec, f"--to {spec.id}")
        say_options(output, spec.options, f"--to {spec.id},")
    if not specs:
        output.say("No plugin offers an exporter.")
    output.result({"exporters": [spec_to_json(spec) | {"modalities": list(spec.modalities)} for spec in specs]})
    return DONE


def _size(path: Path) -> str:
    size = path.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.1f} kB"
