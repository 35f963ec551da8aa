"""Shows which plugin the start of the window waits for. In a process of its own: in this one, nothing else can run."""

import json
import os
import subprocess
import sys
from collections.abc import Callable

from desktop_tl.app.paths import default_paths
from desktop_tl.app.plugins.enabling import change_enabled
from desktop_tl.app.restarting import start_anew
from desktop_tl.child_programs import child_program, path_variables
from desktop_tl.host import PluginRecord


def show_waiting(record: PluginRecord) -> Callable[[], None]:
    """Opens a small window that names the plugin and offers to start without it; returns what closes it."""
    process = subprocess.Popen(
        [*child_program("--tell-waiting"), json.dumps([record.key, record.title, os.getpid()])],
        env=os.environ | path_variables(sys.path),
        stdin=subprocess.PIPE,  # its end tells the child that the app has gone
    )

    def close() -> None:
        process.kill()
        process.wait()

    return close


def start_without(key: str, waiting: int) -> None:
    """Disables the plugin, starts the app anew and ends the process that waits for it. In the small window's process.

    Raises:
        UserError: it cannot be noted that the plugin is disabled.
    """
    change_enabled(default_paths(), key, enabled=False)
    start_anew()
    os.kill(waiting, 9 if os.name == "nt" else 15)
