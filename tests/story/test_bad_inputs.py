"""What people really bring, and what goes wrong around a run: each time a sentence, and nothing of theirs is lost."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_tl.api.events import EpochFinished, RunEnded, RunPaused
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.default_recipe import suggest_recipe
from desktop_tl.app.job import Job
from desktop_tl.gui.application import make_application, open_window
from desktop_tl.gui.main_window import MainWindow
from desktop_tl.runs.recipe import DatasetChoice, Recipe
from tests.helpers.pictures import write_bad, write_class_folders

LONG = 120_000
"""Milliseconds: torch is imported and a real network runs, on a slow machine beside other work."""
MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_class_folders(tmp_path_factory.mktemp("pictures") / "pictures", per_class=10)


@pytest.fixture
def context() -> AppContext:
    return build_context()


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, context: AppContext) -> Iterator[MainWindow]:
    make_application(context)
    window = open_window(context)
    qtbot.addWidget(window)
    bugs: list[Exception] = []
    window.bench.background.failed_unexpectedly.connect(bugs.append)
    yield window
    context.jobs.stop_all()
    qtbot.waitUntil(lambda: not window.bench.feed.is_running, timeout=LONG)
    window.close()
    assert not bugs


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of its own that is soon full."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(disk)]
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux can make a small disk")
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("this system lets nobody mount a disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def make_recipe(context: AppContext, folder: Path, **training: Any) -> Recipe:
    """The first recipe that the app suggests for a folder, on small pictures."""
    recipe = suggest_recipe(context.catalog, DatasetChoice(id="folders/images", options={"root": str(folder)}))
    return recipe.with_settings({"image_size": 64, **training})


def run_to_end(job: Job) -> RunEnded:
    assert job.wait(LONG / 1000)
    assert job.end is not None
    return job.end


def wait_for(job: Job, kind: type[Any]) -> Any:
    """The next event of that kind."""
    end = time.monotonic() + LONG / 1000
    while time.monotonic() < end:
        for event in job.drain():
            assert not isinstance(event, RunEnded), event
            if isinstance(event, kind):
                return event
        time.sleep(0.005)
    raise AssertionError(f"no {kind.__name__} came")


def fill(disk: Path) -> None:
    with (disk / "ballast").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass


def test_a_disk_that_fills_up_during_training_pauses_the_run_until_there_is_room(
    context: AppContext, pictures: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_tl.engine import errors  # imports torch

    monkeypatch.setattr(errors, "LOOK_AGAIN_SECONDS", 0.1)
    job = context.jobs.start(make_recipe(context, pictures, epochs=10_000), path=small_disk / "run")
    try:
        wait_for(job, EpochFinished)
        fill(small_disk)
        paused = wait_for(job, RunPaused)
        assert "full" in paused.message
        assert str(small_disk) in paused.message
        assert "room" in paused.advice
        (small_disk / "ballast").unlink()
        wait_for(job, EpochFinished)
    finally:
        (small_disk / "ballast").unlink(missing_ok=True)
        job.stop()
        assert job.wait(LONG / 1000)
    assert job.end is not None
    assert job.end.outcome == "stopped", job.end
    assert list(job.folder.checkpoints_path.glob("best-*"))


def test_a_disk_without_room_refuses_the_run_before_it_trains(
    context: AppContext, pictures: Path, small_disk: Path
) -> None:
    (small_disk / "large").write_bytes(bytes(20 * MEGABYTE))
    end = run_to_end(context.jobs.start(make_recipe(context, pictures), path=small_disk / "run"))
    assert end.outcome == "failed"
    assert "MB free" in end.message
    assert str(small_disk) in end.message
    assert (small_disk / "large").stat().st_size == 20 * MEGABYTE


def open_pictures(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    window.page("data").open_path(folder)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.bench.draft.dataset is not None, timeout=LONG)


def start(qtbot: QtBot, window: MainWindow, **training: Any) -> Any:
    """The Train page, on which a run was begun."""
    window.show_page("train")
    page: Any = window.page("train")
    training = {"image_size": 64, **training}
    window.bench.draft.change_training(window.bench.draft.training.model_copy(update=training))
    qtbot.waitUntil(lambda: page.start_button.isEnabled())
    page.start_button.click()
    return page


def shown_messages(page: QWidget) -> list[str]:
    """Every sentence on the page."""
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def wait_for_end(qtbot: QtBot, window: MainWindow) -> RunEnded:
    qtbot.waitUntil(lambda: not window.bench.feed.is_running, timeout=LONG)
    job = window.bench.feed.job
    assert job is not None and job.end is not None
    return job.end


def test_pictures_deleted_before_the_run_begins_are_a_message_and_no_fault(
    qtbot: QtBot, window: MainWindow, pictures: Path, tmp_path: Path
) -> None:
    own = Path(shutil.copytree(pictures, tmp_path / "own"))
    open_pictures(qtbot, window, own)
    shutil.rmtree(own)
    start(qtbot, window, epochs=2)
    end = wait_for_end(qtbot, window)
    assert end.outcome == "failed"
    assert str(own) in end.message or "picture" in end.message
    assert end.advice
    assert not end.report, end.report


def test_the_folder_of_a_run_that_is_deleted_while_it_is_shown_leaves_a_window_that_works(
    qtbot: QtBot, window: MainWindow, pictures: Path
) -> None:
    open_pictures(qtbot, window, pictures)
    start(qtbot, window, epochs=1)
    assert wait_for_end(qtbot, window).outcome == "finished"
    job = window.bench.feed.job
    assert job is not None
    window.show_page("results")
    qtbot.waitUntil(lambda: bool(window.findChildren(QWidget, "result_sentence")), timeout=LONG)
    shutil.rmtree(job.folder.path)
    for name in ("runs", "results", "train"):
        window.show_page(name)
        qtbot.wait(50)
    window.show_page("predict")
    predict: Any = window.page("predict")
    predict.predict_paths([next(pictures.rglob("*.png"))])
    qtbot.waitUntil(lambda: any("no model" in text for text in shown_messages(predict)), timeout=LONG)


def test_a_wrong_weights_file_is_named_and_the_pictures_stay_open(
    qtbot: QtBot, window: MainWindow, pictures: Path, tmp_path: Path
) -> None:
    page = tmp_path / "model.pth"
    page.write_text("<!DOCTYPE html><html>Not found</html>")
    open_pictures(qtbot, window, pictures)
    window.bench.draft.choose_backbone("timm/tf_efficientnet_lite0", weights_file=str(page))
    start(qtbot, window, epochs=1)
    end = wait_for_end(qtbot, window)
    assert end.outcome == "failed"
    assert str(page) in end.message and "web page" in end.message
    assert window.bench.draft.dataset is not None
    assert page.read_text().startswith("<!DOCTYPE")


def test_a_runs_folder_that_cannot_be_written_is_told_on_the_page(
    qtbot: QtBot, window: MainWindow, pictures: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder")
    window.bench.context.settings.change(runs_folder=str(blocked))
    open_pictures(qtbot, window, pictures)
    page = start(qtbot, window, epochs=1)
    assert not window.bench.feed.is_running
    assert any(str(blocked) in text for text in shown_messages(page))
    window.show_page("runs")
    qtbot.wait(100)
    assert blocked.read_text() == "a file, not a folder"


def test_nothing_that_was_brought_is_changed(context: AppContext, pictures: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(pictures, tmp_path / "own"))
    write_bad(own / "blue")
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in own.rglob("*") if path.is_file()}
    end = run_to_end(context.jobs.start(make_recipe(context, own, epochs=1)))
    assert end.outcome == "finished", end
    after = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in own.rglob("*") if path.is_file()}
    assert after == before
