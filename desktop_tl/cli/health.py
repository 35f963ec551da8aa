"""`doctor`: what works on this computer, what does not, and how to mend it."""

import argparse
import textwrap
from dataclasses import asdict

from desktop_tl.app.doctor import Status, diagnose
from desktop_tl.cli.output import Output
from desktop_tl.cli.settings import open_context
from desktop_tl.cli.statuses import DONE, MENDABLE

_MARKS: dict[Status, str] = {"ok": "ok", "warning": "note", "error": "WRONG"}
_INDENT = 20


def doctor(arguments: argparse.Namespace) -> int:
    """`desktop-tl doctor`; 1 if something is wrong."""
    output = Output(as_json=arguments.json)
    findings = diagnose(open_context(arguments))
    for finding in findings:
        start = f"{_MARKS[finding.status]:<7}{finding.topic:<13}"
        for line in _wrap(finding.text, start) + (_wrap(finding.advice, " " * _INDENT) if finding.advice else []):
            output.say(line)
    wrong = [finding for finding in findings if finding.status == "error"]
    output.say()
    output.say(f"{len(wrong)} wrong; what to do stands below each." if wrong else "All is well.")
    output.result({"findings": [asdict(finding) for finding in findings]})
    return MENDABLE if wrong else DONE


def _wrap(text: str, start: str) -> list[str]:
    return textwrap.wrap(
        text,
        width=100,
        initial_indent=start,
        subsequent_indent=" " * _INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
