"""Programs that the app starts as children of its own, such as pip: one command for each, from source and frozen alike.

    python -m desktop_tl.child_programs --pip install …
    desktop-tl --pip install …

A frozen app has no Python to start, so it starts itself with the same first argument. Imports nothing slow: pip starts
several times for one installation.
"""

import faulthandler
import os
import runpy
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

PATH_VARIABLE = "DESKTOP_TL_MODULE_PATH"
"""Tells a frozen child where modules are besides its own: it does not look at PYTHONPATH."""


@dataclass(frozen=True)
class ChildProgram:
    """A module that is run as a program.

    Args:
        module: name, as for ``python -m``.
        ends_with_app: it ends as soon as its stdin does, which the app holds open.
    """

    module: str
    ends_with_app: bool = False


CHILD_PROGRAMS = {
    "--pip": ChildProgram("pip", ends_with_app=True),
    "--probe-plugins": ChildProgram("desktop_tl.host.installing.probe", ends_with_app=True),
    "--try-torch": ChildProgram("desktop_tl.app.torch_trial", ends_with_app=True),
    "--tell-waiting": ChildProgram("desktop_tl.gui.waiting", ends_with_app=True),
    "--look-at-torch": ChildProgram("desktop_tl.app.torch_look"),
    "--look-at-qt": ChildProgram("desktop_tl.gui.qt_look"),
    "--check-plugin": ChildProgram("desktop_tl.testing"),
    "--list-plugin": ChildProgram("desktop_tl.testing.listing"),
    "--worker": ChildProgram("desktop_tl.app.worker"),
    "--torchrun": ChildProgram("torch.distributed.run"),
}


def is_frozen() -> bool:
    """Whether this is the app with a Python inside, rather than one that a Python runs."""
    return bool(getattr(sys, "frozen", False))


def app_command() -> list[str]:
    """The command that starts the app itself, with this Python and these packages."""
    return [sys.executable] if is_frozen() else [sys.executable, "-m", "desktop_tl"]


def child_program(first: str) -> list[str]:
    """The command for one of `CHILD_PROGRAMS`, to which its arguments are added."""
    if is_frozen():
        return [sys.executable, first]
    return [sys.executable, "-m", "desktop_tl.child_programs", first]


def path_variables(folders: Iterable[str]) -> dict[str, str]:
    """Variables with which a child finds modules in these folders, in this order; a frozen one first in itself."""
    return {PATH_VARIABLE if is_frozen() else "PYTHONPATH": os.pathsep.join(filter(None, folders))}


def find_path(arguments: Sequence[str], environment: Mapping[str, str]) -> list[str] | None:
    """In a frozen child, the folders that `path_variables` named; None if it is none, or nobody named any.

    The variable means nothing to the window and to a command of the terminal: they may have inherited it.
    """
    if not is_frozen() or not arguments or arguments[0] not in CHILD_PROGRAMS or PATH_VARIABLE not in environment:
        return None
    return [folder for folder in environment[PATH_VARIABLE].split(os.pathsep) if folder]


def start_child_program(arguments: Sequence[str]) -> None:
    """Becomes the program that the first argument names, and does not return; does nothing for any other."""
    program = CHILD_PROGRAMS.get(arguments[0]) if arguments else None
    if program is None:
        return
    if program.ends_with_app:
        threading.Thread(target=_end_with_the_app, daemon=True).start()
    folders = find_path(arguments, os.environ)
    if folders is not None:
        sys.path += [folder for folder in folders if folder not in sys.path]
    if is_frozen():
        _heed_variables()
    sys.argv = [program.module, *arguments[1:]]
    runpy.run_module(program.module, run_name="__main__", alter_sys=True)
    sys.exit(0)


def _heed_variables() -> None:
    """A frozen Python reads no variables; these three are what the app itself gives its children."""
    sys.dont_write_bytecode = sys.dont_write_bytecode or bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
    if os.environ.get("PYTHONFAULTHANDLER"):
        faulthandler.enable()
    if os.environ.get("PYTHONUNBUFFERED"):
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(write_through=True)  # type: ignore[union-attr]  # a child's streams are files


def _end_with_the_app() -> None:
    """The app holds the other end of stdin; when that closes, nobody waits for the result any more."""
    while os.read(0, 64):  # not sys.stdin: a thread that holds its lock would abort the interpreter at its end
        pass
    os._exit(3)


if __name__ == "__main__":
    start_child_program(sys.argv[1:])
