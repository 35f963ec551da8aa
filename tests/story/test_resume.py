"""A run that the system kills is offered in the window, goes on where it was, and finishes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from desktop_tl.app.context import build_context
from desktop_tl.gui.application import make_application, open_window
from desktop_tl.gui.main_window import MainWindow
from desktop_tl.runs.folder import RunFolder

LONG = 120_000
EPOCHS, KILLED_AFTER = 20, 5

TRAIN = """
import os, signal, sys
from desktop_tl.api.events import EpochFinished
from desktop_tl.cli import main
from desktop_tl.runs.event_log import EventLog

append = EventLog.append

def append_and_die(self, event):
    append(self, event)
    if isinstance(event, EpochFinished) and event.epoch == int(sys.argv[1]):
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

EventLog.append = append_and_die
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def killed(own_home: Path) -> RunFolder:
    """`desktop-tl train` on 300 digits, killed after some epochs without a chance to say so."""
    flags = f"--dataset samples/digits --limit 300 --epochs {EPOCHS} --name digits --set image_size=64"
    done = subprocess.run(
        [sys.executable, "-c", TRAIN, str(KILLED_AFTER), "train", *flags.split()],
        env=os.environ | {"DESKTOP_TL_HOME": str(own_home)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL or sys.platform == "win32"
    return RunFolder.open(own_home / "runs" / "digits")


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, killed: RunFolder) -> Iterator[MainWindow]:
    context = build_context()
    make_application(context)
    window = open_window(context)
    qtbot.addWidget(window)
    yield window
    context.jobs.stop_all()
    qtbot.waitUntil(lambda: not window.bench.feed.is_running, timeout=LONG)
    window.close()


def test_a_killed_run_is_offered_resumed_and_finished(qtbot: QtBot, window: MainWindow, killed: RunFolder) -> None:
    assert killed.status() == "interrupted"
    before = [known.epoch for known in killed.progress().epochs]
    assert before == list(range(1, KILLED_AFTER + 1))

    qtbot.mouseClick(window.rail.button("train"), Qt.MouseButton.LeftButton)
    offered = window.page("train").findChild(QAbstractButton, "resume_interrupted")
    assert offered is not None
    qtbot.waitUntil(offered.isVisible)
    feed, known_at_start = window.bench.feed, []
    feed.started.connect(lambda: known_at_start.append(len(feed.progress.epochs)))
    qtbot.mouseClick(offered, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(known_at_start))
    assert known_at_start == [len(before)], "the curve is there from its beginning"

    qtbot.waitUntil(lambda: not feed.is_running, timeout=LONG)
    assert feed.job is not None
    assert feed.job.end is not None
    assert feed.job.end.outcome == "finished", feed.job.end
    assert [known.epoch for known in feed.progress.epochs] == list(range(1, EPOCHS + 1))
    assert killed.status() == "finished"
    assert killed.result()["frozen_unchanged"] is True
    assert killed.evaluation().metrics["accuracy"] > 0.7
