"""Opens a run's model to write texts with it."""

from typing import TYPE_CHECKING

from desktop_tl.api.errors import UserError
from desktop_tl.app.context import AppContext
from desktop_tl.app.torch_import import require_torch
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.generation import GenerationSettings as GenerationSettings
from desktop_tl.runs.stop import StopToken as StopToken

if TYPE_CHECKING:
    from desktop_tl.engine.generation import TextGenerator as TextGenerator


def load_generator(context: AppContext, folder: RunFolder) -> "TextGenerator":
    """Loads the best checkpoint of a run that learned to write. Blocks for seconds: on a worker thread.

    `TextGenerator.generate` writes, on a worker thread too.

    Raises:
        UserError: the run learned something else, has no model, its files are damaged, or the plugin that builds its
            backbone is missing.
    """
    recipe = folder.recipe()
    backbone = context.catalog.find_backbone(recipe.backbone.id)
    task = context.catalog.find_task(recipe.task)
    if task.answer != "text":
        raise UserError(
            f"The run ‘{folder.name}’ has learned to tell {task.title.lower()}, not to write.",
            advice="Choose a run of text generation.",
        )
    require_torch()
    from desktop_tl.engine.generation import load_text_generator  # imports torch: seconds, only on the worker

    return load_text_generator(folder, backbone=backbone, task=task.build(), device=context.settings.value.device)
