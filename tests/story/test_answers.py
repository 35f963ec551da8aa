"""From a table of pictures with labels, or with values, to a prediction, through the real window, as a person would."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import desktop_tl_classification
import desktop_tl_regression
import desktop_tl_tables
from desktop_tl.api import BackboneSpec, hookimpl
from desktop_tl.app.context import build_context
from desktop_tl.app.paths import Paths
from desktop_tl.gui.application import make_application, open_window
from desktop_tl.gui.main_window import MainWindow
from desktop_tl.host import GivenPlugin, load_plugins
from tests.helpers.answers import LABELS, ListedDigits, labelled_digits, measured_digits
from tests.helpers.nets import SMALL_NET
from tests.story.test_main_job import LONG, click, find, go


class SmallNet:
    @hookimpl
    def desktop_tl_backbones(self) -> list[BackboneSpec]:
        return [SMALL_NET]


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    plugins = [
        GivenPlugin("small", SmallNet()),
        GivenPlugin("tables", desktop_tl_tables),
        GivenPlugin("classification", desktop_tl_classification),
        GivenPlugin("regression", desktop_tl_regression),
    ]
    context = build_context(paths=Paths.below(tmp_path / "home"), plugins=load_plugins(plugins))
    make_application(context)
    window = open_window(context)
    qtbot.addWidget(window)
    yield window
    context.jobs.stop_all()
    qtbot.waitUntil(lambda: not window.bench.feed.is_running, timeout=LONG)
    window.close()


def write_table(folder: Path, dataset: ListedDigits, column: str, cells: list[str]) -> Path:
    for number, pixels in enumerate(dataset.pixels):
        Image.fromarray(pixels).save(folder / f"{number}.png")
    with (folder / "table.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["picture", column], *([f"{n}.png", cell] for n, cell in enumerate(cells))])
    return folder / "table.csv"


def learn(qtbot: QtBot, window: MainWindow, table: Path, task: str) -> str:
    """From the table to the sentence on Results."""
    bench = window.bench
    window.page("data").open_path(table)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bool(window.findChildren(QWidget, "first_rows")[0].isVisible()), timeout=LONG)
    click(qtbot, window, "open_dataset")
    qtbot.waitUntil(lambda: bench.draft.dataset is not None, timeout=LONG)
    assert bench.draft.task == task
    click(qtbot, window, "continue_to_model")
    click(qtbot, window, "continue_to_train")
    quick = {"epochs": 6, "batch_size": 16, "learning_rate": 0.02}
    bench.draft.change_training(bench.draft.training.model_copy(update=quick))
    qtbot.waitUntil(lambda: find(window, QAbstractButton, "start_training").isEnabled(), timeout=LONG)
    click(qtbot, window, "start_training")
    qtbot.waitUntil(lambda: bench.feed.job is not None and not bench.feed.is_running, timeout=LONG)
    assert bench.feed.job is not None and bench.feed.job.end is not None
    assert bench.feed.job.end.outcome == "finished", bench.feed.job.end
    click(qtbot, window, "see_results")
    qtbot.waitUntil(lambda: bool(find(window, QLabel, "result_sentence").text()), timeout=LONG)
    return find(window, QLabel, "result_sentence").text()


def ask(qtbot: QtBot, window: MainWindow, picture: Path) -> Any:
    page = go(qtbot, window, "predict")
    page.predict_paths([picture])
    qtbot.waitUntil(lambda: len(page.predictions) == 1, timeout=LONG)
    return page.predictions[0]


def test_from_a_table_of_labels_to_a_prediction(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    dataset = labelled_digits(100)
    cells = [";".join(name for name, has in zip(LABELS, row, strict=True) if has) for row in dataset.targets]
    table = write_table(tmp_path, dataset, "labels", cells)
    sentence = learn(qtbot, window, table, "multi-label-image-classification")
    assert "labels" in sentence.lower() and "of 20" in sentence
    answer = ask(qtbot, window, tmp_path / "0.png")
    assert answer.kind == "labels"
    assert {name for name, _ in answer.scores} == set(LABELS)
    assert all(0 <= share <= 1 for _, share in answer.scores)


def test_from_a_table_of_values_to_a_prediction(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    dataset = measured_digits(100)
    table = write_table(tmp_path, dataset, "ink", [f"{row[0]:.3f}" for row in dataset.targets])
    sentence = learn(qtbot, window, table, "image-regression")
    assert "±" in sentence
    answer = ask(qtbot, window, tmp_path / "0.png")
    assert answer.kind == "values"
    assert [name for name, _ in answer.scores] == ["ink"]
    assert answer.scores[0][1] == pytest.approx(dataset.targets[0, 0], abs=15)
