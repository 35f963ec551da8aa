"""The pages for labels and values: data, results, training and prediction, from the files that runs leave."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from desktop_tl.api import events as e
from desktop_tl.app.asking import Asked
from desktop_tl.gui.pages.answer_words import figure_text, metric_text
from desktop_tl.gui.pages.data_classes import ClassCard
from desktop_tl.gui.pages.data_summary import DataSummary, find_samples, summarise
from desktop_tl.gui.pages.data_words import split_text, total_text
from desktop_tl.gui.pages.predict_work import Answer, write_csv
from desktop_tl.gui.pages.prediction_detail import PredictionDetail
from desktop_tl.gui.pages.result_labels import LabelResults
from desktop_tl.gui.pages.result_values import ValueResults
from desktop_tl.gui.pages.results_page import ResultsPage
from desktop_tl.gui.pages.sample_dialog import SampleDialog
from desktop_tl.gui.pages.sample_kinds import sample_kind
from desktop_tl.gui.pages.train_live import TrainLive
from desktop_tl.gui.pages.train_page import TrainPage
from desktop_tl.gui.sample_words import sample_words
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.label_evaluation import LabelEvaluation
from desktop_tl.runs.progress import Progress, fold
from desktop_tl.runs.recipe import DatasetChoice
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.value_evaluation import ValueEvaluation
from tests.helpers.answers import ListedDigits, labelled_digits, measured_digits
from tests.helpers.page_runs import OPENING, choose_digits, leave_run, opened_bench

SPACE = "\N{NO-BREAK SPACE}"
PICTURES = sample_words("image")
SAMPLES = tuple(f"digit-{number:04}" for number in range(20))


def label_evaluation() -> LabelEvaluation:
    """Twenty digits; ‘loop’ is missed on two of them and wrongly said of one."""
    truth = np.stack([np.arange(20) % 2 == 0, np.arange(20) % 4 == 0], 1)
    scores = np.where(truth, 0.9, 0.1).astype(np.float32)
    scores[0, 1], scores[4, 1], scores[1, 1] = 0.2, 0.4, 0.8
    return LabelEvaluation("validation", ("even", "loop"), SAMPLES, truth, scores, {"average_precision": 0.9})


def value_evaluation(names: tuple[str, ...] = ("age",)) -> ValueEvaluation:
    """Off by a tenth of the number, one of them by far."""
    truth = np.tile(np.arange(20, dtype=np.float32)[:, None], (1, len(names)))
    predicted = truth * 1.1
    predicted[7, 0] = 20
    return ValueEvaluation("validation", names, SAMPLES, truth, predicted, {"r2": 0.75, "mae": 1.5})


def epochs(metric: str, answer: Any) -> list[e.Event]:
    done = [
        e.EpochFinished(
            epoch=number,
            epochs=2,
            train={"loss": 0.5, metric: 0.5},
            validation={"loss": 0.6, metric: 0.4 + number / 10},
            learning_rate=0.01,
            seconds=1.0,
            is_best=True,
        )
        for number in (1, 2)
    ]
    built = e.TaskBuilt(answer=answer, main_metric=metric)
    return [built, *OPENING, *done, e.RunEnded(outcome="finished", seconds=75.0)]


@pytest.fixture
def bench(tmp_path: Path, qtbot) -> Iterator[Workbench]:
    with opened_bench(tmp_path) as bench:
        yield bench


@pytest.fixture
def page(bench: Workbench, qtbot) -> ResultsPage:
    page = ResultsPage(bench)
    qtbot.addWidget(page)
    page.show()
    return page


def show(page: ResultsPage, bench: Workbench, qtbot, name: str, evaluation: Any, metric: str) -> str:
    result = {"outcome": "finished", "seconds": 75.0, "best_epoch": 2, metric: 0.6, "main_metric": metric}
    run = leave_run(bench, name, events=epochs(metric, evaluation.answer), evaluation=evaluation, result=result)
    bench.show_run(run)
    qtbot.waitUntil(lambda: page.story is not None and page.story.run == run)
    return page.findChild(QLabel, "result_sentence").text()


def test_results_of_labels_begin_with_a_sentence_and_show_the_mistakes_of_a_label(page, bench, qtbot) -> None:
    sentence = show(page, bench, qtbot, "labels", label_evaluation(), "average_precision")
    assert sentence.startswith("All labels right on 17 of 20 pictures (85.0")
    assert sentence.endswith("Best on ‘even’, weakest on ‘loop’.")
    view = page.view
    assert isinstance(view, LabelResults)
    assert view.isVisible()
    assert not page.matrix.isVisible()
    assert [view.mistakes.grid._model.caption(row) for row in range(3)] == [
        f"−{SPACE}loop",
        f"+{SPACE}loop",
        f"−{SPACE}loop",
    ]
    view.bars.set_current(0)
    assert view.mistakes.heading.text() == "Mistakes with ‘even’"
    assert view.mistakes.grid.count() == 0
    view.mistakes._all.click()
    assert view.mistakes.grid.count() == 3
    assert [row[0] for row in view.table._model.rows] == ["loop", "even"]
    assert page.curves.accuracy.accessibleName() == "Average precision"


def test_results_of_values_show_said_against_true_and_the_largest_errors(page, bench, qtbot) -> None:
    sentence = show(page, bench, qtbot, "values", value_evaluation(), "r2")
    assert sentence == f"Within ±{SPACE}1.8 of the true value on 18 of 20 pictures."
    view = page.view
    assert isinstance(view, ValueResults)
    assert not view.choice.isVisible()
    assert view.scatter.shown()[-1] == 7  # drawn last: the farthest from the line
    assert view.mistakes.grid._model.caption(0) == "20, is 7"
    assert view.mistakes.grid._model.badge(0).text == f"+{SPACE}13"
    qtbot.waitUntil(lambda: view.mistakes._samples is not None)
    view.scatter.point_clicked.emit(19)
    dialog = page.findChild(SampleDialog)
    assert dialog.sentence.text() == "Said 20.9, and it is 19."
    dialog.accept()
    counts, edges = view.errors.bars()
    assert counts.sum() == 20
    assert edges[-1] == pytest.approx(13, abs=0.01)


def test_of_several_values_one_is_shown_at_a_time(page, bench, qtbot) -> None:
    sentence = show(page, bench, qtbot, "several", value_evaluation(("age", "size")), "r2")
    assert sentence.startswith("‘size’ is within")
    view = page.view
    assert isinstance(view, ValueResults)
    assert view.choice.isVisible()
    assert view.mistakes.grid._model.caption(0) == "20, is 7"
    view.choice.setCurrentIndex(1)
    assert view.mistakes.grid._model.caption(0) == "20.9, is 19"


def test_a_run_of_another_kind_brings_its_own_view_back(page, bench, qtbot) -> None:
    from tests.helpers.page_runs import digits_evaluation

    show(page, bench, qtbot, "values", value_evaluation(), "r2")
    show(page, bench, qtbot, "classes", digits_evaluation(), "accuracy")
    assert page.matrix.isVisible()
    assert not page.findChild(ValueResults).isVisible()


def test_training_is_told_in_the_metric_of_the_task(qtbot) -> None:
    live = TrainLive()
    qtbot.addWidget(live)
    live.begin(PICTURES)
    progress = Progress()
    for event in epochs("r2", "values"):
        fold(progress, event)
    live.set_progress(progress, 8, stopping=False)
    assert live._validation.accessibleName().startswith("R² (validation): 0.600")
    assert live.curves.accuracy.accessibleName() == "R²"
    live.begin(PICTURES)
    live.set_progress(Progress(), 8, stopping=False)
    assert live._validation.accessibleName().startswith("Right (validation)")


def test_settings_that_mean_nothing_for_values_go_back_and_are_not_asked(bench: Workbench, qtbot) -> None:
    page = TrainPage(bench)
    qtbot.addWidget(page)
    choose_digits(bench)
    bench.draft.change_training(bench.draft.training.model_copy(update={"label_smoothing": 0.2, "mixing": "mixup"}))
    labels, values = (DatasetChoice(id=f"tables/image-{kind}") for kind in ("labels", "values"))
    bench.draft.choose_dataset(labels)
    assert bench.draft.task == "multi-label-image-classification"
    assert (bench.draft.training.label_smoothing, bench.draft.training.mixing) == (0.2, "none")
    balance = page.form.editor("class_balance")
    assert [balance.view().isRowHidden(row) for row in range(balance.count())] == [False, False, True], "sampling"
    bench.draft.choose_dataset(values)
    assert bench.draft.task == "image-regression"
    assert bench.draft.training.label_smoothing == 0.0
    assert {"label_smoothing", "class_balance", "mixing"} <= set(page.form._left_out)
    assert bench.draft.backbone_choice is not None


def summary_of(dataset: ListedDigits) -> DataSummary:
    return summarise(dataset, PICTURES)


def test_data_with_labels_count_each_label_and_find_its_pictures(qtbot) -> None:
    dataset = labelled_digits(40)
    summary = summary_of(dataset)
    assert summary.counts.tolist() == dataset.targets.sum(0).tolist()
    assert total_text(summary, PICTURES) == "40 pictures with 3 labels"
    assert "of each label as far as that can be" in split_text(summary, 0.2)
    assert summary.describe(0) == "even, loop"  # a zero
    assert summary.describe(1) == "no label"  # a one
    found = find_samples(sample_kind("image"), dataset, summary, 2, "", StopToken())
    assert found.tolist() == np.flatnonzero(dataset.targets[:, 2]).tolist()
    dataset.targets[:, 1] = 0
    assert any("the model will hardly ever say it" in remark.text for remark in summary_of(dataset).remarks)


def test_data_with_values_show_how_each_is_spread(qtbot) -> None:
    summary = summary_of(measured_digits(50))
    card = ClassCard()
    qtbot.addWidget(card)
    card.show_summary(summary)
    card.show()
    assert card.heading.text() == "2 values"
    assert card.spreads is not None
    assert len(card.spreads.histograms) == 2
    assert card.bars.isHidden()
    assert card.spreads.histograms[0].bars()[0].sum() == 50
    card.show_summary(summary_of(labelled_digits(40)))
    assert not card.bars.isHidden()
    assert card.spreads.isHidden()


def answer(kind: Any, scores: tuple[tuple[str, float], ...]) -> Answer:
    return Answer(Asked("a.png", Path("a.png")), "image", "run", scores=scores, kind=kind)


def test_predictions_say_labels_and_values(qtbot, tmp_path: Path) -> None:
    labels = answer("labels", (("sky", 0.9), ("dog", 0.6), ("cat", 0.2)))
    none = answer("labels", (("sky", 0.3), ("dog", 0.1), ("cat", 0.2)))
    one, two = answer("values", (("age", 12.34),)), answer("values", (("age", 12.34), ("size", 4.0)))
    assert [each.label for each in (labels, none, one, two)] == ["sky, dog", "No label", "12.34", "age 12.34 · size 4"]
    assert (labels.confidence, one.has_confidence) == (0.6, False)
    detail = PredictionDetail()
    qtbot.addWidget(detail)
    detail.set_answer(labels)
    assert [bar.token for bar in detail.bars._model.bars] == ["accent", "accent", "border_strong"]
    detail.set_answer(one)
    assert not detail.bars._model.bars
    write_csv(tmp_path / "labels.csv", [labels, none])
    assert (tmp_path / "labels.csv").read_text().splitlines()[:2] == [
        "picture,labels,problem,model,cat,dog,sky",
        "a.png,sky; dog,,run,0.2000,0.6000,0.9000",
    ]
    write_csv(tmp_path / "values.csv", [two])
    assert (tmp_path / "values.csv").read_text().splitlines() == [
        "picture,problem,model,age,size",
        "a.png,,run,12.34,4",
    ]


def test_figures_have_the_names_and_units_of_their_metric() -> None:
    assert figure_text("accuracy", 0.978) == f"97.8{SPACE}%"
    assert figure_text("r2", 0.93) == f"R²{SPACE}0.930"
    assert metric_text("mae", 12345.6) == "12346"
    assert figure_text("r2", None) == "–"
