"""Measures a finished run on other data: the same pass as after training, on samples that it has never seen."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from desktop_tl.api.backbones import BackboneSpec
from desktop_tl.api.datasets import BoxTargets, Dataset, Note, Sample, SetAside, Split
from desktop_tl.api.errors import UserError
from desktop_tl.api.tasks import Task, answer_kind
from desktop_tl.engine.devices import Wanted
from desktop_tl.engine.evaluation import evaluate
from desktop_tl.engine.generation import make_writer
from desktop_tl.engine.inputs import Batch, Inputs, StreamedInputs
from desktop_tl.engine.loader import Loader
from desktop_tl.engine.prediction import load_predictor
from desktop_tl.engine.sample_reader import SampleReader
from desktop_tl.engine.target_source import make_target_source
from desktop_tl.runs.evaluation import AnyEvaluation
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.targets import Targets, read_targets

OnNote = Callable[[Note], None]
OnSetAside = Callable[[SetAside], None]
OnProgress = Callable[[int, int], None]
"""Takes the samples that are done and all of them."""


def measure(
    folder: RunFolder,
    dataset: Dataset,
    *,
    backbone: BackboneSpec,
    task: Task,
    device: Wanted,
    on_note: OnNote,
    on_set_aside: OnSetAside,
    on_progress: OnProgress,
    stop: StopToken,
) -> AnyEvaluation:
    """What the best model of a run says of every sample whose class it knows, and the figures; of one that writes, what
    it writes behind the beginnings of some of them.

    Of data with a test part only this part is looked at.

    Args:
        on_note: what there is to say of the data.
        on_set_aside: a sample that cannot be read, and why.

    Raises:
        UserError: the run has no model, or the data have other targets or no class that it knows.
        Stopped: on request.
    """
    predictor = load_predictor(folder, backbone=backbone, task=task, device=device)
    targets = align_targets(dataset, predictor.classes, task)
    indices = choose_samples(dataset, targets, on_note)
    loader = Loader(predictor.treatment, threads=max(1, torch.get_num_threads()))
    try:
        sizes = _spread(predictor.treatment.measure(dataset, indices), indices, len(dataset))
        reader = SampleReader(dataset, loader, on_set_aside=on_set_aside, sizes=sizes)
        source = make_target_source(targets, predictor.treatment, predictor.device)
        inputs = _Counted(StreamedInputs(reader, indices, source, epochs=1, sizes=sizes), on_progress)
        known = Relabelled(dataset, predictor.classes, targets)
        preprocessing = predictor.treatment.preprocessing
        verdicts = evaluate(predictor.model, inputs, task, known, stop, preprocessing=preprocessing)
        if write := make_writer(task, preprocessing, dataset, indices, predictor.model, predictor.device, stop):
            verdicts = replace(verdicts, generated=write())
        return verdicts.as_evaluation(known, "test")
    finally:
        loader.close()


def align_targets(dataset: Dataset, classes: Sequence[str], task: Task) -> Targets:
    """The targets in the numbers of the run's classes, -1 for a class that it does not know. Raises: UserError."""
    found = read_targets(dataset)
    if found.kind != answer_kind(task):
        raise UserError(
            "The targets of these data are of another kind than those that the run has learned.",
            advice="Choose data of the kind that it was trained on.",
        )
    place = {name: number for number, name in enumerate(classes)}
    if found.kind == "class":
        table = np.array([place.get(name, -1) for name in dataset.classes], np.int64)
        return Targets("class", table[found.rows])
    if found.kind == "boxes":
        return Targets("boxes", _relabel(found.rows, [place.get(name, -1) for name in dataset.classes]))
    missing = [name for name in classes if name not in dataset.classes]
    if missing:
        raise UserError(
            f"These data say nothing of ‘{missing[0]}’, which the run has learned.",
            advice=f"It needs: {', '.join(classes)}.",
        )
    own = {name: number for number, name in enumerate(dataset.classes)}
    return Targets(found.kind, found.rows[:, [own[name] for name in classes]])


def _relabel(boxes: BoxTargets, table: Sequence[int]) -> BoxTargets:
    """In the numbers of ``table``; boxes with -1 there are left out."""
    kinds = np.asarray(table, np.int64)[boxes.rows[:, 0].astype(np.int64)]
    kept = kinds >= 0
    rows = np.concatenate([kinds[:, None].astype(np.float32), boxes.rows[:, 1:]], axis=1)[kept]
    return BoxTargets(rows, np.concatenate([[0], np.cumsum(kept)])[boxes.starts], boxes.sizes)


def choose_samples(dataset: Dataset, targets: Targets, on_note: OnNote) -> NDArray[np.int64]:
    """Those of the test part, if there is one, whose class is known. Raises: UserError if none is left."""
    chosen = np.ones(len(dataset), bool)
    if dataset.splits is not None and "test" in dataset.splits:
        chosen = np.fromiter((split == "test" for split in dataset.splits), bool, len(dataset))
        on_note(Note("info", f"Only the test part is looked at: {int(chosen.sum()):,} of {len(dataset):,}."))
    if targets.kind == "class":
        foreign = chosen & (targets.rows < 0)
        names = [dataset.classes[int(number)] for number in np.unique(np.asarray(dataset.targets)[foreign])]
        chosen &= ~foreign
        if not chosen.any():
            raise UserError(
                f"The run knows none of the classes of these data ({', '.join(names[:10])}).",
                advice="The names of the classes must be the same as in training.",
            )
        if names:
            count = int(foreign.sum())
            left = "1 sample of a class" if count == 1 else f"{count:,} samples of classes"
            words = f"{left} that the run does not know {'is' if count == 1 else 'are'} left out."
            on_note(Note("warning", words, tuple(names)))
    return np.flatnonzero(chosen)


@dataclass(frozen=True)
class Relabelled:
    """The dataset with the classes of the run."""

    dataset: Dataset
    classes: Sequence[str]
    known: Targets
    splits: Sequence[Split] | None = None
    groups: Sequence[str] | None = None
    notes: Sequence[Note] = ()
    set_aside: Sequence[SetAside] = ()

    @property
    def targets(self) -> Any:
        return self.known.rows

    def __len__(self) -> int:
        return len(self.dataset)

    def sample(self, index: int) -> Sample:
        sample = self.dataset.sample(index)
        return Sample(sample.id, sample.source, self.known.rows[index])

    def fingerprint(self) -> str:
        return self.dataset.fingerprint()


class _Counted:
    """Inputs that tell how many samples have been taken."""

    def __init__(self, inputs: Inputs, on_progress: OnProgress) -> None:
        self.indices, self.boundary, self.sizes = inputs.indices, inputs.boundary, inputs.sizes
        self._inputs, self._on_progress = inputs, on_progress

    def batches(self, parts: Sequence[NDArray[np.int64]], *, epoch: int = 0) -> Iterator[Batch]:
        done, total = 0, sum(map(len, parts))
        self._on_progress(0, total)
        for part, batch in zip(parts, self._inputs.batches(parts, epoch=epoch), strict=True):
            yield batch
            done += len(part)
            self._on_progress(done, total)


def _spread(sizes: NDArray[np.int64] | None, indices: NDArray[np.int64], samples: int) -> NDArray[np.int64] | None:
    """Sizes of some samples as those of all."""
    if sizes is None:
        return None
    spread = np.zeros(samples, np.int64)
    spread[indices] = sizes
    return spread
