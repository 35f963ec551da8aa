"""Reads the command line, runs one command and turns what happens into an exit status."""

import errno
import importlib
import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from desktop_tl.api.errors import UserError
from desktop_tl.child_programs import start_child_program
from desktop_tl.cli.parser import parse
from desktop_tl.cli.statuses import DONE, MENDABLE, STOPPED, WRONG_USAGE
from desktop_tl.cli.streams import discard, make_streams_safe


def main(argv: Sequence[str] | None = None) -> int:
    """Runs `desktop-tl`.

    Args:
        argv: the arguments; None takes those of the process.

    Returns:
        0 done, 1 something that the person can mend, 2 wrong usage, 130 stopped.
    """
    make_streams_safe()
    start_child_program(sys.argv[1:] if argv is None else argv)
    try:
        return _run(argv)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return STOPPED


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = parse(argv)
    except SystemExit as exit_:  # argparse has printed what it had to say
        return exit_.code if isinstance(exit_.code, int) else WRONG_USAGE
    module, _, function = arguments.run.partition(":")
    # The commands come only now: `--help` and a mistyped command need none of their libraries (0.5 s).
    with _leaving_at_once():
        run = getattr(importlib.import_module(f"desktop_tl.cli.{module}"), function)
    try:
        status: int = run(arguments)
        sys.stdout.flush()
        return status
    except UserError as error:
        return _report(error, as_json=arguments.json)
    except BrokenPipeError:  # whoever read our output has gone, as `| head` does
        discard(sys.stdout)
        return DONE
    except OSError as error:
        if error.errno != errno.ENOSPC or error.filename is not None:
            raise
        discard(sys.stdout)
        print("Error: The disk that the output is written to is full.\nMake room and try again.", file=sys.stderr)
        return MENDABLE


@contextmanager
def _leaving_at_once() -> Iterator[None]:
    """Inside, Ctrl-C ends the process: raised in the middle of an import, it would come out as that library's fault."""
    before = signal.signal(signal.SIGINT, lambda *_: os._exit(STOPPED))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _report(error: UserError, *, as_json: bool) -> int:
    print(f"Error: {error.message}", file=sys.stderr)
    if error.advice:
        print(error.advice, file=sys.stderr)
    if as_json:
        print(json.dumps({"error": error.message, "advice": error.advice}, ensure_ascii=True))
    return MENDABLE
