"""Starts the app anew: after plugins were changed, or without the one that it waits for."""

import subprocess
import sys


def start_command() -> list[str]:
    """The command that opens the window, with this Python and these packages."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop_tl"]


def start_anew() -> None:
    """Starts the window as a process of its own, which stays when this one ends."""
    subprocess.Popen(start_command(), stdin=subprocess.DEVNULL, start_new_session=True)
