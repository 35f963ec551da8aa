"""In the terminal: who looks on at a run, and the formats that a model can leave in."""

import json
from pathlib import Path

import pytest

from desktop_tl.api import ExporterSpec, ObserverSpec, hookimpl
from desktop_tl.app import context as context_module
from desktop_tl.cli import main
from desktop_tl.cli.options import read_choice
from desktop_tl.host import GivenPlugin, load_plugins
from tests.app.test_exporting import Exporters
from tests.app.test_observing import Options, Watchers
from tests.helpers.small_app import SmallApp

TRAIN = ["train", "--dataset", "test/squares", "--backbone", "test/small", "--strategy", "scratch", "--epochs", "1"]


class Tools(Exporters, Watchers):
    """Observers and exporters of one plugin."""

    def __init__(self) -> None:
        Watchers.__init__(self)

    @hookimpl
    def desktop_tl_observers(self) -> list[ObserverSpec]:
        return [ObserverSpec(id="good", title="Good", build=self.build_good, options=Options)]

    @hookimpl
    def desktop_tl_exporters(self) -> list[ExporterSpec]:
        return [ExporterSpec(id="good", title="Good", write=self.write, load=self.load, options=Options)]


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tools:
    """What the commands find instead of the installed plugins."""
    tools = Tools()
    given = [GivenPlugin("small", SmallApp()), GivenPlugin("tools", tools)]
    monkeypatch.setattr(context_module, "load_plugins", lambda **_options: load_plugins(given))
    monkeypatch.setenv("DESKTOP_TL_HOME", str(tmp_path / "home"))
    return tools


def run(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> tuple[dict, str]:
    """The JSON object and what stood on stderr."""
    assert main([*arguments, "--json"]) == status
    out, err = capsys.readouterr()
    return (json.loads(out.splitlines()[-1]) if out else {}), err


def test_observers_are_listed_with_their_options_and_whether_they_look_on_at_every_run(tools, capsys):
    listed, _ = run(capsys, "observers")
    (observer,) = listed["observers"]
    assert (observer["id"], observer["always"]) == ("good", False)
    assert "word" in observer["options"]["properties"]
    assert main(["observers"]) == 0
    assert "--observe good,word=…" in capsys.readouterr().out


def test_a_flag_chooses_who_looks_on(tools, capsys):
    done, _ = run(capsys, *TRAIN, "--name", "one", "--observe", "good,word=moin")
    assert done["outcome"] == "finished"
    assert [observer.options.word for observer in tools.made["good"]] == ["moin"]
    run(capsys, *TRAIN, "--name", "two", "--observe", "none")
    run(capsys, *TRAIN, "--name", "three")
    assert len(tools.made["good"]) == 1


@pytest.mark.parametrize(
    ("flag", "words"),
    [("god", "no observer ‘god’"), ("good,word", "option=value"), ("good,word=1", "observer good: word = 1")],
)
def test_a_wrong_observer_is_said_before_anything_runs(tools, capsys, tmp_path, flag, words):
    _, said = run(capsys, *TRAIN, "--observe", flag, status=1)
    assert words in said
    assert not (tmp_path / "home" / "runs").exists()


def test_a_run_is_exported_and_its_files_are_named(tools, capsys, tmp_path):
    run(capsys, *TRAIN, "--name", "cats")
    done, said = run(capsys, "export", "cats", "--to", "good", "--out", str(tmp_path / "out"))
    assert done["folder"] == str(tmp_path / "out")
    assert done["files"] == ["model.json", "pictures.py", "state.pt"]
    assert "Checking that they compute the same" in said
    _, said = run(capsys, "export", "cats", "--to", "good", "--out", str(tmp_path / "out"), status=1)
    assert "already exists" in said
    assert main(["export", "cats", "--to", "good"]) == 0
    assert str(tmp_path / "home" / "runs" / "cats" / "exports" / "good") in capsys.readouterr().out


def test_an_export_without_a_format_names_those_there_are(tools, capsys):
    run(capsys, *TRAIN, "--name", "cats")
    _, said = run(capsys, "export", "cats", status=2)
    assert "--to ID (good;" in said
    listed, _ = run(capsys, "exporters")
    assert [spec["id"] for spec in listed["exporters"]] == ["good"]


def test_a_choice_is_an_id_with_options_of_any_type():
    assert read_choice("--to", "a/b, x=1 , y=true,z=C:/some folder,w=[1]") == (
        "a/b",
        {"x": 1, "y": True, "z": "C:/some folder", "w": [1]},
    )
