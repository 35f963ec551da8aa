"""Prepares the batches to come while one is computed: decoded, augmented and on their way to the device."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]  # comes with scikit-learn
from torch import Tensor

from desktop_tl.engine.loader_workers import LoaderWorkers
from desktop_tl.engine.sources import Source
from desktop_tl.engine.treatment import Portion, Prepared, Treatment, prepare
from desktop_tl.engine.worker_choice import STARTING, STARTING_TORCH, PaceMeter, WorkerChoice, choose_workers

AHEAD = 3
"""Batches that are prepared while one is computed: enough to hide it, few enough for memory to stay flat."""

PORTION = 8
"""Samples that one thread prepares at once, at most."""

LOOK_SECONDS = 0.1
Kind = Literal["features", "training"]
Submit = Callable[[NDArray[np.int64]], list[Future[Prepared]]]


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """One batch.

    Args:
        indices: of the samples that could be read.
        rows: what was made of each; with CUDA on the device, otherwise on the CPU.
        unreadable: for each other sample the reason.
        seconds: that processors worked for it.
        ready: when a copy beside the computation has arrived.
    """

    indices: NDArray[np.int64]
    rows: Tensor
    unreadable: Mapping[int, str]
    seconds: float
    ready: "torch.cuda.Event | None" = None


class Loader:
    """Prepares batches in threads, or in processes of their own; what comes out is the same, bit for bit.

    Used by one thread, on which ``on_chosen``, ``note`` and ``check`` are called too. To be closed.

    Args:
        treatment: how every sample is treated.
        threads: how many prepare where no processes do.
        workers: how many processes; None measures whether they pay.
        spare: processors that have nothing else to do.
        on_chosen: told how many processes there are, and why.
        note: told, in words, of processes that died.
        check: raises to stop; called again and again while a batch is waited for.
    """

    def __init__(
        self,
        treatment: Treatment,
        *,
        threads: int,
        workers: int | None = 0,
        spare: int = 0,
        on_chosen: Callable[[WorkerChoice], None] = lambda _choice: None,
        note: Callable[[str], None] = lambda _words: None,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self.treatment = treatment
        self._thread_count, self._wanted, self._spare = threads, workers, spare
        self._on_chosen, self._note, self._check = on_chosen, note, check
        self._threads = ThreadPoolExecutor(threads, "loader", initializer=_compute_alone)
        self._assembler = ThreadPoolExecutor(1, "assembler")
        self._workers: LoaderWorkers | None = None
        self._choices: dict[Kind, WorkerChoice] = {}
        self._told: WorkerChoice | None = None
        self._meters: dict[Kind, PaceMeter] = {"features": PaceMeter(), "training": PaceMeter()}
        self._stream: torch.cuda.Stream | None = None

    def load_samples(
        self,
        chunks: Iterable[NDArray[np.int64]],
        take: Callable[[NDArray[np.int64]], Sequence[Source] | NDArray[Any]],
        *,
        epoch: int | None,
        device: torch.device,
        left: int = 0,
        are_loaded: bool = False,
    ) -> Iterator[Loaded]:
        """For each chunk of samples their rows, as the treatment makes them.

        Args:
            chunks: indices into the dataset.
            take: the sources of some samples, or their loaded rows; called in other threads.
            epoch: decides how they are augmented, 0 for not at all; None leaves them as they are cached.
            device: where they are needed.
            left: how many such batches are still to come, these included; 0 to measure nothing.
            are_loaded: whether ``take`` gives rows, of which little is left to be made.

        Raises:
            UserError: processes died again and again.
        """
        kind: Kind = "features" if epoch is None else "training"
        is_work = not are_loaded or (bool(epoch) and self.treatment.is_augmented)
        if is_work:
            self._begin(kind)

        def portion(part: NDArray[np.int64]) -> Portion:
            return Portion(indices=part, sources=take(part), epoch=epoch)

        def prepare_it(part: NDArray[np.int64]) -> Prepared:
            return prepare(self.treatment, portion(part))

        def submit(chunk: NDArray[np.int64]) -> list[Future[Prepared]]:
            if is_work and self._workers is not None and (self._wanted or self._workers.are_ready()):
                return [self._workers.submit(partial(portion, chunk))]
            size = max(1, min(PORTION, -(-len(chunk) // self._thread_count)))
            parts = [chunk[start : start + size] for start in range(0, max(1, len(chunk)), size)]
            return [self._threads.submit(prepare_it, part) for part in parts]

        batches = self._ahead(chunks, submit, device)
        return self._measure(batches, kind, left) if left and is_work else (loaded for loaded, _ in batches)

    def load_rows(
        self, chunks: Iterable[NDArray[np.int64]], take: Callable[[NDArray[np.int64]], Tensor], *, device: torch.device
    ) -> Iterator[Loaded]:
        """For each chunk of samples what ``take`` says of it, called in another thread."""

        def submit(chunk: NDArray[np.int64]) -> list[Future[Prepared]]:
            return [self._threads.submit(lambda: Prepared(take(chunk).numpy()))]

        return (loaded for loaded, _ in self._ahead(chunks, submit, device))

    def rest(self) -> None:
        """Ends the processes until samples are to be loaded again."""
        if self._workers is not None:
            self._workers.close()
            self._workers = None

    def close(self) -> None:
        """Ends everything; what is being prepared is given up."""
        self.rest()
        for pool in (self._threads, self._assembler):
            pool.shutdown(wait=False, cancel_futures=True)  # one may hang in a network drive

    # ── ahead ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _ahead(
        self, chunks: Iterable[NDArray[np.int64]], submit: Submit, device: torch.device
    ) -> Iterator[tuple[Loaded, float]]:
        """Each batch, and the seconds it was waited for."""
        waiting: deque[list[Future[Any]]] = deque()
        try:
            for chunk in chunks:
                portions = submit(chunk)
                batch = self._assembler.submit(self._assemble, chunk, portions, device)
                waiting.append([batch, *portions])
                if len(waiting) > AHEAD + (self._workers.count if self._workers else 0):
                    yield self._take(waiting.popleft()[0])
            while waiting:
                yield self._take(waiting.popleft()[0])
        finally:
            for futures in waiting:
                for future in futures:
                    future.cancel()

    def _take(self, batch: Future[Loaded]) -> tuple[Loaded, float]:
        began = time.perf_counter()
        while not batch.done():
            wait([batch], LOOK_SECONDS)
            self._check()
        for words in self._workers.take_notes() if self._workers else ():
            self._note(words)
        loaded = batch.result()
        if loaded.ready is not None:
            current = torch.cuda.current_stream(loaded.rows.device)
            current.wait_event(loaded.ready)
            loaded.rows.record_stream(current)  # else its memory could be used anew while it is computed with
        return loaded, time.perf_counter() - began

    def _assemble(self, chunk: NDArray[np.int64], portions: list[Future[Prepared]], device: torch.device) -> Loaded:
        """One batch of its portions; begins its way to a GPU. In a thread of its own, since it waits."""
        parts = [portion.result() for portion in portions]
        is_readable, unreadable, start = np.ones(len(chunk), bool), dict[int, str](), 0
        for part in parts:
            for position, reason in part.unreadable.items():
                is_readable[start + position] = False
                unreadable[int(chunk[start + position])] = reason
            start += len(part.rows) + len(part.unreadable)
        rows, ready = self._move([part.rows for part in parts], device)
        return Loaded(
            indices=chunk[is_readable],
            rows=rows,
            unreadable=unreadable,
            seconds=sum(part.seconds for part in parts),
            ready=ready,
        )

    def _move(self, parts: list[NDArray[Any]], device: torch.device) -> "tuple[Tensor, torch.cuda.Event | None]":
        if device.type != "cuda":
            return torch.from_numpy(parts[0] if len(parts) == 1 else np.concatenate(parts)), None
        shape = (sum(map(len, parts)), *parts[0].shape[1:])
        with torch.cuda.device(device):  # a thread begins at the first GPU, which may be that of another process
            self._stream = self._stream or torch.cuda.Stream(device)
            pinned = torch.empty(shape, dtype=torch.from_numpy(parts[0]).dtype, pin_memory=True)
            np.concatenate(parts, out=pinned.numpy())
            with torch.cuda.stream(self._stream):
                return pinned.to(device, non_blocking=True), self._stream.record_event()

    # ── processes ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _begin(self, kind: Kind) -> None:
        if self._wanted is not None:
            self._choose(kind, WorkerChoice(self._wanted, "the recipe asks for it"))
        elif self._spare < 1:
            self._choose(kind, WorkerChoice(0, "no processor is to spare beside the training"))
        elif kind in self._choices:
            self._choose(kind, self._choices[kind])

    def _measure(self, batches: Iterator[tuple[Loaded, float]], kind: Kind, left: int) -> Iterator[Loaded]:
        """Passes them on, and decides on the way whether processes pay."""
        meter = self._meters[kind]
        for number, (loaded, waited) in enumerate(batches, start=1):
            began = time.perf_counter()
            yield loaded
            if kind in self._choices or self._workers is not None:
                continue
            meter.add(waited=waited, computed=time.perf_counter() - began, prepared=loaded.seconds)
            pace = meter.pace()
            if pace is not None:
                starting = STARTING_TORCH if self.treatment.is_augmented else STARTING
                self._choose(
                    kind, choose_workers(pace, spare=self._spare, batches_left=left - number, starting=starting)
                )

    def _choose(self, kind: Kind, choice: WorkerChoice) -> None:
        self._choices[kind] = choice
        if choice.count and self._workers is None:
            self._workers = LoaderWorkers(self.treatment, choice.count)
        if choice != self._told:
            self._told = choice
            self._on_chosen(choice)


def _compute_alone() -> None:
    """Keeps torch in this thread from using others: there are enough of them, and how a sum is divided among threads
    changes its last bits. `torch.set_num_threads` would change it for other threads too."""
    torch.get_num_threads()  # torch sets its number in a thread when first asked, and must not do so later
    ThreadpoolController().limit(limits=1, user_api="openmp")
