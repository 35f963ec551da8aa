"""The choices for the next run, as the pages make them one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_tl.api.backbones import BackboneSpec, Modality
from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import UserError
from desktop_tl.app.backbones import find_backbone
from desktop_tl.app.context import AppContext
from desktop_tl.app.default_recipe import suggest_backbone
from desktop_tl.app.habits import change_habit, change_habits, habits_of
from desktop_tl.app.matching import find_fitting
from desktop_tl.gui.sample_words import SampleWords, answer_of, modality_of, sample_words
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.strategy import Strategy
from desktop_tl.runs.training_choice import TrainingChoice, foreign_settings


class Draft(QObject):
    """A recipe in the making. Pages read the attributes and change them through the methods, which tell the others.

    Attributes:
        task: id of what is to be learned; it follows from the dataset.

    Signals:
        task_changed(): another task, so that other backbones and settings are on offer.
        dataset_changed(): another dataset is chosen, opened, or none.
        backbone_changed(): another backbone, other options or other weights.
        strategy_changed(): another boundary between frozen and trained stages, or from scratch.
        training_changed(): other settings of training.
        start_changed(): another run to go on from, or none, or another name.
    """

    task_changed = Signal()
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
        self.task: str = Recipe.model_fields["task"].default
        self._special: tuple[BackboneChoice | None, BackboneSpec | None, UserError | None] = (None, None, None)
        self._left: dict[str, BackboneChoice | None] = {}  # the backbone of each task that is not the current one
        self.backbone_choice = self._suggest_backbone()
        self.strategy = Strategy("head")
        self._meant: Strategy | None = None  # while there are no weights to begin with
        self.training = TrainingChoice(device=context.settings.value.device)
        self.name = ""
        self.start_from = ""

    @property
    def backbone(self) -> BackboneSpec | None:
        """The chosen backbone, as it is with its options if these fit; None if there is none, or its plugin is gone."""
        return self._look_up()[0]

    @property
    def backbone_problem(self) -> UserError | None:
        """Why the backbone cannot be used with its options."""
        return self._look_up()[1]

    @property
    def modality(self) -> Modality:
        """Of the samples that the task is about."""
        return modality_of(self._context, self.task)

    @property
    def words(self) -> SampleWords:
        """What these samples are called."""
        return sample_words(self.modality)

    def choose_dataset(self, choice: DatasetChoice | None, dataset: Dataset | None = None) -> None:
        """Takes a dataset, and with it the task that it serves; a backbone that does not serve it is replaced.

        Args:
            dataset: the opened one, None while it is being opened or could not be.
        """
        task = self._task_of(choice) if choice is not None else self.task
        self.dataset_choice, self.dataset = choice, dataset
        if task != self.task:
            self._begin_task(task)
        self.dataset_changed.emit()

    def choose_backbone(
        self, backbone_id: str, *, options: dict[str, Any] | None = None, weights: str = "", weights_file: str = ""
    ) -> None:
        """Takes a backbone; a strategy that it cannot serve becomes one that it can. It begins with its own weights.

        What was meant comes back with the next backbone that has weights, and weights of one's own are for use.
        """
        self.go_on_from("")
        before = self.backbone_choice
        brings_weights = bool(weights_file) and (before is None or before.weights_file != weights_file)
        self.backbone_choice = BackboneChoice(
            id=backbone_id, options=options or {}, weights=weights, weights_file=weights_file
        )
        self._fit_strategy(brings_weights)
        self.backbone_changed.emit()

    def choose_strategy(self, strategy: Strategy) -> None:
        """Takes a strategy."""
        self._meant = None
        if strategy != self.strategy:
            is_other = self._set_strategy(strategy)
            self.strategy_changed.emit()
            if is_other:
                self.training_changed.emit()

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
        has_other_task = recipe.task != self.task
        if has_other_task:
            self._left[self.task] = self.backbone_choice
        self.task, self.dataset_choice, self.dataset = recipe.task, recipe.dataset, dataset
        self.strategy, self.training, self.backbone_choice = recipe.parsed_strategy(), recipe.training, recipe.backbone
        self.name = ""
        self._meant = None
        self.start_from = recipe.start_from
        if has_other_task:
            self.task_changed.emit()
        self.dataset_changed.emit()
        self.backbone_changed.emit()
        self.strategy_changed.emit()
        self.training_changed.emit()
        self.start_changed.emit()

    def missing(self) -> str:
        """The page on which something is still to be chosen: ``data``, ``model`` or, if nothing is, empty."""
        if self.dataset_choice is None or self.dataset is None:
            return "data"
        return "" if self.backbone is not None and self.backbone_problem is None else "model"

    def recipe(self) -> Recipe:
        """The recipe of these choices. Call it only when nothing is `missing`."""
        assert self.dataset_choice is not None and self.backbone_choice is not None
        return Recipe(
            name=self.name,
            task=self.task,
            dataset=self.dataset_choice,
            backbone=self.backbone_choice,
            strategy=str(self.strategy),
            start_from=self.start_from,
            training=self.training,
        )

    def _look_up(self) -> tuple[BackboneSpec | None, UserError | None]:
        choice = self.backbone_choice
        spec = self._context.catalog.backbones.get(choice.id) if choice else None
        if spec is None or choice is None or spec.specialise is None:
            return spec, None
        if self._special[0] != choice:  # it may read files, and is asked for often
            try:
                self._special = choice, find_backbone(self._context.catalog, choice), None
            except UserError as error:
                self._special = choice, spec, error
        return self._special[1], self._special[2]

    def _task_of(self, choice: DatasetChoice) -> str:
        """The one that the recipe has if the dataset stays, else the first that the dataset serves and that is here."""
        spec = self._context.catalog.datasets.get(choice.id)
        served = [task for task in spec.tasks if task in self._context.catalog.tasks] if spec is not None else []
        stays = self.dataset_choice is not None and self.dataset_choice.id == choice.id and self.task in served
        return self.task if stays or not served else served[0]

    def _begin_task(self, task: str) -> None:
        self._left[self.task] = self.backbone_choice
        strategy, self._meant = self._meant or self.strategy, None
        old = self._habits_of(self.task, self.strategy)
        usual = Recipe.model_fields["strategy"].default
        tasks = [self._habits_of(one, Strategy.parse(usual)) for one in (self.task, task)]
        self.strategy = Strategy.parse(str(change_habit("strategy", str(strategy), usual, *tasks)))
        self.training = change_habits(self.training, old, self._habits_of(task, self.strategy))
        self.task = task
        self.start_from = ""
        if not self._is_served():
            self.backbone_choice = self._left.get(task) or self._suggest_backbone()
        foreign = foreign_settings(self.modality, answer_of(self._context, self.task))
        defaults = {name: field.default for name, field in TrainingChoice.model_fields.items() if name in foreign}
        self.training = self.training.model_copy(update=defaults)
        self.task_changed.emit()
        self._fit_strategy()
        for signal in (self.backbone_changed, self.strategy_changed, self.training_changed, self.start_changed):
            signal.emit()

    def _habits_of(self, task: str, strategy: Strategy) -> Mapping[str, Any]:
        return habits_of(self._context.catalog, task, strategy)

    def _set_strategy(self, strategy: Strategy) -> bool:
        """Takes it with its habits; whether these changed anything."""
        old, new = (self._habits_of(self.task, one) for one in (self.strategy, strategy))
        before, self.training = self.training, change_habits(self.training, old, new)
        self.strategy = strategy
        return self.training != before

    def _is_served(self) -> bool:
        """Whether the backbone is one for the task."""
        catalog, choice = self._context.catalog, self.backbone_choice
        task = catalog.tasks.get(self.task)
        if task is None or choice is None:
            return choice is not None
        return any(spec.id == choice.id for spec in find_fitting(catalog.backbones.values(), task))

    def _suggest_backbone(self) -> BackboneChoice | None:
        try:
            return BackboneChoice(id=suggest_backbone(self._context.catalog, self.task).id)
        except UserError:  # none serves the task; the Model page says so
            return None

    def _fit_strategy(self, brings_weights: bool = False) -> None:
        """Without weights there is nothing to start from."""
        spec, choice = self.backbone, self.backbone_choice
        if spec is None or choice is None:
            return
        has_weights = bool(spec.weights or choice.weights_file)
        if not has_weights and self.strategy.is_pretrained:
            self._meant, is_other = self.strategy, self._set_strategy(Strategy("scratch"))
        elif has_weights and not self.strategy.is_pretrained and (self._meant or brings_weights):
            usual = self._habits_of(self.task, self.strategy).get("strategy", Recipe.model_fields["strategy"].default)
            self._meant, is_other = None, self._set_strategy(self._meant or Strategy.parse(str(usual)))
        else:
            return
        self.strategy_changed.emit()
        if is_other:
            self.training_changed.emit()
