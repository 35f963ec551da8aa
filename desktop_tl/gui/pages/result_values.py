"""What Results shows of a model that gives values: said against true, the errors, the worst samples, a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_tl.gui.background import Background
from desktop_tl.gui.pages import answer_words as words
from desktop_tl.gui.pages.figure_table import Column, FigureTable
from desktop_tl.gui.pages.result_samples import Listing, SamplesCard
from desktop_tl.gui.pages.result_view import Headline
from desktop_tl.gui.pages.run_story import RunSamples
from desktop_tl.gui.pages.sample_kinds import SampleKind
from desktop_tl.gui.pages.table_card import TableCard
from desktop_tl.gui.pages.two_columns import TwoColumns
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.histogram import Histogram
from desktop_tl.gui.widgets.scatter_plot import ScatterPlot
from desktop_tl.gui.widgets.text import Caption, Muted
from desktop_tl.gui.widgets.tiles import Badge
from desktop_tl.runs.evaluation import AnyEvaluation
from desktop_tl.runs.value_evaluation import ValueEvaluation
from desktop_tl.runs.value_words import format_value

HEIGHT, HISTOGRAM_HEIGHT = 560, 140


class ValueResults(QWidget):
    """Of several values one is shown at a time. A press on a point shows its sample."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evaluation: ValueEvaluation | None = None
        self._kind: SampleKind | None = None
        self._rows: list[int] = []
        self.choice = QComboBox()
        self.choice.setObjectName("value_choice")
        self.choice.setAccessibleName(self.tr("Value"))
        self.choice.currentIndexChanged.connect(self._on_choice)
        self._chooser = QWidget()
        line = QHBoxLayout(self._chooser)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        label = Muted(self.tr("Value"))
        label.setBuddy(self.choice)
        line.addWidget(label)
        line.addWidget(self.choice)
        line.addStretch(1)
        self.scatter = ScatterPlot(self.tr("Said against true"), self.tr("True"), self.tr("Said"))
        self.scatter.setObjectName("value_scatter")
        self.scatter.point_clicked.connect(self._on_point)
        self.errors = Histogram(self.tr("Errors"), self.tr("Error: said minus true"), marks_zero=True)
        self.errors.setObjectName("error_histogram")
        self.errors.setFixedHeight(HISTOGRAM_HEIGHT)
        plots = Card(
            self.tr("Said against true"),
            self.tr("On the line, the model is right; above it, it says too much. Press a point to see it."),
        )
        plots.add(self.scatter, 1)
        plots.add(Caption(self.tr("How large the errors are, and how often")))
        plots.add(self.errors)
        self.mistakes = SamplesCard(background, self.tr("The largest errors"), "")
        self.mistakes.sample_looked_at.connect(lambda index: self.scatter.mark(self._rows[index]))
        pair = TwoColumns()
        for card in (plots, self.mistakes):
            card.setFixedHeight(HEIGHT)
            pair.add(card)
        self.table = self._make_table()
        subtitle = self.tr("All but R² in the unit of your data.")
        table_card = TableCard("value", self.table, self.tr("In figures"), subtitle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._chooser, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(pair)
        layout.addWidget(table_card)

    def widget(self) -> QWidget:
        return self

    def headline(self, evaluation: AnyEvaluation, sample_words: SampleWords) -> Headline:
        """Of several values, the sentence is about the one that is told best."""
        assert isinstance(evaluation, ValueEvaluation)
        ranks = [one.r2 if one.r2 is not None else float("-inf") for one in evaluation.values]
        best = ranks.index(max(ranks))
        error = words.metric_text("mae", evaluation.values[best].mae)
        return Headline(
            words.values_sentence(evaluation, sample_words, best),
            self.tr("R²"),
            words.metric_text("r2", evaluation.metrics.get("r2")),
            "",
            self.tr("mean error {0}").format(error) if len(ranks) == 1 else self.tr("mean over the values"),
            self.tr("1 is perfect, 0 is no better than always saying the mean."),
        )

    def set_evaluation(self, evaluation: AnyEvaluation, kind: SampleKind) -> None:
        assert isinstance(evaluation, ValueEvaluation)
        self._evaluation, self._kind = evaluation, kind
        self.mistakes.begin(kind)
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItems(list(evaluation.classes))
        self.choice.blockSignals(False)
        self._chooser.setVisible(len(evaluation.classes) > 1)
        self.table.set_rows(
            [(one.name, one.r2, one.mae, one.rmse, one.within, one.spread) for one in evaluation.values]
        )
        self.show_value(0)

    def set_samples(self, samples: RunSamples) -> None:
        self.mistakes.set_samples(samples)

    def set_gone(self, message: str, advice: str) -> None:
        self.mistakes.set_gone(message, advice)

    def show_value(self, index: int) -> None:
        """One of the values, as the choice names them."""
        evaluation, kind = self._evaluation, self._kind
        if evaluation is None or kind is None or not 0 <= index < len(evaluation.classes):
            return
        self.choice.setCurrentIndex(index)

        def describe(row: int) -> str:
            return f"{evaluation.samples[row]}\n{words.value_caption(evaluation, row, index)}"

        self.scatter.set_points(evaluation.truth[:, index], evaluation.predicted[:, index], describe)
        self.errors.set_values(evaluation.errors[:, index])
        rows = self._rows = [mistake.row for mistake in evaluation.mistakes(index)]

        def badge(position: int) -> Badge:
            return Badge(words.value_badge(evaluation, rows[position], index), "validation")

        self.mistakes.show_listing(
            Listing(
                title=self.tr("The largest errors"),
                subtitle=self.tr("The farthest off first; open one to see it large."),
                samples=[evaluation.samples[row] for row in rows],
                caption=lambda position: words.value_caption(evaluation, rows[position], index),
                sentence=lambda position: words.value_row_sentence(evaluation, rows[position]),
                badge=badge,
                none=self.tr("There is no {0} to measure on.").format(kind.words.one),
            )
        )

    def _on_choice(self, index: int) -> None:
        self.show_value(index)

    def _on_point(self, row: int) -> None:
        self.scatter.mark(row)
        position = self._rows.index(row)
        self.mistakes.grid.set_current(position)
        self.mistakes.look_at(position)

    def _make_table(self) -> FigureTable:
        table = FigureTable(
            self.tr("Values"),
            (
                Column(self.tr("Value")),
                Column(
                    self.tr("R²"),
                    lambda value: f"{value:.3f}",
                    96,
                    self.tr("1 is perfect, 0 is no better than always saying the mean."),
                ),
                Column(self.tr("Mean error"), format_value, 128, self.tr("the size of an error, on average.")),
                Column(
                    self.tr("Root mean square"),
                    format_value,
                    164,
                    self.tr("likewise, with large errors counting more."),
                ),
                Column(self.tr("9 of 10 within"), format_value, 144, self.tr("nine of ten errors are not larger.")),
                Column(self.tr("Spread"), format_value, 104, self.tr("standard deviation of the true values.")),
            ),
            sort_by=1,
            order=Qt.SortOrder.DescendingOrder,
        )
        table.setObjectName("value_table")
        return table
