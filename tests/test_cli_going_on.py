"""In the terminal: resume a run, train it longer, use it as a backbone, find a learning rate."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_tl.api.events import Calibrated, Event, RunContinued, RunPaused
from desktop_tl.cli import main
from desktop_tl.cli.following import follow
from desktop_tl.cli.output import Output
from desktop_tl.cli.training import conclude
from desktop_tl.engine.errors import not_finite
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken
from tests.app.making import make_context, make_recipe
from tests.helpers.pictures import write_class_folders
from tests.helpers.small_app import interrupt

PLUGIN = """
from desktop_tl.api import hookimpl
from tests.helpers.nets import SMALL_NET

@hookimpl
def desktop_tl_backbones():
    return [SMALL_NET]
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an installed plugin: a small net."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "tiny_net_plugin.py").write_text(PLUGIN)
    info = folder / "tiny_net_plugin-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny-net-plugin\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[desktop_tl]\ntiny = tiny_net_plugin\n")
    return folder


@pytest.fixture
def home(own_home: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(site)
    return own_home


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_class_folders(tmp_path / "data", per_class=8)


@pytest.fixture
def first(home: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> RunFolder:
    """A run of two epochs."""
    flags = "--backbone test/small --strategy scratch --epochs 2 --name first --set batch_size=8"
    assert main(["train", "--data", str(data), *flags.split()]) == 0, capsys.readouterr().err
    capsys.readouterr()
    return RunFolder.open(home / "runs" / "first")


def last_object(text: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(text.splitlines()[-1])
    return result


def test_an_interrupted_run_is_resumed(first: RunFolder, capsys: pytest.CaptureFixture[str]) -> None:
    interrupt(first)
    assert main(["runs", "list"]) == 0
    assert "interrupted" in capsys.readouterr().out
    assert main(["resume", "first"]) == 0
    out = capsys.readouterr().out
    assert "Going on after epoch 2" in out
    assert "Epoch 3/3" in out
    assert "Epoch 1/3" not in out
    assert first.status() == "finished"
    assert first.result()["epochs"] == 3
    assert main(["resume", "first", "--json"]) == 1
    assert "is finished" in last_object(capsys.readouterr().out)["error"]


def test_a_run_is_trained_longer_with_its_own_data_and_settings(
    first: RunFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "--start-from", "first", "--epochs", "1", "--json"]) == 0
    longer = RunFolder.open(Path(last_object(capsys.readouterr().out)["run"]))
    recipe = longer.recipe()
    assert (recipe.start_from, recipe.training.epochs) == (str(first.path), 1)
    assert recipe.training.batch_size == 8
    assert longer.name == "first-longer"
    assert main(["runs", "show", "first-longer"]) == 0
    out = capsys.readouterr().out
    assert f"From:     {first.path}" in out
    assert "scratch (everything, from fresh weights)" in out
    assert "Computed: trained part: " in out


def test_a_run_is_listed_and_used_as_a_backbone(
    first: RunFolder, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backbones", "--search", "first"]) == 0
    (line,) = (line for line in capsys.readouterr().out.splitlines() if "runs/first" in line)
    assert data.name in line
    assert line.rstrip().endswith("only of your data")
    assert main(["backbones", "--search", "first", "--json"]) == 0
    (own,) = last_object(capsys.readouterr().out)["trained"]
    assert (own["id"], own["data"], own["is_own"]) == ("runs/first", data.name, True)
    assert main(["train", "--data", str(data), "--backbone", "runs/first", "--epochs", "1", "--json"]) == 0
    second = RunFolder.open(Path(last_object(capsys.readouterr().out)["run"])).recipe()
    assert (second.backbone.id, second.backbone.weights_file) == ("test/small", str(first.path))
    assert second.strategy == "head"
    assert main(["train", "--data", str(data), "--backbone", "runs/none"]) == 1
    assert "no run ‘none’" in capsys.readouterr().err


def test_a_learning_rate_is_suggested_and_nothing_is_kept(
    home: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ["--data", str(data), "--backbone", "test/small", "--strategy", "scratch", "--set", "batch_size=8"]
    assert main(["find-rate", *flags]) == 0
    out = capsys.readouterr().out
    assert "Learning rate" in out
    assert "Loss" in out
    assert not (home / "runs").exists()
    assert main(["find-rate", *flags, "--json"]) == 0
    found = last_object(capsys.readouterr().out)
    assert len(found["rates"]) == len(found["losses"]) > 10
    assert "suggestion" in found
    assert main(["find-rate"]) == 2


def test_a_pause_is_told_and_its_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def work(_folder: RunFolder, emit: Callable[[Event], None], _stop: StopToken) -> dict[str, Any]:
        emit(Calibrated(choices={"frozen part": "contiguous, fp32", "trained part": "channels last, bf16"}, reasons={}))
        emit(Calibrated(choices={"loader workers": "0"}, reasons={"loader workers": "no processor is to spare"}))
        emit(Calibrated(choices={"loader workers": "2"}, reasons={"loader workers": "threads were slow"}))
        emit(RunPaused(message="The disk is full.", advice="Make room: the run goes on by itself then."))
        emit(RunContinued())
        return {}

    follow(make_context(tmp_path).jobs.start_work(make_recipe(), work), Output(as_json=False), "texts")
    out = capsys.readouterr().out
    assert "Computing: frozen part contiguous, fp32; trained part channels last, bf16\n" in out
    assert "\nLoading texts: 2 processes (threads were slow)\n" in out
    assert "Waiting: The disk is full. Make room: the run goes on by itself then.\nGoing on.\n" in out


def test_what_would_go_better_stands_in_the_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def work(_folder: RunFolder, _emit: Callable[[Event], None], _stop: StopToken) -> dict[str, Any]:
        raise not_finite("The loss became inf.", kept_epochs=0, rate=0.5)

    context = make_context(tmp_path)
    job = context.jobs.start_work(make_recipe(), work)
    assert job.wait(200)
    assert conclude(context, job, Output(as_json=True, is_long=True)) == 1
    out, err = capsys.readouterr()
    assert last_object(out)["retry"] == {"learning_rate": 0.05}
    assert "try again with 0.05" in err
