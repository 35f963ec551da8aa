"""How a command is declared: its name, the function that does it, and words from which its help is made."""

import argparse
import textwrap
from typing import Any


class Commands:
    """The commands of the app, or the actions of one of them.

    Args:
        subparsers: as `argparse.ArgumentParser.add_subparsers` gives them.
        shared: the flags that all of them take.
    """

    def __init__(self, subparsers: Any, shared: argparse.ArgumentParser) -> None:
        self._subparsers, self._shared = subparsers, shared

    def add(self, name: str, run: str, summary: str, more: str = "", description: str = "") -> argparse.ArgumentParser:
        """A new command.

        Args:
            run: ``module:function`` of `desktop_tl.cli`, imported when the command is used.
            summary: a line for the list of commands.
            more: examples, behind the flags.
            description: above the flags, if the summary does not say enough.
        """
        command: argparse.ArgumentParser = self._subparsers.add_parser(
            name,
            help=summary,
            description=description or f"{summary[:1].upper()}{summary[1:]}.",
            epilog=textwrap.dedent(more),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[self._shared],
        )
        command.set_defaults(run=run)
        return command

    def add_group(self, name: str, run: str, summary: str) -> "Commands":
        """A new command with actions of its own; without one, ``run`` is done."""
        command = self.add(name, run, summary)
        return Commands(command.add_subparsers(title="actions", metavar="ACTION"), self._shared)
