"""One step of training: forward, backward and one correction, in portions that fit into memory."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn

from desktop_tl.api import events as e
from desktop_tl.api.tasks import LossOptions, Meter, Task, WeighingTask
from desktop_tl.engine.augmentation import build_mixing
from desktop_tl.engine.calibration import Calibration
from desktop_tl.engine.distributed import World
from desktop_tl.engine.errors import is_out_of_memory, out_of_memory
from desktop_tl.engine.inputs import Batch
from desktop_tl.engine.memory import free_memory
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.optimizers import keep_norm_statistics
from desktop_tl.engine.shared_training import SharedForward
from desktop_tl.engine.state import has_batch_norm
from desktop_tl.runs.training_choice import TrainingChoice

HOPELESS_SCALE = 2**-16
"""Half precision begins with a scale of 2¹⁶ and halves it after each gradient that is infinite, which the first few may
be: one that still is at this scale is not so for want of digits."""


class NotFinite(Exception):
    """The loss or its gradient is NaN or infinite; nothing was corrected. The text says which."""


class Step:
    """Computes the correction of one batch, the same however many portions and processes it is divided among.

    Args:
        model: frozen up to its boundary.
        classes: how many the task tells apart.
        statistics_are_shared: whether batch normalisation takes its statistics over all processes.
        loss_options: for the loss, on the device.

    Attributes:
        micro: samples that are computed at once at most; halved where memory does not suffice.
        needs_two: whether batch normalisation takes statistics in training, of which one sample has none.
        scaler: of the loss, for fp16.
    """

    def __init__(
        self,
        model: FineTunedModel,
        task: Task,
        training: TrainingChoice,
        calibration: Calibration,
        world: World,
        emit: Callable[[e.Event], None],
        *,
        classes: int,
        statistics_are_shared: bool,
        loss_options: LossOptions,
    ) -> None:
        self._model, self._task, self._training = model, task, training
        self._world, self._emit = world, emit
        self._statistics_are_shared = statistics_are_shared
        self._loss_options = loss_options
        self._mixing = build_mixing(training.mixing, classes) if task.mixes_targets else None
        self._forward = SharedForward(model, world)
        self._parameters: list[nn.Parameter] = []
        self._boundary = 0
        self._is_tried = world.is_alone
        self.needs_two = False
        self.micro = training.batch_size
        self.scaler = torch.amp.GradScaler(calibration.device, enabled=calibration.trained.precision == "fp16")

    def enter(self, boundary: int, one: Tensor | None) -> None:
        """After the model was frozen to another boundary. A collective.

        Args:
            boundary: the stage that takes the batches.
            one: one sample for it; needed with several processes only.
        """
        self._boundary = boundary
        self._parameters = [p for p in self._model.parameters() if p.requires_grad]
        trained = self._model.trained_parts().values()
        self.needs_two = not self._training.freeze_norm and has_batch_norm(trained)
        if self.needs_two:  # where so far one sample at a time was computed, for want of memory
            self.micro = max(2, self.micro)
        if one is not None:
            self._forward.rebuild(one, boundary)
            self._is_tried = False

    def set_training(self) -> None:
        """The modes of the model's parts in training."""
        self._model.train()
        if self._training.freeze_norm:
            keep_norm_statistics(self._model)

    def try_memory(self, batch: Batch) -> None:
        """Finds portions that fit in every process, before they exchange anything: in the middle of an exchange none
        could go back. Nothing changes but ``micro``. A collective.

        Raises:
            RetryableError: not even one sample fits.
        """
        if self._is_tried:
            return
        while not self._is_tried:
            failed = False
            try:
                self._compute_alone(batch)
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
                failed = True
            self._forget_gradients()
            self._is_tried = not self._world.any(failed)
            if not self._is_tried:
                self._halve(max(round(one[0]) for one in self._world.numbers(len(batch.targets))))
        self.set_training()

    def run(self, batch: Batch, meter: Meter, optimizer: torch.optim.Optimizer) -> float:
        """One correction.

        Returns:
            The loss, a mean over the batch.

        Raises:
            NotFinite: the weights are as they were.
            RetryableError: there is not enough memory.
        """
        while True:
            try:
                loss = self._forward_backward(batch, meter)
                break
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
                failed = True
            if failed and not self._world.is_alone:  # the others are in the middle of exchanging gradients
                raise out_of_memory(self._training.batch_size, processes=self._world.size)
            if failed:  # outside the except block, which would keep the failed tensors alive
                self._halve(len(batch.indices))
        self.scaler.unscale_(optimizer)
        norm = torch.nn.utils.get_total_norm([p.grad for p in self._parameters if p.grad is not None])
        if not (np.isfinite(loss) and (torch.isfinite(norm) or self.scaler.is_enabled())):
            raise NotFinite(f"The loss became {loss:g} or its gradient infinite")
        if self._training.clip_norm:
            torch.nn.utils.clip_grads_with_norm_(self._parameters, self._training.clip_norm, norm)
        self.scaler.step(optimizer)
        self.scaler.update()
        if self.scaler.is_enabled() and not torch.isfinite(norm) and self.scaler.get_scale() < HOPELESS_SCALE:
            raise NotFinite("The gradient stays infinite in half precision (fp16)")
        return loss

    def _forward_backward(self, batch: Batch, meter: Meter) -> float:
        self._forget_gradients()
        total = 0.0
        x, targets = batch.x, batch.targets
        if self._mixing is not None and self._boundary == 0 and len(x):
            x, targets = self._mixing(x, targets)
        seen: list[tuple[slice, Tensor]] = []
        portions = self._portions(targets)
        for number, (part, share) in enumerate(portions, start=1):
            with self._forward.portion(is_last=number == len(portions)):
                if part.start == part.stop:
                    self.scaler.scale(self._nothing(x)).backward()
                    continue
                outputs, loss = self._compute(x[part], targets[part])
                total += loss.item() * share  # waits for the GPU: a loss not finite must never reach the weights
                # The gradients of all processes are averaged, and their shares add up to one: hence the factor.
                self.scaler.scale(loss * (share * self._world.size)).backward()
            seen.append((part, outputs.detach()))
        for part, outputs in seen:
            meter.update(outputs, batch.targets[part])
        return self._world.sum(total)

    def _forget_gradients(self) -> None:
        for parameter in self._parameters:
            parameter.grad = None

    def _compute(self, x: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        outputs = self._forward(x, self._boundary)
        return outputs, self._task.loss(outputs, targets, self._loss_options)

    def _compute_alone(self, batch: Batch) -> None:
        """The largest portion of a batch, of the longest samples that there may be, without the other processes and
        without moving any statistics."""
        self._model.train()
        keep_norm_statistics(self._model)
        parts = [part for part, _ in self._portions(batch.targets)]
        largest = max(parts, key=lambda part: part.stop - part.start)
        if largest.start == largest.stop:
            return
        with self._forward.portion(is_last=False):
            x = self._model.repeat_example(self._boundary, largest.stop - largest.start)
            loss = self._compute(x.to(batch.x.device, batch.x.dtype), batch.targets[largest])[1]
            (loss * 0.0).backward()

    def _portions(self, targets: Tensor) -> list[tuple[slice, float]]:
        """What is computed at once, and its share of the step. The same number in every process. A collective."""
        everybody = self._world.numbers(len(targets), self._weigh(targets))
        samples = [round(one[0]) for one in everybody]
        count = max(1, *(-(-number // self.micro) for number in samples))
        if self.needs_two:
            count = max(1, min(count, *(number // 2 for number in samples if number)))
        whole = sum(one[1] for one in everybody) or 1.0
        return [(part, self._weigh(targets[part]) / whole) for part in divide_evenly(len(targets), count)]

    def _weigh(self, targets: Tensor) -> float:
        """How much these samples count in the mean loss of a batch. Rows of labels, of values and of mixed classes
        count alike."""
        if isinstance(self._task, WeighingTask):
            return self._task.weigh(targets)
        weights = self._loss_options.class_weights
        return float(len(targets)) if weights is None or targets.ndim > 1 else float(weights[targets].sum())

    def _nothing(self, x: Tensor) -> Tensor:
        """A loss without gradient, for a process without a sample in this step: the others wait for its part."""
        if not self._statistics_are_shared:  # otherwise all must be in training mode together
            self._model.eval()
        try:
            # Ones: a text of padding alone would be attended to by nobody.
            empty = torch.ones(1, *x.shape[1:], dtype=x.dtype, device=x.device)
            return self._forward(empty, self._boundary).sum() * 0.0
        finally:
            self.set_training()

    def _halve(self, samples: int) -> None:
        if self.micro <= (2 if self.needs_two else 1):
            raise out_of_memory(self._training.batch_size)
        self.micro = max(1, min(self.micro, samples) // 2)
        free_memory()
        self._emit(
            e.Noted(
                level="warning",
                message=f"Not enough memory for a batch of {self._training.batch_size}: it is computed in portions "
                f"of {self.micro}, and the correction is still that of the whole batch.",
            )
        )


def divide_evenly(samples: int, count: int) -> list[slice]:
    """So many portions that differ by one sample at most; empty ones where there are fewer samples."""
    return [slice(start, stop) for start, stop in pairwise(samples * i // count for i in range(count + 1))]
