"""What Results shows of a model that writes texts: what it writes, the hardest texts, how hard they are, a table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_tl.gui.background import Background
from desktop_tl.gui.pages import writing_words as words
from desktop_tl.gui.pages.answer_words import metric_text
from desktop_tl.gui.pages.figure_table import Column, FigureTable
from desktop_tl.gui.pages.generated_texts import GeneratedTexts
from desktop_tl.gui.pages.result_samples import Listing, SamplesCard
from desktop_tl.gui.pages.result_view import Headline
from desktop_tl.gui.pages.run_story import RunSamples
from desktop_tl.gui.pages.sample_kinds import SampleKind
from desktop_tl.gui.pages.table_card import TableCard
from desktop_tl.gui.pages.two_columns import TwoColumns
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import count_text, join_sentences
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.histogram import Histogram
from desktop_tl.gui.widgets.tiles import Badge
from desktop_tl.runs.evaluation import AnyEvaluation
from desktop_tl.runs.text_evaluation import HardText, TextEvaluation

HEIGHT, HISTOGRAM_HEIGHT = 520, 150
MOST_ROWS = 1000
"""Of the table; the texts behind them are easier."""

FAR = 0.98
"""Of the texts so many are drawn: a few very hard ones would press all others into one bar."""


class WritingResults(QWidget):
    """The hardest texts first; a press on one shows it whole."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.generated = GeneratedTexts()
        self.hardest = SamplesCard(background, self.tr("The hardest texts"), "")
        pair = TwoColumns()
        for card in (self.generated, self.hardest):
            card.setFixedHeight(HEIGHT)
            pair.add(card)
        self.spread = Histogram(self.tr("How hard the texts are"), self.tr("Perplexity of a text"))
        self.spread.setObjectName("perplexity_histogram")
        self.spread.setFixedHeight(HISTOGRAM_HEIGHT)
        self._spread_card = Card(self.tr("How hard the texts are"), " ")
        self._spread_card.add(self.spread)
        self.table = self._make_table()
        self._table_card = TableCard("text", self.table, self.tr("In figures"), " ")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for part in (pair, self._spread_card, self._table_card):
            layout.addWidget(part)

    def widget(self) -> QWidget:
        return self

    def headline(self, evaluation: AnyEvaluation, sample_words: SampleWords) -> Headline:
        assert isinstance(evaluation, TextEvaluation)
        return Headline(
            words.writing_sentence(evaluation, sample_words),
            self.tr("Perplexity"),
            metric_text("perplexity", evaluation.perplexity),
            "",
            self.tr("loss {0} a token").format(metric_text("loss", evaluation.loss)),
            self.tr("Between so many equally likely tokens it is unsure on average. Lower is better, 1 is perfect."),
        )

    def set_evaluation(self, evaluation: AnyEvaluation, kind: SampleKind) -> None:
        assert isinstance(evaluation, TextEvaluation)
        hardest = evaluation.mistakes()
        self.generated.setVisible(bool(evaluation.generated))
        self.generated.set_texts(evaluation.generated)
        self.hardest.begin(kind)
        self._show_hardest(hardest, kind)
        self._show_spread(np.array([text.perplexity for text in hardest]), kind)
        shown = hardest[:MOST_ROWS]
        told = self.tr("The {0} hardest ones.").format(count_text(MOST_ROWS)) if len(hardest) > MOST_ROWS else ""
        self._table_card.set_title(self.tr("In figures"), told or self.tr("Press a column to sort by it."))
        self.table.set_rows([(text.sample, text.tokens, text.loss, text.perplexity) for text in shown])

    def set_samples(self, samples: RunSamples) -> None:
        self.hardest.set_samples(samples)

    def set_gone(self, message: str, advice: str) -> None:
        self.hardest.set_gone(message, advice)

    def _show_hardest(self, hardest: list[HardText], kind: SampleKind) -> None:
        def badge(position: int) -> Badge:
            return Badge(metric_text("perplexity", hardest[position].perplexity), "validation")

        self.hardest.show_listing(
            Listing(
                title=self.tr("The hardest texts"),
                subtitle=self.tr("Least expected by the model; open one to read it."),
                samples=[text.sample for text in hardest],
                caption=lambda position: words.tokens_text(hardest[position].tokens),
                sentence=lambda position: words.hard_text_sentence(hardest[position]),
                badge=badge,
                none=self.tr("There is no {0} to measure on.").format(kind.words.one),
            )
        )

    def _show_spread(self, perplexities: NDArray[np.float64], kind: SampleKind) -> None:
        drawn = perplexities[perplexities <= np.quantile(perplexities, FAR)] if len(perplexities) else perplexities
        self.spread.set_values(drawn)
        self._spread_card.setVisible(len(drawn) > 1)
        beyond = len(perplexities) - len(drawn)
        self._spread_card.set_title(
            self.tr("How hard the texts are"),
            join_sentences(
                self.tr("The higher a bar, the more texts have that perplexity."),
                self.tr("Not drawn, because harder still: {0}.").format(kind.words.count(beyond)) if beyond else "",
            ),
        )

    def _make_table(self) -> FigureTable:
        table = FigureTable(
            self.tr("Texts"),
            (
                Column(self.tr("Text")),
                Column(self.tr("Tokens"), count_text, 112, self.tr("words and parts of words that were to be told.")),
                Column(
                    self.tr("Loss"),
                    lambda loss: metric_text("loss", loss),
                    112,
                    self.tr("the mean over its tokens: minus the logarithm of the probability of the right one."),
                ),
                Column(
                    self.tr("Perplexity"),
                    lambda figure: metric_text("perplexity", figure),
                    128,
                    self.tr("between so many equally likely tokens the model was unsure."),
                ),
            ),
            sort_by=3,
            order=Qt.SortOrder.DescendingOrder,
        )
        table.setObjectName("text_table")
        return table
