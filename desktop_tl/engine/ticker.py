"""Reports how far a phase has come, no more often than a screen shows."""

import time
from collections.abc import Callable

from desktop_tl.api import events as e

REPORT_SECONDS = 0.05


class Ticker:
    """Counts units of one phase. ``done`` may begin above zero, for work of an earlier process."""

    def __init__(self, emit: Callable[[e.Event], None], phase: e.Phase, total: int, *, done: int = 0) -> None:
        self._emit, self._phase, self._total, self._first = emit, phase, total, done
        self._began = self._told = time.monotonic()
        self.done = done
        emit(e.PhaseProgressed(phase=phase, done=done, total=total))

    @property
    def rate(self) -> float:
        """Units a second since it began."""
        return (self.done - self._first) / max(1e-9, time.monotonic() - self._began)

    def advance(self, units: int) -> bool:
        """Counts; returns whether it was time to report."""
        self.done += units
        now = time.monotonic()
        if now - self._told < REPORT_SECONDS:
            return False
        self._told = now
        self._emit(e.PhaseProgressed(phase=self._phase, done=self.done, total=self._total, rate=self.rate))
        return True

    def finish(self) -> None:
        """Reports the end."""
        self._emit(e.PhaseProgressed(phase=self._phase, done=self._total, total=self._total, rate=self.rate))
