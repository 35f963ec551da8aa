"""What Results shows of a model that gives any number of labels: a bar for each label, the mistakes, a table."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_tl.gui.background import Background
from desktop_tl.gui.pages import answer_words as words
from desktop_tl.gui.pages.figure_table import Column
from desktop_tl.gui.pages.result_by_class import ClassCards
from desktop_tl.gui.pages.result_samples import Listing, SamplesCard
from desktop_tl.gui.pages.result_view import Headline
from desktop_tl.gui.pages.run_story import RunSamples
from desktop_tl.gui.pages.sample_kinds import SampleKind
from desktop_tl.gui.pages.train_words import SPACE, percent_text
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.bar_list import Bar, BarList
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.tiles import Badge
from desktop_tl.runs.evaluation import AnyEvaluation
from desktop_tl.runs.label_evaluation import LabelEvaluation

HEIGHT = 520


class LabelResults(QWidget):
    """A press on a label shows the mistakes with it."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evaluation: LabelEvaluation | None = None
        self._kind: SampleKind | None = None
        self.bars = BarList(self.tr("Labels"))
        card = Card(
            self.tr("Label by label"),
            self.tr(
                "F1: how many are found and how many of those are right, in one number. Press one for its mistakes."
            ),
        )
        card.add(self.bars, 1)
        self.mistakes = SamplesCard(background, self.tr("Mistakes"), self.tr("All mistakes"))
        self.cards = ClassCards(
            "label",
            card=card,
            bars=self.bars,
            samples=self.mistakes,
            table_name=self.tr("Labels"),
            columns=self._columns(),
            height=HEIGHT,
        )
        self.cards.index_changed.connect(self._show)
        self.table = self.cards.table
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.cards)

    def widget(self) -> QWidget:
        return self

    def headline(self, evaluation: AnyEvaluation, sample_words: SampleWords) -> Headline:
        assert isinstance(evaluation, LabelEvaluation)
        share = percent_text(evaluation.right / len(evaluation.samples)).partition(SPACE)
        return Headline(
            words.labels_sentence(evaluation, sample_words),
            self.tr("All labels right"),
            share[0],
            share[2],
            self.tr("average precision {0}").format(
                words.metric_text("average_precision", evaluation.metrics.get("average_precision"))
            ),
            self.tr("Part of those measured on that got exactly their labels."),
        )

    def set_evaluation(self, evaluation: AnyEvaluation, kind: SampleKind) -> None:
        assert isinstance(evaluation, LabelEvaluation)
        self._evaluation, self._kind = evaluation, kind
        self.mistakes.begin(kind)
        bars = []
        for label in evaluation.labels:
            told = label.f1 if label.positives else None
            bars.append(Bar(label=label.name, value=told or 0.0, text=words.metric_text("f1_macro", told)))
        self.cards.forget_index()
        self.bars.set_bars(bars, maximum=1.0)
        self.table.set_rows(
            [
                (one.name, one.positives, one.recall, one.precision, one.f1, one.average_precision)
                for one in evaluation.labels
            ]
        )
        self._show()

    def set_samples(self, samples: RunSamples) -> None:
        self.mistakes.set_samples(samples)

    def set_gone(self, message: str, advice: str) -> None:
        self.mistakes.set_gone(message, advice)

    def _show(self) -> None:
        evaluation, kind, index = self._evaluation, self._kind, self.cards.index
        if evaluation is None or kind is None:
            return
        found = evaluation.mistakes() if index is None else evaluation.mistakes_with(index)
        label = "" if index is None else evaluation.classes[index]
        subtitle = self.tr("+ is wrongly said, − is missing; the surest mistakes first.")
        if label:
            subtitle = f"{kind.words.count(len(found))}. {subtitle}"

        def badge(index: int) -> Badge:
            return Badge(percent_text(found[index].certainty, 0), "validation")

        self.mistakes.show_listing(
            Listing(
                title=self.tr("Mistakes with ‘{0}’").format(label) if label else self.tr("The worst mistakes"),
                subtitle=subtitle,
                samples=[mistake.sample for mistake in found],
                caption=lambda index: words.label_mistake_caption(evaluation, found[index]),
                sentence=lambda index: words.label_mistake_sentence(evaluation, found[index]),
                badge=badge,
                none=self.tr("Every {0} has its right labels.").format(kind.words.one)
                if not label
                else self.tr("There is no mistake with this label."),
                is_part=bool(label),
            )
        )

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Label")),
            Column(self.tr("Have it"), count_text, 104, self.tr("so many of those measured on have the label.")),
            Column(self.tr("Found (recall)"), percent_text, 146, self.tr("part of those that is found.")),
            Column(
                self.tr("Reliable (precision)"),
                percent_text,
                168,
                self.tr("part of those called so that really have it."),
            ),
            Column(self.tr("F1"), percent_text, 96, self.tr("the harmonic mean of both.")),
            Column(
                self.tr("Average precision"),
                percent_text,
                160,
                self.tr("the same without a threshold: how well those that have it come before the others."),
            ),
        )
