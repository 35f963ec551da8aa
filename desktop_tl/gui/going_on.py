"""The four ways to make more of a run: resume it, train it longer, go on with changes, use it as a backbone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import UserError
from desktop_tl.app import trained
from desktop_tl.gui.background import Task
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.progress import Progress
from desktop_tl.runs.recipe import BackboneChoice, Recipe

Failed = Callable[[UserError], None]
"""Told on the window's thread what is wrong, in words."""


@dataclass(frozen=True)
class _Past:
    recipe: Recipe
    progress: Progress
    dataset: Dataset | None


def resume_run(bench: Workbench, run: RunFolder, *, failed: Failed) -> None:
    """Goes on with a run that was interrupted, stopped or failed, and goes to Train to watch it from its beginning."""
    wants_data = bench.draft.dataset_choice is None  # an empty draft takes the run's choices, to train it again later

    def read(_task: Task) -> _Past:
        recipe = run.recipe()
        return _Past(recipe, run.progress(), _open_dataset(bench, recipe) if wants_data else None)

    def begin(past: _Past) -> None:
        try:
            job = bench.context.jobs.resume(run)
        except UserError as error:
            failed(error)
            return
        if past.dataset is not None and bench.draft.dataset_choice is None:
            bench.draft.take(past.recipe, past.dataset)
        bench.follow(job, past.progress)
        bench.page_wanted.emit("train")

    bench.background.run(bench, read, done=begin, failed=failed)


def train_longer(bench: Workbench, run: RunFolder, epochs: int, *, failed: Failed) -> None:
    """Starts a new run that goes on from a run's best model for so many epochs, and goes to Train."""

    def begin(recipe: Recipe) -> None:
        try:
            bench.start_recipe(recipe)
        except UserError as error:
            failed(error)
            return
        bench.page_wanted.emit("train")

    bench.background.run(bench, lambda _task: trained.train_longer(run, epochs), done=begin, failed=failed)


def continue_with_changes(bench: Workbench, run: RunFolder, *, failed: Failed) -> None:
    """Fills the draft with a run's choices and its model to go on from; goes to Train, or to Data if that is gone."""

    def read(_task: Task) -> tuple[Recipe, Dataset | None]:
        recipe = trained.continue_with(run)
        return recipe, _open_dataset(bench, recipe)

    def take(found: tuple[Recipe, Dataset | None]) -> None:
        recipe, dataset = found
        bench.draft.take(recipe, dataset)
        bench.draft.rename(recipe.name)
        bench.page_wanted.emit("train" if dataset is not None else "data")

    bench.background.run(bench, read, done=take, failed=failed)


def use_as_backbone(bench: Workbench, run: RunFolder, *, failed: Failed) -> None:
    """Makes what a run has learned the backbone of the next one, and goes to Model."""

    def take(choice: BackboneChoice) -> None:
        bench.draft.choose_backbone(choice.id, options=choice.options, weights_file=choice.weights_file)
        bench.page_wanted.emit("model")

    bench.background.run(bench, lambda _task: trained.as_backbone(run), done=take, failed=failed)


def _open_dataset(bench: Workbench, recipe: Recipe) -> Dataset | None:
    from desktop_tl.app.datasets import open_dataset  # numpy and Pillow: not needed for a first paint

    try:
        return open_dataset(bench.context.catalog, recipe.dataset)
    except UserError:
        return None  # whoever needs it says what is wrong
