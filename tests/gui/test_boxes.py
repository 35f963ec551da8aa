"""The pages for boxes: data, results and prediction, on scenes with real digits."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel

from desktop_tl.api import events as e
from desktop_tl.api.datasets import Dataset
from desktop_tl.app.asking import Asked
from desktop_tl.app.datasets import choose_dataset, open_dataset
from desktop_tl.app.default_recipe import suggest_recipe
from desktop_tl.engine.prediction import FoundBox, Prediction
from desktop_tl.gui.pages import predict_work
from desktop_tl.gui.pages.data_summary import summarise
from desktop_tl.gui.pages.data_view import DataView
from desktop_tl.gui.pages.data_words import target_text, total_text
from desktop_tl.gui.pages.predict_page import PredictPage
from desktop_tl.gui.pages.predict_work import Answer, write_csv
from desktop_tl.gui.pages.result_boxes import BoxResults
from desktop_tl.gui.pages.results_page import ResultsPage
from desktop_tl.gui.pages.sample_dialog import SampleDialog
from desktop_tl.gui.pages.sample_kinds import sample_kind
from desktop_tl.gui.sample_words import sample_words
from desktop_tl.gui.theme import DARK, LIGHT, contrast
from desktop_tl.gui.widgets.boxes import CLASS_COLOURS, DrawnBox, burn_boxes, draw_on, paint_boxes, text_colour
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import Recipe
from tests.helpers.boxes import scene_evaluation
from tests.helpers.page_runs import OPENING, leave_run, opened_bench
from tests.helpers.scenes import write_scenes

RED = "#D0463F"


@pytest.fixture(scope="module")
def scenes(tmp_path_factory) -> Path:
    return write_scenes(tmp_path_factory.mktemp("data") / "scenes", train=10, validation=12, side=96, classes=3)


@pytest.fixture
def bench(tmp_path: Path, qtbot) -> Iterator[Workbench]:
    with opened_bench(tmp_path / "home") as bench:
        yield bench


@pytest.fixture
def recipe(bench: Workbench, scenes: Path) -> Recipe:
    return suggest_recipe(bench.context.catalog, choose_dataset(bench.context.catalog, scenes))


@pytest.fixture
def dataset(bench: Workbench, recipe: Recipe) -> Dataset:
    return open_dataset(bench.context.catalog, recipe.dataset)


@pytest.fixture
def run(bench: Workbench, recipe: Recipe, dataset: Dataset) -> RunFolder:
    events = (e.TaskBuilt(answer="boxes", main_metric="map"), *OPENING, e.RunEnded(outcome="finished", seconds=75.0))
    result = {"outcome": "finished", "seconds": 75.0, "best_epoch": 2, "map": 0.52, "main_metric": "map"}
    return leave_run(bench, "scenes", events=events, evaluation=scene_evaluation(dataset), result=result, recipe=recipe)


def colours(image: QImage, *points: tuple[int, int]) -> list[str]:
    return [image.pixelColor(*point).name().upper() for point in points]


def test_a_dropped_folder_of_boxes_is_for_finding_objects(recipe: Recipe) -> None:
    assert (recipe.dataset.id, recipe.task) == ("boxes/yolo", "object-detection")


def test_boxes_are_drawn_in_their_place_with_a_plate_that_can_be_read() -> None:
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    drawn = draw_on(image, [DrawnBox(edges=(0.1, 0.4, 0.9, 0.9), text="", colour=RED)])
    assert colours(drawn, (21, 60), (179, 60), (100, 41), (100, 89)) == [RED] * 4
    assert colours(drawn, (100, 60), (10, 10)) == ["#FFFFFF"] * 2
    named = draw_on(image, [DrawnBox(edges=(0.1, 0.4, 0.9, 0.9), text="a cat", colour=RED)])
    assert colours(named, (30, 24)) == [RED]  # the plate, above the box
    atop = draw_on(image, [DrawnBox(edges=(0.1, 0.0, 0.9, 0.9), text="a cat", colour=RED)])
    assert colours(atop, (30, 4)) == [RED]  # no room above: within


def test_a_box_that_stands_out_makes_the_others_faint() -> None:
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    boxes = [DrawnBox(edges=(x, 0.1, x + 0.3, 0.9), text="", colour=RED) for x in (0.1, 0.6)]
    painter = QPainter(image)
    paint_boxes(painter, QRectF(0, 0, 100, 100), boxes, highlighted=1)
    painter.end()
    assert image.pixelColor(61, 50).name().upper() == RED
    assert image.pixelColor(11, 50).lightness() > 170


def test_a_thumbnail_shows_the_whole_picture_in_a_square() -> None:
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    small = burn_boxes(image, [DrawnBox(edges=(0, 0, 1, 1), text="x", colour=RED)])
    assert (small.width(), small.height()) == (200, 200)
    assert small.pixelColor(100, 20).alpha() == 0
    assert small.pixelColor(1, 100).name().upper() == RED


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_class_colours_can_be_seen_on_the_surface_and_their_text_be_read(theme) -> None:
    for colour in CLASS_COLOURS:
        assert contrast(colour, theme.surface) >= 3
        assert contrast(colour, text_colour(colour)) >= 4.4


def test_data_shows_pictures_with_their_boxes(bench: Workbench, dataset: Dataset, qtbot) -> None:
    words = sample_words("image")
    summary = summarise(dataset, words)
    assert total_text(summary, words) == f"22 pictures with {len(dataset.targets.rows)} boxes of 3 classes"
    view = DataView(bench.background)
    qtbot.addWidget(view)
    view.resize(1100, 600)
    view.show()
    view.show_dataset(sample_kind("image"), dataset, summary, 0.2, 0)
    most = max(range(len(dataset)), key=lambda row: len(dataset.targets[row]))
    qtbot.waitUntil(lambda: view.grid.count() == len(dataset))
    view.grid.activated.emit(most)
    qtbot.waitUntil(lambda: len(view.preview.view.boxes()) == len(dataset.targets[most]))
    assert {box.text for box in view.preview.view.boxes()} <= set(dataset.classes)
    empty = next(row for row in range(len(dataset)) if not len(dataset.targets[row]))
    assert target_text(summary, empty) == summary.describe(empty) == "background"
    view.classes.choose_class(2)
    qtbot.waitUntil(lambda: view.grid.count() == int(summary.counts[2]))
    view.forget()


@pytest.fixture
def results(bench: Workbench, run: RunFolder, qtbot) -> BoxResults:
    page = ResultsPage(bench)
    qtbot.addWidget(page)
    page.resize(1100, 900)
    page.show()
    bench.show_run(run)
    qtbot.waitUntil(lambda: page.story is not None and isinstance(page.view, BoxResults))
    assert isinstance(page.view, BoxResults)
    qtbot.waitUntil(lambda: page.view.pictures._samples is not None)
    return page.view


def test_results_begin_with_a_sentence_and_count_what_was_missed(results: BoxResults, bench, dataset, qtbot) -> None:
    evaluation = scene_evaluation(dataset)
    verdicts = evaluation.verdicts
    found = verdicts.count("hit") + verdicts.count("wrong")
    sentence = results.window().findChild(QLabel, "result_sentence").text()
    assert sentence.startswith(f"Found {found} of {evaluation.objects} objects in 12 pictures; ")
    assert results.filter.button("missed").text() == f"Missed {verdicts.count('missed')}"
    assert results.pictures.grid.count() == len(evaluation.mistakes())
    results.show_verdict("missed")
    assert results.pictures.grid.count() == len(verdicts.pictures_with("missed"))
    results.pictures.look_at(0)
    dialog = results.findChild(SampleDialog)
    qtbot.waitUntil(lambda: bool(dialog.view.boxes()))
    assert any(box.is_dashed and box.text.endswith(", missed") for box in dialog.view.boxes())
    assert "Missed: " in dialog.sentence.text()
    dialog.accept()


def test_results_follow_the_threshold_and_the_class(results: BoxResults, dataset: Dataset, qtbot) -> None:
    evaluation = scene_evaluation(dataset)
    assert results.threshold.value() == round(100 * evaluation.threshold)
    results.threshold.setValue(99)
    missed = f"Missed {evaluation.objects}"
    qtbot.waitUntil(lambda: results.filter.button("missed").text() == missed)
    results.judge(0.01)
    assert results.filter.button("alarm").text() == f"False alarms {evaluation.judge(0.01).count('alarm')}"
    results.show_verdict("alarm")
    results.bars.set_current(1)
    assert results.pictures.heading.text() == f"Pictures with ‘{evaluation.classes[1]}’"
    assert results.pictures.grid.count() == len(evaluation.judge(0.01).pictures_with("alarm", 1))
    results.pictures._all.click()
    assert results.pictures.heading.text() == "What was found"
    weakest = results.table._model.rows[0][0]
    results.table.clicked.emit(results.table.model().index(0, 2))
    assert results.pictures.heading.text() == f"Pictures with ‘{weakest}’"
    results.pictures._all.click()
    assert results.plot.shown() == [*evaluation.classes, "Mean of the classes"]


class Finder:
    """Finds the true boxes of one scene in every picture, less sure each time."""

    answer = "boxes"
    classes = ("a", "b")
    boxes = (FoundBox(0, 0.9, 0.1, 0.2, 0.5, 0.6), FoundBox(1, 0.4, 0.5, 0.5, 1.0, 1.0))

    def predict(self, sources, names) -> list[Prediction]:
        return [
            Prediction(name, problem="it is not a picture", answer="boxes")
            if source.suffix == ".txt"
            else Prediction(name, (("a", 0.9), ("b", 0.4)), answer="boxes", boxes=self.boxes, size=(100, 50))
            for source, name in zip(sources, names, strict=True)
        ]


@pytest.fixture
def predict(bench: Workbench, run: RunFolder, qtbot, monkeypatch) -> PredictPage:
    monkeypatch.setattr(predict_work, "open_predictor", lambda _context, _run: Finder())
    (run.checkpoints_path / "best-0001").mkdir(parents=True)
    run.write("model", {"preprocessing": {"kind": "image"}})
    bench.show_run(run)
    page = PredictPage(bench)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    qtbot.waitUntil(lambda: page.choice.is_known)
    return page


def test_predict_draws_what_is_found_from_a_threshold_on_and_saves_it(predict: PredictPage, tmp_path, qtbot) -> None:
    for name in ("1.png", "2.png"):
        Image.new("RGB", (100, 50), "white").save(tmp_path / name)
    with qtbot.waitSignal(predict.finished):
        predict.predict_paths([tmp_path / "1.png", tmp_path / "2.png"])
    objects = predict.detail.objects
    objects.slider.setValue(50)
    qtbot.waitUntil(lambda: all(answer.threshold == 0.5 for answer in predict.predictions))
    qtbot.waitUntil(lambda: len(predict.detail.view.boxes()) == 1)
    assert [answer.label for answer in predict.predictions] == ["a", "a"]
    objects.slider.setValue(30)
    qtbot.waitUntil(lambda: len(predict.detail.view.boxes()) == 2)
    assert predict.predictions[0].label == "a, b"
    assert [box.text for box in predict.detail.view.boxes()] == ["b 40\N{NO-BREAK SPACE}%", "a 90\N{NO-BREAK SPACE}%"]
    predict.save_picture(tmp_path / "drawn.png")
    qtbot.waitUntil(lambda: (tmp_path / "drawn.png").is_file())
    drawn = np.asarray(Image.open(tmp_path / "drawn.png").convert("RGB"))
    assert drawn.shape == (50, 100, 3)
    assert (drawn != 255).any(2)[12:30, 10].all()  # the left edge of the first box
    predict.save_csv(tmp_path / "found.csv")
    qtbot.waitUntil(lambda: (tmp_path / "found.csv").is_file())
    rows = list(csv.DictReader((tmp_path / "found.csv").read_text("utf-8").splitlines()))
    assert len(rows) == 4
    assert [rows[0][name] for name in ("class", "probability", "left", "top", "width", "height")] == [
        "a", "0.9000", "10", "10", "40", "20",
    ]  # fmt: skip


def test_a_picture_in_which_nothing_is_found_says_so_and_keeps_its_row(tmp_path: Path) -> None:
    asked = Asked("1.png", tmp_path / "1.png")
    nothing = Answer(asked, "image", "run", kind="boxes")
    broken = Answer(asked, "image", "run", problem="it is cut off", kind="boxes")
    assert (nothing.label, nothing.confidence, nothing.has_confidence) == ("Nothing found", 0.0, False)
    assert broken.label == ""
    write_csv(tmp_path / "found.csv", [nothing, broken])
    rows = list(csv.DictReader((tmp_path / "found.csv").read_text("utf-8").splitlines()))
    assert [(row["class"], row["problem"]) for row in rows] == [("", ""), ("", "it is cut off")]
