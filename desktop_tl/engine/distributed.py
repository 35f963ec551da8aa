"""Several processes that train one model: who is who, and how they agree. Nothing home-made: torchrun, gloo and NCCL.

Every process runs the same code in the same order and meets the others in *collectives*; a call that is one says so and
must be reached by all of them. Small things (numbers, words, verdicts) travel over gloo, gradients over NCCL on GPUs.
A process alone meets nobody: each of these calls then costs nothing and changes nothing.
"""

import gc
import hashlib
import json
import os
import socket
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor, distributed, nn
from torch.distributed import PrefixStore, TCPStore  # type: ignore[attr-defined]
from torch.nn.parallel import DistributedDataParallel

from desktop_tl import __version__
from desktop_tl.api import events as e
from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.runs.stop import StopToken

T = TypeVar("T")

PATIENCE = timedelta(days=7)
"""How long one process waits for another: the first may wait for room on a full disk, and so do all. One that dies is
noticed at once, by its closed connection and by torchrun, not by waiting."""

_FAILURE = "desktop_tl/failure"
_ADVICE = "Resume goes on from the last checkpoint."


class LostProcess(UserError):
    """Another process of the run has ended, so that this one cannot go on."""


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
                error, outcome[0] = caught, (None, _pack(caught))
        distributed.broadcast_object_list(outcome, src=0)
        if error is not None:
            raise error
        value, failure = outcome[0]
        if failure is not None:
            raise _unpack(failure, 0, self.size)
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
        failures = self.gather(_pack(error) if error is not None else None)
        for rank, failure in enumerate(failures):
            if failure is None:
                continue
            raise error if error is not None and rank == self.rank else _unpack(failure, rank, self.size)
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


@contextmanager
def join() -> Iterator[World]:
    """The world that torchrun made, from its environment; without torchrun, a process alone.

    Raises:
        LostProcess: from inside, where another process has ended.
    """
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1 or "RANK" not in os.environ:
        yield World.alone()
        return
    world = World(
        rank=int(os.environ["RANK"]),
        size=size,
        local_rank=int(os.environ.get("LOCAL_RANK", "0")),
        local_size=int(os.environ.get("LOCAL_WORLD_SIZE", "1")),
    )
    on_gpus = torch.cuda.is_available() and distributed.is_nccl_available()
    distributed.init_process_group("cpu:gloo,cuda:nccl" if on_gpus else "gloo", timeout=PATIENCE)
    failed = True
    try:
        yield world
        failed = False
    except RuntimeError as error:
        if not _is_lost(error):
            _leave_word(world, error)
            raise
        raise _explain_loss(world) from error
    except (LostProcess, Stopped):
        raise
    except BaseException as error:
        _leave_word(world, error)
        raise
    finally:
        if not failed:  # the others may be gone, and to take leave of them would wait for them
            distributed.destroy_process_group()


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


class SharedForward:
    """Runs the trained part; its gradients are the mean over all processes (torch's DistributedDataParallel)."""

    def __init__(self, model: FineTunedModel, world: World) -> None:
        self._model, self._world = model, world
        self._parallel: DistributedDataParallel | None = None

    def rebuild(self, x: Tensor, boundary: int) -> None:
        """After the frozen boundary has moved. A collective.

        Args:
            x: one sample as the stage ``boundary`` takes it, to see which parameters have a part in the outputs.
        """
        self._parallel = None
        gc.collect()  # it hangs on its parameters until it is really gone
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # newer torch has another name for broadcast_buffers
            self._parallel = DistributedDataParallel(
                _Whole(self._model),
                broadcast_buffers=False,  # `World.average` gives the statistics of all, not those of the first
                find_unused_parameters=self._world.any(not self._uses_all(x, boundary)),  # costs time in every step
            )

    def _uses_all(self, x: Tensor, boundary: int) -> bool:
        """Whether every trained parameter gets a gradient: torch must be told of those that do not."""
        if not len(x):
            return False
        self._model.eval()
        self._model.suffix(self._model.prefix(x, boundary)).sum().backward()
        trained = [p for p in self._model.parameters() if p.requires_grad]
        uses_all = all(p.grad is not None for p in trained)
        self._model.zero_grad(set_to_none=True)
        return uses_all

    def portion(self, *, is_last: bool) -> AbstractContextManager[object]:
        """Around forward and backward of a part of a batch: gradients are exchanged with the last one only."""
        if self._parallel is None or is_last:
            return nullcontext()
        return self._parallel.no_sync()

    def __call__(self, x: Tensor, boundary: int) -> Tensor:
        if self._parallel is None:
            return self._model.suffix(self._model.prefix(x, boundary))
        return self._parallel(x, boundary)


class _Whole(nn.Module):
    """The forward pass from a boundary on, as a module."""

    def __init__(self, model: FineTunedModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: Tensor, boundary: int) -> Tensor:
        return self.model.suffix(self.model.prefix(x, boundary))


def synchronise_batch_norm(model: FineTunedModel, world: World, device: torch.device) -> bool:
    """Lets trained batch normalisation take its statistics over all processes, where torch can: on CUDA.

    Returns:
        Whether all of it does. Elsewhere each process takes those of its own part of a batch.
    """
    if world.is_alone or device.type != "cuda":
        return world.is_alone
    for parent in [m for part in (*model.moving_stages(), model.head) for m in part.modules()]:
        for name, child in parent.named_children():
            if type(child) in (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d):  # a subclass does more than normalise
                parent.add_module(name, nn.SyncBatchNorm.convert_sync_batchnorm(child))
    return all(
        isinstance(m, nn.SyncBatchNorm)
        for part in (*model.moving_stages(), model.head)
        for m in part.modules()
        if isinstance(m, nn.modules.batchnorm._BatchNorm)
    )


def _pack(error: BaseException) -> tuple[str, str, str]:
    """Kind, message and advice or traceback: the error itself may not travel."""
    if isinstance(error, Stopped):
        return "stopped", "", ""
    if isinstance(error, UserError):
        return "user", error.message, error.advice
    return "bug", f"{type(error).__name__}: {error}", "".join(traceback.format_exception(error))


def _unpack(failure: tuple[str, str, str], rank: int, size: int) -> Exception:
    kind, message, more = failure
    if kind == "stopped":
        return Stopped()
    if kind == "user":
        return UserError(message if rank == 0 else f"Process {rank + 1} of {size}: {message}", advice=more)
    return RuntimeError(f"{message} (in process {rank + 1} of {size})\n{more}")


def _is_lost(error: RuntimeError) -> bool:
    """Whether it is gloo's or NCCL's way to say that another process is gone."""
    if isinstance(error, distributed.DistError):
        return True
    text = str(error).lower()
    return "gloo" in text or "connection closed by peer" in text or "connection reset by peer" in text


def _store() -> PrefixStore:
    """The store in which torchrun's processes found one another; it outlives each of them."""
    store = TCPStore(
        os.environ["MASTER_ADDR"], int(os.environ["MASTER_PORT"]), is_master=False, timeout=timedelta(seconds=5)
    )
    return PrefixStore(os.environ.get("TORCHELASTIC_RUN_ID", ""), store)


def _leave_word(world: World, error: BaseException) -> None:
    """Before this process ends: why, for those that will miss it."""
    try:
        _store().set(_FAILURE, json.dumps((world.rank, *_pack(error))))
    except Exception:  # the store is gone with its machine: the others will say that much themselves
        return


def _explain_loss(world: World) -> Exception:
    try:
        store = _store()
        if store.check([_FAILURE]):
            rank, *failure = json.loads(store.get(_FAILURE))
            if rank != world.rank:
                return _unpack((failure[0], failure[1], failure[2]), rank, world.size)
    except Exception:  # as above
        return LostProcess(f"The connection between the {world.size} processes of this run was lost.", advice=_ADVICE)
    return LostProcess(
        f"One of the {world.size} processes of this run ended without a word, so the others could not go on. Most "
        "often the system ends a process because memory has run out.",
        advice=f"Choose fewer processes or a smaller batch. {_ADVICE}",
    )
