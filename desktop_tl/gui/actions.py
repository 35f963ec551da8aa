"""The table of what keys do in the window: shortcuts, the menu bar of macOS and the overview come from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar

if TYPE_CHECKING:
    from desktop_tl.gui.main_window import MainWindow

Run = Callable[["MainWindow"], object]


@dataclass(frozen=True, kw_only=True)
class Action:
    """One thing that a key does.

    Args:
        id: stable, the object name of its `QAction`.
        title: as in a menu, translated.
        keys: the first one stands in the menu and in the overview.
        group: heading in the overview and name of the menu, translated.
        listed: whether the overview names it.
        run: None for a key that a page or a widget listens to itself; it is only listed.
    """

    id: str
    title: str
    keys: tuple[str, ...]
    group: str
    listed: bool = True
    run: Run | None = None


def make_actions() -> tuple[Action, ...]:
    """The table, in the language of the window."""
    file, go, train, lists, help_ = _tr("File"), _tr("Go"), _tr("Train"), _tr("In lists"), _tr("Help")
    pages = ("Data", "Model", "Train", "Results", "Predict", "Runs", "Plugins", "Settings", "Help")
    names = [QCoreApplication.translate("Rail", page) for page in pages]
    return (
        Action(id="open", title=_tr("Choose data…"), keys=("Ctrl+O",), group=file, run=lambda w: w.show_page("data")),
        Action(id="find", title=_tr("Search on this page"), keys=("Ctrl+F",), group=file, run=lambda w: w.find()),
        Action(id="quit", title=_tr("Quit"), keys=("Ctrl+Q",), group=file, run=lambda w: w.close()),
        *(
            Action(id=f"go_{page.lower()}", title=name, keys=(f"Ctrl+{number}",), group=go)
            for number, (page, name) in enumerate(zip(pages, names, strict=True), start=1)
        ),
        Action(
            id="preferences",
            title=_tr("Settings…"),
            keys=("Ctrl+,",),
            group=go,
            listed=False,
            run=lambda w: w.show_page("settings"),
        ),
        Action(id="start", title=_tr("Start training (on the Train page)"), keys=("Ctrl+Return",), group=train),
        Action(id="stop", title=_tr("Stop training (on the Train page)"), keys=("Ctrl+.",), group=train),
        Action(id="open_item", title=_tr("Open what is selected"), keys=("Return",), group=lists),
        Action(id="delete_item", title=_tr("Delete the selected run"), keys=("Delete",), group=lists),
        Action(id="copy_item", title=_tr("Copy the selected numbers"), keys=("Ctrl+C",), group=lists),
        Action(id="clear", title=_tr("Empty the search"), keys=("Esc",), group=lists),
        Action(id="help", title=_tr("Help on this task"), keys=("F1",), group=help_, run=lambda w: w.show_help()),
        Action(
            id="shortcuts",
            title=_tr("Keyboard shortcuts"),
            keys=("Ctrl+?",),
            group=help_,
            run=lambda w: w.show_shortcuts(),
        ),
        Action(
            id="about",
            title=_tr("About Desktop TL"),
            keys=("Shift+F1",),
            group=help_,
            run=lambda w: w.show_about(),
        ),
    )


def add_actions(window: MainWindow, actions: tuple[Action, ...], menu_bar: QMenuBar | None = None) -> None:
    """Gives the window its keys, and the menu bar (if there is one) a menu for each group."""
    menus = {}
    for action in actions:
        if action.run is None:
            continue
        made = QAction(action.title, window)
        made.setObjectName(f"action_{action.id}")
        made.setShortcuts([QKeySequence(keys) for keys in action.keys])
        made.triggered.connect(lambda _checked=False, run=action.run: run(window))
        made.setMenuRole(_ROLES.get(action.id, QAction.MenuRole.NoRole))
        window.addAction(made)
        if menu_bar is not None:
            if action.group not in menus:
                menus[action.group] = menu_bar.addMenu(action.group)
            menus[action.group].addAction(made)


_ROLES = {
    "quit": QAction.MenuRole.QuitRole,
    "preferences": QAction.MenuRole.PreferencesRole,
    "about": QAction.MenuRole.AboutRole,
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)
