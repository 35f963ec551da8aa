"""A plot that is looked at and not moved: no zoom, no menu, no place in the order of the Tab key."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget


def fill_with_plot(widget: QWidget, name: str) -> pg.PlotWidget:
    """Makes the plot, which fills ``widget``; both bear ``name`` for people who do not see them."""
    widget.setAccessibleName(name)
    plot = pg.PlotWidget(widget)
    plot.setAccessibleName(name)
    plot.setFrameShape(QFrame.Shape.NoFrame)
    plot.setMenuEnabled(False)
    plot.setMouseEnabled(False, False)
    plot.hideButtons()
    for part in (plot, plot.viewport()):
        part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(plot)
    return plot
