"""Follows a run in the terminal: a progress bar on a real one, plain lines elsewhere, Ctrl-C to stop."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from desktop_tl.api import events as e
from desktop_tl.api.tasks import AnswerKind
from desktop_tl.app.job import Job
from desktop_tl.app.jobs import Jobs
from desktop_tl.cli.output import Output, format_metric, format_seconds, metric_title, shorten, show_controls
from desktop_tl.cli.sentences import describe_calibration, describe_loading
from desktop_tl.cli.statuses import STOPPED

_LOOK_SECONDS = 0.1
_PHASES: dict[e.Phase, str] = {
    "preparing": "Preparing",
    "weights": "Downloading weights",
    "features": "Looking at the {samples}",
    "training": "Training",
    "evaluation": "Evaluating",
}
_SHOWN_PROMPT, _SHOWN_TEXT = 40, 120
_LEARNT: dict[AnswerKind, tuple[str, str]] = {
    "class": ("class", "classes"),
    "labels": ("label", "labels"),
    "values": ("value", "values"),
    "text": ("", ""),
    "boxes": ("class", "classes"),
}
_SHOWN = 5


def follow(job: Job, output: Output, samples: str = "samples") -> None:
    """Shows the run until it has ended. Ctrl-C and SIGTERM ask it to stop and go on showing; the second leaves.

    Args:
        samples: what they are called: pictures, texts.
    """
    asked = False
    with _terminate_as_interrupt(), View(output, samples) as view:
        while True:
            try:
                ended = job.wait(_LOOK_SECONDS)
                for event in job.drain():
                    view.show(event)
                if ended:
                    return
            except KeyboardInterrupt:
                if asked:
                    view.close()
                    os._exit(STOPPED)  # the run thread may be anywhere; its folder is made to survive that
                asked = True
                job.stop()
                view.say("Stopping: saving what there is. Ctrl-C again leaves at once.")


@contextmanager
def ending_in_order(jobs: Jobs) -> Iterator[None]:
    """Whatever is raised inside, Ctrl-C between start and showing too: the run ends and is saved before the process."""
    try:
        yield
    except BaseException:
        jobs.stop_all()
        if jobs.current is not None:
            jobs.current.wait()
        raise


class View:
    """Prints lines, and draws one bar below them on a terminal.

    Args:
        samples: what they are called: pictures, texts.
    """

    def __init__(self, output: Output, samples: str = "samples") -> None:
        self._output, self._samples = output, samples
        self._set_aside: list[str] = []
        self._phase: e.Phase | None = None
        self._quarter = 0
        self._answer: AnswerKind = "class"
        self._main_metric = "accuracy"
        self._bar: Progress | None = None
        self._task = None
        if output.is_terminal:
            columns = (
                TextColumn("{task.description}"),
                BarColumn(bar_width=30),
                TextColumn("{task.percentage:>3.0f} %"),
                TimeRemainingColumn(compact=True),
            )
            console = Console(file=output.stream, highlight=False, markup=False, emoji=False, soft_wrap=True)
            self._bar = Progress(*columns, console=console, transient=True)
            self._task = self._bar.add_task(self._name("preparing"), total=None)

    def __enter__(self) -> "View":
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Takes the bar away and says what was left out."""
        if self._bar:
            self._bar.stop()
            self._bar = None
        if self._set_aside:
            more = len(self._set_aside) - _SHOWN
            self.say(f"Left out, {len(self._set_aside)} in all:")
            for line in self._set_aside[:_SHOWN]:
                self.say(f"  {line}")
            if more > 0:
                self.say(f"  … and {more} more; the run's events.jsonl names them all")
            self._set_aside = []

    def say(self, text: str) -> None:
        """One line, above the bar."""
        if self._bar:
            self._bar.console.print(show_controls(text))
        else:
            self._output.say(text)

    def show(self, event: e.Event) -> None:
        """What a person wants to read of an event."""
        match event:
            case e.PhaseProgressed():
                self._advance(event)
            case e.SampleSetAside():
                self._set_aside.append(f"{event.sample}: {event.reason}")
            case e.Noted() if event.level == "info":
                pass  # for the log
            case e.TaskBuilt():
                self._answer, self._main_metric = event.answer, event.main_metric
            case e.DatasetOpened():
                self.say(_describe_data(event, self._answer, self._samples))
            case e.EpochFinished():
                self.say(_describe_epoch(event, self._main_metric))
            case e.EvaluationFinished() if event.split == "test":
                self.say(f"Test: {', '.join(_describe_metrics(event.metrics, self._main_metric))}")
            case _:
                for line in _lines(event, self._samples):
                    self.say(line)

    def _advance(self, event: e.PhaseProgressed) -> None:
        if self._bar and self._task is not None:
            description = self._name(event.phase)
            self._bar.update(self._task, description=description, completed=event.done, total=event.total or None)
        elif event.phase in ("weights", "features"):
            self._tell_quarter(event)

    def _tell_quarter(self, event: e.PhaseProgressed) -> None:
        """At most five lines for a phase, so that a log stays short and a person sees that it moves."""
        quarter = 4 * event.done // event.total if event.total else 0
        if (event.phase, quarter) == (self._phase, self._quarter):
            return
        self._phase, self._quarter = event.phase, quarter
        self.say(f"{self._name(event.phase)}: {25 * quarter} %" if quarter else f"{self._name(event.phase)} …")

    def _name(self, phase: e.Phase) -> str:
        return _PHASES[phase].format(samples=self._samples)


def _lines(event: e.Event, samples: str) -> Iterator[str]:
    match event:
        case e.RunResumed():
            yield f"Going on after epoch {event.epoch}" if event.epoch else "Beginning anew: no epoch was finished"
        case e.RunPaused():
            yield f"Waiting: {event.message} {event.advice}".rstrip()
        case e.RunContinued():
            yield "Going on."
        case e.Calibrated():
            computing, loading = "; ".join(describe_calibration(event, short=True)), describe_loading(event)
            yield from ([f"Computing: {computing}"] if computing else [])
            yield from ([f"Loading {samples}: {loading}"] if loading else [])
        case e.DeviceChosen():
            yield f"Device: {event.device} ({event.reason})"
        case e.TextsGenerated() if event.texts:
            longest = max(event.texts, key=lambda one: len(one.prompt))
            yield f"  writes: {shorten(longest.prompt, _SHOWN_PROMPT)} → {shorten(longest.text, _SHOWN_TEXT)}"
        case e.ModelBuilt():
            frozen = f"{event.frozen_stages} of {len(event.stages)} stages frozen"
            yield f"Model: {frozen}, {event.trained_parameters:,} of {event.parameters:,} parameters are trained"
        case e.Noted():
            yield f"Note: {event.message}"
            for item in event.items[:_SHOWN]:
                yield f"  {item}"


def _describe_data(event: e.DatasetOpened, answer: AnswerKind, samples: str) -> str:
    one, many = _LEARNT[answer]
    count = len(event.classes)
    learnt = f"{count} {one if count == 1 else many}, " if many else ""
    test = f", {event.test} for the test" if event.test else ""
    kept_back = f"{event.validation} kept back{test}"
    return f"Data: {learnt}{event.train} {samples} to train on, {kept_back}"


def _describe_epoch(event: e.EpochFinished, main_metric: str) -> str:
    digits = len(str(event.epochs))
    parts = [f"Epoch {event.epoch:>{digits}}/{event.epochs}"]
    if "loss" in event.train:
        parts.append(f"training loss {event.train['loss']:.3f}")
    parts += [f"validation {text}" for text in _describe_metrics(event.validation, main_metric)]
    return f"{'  '.join(parts)}  {format_seconds(event.seconds)}{'  best' if event.is_best else ''}"


def _describe_metrics(metrics: dict[str, float], main_metric: str) -> Iterator[str]:
    for name in ("loss", main_metric):
        if name in metrics:
            yield f"{metric_title(name)} {format_metric(name, metrics[name])}"


@contextmanager
def _terminate_as_interrupt() -> Iterator[None]:
    """Inside, a request to end the process (SIGTERM) or a terminal that closes saves the run as Ctrl-C does."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signals = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    heeded = [number for number in signals if signal.getsignal(number) != signal.SIG_IGN]  # nohup ignores SIGHUP
    before = {number: signal.signal(number, interrupt) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
