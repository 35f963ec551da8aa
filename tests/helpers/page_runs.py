"""Runs as the pages see them, without training: events that a real run sends, and folders that it leaves."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop_tl.api import events as e
from desktop_tl.api.datasets import Dataset
from desktop_tl.app.context import build_context
from desktop_tl.app.datasets import choose_dataset, open_dataset
from desktop_tl.app.default_recipe import demo_recipe, suggest_recipe
from desktop_tl.app.paths import Paths
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.evaluation import Evaluation
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import Recipe


@contextmanager
def opened_bench(home: Path) -> Iterator[Workbench]:
    """A bench on an empty home; whatever still runs is stopped at the end, and a bug in background work fails."""
    bench = Workbench(build_context(paths=Paths.below(home)))
    bugs: list[Exception] = []
    bench.background.failed_unexpectedly.connect(bugs.append)
    yield bench
    bench.context.jobs.stop_all()
    if bench.context.jobs.current is not None:
        assert bench.context.jobs.current.wait(60)
    bench.close()
    assert not bugs


def digits_recipe(bench: Workbench) -> Recipe:
    """The demo: handwritten digits, head only."""
    return demo_recipe(bench.context.catalog)


def choose_digits(bench: Workbench) -> None:
    """The draft as it is after somebody chose the digits."""
    recipe = digits_recipe(bench)
    bench.draft.take(recipe, open_dataset(bench.context.catalog, recipe.dataset))


def table_recipe(bench: Workbench, table: Path) -> Recipe:
    """What the app suggests for a table of texts."""
    return suggest_recipe(bench.context.catalog, choose_dataset(bench.context.catalog, table))


def choose_table(bench: Workbench, table: Path) -> Recipe:
    """The draft as it is after somebody chose a table of texts."""
    recipe = table_recipe(bench, table)
    bench.draft.take(recipe, open_dataset(bench.context.catalog, recipe.dataset))
    return recipe


def epoch(number: int, accuracy: float, *, of: int = 3, is_best: bool = True) -> e.EpochFinished:
    """One epoch, a little better on the training pictures."""
    return e.EpochFinished(
        epoch=number,
        epochs=of,
        train={"loss": 1 - accuracy, "accuracy": min(1.0, accuracy + 0.02)},
        validation={"loss": 1.1 - accuracy, "accuracy": accuracy},
        learning_rate=0.01,
        seconds=1.0,
        is_best=is_best,
    )


OPENING = (
    e.DeviceChosen(device="CPU, 2 threads", reason="no GPU was found"),
    e.DatasetOpened(classes=tuple("0123456789"), train=1438, validation=359),
    e.ModelBuilt(stages=("stem", "head"), frozen_stages=2, parameters=3_400_000, trained_parameters=12_810),
)
FEATURES = e.PhaseProgressed(phase="features", done=412, total=1797, rate=52.0)
TRAINING = e.PhaseProgressed(phase="training", done=45, total=135, rate=15.0)
STEP = e.StepFinished(epoch=1, step=45, steps=135, loss=0.7, learning_rate=0.01, samples_per_second=480.0)


class HeldRun:
    """A run that sends what it is given, then waits until it is let go or asked to stop."""

    def __init__(
        self,
        bench: Workbench,
        events: Sequence[e.Event],
        *,
        error: Exception | None = None,
        recipe: Recipe | None = None,
    ) -> None:
        self._events, self._error = events, error
        self._gate = threading.Event()
        self.job = bench.context.jobs.start_work(recipe or digits_recipe(bench), self._work)
        bench.feed.follow(self.job)

    def let_go(self) -> None:
        self._gate.set()

    def _work(self, _folder: RunFolder, emit: Callable[[e.Event], None], stop: Any) -> dict[str, Any]:
        for event in self._events:
            emit(event)
        while not self._gate.wait(0.005):
            stop.check()
        if self._error is not None:
            raise self._error
        return {}


def digits_evaluation(wrong: Sequence[tuple[int, int]] = ((8, 1), (8, 1), (3, 5)), *, each: int = 4) -> Evaluation:
    """``each`` digits of every class, of which some are called something else: pairs of true and predicted class."""
    pairs = [(digit, digit) for digit in range(10) for _ in range(each)]
    for target, predicted in wrong:
        pairs[pairs.index((target, target))] = (target, predicted)
    targets, predicted_classes = zip(*pairs, strict=True)
    return Evaluation(
        split="validation",
        classes=tuple("0123456789"),
        samples=tuple(f"digit-{number:04}" for number in range(len(pairs))),
        targets=targets,
        predicted=predicted_classes,
        confidences=tuple(0.5 + 0.01 * number for number in range(len(pairs))),
        metrics={"accuracy": 1 - len(wrong) / len(pairs)},
    )


def table_evaluation(dataset: Dataset) -> Evaluation:
    """What a model said of the first texts: right, but for one of each class."""
    samples = [dataset.sample(index) for index in range(12)]
    targets = [int(sample.target) for sample in samples]  # type: ignore[arg-type]
    predicted = [1 - target if number < 2 else target for number, target in enumerate(targets)]
    return Evaluation(
        split="validation",
        classes=tuple(dataset.classes),
        samples=tuple(sample.id for sample in samples),
        targets=tuple(targets),
        predicted=tuple(predicted),
        confidences=tuple(0.5 + 0.02 * number for number in range(len(targets))),
        metrics={"accuracy": 10 / 12},
    )


def leave_run(
    bench: Workbench,
    name: str,
    *,
    events: Sequence[e.Event] = (),
    evaluation: Evaluation | None = None,
    result: dict[str, Any] | None = None,
    recipe: Recipe | None = None,
) -> RunFolder:
    """The folder of a run that is over."""
    run = RunFolder.create(bench.context.runs.path / name, recipe or digits_recipe(bench))
    with run.event_log() as log:
        for event in events:
            log.append(event)
    if evaluation is not None:
        evaluation.save(run.path / "evaluation.json")
    if result is not None:
        run.write("result", result)
    return run
