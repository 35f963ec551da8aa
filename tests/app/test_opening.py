"""What somebody opens with the app is recognised."""

from pathlib import Path

import pytest

from desktop_tl.api.errors import UserError
from desktop_tl.app.opening import open_path
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.packed import pack_run
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.store import RunStore

RECIPE = Recipe(name="cats", dataset=DatasetChoice(id="samples/digits"), backbone=BackboneChoice(id="some/net"))


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    run = RunFolder.create(tmp_path / "cats", RECIPE)
    export = run.path / "exports" / "onnx"
    export.mkdir(parents=True)
    (export / "model.json").write_text("{}", "utf-8")
    return run


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "store")


@pytest.mark.parametrize("inside", ["", "recipe.toml", "exports/onnx", "exports/onnx/model.json"])
def test_a_run_is_opened_by_its_folder_its_recipe_or_what_was_exported_into_it(inside, run, store):
    assert open_path(run.path / inside, store) == run


def test_a_packed_run_is_put_among_the_runs(run, store, tmp_path):
    pack_run(run, tmp_path / "sent.tlrun")
    assert open_path(tmp_path / "sent.tlrun", store) == RunFolder(store.path / "sent")


def test_a_model_for_other_programs_is_named_as_one(tmp_path, store):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "model.json").write_text("{}", "utf-8")
    with pytest.raises(UserError, match="exported for other programs"):
        open_path(tmp_path / "out", store)


def test_anything_else_is_data_also_a_recipe_of_something_to_eat(tmp_path, store):
    (tmp_path / "recipe.toml").write_text("[soup]", "utf-8")
    assert open_path(tmp_path, store) == tmp_path
    assert open_path(tmp_path / "recipe.toml", store) == tmp_path / "recipe.toml"
    with pytest.raises(UserError, match="does not exist"):
        open_path(tmp_path / "nothing", store)
