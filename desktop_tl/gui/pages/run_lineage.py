"""Which run one began with, and which began with it; each leads to that run."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_tl.gui.widgets.buttons import QuietButton
from desktop_tl.gui.widgets.layouts import clear_layout
from desktop_tl.gui.widgets.text import Body, Muted, breakable
from desktop_tl.runs.store import RunSummary

MOST_AFTER = 4
"""Runs that began with one; of more, the newest are named, so that what follows stays in sight."""

MOST_TITLE = 168
"""Pixels of the name of another run, which must not widen the panel."""


class RunLineage(QWidget):
    """Signals:
    run_wanted(Path): show the run in that folder instead.
    """

    run_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    def show_lines(self, before: RunSummary | str | None, after: Sequence[RunSummary]) -> None:
        """The run whose model it began with (its name alone if it is gone), and those that began with its own."""
        clear_layout(self._grid)
        lines: list[tuple[str, RunSummary | str]] = [(self.tr("Begins with"), before)] if before else []
        shown = after[: MOST_AFTER if len(after) > MOST_AFTER + 1 else None]
        lines += [(self.tr("Led to") if number == 0 else "", run) for number, run in enumerate(shown)]
        if len(shown) < len(after):
            lines.append(("", self.tr("and {0} earlier ones").format(len(after) - len(shown))))
        for number, (label, run) in enumerate(lines):
            name = Muted(label)
            name.setWordWrap(False)
            self._grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignVCenter)
            if isinstance(run, str):
                words = Body(breakable(run))
                words.setContentsMargins(10, 4, 0, 4)  # in line with the buttons
                self._grid.addWidget(words, number, 1)
            else:
                self._grid.addWidget(self._make_link(run), number, 1, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(lines))

    def _make_link(self, run: RunSummary) -> QuietButton:
        button = QuietButton()
        shown = button.fontMetrics().elidedText(run.title, Qt.TextElideMode.ElideMiddle, MOST_TITLE)
        button.setText(shown.replace("&", "&&"))
        button.setAccessibleName(run.title)
        button.setObjectName("open_relative")
        button.setToolTip(f"{run.title}\n{self.tr('Shows that run.')}")
        button.clicked.connect(lambda _checked=False, path=run.path: self.run_wanted.emit(path))
        return button
