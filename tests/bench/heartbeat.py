"""How regularly a 10 ms timer of the window beats while the demo trains: the 99th percentile and the longest gap."""

import sys
import time

from tests.bench.setting import prepare, report

prepare()

from PySide6.QtCore import Qt, QTimer

from desktop_tl.app.context import build_context
from desktop_tl.gui.application import make_application, open_window, start_demo
from desktop_tl.gui.main_window import PAGES

if __name__ == "__main__":
    context = build_context()
    app = make_application(context)
    window = open_window(context)
    preloading = window.bench.preload_engine()
    gaps: list[float] = []
    last = [0.0]

    def beat() -> None:
        now = time.perf_counter()
        if window.bench.feed.is_running and last[0]:
            gaps.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(10)
    timer.timeout.connect(beat)
    timer.start()
    deadline = time.monotonic() + 300
    while not preloading.is_done and time.monotonic() < deadline:
        app.processEvents()
        time.sleep(0.01)
    window.bench.feed.ended.connect(lambda _job: app.exit(0))
    window.bench.background.failed_unexpectedly.connect(lambda _error: app.exit(1))
    window.import_pages()
    while not all(f"desktop_tl.gui.pages.{module}" in sys.modules for module, _ in PAGES.values()):
        app.processEvents()
    start_demo(window)
    app.exec()
    gaps.sort()
    report(
        beats=len(gaps),
        p50_ms=gaps[len(gaps) // 2] * 1e3,
        p99_ms=gaps[int(len(gaps) * 0.99)] * 1e3,
        longest_ms=gaps[-1] * 1e3,
    )
