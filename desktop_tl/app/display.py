"""Tells whether a window could appear here, without loading Qt."""

import os
import sys


def has_display() -> bool:
    """As far as the environment tells; on Windows and macOS always."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
