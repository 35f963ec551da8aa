"""Seconds until the first window is painted, beside those of a bare Qt window, each in a fresh process."""

import subprocess
import sys
import time

from tests.bench.setting import prepare, report

BARE = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("Desktop TL")
label.show()
app.processEvents()
print("painted", flush=True)
"""
OURS = """
from desktop_tl.app.context import build_context
from desktop_tl.gui.application import make_application, open_window
context = build_context()
app = make_application(context)
window = open_window(context)
app.processEvents()
import sys
assert "torch" not in sys.modules
print("painted", flush=True)
"""


def time_until_painted(code: str) -> float:
    """Seconds from starting Python to its line ``painted``."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    seconds = time.perf_counter() - began
    process.kill()
    process.wait()
    assert line.strip() == "painted", line
    return seconds


if __name__ == "__main__":
    prepare()
    time_until_painted(OURS)  # warm: bytecode and the disk's cache
    bare, ours = time_until_painted(BARE), time_until_painted(OURS)
    report(seconds=ours, bare_qt_seconds=bare, ratio=ours / bare)
