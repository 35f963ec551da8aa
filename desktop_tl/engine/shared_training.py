"""Trains one model in several processes: gradients and batch statistics are those of the whole step."""

import gc
import warnings
from contextlib import AbstractContextManager, nullcontext

import torch
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from desktop_tl.engine.distributed import World
from desktop_tl.engine.model import FineTunedModel


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
