"""What task and strategy begin with stands wherever nobody has chosen, and gives way to what somebody has."""

from pathlib import Path

import pytest

from desktop_tl.api import BackboneSpec, DatasetSpec, TaskSpec, hookimpl
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.habits import complete_recipe, with_strategy
from desktop_tl.app.paths import Paths
from desktop_tl.cli.parser import build_parser
from desktop_tl.cli.sentences import describe_habits
from desktop_tl.cli.training import make_recipe
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.recipe import Recipe, parse_recipe
from tests.helpers.nets import SMALL_NET, colored_squares

WRITTEN = """
task = "acme-task"
strategy = "{}"
[dataset]
id = "acme/data"
[backbone]
id = "test/small"
[training]
epochs = 3
"""


class Acme:
    @hookimpl
    def desktop_tl_tasks(self) -> list[TaskSpec]:
        settings = {"strategy": "all", "optimizer": "adamw", "learning_rate": 5e-4, "batch_size": 8}
        return [TaskSpec(id="acme-task", title="T", build=lambda: None, settings=settings)]  # type: ignore[arg-type,return-value]

    @hookimpl
    def desktop_tl_datasets(self) -> list[DatasetSpec]:
        return [DatasetSpec(id="acme/data", title="D", open=lambda _options: colored_squares(), tasks=("acme-task",))]

    @hookimpl
    def desktop_tl_backbones(self) -> list[BackboneSpec]:
        return [SMALL_NET]


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    return build_context(paths=Paths.below(tmp_path / "home"), plugins=load_plugins([GivenPlugin("acme", Acme())]))


def chosen(recipe: Recipe) -> tuple[str, str, float, int]:
    training = recipe.training
    return recipe.strategy, training.optimizer, training.learning_rate, training.batch_size


def test_a_written_recipe_gets_them_where_it_says_nothing(context: AppContext) -> None:
    def read(text: str) -> Recipe:
        return complete_recipe(context.catalog, parse_recipe(text, where="here"))

    assert chosen(read(WRITTEN.format("all"))) == ("all", "adamw", 5e-4, 8)
    assert chosen(read(WRITTEN.format("lora:4"))) == ("lora:4", "adamw", 2e-3, 8)
    assert chosen(read(WRITTEN.format("lora:4") + "learning_rate = 0.01")) == ("lora:4", "adamw", 0.01, 8)
    assert chosen(read(WRITTEN.replace('strategy = "{}"', ""))) == ("all", "adamw", 5e-4, 8)
    foreign = WRITTEN.replace("acme-task", "gone")
    assert chosen(read(foreign.format("lora"))) == ("lora:8", "adamw", 2e-3, 32)
    whole = read(foreign.format("head"))
    assert complete_recipe(context.catalog, parse_recipe(whole.to_toml(), where="here")) == whole


def test_with_another_strategy_its_own_come_and_go_and_what_was_chosen_stays(context: AppContext) -> None:
    recipe = complete_recipe(context.catalog, parse_recipe(WRITTEN.format("all"), where="here"))
    there = with_strategy(context.catalog, recipe, "lora:8")
    assert chosen(there) == ("lora:8", "adamw", 2e-3, 8)
    assert with_strategy(context.catalog, there, "all") == recipe
    own = recipe.with_settings({"learning_rate": 0.1})
    assert chosen(with_strategy(context.catalog, own, "lora:8")) == ("lora:8", "adamw", 0.1, 8)


def test_the_terminal_takes_them_and_says_what_a_strategy_brings(context: AppContext, tmp_path: Path) -> None:
    def make(*flags: str) -> Recipe:
        return make_recipe(build_parser().parse_args(["train", *flags]), context)

    data = ("--dataset", "acme/data")
    assert chosen(make(*data)) == ("all", "adamw", 5e-4, 8)
    assert describe_habits(make(*data)) == ""
    adapted = make(*data, "--strategy", "lora:2")
    assert chosen(adapted) == chosen(make(*data, "--set", "strategy=lora:2")) == ("lora:2", "adamw", 2e-3, 8)
    assert describe_habits(adapted) == "The strategy lora:2 begins with optimizer adamw, learning_rate 0.002."
    own = make(*data, "--strategy", "lora", "--set", "learning_rate=0.01", "--set", "optimizer=sgd")
    assert chosen(own) == ("lora:8", "sgd", 0.01, 8)
    assert describe_habits(own) == ""
    path = tmp_path / "recipe.toml"
    path.write_text(WRITTEN.format("head"))
    assert chosen(make(str(path), "--strategy", "lora")) == ("lora:8", "adamw", 2e-3, 8)
