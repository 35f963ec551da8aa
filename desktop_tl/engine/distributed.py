"""Several processes that train one model: who is who, and how they agree. Nothing home-made: torchrun, gloo and NCCL.

Every process runs the same code in the same order and meets the others in *collectives*; a call that is one says so and
must be reached by all of them. Small things (numbers, words, verdicts) travel over gloo, gradients over NCCL on GPUs.
A process alone meets nobody: each of these calls then costs nothing and changes nothing.
"""

import hashlib
import socket
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor, distributed

from desktop_tl import __version__
from desktop_tl.api import events as e
from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.runs.stop import StopToken

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class World:
    """All processes of a run, as one of them sees it.

    Args:
        rank: its number, from 0. The first alone writes to the run's folder and tells what happens.
        size: how many there are.
        local_rank: its number on this machine, which is that of its GPU.
        local_size: how many are on this machine.
    """

    rank: int = 0
    size: int = 1
    local_rank: int = 0
    local_size: int = 1

    @classmethod
    def alone(cls) -> "World":
        """One process."""
        return cls()

    @property
    def is_alone(self) -> bool:
        """Whether there is nobody to meet."""
        return self.size == 1

    @property
    def is_first(self) -> bool:
        """Whether this process speaks for all."""
        return self.rank == 0

    def part(self, start: int, stop: int) -> slice:
        """This process's part of ``start`` to ``stop``; the parts differ by one at most."""
        length = stop - start
        return slice(start + length * self.rank // self.size, start + length * (self.rank + 1) // self.size)

    def gather(self, value: T) -> list[T]:
        """Everybody's value, by rank. A collective."""
        if self.is_alone:
            return [value]
        values: list[Any] = [None] * self.size
        distributed.all_gather_object(values, value)
        return values

    def numbers(self, *values: float) -> list[list[float]]:
        """`gather` for numbers, without pickling: once a step. A collective."""
        if self.is_alone:
            return [list(values)]
        mine = torch.tensor(values, dtype=torch.float64)
        all_ = [torch.empty_like(mine) for _ in range(self.size)]
        distributed.all_gather(all_, mine)
        return [one.tolist() for one in all_]

    def sum(self, value: float) -> float:
        """Everybody's values added in the order of the ranks, the same everywhere. A collective."""
        return value if self.is_alone else sum(one[0] for one in self.numbers(value))

    def any(self, flag: bool) -> bool:
        """Whether it is true for anybody. A collective."""
        return flag if self.is_alone else self.sum(float(flag)) > 0

    def from_first(self, make: Callable[[], T]) -> T:
        """What the first process makes, or raises, for all. A collective."""
        if self.is_alone:
            return make()
        outcome: list[Any] = [None]
        error: BaseException | None = None
        if self.is_first:
            try:
                outcome[0] = (make(), None)
            except BaseException as caught:
                error, outcome[0] = caught, (None, pack_failure(caught))
        distributed.broadcast_object_list(outcome, src=0)
        if error is not None:
            raise error
        value, failure = outcome[0]
        if failure is not None:
            raise unpack_failure(failure, 0, self.size)
        return value

    def together(self, make: Callable[[], T]) -> T:
        """What each process makes for itself; if one of them fails, all raise what it says. A collective."""
        if self.is_alone:
            return make()
        error: BaseException | None = None
        try:
            value = make()
        except BaseException as caught:
            error = caught
        failures = self.gather(pack_failure(error) if error is not None else None)
        for rank, failure in enumerate(failures):
            if failure is None:
                continue
            raise error if error is not None and rank == self.rank else unpack_failure(failure, rank, self.size)
        return value

    def average(self, tensors: Iterable[Tensor]) -> None:
        """Replaces each of the floating tensors by its mean over all processes. A collective."""
        if self.is_alone:
            return
        for tensor in tensors:
            if tensor.is_floating_point():
                distributed.all_reduce(tensor)
                tensor /= self.size

    def require_same(self, facts: Mapping[str, object]) -> None:
        """Compares what the processes are about to do. A collective.

        Raises:
            UserError: names what differs, and between whom.
        """
        mine = {name: hashlib.sha256(repr(fact).encode()).hexdigest() for name, fact in facts.items()}
        everybody = self.gather((socket.gethostname(), mine))
        (first_host, expected), *others = everybody
        for rank, (host, found) in enumerate(others, start=1):
            different = [name for name in expected if found.get(name) != expected[name]]
            if different:
                raise UserError(
                    f"Process {rank + 1} of {self.size} (on {host}) does not have the same {' and '.join(different)} "
                    f"as process 1 (on {first_host}).",
                    advice="All processes of a run need the same recipe, the same data and the same versions.",
                )


def code_facts() -> dict[str, object]:
    """What must be the same in every process so that they compute the same: versions, and the code itself."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    code = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    return {"version of Desktop TL": (__version__, code), "version of torch": torch.__version__.partition("+")[0]}


class AgreedStop(StopToken):
    """A stop that the first process was asked for and that reaches all of them at the same place."""

    def __init__(self, source: StopToken, world: World) -> None:
        super().__init__()
        self._source, self._world = source, world

    def check(self) -> None:
        """A collective. Raises: Stopped, on all, if the first was asked to."""
        if self._world.any(self._world.is_first and self._source.is_requested):
            self.request()
        super().check()

    def wait(self, seconds: float) -> bool:
        """No collective: the first alone waits, for room on the disk."""
        return self._source.wait(seconds)


class SharedEmit:
    """The first process tells what happens. The others keep what they alone know: pictures that cannot be read."""

    def __init__(self, emit: Callable[[e.Event], None], world: World) -> None:
        self._emit, self._world = emit, world
        self._told: set[str] = set()
        self._kept: list[e.SampleSetAside] = []

    def __call__(self, event: e.Event) -> None:
        if isinstance(event, e.SampleSetAside):
            if event.sample in self._told:
                return
            self._told.add(event.sample)
            if not self._world.is_first:
                self._kept.append(event)
        if self._world.is_first:
            self._emit(event)

    def share(self) -> None:
        """Lets the first process tell what the others have kept. A collective."""
        kept, self._kept = self._kept, []
        for events in self._world.gather(kept)[1:]:
            for event in events:
                if self._world.is_first:
                    self(event)


def pack_failure(error: BaseException) -> tuple[str, str, str]:
    """Kind, message and advice or traceback: the error itself may not travel."""
    if isinstance(error, Stopped):
        return "stopped", "", ""
    if isinstance(error, UserError):
        return "user", error.message, error.advice
    return "bug", f"{type(error).__name__}: {error}", "".join(traceback.format_exception(error))


def unpack_failure(failure: tuple[str, str, str], rank: int, size: int) -> Exception:
    """What `pack_failure` made in the process ``rank`` of ``size``."""
    kind, message, more = failure
    if kind == "stopped":
        return Stopped()
    if kind == "user":
        return UserError(message if rank == 0 else f"Process {rank + 1} of {size}: {message}", advice=more)
    return RuntimeError(f"{message} (in process {rank + 1} of {size})\n{more}")
