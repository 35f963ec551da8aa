"""A plugin that keeps the window from starting is named in a window of its own, which can start the app without it."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_tl.app.paths import default_paths
from desktop_tl.app.plugins.enabling import read_disabled
from desktop_tl.gui.waiting import WaitingWindow
from tests.host.test_isolation import put

START = """
import sys
import psutil
from desktop_tl.host import loading
loading.PATIENCE_SECONDS = 0.05
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop_tl.cli import main
app = QApplication([])
QTimer.singleShot(0, app.closeAllWindows)
status = main([])
print(len(psutil.Process().children()), "left over")
sys.exit(status)
"""

SLUGGISH = """
import time, psutil

def is_small_window(child):  # it has loaded Qt's platform, for which it had to come past all imports
    try:
        return "--tell-waiting" in child.cmdline() and any("libqoffscreen" in m.path for m in child.memory_maps())
    except psutil.Error:
        return False

began = time.monotonic()
while not any(map(is_small_window, psutil.Process().children())) and time.monotonic() < began + 200:
    time.sleep(0.02)
SEEN = time.monotonic() < began + 200

@hookimpl
def desktop_tl_backbones():
    return [backbone("sluggish/seen" if SEEN else "sluggish/unseen")]
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the memory of another process")
def test_the_window_that_is_kept_waiting_says_by_whom_and_opens_all_the_same(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    put(folder, "sluggish", SLUGGISH)
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([*filter(None, sys.path), str(folder)]),
        "QT_QPA_PLATFORM": "offscreen",
        "DESKTOP_TL_TRACE_HOOKS": "1",
    }
    done = subprocess.run([sys.executable, "-c", START], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Still loading the plugin vice-sluggish" in done.stderr
    assert "→ sluggish/seen" in done.stderr
    assert done.stdout == "0 left over\n"


@pytest.fixture
def slow_app():
    """A process that stands for the app whose start does not come to its end."""
    process = subprocess.Popen([sys.executable, "-c", "import threading; threading.Event().wait()"])
    yield process
    process.kill()
    process.wait()


def test_the_app_can_be_started_without_it(qtbot, monkeypatch, slow_app):
    begun = []
    monkeypatch.setattr("desktop_tl.app.waiting.subprocess.Popen", lambda command, **_: begun.append(command))
    window = WaitingWindow("acme:acme", "desktop-tl-acme", slow_app.pid)
    qtbot.addWidget(window)
    window.show()
    assert any("waits for the plugin desktop-tl-acme" in label.text() for label in window.findChildren(QLabel))
    qtbot.mouseClick(window.start_button, Qt.MouseButton.LeftButton)
    assert slow_app.wait(120) != 0
    assert read_disabled(default_paths()) == {"acme:acme"}
    assert begun == [[sys.executable, "-m", "desktop_tl"]]
    assert not window.isVisible()


def test_what_cannot_be_noted_is_said(qtbot, slow_app, own_home):
    default_paths().plugins.parent.mkdir(parents=True, exist_ok=True)
    default_paths().plugins.write_text("a file where the folder should be")
    window = WaitingWindow("acme:acme", "desktop-tl-acme", slow_app.pid)
    qtbot.addWidget(window)
    window.show()
    qtbot.mouseClick(window.start_button, Qt.MouseButton.LeftButton)
    assert "cannot be" in window._text.text()
    assert slow_app.poll() is None
    assert window.isVisible()
