"""The small controls do what they promise, by mouse and by keyboard."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_tl.gui.widgets import file_dialogs
from desktop_tl.gui.widgets.amounts import bytes_text, duration_figure, duration_text, short_count
from desktop_tl.gui.widgets.bar_list import Bar, BarList
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.drop_zone import DropZone
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.page import Page
from desktop_tl.gui.widgets.progress_row import ProgressRow
from desktop_tl.gui.widgets.rail import Rail
from desktop_tl.gui.widgets.search_field import SearchField
from desktop_tl.gui.widgets.segmented import Segmented

LEFT = Qt.MouseButton.LeftButton


def test_the_rail_moves_by_click_and_by_arrow(qtbot: QtBot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.show()
    with qtbot.waitSignal(rail.page_requested) as signal:
        qtbot.mouseClick(rail.button("train"), LEFT)
    assert signal.args == ["train"]
    rail.set_page_enabled("results", False)
    with qtbot.waitSignal(rail.page_requested) as signal:
        qtbot.keyClick(rail.button("train"), Qt.Key.Key_Down)
    assert signal.args == ["predict"]
    assert rail.current() == "predict"


def test_a_running_page_says_so_to_screen_readers(qtbot: QtBot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.set_running("train", True)
    assert "running" in rail.button("train").accessibleName()


def test_segments_report_a_choice_once_and_only_by_hand(qtbot: QtBot) -> None:
    segmented = Segmented([("a", "A"), ("b", "B")])
    qtbot.addWidget(segmented)
    with qtbot.assertNotEmitted(segmented.current_changed):
        segmented.set_current("b")
    with qtbot.waitSignal(segmented.current_changed) as signal:
        qtbot.mouseClick(segmented.button("a"), LEFT)
    assert signal.args == ["a"]


def test_search_asks_after_a_pause_and_escape_empties(qtbot: QtBot) -> None:
    field = SearchField()
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.search_changed) as signal:
        qtbot.keyClicks(field, "cat ")
    assert signal.args == ["cat"]
    with qtbot.waitSignal(field.search_changed) as signal:
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert signal.args == [""]


def test_dropped_files_arrive_as_paths(qtbot: QtBot, tmp_path: Path) -> None:
    zone = DropZone("Drop a folder")
    qtbot.addWidget(zone)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    action, modifier = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(5, 5), action, data, LEFT, modifier)
    with qtbot.waitSignal(zone.paths_dropped) as signal:
        zone.dropEvent(event)
    assert signal.args == [[tmp_path]]


def test_space_opens_the_dialog_of_the_drop_zone(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    zone = DropZone("Drop a folder")
    qtbot.addWidget(zone)
    with qtbot.waitSignal(zone.paths_dropped) as signal:
        qtbot.keyClick(zone, Qt.Key.Key_Space)
    assert signal.args == [[tmp_path]]


def test_the_dialog_opens_where_the_person_was_last(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    monkeypatch.setattr(file_dialogs, "_last", "")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *given: started.append(given[2]) or str(tmp_path / "cats")
    )
    zone = DropZone("Drop a folder")
    qtbot.addWidget(zone)
    zone.choose_paths()
    zone.choose_paths()
    assert Path(started[0]).is_dir()  # the pictures or the home folder, not where the app was started from
    assert started[0] != os.getcwd()
    assert started[1] == str(tmp_path)


def test_stop_is_asked_for_once(qtbot: QtBot) -> None:
    row = ProgressRow("Training")
    qtbot.addWidget(row)
    row.set_progress(3, 10, 75)
    with qtbot.waitSignal(row.stop_requested):
        qtbot.mouseClick(row._stop, LEFT)
    with qtbot.assertNotEmitted(row.stop_requested):
        qtbot.mouseClick(row._stop, LEFT)


def test_a_page_shows_one_message_for_one_text(qtbot: QtBot) -> None:
    page = Page("Data")
    qtbot.addWidget(page)
    page.show_message("info", "Same")
    page.show_message("error", "Same")
    assert [message.kind() for message in page.messages()] == ["error"]
    page.clear_messages()
    assert page.messages() == []


def test_a_message_runs_its_action_and_can_be_dismissed(qtbot: QtBot) -> None:
    done: list[int] = []
    message = InlineMessage("warning", "Something")
    qtbot.addWidget(message)
    qtbot.mouseClick(message.add_action("Mend", lambda: done.append(1)), LEFT)
    assert done == [1]
    with qtbot.waitSignal(message.dismissed):
        qtbot.mouseClick(message._close, LEFT)
    assert message.isHidden()


def test_ten_thousand_bars_are_set_and_painted_quickly(qtbot: QtBot) -> None:
    bars = BarList("Classes")
    qtbot.addWidget(bars)
    bars.resize(400, 400)
    bars.show()
    begun = time.thread_time()
    bars.set_bars([Bar(label=f"class {i}", value=i) for i in range(10_000)])
    bars.grab()
    assert time.thread_time() - begun < 2.0  # seconds of a processor; otherwise the machine may be busy


def test_making_parts_opens_no_stray_windows(qtbot: QtBot, qapp: QApplication) -> None:
    before = {widget for widget in qapp.topLevelWidgets() if widget.isVisible()}
    parts = [Page("T", "s"), Card("t", "s"), InlineMessage("info", "a", "b"), ProgressRow("a"), DropZone("a", "b")]
    for part in parts:
        qtbot.addWidget(part)
    assert {widget for widget in qapp.topLevelWidgets() if widget.isVisible()} == before


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (short_count(4_700_000), "4.7 M"),
        (short_count(999_950), "1.0 M"),
        (short_count(864), "864"),
        (bytes_text(20_900_000), "20.9 MB"),
        (duration_text(75), "1 min 15 s"),
        (duration_text(3720), "1 h 02 min"),
        (" ".join(duration_figure(59.4)), "59 s"),
        (" ".join(duration_figure(80)), "1:20 min"),
        (" ".join(duration_figure(3725)), "1:02 h"),
    ],
)
def test_amounts_read_as_a_person_says_them(said: str, wanted: str) -> None:
    assert said.replace("\N{NO-BREAK SPACE}", " ") == wanted
