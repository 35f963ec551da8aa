"""Reads all that Results shows of a run from its folder, on a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import UserError
from desktop_tl.app.context import AppContext
from desktop_tl.app.datasets import open_dataset
from desktop_tl.runs.box_evaluation import BoxEvaluation
from desktop_tl.runs.evaluation import AnyEvaluation, Evaluation
from desktop_tl.runs.folder import RunFolder, RunStatus
from desktop_tl.runs.label_evaluation import LabelEvaluation
from desktop_tl.runs.progress import Progress
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.value_evaluation import ValueEvaluation


@dataclass(frozen=True, kw_only=True)
class RunStory:
    """A run as its files tell it.

    Args:
        recipe: None if it cannot be read; then ``problem`` says why.
        evaluation: None if the run was not measured.
        problem: why recipe or evaluation cannot be read, in words.
    """

    run: RunFolder
    status: RunStatus
    started_at: datetime
    recipe: Recipe | None = None
    evaluation: AnyEvaluation | None = None
    progress: Progress = field(default_factory=Progress)
    result: Mapping[str, Any] = field(default_factory=dict)
    environment: Mapping[str, Any] = field(default_factory=dict)
    problem: UserError | None = None


@dataclass(frozen=True, kw_only=True)
class RunSamples:
    """The run's dataset, opened again, and where in it each sample is."""

    dataset: Dataset
    places: Mapping[str, int]


def read_story(run: RunFolder) -> RunStory:
    """Reads the folder; what is damaged is told in ``problem``."""
    recipe, evaluation, problem = None, None, None
    try:
        recipe = run.recipe()
    except UserError as error:
        problem = error
    if (run.path / "evaluation.json").is_file():
        try:
            evaluation = run.evaluation()
            compute_figures(evaluation)
        except UserError as error:
            problem = error
    return RunStory(
        run=run,
        status=run.status(),
        started_at=run.started_at(),
        recipe=recipe,
        evaluation=evaluation,
        progress=run.progress(),
        result=run.result(),
        environment=run.environment(),
        problem=problem,
    )


def compute_figures(evaluation: AnyEvaluation) -> None:
    """Those that it keeps: of a thousand classes they take their time, which is taken here and not in the window."""
    if isinstance(evaluation, Evaluation):
        _ = evaluation.recalls, evaluation.precisions
    elif isinstance(evaluation, LabelEvaluation):
        _ = evaluation.labels, evaluation.mistakes()
    elif isinstance(evaluation, ValueEvaluation):
        _ = evaluation.values
    elif isinstance(evaluation, BoxEvaluation):
        _ = evaluation.precision, evaluation.mistakes()


def find_samples_of(context: AppContext, recipe: Recipe, evaluation: AnyEvaluation, stop: StopToken) -> RunSamples:
    """Opens the run's dataset again and looks up the samples that were measured.

    Raises:
        UserError: the dataset or its plugin is gone.
        Stopped: on request.
    """
    dataset = open_dataset(context.catalog, recipe.dataset)
    wanted, places = set(evaluation.samples), {}
    for index in range(len(dataset)):
        if index % 1000 == 0:
            stop.check()
        sample_id = dataset.sample(index).id
        if sample_id in wanted:
            places[sample_id] = index
    return RunSamples(dataset=dataset, places=places)
