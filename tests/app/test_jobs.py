"""A run tells what happens, ends exactly once whatever happens, and leaves a folder that says the same."""

import errno
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_tl.api import Stopped, UserError
from desktop_tl.api.events import EpochFinished, EvaluationFinished, Event, Noted, PhaseProgressed, RunEnded, RunStarted
from desktop_tl.app import running
from desktop_tl.app.context import AppContext
from desktop_tl.app.job import Job, Work
from desktop_tl.runs.event_log import EventLog, read_events
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken
from tests.app.making import make_context, make_recipe

Emit = Callable[[Event], None]
SECONDS = 120


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    return make_context(tmp_path)


def finish(context: AppContext, work: Work) -> tuple[Job, list[Event]]:
    job = context.jobs.start_work(make_recipe(), work)
    assert job.wait(SECONDS)
    return job, job.drain()


def ends(events: list[Event]) -> list[Event]:
    return [event for event in events if isinstance(event, RunEnded)]


def epoch(number: int, *, is_best: bool) -> EpochFinished:
    return EpochFinished(
        epoch=number, epochs=2, train={}, validation={}, learning_rate=0.1, seconds=1.0, is_best=is_best
    )


def test_a_finished_run_begins_and_ends_once_in_window_log_and_result(context: AppContext) -> None:
    def work(folder: RunFolder, emit: Emit, stop: StopToken) -> dict[str, Any]:
        emit(epoch(1, is_best=True))
        return {"accuracy": 0.5, "best_epoch": 1}

    job, events = finish(context, work)
    assert isinstance(events[0], RunStarted)
    assert ends(events) == [events[-1]] == [job.end]
    assert list(read_events(job.folder.path / "events.jsonl")) == events
    assert not job.is_running
    assert job.drain() == []
    result = job.folder.result()
    assert (result["outcome"], result["accuracy"], result["best_epoch"]) == ("finished", 0.5, 1)
    assert job.folder.status() == "finished"
    assert not job.folder.is_locked()


def test_what_the_person_can_mend_ends_the_run_in_words(context: AppContext) -> None:
    def work(*_: object) -> dict[str, Any]:
        raise UserError("No images.", advice="Choose another folder.")

    job, events = finish(context, work)
    assert job.end is not None
    assert (job.end.outcome, job.end.message, job.end.advice) == ("failed", "No images.", "Choose another folder.")
    assert job.end.report == ""
    assert len(ends(events)) == 1
    assert job.folder.status() == "failed"


@pytest.mark.parametrize("error", [ValueError("odd\nvalue"), SystemExit(3), KeyboardInterrupt(), AssertionError()])
def test_whatever_else_is_raised_ends_the_run_with_a_report(context: AppContext, error: BaseException) -> None:
    def work(*_: object) -> dict[str, Any]:
        raise error

    job, events = finish(context, work)
    assert job.end is not None
    assert job.end.outcome == "failed"
    assert type(error).__name__ in job.end.message
    assert "\n" not in job.end.message
    assert "Traceback" in job.end.report
    assert len(ends(events)) == 1


def test_a_stopped_run_keeps_its_figures(context: AppContext) -> None:
    begun = threading.Event()

    def work(folder: RunFolder, emit: Emit, stop: StopToken) -> dict[str, Any]:
        begun.set()
        while not stop.is_requested:
            threading.Event().wait(0.001)
        emit(epoch(1, is_best=True))
        emit(EvaluationFinished(split="validation", metrics={"accuracy": 0.75, "loss": float("nan")}, samples=4))
        raise Stopped

    job = context.jobs.start_work(make_recipe(), work)
    assert begun.wait(SECONDS)
    assert job.is_running
    job.stop()
    assert job.wait(SECONDS)
    assert job.end is not None
    assert job.end.outcome == "stopped"
    result = job.folder.result()
    assert (result["accuracy"], result["best_epoch"], result["epochs"]) == (0.75, 1, 1)
    assert result["metrics"]["loss"] is None


def test_work_that_says_it_was_stopped_is_a_stopped_run(context: AppContext) -> None:
    job, _ = finish(context, lambda *_: {"stopped": True, "accuracy": 0.5})
    assert job.end is not None
    assert job.end.outcome == "stopped"
    assert job.folder.result()["accuracy"] == 0.5


def test_only_one_run_at_a_time(context: AppContext) -> None:
    go = threading.Event()

    def work(*_: object) -> dict[str, Any]:
        assert go.wait(SECONDS)
        return {}

    job = context.jobs.start_work(make_recipe(), work)
    try:
        assert job.folder.status() == "running"
        with pytest.raises(UserError, match="still running"):
            context.jobs.start(make_recipe())
    finally:
        go.set()
    assert job.wait(SECONDS)
    assert finish(context, lambda *_: {})[0].folder.name == "try-2"


def test_a_folder_that_cannot_be_used_is_said_before_anything_runs(context: AppContext, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("x")
    with pytest.raises(UserError, match="not empty"):
        context.jobs.start(make_recipe(), path=tmp_path / "full")
    assert context.jobs.current is None


def test_a_full_disk_while_logging_is_said_in_words(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    append = EventLog.append

    def fail(log: EventLog, event: Event) -> None:
        if isinstance(event, Noted | RunEnded):
            raise OSError(errno.ENOSPC, "No space left on device", "events.jsonl")
        append(log, event)

    def work(folder: RunFolder, emit: Emit, stop: StopToken) -> dict[str, Any]:
        emit(Noted(level="info", message="x"))
        return {}

    monkeypatch.setattr(EventLog, "append", fail)
    job, events = finish(context, work)
    assert job.end is not None
    assert job.end.message == "The disk is full (events.jsonl)."
    assert len(ends(events)) == 1
    assert not job.folder.is_locked()


def test_a_result_that_cannot_be_written_is_no_success(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(RunFolder, "write", fail)
    job, events = finish(context, lambda *_: {"accuracy": 1.0})
    assert job.end is not None
    assert job.end.outcome == "failed"
    assert "disk is full" in job.end.message
    assert len(ends(events)) == 1
    assert job.folder.status() == "interrupted"


def test_a_run_whose_folder_another_process_holds_fails_in_words(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: RunFolder) -> object:
        raise UserError("Another process is working on the run.")

    monkeypatch.setattr(RunFolder, "locked", refuse)
    job, events = finish(context, lambda *_: {})
    assert len(events) == 1
    assert job.end is not None
    assert job.end.message == "Another process is working on the run."


def test_a_broken_torch_is_a_sentence_that_points_to_the_doctor(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        try:
            raise RuntimeError("operator torchvision::nms does not exist")
        except RuntimeError as error:
            raise UserError(f"PyTorch cannot be loaded: {error}.", advice="`desktop-tl doctor` …") from error

    monkeypatch.setattr(running, "require_torch", refuse)
    job = context.jobs.start(make_recipe())
    assert job.wait(SECONDS)
    assert job.end is not None
    assert "torchvision::nms" in job.end.message
    assert "doctor" in job.end.advice


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"backbone.id": "test/smal"}, "test/smal"),
        ({"backbone.id": "elsewhere/net"}, "elsewhere"),
        ({"dataset.id": "test/none"}, "test/none"),
        ({"strategy": "head"}, "no pretrained weights"),
        ({"strategy": "head", "backbone.weights": "v9"}, "no weights ‘v9’"),
        ({"strategy": "head", "backbone.weights_file": "/no/such/file"}, "no weights file"),
    ],
)
def test_what_a_recipe_names_and_nobody_has_is_said(context: AppContext, fields: dict[str, Any], words: str) -> None:
    job = context.jobs.start(make_recipe(**fields))
    assert job.wait(SECONDS)
    assert job.end is not None
    assert job.end.outcome == "failed"
    assert words in job.end.message
    assert job.end.report == ""


def test_events_that_come_while_they_are_read_are_neither_lost_nor_doubled(context: AppContext) -> None:
    def work(folder: RunFolder, emit: Emit, stop: StopToken) -> dict[str, Any]:
        for done in range(3000):
            emit(PhaseProgressed(phase="features", done=done, total=3000))
        return {}

    job = context.jobs.start_work(make_recipe(), work)
    seen: list[Event] = []
    while job.is_running:
        seen += job.drain()
    seen += job.drain()
    assert [e.done for e in seen if isinstance(e, PhaseProgressed)] == list(range(3000))
    assert len(ends(seen)) == 1


def test_a_run_without_a_name_is_called_what_it_is_made_of(context: AppContext) -> None:
    recipe = make_recipe().model_copy(update={"name": ""})
    job = context.jobs.start_work(recipe, lambda *_: {})
    assert job.wait(SECONDS)
    assert " · " in job.recipe.name
    assert "·" not in job.folder.name
    assert job.folder.recipe().name == job.recipe.name


def test_a_run_whose_folder_was_deleted_says_so(context: AppContext) -> None:
    def work(folder: RunFolder, emit: Emit, stop: StopToken) -> dict[str, Any]:
        shutil.rmtree(folder.path)
        return {"accuracy": 1.0}

    job, _ = finish(context, work)
    assert job.end is not None
    assert (job.end.outcome, job.end.report) == ("failed", "")
    assert job.end.message.endswith("is gone.")
    assert not job.folder.path.exists()


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("MPS backend out of memory (MPS allocated: 9 GB)"),
        RuntimeError("[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory: you tried …"),
    ],
)
def test_memory_that_runs_out_anywhere_is_no_fault_of_the_app(context: AppContext, error: Exception) -> None:
    def work(folder: RunFolder, emit: Emit, stop: StopToken) -> dict[str, Any]:
        raise error

    job, _ = finish(context, work)
    assert job.end is not None
    assert "not enough memory" in job.end.message
    assert "fault" not in job.end.advice and "Traceback" in job.end.report
    assert job.end.retry == {"device": "cpu", "batch_size": 16}
