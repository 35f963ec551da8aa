"""Runs every sample through the frozen stages once, alone or with the work divided among processes."""

import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from desktop_tl.engine.distributed import World
from desktop_tl.engine.feature_store import CHUNK_ROWS, FeatureEntry, map_rows
from desktop_tl.engine.memory import compute_in_portions
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.order import cut
from desktop_tl.engine.row_format import RowFormat
from desktop_tl.engine.rows import Rows
from desktop_tl.engine.sample_reader import CPU, SampleReader

FEATURE_BATCH = 32
"""Samples that go through the prefix together. Fixed: another composition of batches changes the last bits."""


def compute_rows(
    model: FineTunedModel,
    reader: SampleReader,
    indices: NDArray[np.int64],
    boundary: int,
    device: torch.device,
    *,
    entry: FeatureEntry | None,
    samples: int,
    on_batch: Callable[[int], None],
    save: Callable[[Callable[[], object]], None],
) -> Rows:
    """Runs every sample through the first ``boundary`` stages once, or only loads it where that is 0.

    Args:
        indices: samples to compute, ascending.
        entry: where rows of earlier runs are and new ones go; None keeps them in memory.
        samples: size of the dataset.
        on_batch: told how many samples a batch took, readable or not; may raise to stop.
        save: does what it is given, as soon as the disk has room for it.
    """
    slices = slice_for_features(reader, indices) if boundary else cut(indices, FEATURE_BATCH)
    missing = [part for part in slices if entry is None or not all(map(entry.has, part.tolist()))]
    known = len(indices) - sum(map(len, missing))
    if known:
        on_batch(known)
    collected = _Collected(entry, samples, sum(map(len, missing)), save)
    if missing:
        chunks = missing
        for read, loaded in reader.batches(chunks, device=device if boundary else CPU, left=len(chunks)):
            if not len(read):
                continue
            collected.add(read, _run_prefix(model, loaded, reader, boundary, device), reader.take_unreadable())
            on_batch(len(read))
        collected.add(np.empty(0, np.int64), None, reader.take_unreadable())
    return collected.rows()


def compute_rows_together(
    model: FineTunedModel,
    reader: SampleReader,
    indices: NDArray[np.int64],
    boundary: int,
    device: torch.device,
    *,
    entry: FeatureEntry | None,
    samples: int,
    on_batch: Callable[[int], None],
    save: Callable[[Callable[[], object]], None],
    world: World,
) -> Rows:
    """`compute_rows` with the work divided among processes; the batches, and so the bits, are the same. A collective.

    Args:
        entry: of the first process, which alone writes. The others on its machine read its file; those elsewhere get
            the rows sent and keep them in memory.
    """
    slices = slice_for_features(reader, indices) if boundary else cut(indices, FEATURE_BATCH)
    missing = world.from_first(
        lambda: [n for n, part in enumerate(slices) if entry is None or not all(map(entry.has, part.tolist()))]
    )
    source = world.from_first(lambda: None if entry is None else (socket.gethostname(), entry.path, entry.row_format))
    known = len(indices) - sum(len(slices[number]) for number in missing)
    if known:
        on_batch(known)
    collected = _Collected(entry, samples, len(indices) - known, save)
    chunks = [slices[number] for number in missing[world.rank :: world.size]]
    mine = reader.batches(chunks, device=device if boundary else CPU, left=len(chunks))
    for _ in range(0, len(missing), world.size):
        read, loaded = next(mine, (np.empty(0, np.int64), None))
        made = None
        if loaded is not None and len(read):
            made = _run_prefix(model, loaded, reader, boundary, device)
        gathered = world.gather((read, made, reader.take_unreadable()))
        for seen, values, unreadable in gathered:
            reader.tell_unreadable(unreadable)
            if source is None or world.is_first:
                collected.add(seen, values, unreadable)
        on_batch(sum(len(seen) for seen, _, _ in gathered))
    if source is None:
        return collected.rows()
    if world.is_first:
        collected.add(np.empty(0, np.int64), None, {})
    return _share_rows(entry, source, samples, world)


def slice_for_features(reader: SampleReader, indices: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """What goes through the prefix together: neighbours, those of like size first sorted together in each chunk of the
    cache. A function of dataset and treatment alone, so that every run has the same batches."""
    slices = []
    for start in range(0, len(indices), CHUNK_ROWS):
        chunk = indices[start : start + CHUNK_ROWS]
        if reader.sizes is not None:
            chunk = chunk[np.argsort(-reader.sizes[chunk], kind="stable")]
        slices += cut(chunk, FEATURE_BATCH)
    return slices


def _share_rows(entry: FeatureEntry | None, source: tuple[str, Path, RowFormat], samples: int, world: World) -> Rows:
    host, path, row_format = source
    readable = world.from_first(lambda: np.flatnonzero(_held(entry).computed()))
    positions = np.full(samples, -1, np.int64)
    positions[readable] = readable
    values: NDArray[Any] | None = None
    if entry is not None:
        values = entry.rows
    elif host == socket.gethostname() and path.is_dir():
        values = map_rows(path, samples, row_format)
    if not world.any(values is None):
        return Rows(_held_rows(values), positions)
    received = None if values is not None else np.empty((len(readable), *row_format.shape), row_format.dtype)
    for start in range(0, len(readable), CHUNK_ROWS):
        chunk = readable[start : start + CHUNK_ROWS]
        rows = world.from_first(lambda chunk=chunk: np.ascontiguousarray(_held(entry).rows[chunk]))  # type: ignore[misc]
        if received is not None:
            received[start : start + len(chunk)] = rows
    if received is None:
        return Rows(_held_rows(values), positions)
    positions[readable] = np.arange(len(readable))
    return Rows(torch.from_numpy(received), positions)


def _held(entry: FeatureEntry | None) -> FeatureEntry:
    assert entry is not None  # the first process holds it
    return entry


def _held_rows(values: NDArray[Any] | None) -> NDArray[Any]:
    assert values is not None  # whoever has none has received some
    return values


def _run_prefix(
    model: FineTunedModel,
    loaded: Tensor,
    reader: SampleReader,
    boundary: int,
    device: torch.device,
) -> NDArray[Any]:
    if not boundary:
        return loaded.numpy()
    made: list[Tensor] = []

    def compute(part: slice) -> None:
        with torch.inference_mode():
            computed = model.prefix(reader.treatment.to_input(loaded[part], device), 0, boundary).cpu()
        made.append(_fill_up(computed, model.shapes[boundary]))

    compute_in_portions(compute, len(loaded))
    return (made[0] if len(made) == 1 else torch.cat(made)).numpy()


def _fill_up(made: Tensor, shape: tuple[int, ...]) -> Tensor:
    """Rows of ``shape`` from those of a batch of shorter texts: zeros follow."""
    lacking = shape[0] - made.shape[1]
    return torch.nn.functional.pad(made, (0, 0) * (made.ndim - 2) + (0, lacking)) if lacking > 0 else made


class _Collected:
    """Gathers batches: into memory, or in chunks into an entry of the store."""

    def __init__(
        self,
        entry: FeatureEntry | None,
        samples: int,
        expected: int,
        save: Callable[[Callable[[], object]], None],
    ) -> None:
        self._entry, self._expected, self._save = entry, expected, save
        self._positions = np.full(samples, -1, np.int64)
        self._values: NDArray[Any] | None = None
        self._filled = 0
        self._waiting: list[tuple[NDArray[np.int64], NDArray[Any]]] = []
        self._unreadable: dict[int, str] = {}

    def add(self, indices: NDArray[np.int64], values: NDArray[Any] | None, unreadable: Mapping[int, str]) -> None:
        if self._entry is None:
            if values is not None:
                self._keep(indices, values)
            return
        self._unreadable |= unreadable
        if values is not None:
            self._waiting.append((indices, values))
        if values is None or sum(len(i) for i, _ in self._waiting) >= CHUNK_ROWS:
            self._write(self._entry)

    def rows(self) -> Rows:
        if self._entry is not None:
            readable = np.flatnonzero(self._entry.computed())
            self._positions[readable] = readable
            return Rows(self._entry.rows, self._positions)
        values = self._values if self._values is not None else np.empty((0, 1), np.float32)
        return Rows(torch.from_numpy(values), self._positions)

    def _keep(self, indices: NDArray[np.int64], values: NDArray[Any]) -> None:
        if self._values is None:
            self._values = np.empty((self._expected, *values.shape[1:]), values.dtype)
        self._values[self._filled : self._filled + len(indices)] = values
        self._positions[indices] = np.arange(self._filled, self._filled + len(indices))
        self._filled += len(indices)

    def _write(self, entry: FeatureEntry) -> None:
        if not self._waiting and not self._unreadable:
            return
        shape = (0, *entry.rows.shape[1:])
        indices = np.concatenate([i for i, _ in self._waiting] or [np.empty(0, np.int64)])
        values = np.concatenate([v for _, v in self._waiting] or [np.empty(shape, entry.rows.dtype)])
        self._save(lambda: entry.put(indices, values, self._unreadable))
        self._waiting, self._unreadable = [], {}
