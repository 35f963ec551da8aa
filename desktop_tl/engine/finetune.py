"""Fine-tunes as the paper says: build, freeze, cache, train, evaluate, save. Reads from top to bottom."""

import errno
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from desktop_tl.api import events as e
from desktop_tl.api.backbones import BackboneSpec, Weights
from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.api.preprocessing import ImagePreprocessing
from desktop_tl.api.tasks import Task
from desktop_tl.engine.checkpoints import Kind, find_checkpoint, load_weights, save_checkpoint, save_weights
from desktop_tl.engine.devices import DeviceChoice, choose_device
from desktop_tl.engine.environment import describe_environment
from desktop_tl.engine.evaluation import EVALUATION_BATCH, Verdicts, evaluate
from desktop_tl.engine.images import measure_intensity_range
from desktop_tl.engine.inputs import Inputs, StreamedInputs, cache_inputs, cached_bytes, fits_memory
from desktop_tl.engine.model import FineTunedModel, check_features, has_batch_norm, hash_state, is_finite
from desktop_tl.engine.optimizers import build_optimizer, rate_at, set_rate
from desktop_tl.engine.pictures import PictureReader
from desktop_tl.engine.split import SplitIndices, split_dataset
from desktop_tl.engine.weights_file import count_parameters, load_pretrained
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken

Emit = Callable[[e.Event], None]
REPORT_SECONDS = 0.05
"""Steps and progress are reported no more often than this; more than a screen shows would only cost."""
FEATURE_BATCH = 32
PROBED_FOR_DEPTH = 64


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a recipe names, found in the catalog, opened and fetched."""

    task: Task
    dataset: Dataset
    backbone: BackboneSpec
    weights: Weights | None
    weights_path: Path | None


def finetune(recipe: Recipe, parts: Parts, folder: RunFolder, emit: Emit, stop: StopToken) -> dict[str, Any]:
    """Runs a recipe and leaves a complete run folder, all but ``result.json``.

    Called on the run thread. Asked to stop, it ends within one step and keeps what is there.

    Returns:
        The figures of the result; ``stopped`` tells whether it was asked to.

    Raises:
        Stopped: asked to before anything was trained.
        UserError: in words.
    """
    began = time.monotonic()
    training = recipe.training
    emit(e.PhaseProgressed(phase="preparing", done=0, total=0))
    device = choose_device(training.device)
    emit(e.DeviceChosen(device=device.title, reason=device.reason))
    for note in (*parts.dataset.notes, *parts.task.check(parts.dataset)):
        emit(e.Noted(level=note.level, message=note.message, items=note.items))
    for left_out in parts.dataset.set_aside:
        emit(e.SampleSetAside(sample=left_out.id, reason=left_out.reason))
    split = split_dataset(
        parts.dataset, share=training.validation_share, seed=training.seed, limit=recipe.dataset.limit
    )
    emit(
        e.DatasetOpened(
            classes=tuple(parts.dataset.classes),
            train=len(split.train),
            validation=len(split.validation),
            test=len(split.test),
        )
    )
    preprocessing = choose_preprocessing(recipe, parts, split, emit)
    model = build_model(recipe, parts, preprocessing).to(device.device).to(memory_format=torch.channels_last)
    emit(
        e.ModelBuilt(
            stages=tuple(model.stages),
            frozen_stages=model.frozen,
            parameters=count_parameters(model),
            trained_parameters=count_parameters(model, trained_only=True),
        )
    )
    check_room(folder.path, model)
    write_documents(folder, recipe, parts, preprocessing, model, device)
    frozen_hash = hash_state(model.frozen_state())
    save_weights(folder.frozen_path, model.frozen_state(), {"sha256": frozen_hash})

    inputs = prepare_inputs(recipe, parts, model, preprocessing, split, device, emit, stop)
    loop = Loop(recipe, parts, model, inputs, folder, emit, stop)
    stopped = False
    try:
        loop.run()
    except Stopped:
        stopped = True
        if not loop.steps_done:
            raise
    verdicts = loop.conclude(stopped)
    return {
        **({"accuracy": verdicts.metrics["accuracy"]} if verdicts and "accuracy" in verdicts.metrics else {}),
        "metrics": dict(verdicts.metrics) if verdicts else {},
        "best_epoch": loop.best_epoch,
        "epochs": loop.epochs_done,
        "device": device.title,
        "stopped": stopped,
        "frozen_unchanged": hash_state(model.frozen_state()) == frozen_hash,
        "training_seconds": round(time.monotonic() - began, 3),
    }


def choose_preprocessing(recipe: Recipe, parts: Parts, split: SplitIndices, emit: Emit) -> ImagePreprocessing:
    """That of the weights or the backbone, at the recipe's image size, with the intensity range of this dataset."""
    preprocessing = (parts.weights and parts.weights.preprocessing) or parts.backbone.preprocessing
    size = recipe.training.image_size
    if size and size != preprocessing.size:
        if parts.backbone.fixed_size:
            raise UserError(
                f"{parts.backbone.title} takes only pictures of {preprocessing.size} pixels, not {size}.",
                advice="Set image_size to 0.",
            )
        preprocessing = preprocessing.at_size(size)
    spread = split.train[np.linspace(0, len(split.train) - 1, min(PROBED_FOR_DEPTH, len(split.train)), dtype=np.int64)]
    found = measure_intensity_range(parts.dataset.sample(int(index)).source for index in spread)
    if found is None:
        return preprocessing
    emit(
        e.Noted(
            level="warning",
            message=f"Some pictures have more than 8 bits a channel; values from {found[0]:g} to {found[1]:g}, as found "
            "in this dataset, become black to white.",
        )
    )
    return preprocessing.model_copy(update={"intensity_range": found})


def build_model(recipe: Recipe, parts: Parts, preprocessing: ImagePreprocessing) -> FineTunedModel:
    """The backbone with its weights and a new head, frozen up to the strategy's boundary.

    The same seed gives the same fresh weights, whatever was drawn before.
    """
    strategy = recipe.parsed_strategy()
    torch.manual_seed(recipe.training.seed)
    backbone = parts.backbone.build(parts.backbone.options.model_validate(recipe.backbone.options))
    if strategy.is_pretrained:
        if parts.weights_path is None:
            raise UserError(
                f"{parts.backbone.title} has no pretrained weights here.",
                advice="Choose a weights file or the strategy scratch.",
            )
        load_pretrained(backbone, parts.weights, parts.weights_path)
    if strategy.kind == "last" and strategy.stages > len(backbone.stages):
        raise UserError(
            f"{parts.backbone.title} has {len(backbone.stages)} stages; the strategy asks for {strategy.stages}.",
            advice=f"Choose last:{len(backbone.stages)} or fewer, or all.",
        )
    check_features(backbone, preprocessing)
    torch.manual_seed(recipe.training.seed)
    head = parts.task.build_head(backbone.num_features, parts.dataset.classes)
    return FineTunedModel(backbone, head, strategy.frozen_stages(len(backbone.stages)))


def check_room(path: Path, model: FineTunedModel) -> None:
    """Raises: UserError if the disk cannot hold the frozen weights and three sets of trained ones, and a tenth more."""
    size = {True: 0, False: 0}
    frozen = model.frozen_state().keys()
    for name, tensor in model.state_dict().items():
        size[name in frozen] += tensor.numel() * tensor.element_size()
    needed = round(1.1 * (size[True] + 3 * size[False]))
    free = shutil.disk_usage(path).free
    if free < needed:
        raise UserError(
            f"The disk of {path} has {free / 1e6:.0f} MB free, the run needs {needed / 1e6:.0f} MB.",
            advice="Make room or choose a folder on another disk.",
        )


def write_documents(
    folder: RunFolder,
    recipe: Recipe,
    parts: Parts,
    preprocessing: ImagePreprocessing,
    model: FineTunedModel,
    device: DeviceChoice,
) -> None:
    """``model.json``, from which the model can be built again, and ``environment.json``."""
    try:
        folder.write(
            "model",
            {
                "task": recipe.task,
                "backbone": recipe.backbone.id,
                "backbone_options": recipe.backbone.options,
                "weights": parts.weights.id if parts.weights else "",
                "classes": list(parts.dataset.classes),
                "stages": list(model.stages),
                "frozen_stages": model.frozen,
                "preprocessing": preprocessing.model_dump(mode="json"),
            },
        )
        folder.write(
            "environment",
            describe_environment(device, seed=recipe.training.seed, dataset_fingerprint=parts.dataset.fingerprint()),
        )
    except OSError as error:
        reason = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
        raise UserError(f"The run's folder {folder.path} cannot be written: {reason}.", advice="Make room.") from error


def prepare_inputs(
    recipe: Recipe,
    parts: Parts,
    model: FineTunedModel,
    preprocessing: ImagePreprocessing,
    split: SplitIndices,
    device: DeviceChoice,
    emit: Emit,
    stop: StopToken,
) -> dict[str, Inputs]:
    """Training, validation and test inputs, cached where memory allows and the recipe wants it."""
    reader = PictureReader(
        parts.dataset,
        preprocessing,
        threads=max(1, torch.get_num_threads()),
        on_set_aside=lambda aside: emit(e.SampleSetAside(sample=aside.id, reason=aside.reason)),
    )
    targets = torch.as_tensor(np.asarray(parts.dataset.targets, np.int64)).to(device.device)
    wanted = {"train": split.train, "validation": split.validation, "test": split.test}
    total = sum(map(len, wanted.values()))
    cached = recipe.training.cache_features
    if cached and not fits_memory(size := cached_bytes(model, reader, total, device.device)):
        emit(
            e.Noted(
                level="warning",
                message=f"The features of all pictures would take {size / 1e9:.1f} GB of memory, more than is free; "
                "they are computed anew in each epoch.",
            )
        )
        cached = False
    if not cached:
        return {name: StreamedInputs(model, reader, indices, targets) for name, indices in wanted.items()}
    ticker = Ticker(emit, "features", total)

    def count(samples: int) -> None:
        stop.check()
        ticker.advance(samples)

    inputs: dict[str, Inputs] = {}
    for name, indices in wanted.items():
        inputs[name] = cache_inputs(model, reader, indices, targets, batch_size=FEATURE_BATCH, on_batch=count)
    ticker.finish()
    if not len(inputs["train"].indices):
        raise UserError("None of the training pictures can be read.", advice="The list of files says why for each.")
    return inputs


class Ticker:
    """Reports how far a phase has come, now and then."""

    def __init__(self, emit: Emit, phase: e.Phase, total: int) -> None:
        self._emit, self._phase, self._total = emit, phase, total
        self._began = self._told = time.monotonic()
        self.done = 0
        emit(e.PhaseProgressed(phase=phase, done=0, total=total))

    @property
    def rate(self) -> float:
        """Units a second since the phase began."""
        return self.done / max(1e-9, time.monotonic() - self._began)

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


class Loop:
    """Epochs of training and validation, the best of them, and the checkpoints."""

    def __init__(
        self,
        recipe: Recipe,
        parts: Parts,
        model: FineTunedModel,
        inputs: Mapping[str, Inputs],
        folder: RunFolder,
        emit: Emit,
        stop: StopToken,
    ) -> None:
        self._training, self._parts, self._model, self._inputs = recipe.training, parts, model, inputs
        self._folder, self._emit, self._stop = folder, emit, stop
        self._optimizer = build_optimizer(model.trained_parts().values(), recipe.training)
        self._samples = len(inputs["train"].indices)
        self._batches = self._batch_starts()
        self._steps = recipe.training.epochs * len(self._batches)
        self._best_score: tuple[float, float] | None = None
        self._best: Verdicts | None = None
        self.best_epoch = 0
        self.epochs_done = 0
        self.steps_done = 0

    def _batch_starts(self) -> list[tuple[int, int]]:
        size = self._training.batch_size
        bounds = [(start, min(start + size, self._samples)) for start in range(0, self._samples, size)]
        if (
            len(bounds) > 1
            and bounds[-1][1] - bounds[-1][0] == 1
            and has_batch_norm(self._model.trained_parts().values())
        ):
            self._emit(
                e.Noted(
                    level="warning",
                    message="The last batch of each epoch would hold one picture, of which batch normalisation cannot "
                    "take statistics; it is left out, another one in each epoch.",
                )
            )
            bounds.pop()
        return bounds

    def run(self) -> None:
        """All epochs. Raises: Stopped within one step; UserError when the loss is not finite."""
        self._ticker = Ticker(self._emit, "training", self._steps)
        for epoch in range(1, self._training.epochs + 1):
            began = time.monotonic()
            train = self._train_epoch(epoch)
            verdicts = self._validate()
            if verdicts and not all(map(np.isfinite, verdicts.metrics.values())):
                raise self._not_finite("The validation loss became infinite", epoch)
            if not is_finite(self._model.trained_state()):
                raise self._not_finite("The weights or batch statistics became infinite", epoch)
            self.epochs_done = epoch
            is_best = self._is_best(verdicts)
            if is_best:
                self._best, self.best_epoch = verdicts, epoch
                self._save("best", epoch, verdicts)
            self._save("last", epoch, verdicts)
            self._emit(
                e.EpochFinished(
                    epoch=epoch,
                    epochs=self._training.epochs,
                    train=train,
                    validation=dict(verdicts.metrics) if verdicts else {},
                    learning_rate=self._optimizer.param_groups[0]["lr"],
                    seconds=round(time.monotonic() - began, 4),
                    is_best=is_best,
                )
            )

    def conclude(self, stopped: bool) -> Verdicts | None:
        """Makes the best checkpoint the model's, evaluates what is not yet evaluated, and records it.

        After a stop in the first epoch the weights as they are become the best, unevaluated."""
        if not self.epochs_done:
            self.best_epoch = 1
            self._save("best", 1, None)
            self._save("last", 1, None)
        best = find_checkpoint(self._folder.checkpoints_path, "best")
        if best is not None:
            self._model.load(load_weights(best)[0])
        verdicts, split = self._best, "validation"
        if len(self._inputs["test"].indices) and not stopped:
            self._emit(e.PhaseProgressed(phase="evaluation", done=0, total=0))
            verdicts, split = self._evaluate("test"), "test"
        if verdicts is None:
            self._emit(
                e.Noted(
                    level="warning", message="There is no validation sample, so nothing tells how good the model is."
                )
            )
            return None
        verdicts.as_evaluation(self._parts.dataset, split).save(self._folder.path / "evaluation.json")
        self._emit(
            e.EvaluationFinished(
                split="test" if split == "test" else "validation",
                metrics=dict(verdicts.metrics),
                samples=len(verdicts.targets),
            )
        )
        return verdicts

    def _train_epoch(self, epoch: int) -> dict[str, float]:
        model, task, optimizer = self._model, self._parts.task, self._optimizer
        model.train()
        meter = task.meter(self._parts.dataset.classes)
        order = self._order(epoch)
        for x, targets, _ in self._inputs["train"].batches(order, self._training.batch_size):
            self._stop.check()
            rate = rate_at(self.steps_done, self._steps, self._training)
            set_rate(optimizer, rate)
            outputs = model.suffix(x)
            loss = task.loss(outputs, targets)
            value = loss.item()  # waits for the GPU; a loss that is not finite must never reach the weights
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            if not (np.isfinite(value) and self._gradients_are_finite()):
                raise self._not_finite(f"The loss became {value:g} or its gradient infinite", epoch)
            optimizer.step()
            meter.update(outputs.detach(), targets)
            self.steps_done += 1
            if self._ticker.advance(1):
                self._emit(
                    e.StepFinished(
                        epoch=epoch,
                        step=self.steps_done,
                        steps=self._steps,
                        loss=value,
                        learning_rate=rate,
                        samples_per_second=round(self._ticker.rate * self._training.batch_size, 1),
                    )
                )
        return dict(meter.compute())

    def _order(self, epoch: int) -> NDArray[np.int64]:
        """Order of the samples: a function of seed and epoch alone, so that there is nothing of it to save."""
        order = np.random.default_rng([self._training.seed, epoch]).permutation(self._samples)
        return order[: self._batches[-1][1]]

    def _validate(self) -> Verdicts | None:
        return self._evaluate("validation") if len(self._inputs["validation"].indices) else None

    def _evaluate(self, part: str) -> Verdicts:
        return evaluate(
            self._model,
            self._inputs[part],
            self._parts.task,
            self._parts.dataset,
            self._stop,
            batch_size=EVALUATION_BATCH if self._model.frozen == len(self._model.stages) else FEATURE_BATCH,
        )

    def _is_best(self, verdicts: Verdicts | None) -> bool:
        """Higher main metric wins, then lower loss; without validation samples the latest epoch is the best."""
        if verdicts is None:
            return True
        metrics = verdicts.metrics
        score = (metrics[self._parts.task.main_metric], -metrics.get("loss", 0.0))
        if self._best_score is not None and score <= self._best_score:
            return False
        self._best_score = score
        return True

    def _save(self, kind: Kind, epoch: int, verdicts: Verdicts | None) -> None:
        state = {"step": self.steps_done, "metrics": dict(verdicts.metrics) if verdicts else {}}
        save_checkpoint(self._folder.checkpoints_path, kind, epoch, self._model.trained_state(), state)
        self._emit(e.CheckpointSaved(kind=kind, epoch=epoch))

    def _gradients_are_finite(self) -> bool:
        gradients = [p.grad for p in self._model.parameters() if p.grad is not None]
        return bool(torch.isfinite(torch.nn.utils.get_total_norm(gradients)))

    def _not_finite(self, what: str, epoch: int) -> UserError:
        kept = f"The checkpoints up to epoch {self.epochs_done} are kept. " if self.epochs_done else ""
        return UserError(
            f"{what} in epoch {epoch}, step {self.steps_done + 1}, at a learning rate of "
            f"{self._optimizer.param_groups[0]['lr']:g}.",
            advice=f"{kept}Try again with a learning rate of {self._training.learning_rate / 10:g}.",
        )
