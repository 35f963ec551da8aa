"""Decides by what is measured in the run whether processes that load samples pay: never by opinion.

Threads come first, since they cost nothing to start. Processes help where Python itself limits the threads, processors
have nothing else to do, and enough samples are left.
"""

import math
import os
from dataclasses import dataclass

import torch

FIRST, MEASURED = 5, 8
"""Batches that are not measured, since the first ones find nothing prepared, and those that are."""

BARELY = 0.1
"""Waiting for samples for a smaller part of the time than this is not worth a process."""

MOST = 8
STARTING, STARTING_TORCH = 1.0, 6.0
"""Seconds until workers can begin, and where they import torch for augmentation."""


@dataclass(frozen=True)
class WorkerChoice:
    """How many processes load pictures, and why; 0 for threads."""

    count: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Mean seconds a batch.

    Args:
        waited: the training for its samples.
        computed: the step.
        prepared: of one processor, for decoding and augmentation.
    """

    waited: float
    computed: float
    prepared: float


def spare_processors(device: torch.device, processes: int = 1) -> int:
    """Those that this process may use and that have nothing to do: on a GPU machine all but two, one for the training
    and one for the window; on a CPU those that torch does not compute on.

    Args:
        processes: of this run on this machine.
    """
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return usable // processes - (torch.get_num_threads() if device.type == "cpu" else 2)


def choose_workers(pace: Pace, *, spare: int, batches_left: int, starting: float) -> WorkerChoice:
    """From what was measured with threads.

    Args:
        spare: processors that have nothing to do.
        batches_left: that are still to be prepared.
        starting: seconds until processes can begin.
    """
    whole = pace.waited + pace.computed
    if pace.waited < BARELY * whole:
        return WorkerChoice(0, f"threads have the next batch ready before a step of {_ms(pace.computed)} is done")
    measured = f"threads need {_ms(whole)} for the samples of a step of {_ms(pace.computed)}"
    if spare < 1:
        return WorkerChoice(0, f"{measured}, but no processor is to spare")
    count = max(1, min(math.ceil(pace.prepared / max(pace.computed, 1e-6)), spare, MOST))
    gain = whole - max(pace.computed, pace.prepared / count)
    if gain * batches_left < 2 * starting:
        return WorkerChoice(0, f"{measured}, but processes would not win back the time to start them")
    return WorkerChoice(count, measured)


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.3g} ms" if seconds < 1 else f"{1000 * seconds:.0f} ms"


class PaceMeter:
    """Takes the pace of the first batches after the very first."""

    def __init__(self) -> None:
        self._seen = 0
        self._sums = [0.0, 0.0, 0.0]

    def add(self, *, waited: float, computed: float, prepared: float) -> None:
        """One batch, in seconds."""
        self._seen += 1
        if self._seen > FIRST:
            self._sums = [a + b for a, b in zip(self._sums, (waited, computed, prepared), strict=True)]

    def pace(self) -> Pace | None:
        """Once enough batches are measured."""
        if self._seen < FIRST + MEASURED:
            return None
        waited, computed, prepared = (total / (self._seen - FIRST) for total in self._sums)
        return Pace(waited=waited, computed=computed, prepared=prepared)
