"""Programs that the app starts as children of its own, such as pip. Each ends when the app does.

    python -m desktop_tl.child_programs --pip install …

A frozen app has no Python to start, so it starts itself with the same first argument. Imports nothing slow: pip starts
several times for one installation.
"""

import os
import runpy
import sys
import threading
from collections.abc import Sequence


def child_program(first: str) -> list[str]:
    """The command for ``--pip``, ``--probe-plugins`` or ``--tell-waiting``, to which the arguments are added."""
    if getattr(sys, "frozen", False):
        return [sys.executable, first]
    return [sys.executable, "-m", "desktop_tl.child_programs", first]


def start_child_program(arguments: Sequence[str]) -> None:
    """Becomes the program that the first argument names, and does not return; does nothing for any other."""
    modules = {
        "--pip": "pip",
        "--probe-plugins": "desktop_tl.host.installing.probe",
        "--tell-waiting": "desktop_tl.gui.waiting",
    }
    module = modules.get(arguments[0]) if arguments else None
    if module is None:
        return
    threading.Thread(target=_end_with_the_app, daemon=True).start()
    sys.argv = [module, *arguments[1:]]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    sys.exit(0)


def _end_with_the_app() -> None:
    """The app holds the other end of stdin; when that closes, nobody waits for the result any more."""
    while os.read(0, 64):  # not sys.stdin: a thread that holds its lock would abort the interpreter at its end
        pass
    os._exit(3)


if __name__ == "__main__":
    start_child_program(sys.argv[1:])
