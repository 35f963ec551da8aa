"""A running average of the weights (EMA), which is often a little better than the last ones."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from desktop_tl.engine.model import FineTunedModel

Tensors = tuple[Tensor, ...] | list[Tensor]


class WeightAverage:
    """The average of all that may move in a run, buffers too; with a decay of 0 there is none, and nothing happens.

    Args:
        decay: the share of the average that a step leaves; at first less, (1 + steps) / (10 + steps), or the untrained
            head would weigh on all of a short training (as TensorFlow's ExponentialMovingAverage with num_updates).
    """

    def __init__(self, model: FineTunedModel, decay: float) -> None:
        self._moving = nn.ModuleDict({"stages": nn.ModuleList(model.moving_stages()), "head": model.head})
        self._ema = AveragedModel(self._moving, multi_avg_fn=self._take_in, use_buffers=True) if decay else None
        self._decay = decay
        self._seen = 0

    @property
    def is_kept(self) -> bool:
        """Whether there is one."""
        return self._ema is not None

    @property
    def modules(self) -> list[nn.Module]:
        """What holds the averages."""
        return [self._ema.module] if self._ema is not None else []

    def update(self) -> None:
        """Takes in the weights after a step."""
        if self._ema is not None:
            self._seen = int(self._ema.n_averaged)
            self._ema.update_parameters(self._moving)

    def _take_in(self, averaged: Tensors, current: Tensors, _: Tensor | int) -> None:
        get_ema_multi_avg_fn(min(self._decay, (1 + self._seen) / (10 + self._seen)))(averaged, current, _)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Inside, the model has the averages in place of its weights."""
        if self._ema is None:
            yield
            return
        now = {name: t.clone() for name, t in self._moving.state_dict().items()}
        self._moving.load_state_dict(self._ema.module.state_dict())
        try:
            yield
        finally:
            self._moving.load_state_dict(now)

    def state(self) -> dict[str, Tensor]:
        """For a checkpoint."""
        return self._ema.state_dict() if self._ema is not None else {}

    def load(self, state: Mapping[str, Tensor]) -> None:
        """Takes back what `state` gave."""
        if self._ema is not None:
            self._ema.load_state_dict(dict(state))
