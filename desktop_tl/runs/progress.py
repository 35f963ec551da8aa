"""Folds the events of a run into what a person wants to know of it: one fold for window, terminal and reopened runs."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from desktop_tl.api import events as e
from desktop_tl.api.events import Event
from desktop_tl.api.tasks import AnswerKind

Status = Literal["waiting", "running", "finished", "stopped", "failed"]
MOST_STEPS = 2_000
"""More points than pixels help nobody: above this, every second one is dropped and the stride doubles."""


@dataclass
class StepSeries:
    """Loss and learning rate over the steps, thinned as it grows."""

    steps: list[int] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    learning_rates: list[float] = field(default_factory=list)
    epochs: list[int] = field(default_factory=list)
    stride: int = 1
    seen: int = 0

    def forget_after(self, epoch: int) -> None:
        """Drops the steps of later epochs."""
        kept = sum(known <= epoch for known in self.epochs)
        columns: tuple[list[Any], ...] = (self.steps, self.losses, self.learning_rates, self.epochs)
        for column in columns:
            del column[kept:]

    def add(self, event: e.StepFinished) -> None:
        self.seen += 1
        if self.seen % self.stride:
            return
        self.steps.append(event.step)
        self.losses.append(event.loss)
        self.learning_rates.append(event.learning_rate)
        self.epochs.append(event.epoch)
        if len(self.steps) > MOST_STEPS:
            self.stride *= 2
            columns: tuple[list[Any], ...] = (self.steps, self.losses, self.learning_rates, self.epochs)
            for column in columns:
                column[:] = column[1::2]


@dataclass
class Progress:
    """What is known of a run so far; `fold` changes it in place (copying thousands of points an event would not scale).

    ``rate`` is in ``done``-units of ``phase`` a second; ``samples_per_second`` is that of training.
    """

    status: Status = "waiting"
    name: str = ""
    device: str = ""
    device_reason: str = ""
    answer: AnswerKind = "class"
    main_metric: str = "accuracy"
    lower_is_better: bool = False
    classes: tuple[str, ...] = ()
    train_samples: int = 0
    validation_samples: int = 0
    test_samples: int = 0
    stages: tuple[str, ...] = ()
    frozen_stages: int = 0
    parameters: int = 0
    trained_parameters: int = 0
    phase: e.Phase | None = None
    done: int = 0
    total: int = 0
    rate: float = 0.0
    samples_per_second: float = 0.0
    epochs_planned: int = 0
    epochs: list[e.EpochFinished] = field(default_factory=list)
    steps: StepSeries = field(default_factory=StepSeries)
    best: e.EpochFinished | None = None
    generated: list[e.TextsGenerated] = field(default_factory=list)
    notes: list[e.Noted] = field(default_factory=list)
    set_aside: list[e.SampleSetAside] = field(default_factory=list)
    evaluation: e.EvaluationFinished | None = None
    end: e.RunEnded | None = None
    calibration: e.Calibrated | None = None
    pause: e.RunPaused | None = None

    @property
    def seconds_left(self) -> float | None:
        """Estimate for the current phase from its rate; None while nothing is known."""
        return (self.total - self.done) / self.rate if self.rate > 0 and self.total > self.done else None

    @property
    def fraction(self) -> float | None:
        """Done part of the current phase, between 0 and 1; None while its length is unknown."""
        return min(1.0, self.done / self.total) if self.total else None


def fold(progress: Progress, event: Event) -> Progress:
    """Takes one event into ``progress`` and returns it."""
    match event:
        case e.RunStarted():
            progress.status, progress.name, progress.epochs_planned = "running", event.name, event.epochs
            progress.end = progress.pause = None  # a run that goes on has not ended
        case e.RunResumed():
            forget_after(progress, event.epoch)
        case e.RunPaused():
            progress.pause = event
        case e.RunContinued():
            progress.pause = None
        case e.Calibrated():
            known = progress.calibration or event  # what is measured later adds to what was before
            progress.calibration = replace(
                event, choices=known.choices | event.choices, reasons=known.reasons | event.reasons
            )
        case e.DeviceChosen():
            progress.device, progress.device_reason = event.device, event.reason
        case e.TaskBuilt():
            progress.answer, progress.main_metric = event.answer, event.main_metric
            progress.lower_is_better = event.lower_is_better
        case e.DatasetOpened():
            progress.classes = event.classes
            progress.train_samples, progress.validation_samples = event.train, event.validation
            progress.test_samples = event.test
        case e.ModelBuilt():
            progress.stages, progress.frozen_stages = event.stages, event.frozen_stages
            progress.parameters, progress.trained_parameters = event.parameters, event.trained_parameters
        case e.Noted():
            progress.notes.append(event)
        case e.SampleSetAside():
            progress.set_aside.append(event)
        case e.PhaseProgressed():
            progress.phase, progress.done, progress.total, progress.rate = (
                event.phase,
                event.done,
                event.total,
                event.rate,
            )
        case e.StepFinished():
            progress.steps.add(event)
            progress.samples_per_second = event.samples_per_second
        case e.EpochFinished():
            progress.epochs.append(event)
            if event.is_best:
                progress.best = event
        case e.TextsGenerated():
            progress.generated.append(event)
        case e.EvaluationFinished():
            progress.evaluation = event
        case e.RunEnded():
            progress.status, progress.end, progress.phase, progress.pause = event.outcome, event, None, None
        case e.CheckpointSaved():
            pass  # for the record only
    return progress


def forget_after(progress: Progress, epoch: int) -> None:
    """Takes back what was told of epochs after ``epoch``, which will be told again, and the end of the broken run."""
    progress.epochs = [known for known in progress.epochs if known.epoch <= epoch]
    progress.generated = [known for known in progress.generated if known.epoch <= epoch]
    progress.best = next((known for known in reversed(progress.epochs) if known.is_best), None)
    progress.steps.forget_after(epoch)
    progress.end = progress.evaluation = None
    progress.notes, progress.set_aside = [], []
