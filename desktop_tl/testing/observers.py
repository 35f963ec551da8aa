"""Checks of an observer: it takes whatever happens in a run, keeps to its folders, and can be closed at any time."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from desktop_tl.api import ObserverSpec, RunInfo, ShownSample, events
from desktop_tl.api.events import Event
from desktop_tl.testing.checks import Check
from desktop_tl.testing.options import check_form, check_storing, make_options

RECIPE = {
    "name": "checked",
    "dataset": {"id": "acme/pictures", "options": {"root": "/pictures"}},
    "backbone": {"id": "acme/net", "options": {}},
    "strategy": "head",
    "training": {"epochs": 2, "batch_size": 16, "learning_rate": 0.001},
}


def observer_checks(spec: ObserverSpec, example: Mapping[str, Any]) -> list[Check]:
    """All checks of one observer.

    Args:
        spec: as the plugin hands it out.
        example: values for options.
    """
    rules: list[tuple[str, Callable[[], None]]] = [
        ("its options make a form", partial(check_form, spec.options)),
        ("its options can be stored", partial(check_storing, spec.options, example)),
    ]
    rules += [
        (rule, partial(look, spec, example))
        for rule, look in (
            ("watches a run from beginning to end", check_watching),
            ("takes every event that there is", check_every_event),
            ("goes on when the run is resumed", check_resuming),
            ("can be closed before anything has happened", check_closing),
        )
    ]
    return [Check(spec.id, rule, look) for rule, look in rules]


def check_watching(spec: ObserverSpec, example: Mapping[str, Any]) -> None:
    """A usual run; the files of the run itself are left alone, and so is all around the observer's folders."""
    _watch(spec, example, [story()])


def check_every_event(spec: ObserverSpec, example: Mapping[str, Any]) -> None:
    """A run in which everything happens that can; an observer passes over what it does not know."""
    odd: list[Event] = [
        events.RunPaused(message="The disk is full.", advice="Make room."),
        events.RunContinued(),
        events.SampleSetAside(sample="ä/ß 1.jpg", reason="it is cut off"),
        events.Noted(level="warning", message="A class has one picture.", items=("bee",)),
        events.PhaseProgressed(phase="features", done=1, total=0),
        events.StepFinished(epoch=2, step=9, steps=8, loss=float("nan"), learning_rate=0.0, samples_per_second=0.0),
        events.EpochFinished(epoch=3, epochs=3, train={}, validation={}, learning_rate=0.0, seconds=0.0, is_best=False),
        events.RunEnded(outcome="failed", message="It went wrong.", report="Traceback …"),
    ]
    _watch(spec, example, [story()[:-1] + odd])


def check_resuming(spec: ObserverSpec, example: Mapping[str, Any]) -> None:
    """The first process was killed after an epoch; the second writes on in the same folders."""
    whole = story()
    first = whole[: len(whole) // 2]
    second: list[Event] = [events.RunResumed(epoch=1), *whole[len(whole) // 2 :]]
    _watch(spec, example, [first, second], closes=(False, True))


def check_closing(spec: ObserverSpec, example: Mapping[str, Any]) -> None:
    """The run may fail at its first step."""
    _watch(spec, example, [[]])


def story() -> list[Event]:
    """What a run of two epochs tells."""
    told: list[Event] = [
        events.RunStarted(name="checked", epochs=2),
        events.DeviceChosen(device="CPU, 2 threads", reason="no GPU was found"),
        events.DatasetOpened(classes=("ant", "bee"), train=64, validation=16),
        events.ModelBuilt(stages=("stem", "body"), frozen_stages=1, parameters=1000, trained_parameters=100),
        events.Calibrated(choices={"precision": "fp32"}, reasons={"precision": "it is fastest here"}),
        events.PhaseProgressed(phase="features", done=64, total=64, rate=100.0),
    ]
    for epoch in (1, 2):
        for step in range(4 * epoch - 3, 4 * epoch + 1):
            told.append(
                events.StepFinished(
                    epoch=epoch, step=step, steps=8, loss=1 / step, learning_rate=1e-3, samples_per_second=200.0
                )
            )
        told.append(
            events.EpochFinished(
                epoch=epoch,
                epochs=2,
                train={"loss": 1 / epoch, "accuracy": 0.4 * epoch},
                validation={"loss": 1.1 / epoch, "accuracy": 0.35 * epoch},
                learning_rate=1e-3,
                seconds=1.5,
                is_best=True,
            )
        )
        told.append(events.CheckpointSaved(kind="best", epoch=epoch))
    told += [
        events.EvaluationFinished(split="validation", metrics={"loss": 0.55, "accuracy": 0.7}, samples=16),
        events.RunEnded(outcome="finished", seconds=4.0, result={"accuracy": 0.7, "best_epoch": 2}),
    ]
    return told


def _watch(
    spec: ObserverSpec, example: Mapping[str, Any], parts: Iterable[list[Event]], closes: tuple[bool, ...] = (True,)
) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as root:
        home = Path(root)
        run, own, shared = home / "runs" / "checked", home / "runs" / "checked" / "observers" / "own", home / "shared"
        run.mkdir(parents=True)
        (run / "recipe.toml").write_text('name = "checked"\n', encoding="utf-8")
        (run / "events.jsonl").write_text('{"event": "RunStarted"}\n', encoding="utf-8")
        before = _hash_files(home, but=(own, shared))
        options = make_options(spec.options, example)
        for number, part in enumerate(parts):
            observer = spec.build(_describe(run, own, shared, is_resumed=number > 0), options)
            for event in part:
                observer.on_event(event)
            if closes[min(number, len(closes) - 1)]:
                observer.close()
        after = _hash_files(home, but=(own, shared))
        changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        if changed:
            raise AssertionError(f"it wrote ‘{changed[0]}’: only own_folder and shared_folder are an observer's")


def _describe(run: Path, own: Path, shared: Path, *, is_resumed: bool) -> RunInfo:
    return RunInfo(
        name=run.name,
        title="Checked",
        folder=run,
        own_folder=own,
        shared_folder=shared,
        recipe=RECIPE,
        recipe_text='name = "checked"\n',
        is_resumed=is_resumed,
        is_offline=True,
        show_samples=_show_samples,
        tell=_hear,
    )


def _show_samples(most: int) -> list[ShownSample]:
    import numpy as np

    pixels = np.zeros((12, 16, 3), np.uint8)
    sample = ShownSample(id="ä/1.jpg", target="ant", predicted="bee", confidence=0.9, pixels=pixels)
    return [sample, ShownSample(id="2.jpg", target="bee", predicted="bee", confidence=0.8, pixels=pixels)][:most]


def _hear(sentence: str) -> None:
    if not isinstance(sentence, str) or not sentence.strip():
        raise AssertionError("it tells the person something that is no sentence")


def _hash_files(root: Path, but: tuple[Path, ...]) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and not any(folder in path.parents for folder in but)
    }
