"""The context is built without torch, and what depends on plugins says so in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_tl.api import UserError
from desktop_tl.app.backbones import describe_backbone
from desktop_tl.app.context import build_context
from desktop_tl.app.default_recipe import demo_recipe, suggest_backbone, suggest_recipe
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.enabling import change_enabled, find_plugin, read_disabled
from desktop_tl.app.predictions import open_predictor
from desktop_tl.app.resources import resource
from desktop_tl.host import Catalog
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice
from tests.app.making import make_context, make_recipe


def test_building_the_context_imports_neither_torch_nor_qt_nor_the_http_library(tmp_path: Path) -> None:
    code = (
        "import sys; from desktop_tl.app.context import build_context; build_context();"
        "import desktop_tl.app.predictions, desktop_tl.app.default_recipe, desktop_tl.app.doctor;"
        "print([m for m in ('torch', 'torchvision', 'PySide6', 'httpx', 'timm') if m in sys.modules])"
    )
    environment = os.environ | {"DESKTOP_TL_HOME": str(tmp_path)}
    answer = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_the_settings_choose_the_folder_of_the_runs(tmp_path: Path) -> None:
    context = make_context(tmp_path)
    assert context.runs.path == tmp_path / "runs"
    context.settings.change(runs_folder=str(tmp_path / "elsewhere"))
    assert context.runs.path == tmp_path / "elsewhere"


def test_a_plugin_is_disabled_and_enabled_from_the_next_start_on(tmp_path: Path) -> None:
    paths = Paths.below(tmp_path)
    key = find_plugin("desktop-tl-samples").key
    change_enabled(paths, key, enabled=False)
    assert read_disabled(paths) == {key}
    context = build_context(paths=paths)
    record = context.plugins.find(key)
    assert record is not None
    assert record.state == "disabled"
    with pytest.raises(UserError, match="disabled"):
        context.catalog.find_dataset("samples/digits")
    change_enabled(paths, key, enabled=True)
    assert read_disabled(paths) == frozenset()


def test_a_damaged_plugins_document_disables_nothing(tmp_path: Path) -> None:
    paths = Paths.below(tmp_path)
    paths.plugins.mkdir()
    (paths.plugins / "plugins.toml").write_text("disabled = [", "utf-8")
    assert read_disabled(paths) == frozenset()


def test_an_unknown_plugin_cannot_be_disabled() -> None:
    with pytest.raises(UserError, match="no plugin ‘nonsense’"):
        find_plugin("nonsense")


def test_a_first_backbone_is_suggested_whatever_is_installed(tmp_path: Path) -> None:
    context = make_context(tmp_path)
    assert suggest_backbone(context.catalog, "image-classification").id == "test/small"
    recipe = suggest_recipe(context.catalog, DatasetChoice(id="test/squares"), context.settings.value)
    assert recipe.strategy == "head"
    with pytest.raises(UserError, match="No plugin offers a backbone"):
        suggest_backbone(Catalog(), "image-classification")


def test_the_demo_names_the_plugin_that_it_misses(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="samples/digits") as error:
        demo_recipe(make_context(tmp_path).catalog)
    assert "desktop-tl-samples" in error.value.advice


def test_the_demo_runs_on_what_comes_with_the_app(tmp_path: Path) -> None:
    context = build_context(paths=Paths.below(tmp_path))
    recipe = demo_recipe(context.catalog)
    backbone = context.catalog.find_backbone(recipe.backbone.id)
    assert context.weights.is_here(backbone.weights[0])


def test_resources_are_found() -> None:
    assert resource("recipes", "demo.toml").is_file()


def test_stages_are_described_once_and_kept(tmp_path: Path) -> None:
    context = make_context(tmp_path)
    choice = BackboneChoice(id="test/small")
    stages = describe_backbone(context.catalog, choice, context.paths)
    assert [stage.name for stage in stages] == ["stem", "middle", "top"]
    assert stages[0].parameters == 3 * 8 * 9 + 16
    (kept,) = (tmp_path / "cache" / "stages").iterdir()
    kept.write_text(kept.read_text("utf-8").replace("stem", "kept"), "utf-8")
    assert describe_backbone(context.catalog, choice, context.paths)[0].name == "kept"
    kept.write_text("[{]", "utf-8")
    assert describe_backbone(context.catalog, choice, context.paths) == stages


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    context = make_context(tmp_path)
    (tmp_path / "cache").write_text("a file where a folder should be")
    assert len(describe_backbone(context.catalog, BackboneChoice(id="test/small"), context.paths)) == 3


def test_a_run_without_a_model_cannot_predict(tmp_path: Path) -> None:
    context = make_context(tmp_path)
    run = RunFolder.create(tmp_path / "runs" / "empty", make_recipe())
    with pytest.raises(UserError, match="no trained model"):
        open_predictor(context, run)


def test_predicting_names_the_plugin_that_is_missing(tmp_path: Path) -> None:
    context = make_context(tmp_path)
    run = RunFolder.create(tmp_path / "runs" / "other", make_recipe(**{"backbone.id": "timm/net"}))
    with pytest.raises(UserError, match="timm/net") as error:
        open_predictor(context, run)
    assert "desktop-tl-timm" in error.value.advice
