"""Opens the window, or says why none can be opened."""

import argparse
from pathlib import Path

from desktop_tl.api.errors import UserError
from desktop_tl.app.context import build_context
from desktop_tl.app.display import has_display
from desktop_tl.app.waiting import show_waiting

_TERMINAL = "The terminal commands work all the same: desktop-tl --help."


def open_window(arguments: argparse.Namespace, *, demo: bool = False) -> int:
    """`desktop-tl` without a command, and `desktop-tl open`."""
    path = Path(arguments.path).absolute() if getattr(arguments, "path", None) else None
    if not has_display():
        raise UserError("There is no display here, so the window cannot be opened.", advice=_TERMINAL)
    try:
        from desktop_tl.gui.application import run  # Qt: 0.5 s, and it may be missing where only the terminal is used
    except ImportError as error:
        if not _is_about_qt(error):
            raise
        raise UserError(
            f"The window cannot be opened because Qt cannot be loaded: {error}.",
            advice=f"`desktop-tl doctor` tells how to mend it. {_TERMINAL}",
        ) from error
    status: int = run(build_context(safe_mode=arguments.safe_mode, on_wait=show_waiting), demo=demo, path=path)
    return status


def _is_about_qt(error: ImportError) -> bool:
    words = ("PySide6", "shiboken6", "cannot open shared object", "DLL load failed", "Library not loaded")
    return any(word in f"{error.name} {error.path} {error}" for word in words)
