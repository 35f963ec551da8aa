"""The Results page: the sentence, the matrix, the mistakes, and what stands there instead when there is no result."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_tl.api import events as e
from desktop_tl.gui.background import THREADS
from desktop_tl.gui.pages.result_words import result_sentence
from desktop_tl.gui.pages.results_page import ResultsPage
from desktop_tl.gui.pages.sample_dialog import SampleDialog
from desktop_tl.gui.sample_words import sample_words
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.recipe import DatasetChoice
from tests.helpers.page_runs import OPENING, HeldRun, digits_evaluation, digits_recipe, epoch, leave_run, opened_bench

SPACE = "\N{NO-BREAK SPACE}"
PICTURES = sample_words("image")
EVENTS = (*OPENING, epoch(1, 0.9), epoch(2, 0.925), e.RunEnded(outcome="finished", seconds=75.0))
RESULT = {"outcome": "finished", "seconds": 75.0, "best_epoch": 2, "frozen_unchanged": True}


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


def show(page: ResultsPage, bench: Workbench, qtbot, run) -> None:
    bench.show_run(run)
    qtbot.waitUntil(lambda: page.story is not None and page.story.run == run)


def sentence(page: ResultsPage) -> str:
    return page.findChild(QLabel, "result_sentence").text()


class TestSentence:
    def test_it_counts_and_names_the_best_and_the_most_frequent_mistake(self) -> None:
        assert result_sentence(digits_evaluation(), PICTURES) == (
            f"Right on 37 of 40 validation pictures (92.5{SPACE}%{SPACE}±{SPACE}8.6). "
            "Best on ‘0’, ‘1’, ‘2’ and 5 more; most often takes ‘8’ for ‘1’."
        )

    def test_without_a_mistake_it_says_so(self) -> None:
        assert result_sentence(digits_evaluation(()), PICTURES).startswith("Right on all 40 validation pictures (100")

    def test_one_mistake_short_of_all_is_not_rounded_to_all(self) -> None:
        assert "(99.9" in result_sentence(digits_evaluation([(0, 1)], each=1000), PICTURES)

    def test_with_nothing_right_no_class_is_praised(self) -> None:
        wrong = [(digit, (digit + 1) % 10) for digit in range(10)]
        assert result_sentence(digits_evaluation(wrong, each=1), PICTURES) == (
            f"Right on 0 of 10 validation pictures (0.0{SPACE}%{SPACE}±{SPACE}13.9). "
            "Among its mistakes, it takes ‘0’ for ‘1’."
        )


def test_without_a_run_the_page_leads_to_train(page, bench, qtbot) -> None:
    assert not page.use_button.isVisible()
    with qtbot.waitSignal(bench.page_wanted) as wanted:
        page.findChild(QPushButton, "go_to_train").click()
    assert wanted.args == ["train"]


def test_a_run_is_shown_with_sentence_figures_matrix_and_its_own_samples(page, bench, qtbot) -> None:
    show(page, bench, qtbot, leave_run(bench, "good", events=EVENTS, evaluation=digits_evaluation(), result=RESULT))
    assert sentence(page).startswith("Right on 37 of 40")
    assert page.matrix._counts[8, 1] == 2
    assert [mistake.sample for mistake in page.mistakes.shown()] == ["digit-0033", "digit-0032", "digit-0012"]
    assert page.mistakes.grid._model.caption(0) == f"is 8, called 1 · 83{SPACE}%"
    qtbot.waitUntil(lambda: page.mistakes._samples is not None)
    assert page.mistakes._samples.places["digit-0033"] == 33
    page.mistakes.grid.contents.get(0)
    qtbot.waitUntil(lambda: page.mistakes.grid.contents.get(0) is not None)


def test_a_page_made_after_the_run_shows_it(bench, qtbot) -> None:
    bench.show_run(leave_run(bench, "good", events=EVENTS, evaluation=digits_evaluation(), result=RESULT))
    page = ResultsPage(bench)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: sentence(page).startswith("Right on 37 of 40"))


def test_a_cell_of_the_matrix_filters_the_samples_and_all_can_come_back(page, bench, qtbot) -> None:
    show(page, bench, qtbot, leave_run(bench, "good", events=EVENTS, evaluation=digits_evaluation(), result=RESULT))
    page.matrix.cell_clicked.emit(3, 5)
    assert [mistake.sample for mistake in page.mistakes.shown()] == ["digit-0012"]
    assert page.mistakes.heading.text() == "‘3’ taken for ‘5’"
    page.matrix.cell_clicked.emit(0, 0)
    assert len(page.mistakes.shown()) == 4
    page.findChild(QPushButton, "all_mistakes").click()
    assert len(page.mistakes.shown()) == 3


def test_classes_stand_with_the_least_recognised_first_sort_by_number_and_can_be_copied(page, bench, qtbot) -> None:
    show(page, bench, qtbot, leave_run(bench, "good", events=EVENTS, evaluation=digits_evaluation(), result=RESULT))
    assert [row[0] for row in page.table._model.rows][:2] == ["8", "3"]
    page.table.horizontalHeader().sectionClicked.emit(0)
    page.table._sort_by(3, page.table._order)
    assert page.table._model.rows[0][0] == "1"  # four of the six that were called 1
    page.findChild(QPushButton, "copy_class_table").click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Class\tPictures\tRecognised (recall)\tReliable (precision)"
    assert "8\t4\t50.0 %\t100.0 %" in lines


def test_what_it_was_made_of_tells_that_the_frozen_part_is_verified(page, bench, qtbot) -> None:
    show(page, bench, qtbot, leave_run(bench, "good", events=EVENTS, evaluation=digits_evaluation(), result=RESULT))
    texts = [label.text() for label in page.findChildren(QLabel)]
    assert "unchanged: verified by its hash" in texts
    assert "Handwritten digits · 1,438 to learn from, 359 kept back" in texts


def test_when_the_samples_are_gone_their_names_stand_in(page, bench, qtbot, tmp_path) -> None:
    gone = DatasetChoice(id="folders/images", options={"root": str(tmp_path / "gone")})
    recipe = digits_recipe(bench).model_copy(update={"dataset": gone})
    run = leave_run(bench, "gone", events=EVENTS, evaluation=digits_evaluation(), result=RESULT, recipe=recipe)
    show(page, bench, qtbot, run)
    qtbot.waitUntil(lambda: page.mistakes._gone)
    assert page.mistakes._message.text() == "The pictures cannot be opened any more."
    assert page.mistakes.grid._model.caption(0).startswith("digit-0033 · is 8, called 1")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("failed", "The loss became nan."), ("stopped", "This run was stopped before it had learned anything")],
)
def test_a_run_without_a_result_says_why(page, bench, qtbot, outcome, words) -> None:
    run = leave_run(bench, outcome, result={"outcome": outcome, "message": "The loss became nan."})
    show(page, bench, qtbot, run)
    assert page._empty.accessibleName() == words
    assert not page.use_button.isVisible()


def test_a_running_run_sends_to_train_instead_of_a_result(page, bench, qtbot) -> None:
    run = leave_run(bench, "running")
    with run.locked():
        show(page, bench, qtbot, run)
    assert page._empty.accessibleName() == "This run is still training"


def test_a_failed_run_with_epochs_shows_its_curves_below_the_message(page, bench, qtbot) -> None:
    run = leave_run(
        bench, "late", events=[*OPENING, epoch(1, 0.9)], result={"outcome": "failed", "message": "No more disk."}
    )
    show(page, bench, qtbot, run)
    assert [message.text() for message in page.messages()] == ["No more disk."]
    assert page.curves.isVisible()
    assert not page.matrix.isVisible()


def test_use_this_model_goes_to_predict(page, bench, qtbot) -> None:
    show(page, bench, qtbot, leave_run(bench, "good", events=EVENTS, evaluation=digits_evaluation(), result=RESULT))
    with qtbot.waitSignal(bench.page_wanted) as wanted:
        page.findChild(QPushButton, "use_this_model").click()
    assert wanted.args == ["predict"]


def test_a_mistake_opens_large_and_the_arrows_go_on(page, bench, qtbot) -> None:
    show(page, bench, qtbot, leave_run(bench, "good", events=EVENTS, evaluation=digits_evaluation(), result=RESULT))
    page.mistakes.grid.activated.emit(0)
    dialog = page.findChild(SampleDialog)
    assert "but it was called" in dialog.sentence.text()
    assert not dialog.before.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Right)
    assert dialog.before.isEnabled()
    assert page.mistakes.grid.current() == 1
    dialog.close()


def test_a_message_below_the_title_does_not_take_over_one_inside_a_card(page, bench, qtbot) -> None:
    inside = InlineMessage("warning", "The same words")
    page.add(inside)
    inside.show()
    shown = page.show_message("info", "The same words")
    assert shown is not inside
    assert page.messages() == [shown]


def test_while_the_first_run_trains_the_page_says_so_and_leads_to_it(page, bench, qtbot) -> None:
    held = HeldRun(bench, EVENTS)
    assert page.findChild(QPushButton, "go_to_train").text() == "Watch it train"
    assert any(label.text() == "The result is on its way" for label in page.findChildren(QLabel) if label.isVisible())
    held.let_go()
    qtbot.waitUntil(lambda: not bench.feed.is_running)


def test_while_a_run_is_read_the_one_before_is_not_shown(page, bench, qtbot) -> None:
    good = leave_run(bench, "good", events=EVENTS, evaluation=digits_evaluation(), result=RESULT)
    show(page, bench, qtbot, good)
    blocked = Event()
    for _ in range(THREADS):  # no worker is free
        bench.background.run(page, lambda _task: blocked.wait(), done=lambda _none: None)
    bench.show_run(good)
    qtbot.waitUntil(page._waiting.isVisible)
    assert not page.sentence.isVisible()
    blocked.set()
    qtbot.waitUntil(page.sentence.isVisible)
    assert not page._waiting.isVisible()
