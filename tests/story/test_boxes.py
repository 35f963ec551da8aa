"""From a folder of pictures with boxes to objects that are found in a new one, through the real window."""

import re
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop_tl.gui.main_window import MainWindow
from desktop_tl.gui.pages.result_boxes import BoxResults
from desktop_tl.gui.widgets.boxes import class_colour
from desktop_tl.runs.strategy import Strategy
from desktop_tl_boxes import YoloOptions, open_yolo
from tests.helpers.boxes import write_as_coco
from tests.helpers.scenes import write_scenes
from tests.story.test_main_job import LONG, click, context, find, go, window  # noqa: F401 - fixtures

DETECTOR = "torchvision-detection/fcos_resnet18"


def test_from_a_folder_with_boxes_to_objects_in_a_new_picture(
    qtbot: QtBot,
    window: MainWindow,  # noqa: F811
    tmp_path: Path,
) -> None:
    scenes = write_scenes(tmp_path / "scenes", train=16, validation=6, side=64, most=2, classes=1)
    folder = write_as_coco(tmp_path / "coco", open_yolo(YoloOptions(root=scenes)))
    bench = window.bench
    window.page("data").open_path(folder)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bench.draft.dataset is not None, timeout=LONG)
    assert bench.draft.dataset_choice is not None
    assert bench.draft.dataset_choice.id == "boxes/coco"
    click(qtbot, window, "continue_to_model")
    bench.draft.choose_backbone(DETECTOR, options={"size": 64, "score_threshold": 0.0})
    bench.draft.choose_strategy(Strategy(kind="scratch"))
    click(qtbot, window, "continue_to_train")

    bench.draft.change_training(
        bench.draft.training.model_copy(update={"epochs": 2, "batch_size": 8, "learning_rate": 0.02})
    )
    qtbot.waitUntil(lambda: find(window, QAbstractButton, "start_training").isEnabled(), timeout=LONG)
    click(qtbot, window, "start_training")
    qtbot.waitUntil(lambda: bench.feed.job is not None and not bench.feed.is_running, timeout=LONG)
    assert bench.feed.job is not None
    assert bench.feed.job.end is not None
    assert bench.feed.job.end.outcome == "finished", bench.feed.job.end

    click(qtbot, window, "see_results")
    sentence = window.page("results").sentence  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: sentence.text().startswith("Found "), timeout=LONG)
    told = re.match(r"Found (\d+) of (\d+) objects in 6 pictures; ", sentence.text())
    assert told is not None
    assert int(told[2]) == sum(len(rows) for rows in bench.feed.job.folder.evaluation().truth)
    view = window.page("results").view  # type: ignore[attr-defined]
    assert isinstance(view, BoxResults)
    qtbot.waitUntil(lambda: view.pictures._samples is not None, timeout=LONG)
    view.judge(0.01)  # it was trained for seconds: whatever it finds counts
    assert view.pictures.grid.count() > 0

    page = go(qtbot, window, "predict")
    qtbot.waitUntil(lambda: find(window, QAbstractButton, "open_files").isEnabled(), timeout=LONG)
    page.predict_paths([folder / "val"])
    qtbot.waitUntil(lambda: len(page.predictions) == 6 and not page.is_predicting, timeout=LONG)
    page.detail.objects.slider.setValue(1)
    qtbot.waitUntil(lambda: all(answer.threshold == 0.01 for answer in page.predictions), timeout=LONG)
    page.list.choose(next(number for number, answer in enumerate(page.predictions) if answer.shown))
    qtbot.waitUntil(lambda: bool(page.detail.view.boxes()), timeout=LONG)
    assert page.detail.view.boxes()[0].colour == class_colour(0)
    assert page.detail.view.boxes()[0].text.startswith("0 ")
