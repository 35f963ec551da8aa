"""A run's folder says by itself what became of the run, and two processes never work on it at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_tl.api import UserError
from desktop_tl.api.events import RunStarted
from desktop_tl.runs.files import TEMPORARY
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.store import RunStore, run_title

RECIPE = Recipe(dataset=DatasetChoice(id="a/b"), backbone=BackboneChoice(id="c/d"))


def create(store: RunStore, name: str = "run") -> RunFolder:
    return RunFolder.create(store.new_path(name), RECIPE)


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")


def test_a_new_folder_holds_its_recipe(store: RunStore) -> None:
    run = create(store)
    assert RunFolder.open(run.path).recipe() == RECIPE
    assert (run.environment(), run.model(), run.result()) == ({}, {}, {})
    assert run.progress().status == "waiting"
    with pytest.raises(UserError, match="no evaluation"):
        run.evaluation()


def test_a_folder_that_holds_something_is_not_taken(store: RunStore) -> None:
    run = create(store)
    with pytest.raises(UserError, match="not empty"):
        RunFolder.create(run.path, RECIPE)
    with pytest.raises(UserError, match="cannot be written"):
        RunFolder.create(run.path / "recipe.toml" / "x", RECIPE)


def test_what_is_no_run_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no recipe\.toml"):
        RunFolder.open(tmp_path)
    with pytest.raises(UserError, match="does not exist"):
        RunFolder.open(tmp_path / "x")


def test_without_result_and_lock_a_run_was_interrupted(store: RunStore) -> None:
    run = create(store)
    assert run.status() == "interrupted"
    with run.locked():
        assert run.status() == "running"
    assert run.status() == "interrupted"
    for outcome in ("finished", "stopped", "failed"):
        run.write("result", {"outcome": outcome})
        assert run.status() == outcome
    (run.path / "result.json").write_text("{half")
    assert run.status() == "interrupted"


def test_another_process_is_kept_out_and_its_death_frees_the_run(store: RunStore) -> None:
    run = create(store)
    (run.path / f"left{TEMPORARY}over").write_text("x")
    code = (
        "import sys; from pathlib import Path; from desktop_tl.runs.folder import RunFolder\n"
        "with RunFolder(Path(sys.argv[1])).locked():\n    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(run.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        assert run.status() == "running"
        with pytest.raises(UserError, match="Another process"), run.locked():
            pass
        with pytest.raises(UserError, match="still running"):
            store.delete(run)
        child.kill()
    assert run.status() == "interrupted"
    assert not (run.path / f"left{TEMPORARY}over").exists()


def test_progress_is_read_from_the_log(store: RunStore) -> None:
    run = create(store)
    with run.event_log() as log:
        log.append(RunStarted(name="run", epochs=3))
    assert run.progress().epochs_planned == 3


def test_names_are_made_safe_and_never_taken_twice(store: RunStore) -> None:
    assert store.new_path("My cats: 1/2").name == "My-cats-1-2"
    assert store.new_path("../..").name == "run"
    assert store.new_path("猫 és ő").name == "猫-és-ő"
    assert store.new_path("猫" * 300).name == "猫" * 66  # a file system counts bytes
    create(store)
    assert create(store).name == "run-2"
    assert create(store).name == "run-3"


def test_the_newest_run_comes_first_with_what_is_known_of_it(store: RunStore) -> None:
    assert store.summaries() == []
    for number, name in enumerate(("old", "new")):
        os.utime(create(store, name).path / "recipe.toml", (number, number))
    store.find("new").write("result", {"outcome": "finished", "accuracy": 0.9, "seconds": 3})
    new, old = store.summaries()
    assert (new.name, new.status, new.accuracy, new.backbone, new.strategy) == ("new", "finished", 0.9, "c/d", "head")
    assert (old.name, old.status, old.accuracy) == ("old", "interrupted", None)


def test_a_damaged_run_is_listed_with_its_problem(store: RunStore) -> None:
    run = create(store)
    (run.path / "recipe.toml").write_text("[[[")
    (store.path / "no-run").mkdir()
    (summary,) = store.summaries()
    assert "not valid TOML" in summary.problem


def test_a_run_is_found_by_name_or_place(store: RunStore, tmp_path: Path) -> None:
    run = create(store)
    assert store.find("run") == store.find(str(run.path)) == run
    for wrong in ("none", "", ".", "..", str(tmp_path)):
        with pytest.raises(UserError, match="no run"):
            store.find(wrong)


def test_a_deleted_run_is_gone(store: RunStore) -> None:
    run = create(store)
    store.delete(run)
    assert store.summaries() == []
    assert os.listdir(store.path) == []


def test_a_run_that_failed_before_it_saved_weights_gives_up_its_place(tmp_path: Path) -> None:
    run = RunFolder.create(tmp_path / "run", RECIPE)
    run.write("result", {"outcome": "failed"})
    again = RunFolder.create(tmp_path / "run", RECIPE)
    assert again.status() == "interrupted"
    (tmp_path / "run" / "notes.txt").write_text("mine")
    again.write("result", {"outcome": "failed"})
    with pytest.raises(UserError, match="already exists"):
        RunFolder.create(tmp_path / "run", RECIPE)
    assert (tmp_path / "run" / "notes.txt").read_text() == "mine"


def test_a_file_where_the_run_should_be_stays(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("mine")
    with pytest.raises(UserError, match="is a file"):
        RunFolder.create(tmp_path / "run", RECIPE)
    assert (tmp_path / "run").read_text() == "mine"


@pytest.mark.parametrize("result", ['{"accuracy": "high", "seconds": []}', "[]", '{"outcome": 3', "", "[" * 100_000])
def test_a_damaged_result_leaves_the_run_in_the_list(tmp_path: Path, result: str) -> None:
    run = RunFolder.create(tmp_path / "run", RECIPE)
    (run.path / "result.json").write_text(result)
    (summary,) = RunStore(tmp_path).summaries()
    assert (summary.accuracy, summary.seconds, summary.problem) == (None, None, "")


@pytest.mark.parametrize("name", ["x" * 5_000, "a\0b", "../../..", ""])
def test_a_name_that_no_folder_can_bear_is_no_run(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="There is no run"):
        RunStore(tmp_path).find(name)


def test_a_run_is_called_by_its_recipe_while_its_folder_bears_that_name() -> None:
    assert run_title("My cats: 1", "My-cats-1") == "My cats: 1"
    assert run_title("My cats: 1", "My-cats-1-2") == "My cats: 1 (2)"
    assert run_title("My cats: 1", "renamed") == "renamed"
    assert run_title("", "by-hand") == "by-hand"
