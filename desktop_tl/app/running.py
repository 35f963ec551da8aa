"""From a recipe to a trained model: opens and fetches all that it names, and hands it to the engine."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_tl.api.backbones import BackboneSpec, Weights
from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import UserError
from desktop_tl.api.events import Event, PhaseProgressed
from desktop_tl.app.backbones import choose_weights, discover_backbone, find_backbone
from desktop_tl.app.datasets import open_dataset
from desktop_tl.app.matching import require_fit
from desktop_tl.app.torch_import import require_torch
from desktop_tl.app.trained import as_built, read_as_trained
from desktop_tl.app.weights import WeightsStore, check_chosen_file, complete_preprocessing
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.host import Catalog
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken

if TYPE_CHECKING:
    from desktop_tl.engine.distributed import World
    from desktop_tl.engine.run import Parts


def run_recipe(
    recipe: Recipe,
    catalog: Catalog,
    weights: WeightsStore,
    features: FeatureStore,
    folder: RunFolder,
    emit: Callable[[Event], None],
    stop: StopToken,
    *,
    resume: bool = False,
    world: "World | None" = None,
    dataset: Dataset | None = None,
) -> dict[str, Any]:
    """From a recipe to a trained model: gathers the parts and hands them to the engine. On the run thread.

    Args:
        dataset: what the recipe names, where it is open already.
        world: the processes that run it together, if there are several.

    Returns:
        The figures of the result, as `finetune` gives them.

    Raises:
        UserError: something is missing or does not fit, in words.
        Stopped: on request.
    """
    emit(PhaseProgressed(phase="preparing", done=0, total=0))
    require_torch()
    from desktop_tl.engine.finetune import finetune  # imports torch, which takes seconds: only here, on the run thread

    stop.check()
    resumed = folder if resume else None
    recipe = recipe.model_copy(update={"backbone": as_built(folder)}) if resume else recipe
    if world is None:
        parts = gather_parts(recipe, catalog, weights, features, emit, stop, resumed, dataset)
    else:
        parts = world.together(lambda: gather_parts(recipe, catalog, weights, features, emit, stop, resumed))
    return finetune(recipe, parts, folder, emit, stop, resume=resume, world=world)


def count_processes(recipe: Recipe, catalog: Catalog) -> int:
    """How many processes a run takes. Where the recipe says 0, one for each GPU: 1 without any, and where a second one
    could do nothing. On the run thread. Raises: UserError if the task is missing."""
    training = recipe.training
    if training.processes:
        return training.processes
    if training.device in ("cpu", "mps") or catalog.find_task(recipe.task).answer == "boxes":
        return 1
    require_torch()
    import torch  # takes seconds: only here, on the run thread

    return max(1, torch.cuda.device_count())


def gather_parts(
    recipe: Recipe,
    catalog: Catalog,
    store: WeightsStore,
    features: FeatureStore | None,
    emit: Callable[[Event], None],
    stop: StopToken,
    resumed: RunFolder | None = None,
    dataset: Dataset | None = None,
) -> "Parts":
    """Opens and fetches all that a recipe names; a run that goes on keeps its tokenizer. Raises: UserError, Stopped."""
    from desktop_tl.engine.run import Parts  # as above

    require_fit(catalog, recipe)
    task = catalog.find_task(recipe.task)
    choice = discover_backbone(catalog, recipe.backbone, store, _Reporter(emit), stop)
    backbone = find_backbone(catalog, choice)
    weights = choose_weights(backbone, recipe.backbone) if recipe.parsed_strategy().is_pretrained else None
    dataset = dataset or open_dataset(catalog, recipe.dataset)
    stop.check()
    weights_path = _find_weights_file(recipe, backbone, weights, store, emit, stop)
    preprocessing = (weights.preprocessing if weights else None) or backbone.preprocessing
    before = recipe.start_from or (recipe.backbone.weights_file if recipe.parsed_strategy().is_pretrained else "")
    learned = str(resumed.path) if resumed else before
    preprocessing = read_as_trained(preprocessing, learned, has_fixed_size=backbone.fixed_size)
    return Parts(
        task=task.build(),
        dataset=dataset,
        backbone=backbone,
        weights=weights,
        weights_path=weights_path,
        preprocessing=complete_preprocessing(backbone.id, preprocessing, store, _Reporter(emit), stop),
        features=features,
        calibrations=features.folder.with_name("calibration.json") if features else None,
    )


def _find_weights_file(
    recipe: Recipe,
    backbone: BackboneSpec,
    weights: Weights | None,
    store: WeightsStore,
    emit: Callable[[Event], None],
    stop: StopToken,
) -> Path | None:
    """Fetched if it is not here; None where nothing pretrained is asked for, or a run to start from brings it all."""
    if not recipe.parsed_strategy().is_pretrained or recipe.start_from:
        return None
    if recipe.backbone.weights_file:
        return check_chosen_file(recipe.backbone.weights_file)
    if weights is None:
        raise UserError(
            f"The backbone {backbone.id} has no pretrained weights.",
            advice="Choose the strategy scratch, another backbone, or a weights file on this computer.",
        )
    return store.fetch(backbone.id, weights, on_progress=_Reporter(emit), stop=stop)


class _Reporter:
    """Turns bytes into events of the phase ``weights``."""

    def __init__(self, emit: Callable[[Event], None]) -> None:
        self._emit = emit
        self._first: tuple[float, int] | None = None

    def __call__(self, done: int, total: int | None) -> None:
        now = time.monotonic()
        self._first = self._first or (now, done)
        seconds, before = now - self._first[0], self._first[1]
        rate = (done - before) / seconds if seconds > 0 else 0.0
        self._emit(PhaseProgressed(phase="weights", done=done, total=total or 0, rate=rate))
