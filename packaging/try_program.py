#!/usr/bin/env python3
"""Uses an installed app as a person would in a terminal: the smoke test of the installers for Windows and macOS.

python packaging/try_program.py PROGRAM [--torch index|FOLDER|none] [--commit HASH]

PROGRAM is the installed executable. Without its own PyTorch (the slim flavour), --torch says where it comes from. The
home of the app is a new folder, so nothing of the person is touched. Standard library only.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any


class Program:
    """The executable with a home of its own."""

    def __init__(self, path: Path, home: Path) -> None:
        self.path, self.home = path.resolve(), home

    def run(self, *arguments: str) -> str:
        """What it prints. Raises: SystemExit, unless it ends with 0."""
        began = time.monotonic()
        foreign = ("PYTHON", "VIRTUAL_ENV", "CONDA")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        environment |= {"DESKTOP_TL_HOME": str(self.home)}
        answer = subprocess.run(
            [str(self.path), *arguments],
            cwd=self.home.parent,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        print(f"{time.monotonic() - began:8.1f} s  {' '.join(arguments)}", flush=True)
        if answer.returncode != 0:
            raise SystemExit(f"It ended with {answer.returncode}:\n{answer.stdout}\n{answer.stderr}")
        return answer.stdout

    def ask(self, *arguments: str) -> dict[str, Any]:
        """The JSON object at the end of what it prints."""
        found: dict[str, Any] = json.loads(self.run(*arguments, "--json").strip().splitlines()[-1])
        return found


def try_program(program: Program, torch: str, commit: str = "") -> None:
    """Raises: SystemExit at the first thing that is not as it must be.

    Args:
        torch: ``none`` where the program brings it, ``index``, or a folder of wheels.
        commit: that it must say it was made of; empty for any.
    """
    program.run("--version")
    if torch != "none":
        where = () if torch == "index" else ("--from", str(Path(torch).resolve()))
        program.run("setup-torch", "--kind", "cpu", *where, "--yes")
    findings = program.ask("doctor")["findings"]
    about = next(finding["text"] for finding in findings if finding["topic"] == "Desktop TL")
    demand(commit[:7] in about, f"it says that it is {about}, not made of {commit}")
    plugins = program.ask("plugins", "list")["plugins"]
    failed = [plugin for plugin in plugins if plugin["state"] != "ready"]
    demand(bool(plugins) and not failed, f"plugins that are not ready: {failed or 'all are missing'}")
    result = program.ask("demo", "--no-window", "--epochs", "3")
    demand(result["accuracy"] > 0.85, f"the demo is right on only {result['accuracy']:.0%}")
    packed = program.home.parent / "demo.tlrun"
    program.run("runs", "pack", "demo", "--out", str(packed))
    program.run("runs", "delete", "demo", "--yes")
    demand(program.ask("runs", "unpack", str(packed))["run"] == "demo", "the packed run did not come back")
    print(f"{len(plugins)} plugins, demo right on {result['accuracy']:.1%} with {result['device']}. All of it works.")


def demand(truth: bool, otherwise: str) -> None:
    if not truth:
        raise SystemExit(f"Not as it must be: {otherwise}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path, metavar="PROGRAM")
    parser.add_argument("--torch", default="none", metavar="WHERE", help="index, a folder of wheels, or none (default)")
    parser.add_argument("--commit", default="", metavar="HASH", help="what it must say that it was made of")
    given = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="desktop-tl-try-", ignore_cleanup_errors=True) as folder:
        try_program(Program(given.program, Path(folder).resolve() / "home"), given.torch, given.commit)
    return 0


if __name__ == "__main__":
    sys.exit(main())
