"""Shows the samples that the model got wrong, or those of one cell of the confusion matrix."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop_tl.gui.background import Background
from desktop_tl.gui.pages import result_words as words
from desktop_tl.gui.pages.result_samples import Listing, SamplesCard
from desktop_tl.gui.pages.sample_kinds import SampleKind
from desktop_tl.gui.widgets.tiles import Badge
from desktop_tl.runs.evaluation import Evaluation, Mistake


class MistakesCard(SamplesCard):
    """The surest mistakes first."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        name, all_text = translate("MistakesCard", "Mistakes"), translate("MistakesCard", "All mistakes")
        super().__init__(background, name, all_text, parent)
        self._evaluation: Evaluation | None = None
        self._mistakes: Sequence[Mistake] = ()
        self.all_wanted.connect(self.show_all)

    def shown(self) -> Sequence[Mistake]:
        """The samples in the grid, in its order."""
        return self._mistakes

    def set_evaluation(self, evaluation: Evaluation, kind: SampleKind) -> None:
        """Another run, on samples of that kind, which are still to come."""
        self._evaluation = evaluation
        self.begin(kind)
        self.show_all()

    def show_all(self) -> None:
        """All mistakes."""
        if self._evaluation is None:
            return
        title, subtitle = self.tr("The worst mistakes"), self.tr("The surest ones first; open one to see it large.")
        none = self.tr("Not one {0} was called wrong.").format(self.kind.words.one)
        self._show(self._evaluation, self._evaluation.mistakes(), title, subtitle, none, is_part=False)

    def show_cell(self, target: int, predicted: int) -> None:
        """What is in one cell of the confusion matrix."""
        evaluation = self._evaluation
        if evaluation is None:
            return
        names = evaluation.classes[target], evaluation.classes[predicted]
        if target == predicted:
            title = self.tr("‘{0}’ recognised").format(names[0])
        else:
            title = self.tr("‘{0}’ taken for ‘{1}’").format(*names)
        found = words.cell_samples(evaluation, target, predicted)
        none = self.tr("There is no such {0}.").format(self.kind.words.one)
        self._show(evaluation, found, title, self.kind.words.count(len(found)), none, is_part=True)

    def _show(
        self, evaluation: Evaluation, found: Sequence[Mistake], title: str, subtitle: str, none: str, *, is_part: bool
    ) -> None:
        self._mistakes = found

        def badge(index: int) -> Badge | None:
            mistake = found[index]
            if mistake.target == mistake.predicted or not words.has_long_names(evaluation):
                return None
            return Badge(words.mistake_badge(evaluation, mistake), "validation")

        self.show_listing(
            Listing(
                title=title,
                subtitle=subtitle,
                samples=[mistake.sample for mistake in found],
                caption=lambda index: words.mistake_caption(evaluation, found[index]),
                sentence=lambda index: words.mistake_sentence(evaluation, found[index]),
                badge=badge,
                none=none,
                is_part=is_part,
            )
        )
