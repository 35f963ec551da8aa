"""Opens a run's model for prediction."""

from typing import TYPE_CHECKING

from desktop_tl.app.context import AppContext
from desktop_tl.app.torch_import import require_torch
from desktop_tl.runs.folder import RunFolder

if TYPE_CHECKING:
    from desktop_tl.engine.prediction import FoundBox as FoundBox
    from desktop_tl.engine.prediction import Prediction as Prediction
    from desktop_tl.engine.prediction import Predictor as Predictor


def open_predictor(context: AppContext, run: RunFolder) -> "Predictor":
    """Loads the best checkpoint of a run. Blocks for seconds: on a worker thread.

    Raises:
        UserError: the run has no model, its files are damaged, or the plugin that builds its backbone is missing.
    """
    recipe = run.recipe()
    backbone = context.catalog.find_backbone(recipe.backbone.id)
    task = context.catalog.find_task(recipe.task)
    require_torch()
    from desktop_tl.engine.prediction import load_predictor  # imports torch: seconds, only on the worker

    return load_predictor(run, backbone=backbone, task=task.build(), device=context.settings.value.device)
