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
EPOCHS = 60


@pytest.fixture
def killed(own_home: Path) -> RunFolder:
    """`desktop-tl train` on 300 digits, killed after some epochs without a chance to say so."""
    flags = f"--dataset samples/digits --limit 300 --epochs {EPOCHS} --name digits --set image_size=64"
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop_tl", "train", *flags.split()],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"DESKTOP_TL_HOME": str(own_home)},
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("Epoch") and int(line.split()[1].split("/")[0]) >= 5:
            break
    process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    process.wait(30)
    process.stdout.close()
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
    assert before[:5] == [1, 2, 3, 4, 5]

    qtbot.mouseClick(window.rail.button("train"), Qt.MouseButton.LeftButton)
    offered = window.page("train").findChild(QAbstractButton, "resume_interrupted")
    assert offered is not None
    qtbot.waitUntil(offered.isVisible)
    feed = window.bench.feed
    with qtbot.waitSignal(feed.started, timeout=LONG):
        qtbot.mouseClick(offered, Qt.MouseButton.LeftButton)
    assert len(feed.progress.epochs) == len(before), "the curve is there from its beginning"

    qtbot.waitUntil(lambda: not feed.is_running, timeout=LONG)
    assert feed.job is not None
    assert feed.job.end is not None
    assert feed.job.end.outcome == "finished", feed.job.end
    assert [known.epoch for known in feed.progress.epochs] == list(range(1, EPOCHS + 1))
    assert killed.status() == "finished"
    assert killed.result()["frozen_unchanged"] is True
    assert killed.evaluation().metrics["accuracy"] > 0.7
