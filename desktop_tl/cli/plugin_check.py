"""`plugins check`: whether a plugin keeps the contract, rule by rule."""

import argparse
import tempfile
from pathlib import Path
from typing import Any

from desktop_tl.api.errors import UserError
from desktop_tl.app.paths import default_paths
from desktop_tl.app.plugins.generations import activate_plugins
from desktop_tl.cli.output import Output, format_seconds
from desktop_tl.cli.statuses import DONE, MENDABLE
from desktop_tl.testing import Choice, Verdict, find_place
from desktop_tl.testing.apart import judge_apart
from desktop_tl.testing.plugins import MOST_OF_A_KIND

_WORDS = {"passed": "ok", "failed": "FAILED", "skipped": "skipped"}
_SLOW_SECONDS = 1.0


def check_plugin(arguments: argparse.Namespace) -> int:
    """`desktop-tl plugins check`."""
    output = Output(as_json=arguments.json, is_long=True)
    examples = _read_examples(arguments.options)
    choice = Choice(only=tuple(arguments.only), most=None if arguments.all else MOST_OF_A_KIND)
    verdicts: list[Verdict] = []
    activate_plugins(default_paths())  # so that one that is installed there is found by its name
    with tempfile.TemporaryDirectory(prefix="desktop-tl-check-") as folder:
        for place in find_place(arguments.plugin, Path(folder)):
            for verdict in judge_apart(place, examples=examples, choice=choice):
                verdicts.append(verdict)
                _tell(output, verdict)
    failed = sum(verdict.outcome == "failed" for verdict in verdicts)
    skipped = sum(verdict.outcome == "skipped" for verdict in verdicts)
    output.say()
    output.say(_conclude(len(verdicts) - failed - skipped, failed, skipped))
    output.result({"plugin": arguments.plugin, "passed": not failed, "verdicts": [v.as_json() for v in verdicts]})
    return MENDABLE if failed else DONE


def _tell(output: Output, verdict: Verdict) -> None:
    took = f" ({format_seconds(verdict.seconds)})" if verdict.seconds > _SLOW_SECONDS else ""
    reason = f" ({verdict.message})" if verdict.outcome == "skipped" else ""
    output.say(f"{_WORDS[verdict.outcome]:<8}{verdict.subject}: {verdict.rule}{reason}{took}")
    if verdict.outcome == "failed":
        for line in [*verdict.message.splitlines(), *verdict.report.splitlines()]:
            output.say(f"        {line}")


def _conclude(passed: int, failed: int, skipped: int) -> str:
    rest = f", {skipped} with nothing to look at" if skipped else ""
    if failed:
        return f"{failed} of {passed + failed} rules are broken{rest}."
    return f"All {passed} rules hold{rest}."


def _read_examples(options: list[str]) -> dict[str, dict[str, Any]]:
    examples: dict[str, dict[str, Any]] = {}
    for option in options:
        where, equals, value = option.partition("=")
        spec_id, colon, field = where.rpartition(":")
        if not (equals and colon and spec_id and field):
            raise UserError(
                f"‘{option}’ is no option.", advice="Write ID:FIELD=VALUE, for instance acme/pictures:root=pictures."
            )
        examples.setdefault(spec_id, {})[field] = value
    return examples
