"""The Predict page, with a model that looks at brightness alone: torch stays out of these tests."""

import csv
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QComboBox, QPushButton

from desktop_tl.api.errors import UserError
from desktop_tl.app import asking
from desktop_tl.app.asking import Asked
from desktop_tl.app.datasets import UnreadableImage, load_picture
from desktop_tl.gui.pages import predict_work
from desktop_tl.gui.pages.predict_page import PredictPage
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder
from tests.helpers.page_runs import leave_run, opened_bench


@dataclass(frozen=True)
class Said:
    source: str
    scores: tuple[tuple[str, float], ...] = ()
    problem: str = ""
    answer: str = "class"


class Brightness:
    """Says how bright a picture is, as the probability of ``bright``."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def predict(self, sources: Sequence[Path | bytes], names: Sequence[str]) -> list[Said]:
        assert self.may_go_on.wait(60)
        return [self._say(source, name) for source, name in zip(sources, names, strict=True)]

    def _say(self, source: Path | bytes, name: str) -> Said:
        try:
            bright = float(load_picture(source, 8).mean()) / 255
        except UnreadableImage as error:
            return Said(name, problem=str(error))
        pairs = (("bright", bright), ("dark", 1 - bright))
        return Said(name, tuple(sorted(pairs, key=lambda pair: -pair[1])))


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """Names of the runs whose model was loaded."""
    return []


@pytest.fixture
def model(monkeypatch, opened) -> Brightness:
    model = Brightness()

    def open_predictor(_context: object, run: RunFolder) -> Brightness:
        opened.append(run.name)
        return model

    monkeypatch.setattr(predict_work, "open_predictor", open_predictor)
    return model


@pytest.fixture
def bench(tmp_path: Path, qtbot) -> Iterator[Workbench]:
    with opened_bench(tmp_path / "home") as bench:
        yield bench


def leave_model(bench: Workbench, name: str, accuracy: float = 0.9) -> RunFolder:
    run = leave_run(bench, name, result={"outcome": "finished", "accuracy": accuracy, "best_epoch": 1})
    run.write("model", {"classes": ["bright", "dark"]})
    (run.checkpoints_path / "best-00001").mkdir(parents=True)
    return run


@pytest.fixture
def page(bench: Workbench, model: Brightness, qtbot) -> PredictPage:
    leave_model(bench, "lamp")
    page = PredictPage(bench)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.open_button.isEnabled())
    return page


def picture(path: Path, grey: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((12, 12, 3), grey, np.uint8)).save(path)
    return path


def ask(page: PredictPage, qtbot, *paths: Path) -> None:
    page.predict_paths(list(paths))
    qtbot.waitUntil(lambda: not page.is_predicting)


def test_without_a_model_the_page_leads_to_train(bench, model, qtbot) -> None:
    page = PredictPage(bench)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.empty.isVisible)
    assert not page.open_button.isVisible()


def test_one_picture_is_shown_large_with_its_probabilities(page, qtbot, tmp_path) -> None:
    ask(page, qtbot, picture(tmp_path / "sun.png", 230))
    (answer,) = page.predictions
    assert (answer.label, answer.asked.name, answer.run) == ("bright", "sun.png", "lamp")
    assert answer.confidence == pytest.approx(230 / 255)
    assert page.detail._label.text() == "bright"
    assert [bar.label for bar in page.detail.bars._model.bars] == ["bright", "dark"]
    assert not page.list.isVisible()
    qtbot.waitUntil(lambda: page.detail.view.content() is not None)


def test_the_first_answers_do_not_wait_until_all_samples_are_listed(page, qtbot, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(predict_work, "AHEAD", 8)
    listed: list[str] = []

    def find_asked(*arguments: object, **options: object) -> Iterator[Asked]:
        for one in asking.find_asked(*arguments, **options):
            listed.append(one.name)
            yield one

    monkeypatch.setattr(predict_work, "find_asked", find_asked)
    for number in range(30):
        picture(tmp_path / "photos" / f"{number:02}.png", number * 8)
    told: list[tuple[int, int]] = []
    page._queue.answered.connect(lambda _answers, done, total: told.append((done, total)))
    asked_after: list[int] = []
    predict = Brightness.predict

    def count(model: Brightness, *arguments: Sequence) -> list[Said]:
        asked_after.append(len(listed))
        return predict(model, *arguments)

    monkeypatch.setattr(Brightness, "predict", count)
    ask(page, qtbot, tmp_path / "photos")
    assert asked_after[0] == 4 + 8
    assert [answer.asked.name for answer in page.predictions] == [f"photos/{number:02}.png" for number in range(30)]
    assert told[0] == (4, 0)
    assert told[-1] == (30, 30)


def test_a_folder_is_asked_with_all_below_newest_first_and_the_model_is_loaded_once(
    page, qtbot, tmp_path, opened
) -> None:
    for number in range(30):
        picture(tmp_path / "photos" / f"day-{number % 3}" / f"{number:02}.png", number * 8)
    ask(page, qtbot, tmp_path / "photos")
    ask(page, qtbot, picture(tmp_path / "last.png", 10))
    assert len(page.predictions) == 31
    assert page.list.answers.rowCount() == 31
    assert page.list.answers.data(page.list.answers.index(0)) == "dark"
    assert page.predictions[page.list.answers.number(0)].asked.name == "last.png"
    assert page.predictions[0].asked.name == "photos/day-0/00.png"
    names = [page.predictions[page.list.answers.number(row)].asked.name for row in range(31)]
    assert names[1:] == [f"photos/day-{n % 3}/{n:02}.png" for n in sorted(range(30), key=lambda n: (n % 3, n))]
    assert opened == ["lamp"]


def test_a_model_that_was_trained_on_meanwhile_is_loaded_anew(page, bench, qtbot, tmp_path, opened) -> None:
    sun = picture(tmp_path / "sun.png", 230)
    ask(page, qtbot, sun)
    checkpoints = RunFolder(bench.context.runs.path / "lamp").checkpoints_path
    (checkpoints / "best-00001").rename(checkpoints / "best-00002")
    ask(page, qtbot, sun)
    assert opened == ["lamp", "lamp"]
    (checkpoints / "best-00002" / "manifest.json").write_text("{}")  # of another run that bears the name now
    ask(page, qtbot, sun)
    ask(page, qtbot, sun)
    assert opened == ["lamp", "lamp", "lamp"]


def test_unreadable_pictures_are_named_with_their_reason_and_the_others_are_answered(page, qtbot, tmp_path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"")
    ask(page, qtbot, picture(tmp_path / "sun.png", 230), broken)
    assert page.predictions[1].problem
    page.list.choose(1)
    assert page.detail._label.text() == "This picture cannot be read"
    assert not page.detail.bars.isVisible()
    assert not page.detail._run.isVisible()  # no model said so


def test_a_folder_without_pictures_is_said(page, qtbot, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    ask(page, qtbot, tmp_path / "empty")
    assert [message.text() for message in page.messages()] == ["There is no picture in what was opened."]


def test_the_least_sure_can_come_first_and_the_selection_stays(page, qtbot, tmp_path) -> None:
    ask(page, qtbot, *(picture(tmp_path / f"{grey}.png", grey) for grey in (250, 130, 10)))
    page.list.choose(0)
    page.order.button("unsure").click()
    assert [page.list.answers.number(row) for row in range(3)] == [1, 2, 0]
    assert page.list.chosen() == 0
    page.order.button("surest").click()
    assert [page.list.answers.number(row) for row in range(3)] == [0, 2, 1]


def test_stop_keeps_the_answers_that_have_come(page, model, qtbot, tmp_path) -> None:
    for number in range(20):
        picture(tmp_path / "photos" / f"{number:02}.png", 200)
    model.may_go_on.clear()
    page.predict_paths([tmp_path / "photos"])
    assert page.progress.isVisible()
    with qtbot.waitSignal(page.finished):
        page.stop()
    model.may_go_on.set()
    assert page.predictions == []
    ask(page, qtbot, tmp_path / "photos" / "00.png")
    assert [answer.asked.name for answer in page.predictions] == ["00.png"]


def test_answers_are_saved_as_a_table_with_every_class(page, qtbot, tmp_path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no")
    ask(page, qtbot, picture(tmp_path / "sun, at noon.png", 204), broken)
    page.save_csv(tmp_path / "out.csv")
    qtbot.waitUntil(lambda: bool(page.messages()))
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["picture"] == str(tmp_path / "sun, at noon.png")
    assert (rows[0]["class"], rows[0]["probability"], rows[0]["dark"]) == ("bright", "0.8000", "0.2000")
    assert (rows[1]["class"], rows[1]["probability"]) == ("", "")
    assert rows[1]["problem"]


def test_a_table_that_cannot_be_written_is_said_on_the_page(page, qtbot, tmp_path) -> None:
    ask(page, qtbot, picture(tmp_path / "sun.png", 230))
    page.save_csv(tmp_path / "nowhere" / "out.csv")
    qtbot.waitUntil(lambda: bool(page.messages()))
    assert page.messages()[0].kind() == "error"


def test_clear_forgets_everything(page, qtbot, tmp_path) -> None:
    ask(page, qtbot, picture(tmp_path / "sun.png", 230))
    page.findChild(QPushButton, "clear_predictions").click()
    assert page.predictions == []
    assert page.drop.isVisible()


def test_a_model_that_cannot_be_loaded_is_told_with_its_advice(page, qtbot, tmp_path, monkeypatch) -> None:
    def refuse(_context: object, _run: RunFolder) -> None:
        raise UserError("The plugin is gone.", advice="Install it.")

    monkeypatch.setattr(predict_work, "open_predictor", refuse)
    ask(page, qtbot, picture(tmp_path / "sun.png", 230))
    assert [message.text() for message in page.messages()] == ["The plugin is gone."]
    assert page.predictions == []


def test_another_model_is_chosen_in_the_list_and_asked_about_the_same_pictures(
    page, bench, qtbot, tmp_path, opened
) -> None:
    ask(page, qtbot, picture(tmp_path / "sun.png", 230))
    other = leave_model(bench, "torch")
    bench.runs_changed.emit()
    choice = page.findChild(QComboBox, "run_choice")
    qtbot.waitUntil(lambda: choice.count() == 2)
    assert choice.currentText().startswith("lamp")  # a new run does not take the place of the chosen one
    row = choice.findText("torch", Qt.MatchFlag.MatchStartsWith)
    choice.setCurrentIndex(row)
    choice.activated.emit(row)
    assert bench.shown_run == other
    qtbot.waitUntil(lambda: bool(page.messages()))
    assert "‘torch’" in page.messages()[0].text()
    page.messages()[0].findChild(QPushButton).click()
    qtbot.waitUntil(lambda: [answer.run for answer in page.predictions] == ["torch"])
    assert opened == ["lamp", "torch"]


def test_a_shown_run_without_a_model_leaves_the_chosen_one(page, bench, qtbot) -> None:
    bench.show_run(leave_run(bench, "failed", result={"outcome": "failed"}))
    qtbot.waitUntil(lambda: page.choice._listing.is_done)
    assert page.choice.run is not None and page.choice.run.name == "lamp"


def test_a_picture_from_the_clipboard_is_asked_about(page, qtbot) -> None:
    image = QImage(16, 16, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(image)
    page.paste()
    qtbot.waitUntil(lambda: len(page.predictions) == 1)
    assert page.predictions[0].label == "bright"
    assert page.predictions[0].asked.name == "Pasted picture 1"


def test_files_can_be_dropped_anywhere_on_the_page(page, qtbot, tmp_path) -> None:
    ask(page, qtbot, picture(tmp_path / "sun.png", 230))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture(tmp_path / "moon.png", 20)))])
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPoint(50, 50).toPointF(), action, data, button, keys))
    qtbot.waitUntil(lambda: len(page.predictions) == 2)
    assert page.predictions[1].label == "dark"
