"""Where everything lies in this clone, and the one kind of failure that a person can mend."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
REMOVED_VENV = ROOT / ".venv-removed"
STATE_FILE = VENV / "desktop-tl-setup.json"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
PYTHON = BIN / f"python{EXE}"
# Not .venv's own Python, should that one run dev.py: it may be about to be replaced.
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable
THIS_PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"


class Problem(Exception):
    """Something the person at the keyboard can mend: shown as words, exit status 1."""


def say(text: str) -> None:
    print(f"==> {text}", flush=True)
