"""The training loop: epochs of steps and validation, the best of them, checkpoints, and an exact way to go on."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from desktop_tl.api import events as e
from desktop_tl.api.errors import Stopped
from desktop_tl.api.tasks import Meter
from desktop_tl.engine.augmentation import sample_seed
from desktop_tl.engine.averaging import WeightAverage
from desktop_tl.engine.best import Best
from desktop_tl.engine.checkpoints import Kind, save_checkpoint
from desktop_tl.engine.distributed import SharedEmit
from desktop_tl.engine.errors import (
    RetryableError,
    not_finite,
    one_sample_a_batch,
    wait_for_room,
)
from desktop_tl.engine.evaluation import Verdicts, evaluate, merge_meters
from desktop_tl.engine.inputs import Inputs
from desktop_tl.engine.loop_setting import LoopSetting
from desktop_tl.engine.loop_state import pack_optimizer, unpack_optimizer
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.optimizers import build_optimizer, rate_at, set_rate
from desktop_tl.engine.order import divide_into_steps, draw_order
from desktop_tl.engine.plan import EpochPlan
from desktop_tl.engine.shared_training import synchronise_batch_norm
from desktop_tl.engine.state import hash_state, is_finite
from desktop_tl.engine.step import NotFinite, Step
from desktop_tl.engine.ticker import Ticker


class Loop:
    """Trains ``model`` as the plan says.

    Everything that is drawn at random (order, augmentation, mixing, dropout) is a function of seed, epoch and position
    alone, so a run that is killed and resumed computes what the unbroken one would have: bit for bit on a CPU.

    With several processes each takes its part of every step, and the gradient is that of the whole step.

    Args:
        setting: what stays the same.
        model: frozen up to its fixed boundary.
        inputs_at: the inputs for a boundary; made when first asked for.

    Attributes:
        best: the epoch whose model is kept.
        epochs_done: whole epochs.
        steps_done: optimiser steps.
        frozen_unchanged: whether every frozen part was found unmoved.
    """

    def __init__(
        self, setting: LoopSetting, model: FineTunedModel, inputs_at: Callable[[int], Mapping[str, Inputs]]
    ) -> None:
        self._setting, self._model, self._inputs_at = setting, model, inputs_at
        self._boundary = -1
        self._block = -1
        self._inputs: Mapping[str, Inputs] = {}
        self._rate = 0.0
        self._resume_at: dict[str, Any] | None = None
        self.best = Best(setting.task)
        self.epochs_done = self.steps_done = 0
        self.frozen_unchanged = True
        self._world = setting.world
        self._statistics_are_shared = synchronise_batch_norm(model, setting.world, setting.device)
        self._average = WeightAverage(model, setting.training.ema_decay)
        self._step = Step(
            model,
            setting.task,
            setting.training,
            setting.calibration,
            setting.world,
            setting.emit,
            classes=len(setting.dataset.classes),
            statistics_are_shared=self._statistics_are_shared,
            loss_options=setting.loss_options,
        )

    def run(self) -> None:
        """All epochs that are left. Raises: Stopped within one step; RetryableError when a number is not finite."""
        training = self._setting.training
        self._enter(self._setting.plan[min(self.epochs_done, training.epochs - 1)])
        self._ticker = Ticker(self._setting.emit, "training", training.epochs * len(self._steps), done=self.steps_done)
        for epoch in range(self.epochs_done + 1, training.epochs + 1):
            if self._is_in_vain(self._setting.plan[epoch - 1]):
                words = f"Stopped early: the validation was not better for {training.patience} epochs."
                self._setting.emit(e.Noted(level="info", message=words))
                break
            self._enter(self._setting.plan[epoch - 1])
            self._run_epoch(epoch)

    def _is_in_vain(self, coming: EpochPlan) -> bool:
        """Whether nothing has become better for too long. What is still to be unfrozen may yet help."""
        patience = self._setting.training.patience
        is_last = self._block == coming.block == self._setting.plan[-1].block
        return bool(patience) and is_last and self.best.epochs_since >= patience

    def save_as_it_is(self) -> None:
        """After a stop in the first epoch: the weights as they are become the best, unevaluated."""
        self.best.epoch = 1
        self._save("best", 1, None)

    def evaluate(self, part: str) -> Verdicts:
        """What the model, as it is, says of a part of the data. Raises: Stopped."""
        return evaluate(
            self._model,
            self._inputs[part],
            self._setting.task,
            self._setting.dataset,
            self._setting.stop,
            self._world,
            preprocessing=self._setting.preprocessing,
        )

    def has(self, part: str) -> bool:
        """Whether there are samples of that part."""
        return len(self._inputs[part].indices) > 0

    def check_frozen(self) -> None:
        """Compares the frozen stages with what they were when they were frozen."""
        if self._boundary >= 0:
            now = hash_state(self._model.frozen_state())
            self.frozen_unchanged = self.frozen_unchanged and now == self._frozen_hash

    # ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def resume(self, tensors: Mapping[str, Tensor], state: Mapping[str, Any]) -> None:
        """Takes back what a ``last`` checkpoint holds."""
        model = {name.removeprefix("model."): t for name, t in tensors.items() if name.startswith("model.")}
        self._model.load(model)
        self._average.load({name.removeprefix("ema."): t for name, t in tensors.items() if name.startswith("ema.")})
        self.epochs_done, self.steps_done = state["epoch"], state["step"]
        self.best.load(state)
        self.frozen_unchanged, self._step.micro = state["frozen_unchanged"], state["micro"]
        self._rate = state["rate"]
        self._resume_at = {"tensors": dict(tensors), **state}

    def _tensors(self) -> tuple[dict[str, Tensor], dict[str, Any]]:
        tensors = {f"model.{name}": t for name, t in self._model.trained_state().items()}
        tensors |= {f"ema.{name}": t for name, t in self._average.state().items()}
        optimizer_tensors, optimizer = pack_optimizer(self._optimizer)
        return tensors | optimizer_tensors, {"optimizer": optimizer, "scaler": self._step.scaler.state_dict()}

    def _save(self, kind: Kind, epoch: int, verdicts: Verdicts | None) -> None:
        state = {"step": self.steps_done, "metrics": dict(verdicts.metrics) if verdicts else {}}
        self._write(self._averaged_state, kind, epoch, state)
        self._setting.emit(e.CheckpointSaved(kind=kind, epoch=epoch))

    def _write(self, tensors: Callable[[], dict[str, Tensor]], kind: Kind, epoch: int, state: dict[str, Any]) -> None:
        """The first process saves, the others wait for it. A collective."""

        def save() -> None:
            content = tensors()
            wait_for_room(
                lambda: save_checkpoint(self._setting.folder.checkpoints_path, kind, epoch, content, state),
                self._setting.emit,
                self._setting.stop,
            )

        self._world.from_first(save)

    def _save_last(self, steps_in_epoch: int = 0, meter: Meter | None = None) -> None:
        tensors, more = self._tensors()
        state = {
            "processes": self._world.size,
            "step": self.steps_done,
            "steps_in_epoch": steps_in_epoch,
            "block": self._block,
            "meter": self._merge(meter).state() if meter else None,
            **self.best.state(),
            "frozen_unchanged": self.frozen_unchanged,
            "micro": self._step.micro,
            "rate": self._rate,
            **more,
        }
        self._write(lambda: tensors, "last", self.epochs_done, state)
        self._saved_at = time.monotonic()
        self._setting.emit(e.CheckpointSaved(kind="last", epoch=self.epochs_done))

    def _averaged_state(self) -> dict[str, Tensor]:
        """The weights that are used: the running average if there is one."""
        if not self._average.is_kept:
            return self._model.best_state()
        with self._average.in_use():
            return {name: t.clone() for name, t in self._model.best_state().items()}

    # ── epochs ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _enter(self, plan: EpochPlan) -> None:
        """Freezes, feeds and optimises as the plan of the coming epoch says."""
        training, model = self._setting.training, self._model
        if self._boundary != plan.frozen:
            self.check_frozen()
            model.freeze(plan.frozen)
            self._boundary = plan.frozen
            self._frozen_hash = model.hash_frozen()
            self._inputs = self._inputs_at(plan.cached)
            boundary = self._inputs["train"].boundary
            one = None if self._world.is_alone else next(self._inputs["train"].batches([np.arange(1)])).x
            self._step.enter(boundary, one)
            self._steps = self._divide(len(self._inputs["train"].indices))
        if self._block != plan.block:
            if self._resume_at is None or self._resume_at["block"] != plan.block:
                self.best.epochs_since = 0
            self._block = plan.block
            self._optimizer = build_optimizer(model, self._setting.scales, training)
            self._saved_at = time.monotonic()
        if self._resume_at is not None and self._resume_at["block"] == plan.block:
            unpack_optimizer(self._optimizer, self._resume_at["tensors"], self._resume_at["optimizer"])
            self._step.scaler.load_state_dict(self._resume_at["scaler"])
        self._plan = plan

    def _divide(self, samples: int) -> list[tuple[int, int]]:
        """Bounds, in the order of an epoch, of the samples of each step."""
        size = self._setting.training.batch_size * self._setting.training.accumulate
        fewest = 2 if self._statistics_are_shared else 2 * self._world.size  # each process then has two at least
        needs_two = self._step.needs_two
        if needs_two and (min(samples, size) < fewest or self._step.micro < 2):
            raise one_sample_a_batch(samples, fewest)
        bounds, left = divide_into_steps(samples, size, fewest=fewest if needs_two else 0)
        if left:
            self._setting.emit(note_left_out(left))
        return bounds

    def _run_epoch(self, epoch: int) -> None:
        began = time.monotonic()
        meter = self._train_epoch(epoch)
        with self._saved_when_stopped(len(self._steps), meter):
            verdicts, texts = self._validate()
        if verdicts and not all(map(np.isfinite, verdicts.metrics.values())):
            raise self._not_finite("The validation loss became infinite", epoch)
        if self._world.any(not is_finite(self._model.trained_state())):
            raise self._not_finite("The weights or batch statistics became infinite", epoch)
        if is_best := self.best.take(epoch, verdicts):
            self._save("best", epoch, verdicts)
        self._setting.emit(
            e.EpochFinished(
                epoch=epoch,
                epochs=self._setting.training.epochs,
                train=dict(self._merge(meter).compute()),
                validation=dict(verdicts.metrics) if verdicts else {},
                learning_rate=self._rate,
                seconds=round(time.monotonic() - began, 4),
                is_best=is_best,
            )
        )
        if texts:
            self._setting.emit(e.TextsGenerated(epoch=epoch, texts=texts))
        self.epochs_done = epoch
        self._save_last()
        if isinstance(self._setting.emit, SharedEmit):
            self._setting.emit.share()

    @contextmanager
    def _saved_when_stopped(self, steps_in_epoch: int, meter: Meter) -> Iterator[None]:
        """So that no step is lost by a stop. A collective, as all processes are stopped at the same place."""
        try:
            yield
        except Stopped:
            if steps_in_epoch:
                self._share_statistics()
                self._save_last(steps_in_epoch, meter)
            raise

    def _train_epoch(self, epoch: int) -> Meter:
        self._step.set_training()
        meter = self._setting.task.meter(self._setting.dataset.classes)
        skip = self._take_resumed(meter)
        order = self._order(epoch)
        parts = [order[self._world.part(*bounds)] for bounds in self._steps[skip:]]
        for number, batch in enumerate(self._inputs["train"].batches(parts, epoch=epoch), start=skip):
            with self._saved_when_stopped(number, meter):
                self._setting.stop.check()
            samples = round(self._world.sum(len(batch.indices)))
            if not samples:
                continue
            self._step.try_memory(batch)
            self._rate = self._rate_now(epoch, number)
            set_rate(self._optimizer, self._rate)
            seed_generator(
                sample_seed(self._setting.training.seed, epoch, -1 - number) + self._world.rank, self._setting.device
            )
            try:
                loss = self._step.run(batch, meter, self._optimizer)
            except NotFinite as error:
                raise self._not_finite(str(error), epoch) from None
            self._average.update()
            self.steps_done += 1
            self._report(epoch, loss, samples)
            is_due = time.monotonic() - self._saved_at >= self._setting.checkpoint_seconds
            if self._world.any(is_due and self._world.is_first):
                self._share_statistics()
                self._save_last(number + 1, meter)
        self._share_statistics()
        return meter

    def _merge(self, meter: Meter) -> Meter:
        """That of all processes. A collective."""
        return merge_meters(meter, self._setting.task, self._setting.dataset, self._world)

    def _share_statistics(self) -> None:
        """Makes batch statistics the mean over all processes, each of which has seen its own samples. A collective."""
        if self._world.is_alone or self._setting.training.freeze_norm:
            return
        for part in (*self._model.trained_parts().values(), *self._average.modules):
            self._world.average(part.buffers())

    def _take_resumed(self, meter: Meter) -> int:
        """How many steps of this epoch an interrupted run has already done; their figures go into ``meter``."""
        state, self._resume_at = self._resume_at, None
        if not state or not state["steps_in_epoch"]:
            return 0
        if self._world.is_first:
            meter.merge(state["meter"])
        return int(state["steps_in_epoch"])

    def _order(self, epoch: int) -> NDArray[np.int64]:
        """Order of the samples: a function of seed and epoch alone, so that there is nothing of it to save."""
        train, training = self._inputs["train"], self._setting.training
        is_balanced = training.class_balance == "sampling"
        order = draw_order(
            len(train.indices),
            np.random.default_rng([training.seed, epoch]),
            balanced=np.asarray(self._setting.dataset.targets, np.int64)[train.indices] if is_balanced else None,
            sizes=train.sizes,
            step=self._steps[0][1],
        )
        return order[: self._samples_a_round].astype(np.int64)

    @property
    def _samples_a_round(self) -> int:
        return self._steps[-1][1]

    def _rate_now(self, epoch: int, number: int) -> float:
        plan, steps = self._plan, len(self._steps)
        return rate_at(
            (epoch - plan.block_start) * steps + number,
            plan.block_epochs * steps,
            self._setting.training,
            steps_per_epoch=steps,
            share=plan.rate_share,
        )

    # ── small things ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _validate(self) -> tuple[Verdicts | None, tuple[e.GeneratedText, ...]]:
        """What the model says of the validation samples, if there are any, and what it writes."""
        with self._average.in_use():
            verdicts = self.evaluate("validation") if self.has("validation") else None
            write = self._setting.write
            return verdicts, self._world.from_first(write) if write else ()

    def _report(self, epoch: int, loss: float, samples: int) -> None:
        if self._ticker.advance(1):
            self._setting.emit(
                e.StepFinished(
                    epoch=epoch,
                    step=self.steps_done,
                    steps=self._setting.training.epochs * len(self._steps),
                    loss=loss,
                    learning_rate=self._rate,
                    samples_per_second=round(self._ticker.rate * samples, 1),
                )
            )

    def _not_finite(self, what: str, epoch: int) -> RetryableError:
        return not_finite(
            f"{what} in epoch {epoch}, step {self.steps_done + 1}, at a learning rate of {self._rate:g}.",
            kept_epochs=self.epochs_done,
            rate=self._setting.training.learning_rate,
        )


def note_left_out(samples: int) -> e.Noted:
    """That the last batch of an epoch is too small to be trained with."""
    these = "one sample" if samples == 1 else f"{samples} samples"
    return e.Noted(
        level="warning",
        message=f"The last batch of each epoch would hold {these}, of which batch normalisation cannot take "
        f"statistics; {'it is' if samples == 1 else 'they are'} left out, "
        f"{'another one' if samples == 1 else 'others'} in each epoch.",
    )


def seed_generator(seed: int, device: torch.device) -> None:
    """What `torch.manual_seed` does, for one device: that of all kinds takes a millisecond, longer than the step of a
    head."""
    torch.default_generator.manual_seed(seed)
    if device.type == "cuda":
        torch.cuda.manual_seed(seed)
    elif device.type == "mps":
        torch.mps.manual_seed(seed)
