"""The recipe to begin with, so that a first run needs no choice but the data."""

from desktop_tl.api.backbones import BackboneSpec
from desktop_tl.api.errors import UserError
from desktop_tl.app.resources import resource
from desktop_tl.app.settings import Settings
from desktop_tl.host import Catalog
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe, TrainingChoice, load_recipe

DEFAULT_BACKBONE = "timm/tf_efficientnet_lite0"
"""Small, quick on a CPU, and its weights come from the package index instead of a server that may not be reachable."""


def suggest_backbone(catalog: Catalog) -> BackboneSpec:
    """The default backbone, or the first that has weights. Raises: UserError when no plugin offers any."""
    backbones = list(catalog.backbones.values())
    wanted = [spec for spec in backbones if spec.id == DEFAULT_BACKBONE]
    with_weights = [spec for spec in backbones if spec.weights]
    for spec in (*wanted, *with_weights, *backbones):
        return spec
    raise UserError("No plugin offers a backbone.", advice="`desktop-tl plugins list` tells what failed.")


def suggest_recipe(catalog: Catalog, dataset: DatasetChoice, settings: Settings | None = None) -> Recipe:
    """Head only, on the default backbone and the device of the settings. Raises: UserError, as `suggest_backbone`."""
    device = settings.device if settings else "auto"
    return Recipe(
        dataset=dataset,
        backbone=BackboneChoice(id=suggest_backbone(catalog).id),
        training=TrainingChoice(device=device),
    )


def demo_recipe(catalog: Catalog) -> Recipe:
    """What the demo runs, offline.

    Raises:
        UserError: a plugin that the demo needs is missing, named with the way to get it.
    """
    recipe = load_recipe(resource("recipes", "demo.toml"))
    catalog.find_dataset(recipe.dataset.id)
    catalog.find_backbone(recipe.backbone.id)
    return recipe
