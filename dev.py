#!/usr/bin/env python3
"""Gives a fresh clone one way to be set up, run, tested and checked, on Linux, macOS and Windows.

python3 dev.py setup    make or refresh .venv: the app, its plugins and the developer tools
python3 dev.py app      open the window, or run any `desktop-tl` command: python3 dev.py app doctor
python3 dev.py demo     fine-tune the bundled model on the bundled images, offline
python3 dev.py test     run the tests; what follows goes to pytest: python3 dev.py test -k recipe
python3 dev.py check    linter, formatter, types and import rules
python3 dev.py bench    run the benchmarks

Every command sets up first, which takes a moment when nothing has changed. Standard library only, and written so that
an old Python can still read the file and say in words that it is too old.
"""

import shutil
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python is told
    newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
    advice = f"Run: {newer[0]} dev.py" if newer else "Install a newer Python and run dev.py with it."
    sys.exit(f"Desktop TL needs Python 3.11 or newer; this is {sys.version_info[0]}.{sys.version_info[1]}. {advice}")

import os
import signal
from collections.abc import Sequence
from pathlib import Path

from developing.children import hand_over, run
from developing.places import BIN, EXE, PYTHON, ROOT, VENV, Problem, say
from developing.qt_libraries import offer_xvfb
from developing.setting_up import set_up

STOPPED = 130
MOST_PROCESSES = 4  # of the tests; each takes a gigabyte of memory


def main(arguments: Sequence[str]) -> int:
    """Returns the exit status of the command that `arguments` name."""
    command, rest = (arguments[0], list(arguments[1:])) if arguments else ("help", [])
    if command in ("help", "-h", "--help"):
        print(__doc__.strip())
        return 0
    if command not in COMMANDS:
        print(f"dev.py: there is no command “{command}”. Choose from: {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    try:
        return COMMANDS[command](rest)
    except Problem as problem:
        print(f"\ndev.py: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ndev.py: stopped.", file=sys.stderr)
        return STOPPED


def command_setup(arguments: list[str]) -> int:
    if arguments:
        print("dev.py: setup takes no arguments.", file=sys.stderr)
        return 2
    set_up()
    say(f"Ready: {VENV}")
    return 0


def command_app(arguments: list[str]) -> int:
    set_up()
    return hand_over([BIN / f"desktop-tl{EXE}", *arguments], Path.cwd())  # relative paths mean what the person sees


def command_demo(arguments: list[str]) -> int:
    return command_app(["demo", *arguments])


def command_test(arguments: list[str]) -> int:
    set_up()
    offer_xvfb()
    return hand_over([PYTHON, "-m", "pytest", *(arguments or all_tests())], ROOT)


def all_tests() -> list[str]:
    """The whole suite, in several processes: many tests wait for children more than they compute. The tests of one file
    stay together, since they share what takes long to make."""
    return ["--numprocesses", str(min(MOST_PROCESSES, os.cpu_count() or 1)), "--dist", "loadfile"]


def command_bench(arguments: list[str]) -> int:
    set_up()
    return hand_over([PYTHON, "-m", "tests.bench", *arguments], ROOT)


def command_check(arguments: list[str]) -> int:
    """Runs every check, also after one has failed, so that one look shows all there is to mend."""
    if arguments:
        print("dev.py: check takes no arguments.", file=sys.stderr)
        return 2
    set_up()
    checks: dict[str, list[str | Path]] = {
        "ruff check": [PYTHON, "-m", "ruff", "check", "."],
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "mypy": [PYTHON, "-m", "mypy"],
        "import rules": [BIN / f"lint-imports{EXE}"],
    }
    failed = []
    for name, command in checks.items():
        say(name)
        if run(command) != 0:
            failed.append(name)
    say("Checks: " + ", ".join(f"{name} {'failed' if name in failed else 'ok'}" for name in checks))
    return 1 if failed else 0


COMMANDS = {
    "setup": command_setup,
    "app": command_app,
    "demo": command_demo,
    "test": command_test,
    "check": command_check,
    "bench": command_bench,
}


def stop_on_termination(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console may lack “ and →
    signal.signal(signal.SIGTERM, stop_on_termination)
    sys.exit(main(sys.argv[1:]))
