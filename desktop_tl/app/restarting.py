"""Starts the app anew: after plugins were changed, or without the one that it waits for."""

import subprocess

from desktop_tl.child_programs import app_command


def start_anew() -> None:
    """Starts the window as a process of its own, which stays when this one ends."""
    subprocess.Popen(app_command(), stdin=subprocess.DEVNULL, start_new_session=True)
