"""What can be said on the command line, with help to learn it from. Imports nothing slow."""

import argparse
import os
import sys
from collections.abc import Sequence

from desktop_tl import __version__
from desktop_tl.cli.grammar.catalog import add_catalog
from desktop_tl.cli.grammar.commands import Commands
from desktop_tl.cli.grammar.computer import add_computer
from desktop_tl.cli.grammar.plugins import add_plugins
from desktop_tl.cli.grammar.runs import add_runs
from desktop_tl.cli.grammar.trained import add_trained
from desktop_tl.cli.grammar.training import add_training

_EXAMPLES = """
examples:
  desktop-tl                                   open the window
  desktop-tl cats.tlrun                        open it at a run, packed or not, or at data
  desktop-tl demo                              try it out, offline, in about a minute
  desktop-tl train --data pictures --name cats a folder that holds one folder per class
  desktop-tl train --data reviews.csv          a table of texts with their classes
  desktop-tl predict cats new-pictures         what the trained model says of other pictures
  desktop-tl runs list                         what was trained so far
  desktop-tl doctor                            what works on this computer and what does not

exit status: 0 done, 1 something that you can mend (the message says how), 2 wrong usage, 130 stopped.
DESKTOP_TL_HOME names a folder that then holds settings, runs, weights and caches.
"""


def build_parser() -> argparse.ArgumentParser:
    """The parser; each command leaves in ``run`` which function of which module of this package does it."""
    parser = argparse.ArgumentParser(
        prog="desktop-tl",
        description="Turns a pretrained model into your own, on your own pictures or texts, on your own computer.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[_shared_flags(False)],
    )
    parser.set_defaults(run="window:open_window", path=None)
    parser.add_argument("--version", action="version", version=f"Desktop TL {__version__}")
    commands = Commands(parser.add_subparsers(title="commands", metavar="COMMAND"), _shared_flags(argparse.SUPPRESS))
    opening = commands.add("open", "window:open_window", "open the window, at a run or at data if you name them")
    opening.add_argument(
        "path", nargs="?", metavar="PATH", help="a run's folder, a packed run (.tlrun), or data: a folder or a table"
    )
    add_training(commands)
    add_trained(commands)
    add_runs(commands)
    add_catalog(commands)
    add_plugins(commands)
    add_computer(commands)
    return parser


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """What was typed. Paths may also stand behind a flag: argparse takes none that are divided. Raises: SystemExit."""
    parser = build_parser()
    arguments, rest = parser.parse_known_args(_name_command(sys.argv[1:] if argv is None else list(argv), parser))
    if rest and (not hasattr(arguments, "paths") or any(text.startswith("-") for text in rest)):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:
        arguments.paths += rest
    return arguments


def _name_command(argv: list[str], parser: argparse.ArgumentParser) -> list[str]:
    """``desktop-tl PATH`` means ``desktop-tl open PATH``: so does whatever starts a program with a file."""
    (commands,) = (action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    first = next((number for number, text in enumerate(argv) if not text.startswith("-")), None)
    if first is None or argv[first] in commands or not os.path.exists(argv[first]):
        return argv
    return [*argv[:first], "open", *argv[first:]]


def _shared_flags(default: object) -> argparse.ArgumentParser:
    """Flags that may stand before or after the command; after it they are left alone unless given (SUPPRESS)."""
    flags = argparse.ArgumentParser(add_help=False)
    flags.add_argument(
        "--json",
        action="store_true",
        default=default,
        help="print the result as one JSON object, as stdout's last line",
    )
    flags.add_argument(
        "--safe-mode", action="store_true", default=default, help="load only the plugins that come with the app"
    )
    return flags
