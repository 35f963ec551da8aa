"""The recipe to begin with, so that a first run needs no choice but the data."""

from math import inf

from desktop_tl.api.backbones import BackboneSpec, PackageFile
from desktop_tl.api.errors import UserError
from desktop_tl.app.resources import resource
from desktop_tl.app.settings import Settings
from desktop_tl.host import Catalog
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe, TrainingChoice, load_recipe

DEFAULT_BACKBONE = "timm/tf_efficientnet_lite0"
"""Small, quick on a CPU, and its weights come from the package index instead of a server that may not be reachable."""


def suggest_backbone(catalog: Catalog) -> BackboneSpec:
    """The default backbone, else the smallest with weights, rather without a download.

    Raises:
        UserError: no plugin offers a backbone.
    """
    backbones = list(catalog.backbones.values())
    wanted = [spec for spec in backbones if spec.id == DEFAULT_BACKBONE]
    for spec in (*wanted, *sorted(backbones, key=_cost)):
        return spec
    raise UserError("No plugin offers a backbone.", advice="`desktop-tl plugins list` tells what failed.")


def _cost(spec: BackboneSpec) -> tuple[bool, bool, float]:
    in_package = bool(spec.weights) and isinstance(spec.weights[0].source, PackageFile)
    return (not spec.weights, not in_package, spec.parameters or inf)


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
