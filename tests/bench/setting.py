"""A home of its own for a benchmark, and Qt without a screen unless there is one."""

import json
import os
import tempfile
from pathlib import Path


def prepare() -> Path:
    """Sets the environment before anything of the app is imported; returns the temporary home."""
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_API"], os.environ["PYQTGRAPH_QT_LIB"] = "pyside6", "PySide6"
    home = Path(tempfile.mkdtemp(prefix="desktop-tl-bench-"))
    os.environ["DESKTOP_TL_HOME"] = str(home)
    return home


def report(**figures: float) -> None:
    """Prints the figures for the table."""
    print(json.dumps(figures))
