"""The recipe to begin with, so that a first run needs no choice but the data."""

from math import inf

from desktop_tl.api.backbones import BackboneSpec, PackageFile
from desktop_tl.api.errors import UserError
from desktop_tl.app.habits import complete_recipe
from desktop_tl.app.matching import find_fitting, task_of_dataset
from desktop_tl.app.resources import resource
from desktop_tl.app.settings import Settings
from desktop_tl.host import Catalog
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe, load_recipe
from desktop_tl.runs.training_choice import TrainingChoice

DEFAULT_BACKBONES = ("timm/tf_efficientnet_lite0", "transformers/minilm-l6")
"""Small, quick on a CPU, and their weights come from the package index, not from a server that may not be reachable."""


def suggest_backbone(catalog: Catalog, task_id: str) -> BackboneSpec:
    """The default backbone for the task, else the smallest with weights that serves it, rather without a download.

    Raises:
        UserError: no plugin offers a backbone for the task.
    """
    task = catalog.tasks.get(task_id)
    known = list(catalog.backbones.values())
    fitting = find_fitting(known, task) if task else [spec for spec in known if task_id in spec.tasks]
    if not fitting:
        raise UserError(
            f"No plugin offers a backbone for {task_id}.", advice="`desktop-tl plugins list` tells what failed."
        )
    return min(fitting, key=lambda spec: (spec.id not in DEFAULT_BACKBONES, _cost(spec)))


def _cost(spec: BackboneSpec) -> tuple[bool, bool, float]:
    in_package = bool(spec.weights) and isinstance(spec.weights[0].source, PackageFile)
    return (not spec.weights, not in_package, spec.parameters or inf)


def suggest_recipe(
    catalog: Catalog, dataset: DatasetChoice, settings: Settings | None = None, task: str = ""
) -> Recipe:
    """The task that the dataset is for, on the default backbone and the device of the settings; only the head, unless
    the task begins otherwise.

    Args:
        task: another one than the first that the dataset serves.

    Raises:
        UserError: as `suggest_backbone`, or for a dataset that is not there.
    """
    device = settings.device if settings else "auto"
    task = task or task_of_dataset(catalog, dataset.id)
    recipe = Recipe(
        task=task,
        dataset=dataset,
        backbone=BackboneChoice(id=suggest_backbone(catalog, task).id),
        training=TrainingChoice(device=device),
    )
    return complete_recipe(catalog, recipe)


def demo_recipe(catalog: Catalog) -> Recipe:
    """What the demo runs, offline.

    Raises:
        UserError: a plugin that the demo needs is missing, named with the way to get it.
    """
    recipe = load_recipe(resource("recipes", "demo.toml"))
    catalog.find_dataset(recipe.dataset.id)
    catalog.find_backbone(recipe.backbone.id)
    return recipe
