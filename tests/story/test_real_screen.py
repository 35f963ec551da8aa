"""The app on a real X server: the demo as a command, its window on the screen, the picture that the README shows."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README_PICTURE = ROOT / "resources" / "screenshots" / "train.png"
ARTEFACTS = ROOT / "tests" / "artefacts"
DEADLINE = 180

GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
assert app.platformName() == "xcb"
sys.exit(0 if app.primaryScreen().grabWindow(0).save(sys.argv[1]) else 1)
"""


@pytest.fixture
def display() -> Iterator[str]:
    """A display of its own of 1280 × 800."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("Xvfb is not installed (Debian: apt-get install xvfb)")
    read, write = os.pipe()
    command = [server, "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    if not number:
        pytest.skip("Xvfb did not start here")
    yield f":{number}"
    process.terminate()
    process.wait(120)


def wait_for(condition, process: subprocess.Popen[str], what: str) -> None:
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert process.poll() is None, f"the app ended with {process.returncode}"
        assert time.monotonic() < deadline, f"no {what} after {DEADLINE} s"
        time.sleep(0.1)  # another process: there is no signal to wait for


def count_colors(picture: Path) -> int:
    from PIL import Image

    with Image.open(picture) as image:
        assert image.size == (1280, 800)
        return len(image.convert("RGB").getcolors(1 << 24) or [])


@pytest.mark.xserver
def test_the_demo_trains_in_a_real_window_and_ctrl_c_closes_it(display: str, own_home: Path) -> None:
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}
    (own_home / "settings.toml").write_text('appearance = "light"\n')
    process = subprocess.Popen([sys.executable, "-m", "desktop_tl", "demo"], env=environment, text=True)
    try:
        run = own_home / "runs" / "demo"
        wait_for(lambda: (run / "result.json").is_file(), process, "result")
        ARTEFACTS.mkdir(exist_ok=True)
        picture = ARTEFACTS / "train.png"
        subprocess.run([sys.executable, "-c", GRAB, str(picture)], env=environment, check=True)
        assert count_colors(picture) > 100, "the window is on the screen"
        process.send_signal(signal.SIGINT)
        assert process.wait(120) == 0
    finally:
        process.kill()
    if os.environ.get("DESKTOP_TL_KEEP_SCREENSHOTS"):
        README_PICTURE.parent.mkdir(exist_ok=True)
        shutil.copy(picture, README_PICTURE)


def test_every_picture_of_the_readme_exists() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert pictures
    assert [name for name in pictures if not (ROOT / name).is_file()] == []
