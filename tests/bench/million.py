"""A folder of a million pictures, opened through the Data page: files a second, memory, and whether the window stalls.

The pictures are hard links to a few real JPEG files, so that the folder costs names and hardly any bytes.
"""

import os
import shutil
import sys
import threading
import time
from pathlib import Path

from tests.bench.setting import prepare, report

HOME = prepare()

import numpy as np
import psutil
from PIL import Image
from PySide6.QtCore import Qt, QTimer

from desktop_tl.app.context import build_context
from desktop_tl.gui.application import make_application, open_window
from desktop_tl.gui.pages.data_page import DataPage

PICTURES, QUICK = 1_000_000, 50_000
CLASSES = 100
REAL = 32
LINKS = 20_000
"""Names of one file: file systems allow between 1,023 (NTFS) and 65,000 (ext4); beyond that another copy is made."""

SECONDS = 1800


def make_folder(folder: Path, pictures: int) -> None:
    """One folder per class, each with its share of the names."""
    real = folder.with_name("real")
    real.mkdir(parents=True)
    rng = np.random.default_rng(0)
    most = 1000 if sys.platform == "win32" else LINKS
    copies = max(REAL, -(-pictures // most))
    for number in range(copies):
        small = Image.fromarray(rng.integers(0, 256, (6, 8, 3), np.uint8))
        small.resize((320, 240), Image.Resampling.BICUBIC).save(real / f"{number}.jpg", quality=85)
    files = [str(real / f"{number}.jpg") for number in range(copies)]
    for label in range(CLASSES):
        inside = folder / f"class-{label:03d}"
        inside.mkdir(parents=True)
        for number in range(label, pictures, CLASSES):
            os.link(files[number % copies], f"{inside}/picture-{number:07d}.jpg")


class Watch:
    """Beats in the window's thread every 10 ms, and looks at memory from another one."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self.peak = 0
        self._last = 0.0
        self._ended = threading.Event()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._beat)
        self._thread = threading.Thread(target=self._look, daemon=True)

    def start(self) -> None:
        """From now on."""
        self._last = time.perf_counter()
        self._timer.start()
        self._thread.start()

    def stop(self) -> None:
        """Until now."""
        self._timer.stop()
        self._ended.set()
        self._thread.join()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last)
        self._last = now

    def _look(self) -> None:
        process = psutil.Process()
        while not self._ended.wait(0.05):
            self.peak = max(self.peak, process.memory_info().rss)


def main(pictures: int) -> None:
    """Opens the folder as a person who drops it on the window, and looks at it for two more seconds."""
    folder = HOME / "cache" / "million" / "pictures"
    try:
        make_folder(folder, pictures)
        app = make_application(context := build_context())
        window = open_window(context)
        page = window.findChild(DataPage)
        assert page is not None
        for _ in range(50):  # the window is painted, and nothing of its own start counts
            app.processEvents()
            time.sleep(0.01)
        before = psutil.Process().memory_info().rss
        watch, began = Watch(), time.perf_counter()
        opened = [0.0]

        def look() -> None:
            if not page.is_opening() and not opened[0]:
                opened[0] = time.perf_counter() - began
                QTimer.singleShot(2000, lambda: app.exit(0))
            elif time.perf_counter() - began > SECONDS:
                app.exit(1)

        looking = QTimer()
        looking.setInterval(20)
        looking.timeout.connect(look)
        watch.start()
        page.open_path(folder)
        looking.start()
        app.exec()
        watch.stop()
        dataset = window.bench.draft.dataset
        assert dataset is not None and len(dataset) == pictures, "the folder was not opened"
        window.bench.background.close()  # the check of the pictures goes on in the background
        gaps = sorted(watch.gaps)
        report(
            files_per_second=pictures / opened[0],
            seconds=opened[0],
            peak_mb=watch.peak / 1e6,
            grown_mb=(watch.peak - before) / 1e6,
            p99_ms=gaps[int(len(gaps) * 0.99)] * 1e3,
            longest_ms=gaps[-1] * 1e3,
        )
    finally:
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main(QUICK if "--quick" in sys.argv else PICTURES)
