"""Lets observers look on at a run, each on a thread of its own, so that none of them slows it down or breaks it."""

import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from pydantic import BaseModel

from desktop_tl.api.backbones import Modality
from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.api.events import Event, Noted, PhaseProgressed, StepFinished
from desktop_tl.api.observers import ObserverSpec, RunInfo, RunObserver, ShownSample
from desktop_tl.app.datasets import Source, UnreadableSample, load_picture, open_dataset, read_text
from desktop_tl.app.options import validate_options
from desktop_tl.host import Catalog
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.rows import certainty, describe_row, good_rows, worst_rows

Chosen = Mapping[str, Mapping[str, Any]]
"""Ids of observers with their options as plain values."""

T = TypeVar("T")

PATIENCE_SECONDS = 60.0
"""An observer that takes longer over one event hangs."""

END_SECONDS = 90.0
"""So long a run that has ended waits at most until all observers have written what they have."""

MOST_WAITING = 10_000
"""Events that wait for a slow observer; beyond, it is not told of steps and progress any more."""

SHOWN_SIDE, SHOWN_CHARACTERS = 256, 1_000


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How the observers of one run are made.

    Args:
        catalog: where they are.
        shared: folder in which each has its own for what it keeps of all runs.
        is_offline: the person wants no network to be used.
        patience: seconds for one event.
        end_seconds: for all that is left to do once the run has ended.
    """

    catalog: Catalog
    shared: Path
    is_offline: bool
    patience: float = PATIENCE_SECONDS
    end_seconds: float = END_SECONDS


def check_observers(catalog: Catalog, chosen: Chosen) -> None:
    """Raises: UserError for an observer that is not there, or options that do not fit."""
    for observer_id, options in chosen.items():
        spec = catalog.find_observer(observer_id)
        validate_options(spec.options, dict(options), where=f"observer {observer_id}")


class Watching:
    """The observers of one run. Used by the run thread.

    Attributes:
        told: what they said to the person.
    """

    def __init__(self, setting: Setting, chosen: Chosen, folder: RunFolder, recipe: Recipe, *, resumed: bool) -> None:
        self.told: list[str] = []
        self._setting = setting
        self._notes: deque[Noted] = deque()  # the observers' threads append, the run thread takes
        self._watchers: list[_Watcher] = []
        for observer_id, options in chosen.items():
            try:
                spec = setting.catalog.find_observer(observer_id)
                validated = validate_options(spec.options, dict(options), where=f"observer {observer_id}")
            except UserError as error:  # of the settings; what a command names was checked before
                self._notes.append(_warning(f"The observer ‘{observer_id}’ does not watch this run: {error}"))
                continue
            info = self._describe(spec, folder, recipe, resumed)
            self._watchers.append(_Watcher(spec, validated, info, self._notes.append))

    def tell(self, event: Event) -> list[Noted]:
        """Hands the event to all of them and returns what there is to say of them. Never waits."""
        for watcher in self._watchers:
            watcher.tell(event, self._setting.patience)
        return self._take_notes()

    def end(self, event: Event) -> list[Noted]:
        """Hands them the last event, waits for them in reason, and returns what there is to say of them."""
        for watcher in self._watchers:
            watcher.tell(event, self._setting.patience)
            watcher.finish()
        deadline = time.monotonic() + self._setting.end_seconds
        for watcher in self._watchers:
            watcher.wait(deadline, self._setting.patience)
        return self._take_notes()

    def _take_notes(self) -> list[Noted]:
        notes = []
        while self._notes:
            notes.append(self._notes.popleft())
        return notes

    def _describe(self, spec: ObserverSpec, folder: RunFolder, recipe: Recipe, resumed: bool) -> RunInfo:
        place = spec.id.replace("/", "_")

        def tell(sentence: str) -> None:
            self.told.append(f"{spec.title}: {sentence}")
            self._notes.append(Noted(level="info", message=f"{spec.title}: {sentence}"))

        return RunInfo(
            name=folder.name,
            title=recipe.name or folder.name,
            folder=folder.path,
            own_folder=folder.path / "observers" / place,
            shared_folder=self._setting.shared / place,
            recipe=recipe.model_dump(mode="json"),
            recipe_text=recipe.to_toml(),
            is_resumed=resumed,
            is_offline=self._setting.is_offline,
            show_samples=lambda most: show_samples(self._setting.catalog, folder, recipe, most),
            tell=tell,
        )


def show_samples(catalog: Catalog, folder: RunFolder, recipe: Recipe, most: int) -> Sequence[ShownSample]:
    """Up to ``most`` evaluated samples with what they are: mistakes first. Empty if there is nothing to show."""
    try:
        evaluation = folder.evaluation()
        dataset = open_dataset(catalog, recipe.dataset)
    except (UserError, Stopped):
        return ()
    wrong, right = worst_rows(evaluation, most), good_rows(evaluation)
    wanted = {evaluation.samples[row]: row for row in [*wrong, *right[:: max(1, len(right) // max(1, most))]][:most]}
    read = _READERS[catalog.find_dataset(recipe.dataset.id).modality]
    content = {}
    for index in range(len(dataset)):
        sample = dataset.sample(index)
        if sample.id in wanted:
            try:
                content[sample.id] = read(sample.source)
            except UnreadableSample:
                continue
        if len(content) == len(wanted):
            break
    shown = []
    for name, row in wanted.items():
        if name in content:
            target, predicted = describe_row(evaluation, row)
            sure = certainty(evaluation, row)
            shown.append(ShownSample(id=name, target=target, predicted=predicted, confidence=sure, **content[name]))
    return shown


_READERS: dict[Modality, Callable[[Source], dict[str, Any]]] = {
    "image": lambda source: {"pixels": load_picture(source, SHOWN_SIDE)},
    "text": lambda source: {"text": read_text(source)[:SHOWN_CHARACTERS]},
}


class _Watcher:
    """One observer and its thread, which dies with the process: a run never waits for it longer than is reasonable."""

    def __init__(self, spec: ObserverSpec, options: BaseModel, info: RunInfo, note: Callable[[Noted], None]) -> None:
        self._spec, self._options, self._info, self._note = spec, options, info, note
        self._events: SimpleQueue[Event | None] = SimpleQueue()
        self._began_call: float | None = None
        self._is_out = False
        self._thread = threading.Thread(target=self._run, name=f"observer {spec.id}", daemon=True)
        try:
            self._thread.start()
        except RuntimeError as error:  # the system has no thread left
            self._leave_out(f"cannot watch this run: {error}")

    def tell(self, event: Event, patience: float) -> None:
        if self._is_out or self._is_stuck(patience):
            return
        if isinstance(event, PhaseProgressed | StepFinished) and self._events.qsize() >= MOST_WAITING:
            return
        self._events.put(event)

    def finish(self) -> None:
        self._events.put(None)

    def wait(self, deadline: float, patience: float) -> None:
        while self._thread.is_alive() and not self._is_out and not self._is_stuck(patience):
            if time.monotonic() >= deadline:
                self._leave_out("was too slow to write everything down before the run ended.")
                return
            self._thread.join(0.05)

    def _is_stuck(self, patience: float) -> bool:
        began = self._began_call
        if began is None or time.monotonic() - began <= patience:
            return False
        self._leave_out(f"has not answered for {patience:.0f} seconds; the run goes on without it.")
        return True

    def _run(self) -> None:
        keep_quiet()
        observer: RunObserver | None = None
        try:
            observer = self._call(partial(self._spec.build, self._info, self._options))
            while (event := self._events.get()) is not None and not self._is_out:
                self._call(partial(observer.on_event, event))
        except BaseException as error:  # also SystemExit: it must not end the run
            self._leave_out(_explain(error))
        finally:
            if observer is not None:
                try:
                    self._call(observer.close)
                except BaseException as error:
                    self._leave_out(_explain(error))
            _quiet.discard(threading.get_ident())  # which the next thread may get

    def _call(self, function: Callable[[], T]) -> T:
        self._began_call = time.monotonic()
        try:
            return function()
        finally:
            self._began_call = None

    def _leave_out(self, reason: str) -> None:
        """Says it once."""
        if not self._is_out:
            self._is_out = True
            self._note(_warning(f"The observer ‘{self._spec.title}’ {reason}"))


def _warning(message: str) -> Noted:
    return Noted(level="warning", message=message)


def _explain(error: BaseException) -> str:
    if isinstance(error, UserError):
        return f"does not watch this run: {error}"
    text = (str(error).strip().splitlines() or [""])[0]
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    said = f"{type(error).__name__}{f': {text}' if text else ''}"
    return f"failed and was left out, the run goes on: {said}{where}."


_quiet: set[int] = set()


def keep_quiet() -> None:
    """What this thread prints from now on goes nowhere: it would end up in the middle of what a command prints."""
    _quiet.add(threading.get_ident())
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None and not isinstance(stream, _WithoutQuietThreads):
            setattr(sys, name, _WithoutQuietThreads(stream))


class _WithoutQuietThreads:
    """A stream that passes on what all other threads write."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return len(text) if threading.get_ident() in _quiet else int(self._stream.write(text) or 0)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
