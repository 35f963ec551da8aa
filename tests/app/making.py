"""A small plugin and a context around it, for tests of what stands on both."""

from pathlib import Path

from pydantic import BaseModel

from desktop_tl.api import Backbone, BackboneSpec, DatasetSpec, TaskSpec, hookimpl
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.paths import Paths
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.training_choice import TrainingChoice
from tests.helpers.nets import PREPROCESSING, SMALL_NET, colored_squares


def build_nothing(_options: BaseModel) -> Backbone:
    raise AssertionError("not needed")


class SmallPlugin:
    """A net of three stages, coloured squares, and a task that nobody builds."""

    @hookimpl
    def desktop_tl_backbones(self) -> list[BackboneSpec]:
        return [
            SMALL_NET,
            BackboneSpec(id="test/other", title="Other", preprocessing=PREPROCESSING, build=build_nothing),
        ]

    @hookimpl
    def desktop_tl_datasets(self) -> list[DatasetSpec]:
        return [DatasetSpec(id="test/squares", title="Squares", open=lambda options: colored_squares())]

    @hookimpl
    def desktop_tl_tasks(self) -> list[TaskSpec]:
        return [TaskSpec(id="image-classification", title="Nothing", build=lambda: None)]  # type: ignore[arg-type,return-value]


def make_context(home: Path) -> AppContext:
    """Everything below ``home``, with the small plugin alone."""
    return build_context(paths=Paths.below(home), plugins=load_plugins([GivenPlugin("test", SmallPlugin())]))


def make_recipe(**fields: object) -> Recipe:
    """Scratch training of the small net on the squares."""
    recipe = Recipe(
        name="try",
        dataset=DatasetChoice(id="test/squares"),
        backbone=BackboneChoice(id="test/small"),
        strategy="scratch",
        training=TrainingChoice(epochs=2, batch_size=16),
    )
    return recipe.with_settings(dict(fields))
