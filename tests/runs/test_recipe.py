"""A recipe is read back as it was written, and every mistake in one is named with its place and the way out."""

from pathlib import Path

import pytest

from desktop_tl.api import UserError
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe, load_recipe, parse_recipe
from desktop_tl.runs.strategy import Strategy
from desktop_tl.runs.training_choice import TrainingChoice

FULL = Recipe(
    name="Katzen – naïve “test” 猫",
    dataset=DatasetChoice(id="folders/images", options={"root": 'C:\\pictures\\"odd"', "deep": {"a": [1, 2]}}, limit=7),
    backbone=BackboneChoice(id="timm/net", options={"width": 0.5, "flag": True}, weights="v2", weights_file="/w.bin"),
    strategy="last:3",
    training=TrainingChoice(epochs=3, learning_rate=1e-5, optimizer="adamw", seed=7, cache_features=False),
)
LEAST = '[dataset]\nid = "a/b"\n[backbone]\nid = "c/d"\n'


@pytest.mark.parametrize("recipe", [FULL, parse_recipe(LEAST, where="x")])
def test_a_recipe_is_read_back_as_it_was_written(recipe: Recipe, tmp_path: Path) -> None:
    path = tmp_path / "recipe.toml"
    recipe.save(path)
    assert load_recipe(path) == recipe
    assert path.read_text("utf-8").startswith("# ")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[dataset\nid = 1", ["line 1"]),
        (LEAST + "[training]\nlerning_rate = 0.1\n", ["training.lerning_rate", "learning_rate?"]),
        (LEAST + "[training]\nepochs = 0\n", ["training.epochs = 0"]),
        (LEAST + '[training]\nlearning_rate = "fast"\n', ["training.learning_rate", "'fast'"]),
        (LEAST + '[training]\noptimizer = "lamb"\n', ["training.optimizer", "adamw"]),
        ('strategy = "last"\n' + LEAST, ["strategy", "last:K"]),
        ("version = 99\n" + LEAST, ["newer Desktop TL", "99"]),
        ('[dataset]\nid = "a/b"\n', ["‘backbone’ is missing"]),
        (LEAST + "[training]\nlearning_rate = nan\n", ["training.learning_rate"]),
        ("a = " + "[" * 10_000, ["nested too deeply"]),
        (LEAST + "[training]\nloader_workers = -1\n", ["training.loader_workers = -1", "auto", "0 to 64"]),
        (LEAST + "[training]\nloader_workers = true\n", ["training.loader_workers", "auto"]),
    ],
)
def test_a_mistake_in_a_recipe_is_named(text: str, words: list[str]) -> None:
    with pytest.raises(UserError) as error:
        parse_recipe(text, where="my.toml")
    assert str(error.value).startswith("my.toml")
    for word in words:
        assert word in str(error.value)


def test_a_recipe_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no recipe at"):
        load_recipe(tmp_path / "none.toml")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(UserError, match="cannot be read as a recipe"):
        load_recipe(tmp_path / "picture.png")
    with pytest.raises(UserError):
        load_recipe(tmp_path)


def test_loader_workers_are_automatic_or_a_number() -> None:
    assert FULL.training.loader_workers == "auto"
    for given, kept in (("auto", "auto"), (3, 3), ("0", 0)):
        recipe = FULL.with_settings({"loader_workers": given})
        assert parse_recipe(recipe.to_toml(), where="x").training.loader_workers == kept


def test_fields_are_set_by_short_and_full_name() -> None:
    recipe = FULL.with_settings({"epochs": "9", "training.seed": 3, "dataset.options.root": "/p", "strategy": "ALL"})
    assert (recipe.training.epochs, recipe.training.seed, recipe.strategy) == (9, 3, "all")
    assert recipe.dataset.options["root"] == "/p"
    assert FULL.training.epochs == 3


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"epoch": 3}, "training.epochs"),
        ({"training": 3}, "no field ‘training’"),
        ({"id": "x"}, "‘id’"),
        ({"epochs": "many"}, "training.epochs = 'many'"),
    ],
)
def test_an_unknown_field_or_an_unfit_value_is_named(settings: dict[str, object], words: str) -> None:
    with pytest.raises(UserError) as error:
        FULL.with_settings(settings)
    assert words in str(error.value)


def test_every_field_on_the_screen_has_a_title_and_choices_explain_themselves() -> None:
    for name, field in TrainingChoice.model_fields.items():
        assert field.title, name
        assert field.description, name


@pytest.mark.parametrize("text", ["head", "all", "scratch", "last:2"])
def test_a_strategy_is_read_back_as_it_was_written(text: str) -> None:
    assert str(Strategy.parse(f" {text.upper()} ")) == text


@pytest.mark.parametrize("text", ["", "last", "last:0", "last:-1", "last:x", "tail", "last:99999"])
def test_what_is_no_strategy_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no strategy"):
        Strategy.parse(text)


def test_a_strategy_freezes_what_it_says() -> None:
    frozen = {text: Strategy.parse(text).frozen_stages(5) for text in ("head", "last:2", "last:9", "all", "scratch")}
    assert frozen == {"head": 5, "last:2": 3, "last:9": 0, "all": 0, "scratch": 0}
    for boundary in range(1, 6):
        assert Strategy.for_boundary(boundary, 5).frozen_stages(5) == boundary
    assert not Strategy.parse("scratch").is_pretrained
    assert Strategy.for_boundary(0, 5) == Strategy("all")
