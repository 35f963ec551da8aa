"""A run is packed and unpacked in the terminal, and a path alone opens the window there."""

import json
from pathlib import Path

import pytest

from desktop_tl.app.paths import HOME_VARIABLE, default_paths
from desktop_tl.cli import main
from desktop_tl.cli.parser import parse
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe

RECIPE = Recipe(name="cats", dataset=DatasetChoice(id="samples/digits"), backbone=BackboneChoice(id="some/net"))


def test_a_run_goes_into_a_file_and_comes_out_for_somebody_else(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "mine"))
    RunFolder.create(default_paths().runs / "cats", RECIPE)
    monkeypatch.chdir(tmp_path)
    assert main(["runs", "pack", "cats"]) == 0
    assert "not the data" in capsys.readouterr().out
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "theirs"))
    assert main(["runs", "unpack", "cats.tlrun", "--json"]) == 0
    unpacked = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert RunFolder(Path(unpacked["path"])).recipe() == RECIPE
    assert main(["runs", "pack", "cats", "--out", "cats.tlrun"]) == 1
    assert "already exists" in capsys.readouterr().err


@pytest.mark.parametrize("before", [[], ["--safe-mode"]])
def test_a_path_alone_opens_the_window_there(before, tmp_path):
    arguments = parse([*before, str(tmp_path)])
    assert (arguments.run, arguments.path) == ("window:open_window", str(tmp_path))
    assert arguments.safe_mode == bool(before)


def test_a_command_stays_a_command_though_a_file_is_called_so_and_a_mistyped_one_is_still_named(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "doctor").touch()
    assert parse(["doctor"]).run == "health:doctor"
    assert parse([]).path is None
    with pytest.raises(SystemExit):
        parse(["docctor"])
    assert "invalid choice" in capsys.readouterr().err
