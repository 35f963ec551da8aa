"""From a table of texts to a prediction, through the real window, as a person would do it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_tl.gui.application import make_application, open_window
from desktop_tl.gui.main_window import MainWindow
from tests.helpers.small_texts import text_context, write_table
from tests.helpers.texts import TEXT_NET
from tests.story.test_main_job import LONG, click, find, go


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    context = text_context(tmp_path / "home")
    make_application(context)
    window = open_window(context)
    qtbot.addWidget(window)
    yield window
    context.jobs.stop_all()
    qtbot.waitUntil(lambda: not window.bench.feed.is_running, timeout=LONG)
    window.close()


def test_from_a_table_to_a_prediction(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    bench = window.bench
    window.page("data").open_path(write_table(tmp_path / "letters.csv", 60))  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bool(window.findChildren(QWidget, "first_rows")[0].isVisible()), timeout=LONG)
    click(qtbot, window, "open_dataset")
    qtbot.waitUntil(lambda: bench.draft.dataset is not None, timeout=LONG)
    assert list(bench.draft.dataset.classes) == ["cats", "ships"]  # type: ignore[union-attr]
    click(qtbot, window, "continue_to_model")
    assert bench.draft.backbone_choice is not None
    assert bench.draft.backbone_choice.id == TEXT_NET.id
    click(qtbot, window, "continue_to_train")

    bench.draft.change_training(
        bench.draft.training.model_copy(update={"epochs": 8, "batch_size": 8, "learning_rate": 0.05})
    )
    qtbot.waitUntil(lambda: find(window, QAbstractButton, "start_training").isEnabled(), timeout=LONG)
    click(qtbot, window, "start_training")
    qtbot.waitUntil(lambda: bench.feed.job is not None and not bench.feed.is_running, timeout=LONG)
    assert bench.feed.job is not None
    assert bench.feed.job.end is not None
    assert bench.feed.job.end.outcome == "finished", bench.feed.job.end

    click(qtbot, window, "see_results")
    qtbot.waitUntil(lambda: "validation texts" in find(window, QLabel, "result_sentence").text(), timeout=LONG)

    page = go(qtbot, window, "predict")
    qtbot.waitUntil(lambda: bool(window.findChildren(QPlainTextEdit, "text_to_ask")[0].isEnabled()), timeout=LONG)
    box = find(window, QPlainTextEdit, "text_to_ask")
    qtbot.keyClicks(box, "the cat purrs and likes milk")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.predictions) == 1, timeout=LONG)
    assert page.predictions[0].label == "cats"
    page.predict_texts(["a ship sails over waves"])
    qtbot.waitUntil(lambda: len(page.predictions) == 2, timeout=LONG)
    assert page.predictions[1].label == "ships"
