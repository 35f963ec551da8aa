"""Shows one sample of a list large, with its name and what is to be said of it; arrows go on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_tl.gui.background import Background, Task
from desktop_tl.gui.pages.sample_kinds import Content
from desktop_tl.gui.pages.sample_view import SampleView
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.buttons import IconButton, SecondaryButton
from desktop_tl.gui.widgets.text import Caption, ElidedLabel, Heading

USUAL_SIZE = QSize(680, 640)


class SampleDialog(QDialog):
    """Signals:
    moved(int): another sample of the list is shown.
    """

    moved = Signal(int)

    def __init__(
        self,
        background: Background,
        count: int,
        index: int,
        load: Callable[[int], Content | None],
        describe: Callable[[int], tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        """``load`` runs on another thread and may raise; ``describe`` gives the name and a sentence."""
        super().__init__(parent)
        self.setObjectName("sample_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(USUAL_SIZE)
        self._background = background
        self._loading: Task | None = None
        self._count, self._index, self._load, self._describe = count, index, load, describe
        self.view = SampleView()
        self.sentence, self._name, self._position = Heading(), ElidedLabel("", muted=True), Caption()
        self._position.setWordWrap(False)
        self.before = IconButton("chevron_left", self.tr("The one before"))
        self.after = IconButton("chevron_right", self.tr("The one after"))
        self.before.clicked.connect(lambda _checked=False: self.step(-1))
        self.after.clicked.connect(lambda _checked=False: self.step(1))
        close = SecondaryButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.sentence)
        words.addWidget(self._name)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.before)
        foot.addWidget(self._position)
        foot.addWidget(self.after)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.view, 1)
        layout.addLayout(words)
        layout.addLayout(foot)
        close.setFocus(Qt.FocusReason.OtherFocusReason)  # arrows step, whatever is shown
        self._show()

    def step(self, by: int) -> None:
        """Goes to the next one, or the one before; stays at either end."""
        target = min(self._count - 1, max(0, self._index + by))
        if target != self._index:
            self._index = target
            self._show()
            self.moved.emit(target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.step(step)
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        if self._loading is not None:
            self._loading.cancel()
        super().done(result)

    def _show(self) -> None:
        name, sentence = self._describe(self._index)
        self.sentence.setText(sentence)
        self._name.set_full_text(name)
        self._position.setText(self.tr("{0} of {1}").format(count_text(self._index + 1), count_text(self._count)))
        self.before.setEnabled(self._index > 0)
        self.after.setEnabled(self._index < self._count - 1)
        self.view.describe(sentence)
        if self._loading is not None:
            self._loading.cancel()
        index = self._index

        def load(_task: Task) -> Content | None:
            try:
                return self._load(index)
            except Exception:  # it was there a moment ago: its place shows that it is gone
                return None

        self._loading = self._background.run(self, load, done=self.view.set_content)
