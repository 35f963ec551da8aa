"""How long the texts of a dataset are, for those that are learnt themselves: they have no classes to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_tl.gui.widgets.amounts import count_text, short_count
from desktop_tl.gui.widgets.histogram import Histogram
from desktop_tl.gui.widgets.text import Caption, Strong

if TYPE_CHECKING:  # it needs numpy, which the first paint of the window does not
    from desktop_tl.gui.pages.data_summary import DataSummary

HEIGHT = 132


class TextLengths(QWidget):
    """How much there is in all, and how it is spread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("text_lengths")
        self._all, self._range = Strong(), Caption()
        self.histogram = Histogram(self.tr("How long the texts are"), self.tr("Characters"))
        self.histogram.setFixedHeight(HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._all, self._range, self.histogram):
            column.addWidget(part)
        column.addStretch(1)

    def show_summary(self, summary: DataSummary) -> None:
        """Of many texts only some are measured, so what they have in all is told in round numbers."""
        lengths = summary.lengths
        if not len(lengths):
            self._all.setText(self.tr("None of the texts can be read."))
            self._range.setText("")
            self.histogram.hide()
            return
        mean = float(lengths.mean())
        self._all.setText(self.tr("About {0} characters in all").format(short_count(round(mean * summary.total))))
        low, high = count_text(int(lengths.min())), count_text(int(lengths.max()))
        self._range.setText(
            self.tr("{0} in each").format(low)
            if low == high
            else self.tr("{0} to {1} in each, {2} on average").format(low, high, count_text(round(mean)))
        )
        self.histogram.set_values(lengths.astype(float))
        self.histogram.setVisible(low != high)
