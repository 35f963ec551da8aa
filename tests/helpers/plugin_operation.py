"""Changes the installed plugins in a process that can be killed: python -m tests.helpers.plugin_operation HOME KIND …

With ``--die-before EVENT NUMBER`` it kills itself right before that file operation, counted from the start of the work.
"""

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import Any

from desktop_tl.api import UserError
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.changes import PluginChanges
from desktop_tl.runs.stop import StopToken

FILE_EVENTS = ("os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "open")


def main() -> int:
    """Exit status 0 done, 1 refused or failed in words."""
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("kind", choices=("install", "update", "remove", "undo"))
    parser.add_argument("names", nargs="*")
    parser.add_argument("--die-before", nargs=2, metavar=("EVENT", "NUMBER"))
    options = parser.parse_args()
    changes, stop = PluginChanges(paths=Paths.below(options.home)), StopToken()
    print("ready", flush=True)
    if options.die_before:
        _die_before(options.die_before[0], int(options.die_before[1]))
    try:
        if options.kind == "undo":
            plan = changes.plan_undo(stop=stop)
        else:
            plan = getattr(changes, f"plan_{options.kind}")(options.names, stop=stop)
        changes.apply(plan, stop=stop)
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _die_before(event: str, number: int) -> None:
    left = number

    def watch(name: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if name not in FILE_EVENTS or (event != "any" and name != event):
            return
        if name == "open" and not (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            return  # only reads
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


if __name__ == "__main__":
    sys.exit(main())
