"""The main job through the real window with the real catalog, as a person would do it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_tl.app.context import AppContext, build_context
from desktop_tl.gui.application import make_application, open_window
from desktop_tl.gui.main_window import MainWindow
from tests.helpers.pictures import RED, blob, write_bad, write_class_folders

W = TypeVar("W", bound=QWidget)
LONG = 120_000
"""Milliseconds: torch is imported and a real network runs, on a slow machine beside other work."""


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_class_folders(tmp_path_factory.mktemp("pictures") / "pictures", per_class=15)
    write_bad(root / "red")
    return root


@pytest.fixture
def context() -> AppContext:
    return build_context()


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, context: AppContext) -> Iterator[MainWindow]:
    make_application(context)
    window = open_window(context)
    qtbot.addWidget(window)
    yield window
    context.jobs.stop_all()
    qtbot.waitUntil(lambda: not window.bench.feed.is_running, timeout=LONG)
    window.close()


def find(window: MainWindow, kind: type[W], name: str) -> W:
    found = [widget for widget in window.findChildren(kind, name) if widget.isVisible()]
    assert found, f"no visible {kind.__name__} named {name} on the page {window.current_page()}"
    return found[0]


def click(qtbot: QtBot, window: MainWindow, name: str) -> None:
    button = find(window, QAbstractButton, name)
    assert button.isEnabled(), f"{name} is disabled: {button.toolTip()}"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def go(qtbot: QtBot, window: MainWindow, page: str) -> Any:
    qtbot.mouseClick(window.rail.button(page), Qt.MouseButton.LeftButton)
    assert window.current_page() == page
    return window.page(page)


def open_pictures(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    window.page("data").open_path(folder)  # type: ignore[attr-defined]  # what the drop zone and the dialog call
    qtbot.waitUntil(lambda: window.bench.draft.dataset is not None, timeout=LONG)


def test_from_a_folder_of_pictures_to_a_prediction(qtbot: QtBot, window: MainWindow, pictures: Path) -> None:
    bench = window.bench
    open_pictures(qtbot, window, pictures)
    assert list(bench.draft.dataset.classes) == ["blue", "red"]  # type: ignore[union-attr]
    click(qtbot, window, "continue_to_model")

    window.page("model").choose_backbone("timm/tf_efficientnet_lite0")  # type: ignore[attr-defined]
    click(qtbot, window, "continue_to_train")

    bench.draft.change_training(
        bench.draft.training.model_copy(update={"epochs": 4, "image_size": 64, "batch_size": 8})
    )
    qtbot.waitUntil(lambda: find(window, QAbstractButton, "start_training").isEnabled())
    click(qtbot, window, "start_training")
    qtbot.waitUntil(lambda: bench.feed.is_running)
    qtbot.waitUntil(lambda: not bench.feed.is_running, timeout=LONG)
    job = bench.feed.job
    assert job is not None
    assert job.end is not None
    assert job.end.outcome == "finished", job.end
    assert len(bench.feed.progress.epochs) == 4
    assert {aside.sample.split("/")[-1] for aside in bench.feed.progress.set_aside} >= {"empty.jpg", "text.jpg"}
    assert bench.feed.progress.best is not None
    assert bench.feed.progress.best.validation["accuracy"] > 0.8

    click(qtbot, window, "see_results")
    qtbot.waitUntil(lambda: bool(window.findChildren(QWidget, "result_sentence")), timeout=LONG)

    page = go(qtbot, window, "predict")
    new = pictures.parent / "new.png"
    blob(RED, 4711).save(new)
    page.predict_paths([new, pictures / "red" / "text.jpg"])
    qtbot.waitUntil(lambda: len(page.predictions) == 2, timeout=LONG)
    by_name = {answer.asked.name: answer for answer in page.predictions}
    assert by_name["new.png"].scores[0][0] == "red"
    assert "text file" in by_name["text.jpg"].problem


def test_a_run_that_is_stopped_can_be_opened_again_in_a_new_window(
    qtbot: QtBot, window: MainWindow, context: AppContext, pictures: Path
) -> None:
    bench = window.bench
    open_pictures(qtbot, window, pictures)
    go(qtbot, window, "train")
    bench.draft.change_training(bench.draft.training.model_copy(update={"epochs": 5_000, "image_size": 64}))
    qtbot.waitUntil(lambda: find(window, QAbstractButton, "start_training").isEnabled())
    click(qtbot, window, "start_training")
    qtbot.waitUntil(lambda: len(bench.feed.progress.epochs) >= 3, timeout=LONG)
    click(qtbot, window, "stop_training")
    qtbot.waitUntil(lambda: not bench.feed.is_running, timeout=LONG)
    assert bench.feed.job is not None
    assert bench.feed.job.end is not None
    assert bench.feed.job.end.outcome == "stopped"

    again = open_window(build_context())
    qtbot.addWidget(again)
    go(qtbot, again, "runs")
    qtbot.waitUntil(lambda: bool(find(again, QWidget, "run_list")), timeout=LONG)
    runs: Any = find(again, QWidget, "run_list")
    name = bench.feed.job.folder.name
    qtbot.waitUntil(lambda: runs.choose(name), timeout=LONG)
    qtbot.waitUntil(lambda: find(again, QAbstractButton, "open_results").isEnabled())
    click(qtbot, again, "open_results")
    assert again.current_page() == "results"
    qtbot.waitUntil(lambda: bool(again.findChildren(QWidget, "result_sentence")), timeout=LONG)
    predict = go(qtbot, again, "predict")
    predict.predict_paths([pictures / "red" / "red-000.png"])
    qtbot.waitUntil(lambda: len(predict.predictions) == 1, timeout=LONG)
    assert predict.predictions[0].scores
    again.close()


def test_closing_the_window_in_a_run_asks_stops_and_saves(qtbot: QtBot, window: MainWindow, pictures: Path) -> None:
    bench = window.bench
    open_pictures(qtbot, window, pictures)
    go(qtbot, window, "train")
    bench.draft.change_training(bench.draft.training.model_copy(update={"epochs": 5_000, "image_size": 64}))
    qtbot.waitUntil(lambda: find(window, QAbstractButton, "start_training").isEnabled())
    click(qtbot, window, "start_training")
    qtbot.waitUntil(lambda: len(bench.feed.progress.epochs) >= 2, timeout=LONG)
    window.close()
    assert window.isVisible(), "it asks first"
    question = window.findChild(QWidget, "ask_to_stop")
    assert question is not None
    stop = next(b for b in question.findChildren(QAbstractButton) if "quit" in b.text())
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONG)
    assert bench.feed.job is not None
    assert bench.feed.job.folder.status() == "stopped"
    assert bench.feed.job.folder.evaluation().metrics["accuracy"] >= 0
