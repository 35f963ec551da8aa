"""What holds on every page, empty and full: each control can be told by a screen reader, and no text is cut off."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from desktop_tl.api import events as e
from desktop_tl.app.context import build_context
from desktop_tl.app.datasets import choose_dataset, open_dataset
from desktop_tl.app.default_recipe import suggest_recipe
from desktop_tl.app.paths import Paths
from desktop_tl.gui.application import install_translators, make_application, open_window
from desktop_tl.gui.focus import watch_input
from desktop_tl.gui.main_window import PAGES, MainWindow
from desktop_tl.gui.widgets.buttons import SecondaryButton
from desktop_tl.gui.widgets.text import ElidedLabel
from tests.helpers import page_runs as runs
from tests.helpers import writing
from tests.helpers.small_texts import write_table

DONE = (*runs.OPENING, runs.FEATURES, runs.STEP, runs.epoch(1, 0.9), runs.epoch(2, 0.96))

TEXTS_DONE = (
    runs.OPENING[0],
    e.DatasetOpened(classes=("cats", "ships"), train=19, validation=5),
    *runs.OPENING[2:],
    *DONE[len(runs.OPENING) :],
)


@pytest.fixture
def language() -> str:
    return "en"


@pytest.fixture
def window(tmp_path: Path, language: str, qtbot) -> Iterator[MainWindow]:
    context = build_context(paths=Paths.below(tmp_path / "home"))
    app = make_application(context)
    translators = install_translators(app, language)
    window = open_window(context)
    window.resize(window.minimumSize())
    yield window
    context.jobs.stop_all()
    if context.jobs.current is not None:
        assert context.jobs.current.wait(60)
    qtbot.waitUntil(lambda: not window.bench.feed.is_running)
    window.close()
    window.deleteLater()
    for translator in translators:
        app.removeTranslator(translator)


def fill(window: MainWindow, qtbot) -> None:
    """Digits are chosen, one run has ended, another one is shown with its results."""
    bench = window.bench
    runs.choose_digits(bench)
    run = runs.leave_run(
        bench, "good", events=DONE, evaluation=runs.digits_evaluation(), result={"outcome": "finished", "seconds": 61.0}
    )
    held = runs.HeldRun(bench, DONE)
    qtbot.waitUntil(lambda: len(bench.feed.progress.epochs) == 2)
    held.let_go()
    qtbot.waitUntil(lambda: not bench.feed.is_running)
    bench.show_run(run)


def fill_with_texts(window: MainWindow, qtbot, folder: Path) -> None:
    """As `fill`, with a table of texts; a text is open on Data, and the form for a table was seen."""
    bench = window.bench
    recipe = runs.choose_table(bench, write_table(folder / "letters.csv"))
    dataset = bench.draft.dataset
    run = runs.leave_run(
        bench,
        "good",
        events=TEXTS_DONE,
        evaluation=runs.table_evaluation(dataset),
        result={"outcome": "finished", "seconds": 61.0, "best_epoch": 2, "accuracy": 0.83},
        recipe=recipe,
    )
    run.write("model", {"classes": list(dataset.classes)})
    (run.checkpoints_path / "best-00001").mkdir(parents=True)
    held = runs.HeldRun(bench, TEXTS_DONE, recipe=recipe)
    qtbot.waitUntil(lambda: len(bench.feed.progress.epochs) == 2)
    held.let_go()
    qtbot.waitUntil(lambda: not bench.feed.is_running)
    bench.show_run(run)
    view = window.page("data").view
    qtbot.waitUntil(lambda: view.grid.count() > 0)
    view.grid.activated.emit(0)


def fill_with_writing(window: MainWindow, qtbot, folder: Path) -> None:
    """As `fill`, with a text that is learnt itself: what was written is shown on Train, Results and Predict."""
    bench = window.bench
    (folder / "book.txt").write_text("\n\n".join(writing.LINES * 40), "utf-8")
    choice = choose_dataset(bench.context.catalog, folder / "book.txt")
    recipe = suggest_recipe(bench.context.catalog, choice)
    bench.draft.take(recipe, open_dataset(bench.context.catalog, choice))
    run = runs.leave_run(
        bench,
        "writer",
        events=writing.DONE,
        evaluation=writing.text_evaluation(),
        result=writing.RESULT,
        recipe=recipe,
    )
    run.write("model", {"classes": []})
    (run.checkpoints_path / "best-00002").mkdir(parents=True)
    held = runs.HeldRun(bench, writing.DONE[:-1], recipe=recipe)
    qtbot.waitUntil(lambda: len(bench.feed.progress.generated) == 3)
    held.let_go()
    qtbot.waitUntil(lambda: not bench.feed.is_running)
    bench.show_run(run)
    view = window.page("data").view
    qtbot.waitUntil(lambda: view.grid.count() > 0)
    view.grid.activated.emit(0)


def look_at(window: MainWindow, key: str, qtbot) -> QWidget:
    window.show_page(key)
    qtbot.waitUntil(lambda: not window.bench.background._tasks, timeout=20_000)
    QApplication.processEvents()
    return window.page(key)


def parts(page: QWidget) -> list[QWidget]:
    return [part for part in page.findChildren(QWidget) if part.isVisible()]


def is_part_of_a_field(widget: QWidget) -> bool:
    """The line inside a spin box or combo box answers to the name of the whole."""
    parent = widget.parentWidget()
    return isinstance(widget, QLineEdit) and isinstance(parent, QAbstractSpinBox | QComboBox)


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def is_cut_off(label: QLabel) -> bool:
    text = label.text()
    if not text.strip() or isinstance(label, ElidedLabel) or not label.pixmap().isNull():
        return False
    room = label.contentsRect()
    flags = Qt.TextFlag.TextWordWrap if label.wordWrap() else Qt.TextFlag.TextSingleLine
    needed = QFontMetrics(label.font()).boundingRect(QRect(0, 0, room.width(), 10_000), flags, text)
    return needed.width() > room.width() + 1 or needed.height() > room.height() + 1


def nameless_parts(page: QWidget) -> list[str]:
    takes_focus = [part for part in parts(page) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert takes_focus
    nameless = [part for part in takes_focus if not name_of(part) and not is_part_of_a_field(part)]
    return [f"{part.metaObject().className()} {part.objectName()} has no name" for part in nameless]


def cut_off_texts(page: QWidget) -> list[str]:
    cut = [label for label in parts(page) if isinstance(label, QLabel) and is_cut_off(label)]
    return [f"{label.text()!r} is cut off at {label.size().toTuple()}" for label in cut]


def sideways_areas(page: QWidget) -> list[str]:
    areas = [area for area in parts(page) if isinstance(area, QScrollArea)]
    return [f"{area.objectName()} scrolls sideways" for area in areas if area.horizontalScrollBar().maximum()]


def english_texts(page: QWidget) -> list[str]:
    """Labels of several English words without a Chinese one, but for licences and what the person typed or chose."""
    texts = [part.text() for part in parts(page) if isinstance(part, QLabel | QAbstractButton)]
    english = [text for text in texts if re.search(r"[a-z]{3,} [a-z]{2,}", text) and not re.search("[一-鿿]", text)]
    return [f"{text!r} is not translated" for text in english]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("state", ["empty", "full", "texts", "writing"])
def test_every_control_has_a_name_and_no_text_is_cut_off(window, state, language, qtbot, tmp_path):
    if state == "full":
        fill(window, qtbot)
    elif state == "texts":
        fill_with_texts(window, qtbot, tmp_path)
    elif state == "writing":
        fill_with_writing(window, qtbot, tmp_path)
    problems = []
    for key in PAGES:
        page = look_at(window, key, qtbot)
        for size in ((960, 640), (1280, 800)):
            window.resize(*size)
            QApplication.processEvents()
            found = [*nameless_parts(page), *cut_off_texts(page), *sideways_areas(page)]
            found += english_texts(page) if language == "zh_CN" else []
            problems += [f"{key} at {size[0]}: {problem}" for problem in found]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_form_of_a_table_names_its_controls_and_cuts_nothing_off(window, language, qtbot, tmp_path):
    page = look_at(window, "data", qtbot)
    page.open_path(write_table(tmp_path / "letters.csv"))
    qtbot.waitUntil(page.chooser.options.rows.isVisible, timeout=20_000)
    page.chooser.options.form.show_all(True)
    problems = []
    for size in ((960, 640), (1280, 800)):
        window.resize(*size)
        QApplication.processEvents()
        problems += [*nameless_parts(page), *cut_off_texts(page), *sideways_areas(page)]
        problems += english_texts(page) if language == "zh_CN" else []
    assert not problems, "\n".join(problems)


class TestTheFocusRing:
    def test_is_shown_to_those_at_the_keyboard_only(self, window, qtbot):
        button = SecondaryButton("Press", parent=window)
        button.show()
        watch = watch_input(QApplication.instance())

        QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(500, 4))
        button.setFocus(Qt.FocusReason.TabFocusReason)
        assert not watch.keyboard
        assert not button.property("ring")

        button.clearFocus()
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        assert watch.keyboard
        assert button.property("ring")

    def test_does_not_jump_to_the_rail_when_a_button_leads_to_another_page(self, window, qtbot):
        fill(window, qtbot)
        page = look_at(window, "data", qtbot)
        button = next(part for part in parts(page) if part.objectName() == "continue_to_model")
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.click()
        assert window.current_page() == "model"
        assert window.focusWidget() is window.page("model")
