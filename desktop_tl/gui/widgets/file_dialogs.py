"""Asks for folders and files with the system's dialog, which opens where the person was last."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_last = ""


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """None if the person gives up."""
    chosen = QFileDialog.getExistingDirectory(parent, title, _start())
    if not chosen:
        return None
    _remember(Path(chosen).parent)
    return Path(chosen)


def ask_files(parent: QWidget, title: str, file_filter: str) -> list[Path]:
    """Empty if the person gives up."""
    paths = [Path(name) for name in QFileDialog.getOpenFileNames(parent, title, _start(), file_filter)[0]]
    if paths:
        _remember(paths[0].parent)
    return paths


def ask_new_file(parent: QWidget, title: str, name: str, file_filter: str) -> Path | None:
    """None if the person gives up. Whoever writes it refuses one that is there."""
    place = str(Path(_start()) / name)
    options = QFileDialog.Option.DontConfirmOverwrite
    chosen = QFileDialog.getSaveFileName(parent, title, place, file_filter, options=options)[0]
    if not chosen:
        return None
    path = Path(chosen)
    _remember(path.parent)
    ending = Path(name).suffix
    return path if path.suffix.lower() == ending else path.with_name(path.name + ending)


def _start() -> str:
    """Windows and macOS remember it by themselves; elsewhere Qt would begin wherever the app was started from."""
    if _last or sys.platform in ("win32", "darwin"):
        return _last
    places = (QStandardPaths.StandardLocation.PicturesLocation, QStandardPaths.StandardLocation.HomeLocation)
    folders = [QStandardPaths.writableLocation(place) for place in places]
    return next((folder for folder in folders if folder and Path(folder).is_dir()), "")


def _remember(folder: Path) -> None:
    global _last
    _last = str(folder)
