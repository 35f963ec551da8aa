"""Tells every hook call on stderr, if DESKTOP_TL_TRACE_HOOKS asks for it: who, which, how long, what came back."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from desktop_tl.host.checks import Spec

VARIABLE = "DESKTOP_TL_TRACE_HOOKS"
"""Any value but an empty one and 0 turns it on."""

_MOST_IDS = 5


@dataclass
class HookCall:
    """One call that is going on; whoever makes it says what came back."""

    returned: Sequence[Spec] = ()


@contextmanager
def tracing(plugin: str, hook: str) -> Iterator[HookCall]:
    """Around one call of one plugin's hook."""
    call = HookCall()
    if os.environ.get(VARIABLE, "0") in ("", "0"):
        yield call
        return
    started = time.perf_counter()
    try:
        yield call
    except BaseException as error:
        _tell(plugin, hook, started, f"raised {type(error).__name__}: {error}")
        raise
    _tell(plugin, hook, started, _describe(call.returned))


def _describe(specs: Sequence[Spec]) -> str:
    ids = ", ".join(spec.id for spec in specs[:_MOST_IDS])
    more = f" and {len(specs) - _MOST_IDS:,} more" if len(specs) > _MOST_IDS else ""
    return f"{ids}{more}" if specs else "nothing"


def _tell(plugin: str, hook: str, started: float, what: str) -> None:
    milliseconds = (time.perf_counter() - started) * 1000
    if sys.__stderr__ is not None:  # sys.stderr may be the plugin's own at this moment
        print(f"hook {plugin}: {hook}() took {milliseconds:.1f} ms → {what}", file=sys.__stderr__, flush=True)
