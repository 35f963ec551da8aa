"""What differs between tasks and nothing else: check of the data, head, loss, metrics, prediction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

from desktop_tl.api.backbones import Modality
from desktop_tl.api.datasets import Dataset, Note

if TYPE_CHECKING:
    from torch import Tensor, nn

AnswerKind = Literal["class", "labels", "values", "text", "boxes"]
"""What a task says of a sample: one class of several; which of several labels it has, any number of them; one or
several values; how the text goes on; or where in a picture which classes are, each with the box around it."""


@dataclass(frozen=True, kw_only=True)
class LossOptions:
    """What a recipe asks of the loss, and what it has to know of the data.

    Args:
        label_smoothing: share of the target's probability that is spread over all classes, between 0 and 1.
        class_weights: shape (classes,), None for all alike. For a class, how much its samples count; for a label, how
            much having it counts against not having it.
        spread: for values, of shape (values,): the standard deviation of each over the training samples, so that
            values of different size count alike; None for classes and labels.
    """

    label_smoothing: float = 0.0
    class_weights: "Tensor | None" = None
    spread: "Tensor | None" = None


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


@runtime_checkable
class PredictorTask(Protocol):
    """A task that goes on with the pretrained network's own last part (of a language model, of a detector) where the
    backbone hands it over."""

    def build_head_from(
        self, predictor: "nn.Module | None", num_features: int, dataset_classes: Sequence[str]
    ) -> "nn.Module":
        """The head, as `Task.build_head`, which is not called then.

        Args:
            predictor: `Backbone.classifier`, with its pretrained weights unless the run begins from fresh ones; None
                where the backbone has none. May become the head or a part of it.

        Raises:
            UserError: the task cannot do without one, or not with this one.
        """
        ...


@runtime_checkable
class FittedHead(Protocol):
    """A head that is told of the training targets once, before the first step: what it takes from them goes into its
    buffers, so that it is saved and loaded with the weights."""

    def fit_targets(self, targets: "Tensor") -> None:
        """Shape (N,) or (N, classes), on the CPU."""
        ...


@runtime_checkable
class MeasuredHead(Protocol):
    """A head whose loss cannot be had from its outputs: that of a detector, which chooses among boxes. With a head that
    is none, such a task has no loss of the validation."""

    def measure(self, features: "Tensor", targets: "Tensor") -> Any:
        """In eval mode and without gradient, instead of ``forward``: what `Task.scores` and `Meter.update` take. Draws
        nothing from torch's global generator."""
        ...


class Task(Protocol):
    """Runs on the run thread.

    Attributes:
        answer: what it says of a sample; a class if it is missing. The data must have targets of this kind: numbers of
            classes of shape (N,) for a class; for labels and values float32 of shape (N, classes), for labels 0 and 1;
            for a text its own tokens, int64 of shape (N, length), -1 behind the end; for boxes float32 of shape
            (N, most, 5), as the rows of `BoxTargets`, with class -1 where a sample has fewer than the most.
        main_metric: the name, in `Meter.compute`, by which the best epoch is chosen. Of boxes the app itself measures
            ``map`` and ``map50``, as COCO does, from what `scores` tells.
        lower_is_better: whether the least ``main_metric`` is the best; larger is better if it is missing.
        mixes_targets: whether `loss` also takes soft targets of shape (N, classes), which MixUp and CutMix make.
    """

    answer: AnswerKind
    main_metric: str
    mixes_targets: bool

    def check(self, dataset: Dataset) -> Sequence[Note]:
        """What to warn of before training; raises `UserError` if this dataset cannot serve the task."""
        ...

    def build_head(self, num_features: int, dataset_classes: Sequence[str]) -> "nn.Module":
        """The head on top of features of shape (N, num_features), with fresh weights from torch's generator. It may
        be a `FittedHead`."""
        ...

    def loss(self, outputs: "Tensor", targets: "Tensor", options: LossOptions) -> "Tensor":
        """Mean loss of a batch, a scalar tensor with gradient.

        Args:
            outputs: what the head gives: a tensor, or for boxes anything that has ``detach()``.
        """
        ...

    def meter(self, dataset_classes: Sequence[str]) -> Meter:
        """A fresh meter, on the CPU."""
        ...

    def scores(self, outputs: "Tensor") -> "Tensor":
        """From the head's outputs to what is shown, of shape (N, classes): probabilities, which add up to 1 for a
        class and stand each for itself for labels; the values themselves for values. For a text the logarithms of the
        probabilities of the next token, of shape (N, length, tokens). For boxes a list of N tensors of shape
        (found, 6): class, score and the box as in `BoxTargets`, the highest score first."""
        ...


@runtime_checkable
class WeighingTask(Protocol):
    """A task whose loss is not a mean over the samples of a batch, but over something of which each has more or less,
    such as its tokens."""

    def weigh(self, targets: "Tensor") -> float:
        """How many that are in these targets; a batch that is computed in portions gets the loss of the whole so."""
        ...


def answer_kind(task: Task) -> AnswerKind:
    """What the task says of a sample; one that was made before there was a choice tells a class."""
    kind: AnswerKind = getattr(task, "answer", "class")
    return kind


def lower_is_better(task: Task) -> bool:
    """Whether the least main metric is the best; not, where the task says nothing of it."""
    return bool(getattr(task, "lower_is_better", False))


@dataclass(frozen=True, kw_only=True)
class TaskSpec:
    """A task that the catalog offers.

    Args:
        id: stable because recipes store it, for instance ``image-classification``.
        title: for people.
        build: makes the `Task`; may import torch.
        modality: of the samples.
        answer: the same as that of the task, for those who have not built it.
        settings: of a recipe, what it begins with where the usual does not suit: field → value, for instance
            ``{"strategy": "all", "learning_rate": 0.0005}``.
    """

    id: str
    title: str
    build: Callable[[], Task]
    description: str = ""
    modality: Modality = "image"
    answer: AnswerKind = "class"
    settings: Mapping[str, Any] = field(default_factory=dict)
