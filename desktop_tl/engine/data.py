"""Makes the inputs of a run at the boundary where they are needed, from the cache as far as it reaches."""

from collections.abc import Mapping
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self

import numpy as np
import psutil
import torch
from numpy.typing import NDArray

from desktop_tl.api import events as e
from desktop_tl.api.errors import UserError
from desktop_tl.engine.calibration import Calibration
from desktop_tl.engine.distributed import World
from desktop_tl.engine.environment import describe_code
from desktop_tl.engine.errors import wait_for_room
from desktop_tl.engine.feature_store import FeatureEntry
from desktop_tl.engine.features import compute_rows, compute_rows_together
from desktop_tl.engine.fitting import tell_lost
from desktop_tl.engine.inputs import CachedInputs, Inputs, StreamedInputs
from desktop_tl.engine.loader import Loader
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.row_format import RowFormat
from desktop_tl.engine.rows import Rows
from desktop_tl.engine.run import Emit, Parts
from desktop_tl.engine.sample_reader import SampleReader
from desktop_tl.engine.split import SplitIndices
from desktop_tl.engine.target_source import TargetSource, TokenRows, make_target_source
from desktop_tl.engine.ticker import Ticker
from desktop_tl.engine.treatment import Treatment
from desktop_tl.engine.worker_choice import WorkerChoice, spare_processors
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.targets import read_targets

MEMORY_SHARE = 0.5
"""Part of the free memory that rows may take where they cannot be kept on disk."""


class Data:
    """The samples of one run; a context that holds the entries of the feature store which it uses."""

    def __init__(
        self,
        recipe: Recipe,
        parts: Parts,
        model: FineTunedModel,
        treatment: Treatment,
        split: SplitIndices,
        calibration: Calibration,
        device: torch.device,
        emit: Emit,
        stop: StopToken,
        world: World | None = None,
    ) -> None:
        self._world = world or World.alone()
        self._recipe, self._dataset, self._model, self._calibration = recipe, parts.dataset, model, calibration
        self._treatment, self._device, self._store = treatment, device, parts.features
        self._emit, self._stop = emit, stop
        self._parts = {"train": split.train, "validation": split.validation, "test": split.test}
        self._known = read_targets(parts.dataset)
        self._targets = make_target_source(self._known, treatment, device)
        self._entries: list[FeatureEntry] = []
        self._sizes: NDArray[np.int64] | None = None
        self._code = describe_code()
        self._loader = self._make_loader()
        self._told_unreadable: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loader.close()
        self._close_entries()

    def inputs_at(self, boundary: int) -> dict[str, Inputs]:
        """Training, validation and test inputs for the stage ``boundary``.

        With augmentation the samples change in each epoch, so that nothing behind them can be cached.

        Raises:
            UserError: no training sample can be read.
            Stopped: asked to.
        """
        if self._treatment.is_augmented:
            boundary = 0
        self._close_entries()
        inputs = self._make(boundary)
        if not len(inputs["train"].indices):
            raise UserError("None of the training samples can be read.", advice="The list of files says why for each.")
        classes, readable = tuple(self._dataset.classes), inputs["train"].indices
        tell_lost(self._known, classes, self._parts["train"], readable, self._emit)
        return inputs

    def _make_loader(self) -> Loader:
        training, world = self._recipe.training, self._world
        return Loader(
            self._treatment,
            threads=max(1, torch.get_num_threads()),
            workers=None if training.loader_workers == "auto" else training.loader_workers,
            spare=spare_processors(self._device, world.local_size),
            on_chosen=self._tell_workers,
            note=lambda words: self._emit(e.Noted(level="warning", message=words)),
            check=self._stop.check if world.is_alone else lambda: None,  # together it is a collective
        )

    def _make(self, boundary: int) -> dict[str, Inputs]:
        sizes = self._measure()
        reader = SampleReader(self._dataset, self._loader, on_set_aside=self._tell_unreadable, sizes=sizes)
        epochs = self._recipe.training.epochs
        rows = self._rows(boundary, reader) if self._recipe.training.cache_features else None
        if rows is None:
            return {
                name: StreamedInputs(reader, indices, self._targets, epochs=epochs, sizes=sizes)
                for name, indices in self._parts.items()
            }
        targets = self._targets_behind(boundary, reader)
        if not self._treatment.is_augmented:
            self._loader.rest()
        return {
            name: CachedInputs(rows, self._loader, indices, targets, boundary=boundary, epochs=epochs, sizes=sizes)
            for name, indices in self._parts.items()
        }

    def _targets_behind(self, boundary: int, reader: SampleReader) -> TargetSource:
        """Where the texts themselves are learnt but what is fed are features of them, the tokens are kept as well.

        Raises:
            UserError: there is no room for them.
        """
        if self._known.kind != "text" or not boundary:
            return self._targets
        tokens = self._rows(0, reader)
        if tokens is None:
            raise UserError("There is no room for the tokens of the texts.", advice="Set the feature cache to off.")
        return TokenRows(tokens, self._treatment, self._device)

    def _measure(self) -> NDArray[np.int64] | None:
        """For every sample of the dataset about how much work it is; None where all are alike. Asked once."""
        if self._sizes is not None:
            return self._sizes
        indices = np.sort(np.concatenate(list(self._parts.values())))
        # Together, a check is a collective, which each process would come to as often as it has texts.
        check = self._stop.check if self._world.is_alone else lambda: None
        measured = self._treatment.measure(self._dataset, indices, check)
        if measured is None:
            return None
        self._sizes = np.zeros(len(self._dataset), np.int64)
        self._sizes[indices] = measured
        return self._sizes

    def _rows(self, boundary: int, reader: SampleReader) -> Rows | None:
        indices = np.sort(np.concatenate(list(self._parts.values())))
        row_format = self._row_format(boundary)
        world = self._world
        entry = self._open_entry(boundary, row_format) if world.is_first else None
        size = len(indices) * row_format.row_bytes
        is_kept = world.from_first(lambda: entry is not None)
        if world.any(not is_kept and size * world.local_size > psutil.virtual_memory().available * MEMORY_SHARE):
            self._emit(
                e.Noted(
                    level="warning",
                    message=f"What is computed of all samples would take {size / 1e9:.1f} GB, more than there is room "
                    "for in memory and in the cache; it is computed anew in each epoch.",
                )
            )
            return None
        ticker = Ticker(self._emit, "features", len(indices))

        def count(samples: int) -> None:
            self._stop.check()
            ticker.advance(samples)

        if entry is not None:
            reader.tell_unreadable(entry.unreadable)
        what = (self._model, reader, indices, boundary, self._device)
        how: dict[str, Any] = {
            "entry": entry,
            "samples": len(self._dataset),
            "on_batch": count,
            "save": lambda put: wait_for_room(put, self._emit, self._stop),
        }
        rows = compute_rows(*what, **how) if world.is_alone else compute_rows_together(*what, **how, world=world)
        ticker.finish()
        return rows

    def _row_format(self, boundary: int) -> RowFormat:
        if boundary == 0:
            return self._treatment.row_format(is_finished=False)
        return RowFormat(self._model.shapes[boundary], "float32")

    def _how(self) -> dict[str, Any]:
        return asdict(self._calibration.frozen or self._calibration.trained)

    def _open_entry(self, boundary: int, row_format: RowFormat) -> FeatureEntry | None:
        if self._store is None:
            return None
        key: Mapping[str, Any] = {
            "version": 5,
            "dataset": [self._recipe.dataset.id, dict(self._recipe.dataset.options), self._dataset.fingerprint()],
            "preprocessing": self._treatment.describe(),
            "boundary": boundary,
            "prefix": self._model.hash_before(boundary) if boundary else "",
            "backbone": self._describe_prefix(boundary) if boundary else [],
            "computed": [self._code, self._device.type, min(boundary, self._model.fixed), self._how()]
            if boundary
            else [],
        }
        entry = self._store.open(key, len(self._dataset), row_format)
        if entry is not None:
            self._entries.append(entry)
        return entry

    def _describe_prefix(self, boundary: int) -> list[Any]:
        """What computes the rows besides its weights: how a backbone pools, say, is no weight."""
        stages = {name: repr(module) for name, module in list(self._model.stages.items())[:boundary]}
        return [self._recipe.backbone.id, dict(self._recipe.backbone.options), stages]

    def _close_entries(self) -> None:
        while self._entries:
            self._entries.pop().close()

    def _tell_unreadable(self, aside: Any) -> None:
        if aside.id not in self._told_unreadable:
            self._told_unreadable.add(aside.id)
            self._emit(e.SampleSetAside(sample=aside.id, reason=aside.reason))

    def _tell_workers(self, choice: WorkerChoice) -> None:
        self._emit(
            e.Calibrated(choices={"loader workers": str(choice.count)}, reasons={"loader workers": choice.reason})
        )
