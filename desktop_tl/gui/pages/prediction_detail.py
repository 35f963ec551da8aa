"""Shows one prediction large: the sample, what it is taken for, and the probabilities."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.pages.found_objects import objects_counted
from desktop_tl.gui.pages.object_list import ObjectList
from desktop_tl.gui.pages.predict_work import Answer
from desktop_tl.gui.pages.sample_kinds import Content, sample_kind
from desktop_tl.gui.pages.sample_view import SampleView
from desktop_tl.gui.pages.train_words import percent_text
from desktop_tl.gui.widgets.bar_list import ROW, Bar, BarList
from desktop_tl.gui.widgets.buttons import DisclosureButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.text import Caption, ElidedLabel, Muted, Title

FEW, LEAST = 5, 2
BESIDE, BELOW = 240, 360
"""Height that words (and the sample) take from the bars."""
AROUND = 64
"""Margins of the card and spaces between its parts."""


class PredictionDetail(Card):
    """The sample above the bars; beside them where it has the whole width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._answer: Answer | None = None
        self._all = False
        self.view = SampleView()
        self._label = Title()
        self._label.setObjectName("predicted_class")
        self._sure = Muted()
        self._name = ElidedLabel("", muted=True)
        self._run = Caption()
        self.bars = BarList(self.tr("Probabilities"))
        self.bars.setObjectName("probabilities")
        self.objects = ObjectList(self.view)
        self._more = DisclosureButton()
        self._more.clicked.connect(lambda _checked=False: self._show_all(not self._all))
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._label, self._sure):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.objects)
        column.addWidget(self.bars)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(self._name)
        column.addWidget(self._run)
        column.addStretch(1)
        side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._side = side
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._pair.setSpacing(20)
        self._pair.addWidget(self.view, 1)
        self._pair.addWidget(side)
        self.add(self._pair, 1)

    def set_wide(self, wide: bool) -> None:
        """Whether the bars stand beside the sample."""
        self._pair.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._pair.setStretch(0, 3 if wide else 1)
        self._pair.setStretch(1, 2 if wide else 0)
        vertical = QSizePolicy.Policy.Preferred if wide else QSizePolicy.Policy.Maximum
        self._side.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)

    def set_answer(self, answer: Answer) -> None:
        """Shows the words and bars at once; the sample follows with ``set_content``."""
        if self._answer is None or answer.asked is not self._answer.asked:
            self.objects.wait()  # the picture that is there still is another one
        self._answer = answer
        self._name.set_full_text(answer.asked.name)
        self._run.setText(self.tr("Says the model of the run ‘{0}’.").format(answer.title or answer.run))
        self._run.setVisible(not answer.problem)  # no model has said that a file cannot be read
        self._label.set_tone("danger" if answer.problem else "")
        if not answer.problem:
            self._label.setText(answer.label)
            self._sure.setText(self._describe_certainty(answer))
        else:
            self._label.setText(self.tr("This {0} cannot be read").format(sample_kind(answer.modality).words.one))
            problem = engine_text(answer.problem)
            self._sure.setText(self.tr("{0}.").format(problem[:1].upper() + problem[1:]))
        self._fill()

    def _describe_certainty(self, answer: Answer) -> str:
        if answer.kind == "boxes":
            return objects_counted(len(answer.shown))
        if answer.kind == "values":
            return answer.scores[0][0] if len(answer.scores) == 1 else ""
        if answer.kind == "labels":
            return self.tr("at least {0} sure of each label").format(percent_text(answer.confidence))
        return self.tr("{0} sure").format(percent_text(answer.confidence))

    def set_content(self, content: Content | None) -> None:
        self.view.set_content(content)
        self.objects.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As many bars as there is room for; the others scroll."""
        wide = self._pair.direction() == QBoxLayout.Direction.LeftToRight
        room = self.height() - (BESIDE if wide else BELOW)
        rows = max(FEW, room // ROW)
        if not wide:
            words = self._side.sizeHint().height() - self.bars.height() + AROUND
            rows = min(rows, max(LEAST, (self.height() - words - self.view.minimumSizeHint().height()) // ROW))
        self.bars.fit_rows(rows)

    def _show_all(self, shown: bool) -> None:
        self._all = shown
        self._fill()

    def _fill(self) -> None:
        answer = self._answer
        if answer is None:
            return
        said = set(answer.said)
        self.objects.setVisible(answer.kind == "boxes" and not answer.problem)
        self.objects.show_objects(answer.objects, answer.threshold)
        # values are no part of anything, and objects have a list of their own
        scores = answer.scores if answer.has_confidence and answer.kind != "boxes" else ()
        count, few = len(scores), max(FEW, len(said))
        scores = scores if self._all else scores[:few]
        self.bars.set_bars(
            [
                Bar(
                    label=name,
                    value=share,
                    text=percent_text(share),
                    token="accent" if name in said else "border_strong",
                )
                for name, share in scores
            ],
            maximum=1.0,
        )
        self._fit()
        self.bars.setVisible(bool(scores))
        self._more.setVisible(count > few)
        every = self.tr("All {0} labels") if answer.kind == "labels" else self.tr("All {0} classes")
        self._more.setText(self.tr("Only the first {0}").format(few) if self._all else every.format(count))
        self._more.set_open(self._all)
