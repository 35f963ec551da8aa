"""The window opens without torch: it must not wait for seconds of imports, and a broken torch must become a message."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HEAVY = ("torch", "torchvision", "timm", "sklearn", "scipy", "pyqtgraph", "faster_coco_eval")

OPEN_AND_PAINT = """
import json, sys, time
from desktop_tl.app.context import build_context
from desktop_tl.gui.application import make_application, open_window
context = build_context()
app = make_application(context)
window = open_window(context)
deadline = time.monotonic() + 250
while window.bench.background._tasks and time.monotonic() < deadline or not window.isVisible():
    app.processEvents()
picture = window.grab().toImage()
facts = {
    "loaded": sorted(name for name in HEAVY if name in sys.modules),
    "painted": len({picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}),
    "states": sorted({record.state for record in context.plugins.records}),
    "backbones": len(context.catalog.backbones),
}
"""

CLOSE = """
window.close()
print(json.dumps(facts))
"""

TRAIN = """
from desktop_tl.app.default_recipe import demo_recipe
from desktop_tl.app.doctor import check_torch
facts["doctor"] = [[finding.status, finding.text, finding.advice] for finding in check_torch()]
bench = window.bench
bench.feed.follow(context.jobs.start(demo_recipe(context.catalog)))
while bench.feed.is_running and time.monotonic() < deadline:
    app.processEvents()
end = bench.feed.progress.end
facts["run"] = [end.outcome, end.message, end.advice, end.report]
facts["status"] = bench.feed.job.folder.status()
facts["shown"] = bench.shown_run is not None
"""


def start_window(script: str, first_on_path: Path | None = None) -> dict[str, Any]:
    """Runs the script in a fresh process; what it found is the last line that it prints."""
    folders = [str(first_on_path)] if first_on_path else []
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join([*folders, *filter(None, sys.path)]),
    }
    done = subprocess.run(
        [sys.executable, "-c", f"HEAVY = {HEAVY!r}\n{script}{CLOSE}"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    facts: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return facts


def test_the_window_is_painted_without_torch_and_what_takes_as_long():
    facts = start_window(OPEN_AND_PAINT)
    assert facts["loaded"] == []
    assert facts["painted"] > 10
    assert facts["states"] == ["ready"]
    assert facts["backbones"] > 10


@pytest.fixture
def broken_torch(tmp_path: Path) -> Path:
    """A torch that stands first on the path and fails as one without its libraries does."""
    package = tmp_path / "torch"
    package.mkdir()
    (package / "__init__.py").write_text(
        "raise ImportError('libcudart.so.13: cannot open shared object file: No such file or directory')\n"
    )
    return tmp_path


def test_with_a_broken_torch_the_window_comes_up_and_run_and_doctor_tell_it_in_words(broken_torch: Path):
    facts = start_window(OPEN_AND_PAINT + TRAIN, broken_torch)
    assert facts["painted"] > 10
    assert facts["states"] == ["ready"]

    outcome, message, advice, report = facts["run"]
    assert outcome == "failed"
    assert facts["status"] == "failed"
    assert facts["shown"]
    assert "PyTorch" in message
    assert "libcudart.so.13" in message
    assert advice
    assert report == ""  # it is no bug of the app

    ((status, text, advice),) = facts["doctor"]
    assert status == "error"
    assert "libcudart.so.13" in text
    assert "pip install" in advice
