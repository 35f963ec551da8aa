"""The terminal: the same use cases as in the window, for scripts and for machines without a screen."""

from desktop_tl.cli.main import main

__all__ = ["main"]
