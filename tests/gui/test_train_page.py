"""The Train page: before, during and after a run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea

from desktop_tl.api import events as e
from desktop_tl.api.errors import UserError
from desktop_tl.engine.errors import not_finite
from desktop_tl.gui.pages.train_page import TrainPage
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.strategy import Strategy
from tests.helpers.page_runs import FEATURES, OPENING, STEP, TRAINING, HeldRun, choose_digits, epoch, opened_bench


@pytest.fixture
def bench(tmp_path: Path, qtbot) -> Iterator[Workbench]:
    with opened_bench(tmp_path) as bench:
        yield bench


@pytest.fixture
def page(bench: Workbench, qtbot) -> TrainPage:
    page = TrainPage(bench)
    qtbot.addWidget(page)
    page.show()
    return page


def button(page: TrainPage, name: str) -> QPushButton:
    return page.findChild(QPushButton, name)


def phase(page: TrainPage) -> str:
    return page.findChild(QLabel, "phase_text").text()


def test_without_pictures_the_page_says_what_to_do_first_and_offers_it(page, bench, qtbot) -> None:
    assert not button(page, "start_training").isVisible()
    with qtbot.waitSignal(bench.page_wanted) as wanted:
        button(page, "choose_data").click()
    assert wanted.args == ["data"]


def test_pictures_that_are_not_open_yet_keep_the_run_from_starting_with_a_reason(page, bench) -> None:
    choose_digits(bench)
    bench.draft.choose_dataset(bench.draft.dataset_choice, None)
    assert not button(page, "start_training").isEnabled()
    assert "not opened yet" in button(page, "start_training").toolTip()


def test_the_plan_names_data_backbone_and_strategy_and_leads_to_their_pages(page, bench, qtbot) -> None:
    choose_digits(bench)
    assert page.plan.data.title() == "Handwritten digits"
    assert page.plan.strategy.title() == "Only the head"
    with qtbot.waitSignal(bench.page_wanted) as wanted:
        page.plan.backbone.change_wanted.emit()
    assert wanted.args == ["model"]
    assert button(page, "start_training").isEnabled()


def test_what_is_entered_becomes_the_draft_and_what_is_wrong_keeps_the_run_from_starting(page, bench, qtbot) -> None:
    choose_digits(bench)
    page.form.editor("epochs").setValue(3)
    assert bench.draft.training.epochs == 3
    rate = page.form.editor("learning_rate")
    rate.selectAll()
    qtbot.keyClicks(rate, "fast")
    assert not button(page, "start_training").isEnabled()
    rate.selectAll()
    qtbot.keyClicks(rate, "0.5")
    assert button(page, "start_training").isEnabled()
    assert bench.draft.training.learning_rate == 0.5


def test_the_name_of_the_run_goes_into_the_draft(page, bench, qtbot) -> None:
    choose_digits(bench)
    qtbot.keyClicks(page.plan.name, "my digits")
    assert bench.draft.recipe().name == "my digits"


def test_a_run_that_cannot_be_started_is_told_on_the_page(page, bench, monkeypatch) -> None:
    choose_digits(bench)

    def refuse() -> None:
        raise UserError("The folder is full.", advice="Make room.")

    monkeypatch.setattr(bench, "start_run", refuse)
    button(page, "start_training").click()
    assert [message.text() for message in page.messages()] == ["The folder is full."]


def test_control_return_starts_and_control_full_stop_stops(page, bench, qtbot, monkeypatch) -> None:
    choose_digits(bench)
    monkeypatch.setattr(bench, "start_run", lambda: HeldRun(bench, [*OPENING, TRAINING]))
    with qtbot.waitSignal(bench.feed.started):
        qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(bench.feed.ended):
        qtbot.keyClick(page, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert bench.feed.progress.status == "stopped"


def test_a_run_started_far_down_among_the_settings_is_seen_from_its_top(page, bench, qtbot) -> None:
    page.resize(900, 500)
    choose_digits(bench)
    bar = page.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    HeldRun(bench, [*OPENING, FEATURES])
    assert bar.value() == 0


def test_phases_are_told_in_plain_words(page, bench, qtbot) -> None:
    run = HeldRun(bench, [*OPENING, FEATURES])
    qtbot.waitUntil(lambda: phase(page) == "Looking at the pictures once (features)…")
    assert page.live.phase._detail.text() == "412 of 1,797 · 52 pictures/s · about 27 s left"
    assert "no GPU was found" in page.live.phase._device.full_text()
    assert button(page, "stop_training").isVisible()
    assert not page.form.editor("epochs").isEnabled()
    run.let_go()
    qtbot.waitUntil(lambda: not bench.feed.is_running)
    assert page.form.editor("epochs").isEnabled()


def test_a_page_made_in_the_middle_of_a_run_shows_all_of_it(bench, qtbot) -> None:
    HeldRun(bench, [*OPENING, FEATURES, TRAINING, STEP, epoch(1, 0.7), epoch(2, 0.9)])
    qtbot.waitUntil(lambda: len(bench.feed.progress.epochs) == 2)
    late = TrainPage(bench)
    qtbot.addWidget(late)
    late.show()
    assert phase(late) == "Training epoch 3 of 10"
    xs, ys = late.live.curves.accuracy._data["Validation"]
    assert (list(xs), list(ys)) == ([1, 2], pytest.approx([70, 90]))
    steps, losses = late.live.curves.loss._data["Each step"]
    assert (list(steps), list(losses)) == ([1.0], [0.7])  # step 45 of 45 batches ends the first epoch


def test_a_finished_run_says_how_good_it_is_and_leads_to_the_results(page, bench, qtbot) -> None:
    HeldRun(bench, [*OPENING, TRAINING, epoch(1, 0.9), epoch(2, 0.964), epoch(3, 0.95, is_best=False)]).let_go()
    qtbot.waitUntil(lambda: page.outcome.text() != "")
    assert "right on 96.4\N{NO-BREAK SPACE}% of the pictures kept back, best in epoch 2" in page.outcome.text()
    with qtbot.waitSignal(bench.page_wanted) as wanted:
        button(page, "see_results").click()
    assert wanted.args == ["results"]
    assert button(page, "train_again").isVisible()


def test_a_stopped_run_says_what_is_kept(page, bench, qtbot) -> None:
    HeldRun(bench, [*OPENING, TRAINING, epoch(1, 0.9)])
    qtbot.waitUntil(lambda: len(bench.feed.progress.epochs) == 1)
    button(page, "stop_training").click()
    assert not button(page, "stop_training").isEnabled()
    qtbot.waitUntil(lambda: not bench.feed.is_running)
    assert page.outcome.text().startswith("Stopped; what was learned is kept")


def test_a_failed_run_shows_message_and_advice_and_its_report_can_be_copied(page, bench, qtbot) -> None:
    HeldRun(bench, OPENING, error=RuntimeError("out of magic")).let_go()
    qtbot.waitUntil(lambda: "out of magic" in page.outcome.text())
    copy = next(b for b in page.outcome.findChildren(QPushButton) if b.text() == "Copy report")
    copy.click()
    assert "Traceback" in QGuiApplication.clipboard().text()
    assert not button(page, "see_results").isVisible()


def test_warnings_open_and_pictures_set_aside_are_counted(page, bench, qtbot) -> None:
    aside = [e.SampleSetAside(sample=f"cat/{n}.jpg", reason="the file is cut off") for n in range(30)]
    HeldRun(bench, [*OPENING, e.Noted(level="info", message="quiet"), e.Noted(level="warning", message="loud"), *aside])
    qtbot.waitUntil(lambda: len(bench.feed.progress.set_aside) == 30)
    texts = [message.text() for message in page.live.notes.findChildren(type(page.live.notes._set_aside))]
    assert texts == ["loud", "30 pictures cannot be used and were set aside."]
    page.live.notes._set_aside._button.click()
    detail = page.live.notes._set_aside._detail.text()
    assert detail.startswith("cat/0.jpg: the file is cut off")
    assert detail.endswith("… and 10 more")


def test_another_choice_after_a_run_brings_the_plan_back(page, bench, qtbot) -> None:
    choose_digits(bench)
    HeldRun(bench, [*OPENING, epoch(1, 0.9)]).let_go()
    qtbot.waitUntil(lambda: page.outcome.text() != "")
    choose_digits(bench)
    assert button(page, "start_training").isVisible()
    assert not page.live.isVisible()


def test_a_rate_that_was_too_high_is_tried_again_with_a_lower_one(page, bench, qtbot, monkeypatch) -> None:
    choose_digits(bench)
    HeldRun(bench, OPENING, error=not_finite("The loss became inf.", kept_epochs=0, rate=5.0)).let_go()
    qtbot.waitUntil(lambda: page.outcome.text() == "The loss became inf.")
    asked = []
    monkeypatch.setattr(bench, "start_recipe", asked.append)
    retry = button(page, "try_again")
    assert retry.text() == "Try again with a learning rate of 0.5"
    retry.click()
    (recipe,) = asked
    assert recipe.training.learning_rate == 0.5
    assert recipe.dataset == bench.feed.job.recipe.dataset
    assert bench.draft.training.learning_rate == 0.5, "the settings show what is tried now"


def test_a_run_that_waits_for_room_says_so_until_it_goes_on(page, bench, qtbot) -> None:
    run = HeldRun(bench, [*OPENING, TRAINING, e.RunPaused(message="The disk is full.", advice="Make room.")])
    qtbot.waitUntil(page.live.pause.isVisible)
    assert page.live.pause.text() == "The disk is full."
    assert phase(page) == "Waiting…"
    bench.feed.progress.pause = None
    page.live.set_progress(bench.feed.progress, 32, False)
    assert not page.live.pause.isVisible()
    assert phase(page) == "Training epoch 1 of 10"
    run.let_go()


def test_how_it_is_computed_is_told_quietly(page, bench, qtbot) -> None:
    measured = e.Calibrated(
        choices={"frozen part": "channels last, bf16, 2 threads", "trained part": "contiguous, fp32, 1 thread"},
        reasons={"frozen part": "channels last took 0.42 × the time of contiguous", "trained part": "the head alone"},
    )
    HeldRun(bench, [*OPENING, measured])
    qtbot.waitUntil(lambda: bench.feed.progress.calibration is not None)
    assert page.live.phase._computed.full_text() == (
        "Computed channels last, bf16, 2 threads (frozen stages) and contiguous, fp32, 1 thread (trained)"
    )


def test_the_settings_of_a_run_are_shown_while_it_runs_and_those_of_the_next_one_after_it(page, bench, qtbot) -> None:
    choose_digits(bench)
    bench.draft.change_training(bench.draft.training.model_copy(update={"epochs": 77}))
    run = HeldRun(bench, OPENING)
    assert page.form.value().epochs == run.job.recipe.training.epochs == 10
    run.let_go()
    qtbot.waitUntil(lambda: not bench.feed.is_running)
    assert page.form.value().epochs == bench.draft.training.epochs == 77


@pytest.mark.parametrize(
    ("strategy", "title"), [("lp-ft", "Head first, then everything"), ("gradual", "One more stage each epoch")]
)
def test_every_strategy_has_its_words_in_the_plan(page, bench, strategy, title) -> None:
    choose_digits(bench)
    bench.draft.choose_strategy(Strategy.parse(strategy))
    assert page.plan.strategy.title() == title


def test_all_settings_stand_below_headings(page, bench) -> None:
    choose_digits(bench)
    headings = page.form._headings
    assert list(headings) == ["epochs", "learning_rate", "schedule", "augmentation", "validation_share", "image_size"]
    assert not any(heading.isVisible() for heading in headings.values())
    button(page, "all_settings").click()
    assert all(heading.isVisible() for heading in headings.values())
    combo = page.form.editor("class_balance")
    assert [combo.itemText(row) for row in range(combo.count())] == [
        "As they are",
        "Count small ones more",
        "Show small ones more often",
    ]
