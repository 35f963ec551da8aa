"""What Results shows of a model that tells classes: what is taken for what, the mistakes, a table."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_tl.gui.background import Background
from desktop_tl.gui.pages import result_words as words
from desktop_tl.gui.pages import train_words
from desktop_tl.gui.pages.class_table import ClassTable
from desktop_tl.gui.pages.result_mistakes import MistakesCard
from desktop_tl.gui.pages.result_view import Headline
from desktop_tl.gui.pages.run_story import RunSamples
from desktop_tl.gui.pages.sample_kinds import SampleKind
from desktop_tl.gui.pages.table_card import TableCard
from desktop_tl.gui.pages.two_columns import TwoColumns
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.confusion_matrix import ConfusionMatrix
from desktop_tl.runs.evaluation import AnyEvaluation, Evaluation

MATRIX_HEIGHT = 520


class ClassResults(QWidget):
    """A press on a cell of the matrix shows the samples in it."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = ConfusionMatrix()
        self.matrix.setObjectName("confusion_matrix")
        self.mistakes = MistakesCard(background)
        self.matrix.cell_clicked.connect(self.mistakes.show_cell)
        matrix_card = Card(self.tr("What is taken for what"))
        matrix_card.add(self.matrix, 1)
        pair = TwoColumns()
        for card in (matrix_card, self.mistakes):
            card.setFixedHeight(MATRIX_HEIGHT)
            pair.add(card)
        self.table = ClassTable()
        subtitle = self.tr("The least recognised first; press a column to sort by it.")
        classes = TableCard("class", self.table, self.tr("Class by class"), subtitle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(pair)
        layout.addWidget(classes)

    def widget(self) -> QWidget:
        return self

    def headline(self, evaluation: AnyEvaluation, sample_words: SampleWords) -> Headline:
        assert isinstance(evaluation, Evaluation)
        share = train_words.percent_text(words.accuracy_of(evaluation)).partition(train_words.SPACE)
        return Headline(
            words.result_sentence(evaluation, sample_words),
            self.tr("Accuracy"),
            share[0],
            share[2],
            self.tr("{0} points").format(words.margin_text(evaluation)),
            self.tr("Measured on so many samples, the true value lies within these points with 95 % certainty."),
        )

    def set_evaluation(self, evaluation: AnyEvaluation, kind: SampleKind) -> None:
        assert isinstance(evaluation, Evaluation)
        self.matrix.set_matrix(evaluation.confusion, evaluation.classes)
        self.mistakes.set_evaluation(evaluation, kind)
        self.table.set_evaluation(evaluation, kind.words)

    def set_samples(self, samples: RunSamples) -> None:
        self.mistakes.set_samples(samples)

    def set_gone(self, message: str, advice: str) -> None:
        self.mistakes.set_gone(message, advice)
