"""Getting, changing and losing plugins through the window, as a person would, with real small wheels."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.plugins import adoption
from desktop_tl.app.plugins.enabling import read_disabled
from desktop_tl.gui.application import make_application, open_window
from desktop_tl.gui.main_window import MainWindow
from desktop_tl.gui.pages.plugin_question import PluginQuestion
from desktop_tl.gui.pages.plugin_row import PluginRow
from desktop_tl.gui.widgets.pill import Pill
from tests.helpers.folders import snapshot
from tests.helpers.page_runs import choose_digits
from tests.helpers.wheels import use_as_index, write_plugin, write_wheel

MANY = """
from desktop_tl.api import DatasetSpec, ExporterSpec, ObserverSpec, hookimpl


class Quiet:
    def __init__(self, run, options):
        pass

    def on_event(self, event):
        pass

    def close(self):
        pass


@hookimpl
def desktop_tl_datasets():
    return [DatasetSpec(id="many/birds", title="Birds of many", open=print)]


@hookimpl
def desktop_tl_observers():
    return [ObserverSpec(id="many-quiet", title="Quiet", build=Quiet)]


@hookimpl
def desktop_tl_exporters():
    return [ExporterSpec(id="many-file", title="File of many", write=print, load=print)]
"""
"""A plugin that offers something for every list of the window but that of backbones."""

LONG = 120_000
"""Milliseconds: pip starts several times, on a slow machine beside other work."""


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the index has, and files that a person might drop."""
    folder = use_as_index(tmp_path / "index", monkeypatch)
    write_wheel(folder, "shared-part", "1.0")
    write_plugin(folder, "acme", "1.0", requires=["shared-part"])
    write_plugin(folder, "many", code=MANY)
    write_plugin(folder, "hook", files={"hook.pth": "import os"})
    write_plugin(folder, "sleepy", imports="import time; time.sleep(60)")
    return folder


@pytest.fixture(autouse=True)
def no_plugin_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine the small ones may take as long as one that must wait for the next start."""
    monkeypatch.setattr(adoption, "LONGEST_SECONDS", 60.0)


@pytest.fixture
def context() -> Iterator[AppContext]:
    before = list(sys.path)
    yield build_context()
    sys.path[:] = before
    for name in [name for name in sys.modules if name.startswith(("desktop_tl_acme", "desktop_tl_many", "shared_"))]:
        del sys.modules[name]
    importlib.invalidate_caches()


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, context: AppContext) -> Iterator[MainWindow]:
    make_application(context)
    window = open_window(context)
    qtbot.addWidget(window)
    yield window
    window.close()


def page_of(window: MainWindow) -> Any:
    window.show_page("plugins")
    return window.page("plugins")


def row_of(window: MainWindow, name: str) -> PluginRow:
    return next(row for row in page_of(window).rows if row.record.name == name)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text().replace("\N{ZERO WIDTH SPACE}", "") for label in widget.findChildren(QLabel))


def messages(window: MainWindow) -> str:
    return "\n".join(texts(message) for message in page_of(window).messages())


def click(qtbot: QtBot, parent: QWidget, name: str) -> None:
    def found() -> list[QAbstractButton]:
        return [button for button in parent.findChildren(QAbstractButton, name) if button.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))  # new rows are shown in the next turn of the event loop
    button = found()[0]
    assert button.isEnabled(), f"{name} is disabled: {button.toolTip()}"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def drop(page: Any, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(300, 400),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    assert event.isAccepted()


def question(qtbot: QtBot, window: MainWindow) -> PluginQuestion:
    """The dialog that a plan leads to, once it is there."""
    qtbot.waitUntil(lambda: bool(window.findChildren(PluginQuestion)), timeout=LONG)
    return window.findChildren(PluginQuestion)[0]


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not page_of(window).work.is_busy, timeout=LONG)
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete: a dialog that was answered is gone


def agree(qtbot: QtBot, window: MainWindow) -> None:
    click(qtbot, question(qtbot, window), "agree_to_plan")
    settle(qtbot, window)


def install(qtbot: QtBot, window: MainWindow, wheel: Path) -> None:
    drop(page_of(window), wheel)
    agree(qtbot, window)


def count_beats(window: MainWindow) -> Callable[[], int]:
    """How often the window came to its timer; a window that waits for pip comes to none."""
    beats = [0]
    timer = QTimer(window, interval=10)
    timer.timeout.connect(lambda: beats.__setitem__(0, beats[0] + 1))
    timer.start()
    return lambda: beats[0]


def test_a_dropped_wheel_is_shown_agreed_to_and_its_backbone_can_be_chosen_at_once(
    qtbot: QtBot, window: MainWindow, wheels: Path
) -> None:
    choose_digits(window.bench)
    window.show_page("model")
    listed = window.page("model").browser.ids()  # type: ignore[attr-defined]
    assert "acme/net" not in listed
    page = page_of(window)
    beats = count_beats(window)
    drop(page, wheels / "desktop_tl_acme-1.0-py3-none-any.whl")
    assert page.work.is_busy
    asked = question(qtbot, window)
    words = texts(asked)
    for part in ("Install desktop-tl-acme?", "A small plugin.", "shared-part", "runs with your rights", "MIT"):
        assert part in words
    assert asked.focusWidget() is asked.cancel_button, "Enter alone installs nothing"
    assert "acme" not in row_names(window)
    click(qtbot, asked, "agree_to_plan")
    settle(qtbot, window)
    assert beats() > 20, "the window went on while pip worked"
    assert "Installed: desktop-tl-acme 1.0." in messages(window)
    assert "at once" in messages(window)
    assert row_of(window, "acme").record.state == "ready"
    model = window.page("model")
    qtbot.waitUntil(lambda: "acme/net" in model.browser.ids())  # type: ignore[attr-defined]
    assert set(model.browser.ids()) == {*listed, "acme/net"}  # type: ignore[attr-defined]
    model.choose_backbone("acme/net")  # type: ignore[attr-defined]
    assert window.bench.draft.backbone is not None
    assert window.bench.draft.missing() == ""

    click(qtbot, row_of(window, "acme"), "plugin_switch")
    assert read_disabled(window.bench.context.paths) == {"desktop-tl-acme:acme"}
    assert "1 change takes effect" in messages(window)
    click(qtbot, row_of(window, "acme"), "plugin_switch")
    assert read_disabled(window.bench.context.paths) == frozenset()
    assert "takes effect" not in messages(window)

    click(qtbot, row_of(window, "acme"), "remove_plugin")
    words = texts(question(qtbot, window))
    for part in ("Remove desktop-tl-acme?", "shared-part", "is removed", "Your runs stay."):
        assert part in words
    agree(qtbot, window)
    assert "Removed: desktop-tl-acme." in messages(window)
    assert "1 change takes effect when you start Desktop TL again." in messages(window)  # its code is in this process
    assert row_of(window, "acme").findChild(Pill).text() == "Removed"
    click(qtbot, page, "undo_plugins")
    asked = question(qtbot, window)
    assert "Go back" in texts(asked)
    assert "Then these are installed: desktop-tl-acme 1.0." in texts(asked)
    click(qtbot, asked, "agree_to_plan")
    settle(qtbot, window)
    assert "Went back. Installed are now: desktop-tl-acme 1.0." in messages(window)
    assert "takes effect" not in messages(window)
    assert row_of(window, "acme").findChild(Pill).text() == "Ready"


def row_names(window: MainWindow) -> set[str]:
    return {row.record.name for row in page_of(window).rows}


def test_what_a_plugin_offers_is_on_pages_that_were_open_before_it_came(
    qtbot: QtBot, window: MainWindow, wheels: Path
) -> None:
    pages = {key: window.page(key) for key in ("data", "results", "settings", "runs")}
    install(qtbot, window, wheels / "desktop_tl_many-1.0-py3-none-any.whl")
    qtbot.waitUntil(lambda: "Birds of many" in texts(pages["data"]))
    export = pages["results"].export_card  # type: ignore[attr-defined]
    assert export.formats.button("many-file").text() == "File of many"
    observers = pages["settings"].observers  # type: ignore[attr-defined]
    assert "many-quiet" in observers.rows


def test_a_wheel_that_reaches_beyond_itself_is_refused_in_words_and_nothing_is_left(
    qtbot: QtBot, window: MainWindow, wheels: Path
) -> None:
    install(qtbot, window, wheels / "desktop_tl_hook-1.0-py3-none-any.whl")
    assert "hook.pth" in messages(window)
    assert "hook" not in row_names(window)
    drop(page_of(window), wheels.parent)  # a folder without a wheel
    settle(qtbot, window)
    assert "There is no wheel" in messages(window)


def test_no_and_cancel_in_the_middle_leave_all_as_it_was(qtbot: QtBot, window: MainWindow, wheels: Path) -> None:
    page, before = page_of(window), snapshot(window.bench.context.paths.plugins)
    page.install.field.setText("desktop-tl-sleepy")
    qtbot.keyClick(page.install.field, Qt.Key.Key_Return)
    click(qtbot, question(qtbot, window), "refuse_plan")
    settle(qtbot, window)
    assert not page.work.is_busy

    page.install.field.setText("desktop-tl-sleepy")
    click(qtbot, page, "install_plugin")
    asked = question(qtbot, window)
    with qtbot.waitSignal(page.work.progressed, timeout=LONG, check_params_cb=lambda told: told.step == "trying"):
        click(qtbot, asked, "agree_to_plan")
    assert not page.install.install_button.isEnabled()
    stop = next(button for button in page.progress.findChildren(QAbstractButton) if button.isVisible())
    assert stop.text() == "Cancel"
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert "Cancelled. Nothing was changed." in messages(window)
    assert snapshot(window.bench.context.paths.plugins) == before
    assert "sleepy" not in row_names(window)
    assert page.install.install_button.isEnabled()


def test_closing_the_window_in_the_middle_leaves_all_as_it_was(
    qtbot: QtBot, window: MainWindow, context: AppContext, wheels: Path
) -> None:
    page = page_of(window)
    drop(page, wheels / "desktop_tl_sleepy-1.0-py3-none-any.whl")
    asked = question(qtbot, window)
    with qtbot.waitSignal(page.work.progressed, timeout=LONG, check_params_cb=lambda told: told.step == "trying"):
        click(qtbot, asked, "agree_to_plan")
    window.close()
    assert snapshot(context.paths.plugins) == {}
