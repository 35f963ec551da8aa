"""Makes the models that a person has trained appear in the list of backbones, with where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop_tl.api.backbones import BackboneSpec
from desktop_tl.api.preprocessing import ImagePreprocessing
from desktop_tl.app.trained import TrainedBackbone, list_trained
from desktop_tl.gui.pages.answer_words import figure_text
from desktop_tl.gui.pages.backbone_words import percent_text
from desktop_tl.gui.pages.run_words import strategy_text, title_of
from desktop_tl.gui.widgets.text import breakable
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.recipe import BackboneChoice


class TrainedBackbones(QObject):
    """Reads the runs on a worker, when made and after every change of them.

    Signals:
        changed(): another list.
    """

    changed = Signal()

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._found: Sequence[TrainedBackbone] = ()
        bench.runs_changed.connect(self.read)
        self.read()

    def read(self) -> None:
        """Looks anew."""
        runs, catalog = self._bench.context.runs, self._bench.context.catalog
        self._bench.background.run(
            self, lambda _task: list_trained(runs, catalog), done=self._take, failed=lambda _error: self._take(())
        )

    def specs(self) -> list[BackboneSpec]:
        """One for each, as the list shows it: with the run's id and title, and how good it was on its own pictures."""
        family = self.tr("Yours")
        return [self._spec(one, family) for one in self._found]

    def find(self, backbone_id: str) -> TrainedBackbone | None:
        """The one with that id."""
        return next((one for one in self._found if one.id == backbone_id), None)

    def of(self, choice: BackboneChoice) -> TrainedBackbone | None:
        """The one that a recipe begins with."""
        return next((one for one in self._found if one.choice.weights_file == choice.weights_file), None)

    def origin(self, one: TrainedBackbone) -> str:
        """What it was trained on and from, how much of it and how long, how good it was, and its licences."""
        kind = title_of(one.dataset, self._bench.context.catalog.datasets)
        data = f"{breakable(one.data)} ({kind})" if one.data else kind
        parts = [self.tr("trained on {0}").format(data), strategy_text(one.strategy)]
        if one.epochs:
            parts.append(self.tr("1 epoch") if one.epochs == 1 else self.tr("{0} epochs").format(one.epochs))
        if one.before:
            parts.append(self.tr("begun with {0}").format(one.before))
        if one.accuracy is not None:
            parts.append(self.tr("{0} right there").format(percent_text(one.accuracy)))
        elif one.figure is not None:
            parts.append(self.tr("{0} there").format(figure_text(one.metric, one.figure)))
        if one.licences:
            parts.append(self.tr("licences: {0}").format(", ".join(one.licences)))
        elif one.is_own:
            parts.append(self.tr("licence: only that of your data"))
        return " · ".join(parts)

    def described(self, spec: BackboneSpec, one: TrainedBackbone) -> BackboneSpec:
        """The network as it is after that run, which may have seen pictures of another size than its authors."""
        both = (one.preprocessing, spec.preprocessing)
        sides = {seen.size for seen in both if isinstance(seen, ImagePreprocessing)}
        return replace(spec, preprocessing=one.preprocessing, flops=spec.flops if len(sides) < 2 else None)

    def _spec(self, one: TrainedBackbone, family: str) -> BackboneSpec:
        spec = self._bench.context.catalog.backbones[one.choice.id]
        weights = tuple(replace(weights, accuracy=one.accuracy) for weights in spec.weights[:1])
        return replace(spec, id=one.id, title=one.run_title, family=family, weights=weights, description=one.title)

    def _take(self, found: Sequence[TrainedBackbone]) -> None:
        if list(found) != list(self._found):
            self._found = found
            self.changed.emit()
