"""What one can make of a run (resume, train longer, change, use as a backbone) and before it; with real small runs."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_tl.gui.pages.model_page import ModelPage
from desktop_tl.gui.pages.results_page import ResultsPage
from desktop_tl.gui.pages.run_lineage import RunLineage
from desktop_tl.gui.pages.runs_page import RunsPage
from desktop_tl.gui.pages.settings_page import SettingsPage
from desktop_tl.gui.pages.train_page import TrainPage
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.store import RunSummary
from tests.helpers.small_app import interrupt, small_context, small_recipe, train_small

SOON = 30_000


@pytest.fixture
def bench(tmp_path: Path, qapp: object) -> Iterator[Workbench]:
    bench = Workbench(small_context(tmp_path / "home"))
    bugs: list[BaseException] = []
    bench.background.failed_unexpectedly.connect(bugs.append)
    yield bench
    bench.context.jobs.stop_all()
    if bench.context.jobs.current is not None:
        assert bench.context.jobs.current.wait(60)
    bench.close()
    assert not bugs


@pytest.fixture
def run(bench: Workbench) -> RunFolder:
    return train_small(bench.context)


def shown(page: Any, qtbot: QtBot) -> Any:
    qtbot.addWidget(page)
    page.resize(1100, 900)
    page.show()
    return page


def button(page: Any, name: str) -> QAbstractButton:
    found: QAbstractButton = page.findChild(QAbstractButton, name)
    return found


def wait_for(page: Any, name: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: button(page, name).isVisible() and button(page, name).isEnabled(), timeout=SOON)


def finish(bench: Workbench, qtbot: QtBot) -> RunFolder:
    """Waits for the end of what is running and returns its folder."""
    qtbot.waitUntil(lambda: bench.feed.job is not None and not bench.feed.is_running, timeout=SOON)
    job = bench.feed.job
    assert job is not None
    assert job.end is not None
    assert job.end.outcome == "finished", job.end
    return job.folder


def choose_small(bench: Workbench) -> None:
    recipe = small_recipe()
    bench.draft.take(recipe, bench.context.catalog.datasets[recipe.dataset.id].open(None))


def test_an_interrupted_run_is_resumed_from_the_list_and_its_curve_is_whole(bench, run, qtbot) -> None:
    interrupt(run)
    page = shown(RunsPage(bench), qtbot)
    wait_for(page, "resume_run", qtbot)
    assert not button(page, "open_results").isVisible()
    with qtbot.waitSignal(bench.page_wanted, timeout=SOON) as wanted:
        button(page, "resume_run").click()
    assert wanted.args == ["train"]
    assert [known.epoch for known in bench.feed.progress.epochs] == [1, 2], "what it did before is here from the start"
    assert bench.draft.missing() == "", "an empty draft took the run's choices"
    assert finish(bench, qtbot).path == run.path
    assert [known.epoch for known in bench.feed.progress.epochs] == [1, 2, 3]
    assert run.status() == "finished"


def test_the_newest_run_that_was_interrupted_is_offered_on_train(bench, run, qtbot) -> None:
    interrupt(run)
    page = shown(TrainPage(bench), qtbot)
    qtbot.waitUntil(page.offer.isVisible)
    assert page.offer.text() == "The run ‘small’ was interrupted."
    with qtbot.waitSignal(bench.feed.started, timeout=SOON):
        button(page, "resume_interrupted").click()
    assert not page.offer.isVisible()
    finish(bench, qtbot)
    xs, _ = page.live.curves.accuracy._data["Validation"]
    assert list(xs) == [1, 2, 3]


def test_a_finished_newest_run_is_not_offered(bench, run, qtbot) -> None:
    page = shown(TrainPage(bench), qtbot)
    qtbot.waitUntil(lambda: not bench.background._tasks)
    assert not page.offer.isVisible()


def test_a_run_is_trained_longer_from_its_results(bench, run, qtbot) -> None:
    bench.show_run(run)
    page = shown(ResultsPage(bench), qtbot)
    wait_for(page, "go_on", qtbot)
    page.findChild(QAction, "train_longer").trigger()
    page._longer.epochs.setValue(1)
    with qtbot.waitSignal(bench.page_wanted, timeout=SOON) as wanted:
        button(page, "start_longer").click()
    assert wanted.args == ["train"]
    longer = finish(bench, qtbot)
    assert longer.path != run.path
    recipe = longer.recipe()
    assert (recipe.start_from, recipe.training.epochs, recipe.name) == (str(run.path), 1, "small longer")


def test_a_run_is_trained_longer_from_the_list(bench, run, qtbot) -> None:
    page = shown(RunsPage(bench), qtbot)
    wait_for(page, "go_on", qtbot)
    assert not button(page, "resume_run").isVisible()
    page.findChild(QAction, "train_longer").trigger()
    assert page.details._longer.isVisible()
    page.details._longer.epochs.setValue(3)
    with qtbot.waitSignal(bench.feed.started, timeout=SOON):
        button(page, "start_longer").click()
    assert finish(bench, qtbot).recipe().training.epochs == 3


def test_going_on_with_changes_fills_the_draft_and_can_be_dropped(bench, run, qtbot) -> None:
    train = shown(TrainPage(bench), qtbot)
    page = shown(RunsPage(bench), qtbot)
    wait_for(page, "go_on", qtbot)
    with qtbot.waitSignal(bench.page_wanted, timeout=SOON) as wanted:
        page.findChild(QAction, "continue_with_changes").trigger()
    assert wanted.args == ["train"]
    assert bench.draft.recipe().start_from == str(run.path)
    assert train.plan.start.isVisible()
    assert train.plan.start.title() == "small"
    assert train.plan.name.text() == "small longer"
    button(train, "drop_start").click()
    assert bench.draft.recipe().start_from == ""
    assert not train.plan.start.isVisible()


def test_another_backbone_does_not_go_on_from_the_run(bench, run) -> None:
    bench.draft.go_on_from(str(run.path))
    bench.draft.choose_backbone("test/small")
    assert bench.draft.start_from == ""


def test_a_run_is_a_backbone_in_the_list_with_its_origin(bench, run, qtbot) -> None:
    page: ModelPage = shown(ModelPage(bench), qtbot)
    qtbot.waitUntil(lambda: page.browser.ids() == ["test/small", "runs/small"])
    page.choose_backbone("runs/small")
    choice = bench.draft.backbone_choice
    assert choice is not None
    assert (choice.id, choice.weights_file) == ("test/small", str(run.path))
    weights = page.details.weights
    assert weights._words.text() == "From your run ‘small’"
    origin = page.findChild(QLabel, "weights_origin").text()
    assert origin.startswith("trained on Squares · From scratch · ")
    assert page.browser._current == "runs/small"
    page.browser._family.setCurrentIndex(page.browser._family.findText("Yours"))
    assert page.browser.ids() == ["runs/small"]
    page.choose_backbone("test/small")
    assert bench.draft.backbone_choice.weights_file == ""


def test_a_run_is_used_as_a_backbone_for_other_classes(bench, run, qtbot) -> None:
    page = shown(RunsPage(bench), qtbot)
    wait_for(page, "go_on", qtbot)
    with qtbot.waitSignal(bench.page_wanted, timeout=SOON) as wanted:
        page.findChild(QAction, "use_as_backbone").trigger()
    assert wanted.args == ["model"]
    recipe = small_recipe(strategy="head").model_copy(update={"backbone": bench.draft.backbone_choice})
    bench.start_recipe(recipe.with_settings({"dataset.id": "test/more", "name": "second"}))
    assert len(finish(bench, qtbot).model()["classes"]) == 3


def test_a_good_rate_is_found_shown_and_taken(bench, qtbot) -> None:
    choose_small(bench)
    page = shown(TrainPage(bench), qtbot)
    button(page, "find_rate").click()
    assert page.rates.is_busy
    assert not button(page, "start_training").isEnabled()
    assert "being tried" in button(page, "start_training").toolTip()
    qtbot.waitUntil(lambda: not page.rates.is_busy, timeout=SOON)
    rate = page.rates.suggestion()
    assert rate is not None
    rates, losses = page.rates.plot._data["Loss"]
    assert len(rates) == len(losses) > 10
    assert "Learning rate" in page.rates.plot.read_out(rate)
    button(page, "use_suggested_rate").click()
    assert bench.draft.training.learning_rate == rate
    assert page.form.value().learning_rate == rate
    assert button(page, "start_training").isEnabled()


def test_a_trial_can_be_stopped_and_other_choices_end_it(bench, qtbot) -> None:
    choose_small(bench)
    page = shown(TrainPage(bench), qtbot)
    page.find_rate()
    page.rates.stop()
    assert not page.rates.is_busy
    assert not page.rates.isVisible()
    page.find_rate()
    bench.draft.choose_backbone("test/small")
    assert not page.rates.is_busy


def test_what_the_network_will_see_is_shown_and_follows_the_preset(bench, qtbot) -> None:
    choose_small(bench)
    page = shown(TrainPage(bench), qtbot)
    bench.draft.change_training(bench.draft.training.model_copy(update={"augmentation": "standard"}))
    button(page, "show_augmentation").click()
    qtbot.waitUntil(page.examples.grid.isVisible, timeout=SOON)
    rows = page.examples.grid.rows
    assert [len(row) for row in rows] == [7] * 4
    pictures = [picture.toImage() for picture in rows[0]]
    assert pictures[1] != pictures[2], "another one each time"
    bench.draft.change_training(bench.draft.training.model_copy(update={"augmentation": "none"}))
    qtbot.waitUntil(lambda: [len(row) for row in page.examples.grid.rows] == [4], timeout=SOON)


def test_cached_features_are_measured_and_cleared(bench, run, qtbot) -> None:
    assert bench.context.features.size() > 0
    page = shown(SettingsPage(bench), qtbot)
    wait_for(page, "clear_cache", qtbot)
    assert "of at most 10.0" in page.cache.words.text()
    button(page, "clear_cache").click()
    qtbot.waitUntil(lambda: "Nothing is kept now" in page.cache.words.text())
    assert "became free" in page.cache.words.text()
    assert bench.context.features.size() == 0


def test_a_run_that_was_stopped_goes_on_from_where_it_is_told(bench, qtbot) -> None:
    choose_small(bench)
    bench.draft.change_training(bench.draft.training.model_copy(update={"epochs": 400}))
    page = shown(TrainPage(bench), qtbot)
    button(page, "start_training").click()
    qtbot.waitUntil(lambda: len(bench.feed.progress.epochs) >= 2, timeout=SOON)
    page.stop()
    qtbot.waitUntil(lambda: not bench.feed.is_running, timeout=SOON)
    assert bench.feed.progress.status == "stopped"
    known = len(bench.feed.progress.epochs)
    with qtbot.waitSignal(bench.feed.started, timeout=SOON):
        button(page, "resume_stopped").click()
    qtbot.waitUntil(lambda: len(bench.feed.progress.epochs) > known, timeout=SOON)
    epochs = [one.epoch for one in bench.feed.progress.epochs]
    assert epochs == list(range(1, len(epochs) + 1))


def test_a_run_and_what_was_made_of_it_lead_to_each_other(bench, run, qtbot) -> None:
    train_small(bench.context, name="second", strategy="head", **{"backbone.weights_file": str(run.path)})
    page = shown(RunsPage(bench), qtbot)
    page.refresh()

    def relatives() -> list[str]:
        return [one.text() for one in page.findChildren(QAbstractButton, "open_relative") if one.isVisible()]

    qtbot.waitUntil(lambda: relatives() == ["small"], timeout=SOON)
    assert "Begins with" in visible_texts(page)
    page.search.setText("second")
    button(page, "open_relative").click()
    qtbot.waitUntil(lambda: relatives() == ["second"], timeout=SOON)
    assert "Led to" in visible_texts(page)
    assert page.search.text() == "", "the other one is in the list again"
    bench.context.runs.delete(RunFolder(bench.context.runs.path / "second"))
    page.refresh()
    qtbot.waitUntil(lambda: relatives() == [], timeout=SOON)


@pytest.mark.parametrize(("count", "named"), [(5, 5), (9, 4)])
def test_of_many_runs_that_began_with_one_the_newest_are_named(qtbot, count: int, named: int) -> None:
    when, names = datetime(2026, 1, 1, tzinfo=UTC), [f"run-{number}" for number in range(count)]
    after = [RunSummary(name=n, title=n, path=Path(n), status="finished", started_at=when) for n in names]
    lineage = RunLineage()
    qtbot.addWidget(lineage)
    lineage.show_lines(None, after)
    lineage.show()
    assert [one.text() for one in lineage.findChildren(QAbstractButton, "open_relative")] == names[:named]
    assert ("and 5 earlier ones" in visible_texts(lineage)) == (named < count)


def visible_texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
