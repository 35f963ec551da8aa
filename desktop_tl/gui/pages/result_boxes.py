"""What Results shows of a model that finds objects: precision over recall, pictures with their mistakes, a table."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from desktop_tl.gui.background import Background
from desktop_tl.gui.pages import box_words as words
from desktop_tl.gui.pages.answer_words import figure_text, metric_text, metric_title
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
from desktop_tl.gui.widgets.boxes import DrawnBox, class_colour
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.precision_plot import PrecisionLine, PrecisionPlot
from desktop_tl.gui.widgets.segmented import Segmented
from desktop_tl.gui.widgets.text import Caption, Muted
from desktop_tl.gui.widgets.tiles import Badge
from desktop_tl.runs.box_evaluation import BoxEvaluation
from desktop_tl.runs.box_precision import BOX_METRICS
from desktop_tl.runs.box_verdicts import BoxVerdicts, Verdict
from desktop_tl.runs.evaluation import AnyEvaluation

HEIGHT = 560
MOST_CLASSES_SHOWN = 6
"""Rows of the list of classes that are in sight at once."""


class BoxResults(QWidget):
    """A press on a class shows its line and its mistakes; the slider says from which score on a box counts."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evaluation: BoxEvaluation | None = None
        self._kind: SampleKind | None = None
        self._verdicts: BoxVerdicts | None = None
        self.plot = PrecisionPlot(
            self.tr("Precision over recall"), self.tr("Found (recall)"), self.tr("Reliable (precision)")
        )
        self.plot.setObjectName("precision_plot")
        self.bars = BarList(self.tr("Classes"))
        card = Card(self.tr("Class by class"), " ")
        card.add(self.plot, 1)
        card.add(self.bars)
        self.pictures = SamplesCard(background, self.tr("Pictures"), self.tr("All classes"))
        self.cards = ClassCards(
            "box",
            card=card,
            bars=self.bars,
            samples=self.pictures,
            table_name=self.tr("Classes"),
            columns=self._columns(),
            height=HEIGHT,
        )
        self.cards.index_changed.connect(self._show)
        self.table = self.cards.table
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(self._make_bar())
        layout.addWidget(self.cards)

    def widget(self) -> QWidget:
        return self

    def headline(self, evaluation: AnyEvaluation, sample_words: SampleWords) -> Headline:
        assert isinstance(evaluation, BoxEvaluation)
        main, *others = evaluation.box_metrics or BOX_METRICS
        number, _, unit = metric_text(main, evaluation.metrics.get(main)).partition(SPACE)
        return Headline(
            words.boxes_sentence(evaluation, sample_words, evaluation.verdicts),
            metric_title(main),
            number,
            unit,
            " · ".join(figure_text(name, evaluation.metrics.get(name)) for name in others),
            self.tr(
                "Mean over the classes of the average precision: how many objects are found, and how many of the boxes "
                "are right. @50: a box is right where it covers half of what both cover together; @50:95: the mean of "
                "this over ten demands, up to 95 %."
            ),
        )

    def set_evaluation(self, evaluation: AnyEvaluation, kind: SampleKind) -> None:
        assert isinstance(evaluation, BoxEvaluation)
        self._evaluation, self._kind = evaluation, kind
        self.pictures.begin(kind)
        self.cards.forget_index()
        bars = [
            Bar(
                label=name,
                value=measured.at_half if measured else 0.0,
                text=percent_text(measured.at_half) if measured else "–",
                token=class_colour(row),
            )
            for row, (name, measured) in enumerate(zip(evaluation.classes, evaluation.precision.classes, strict=True))
        ]
        self.bars.set_bars(bars, maximum=1.0)
        self.bars.fit_rows(MOST_CLASSES_SHOWN)
        self.bars.setToolTip(self.tr("Average precision of each class, where a box must cover half (AP@50)"))
        self.threshold.blockSignals(True)
        self.threshold.setValue(round(100 * evaluation.threshold))
        self.threshold.blockSignals(False)
        self.judge(evaluation.threshold)

    def set_samples(self, samples: RunSamples) -> None:
        self.pictures.set_samples(samples)

    def set_gone(self, message: str, advice: str) -> None:
        self.pictures.set_gone(message, advice)

    def judge(self, threshold: float) -> None:
        """Boxes count from this score on."""
        evaluation = self._evaluation
        if evaluation is None:
            return
        is_best = threshold == evaluation.threshold
        self._verdicts = evaluation.verdicts if is_best else evaluation.judge(threshold)
        self._percent.setText(percent_text(threshold, 0))
        self.table.set_rows(
            [
                (
                    one.name,
                    one.objects,
                    one.recall,
                    one.precision,
                    measured.mean if measured else None,
                    measured.at_half if measured else None,
                    one.missed,
                    one.wrong,
                    one.alarms,
                )
                for one, measured in zip(self._verdicts.figures, evaluation.precision.classes, strict=True)
            ]
        )
        counts = {verdict: self._verdicts.count(verdict) for verdict in get_args(Verdict)}
        for key, text in self._filter_names().items():
            shown = f"{text} {count_text(counts[key])}" if key in counts else text
            self.filter.button(key).setText(shown)
        self._show()

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Only pictures with such a box; None for those with any mistake."""
        self.filter.set_current(verdict or "all")
        self._show()

    def _make_bar(self) -> QHBoxLayout:
        self.filter = Segmented(list(self._filter_names().items()), self.tr("Which pictures"))
        self.filter.current_changed.connect(lambda _key: self._show())
        self.threshold = QSlider(Qt.Orientation.Horizontal)
        self.threshold.setObjectName("box_threshold")
        self.threshold.setAccessibleName(self.tr("A box counts from this score on"))
        self.threshold.setToolTip(
            self.tr("How sure the model must be for a box to count. It begins where there are the fewest mistakes.")
        )
        self.threshold.setRange(1, 99)
        self.threshold.setFixedWidth(140)
        self._pause = QTimer(self, singleShot=True, interval=60)
        self._pause.timeout.connect(lambda: self.judge(self.threshold.value() / 100))
        self.threshold.valueChanged.connect(lambda _value: self._pause.start())
        self._percent = Caption("99 %")
        self._percent.setWordWrap(False)
        self._percent.setFixedWidth(self._percent.sizeHint().width() + 4)
        label = Muted(self.tr("Counts from"))
        label.setWordWrap(False)
        label.setBuddy(self.threshold)
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(self.filter)
        bar.addStretch(1)
        for widget in (label, self.threshold, self._percent):
            bar.addWidget(widget)
        return bar

    def _filter_names(self) -> dict[str, str]:
        return {
            "all": self.tr("Mistakes"),
            "missed": self.tr("Missed"),
            "wrong": self.tr("Wrong class"),
            "alarm": self.tr("False alarms"),
            "hit": self.tr("Right"),
        }

    def _show(self) -> None:
        evaluation, verdicts, kind = self._evaluation, self._verdicts, self._kind
        if evaluation is None or verdicts is None or kind is None:
            return
        key, label, classes = self.filter.current(), self.cards.index, evaluation.classes
        self._draw_lines(evaluation, verdicts.threshold, label)
        verdict: Verdict | None = key if key in get_args(Verdict) else None  # type: ignore[assignment]
        rows = _find_rows(evaluation, verdicts, verdict, label)

        def badge(position: int) -> Badge | None:
            return words.picture_badge(verdicts.of_picture(rows[position]), verdict)

        def boxes(position: int) -> list[DrawnBox]:
            return words.judged_boxes(classes, verdicts.of_picture(rows[position]))

        name = classes[label] if label is not None else ""
        self.pictures.show_listing(
            Listing(
                title=self.tr("Pictures with ‘{0}’").format(name) if name else self.tr("What was found"),
                subtitle=self.tr("Green: right. Yellow, dashed: missed. Orange: wrong class. Red: false alarm."),
                samples=[evaluation.samples[row] for row in rows],
                caption=lambda position: words.picture_caption(verdicts.of_picture(rows[position])),
                sentence=lambda position: words.picture_sentence(classes, verdicts.of_picture(rows[position])),
                badge=badge,
                boxes=boxes,
                none=self.tr("There is no such {0}.").format(kind.words.one),
                is_part=label is not None,
            )
        )

    def _draw_lines(self, evaluation: BoxEvaluation, threshold: float, label: int | None) -> None:
        precision = evaluation.precision
        known = {
            row: one.curve for row, one in enumerate(precision.classes) if one is not None and len(one.curve.recall)
        }
        lines = [
            PrecisionLine(name=evaluation.classes[row], colour=class_colour(row), curve=curve)
            for row, curve in known.items()
        ]
        if len(lines) > 1:
            lines.append(PrecisionLine(name=self.tr("Mean of the classes"), colour="text", curve=precision.mean_curve))
        place = len(lines) - 1 if label is None else list(known).index(label) if label in known else -1
        self.plot.set_lines(lines, place, threshold)
        if not lines:
            words = self.tr("No box is where an object of its class is, so there is no line.")
        elif label is None:
            words = self.tr("A good line stays at the top. Thick: the mean. Press a class.")
        else:
            words = self.tr("The dot is where boxes count from {0} on.").format(percent_text(threshold, 0))
        self.cards.card.set_title(self.tr("Class by class"), words)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Class")),
            Column(self.tr("Objects"), count_text, 92, self.tr("so many are in the pictures measured on.")),
            Column(self.tr("Found"), percent_text, 92, self.tr("recall: part of those that is found.")),
            Column(self.tr("Reliable"), percent_text, 100, self.tr("precision: part of its boxes that is right.")),
            Column(
                self.tr("AP@50:95"),
                percent_text,
                112,
                self.tr("the mean of AP over ten demands on how exactly a box fits, from 50 to 95 %."),
            ),
            Column(
                self.tr("AP@50"), percent_text, 96, self.tr("average precision: both, over all thresholds at once.")
            ),
            Column(self.tr("Missed"), count_text, 92, self.tr("objects without a box.")),
            Column(self.tr("Wrong class"), count_text, 118, self.tr("objects that were called something else.")),
            Column(self.tr("False alarms"), count_text, 124, self.tr("boxes called so where there is no such object.")),
        )


def _find_rows(
    evaluation: BoxEvaluation, verdicts: BoxVerdicts, verdict: Verdict | None, label: int | None
) -> list[int]:
    """The pictures with such a box, or with any mistake; with a label only its own."""
    if verdict is not None:
        return verdicts.pictures_with(verdict, label)
    rows = [mistake.row for mistake in evaluation.mistakes_of(verdicts)]
    if label is None:
        return rows
    own = {row for one in ("missed", "wrong", "alarm") for row in verdicts.pictures_with(one, label)}
    return [row for row in rows if row in own]
