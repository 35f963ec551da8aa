"""Opens what every command needs, and says what is wrong with the settings if something is."""

import argparse
import sys

from desktop_tl.app.context import AppContext, build_context, find_runs
from desktop_tl.app.paths import default_paths
from desktop_tl.app.settings import SettingsStore
from desktop_tl.cli.output import show_controls
from desktop_tl.runs.store import RunStore


def open_context(arguments: argparse.Namespace) -> AppContext:
    """Settings and plugins, as the flags want them."""
    context = build_context(safe_mode=arguments.safe_mode)
    _tell_notes(context.settings)
    return context


def open_runs() -> RunStore:
    """The runs alone, without loading a plugin."""
    return find_runs(default_paths(), open_settings())


def open_settings() -> SettingsStore:
    """The settings alone."""
    settings = SettingsStore(default_paths().settings_file)
    _tell_notes(settings)
    return settings


def _tell_notes(settings: SettingsStore) -> None:
    for note in settings.notes:
        print(show_controls(f"Note: {note}"), file=sys.stderr)
