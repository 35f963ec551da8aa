"""Reads the command line, runs one command and turns what happens into an exit status."""

import importlib
import json
import os
import sys
from collections.abc import Sequence

from desktop_tl.api.errors import UserError
from desktop_tl.cli.parser import build_parser
from desktop_tl.cli.statuses import DONE, MENDABLE, STOPPED, WRONG_USAGE
from desktop_tl.cli.streams import make_streams_safe


def main(argv: Sequence[str] | None = None) -> int:
    """Runs `desktop-tl`.

    Args:
        argv: the arguments; None takes those of the process.

    Returns:
        0 done, 1 something that the person can mend, 2 wrong usage, 130 stopped.
    """
    make_streams_safe()
    parser = build_parser()
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as exit_:  # argparse has printed what it had to say
        return exit_.code if isinstance(exit_.code, int) else WRONG_USAGE
    module, _, function = arguments.run.partition(":")
    # The commands come only now: `--help` and a mistyped command need none of their libraries (0.5 s).
    run = getattr(importlib.import_module(f"desktop_tl.cli.{module}"), function)
    try:
        status: int = run(arguments)
        sys.stdout.flush()
        return status
    except UserError as error:
        return _report(error, as_json=arguments.json)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:  # whoever read our output has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _report(error: UserError, *, as_json: bool) -> int:
    print(f"Error: {error.message}", file=sys.stderr)
    if error.advice:
        print(error.advice, file=sys.stderr)
    if as_json:
        print(json.dumps({"error": error.message, "advice": error.advice}, ensure_ascii=False))
    return MENDABLE
