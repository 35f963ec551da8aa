"""Measures a run on data that it was not trained on."""

from collections.abc import Callable

from desktop_tl.api.datasets import Note, SetAside
from desktop_tl.app.context import AppContext
from desktop_tl.app.datasets import open_dataset
from desktop_tl.app.matching import require_fit
from desktop_tl.app.torch_import import require_torch
from desktop_tl.runs.evaluation import AnyEvaluation
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import DatasetChoice
from desktop_tl.runs.stop import StopToken


def evaluate_run(
    context: AppContext,
    run: RunFolder,
    choice: DatasetChoice,
    *,
    on_note: Callable[[Note], None],
    on_set_aside: Callable[[SetAside], None],
    on_progress: Callable[[int, int], None],
    stop: StopToken,
) -> AnyEvaluation:
    """What the run's best model says of other data. Blocks: on a worker thread.

    Args:
        on_note: what there is to say of the data.
        on_set_aside: a sample that is left out, and why.
        on_progress: samples done and all of them.

    Raises:
        UserError: the run has no model, something is missing, or the data do not fit the run.
        Stopped: on request.
    """
    recipe = run.recipe()
    require_fit(context.catalog, recipe.model_copy(update={"dataset": choice}))
    backbone, task = context.catalog.find_backbone(recipe.backbone.id), context.catalog.find_task(recipe.task)
    dataset = open_dataset(context.catalog, choice)
    for note in dataset.notes:
        on_note(note)
    for aside in dataset.set_aside:
        on_set_aside(aside)
    if dataset.fingerprint() == run.environment().get("dataset_fingerprint"):
        words = "The run was trained on these very data, so the figures are better than they will be on new ones."
        on_note(Note("warning", words))
    require_torch()
    from desktop_tl.engine.measuring import measure  # imports torch: seconds, only on the worker

    return measure(
        run,
        dataset,
        backbone=backbone,
        task=task.build(),
        device=context.settings.value.device,
        on_note=on_note,
        on_set_aside=on_set_aside,
        on_progress=on_progress,
        stop=stop,
    )
