"""Which epoch of a run was the best so far."""

from collections.abc import Mapping
from typing import Any

from desktop_tl.api.tasks import Task, lower_is_better
from desktop_tl.engine.evaluation import Verdicts


class Best:
    """The better main metric wins, then the lower loss; without validation samples the latest epoch is the best.

    Attributes:
        epoch: 0 before the first.
        verdicts: what its model said of the validation samples, if this process saw it.
        epochs_since: how many were trained after it.
    """

    def __init__(self, task: Task) -> None:
        self.epoch, self.epochs_since = 0, 0
        self.verdicts: Verdicts | None = None
        self._score: tuple[float, float] | None = None
        self._task = task

    def take(self, epoch: int, verdicts: Verdicts | None) -> bool:
        """Whether the epoch is the best; remembers it then."""
        if not self._is_better(verdicts):
            self.epochs_since += 1
            return False
        self.epoch, self.epochs_since, self.verdicts = epoch, 0, verdicts
        return True

    def _is_better(self, verdicts: Verdicts | None) -> bool:
        if verdicts is None:
            return True
        figure, loss = verdicts.metrics[self._task.main_metric], verdicts.metrics.get("loss", 0.0)
        score = (-figure if lower_is_better(self._task) else figure, -loss)
        if self._score is not None and score <= self._score:
            return False
        self._score = score
        return True

    def state(self) -> dict[str, Any]:
        """For a checkpoint."""
        return {
            "best_epoch": self.epoch,
            "best_score": list(self._score) if self._score else None,
            "epochs_since_best": self.epochs_since,
        }

    def load(self, state: Mapping[str, Any]) -> None:
        """Takes back what `state` gave."""
        self.epoch, self.epochs_since = state["best_epoch"], state["epochs_since_best"]
        self._score = tuple(state["best_score"]) if state["best_score"] else None
