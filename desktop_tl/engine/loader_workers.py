"""Processes that prepare samples. Each has a pipe of its own and is driven by one thread of this process.

So the death of one is noticed at once, as the end of its pipe, and a worker notices in the same way that this process
is gone. A shared queue, as in the standard pool of processes, tells neither: its workers outlive a killed parent, and
one that is killed while it answers leaves half an answer that the parent waits for. The processes are spawned: a fork
would copy the locks that the threads of Qt and torch hold.
"""

import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api.errors import UserError
from desktop_tl.engine.row_format import RowFormat
from desktop_tl.engine.treatment import Portion, Prepared, Treatment, prepare

MOST_LOST = 2
"""So many workers are replaced when they die; one more ends the run."""

FAREWELL_SECONDS = 10.0


class LostWorker(Exception):
    """A worker's process has ended. ``status``: its exit status, negative for a signal."""

    def __init__(self, status: int | None) -> None:
        super().__init__(f"exit status {status}")
        self.status = status


class LoaderWorkers:
    """``count`` processes; portions are given from any thread and prepared in the order given.

    A portion whose worker dies is given to a new one.
    """

    def __init__(self, treatment: Treatment, count: int) -> None:
        self.count = count
        self._treatment = treatment
        self._lock = threading.Lock()
        self._is_closed = self._are_ready = False
        self._lost: list[int | None] = []
        self._untold: list[str] = []
        self._drivers = ThreadPoolExecutor(count, thread_name_prefix="loader worker")
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._all = [_Worker(treatment) for _ in range(count)]
        for worker in self._all:
            self._idle.put(worker)

    def submit(self, make_portion: Callable[[], Portion]) -> Future[Prepared]:
        """Prepares a portion, which one of our threads makes.

        Raises (from the future):
            UserError: too many workers have died.
        """
        return self._drivers.submit(self._prepare, make_portion)

    def are_ready(self) -> bool:
        """Whether all could begin at once when they were last asked."""
        self._are_ready = self._are_ready or all(worker.is_ready() for worker in self._all)
        return self._are_ready

    def pids(self) -> list[int]:
        """Of the processes that there are now."""
        return [worker.pid for worker in self._all]

    def take_notes(self) -> list[str]:
        """What was not told yet of workers that died, in words."""
        with self._lock:
            notes, self._untold = self._untold, []
        return notes

    def close(self) -> None:
        """Ends the processes, also those that are at work: what they make is no longer wanted."""
        with self._lock:
            self._is_closed = True
            for worker in self._all:
                worker.kill()
        self._drivers.shutdown(wait=False, cancel_futures=True)  # one may hang in a network drive
        for worker in self._all:
            worker.end()

    def _prepare(self, make_portion: Callable[[], Portion]) -> Prepared:
        portion = make_portion()
        worker = self._idle.get()
        try:
            while True:
                try:
                    return worker.prepare(portion)
                except LostWorker as lost:
                    worker = self._replace(worker, lost.status)
        finally:
            self._idle.put(worker)

    def _replace(self, worker: "_Worker", status: int | None) -> "_Worker":
        with self._lock:
            if self._is_closed:
                raise LostWorker(status)
            self._lost.append(status)
            if len(self._lost) > MOST_LOST:
                raise UserError(
                    f"The processes that load samples ended {len(self._lost)} times: {_explain(status)}.",
                    advice=f"Set loader_workers to {'0' if self.count == 1 else f'fewer than {self.count}, or to 0'}. "
                    "Resume goes on from the last checkpoint.",
                )
            self._untold.append(f"A process that loads samples was started again: {_explain(status)}.")
            replacement = _Worker(self._treatment)
            self._all[self._all.index(worker)] = replacement
        worker.end()
        return replacement


class _Worker:
    """One process, used by one thread at a time."""

    def __init__(self, treatment: Treatment) -> None:
        spawn = get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        # A daemon: should nobody end it, the interpreter does when it ends.
        self._process = spawn.Process(target=serve, args=(theirs, treatment), name="loader worker", daemon=True)
        with _without_interrupts():
            self._process.start()
        theirs.close()
        self._is_ready = False

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def prepare(self, portion: Portion) -> Prepared:
        """Raises: LostWorker; RuntimeError with the traceback of a bug."""
        try:
            if not self._is_ready:
                self._connection.recv()
                self._is_ready = True
            _send(self._connection, portion.sources, (portion.indices, portion.epoch))
            rows, (unreadable, seconds, failure) = _receive(self._connection)
        except (EOFError, OSError):
            self._process.join(FAREWELL_SECONDS)
            raise LostWorker(self._process.exitcode) from None
        if failure:
            raise RuntimeError(f"a loader worker failed:\n{failure}")
        return Prepared(rows, unreadable, seconds)

    def is_ready(self) -> bool:
        """Whether it can begin at once, or is dead: then the first portion will tell."""
        return self._is_ready or self._connection.poll()

    def kill(self) -> None:
        """From any thread; one that waits for an answer then sees that it is lost."""
        self._process.kill()

    def end(self) -> None:
        """`kill`, and waits until it is gone. The pipe is closed with the last thread that uses it."""
        self._process.kill()
        self._process.join(FAREWELL_SECONDS)


def serve(connection: "Connection[Any, Any]", treatment: Treatment) -> None:
    """The whole life of a worker: answers until the other end of the pipe is closed or gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that decides
    if treatment.is_augmented:
        import torch  # seconds, so only where it is needed

        from desktop_tl.engine import augmentation  # noqa: F401 - not within the first batch

        torch.set_num_threads(1)
    try:
        connection.send("ready")
        while True:
            sources, (indices, epoch) = _receive(connection)
            failure, prepared = "", Prepared(np.empty(0, np.uint8))
            try:
                prepared = prepare(treatment, Portion(indices=indices, sources=sources, epoch=epoch))
            except Exception:  # a bug: its traceback belongs into the report of the run
                failure = traceback.format_exc()
            _send(connection, prepared.rows, (prepared.unreadable, prepared.seconds, failure))
    except (EOFError, OSError):
        return


def _send(connection: "Connection[Any, Any]", samples: Any, more: Any) -> None:
    """An array travels as it is: pickled, a batch of 5 MB took 9 ms instead of 2."""
    if not isinstance(samples, np.ndarray):
        connection.send((samples, more))
        return
    connection.send((RowFormat(samples.shape, samples.dtype.str), more))
    if samples.size:
        connection.send_bytes(np.ascontiguousarray(samples).reshape(-1).view(np.uint8).data)


def _receive(connection: "Connection[Any, Any]") -> tuple[Any, Any]:
    samples, more = connection.recv()
    if not isinstance(samples, RowFormat):
        return samples, more
    values: NDArray[Any] = np.empty(samples.shape, samples.dtype)
    if values.size:
        connection.recv_bytes_into(values.reshape(-1).view(np.uint8).data)
    return values, more


def _explain(status: int | None) -> str:
    if status == -9:
        return "the system killed one, most likely because memory ran out"
    if status is not None and status < 0:
        return f"one was ended by the signal {_signal_name(-status)}"
    return f"one ended with exit status {status}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """What is started here never sees Ctrl-C, not even before it can ignore it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
