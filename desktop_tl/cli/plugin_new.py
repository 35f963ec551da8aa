"""`plugins new`: the project of a plugin, to begin with."""

import argparse
from pathlib import Path

from desktop_tl.app.plugins.beginning import make_plugin
from desktop_tl.cli.output import Output
from desktop_tl.cli.statuses import DONE


def new_plugin(arguments: argparse.Namespace) -> int:
    """`desktop-tl plugins new`."""
    output = Output(as_json=arguments.json)
    folder = make_plugin(arguments.name, arguments.kind, Path(arguments.out), arguments.author)
    output.say(f"{folder} is ready. In the environment of the app:")
    output.say(f"  pip install -e {folder}     the app shows it at its next start")
    output.say(f"  desktop-tl plugins check {folder}")
    output.result({"folder": str(folder), "kind": arguments.kind})
    return DONE
