"""The small window that names the plugin which the app's start waits for; a program of its own."""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop_tl.api.errors import UserError
from desktop_tl.app.paths import default_paths
from desktop_tl.app.settings import SettingsStore
from desktop_tl.app.waiting import start_without
from desktop_tl.gui.application import install_translators
from desktop_tl.gui.theme import apply_theme
from desktop_tl.gui.widgets.buttons import SecondaryButton
from desktop_tl.gui.widgets.text import Body, Strong


class WaitingWindow(QWidget):
    """Stays until the app closes it, or the person has had enough."""

    def __init__(self, key: str, title: str, waiting: int) -> None:
        """``waiting``: id of the process that waits for the plugin."""
        super().__init__()
        self._key, self._waiting = key, waiting
        self.setWindowTitle("Desktop TL")
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(Strong(self.tr("Desktop TL is starting and waits for the plugin {0}.").format(title)))
        self._text = Body(
            self.tr("It takes unusually long. Without it, the app starts at once; the page Plugins enables it again.")
        )
        layout.addWidget(self._text)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.start_button = SecondaryButton(self.tr("Start without this plugin"))
        self.start_button.clicked.connect(self._on_start)
        buttons.addWidget(self.start_button)
        layout.addLayout(buttons)
        self.setFixedWidth(460)

    def _on_start(self) -> None:
        try:
            start_without(self._key, self._waiting)
        except UserError as error:
            self._text.setText(str(error))
            return
        self.close()


def main() -> int:
    """Shows the window for what the one argument says."""
    app = QApplication(sys.argv[:1])
    settings = SettingsStore(default_paths().settings_file).value
    install_translators(app, settings.language)
    apply_theme(app, settings.appearance)
    window = WaitingWindow(*json.loads(sys.argv[1]))
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
