"""Which plugin an earlier run needs is told by its folder, else by how plugins are usually named."""

from dataclasses import replace

import pytest

from desktop_tl.app.plugins.missing import find_missing
from desktop_tl.host import GivenPlugin, Plugins, load_plugins
from desktop_tl.runs.recipe import Recipe
from tests.helpers.small_app import SmallApp, small_recipe


@pytest.fixture
def plugins() -> Plugins:
    return load_plugins([GivenPlugin("small", SmallApp())])


def recipe_with(*, backbone: str = "", dataset: str = "") -> Recipe:
    recipe = small_recipe()
    changes: dict[str, object] = {}
    if backbone:
        changes["backbone"] = recipe.backbone.model_copy(update={"id": backbone})
    if dataset:
        changes["dataset"] = recipe.dataset.model_copy(update={"id": dataset})
    return recipe.model_copy(update=changes)


def test_a_run_whose_plugins_are_here_misses_none(plugins: Plugins):
    assert find_missing(small_recipe(), {}, plugins) == []


@pytest.mark.parametrize(
    ("written", "name", "version"),
    [
        ({"desktop-tl-acme": "1.2", "desktop-tl-timm": "0.1"}, "desktop-tl-acme", "1.2"),
        ({"Acme_Nets": "3", "desktop-tl-timm": "0.1"}, "acme-nets", "3"),
        ({"somebodys-zoo": "7"}, "somebodys-zoo", "7"),
        ({"one-zoo": "7", "other-zoo": "8"}, "desktop-tl-acme", ""),
        ({}, "desktop-tl-acme", ""),
        (["damaged"], "desktop-tl-acme", ""),
    ],
)
def test_the_plugin_of_a_missing_backbone_is_named(plugins: Plugins, written: object, name: str, version: str):
    (missing,) = find_missing(recipe_with(backbone="acme/net"), {"plugins": written}, plugins)
    assert (missing.part, missing.spec_id) == ("backbone", "acme/net")
    assert (missing.distribution, missing.version, missing.record) == (name, version, None)


def test_a_plugin_that_offers_two_parts_of_a_run_is_named_once(plugins: Plugins):
    found = find_missing(recipe_with(backbone="acme/net", dataset="acme/birds"), {}, plugins)
    assert [missing.part for missing in found] == ["backbone"]


def test_one_that_is_here_but_disabled_comes_with_its_record(plugins: Plugins):
    off = replace(plugins.records[0], distribution="desktop-tl-acme", state="disabled")
    plugins.records = (*plugins.records, off)
    (missing,) = find_missing(recipe_with(backbone="acme/net"), {}, plugins)
    assert missing.record is off
