"""Checks a plugin in a process of its own, so that one that crashes, hangs or prints harms nobody."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from desktop_tl.child_programs import child_program, path_variables
from desktop_tl.testing.checks import Verdict
from desktop_tl.testing.plugins import Choice, Examples, PluginPlace

_KEPT_OUTPUT = 4_000


def judge_apart(place: PluginPlace, *, examples: Examples, choice: Choice) -> Iterator[Verdict]:
    """The verdicts one after the other; a process that ends in the middle of a check makes that one fail.

    Args:
        place: where the plugin is.
        examples: values for options that have no default, as plain values.
        choice: which of its things.
    """
    asked = {
        "name": place.name,
        "value": place.value,
        "folders": place.folders,
        "requires": place.requires,
        "examples": examples,
        "only": choice.only,
        "most": choice.most,
    }
    begun, done = (place.name, "is loaded by the app"), False
    with tempfile.TemporaryFile("w+b") as errors, _start(place, json.dumps(asked), errors) as process:
        assert process.stdout is not None
        for line in process.stdout:
            told: Mapping[str, Any] = json.loads(line)
            done = done or "done" in told
            if "begun" in told:
                begun = tuple(told["begun"])
            elif "verdict" in told:
                yield Verdict(**told["verdict"])
        status = process.wait()
        if not done:
            message = f"it ended the process ({_explain(status)})"
            yield Verdict(*begun, outcome="failed", message=message, report=_read_end(errors))


@contextmanager
def _start(place: PluginPlace, asked: str, errors: IO[bytes]) -> Iterator[subprocess.Popen[str]]:
    """The process; whoever does not wait for its end, ends it."""
    path = path_variables([*place.folders, *sys.path])  # plugins are found where they are here
    process = subprocess.Popen(
        [*child_program("--check-plugin"), asked],
        env=os.environ | path | {"PYTHONFAULTHANDLER": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _explain(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit status {status}"


def _read_end(errors: IO[bytes]) -> str:
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - _KEPT_OUTPUT))
    return errors.read().decode("utf-8", "replace")
