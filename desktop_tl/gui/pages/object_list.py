"""The objects in one picture: a slider that says which of them count, a list, and a way to save the picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from desktop_tl.gui.pages.found_objects import FoundObject, drawn_objects
from desktop_tl.gui.pages.sample_view import SampleView
from desktop_tl.gui.pages.train_words import percent_text
from desktop_tl.gui.widgets.bar_list import Bar, BarList
from desktop_tl.gui.widgets.boxes import class_colour
from desktop_tl.gui.widgets.buttons import QuietButton
from desktop_tl.gui.widgets.text import Caption, Muted

MOST_ROWS = 5


class ObjectList(QWidget):
    """Draws them on the picture above; a press on one makes it stand out there.

    Signals:
        threshold_changed(float): objects are to count from this score on.
        save_wanted(): the picture is to be saved with its boxes.
    """

    threshold_changed = Signal(float)
    save_wanted = Signal()

    def __init__(self, view: SampleView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._objects: Sequence[FoundObject] = ()
        self._shown: Sequence[FoundObject] = ()
        self._highlighted = -1
        self._is_waiting = True
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("object_threshold")
        self.slider.setAccessibleName(self.tr("Show objects from this certainty on"))
        self.slider.setToolTip(
            self.tr(
                "How sure the model must be for an object to be shown. It begins where there were the fewest mistakes."
            )
        )
        self.slider.setRange(1, 99)
        self._pause = QTimer(self, singleShot=True, interval=60)
        self._pause.timeout.connect(lambda: self.threshold_changed.emit(self.slider.value() / 100))
        self.slider.valueChanged.connect(self._on_slider)
        self._percent = Caption("99 %")
        self._percent.setWordWrap(False)
        self._percent.setFixedWidth(self._percent.sizeHint().width() + 4)
        label = Muted(self.tr("Show from"))
        label.setWordWrap(False)
        label.setBuddy(self.slider)
        self.save = QuietButton(self.tr("Save picture…"), "save")
        self.save.setObjectName("save_picture")
        self.save.clicked.connect(lambda _checked=False: self.save_wanted.emit())
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(label)
        line.addWidget(self.slider, 1)
        line.addWidget(self._percent)
        line.addWidget(self.save)
        self.list = BarList(self.tr("Objects"))
        self.list.setObjectName("object_list")
        self.list.current_changed.connect(self._on_current)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(line)
        layout.addWidget(self.list)
        self.hide()

    def show_objects(self, objects: Sequence[FoundObject], threshold: float) -> None:
        """Those of a picture, the surest first; from this score on they count."""
        self._objects, self._highlighted = objects, -1
        self.slider.blockSignals(True)
        self.slider.setValue(round(100 * threshold))
        self.slider.blockSignals(False)
        self._percent.setText(percent_text(threshold, 0))
        self._shown = [one for one in objects if one.score >= threshold]
        self.list.set_bars(
            [
                Bar(
                    label=one.name,
                    value=one.score,
                    text=percent_text(one.score, 0),
                    token=class_colour(one.label),
                    tooltip=self.tr("{0} × {1} pixels at {2}, {3}").format(
                        one.pixels[2], one.pixels[3], *one.pixels[:2]
                    ),
                )
                for one in self._shown
            ],
            maximum=1.0,
        )
        self.list.fit_rows(MOST_ROWS)
        self.list.setVisible(bool(self._shown))
        self.save.setEnabled(bool(self._shown))
        self._draw()

    def wait(self) -> None:
        """Draws nothing until `begin`: their picture is not there yet."""
        self._is_waiting = True
        self._view.set_boxes(())

    def begin(self) -> None:
        """Their picture is there."""
        self._is_waiting = False
        self._draw()

    def _draw(self) -> None:
        if self._is_waiting:
            return
        last = len(self._shown) - 1  # the surest is drawn last
        self._view.set_boxes(drawn_objects(self._shown), last - self._highlighted if self._highlighted >= 0 else -1)

    def _on_slider(self, value: int) -> None:
        self._percent.setText(percent_text(value / 100, 0))
        self._pause.start()

    def _on_current(self, row: int) -> None:
        self._highlighted = row
        self._draw()
