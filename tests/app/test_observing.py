"""Observers see the whole run; whatever one does, the run and the others go on, and the person hears of it once."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel

from desktop_tl.api import ObserverSpec, RunInfo, UserError, hookimpl
from desktop_tl.api.events import Event, Noted, PhaseProgressed, RunEnded, RunResumed, RunStarted
from desktop_tl.app import observing
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.job import Job
from desktop_tl.app.observing import Setting, Watching, show_samples
from desktop_tl.app.paths import Paths
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken
from tests.app.making import SmallPlugin, make_recipe
from tests.helpers.small_app import SmallApp, small_recipe
from tests.helpers.small_texts import text_context, text_recipe
from tests.helpers.texts import cats_and_ships

SECONDS = 120.0
Emit = Callable[[Event], None]


class Options(BaseModel):
    word: str = "hello"


class Observer:
    """Keeps what it is told; ``at`` says where it does what ``act`` does."""

    def __init__(self, run: RunInfo, options: Options, at: str = "", act: Callable[[], None] | None = None) -> None:
        self.run, self.options = run, options
        self.events: list[Event] = []
        self.closed = 0
        self._at, self._act = at, act
        self._do("build")

    def on_event(self, event: Event) -> None:
        self.events.append(event)
        self._do("event")

    def close(self) -> None:
        self.closed += 1
        self._do("close")

    def _do(self, where: str) -> None:
        if where == self._at and self._act:
            self._act()


class Watchers:
    """A plugin whose observers can be looked at afterwards."""

    def __init__(self, at: str = "", act: Callable[[], None] | None = None) -> None:
        self.made: dict[str, list[Observer]] = {"bad": [], "good": []}
        self._at, self._act = at, act

    def build_bad(self, run: RunInfo, options: Options) -> Observer:
        self.made["bad"].append(Observer(run, options, self._at, self._act))
        return self.made["bad"][-1]

    def build_good(self, run: RunInfo, options: Options) -> Observer:
        self.made["good"].append(Observer(run, options))
        return self.made["good"][-1]

    @hookimpl
    def desktop_tl_observers(self) -> list[ObserverSpec]:
        return [
            ObserverSpec(id="bad", title="Bad", build=self.build_bad, options=Options),
            ObserverSpec(id="good", title="Good", build=self.build_good, options=Options),
        ]


def make_context(home: Path, watchers: Watchers, app: Any = None) -> AppContext:
    plugins = load_plugins([GivenPlugin("app", app or SmallPlugin()), GivenPlugin("watchers", watchers)])
    assert [record.state for record in plugins.records] == ["ready", "ready"]
    return build_context(paths=Paths.below(home), plugins=plugins)


def work(_folder: RunFolder, emit: Emit, _stop: StopToken) -> dict[str, Any]:
    for done in range(50):
        emit(PhaseProgressed(phase="training", done=done, total=50))
    return {"accuracy": 1.0}


def finish(job: Job) -> list[Noted]:
    """The warnings of a run that came to its end."""
    assert job.wait(SECONDS)
    assert job.end is not None
    assert job.end.outcome == "finished", job.end.report
    events = job.drain()
    assert isinstance(events[-1], RunEnded)
    return [event for event in events if isinstance(event, Noted) and event.level == "warning"]


def test_an_observer_sees_every_event_from_the_first_to_the_last(tmp_path):
    watchers = Watchers()
    context = make_context(tmp_path, watchers)
    job = context.jobs.start_work(make_recipe(), work, observers={"good": {"word": "moin"}})
    assert not finish(job)
    (observer,) = watchers.made["good"]
    assert isinstance(observer.events[0], RunStarted)
    assert [event.done for event in observer.events if isinstance(event, PhaseProgressed)] == list(range(50))
    assert observer.events[-1] == job.end
    assert observer.closed == 1
    assert observer.options.word == "moin"
    assert observer.run.recipe["training"]["epochs"] == 2
    assert observer.run.recipe_text == (job.folder.path / "recipe.toml").read_text(encoding="utf-8")
    assert not observer.run.is_resumed


def exit_() -> None:
    raise SystemExit(3)


def fail() -> None:
    raise ValueError("no luck")


@pytest.mark.parametrize("at", ["build", "event", "close"])
@pytest.mark.parametrize(("act", "words"), [(fail, "ValueError: no luck"), (exit_, "SystemExit")])
def test_one_that_raises_is_named_once_and_left_out(tmp_path, at, act, words):
    watchers = Watchers(at, act)
    context = make_context(tmp_path, watchers)
    (warning,) = finish(context.jobs.start_work(make_recipe(), work, observers={"bad": {}, "good": {}}))
    assert "‘Bad’" in warning.message
    assert words in warning.message
    assert "test_observing.py, line" in warning.message
    assert all(observer.closed == 1 for observer in watchers.made["bad"])
    assert isinstance(watchers.made["good"][0].events[-1], RunEnded)


def test_what_the_person_can_mend_is_said_in_the_observers_own_words(tmp_path):
    def refuse() -> None:
        raise UserError("The server does not answer.", advice="Start it.")

    context = make_context(tmp_path, Watchers("build", refuse))
    (warning,) = finish(context.jobs.start_work(make_recipe(), work, observers={"bad": {}}))
    assert warning.message == "The observer ‘Bad’ does not watch this run: The server does not answer. Start it."


@pytest.mark.parametrize("at", ["build", "event", "close"])
def test_one_that_hangs_does_not_keep_the_run_waiting(tmp_path, at, monkeypatch):
    go_on, hangs = threading.Event(), threading.Event()

    def hang() -> None:
        hangs.set()
        assert go_on.wait(SECONDS)

    watchers = Watchers(at, hang)
    context = make_context(tmp_path, watchers)
    folder = RunFolder.create(tmp_path / "run", make_recipe())
    setting = Setting(catalog=context.catalog, shared=tmp_path, is_offline=True, patience=500.0)
    is_good_done = lambda: all(thread.name != "observer good" for thread in threading.enumerate())  # noqa: E731
    late = lambda: time.monotonic() + 1000 * (hangs.is_set() and is_good_done())  # noqa: E731 - nobody need wait
    monkeypatch.setattr(observing, "time", SimpleNamespace(monotonic=late))
    watching = Watching(setting, {"bad": {}, "good": {}}, folder, make_recipe(), resumed=False)
    started = RunStarted(name="x", epochs=1)
    notes = watching.tell(started)
    notes += watching.end(RunEnded(outcome="finished"))
    assert hangs.is_set()
    (warning,) = notes
    assert "‘Bad’ has not answered" in warning.message
    assert watchers.made["good"][0].events == [started, RunEnded(outcome="finished")]
    go_on.set()


def test_one_that_is_too_slow_for_the_end_is_left_behind(tmp_path):
    go_on = threading.Event()
    watchers = Watchers("event", lambda: go_on.wait(SECONDS) and None)
    context = make_context(tmp_path, watchers)
    folder = RunFolder.create(tmp_path / "run", make_recipe())
    setting = Setting(catalog=context.catalog, shared=tmp_path, is_offline=True, end_seconds=0.05)
    watching = Watching(setting, {"bad": {}}, folder, make_recipe(), resumed=False)
    (warning,) = watching.end(RunEnded(outcome="finished"))
    assert "too slow" in warning.message
    go_on.set()


def test_what_an_observer_prints_reaches_no_terminal(tmp_path, capsys):
    context = make_context(tmp_path, Watchers("event", lambda: print("I see!")))
    finish(context.jobs.start_work(make_recipe(), work, observers={"bad": {}}))
    print("others still may")
    assert capsys.readouterr() == ("others still may\n", "")


def test_the_settings_say_who_looks_on_at_every_run(tmp_path):
    watchers = Watchers()
    context = make_context(tmp_path, watchers)
    context.settings.change(observers={"good": {"always": True, "options": {"word": "set"}}, "bad": {}})
    finish(context.jobs.start_work(make_recipe(), work))
    assert [observer.options.word for observer in watchers.made["good"]] == ["set"]
    assert not watchers.made["bad"]
    finish(context.jobs.start_work(make_recipe(), work, observers={}))
    assert len(watchers.made["good"]) == 1


def test_one_of_the_settings_that_is_gone_is_a_remark_and_one_of_a_command_a_refusal(tmp_path):
    context = make_context(tmp_path, Watchers())
    context.settings.change(observers={"gone": {"always": True}})
    (warning,) = finish(context.jobs.start_work(make_recipe(), work))
    assert "‘gone’" in warning.message
    with pytest.raises(UserError, match="There is no observer ‘god’") as caught:
        context.jobs.start_work(make_recipe(), work, observers={"god": {}})
    assert "‘good’" in caught.value.advice
    with pytest.raises(UserError, match="observer good"):
        context.jobs.start_work(make_recipe(), work, observers={"good": {"word": 3}})


def test_a_run_that_is_resumed_is_watched_by_the_same_with_the_options_of_the_settings(tmp_path):
    watchers = Watchers()
    context = make_context(tmp_path, watchers, SmallApp())
    context.settings.change(observers={"good": {"options": {"word": "set"}}})

    def stop(folder: RunFolder, emit: Emit, _stop: StopToken) -> dict[str, Any]:
        return {"stopped": True}

    job = context.jobs.start_work(small_recipe(), stop, observers={"good": {"word": "once"}})
    assert job.wait(SECONDS)
    job = context.jobs.resume(job.folder)
    finish(job)
    first, second = watchers.made["good"]
    assert (first.options.word, second.options.word) == ("once", "set")
    assert second.run.is_resumed
    assert second.run.own_folder == first.run.own_folder
    assert any(isinstance(event, RunResumed) for event in second.events)
    samples = second.run.show_samples(5)
    assert len(samples) == 5
    assert samples[0].pixels.ndim == 3
    assert {samples[0].target, samples[0].predicted} <= {"red", "blue"}


def test_evaluated_texts_are_shown_as_texts(tmp_path):
    context = text_context(tmp_path)
    job = context.jobs.start(text_recipe())
    assert job.wait(SECONDS)
    samples = show_samples(context.catalog, job.folder, text_recipe(), 4)
    assert len(samples) == 4
    texts = {sample.id: sample.source for sample in map(cats_and_ships().sample, range(len(cats_and_ships())))}
    assert all(sample.text == texts[sample.id] and sample.pixels is None for sample in samples)


def test_what_an_observer_tells_is_kept_for_the_person(tmp_path):
    class Telling(Watchers):
        def build_good(self, run: RunInfo, options: Options) -> Observer:
            run.tell("look at port 6006.")
            return super().build_good(run, options)

    context = make_context(tmp_path, Telling())
    job = context.jobs.start_work(make_recipe(), work, observers={"good": {}})
    finish(job)
    assert job.watching is not None
    assert job.watching.told == ["Good: look at port 6006."]
    assert [note.level for note in job.folder.progress().notes] == ["info"]
