"""The choices for the next run, as the pages make them one after the other."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_tl.api.backbones import BackboneSpec
from desktop_tl.api.datasets import Dataset
from desktop_tl.app.context import AppContext
from desktop_tl.app.default_recipe import suggest_backbone
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe, TrainingChoice
from desktop_tl.runs.strategy import Strategy


class Draft(QObject):
    """A recipe in the making. Pages read the attributes and change them through the methods, which tell the others.

    Signals:
        dataset_changed(): another dataset is chosen, opened, or none.
        backbone_changed(): another backbone, other options or other weights.
        strategy_changed(): another boundary between frozen and trained stages, or from scratch.
        training_changed(): other settings of training.
        start_changed(): another run to go on from, or none, or another name.
    """

    dataset_changed = Signal()
    backbone_changed = Signal()
    strategy_changed = Signal()
    training_changed = Signal()
    start_changed = Signal()

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.dataset_choice: DatasetChoice | None = None
        self.dataset: Dataset | None = None
        backbones = context.catalog.backbones
        self.backbone_choice: BackboneChoice | None = (
            BackboneChoice(id=suggest_backbone(context.catalog).id) if backbones else None
        )
        self.strategy = Strategy("head")
        self.training = TrainingChoice(device=context.settings.value.device)
        self.name = ""
        self.start_from = ""

    @property
    def backbone(self) -> BackboneSpec | None:
        """The chosen backbone; None if there is none, or its plugin is gone."""
        choice = self.backbone_choice
        return self._context.catalog.backbones.get(choice.id) if choice else None

    def choose_dataset(self, choice: DatasetChoice | None, dataset: Dataset | None = None) -> None:
        """Takes a dataset; ``dataset`` is the opened one, None while it is being opened or could not be."""
        self.dataset_choice, self.dataset = choice, dataset
        self.dataset_changed.emit()

    def choose_backbone(
        self, backbone_id: str, *, options: dict[str, Any] | None = None, weights: str = "", weights_file: str = ""
    ) -> None:
        """Takes a backbone; a strategy that it cannot serve becomes one that it can. It begins with its own weights."""
        self.go_on_from("")
        self.backbone_choice = BackboneChoice(
            id=backbone_id, options=options or {}, weights=weights, weights_file=weights_file
        )
        spec = self.backbone
        if spec is not None and not spec.weights and not weights_file and self.strategy.is_pretrained:
            self.strategy = Strategy("scratch")
            self.strategy_changed.emit()
        self.backbone_changed.emit()

    def choose_strategy(self, strategy: Strategy) -> None:
        """Takes a strategy."""
        if strategy != self.strategy:
            self.strategy = strategy
            self.strategy_changed.emit()

    def change_training(self, training: TrainingChoice) -> None:
        """Takes the settings of training."""
        if training != self.training:
            self.training = training
            self.training_changed.emit()

    def go_on_from(self, run: str) -> None:
        """Begins with the trained model of a run, its head too; the path of its folder, empty for none."""
        if run != self.start_from:
            self.start_from = run
            self.start_changed.emit()

    def rename(self, name: str) -> None:
        """What the next run is called; empty makes a name up."""
        self.name = name
        self.start_changed.emit()

    def take(self, recipe: Recipe, dataset: Dataset | None = None) -> None:
        """Takes all choices from a recipe, for instance that of an earlier run."""
        self.strategy, self.training, self.backbone_choice = recipe.parsed_strategy(), recipe.training, recipe.backbone
        self.name = ""
        self.start_from = recipe.start_from
        self.choose_dataset(recipe.dataset, dataset)
        self.backbone_changed.emit()
        self.strategy_changed.emit()
        self.training_changed.emit()
        self.start_changed.emit()

    def missing(self) -> str:
        """The page on which something is still to be chosen: ``data``, ``model`` or, if nothing is, empty."""
        if self.dataset_choice is None or self.dataset is None:
            return "data"
        return "" if self.backbone is not None else "model"

    def recipe(self) -> Recipe:
        """The recipe of these choices. Call it only when nothing is `missing`."""
        assert self.dataset_choice is not None and self.backbone_choice is not None
        return Recipe(
            name=self.name,
            dataset=self.dataset_choice,
            backbone=self.backbone_choice,
            strategy=str(self.strategy),
            start_from=self.start_from,
            training=self.training,
        )
