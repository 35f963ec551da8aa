"""How the values of a dataset are spread, for those that have values instead of classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_tl.gui.widgets.histogram import Histogram
from desktop_tl.gui.widgets.text import Caption, Strong
from desktop_tl.runs.value_words import format_value

if TYPE_CHECKING:  # it needs numpy, which the first paint of the window does not
    from desktop_tl.gui.pages.data_summary import DataSummary

HEIGHT, MOST = 104, 12


class ValueSpreads(QScrollArea):
    """A histogram for each value, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("value_spreads")
        self.setAccessibleName(self.tr("Values"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.histograms: list[Histogram] = []

    def show_summary(self, summary: DataSummary) -> None:
        """The first values, each with its range."""
        self.histograms = []
        content = QWidget()
        content.setObjectName("page_content_clear")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        for index, name in enumerate(summary.classes[:MOST]):
            values = summary.targets[:, index]
            histogram = Histogram(self.tr("How ‘{0}’ is spread").format(name))
            histogram.setFixedHeight(HEIGHT)
            histogram.set_values(values)
            low, mean, high = (format_value(float(figure)) for figure in (values.min(), values.mean(), values.max()))
            column.addWidget(Strong(name))
            column.addWidget(Caption(self.tr("{0} to {1}, {2} on average").format(low, high, mean)))
            column.addWidget(histogram)
            self.histograms.append(histogram)
        column.addStretch(1)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
