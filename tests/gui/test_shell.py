"""The frame around the pages: the window and its closing, background work, the feed of a run, unexpected errors."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QThread, QUrl
from PySide6.QtGui import QDropEvent, QFileOpenEvent, QGuiApplication, QIcon
from PySide6.QtWidgets import QMessageBox

from desktop_tl.api.errors import UserError
from desktop_tl.api.events import EpochFinished, StepFinished
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.paths import Paths
from desktop_tl.app.resources import resource
from desktop_tl.gui.actions import make_actions
from desktop_tl.gui.application import FileOpener, make_application, open_window
from desktop_tl.gui.background import THREADS, Background
from desktop_tl.gui.error_report import show_error_report
from desktop_tl.gui.main_window import PAGES, MainWindow
from desktop_tl.gui.run_feed import RunFeed
from desktop_tl.gui.shortcuts import ShortcutsDialog
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.packed import pack_run
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe

RECIPE = Recipe(name="small", dataset=DatasetChoice(id="samples/digits"), backbone=BackboneChoice(id="some/net"))


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    return build_context(paths=Paths.below(tmp_path / "home"))


@pytest.fixture
def window(context: AppContext, qtbot) -> Iterator[MainWindow]:
    make_application(context)
    window = open_window(context)
    yield window
    context.jobs.stop_all()
    if context.jobs.current is not None:
        assert context.jobs.current.wait(60)
    qtbot.waitUntil(lambda: not window.bench.feed.is_running)
    window.close()
    window.deleteLater()


def start_waiting_run(window: MainWindow) -> None:
    """A run that does nothing until it is asked to stop."""

    def work(_folder, _emit, stop):
        while True:
            stop.check()
            threading.Event().wait(0.01)

    window.bench.feed.follow(window.bench.context.jobs.start_work(RECIPE, work))


class TestWindow:
    def test_only_the_first_page_is_made_at_start_the_others_on_their_first_visit(self, window):
        assert list(window._pages) == ["data"]
        assert window.current_page() == "data"

        window.bench.page_wanted.emit("runs")

        assert window.current_page() == "runs"
        assert list(window._pages) == ["data", "runs"]
        assert window.page("runs") is window.page("runs")

    @pytest.mark.parametrize("key", PAGES)
    def test_every_page_comes_up_at_once_and_fits_the_smallest_window(self, window, key, qtbot):
        window.resize(window.minimumSize())
        window.show_page(key)
        qtbot.waitUntil(lambda: not window.bench.background._tasks, timeout=20_000)
        assert window.page(key).isVisible()
        assert window.size() == window.minimumSize()
        assert window.findChild(QMessageBox, "error_report") is None

    def test_there_is_one_overview_of_all_keys(self, window, qtbot):
        window.show_shortcuts()
        window.show_shortcuts()

        (overview,) = window.findChildren(ShortcutsDialog)
        assert overview.isVisible()
        overview.close()
        qtbot.waitUntil(lambda: not window.findChildren(ShortcutsDialog))

    def test_no_key_is_given_twice(self):
        keys = [key for action in make_actions() for key in action.keys]
        assert len(keys) == len(set(keys))

    def test_ctrl_f_goes_to_the_search_field_of_the_page(self, window, qtbot):
        window.show_page("model")
        window.find()
        assert window.focusWidget() is not None
        assert window.focusWidget().metaObject().className() == "SearchField"

    def test_its_place_is_kept_for_the_next_start(self, context, qtbot):
        make_application(context)
        first = open_window(context)
        first.resize(960, 701)
        first.close()

        second = open_window(build_context(paths=context.paths))
        assert second.height() == 701
        second.close()

    def test_a_damaged_memory_of_its_place_does_not_keep_it_from_opening(self, context, qtbot):
        context.paths.state.mkdir(parents=True, exist_ok=True)
        (context.paths.state / "window.ini").write_bytes(b"[General]\ngeometry=@ByteArray(\x00\xffrubbish)\n")
        make_application(context)
        window = open_window(context)
        assert window.isVisible()
        assert window.height() >= window.minimumHeight()
        window.close()

    @pytest.mark.parametrize("name", ["folder", "table.csv"])
    def test_data_dropped_anywhere_is_opened_on_the_data_page(self, window, tmp_path, monkeypatch, qtbot, name):
        path = tmp_path / name
        path.mkdir() if name == "folder" else path.write_text("text,label\n", "utf-8")
        window.show_page("settings")
        opened = []
        monkeypatch.setattr(window.page("data"), "open_path", opened.append)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        event = QDropEvent(
            QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        window.dropEvent(event)
        qtbot.waitUntil(lambda: opened == [path])
        assert window.current_page() == "data"

    def test_a_packed_run_is_put_among_the_runs_and_shown(self, window, tmp_path, qtbot):
        pack_run(RunFolder.create(tmp_path / "sent" / "small", RECIPE), tmp_path / "small.tlrun")
        opener = FileOpener(window)

        opener.eventFilter(window, QFileOpenEvent(str(tmp_path / "small.tlrun")))

        qtbot.waitUntil(lambda: window.bench.shown_run is not None)
        assert window.bench.shown_run.path == window.bench.context.runs.path / "small"
        assert window.current_page() == "results"

    def test_what_cannot_be_opened_is_said_where_one_is(self, window, tmp_path, qtbot):
        (tmp_path / "broken.tlrun").write_bytes(b"rubbish")
        window.open_path(tmp_path / "broken.tlrun")
        qtbot.waitUntil(lambda: bool(window.page("data").messages()))
        (message,) = window.page("data").messages()
        assert "no packed run, or it is damaged" in message.text()

    @pytest.mark.parametrize("side", [16, 32, 512])
    def test_the_icon_of_the_app_can_be_drawn(self, qapp, side):
        picture = QIcon(str(resource("icons", "app", "desktop-tl.svg"))).pixmap(side, side).toImage()
        assert picture.width() == side
        assert picture.pixelColor(side // 2, side // 3).blue() > 200  # the last layer glows


class TestClosing:
    def test_without_a_run_it_closes_at_once(self, window):
        assert window.close()

    def test_during_a_run_it_asks_and_staying_goes_on(self, window, qtbot):
        start_waiting_run(window)

        assert not window.close()
        assert not window.close()  # impatience

        (question,) = window.findChildren(QMessageBox, "ask_to_stop")
        stay = next(b for b in question.buttons() if question.buttonRole(b) == QMessageBox.ButtonRole.RejectRole)
        stay.click()
        assert window.isVisible()
        assert window.bench.feed.is_running

    def test_stopping_waits_for_the_end_of_the_run_and_then_closes(self, window, qtbot):
        start_waiting_run(window)
        job = window.bench.feed.job
        window.close()
        (question,) = window.findChildren(QMessageBox, "ask_to_stop")
        stop = next(b for b in question.buttons() if question.buttonRole(b) == QMessageBox.ButtonRole.AcceptRole)

        stop.click()

        qtbot.waitUntil(lambda: not window.isVisible())
        assert job.end.outcome == "stopped"
        assert job.folder.status() == "stopped"

    def test_the_rail_tells_of_a_run_while_it_runs(self, window, qtbot):
        button = window.rail.button("train")
        start_waiting_run(window)
        assert "running" in button.accessibleName()
        window.bench.context.jobs.stop_all()
        qtbot.waitUntil(lambda: "running" not in button.accessibleName())


class TestBackground:
    @pytest.fixture
    def background(self, qtbot) -> Iterator[Background]:
        background = Background()
        yield background
        background.close()

    def test_work_runs_elsewhere_and_its_result_arrives_on_the_windows_thread(self, background, qtbot):
        got = []
        window_thread = QThread.currentThread()
        background.run(
            background,
            lambda _task: threading.current_thread().name,
            done=lambda name: got.append((name, QThread.currentThread() is window_thread)),
        )
        qtbot.waitUntil(lambda: len(got) == 1)
        name, here = got[0]
        assert name.startswith("background")
        assert here

    def test_progress_posted_by_the_worker_arrives_in_order_before_the_result(self, background, qtbot):
        got = []

        def work(task):
            for number in range(50):
                background.post(task, got.append, number)
            return "done"

        background.run(background, work, done=got.append)
        qtbot.waitUntil(lambda: got[-1:] == ["done"])
        assert got == [*range(50), "done"]

    def test_a_user_error_goes_to_the_one_who_asked(self, background, qtbot):
        got = []

        def work(_task):
            raise UserError("No pictures.", advice="Choose another folder.")

        background.run(background, work, done=got.append, failed=lambda error: got.append(error.advice))
        qtbot.waitUntil(lambda: len(got) == 1)
        assert got == ["Choose another folder."]

    @pytest.mark.parametrize("error", [ZeroDivisionError("a bug"), SystemExit(3)])
    def test_any_other_error_is_reported_and_the_worker_lives_on(self, background, qtbot, error):
        def work(_task):
            raise error

        with qtbot.waitSignal(background.failed_unexpectedly) as signal:
            background.run(background, work, done=lambda _: None)
        assert signal.args == [error]
        got = []
        background.run(background, lambda _task: 1, done=got.append)
        qtbot.waitUntil(lambda: got == [1])

    def test_nothing_is_delivered_to_an_owner_that_is_gone(self, background, qtbot):
        owner, go, got = QObject(), threading.Event(), []
        task = background.run(owner, lambda _task: go.wait(60), done=got.append)
        owner.deleteLater()
        qtbot.waitUntil(lambda: not task.is_wanted)
        go.set()
        qtbot.waitUntil(lambda: task.is_done)
        assert got == []

    def test_cancelled_work_sees_it_and_delivers_nothing(self, background, qtbot):
        got, begun = [], threading.Event()

        def work(task):
            begun.set()
            while True:
                task.stop.check()

        task = background.run(background, work, done=got.append)
        assert begun.wait(60)
        task.cancel()
        task.cancel()
        qtbot.waitUntil(lambda: task.is_done)
        assert got == []

    def test_work_that_hangs_holds_up_nobody_once_it_is_given_up_on(self, background, qtbot, monkeypatch):
        begun, go, got = threading.Semaphore(0), threading.Event(), []

        def hang(_task):  # as a read from a network drive that has gone
            begun.release()
            go.wait(60)

        hanging = [background.run(background, hang, done=got.append) for _ in range(THREADS)]
        background.run(background, lambda _task: "answered", done=got.append)
        assert all(begun.acquire(timeout=60) for _ in hanging)
        hanging[0].cancel()
        qtbot.waitUntil(lambda: got == ["answered"])
        monkeypatch.setattr("desktop_tl.gui.background.FAREWELL_SECONDS", 0.0)
        background.close()
        go.set()


class TestRunFeed:
    def test_it_tells_of_a_run_in_batches_and_of_its_end_last(self, context, qtbot):
        feed, seen = RunFeed(), []
        feed.updated.connect(lambda progress: seen.append(len(progress.epochs)))

        def work(_folder, emit, _stop):
            for step in range(5000):
                emit(StepFinished(epoch=1, step=step, steps=5000, loss=1.0, learning_rate=0.1, samples_per_second=1.0))
            emit(
                EpochFinished(
                    epoch=1, epochs=1, train={"loss": 1.0}, validation={"accuracy": 0.5}, learning_rate=0.1,
                    seconds=1.0, is_best=True,
                )
            )  # fmt: skip
            return {"accuracy": 0.5}

        with qtbot.waitSignal(feed.ended) as ended:
            feed.follow(context.jobs.start_work(RECIPE, work))
            assert feed.is_running
        assert ended.args[0].end.outcome == "finished"
        assert feed.progress.status == "finished"
        assert feed.progress.steps.seen == 5000
        assert seen[-1] == 1
        assert len(seen) < 500  # one signal for a batch, not for an event
        assert not feed.is_running

    def test_a_run_that_breaks_ends_in_words_and_the_next_can_begin(self, context, qtbot):
        feed = RunFeed()

        def work(_folder, _emit, _stop):
            raise SystemExit("a plugin thought it was a script")

        for _ in range(2):
            with qtbot.waitSignal(feed.ended) as ended:
                feed.follow(context.jobs.start_work(RECIPE, work))
            assert ended.args[0].end.outcome == "failed"
            assert "SystemExit" in feed.progress.end.message


class TestUnexpectedErrors:
    def test_a_bug_on_a_worker_opens_the_report_which_can_be_copied(self, window, qtbot):
        def work(_task):
            raise ZeroDivisionError("what only a bug does")

        window.bench.background.run(window, work, done=lambda _: None)
        qtbot.waitUntil(lambda: window.findChild(QMessageBox, "error_report") is not None)
        dialog = window.findChild(QMessageBox, "error_report")
        copy = next(b for b in dialog.buttons() if b.text() == "Copy report")
        copy.click()
        assert dialog.isVisible()
        text = QGuiApplication.clipboard().text()
        assert "ZeroDivisionError: what only a bug does" in text
        assert sys.version.split()[0] in text
        dialog.close()

    def test_an_error_that_comes_again_and_again_opens_one_dialog(self, window):
        for _ in range(5):
            show_error_report(window, RuntimeError("again"))
        (dialog,) = window.findChildren(QMessageBox, "error_report")
        dialog.close()

    def test_a_user_error_is_shown_as_its_words_alone(self, window):
        show_error_report(window, UserError("The disk is full.", advice="Make room."))
        dialog = window.findChild(QMessageBox, "error_report")
        assert (dialog.text(), dialog.informativeText()) == ("The disk is full.", "Make room.")
        assert dialog.detailedText() == ""
        dialog.close()


def test_the_modules_of_all_pages_are_imported_ahead_of_their_first_visit(window: MainWindow, qtbot) -> None:
    window.import_pages()
    modules = {f"desktop_tl.gui.pages.{module}" for module, _ in PAGES.values()}
    qtbot.waitUntil(lambda: modules <= set(sys.modules))
