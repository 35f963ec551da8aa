"""What a check is, how it is run, and what its verdict says. Light: importing this imports no torch."""

import contextlib
import io
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from desktop_tl.api import UserError
from desktop_tl.testing.network import NetworkUsed, no_network

Outcome = Literal["passed", "failed", "skipped"]
_MOST_REPORT = 20_000


class NotApplicable(Exception):
    """Raised by a check that has nothing to look at here; the reason in words."""


@dataclass(frozen=True)
class Check:
    """One rule of the contract, for one thing that a plugin offers.

    Args:
        subject: id of the backbone, dataset … or the plugin's name.
        rule: what must hold, as a sentence without its subject: ``gives the features that it promises``.
        look: looks whether it does. Raises ``AssertionError`` in words where it does not, `NotApplicable` where there
            is nothing to look at; whatever else it raises came out of the plugin.
    """

    subject: str
    rule: str
    look: Callable[[], None]

    def hold(self) -> None:
        """Looks whether the rule holds, with the network closed; raises what `look` raises."""
        with no_network():
            self.look()

    def judge(self) -> "Verdict":
        """As `hold`, but says what came of it instead of raising."""
        outcome: Outcome = "passed"
        message = report = ""
        started = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                self.hold()
            except NotApplicable as reason:
                outcome, message = "skipped", str(reason)
            except KeyboardInterrupt:
                raise  # the person's own wish
            except BaseException as error:  # a plugin may raise anything, SystemExit too
                outcome, message, report = "failed", *_explain(error)
        return Verdict(self.subject, self.rule, outcome, message, report, time.perf_counter() - started)


@dataclass(frozen=True)
class Verdict:
    """What came of one check.

    Args:
        message: why it failed or was skipped; empty if it passed.
        report: the traceback, where something else than the check itself raised.
        seconds: that it took.
    """

    subject: str
    rule: str
    outcome: Outcome
    message: str = ""
    report: str = ""
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def judge_all(checks: Iterable[Check], begin: Callable[[Check], None] = lambda _check: None) -> Iterator["Verdict"]:
    """The verdicts one after the other. What could not be built or opened is not looked at any further.

    Args:
        checks: in their order.
        begin: is told of each check before it is looked at.
    """
    broken: set[str] = set()
    for check in checks:
        begin(check)
        if check.subject in broken:
            yield Verdict(check.subject, check.rule, "skipped", "what comes first has failed")
            continue
        verdict = check.judge()
        if verdict.outcome == "failed" and check.rule in FOUNDATIONS:
            broken.add(check.subject)
        yield verdict


FOUNDATIONS = ("is built with fresh weights", "opens", "builds the task")
"""Rules without which the others of the same subject can only fail."""


def _explain(error: BaseException) -> tuple[str, str]:
    match error:
        case NetworkUsed():
            return str(error), ""
        case UserError():
            return str(error), ""
        case AssertionError() if error.args:
            return str(error), ""
        case _:
            text = "".join(traceback.format_exception(error))[-_MOST_REPORT:]
            return f"{type(error).__name__}: {error}".rstrip(": "), text
