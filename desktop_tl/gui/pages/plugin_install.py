"""Asks for what shall be installed: a name from the index, a wheel, a folder of wheels; lists what a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from desktop_tl.gui.widgets.card import Card, Rule
from desktop_tl.gui.widgets.drop_zone import DropZone
from desktop_tl.gui.widgets.file_dialogs import ask_folder
from desktop_tl.gui.widgets.layouts import clear_layout
from desktop_tl.gui.widgets.pill import Pill
from desktop_tl.gui.widgets.progress_row import ProgressRow
from desktop_tl.gui.widgets.text import Body, Caption, ElidedLabel, Muted

if TYPE_CHECKING:
    from desktop_tl.app.plugins.search import FoundPlugin

MOST_FOUND = 12


class InstallCard(Card):
    """Signals:
    install_wanted(list[str]): names, or paths of wheels and folders; nothing is installed before a plan is agreed to.
    search_wanted(str): words that the names of plugins on the index shall hold; empty for all.
    """

    install_wanted = Signal(list)
    search_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("card")
        self.set_title(self.tr("Install a plugin"))
        self.progress = ProgressRow(stop_text=self.tr("Cancel"))
        self.progress.setObjectName("plugin_progress")
        self.field = _NameField(self.tr("Name, or path of a wheel or folder"))
        self.field.setObjectName("plugin_name")
        self.field.setPlaceholderText(self.tr("desktop-tl-…"))
        self.field.entered.connect(self._on_install)
        self.field.textChanged.connect(lambda _text: self._show_buttons())
        self.install_button = PrimaryButton(self.tr("Install…"), "download")
        self.install_button.setObjectName("install_plugin")
        self.install_button.clicked.connect(lambda _checked=False: self._on_install())
        self.search_button = SecondaryButton(self.tr("Search the index"), "search")
        self.search_button.setObjectName("search_plugins")
        self.search_button.setToolTip(self.tr("Asks the package index for plugins with these words in their names"))
        self.search_button.clicked.connect(lambda _checked=False: self.search_wanted.emit(self.field.text().strip()))
        self.zone = self._make_zone()
        self._busy = False
        self._found = QWidget()
        self._found.setObjectName("found_plugins")
        self._found.setAccessibleName(self.tr("Plugins on the index"))
        self._found_rows = QVBoxLayout(self._found)
        self._found_rows.setContentsMargins(0, 0, 0, 0)
        self._found_rows.setSpacing(0)
        self._found.hide()
        self._lay_out()
        self._show_buttons()

    def fill_in(self, name: str) -> None:
        """Writes a name into the field and goes there, so that Enter shows what installing it means."""
        self.field.setText(name)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def set_busy(self, busy: bool, title: str = "") -> None:
        """While ``title`` is under way, it shows how far that is, and nothing else can be asked for."""
        if (
            busy != self._busy
        ):  # else the focus of what is disabled goes to the end of the page, and the page follows it
            self._stack.setCurrentIndex(int(busy))
            (self.progress if busy else self.field).setFocus(Qt.FocusReason.OtherFocusReason)
        self._busy = busy
        self.progress.set_stoppable(True)
        self._found.setEnabled(not busy)
        self._show_buttons()
        self.set_title(title if busy else self.tr("Install a plugin"))

    def show_found(self, found: Sequence[FoundPlugin], words: str) -> None:
        """Lists what a search has found."""
        clear_layout(self._found_rows)
        self._found_rows.addWidget(Rule())
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 8, 0, 0)
        line.addWidget(Muted(self._count_text(len(found), words)), 1)
        close = QuietButton(self.tr("Close the list"))
        close.setProperty("compact", True)
        close.clicked.connect(lambda _checked=False: self._found.hide())
        line.addWidget(close)
        self._found_rows.addWidget(head)
        for plugin in found[:MOST_FOUND]:
            self._found_rows.addWidget(self._make_found_row(plugin))
        if len(found) > MOST_FOUND:
            more = count_text(len(found) - MOST_FOUND)
            self._found_rows.addWidget(Caption(self.tr("{0} more: type more of the name.").format(more)))
        self._found.show()

    def _count_text(self, count: int, words: str) -> str:
        if not words:
            if not count:
                return self.tr("There is no plugin on the index.")
            one, many = self.tr("1 plugin is on the index."), self.tr("{0} plugins are on the index.")
            return one if count == 1 else many.format(count_text(count))
        if not count:
            return self.tr("No plugin on the index has “{0}” in its name.").format(words)
        one, many = self.tr("1 plugin has “{1}” in its name."), self.tr("{0} plugins have “{1}” in their names.")
        return (one if count == 1 else many).format(count_text(count), words)

    def _make_found_row(self, plugin: FoundPlugin) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(12)
        line.addWidget(ElidedLabel(plugin.name), 1)
        if plugin.is_here:
            line.addWidget(Pill(self.tr("Installed"), "success"))
            row.setMinimumHeight(34)
        else:
            button = QuietButton(self.tr("Install…"))
            button.setProperty("compact", True)
            button.setObjectName("install_found")
            button.setAccessibleName(self.tr("Install {0}").format(plugin.name))
            button.clicked.connect(lambda _checked=False: self.install_wanted.emit([plugin.name]))
            line.addWidget(button)
        return row

    def _make_zone(self) -> DropZone:
        zone = DropZone(
            self.tr("Drop a wheel here"),
            self.tr("or a folder that holds wheels"),
            choose="files",
            file_filter=self.tr("Wheels (*.whl)"),
        )
        zone.setObjectName("plugin_drop_zone")
        zone.paths_dropped.connect(self._on_paths)
        wheel, folder = QuietButton(self.tr("Choose a wheel…")), QuietButton(self.tr("Choose a folder…"))
        wheel.setObjectName("choose_wheel")
        folder.setObjectName("choose_wheel_folder")
        wheel.clicked.connect(lambda _checked=False: zone.choose_paths())
        folder.clicked.connect(lambda _checked=False: self._choose_folder())
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        buttons.addStretch(1)
        for button in (wheel, folder):
            button.setProperty("compact", True)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = zone.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.setContentsMargins(8, 12, 8, 8)
        layout.insertLayout(layout.count() - 1, buttons)
        return zone

    def _lay_out(self) -> None:
        label = Body(self.tr("Name, or path of a wheel or folder"))
        label.setBuddy(self.field)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.install_button)
        buttons.addWidget(self.search_button)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(label)
        left.addWidget(self.field)
        left.addLayout(buttons)
        left.addWidget(Caption(self.tr("You see all that would come before anything is installed.")))
        left.addStretch(1)
        form, waiting = QWidget(), QWidget()
        line = QHBoxLayout(form)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(20)
        line.addLayout(left, 3)
        line.addWidget(self.zone, 2)
        column = QVBoxLayout(waiting)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(self.progress)
        column.addStretch(2)
        self._stack = QStackedWidget()
        self._stack.addWidget(form)
        self._stack.addWidget(waiting)
        self.add(self._stack)
        self.add(self._found)

    def _show_buttons(self) -> None:
        self.install_button.setEnabled(bool(self.field.text().strip()) and not self._busy)
        self.search_button.setEnabled(not self._busy)

    def _on_install(self) -> None:
        text = self.field.text().strip()
        if text and not self._busy:
            self.install_wanted.emit([text])

    def _choose_folder(self) -> None:
        folder = ask_folder(self, self.tr("Choose a folder that holds wheels"))
        if folder is not None:
            self._on_paths([folder])

    def _on_paths(self, paths: list[Path]) -> None:
        self.install_wanted.emit([str(path) for path in paths])


class _NameField(QLineEdit):
    """Files that are dropped on it go to the page, whose business they are.

    Signals:
        entered(): Enter was pressed.
    """

    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAcceptDrops(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)
