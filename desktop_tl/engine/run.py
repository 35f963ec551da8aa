"""One execution of a recipe, as the engine sees it: what it is made of, where it is kept and whom it tells."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop_tl.api import events as e
from desktop_tl.api.backbones import BackboneSpec, Weights
from desktop_tl.api.datasets import Dataset
from desktop_tl.api.preprocessing import Preprocessing
from desktop_tl.api.tasks import Task
from desktop_tl.engine.distributed import AgreedStop, SharedEmit, World
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.engine.fitting import require_processes
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken

Emit = Callable[[e.Event], None]

CHECKPOINT_SECONDS = 300.0
"""In a long epoch, so much work is lost at most."""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a recipe names, found in the catalog, opened and fetched.

    Args:
        preprocessing: with what the app has read for it (the tokenizer's document); None takes that of the weights or
            the backbone.
        features: where cached features are kept for later runs; None keeps them in memory for this one.
        calibrations: file with what was measured of this and other models here; None measures anew.
        checkpoint_seconds: after so much time within an epoch a checkpoint is saved.
    """

    task: Task
    dataset: Dataset
    backbone: BackboneSpec
    weights: Weights | None
    weights_path: Path | None
    preprocessing: Preprocessing | None = None
    features: FeatureStore | None = None
    calibrations: Path | None = None
    checkpoint_seconds: float = CHECKPOINT_SECONDS


@dataclass(frozen=True, kw_only=True)
class Run:
    """What all that belongs to one run is handed.

    Args:
        recipe: with all options that building needs.
        emit: takes what happens; of several processes the first alone tells it.
        stop: looked at once a step, and agreed on among the processes.
        world: the processes that run this together.
    """

    recipe: Recipe
    parts: Parts
    folder: RunFolder
    emit: Emit
    stop: StopToken
    world: World


def assemble_run(
    recipe: Recipe, parts: Parts, folder: RunFolder, emit: Emit, stop: StopToken, world: World | None
) -> Run:
    """The run in this process; None is a world alone. Raises: UserError if the task cannot be divided."""
    world = world or World.alone()
    require_processes(parts.task, world.size)
    recipe = resolve_options(recipe, parts.backbone)
    if not world.is_alone:
        emit, stop = SharedEmit(emit, world), AgreedStop(stop, world)
    return Run(recipe=recipe, parts=parts, folder=folder, emit=emit, stop=stop, world=world)


def resolve_options(recipe: Recipe, backbone: BackboneSpec) -> Recipe:
    """The recipe with all that building needs, so that nothing asks for the person's files again."""
    options = backbone.resolve(recipe.backbone.options)
    return recipe.model_copy(update={"backbone": recipe.backbone.model_copy(update={"options": options})})
