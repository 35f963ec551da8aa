"""What differs between tasks and nothing else: check of the data, head, loss, metrics, prediction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from desktop_tl.api.backbones import Modality
from desktop_tl.api.datasets import Dataset, Note

if TYPE_CHECKING:
    from torch import Tensor, nn


@dataclass(frozen=True, kw_only=True)
class LossOptions:
    """What a recipe asks of the loss; a task ignores what makes no sense for it.

    Args:
        label_smoothing: share of the target's probability that is spread over all classes, between 0 and 1.
        class_weights: shape (classes,), how much a sample of each class counts; None for all alike.
    """

    label_smoothing: float = 0.0
    class_weights: "Tensor | None" = None


class Meter(Protocol):
    """Collects batches of one pass over the data; made anew for every pass."""

    def update(self, outputs: "Tensor", targets: "Tensor") -> None:
        """Takes one batch of the head's outputs and its targets; must not wait for the GPU."""
        ...

    def compute(self) -> Mapping[str, float]:
        """The metrics of all batches so far by name, as Python numbers."""
        ...

    def state(self) -> dict[str, Any]:
        """All that it has collected, as plain JSON values, so that a killed run can go on in the middle of an epoch,
        and several processes can put together what each has seen."""
        ...

    def merge(self, state: Mapping[str, Any]) -> None:
        """Adds what `state` of another meter gave to what it has collected itself. A fresh one takes it over."""
        ...


class Task(Protocol):
    """Runs on the run thread.

    Attributes:
        main_metric: the name, in `Meter.compute`, by which the best epoch is chosen; larger is better.
        mixes_targets: whether `loss` also takes soft targets of shape (N, classes), which MixUp and CutMix make.
    """

    main_metric: str
    mixes_targets: bool

    def check(self, dataset: Dataset) -> Sequence[Note]:
        """What to warn of before training; raises `UserError` if this dataset cannot serve the task."""
        ...

    def build_head(self, num_features: int, dataset_classes: Sequence[str]) -> "nn.Module":
        """The head on top of features of shape (N, num_features), with fresh weights from torch's generator."""
        ...

    def loss(self, outputs: "Tensor", targets: "Tensor", options: LossOptions) -> "Tensor":
        """Mean loss of a batch, a scalar tensor with gradient."""
        ...

    def meter(self, dataset_classes: Sequence[str]) -> Meter:
        """A fresh meter, on the CPU."""
        ...

    def scores(self, outputs: "Tensor") -> "Tensor":
        """From the head's outputs to what is shown, for classification probabilities of shape (N, classes)."""
        ...


@dataclass(frozen=True, kw_only=True)
class TaskSpec:
    """A task that the catalog offers.

    Args:
        id: stable because recipes store it, for instance ``image-classification``.
        title: for people.
        build: makes the `Task`; may import torch.
    """

    id: str
    title: str
    build: Callable[[], Task]
    description: str = ""
    modality: Modality = "image"
