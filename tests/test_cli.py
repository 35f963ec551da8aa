"""In the terminal: the same use cases, with exit statuses, JSON and messages on which people and scripts rely."""

import csv
import io
import json
import os
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_tl.api import UserError
from desktop_tl.api.events import EpochFinished, Event, Noted, PhaseProgressed, SampleSetAside
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.enabling import read_disabled
from desktop_tl.cli import main
from desktop_tl.cli.catalog import millions
from desktop_tl.cli.following import follow
from desktop_tl.cli.output import Output, format_seconds, format_table
from desktop_tl.cli.streams import make_streams_safe
from desktop_tl.cli.training import program, quoted, read_setting
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken
from tests.app.making import make_context, make_recipe
from tests.helpers.pictures import write_bad, write_class_folders

PLUGIN = """
from desktop_tl.api import hookimpl
from tests.helpers.nets import SMALL_NET

@hookimpl
def desktop_tl_backbones():
    return [SMALL_NET]
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DESKTOP_TL_HOME", str(tmp_path / "home"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an installed plugin: a small net."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "small_net_plugin.py").write_text(PLUGIN)
    info = folder / "small_net_plugin-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: small-net-plugin\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[desktop_tl]\nsmall = small_net_plugin\n")
    return folder


@pytest.fixture(scope="module")
def trained(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A run of `train --data`, with what it printed."""
    folder = tmp_path_factory.mktemp("trained")
    data = write_class_folders(folder / "data")
    out = folder / "run"
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(site)
        patch.setenv("DESKTOP_TL_HOME", str(folder / "home"))
        stdout, stderr = io.StringIO(), io.StringIO()
        patch.setattr(sys, "stdout", stdout)
        patch.setattr(sys, "stderr", stderr)
        arguments = f"train --data {data} --out {out} --backbone test/small --strategy scratch --epochs 2 --seed 3"
        status = main([*arguments.split(), "--set", "batch_size=8", "--json"])
    return {"status": status, "stdout": stdout.getvalue(), "stderr": stderr.getvalue(), "out": out, "data": data}


def last_object(text: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(text.splitlines()[-1])
    return result


def test_training_ends_with_one_object_and_plain_lines(trained: dict[str, Any]) -> None:
    assert trained["status"] == 0, trained["stderr"]
    assert len(trained["stdout"].splitlines()) == 1
    result = last_object(trained["stdout"])
    assert result["run"] == str(trained["out"])
    assert result["outcome"] == "finished"
    assert {"accuracy", "best_epoch", "seconds", "device"} <= result.keys()
    assert "Epoch 2/2" in trained["stderr"]
    assert "Right on" in trained["stderr"]
    assert "\x1b" not in trained["stderr"]
    recipe = RunFolder.open(trained["out"]).recipe()
    assert (recipe.training.epochs, recipe.training.seed, recipe.training.batch_size) == (2, 3, 8)


def test_pictures_and_folders_are_predicted_and_the_unreadable_listed(
    trained: dict[str, Any],
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.syspath_prepend(site)
    write_bad(tmp_path / "bad")
    arguments = ["predict", str(trained["out"]), str(trained["data"]), str(tmp_path / "bad"), "gone.png"]
    assert main([*arguments, "--csv", str(tmp_path / "table.csv"), "--top", "2"]) == 0
    out, err = capsys.readouterr()
    assert "red-000.png" in out
    assert "could not be read" in err
    assert "gone.png: there is no such file" in err
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    read = [row for row in rows if not row["problem"]]
    assert len(read) == 24
    assert all(float(row["blue"]) + float(row["red"]) == pytest.approx(1) for row in read)
    assert main(["--json", *arguments[:2], str(tmp_path / "bad")]) == 1
    assert all("problem" in item for item in last_object(capsys.readouterr().out)["predictions"])


def test_a_recipe_is_repeated_with_changes(
    trained: dict[str, Any], site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(site)
    recipe = str(trained["out"] / "recipe.toml")
    assert main(["train", recipe, "--epochs", "1", "--name", "again", "--set", "schedule=constant", "--json"]) == 0
    run = RunFolder.open(Path(last_object(capsys.readouterr().out)["run"]))
    assert run.name == "again"
    assert (run.recipe().training.epochs, run.recipe().training.schedule) == (1, "constant")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["predict", "none", "x.png"], "no run ‘none’"),
        (["train", "--dataset", "samples/digits", "--backbone", "timm/resnte"], "timm/resnte"),
        (["train", "--dataset", "samples/digit"], "samples/digits"),
        (["train", "--data", "/no/such/folder"], "/no/such/folder"),
        (["train", "none.toml"], "no recipe at"),
        (["train", "--dataset", "samples/digits", "--data", "."], "takes no path"),
        (["train", "--dataset", "samples/digits", "--epochs", "0"], "training.epochs = 0"),
        (["train", "--dataset", "samples/digits", "--set", "epoch=1"], "Did you mean training.epochs?"),
        (["train", "--dataset", "samples/digits", "--set", "epochs"], "field=value"),
        (["train", "--dataset", "samples/digits", "--strategy", "last"], "last:K"),
        (["runs", "show", "none"], "no run"),
        (["runs", "delete", "none"], "no run"),
        (["plugins", "disable", "none"], "no plugin ‘none’"),
        ([], "no display"),
    ],
)
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a display is always there")
def test_what_can_be_mended_is_a_message_and_status_1(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    _, err = capsys.readouterr()
    assert words in err
    assert "Traceback" not in err
    assert main([*arguments, "--json"]) == 1
    assert words in json.dumps(last_object(capsys.readouterr().out), ensure_ascii=False)


@pytest.mark.parametrize("arguments", [["fly"], ["train"], ["train", "--epochs", "many"], ["predict"], ["--jsn"]])
def test_wrong_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["train", "--help"], ["runs", "delete", "--help"], ["--version"]])
def test_help_is_status_0_and_fits_80_columns_of_prose(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(arguments) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 105


def test_help_and_the_list_of_runs_import_nothing_slow(home: Path) -> None:
    code = (
        "import sys; from desktop_tl.cli import main\n"
        "main(['--help']); main(['runs', 'list'])\n"
        "print([m for m in ('torch', 'PySide6', 'timm', 'httpx', 'sklearn') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "[]"


def test_runs_are_listed_shown_and_deleted(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs", "list"]) == 0
    assert "desktop-tl demo" in capsys.readouterr().out
    RunFolder.create(home / "runs" / "cats", make_recipe())
    assert main(["runs", "list"]) == 0
    assert "cats" in capsys.readouterr().out
    assert main(["runs", "list", "--json"]) == 0
    out = capsys.readouterr().out
    assert [run["name"] for run in json.loads(out)["runs"]] == ["cats"]
    assert main(["runs", "show", "cats"]) == 0
    assert "interrupted" in capsys.readouterr().out
    assert main(["runs", "delete", "cats"]) == 1  # nobody is there to ask
    assert "--yes" in capsys.readouterr().err
    assert main(["runs", "delete", "cats", "--yes"]) == 0
    assert not (home / "runs" / "cats").exists()


def test_a_trained_run_is_shown_with_its_classes(trained: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs", "show", str(trained["out"])]) == 0
    out = capsys.readouterr().out
    assert "Recognised" in out
    assert "blue" in out


def test_a_tiny_network_does_not_count_as_nothing() -> None:
    assert [millions(count) for count in (None, 0, 23_696, 3_371_008)] == ["–", "0.000 M", "0.024 M", "3.4 M"]


def test_the_next_command_can_be_typed_as_it_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "a clone" / "bin" / "desktop-tl"
    script.parent.mkdir(parents=True)
    script.write_text("", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(script), "demo"])
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path / "a clone")
    assert program() == os.path.join("bin", "desktop-tl")
    monkeypatch.chdir(script.parent)
    assert program() == os.path.join(os.curdir, "desktop-tl")
    monkeypatch.chdir(tmp_path)
    assert program() == quoted(os.path.join("a clone", "bin", "desktop-tl"))


def test_the_catalog_is_listed_and_searched(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backbones", "--search", "res net-18", "--json"]) == 0
    ids = [item["id"] for item in last_object(capsys.readouterr().out)["backbones"]]
    assert "torchvision/resnet18" in ids
    assert "torchvision/resnet50" not in ids
    assert main(["backbones", "--search", "nothing-like-it"]) == 0
    assert "No backbone matches" in capsys.readouterr().out
    assert main(["datasets"]) == 0
    assert "dataset.options.root" in capsys.readouterr().out


def test_a_plugin_is_disabled_and_enabled(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plugins", "disable", "samples"]) == 0
    (key,) = read_disabled(Paths.below(home))
    assert main(["plugins", "list", "--json"]) == 0
    records = last_object(capsys.readouterr().out)["plugins"]
    assert {record["key"]: record["state"] for record in records}[key] == "disabled"
    assert main(["plugins", "enable", key]) == 0
    assert read_disabled(Paths.below(home)) == frozenset()


def test_ctrl_c_stops_a_run_after_it_has_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    heard = threading.Event()

    class Heard(Output):
        def say(self, text: str = "") -> None:
            super().say(text)
            heard.set()

    def work(folder: RunFolder, emit: Callable[[Event], None], stop: StopToken) -> dict[str, Any]:
        emit(Noted(level="warning", message="It is being followed."))
        assert heard.wait(200)
        signal.raise_signal(signal.SIGINT)  # as the terminal does; the main thread sees it
        while not stop.is_requested:
            emit(PhaseProgressed(phase="training", done=1, total=2))
        (folder.path / "saved").write_text("x")
        return {"stopped": True}

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background begin without it
    job = make_context(tmp_path).jobs.start_work(make_recipe(), work)
    try:
        follow(job, Heard(as_json=False))
    finally:
        job.stop()
        signal.signal(signal.SIGINT, before)
    assert job.end is not None
    assert job.end.outcome == "stopped"
    assert (job.folder.path / "saved").exists()
    assert "Ctrl-C again leaves at once" in capsys.readouterr().out


def test_a_run_is_followed_in_plain_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def work(folder: RunFolder, emit: Callable[[Event], None], stop: StopToken) -> dict[str, Any]:
        for done in range(101):
            emit(PhaseProgressed(phase="weights", done=done, total=100))
        emit(Noted(level="info", message="only for the log"))
        emit(Noted(level="warning", message="Class ‘x’ is small.", items=("x",)))
        for number in range(8):
            emit(SampleSetAside(sample=f"{number}.png", reason="cut off"))
        figures = {"loss": 0.5, "accuracy": 0.9}
        emit(
            EpochFinished(
                epoch=1, epochs=12, train=figures, validation=figures, learning_rate=0.1, seconds=75.0, is_best=True
            )
        )
        return {}

    follow(make_context(tmp_path).jobs.start_work(make_recipe(), work), Output(as_json=False))
    out = capsys.readouterr().out
    assert out.count("Downloading weights") == 5
    assert "only for the log" not in out
    assert "Note: Class ‘x’ is small." in out
    assert "Epoch  1/12" in out
    assert "validation accuracy 90.0 %" in out
    assert "1 min 15 s" in out
    assert "… and 3 more" in out


def test_settings_of_fields_stay_text_and_those_of_options_get_their_type() -> None:
    assert read_setting("learning_rate = 1e-3") == ("learning_rate", "1e-3")
    assert read_setting("dataset.options.count=4") == ("dataset.options.count", 4)
    assert read_setting("dataset.options.root=/a=b") == ("dataset.options.root", "/a=b")
    with pytest.raises(UserError):
        read_setting("=3")


def test_tables_are_aligned_and_give_way_to_the_terminal() -> None:
    lines = format_table(["A", "Number"], [["猫x", "1"], ["long text here", "22"]], right=[1])
    assert lines == ["A               Number", "猫x                  1", "long text here      22"]
    narrow = format_table(["A", "Number"], [["long text here", "22"]], right=[1], width=17)
    assert narrow[1] == "long tex…      22"


def test_durations_are_said_as_people_do() -> None:
    texts = [format_seconds(seconds) for seconds in (None, 0.04, 59, 200, 7500)]
    assert texts == ["–", "0.0 s", "59 s", "3 min 20 s", "2 h 5 min"]


def test_a_terminal_without_unicode_gets_plain_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    make_streams_safe()
    print("‘a’ … ± 猫", flush=True)
    assert raw.getvalue() == b"'a' ... +/- ?\n"
    Output(as_json=True).result({"name": "“猫”"})
    assert json.loads(raw.getvalue().splitlines()[1]) == {"name": "“猫”"}
    assert main(["runs", "show", "“猫”", "--json"]) == 1
    stream.flush()
    assert "“猫”" in json.loads(raw.getvalue().splitlines()[2])["error"]


def test_a_reader_that_has_gone_is_no_error() -> None:
    code = "import sys; from desktop_tl.cli import main; sys.exit(main(['backbones']))"
    read, write = os.pipe()
    os.close(read)
    try:
        answer = subprocess.run([sys.executable, "-c", code], stdout=write, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(write)
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == b""


def test_a_name_is_shown_and_never_obeyed_by_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    output = Output(as_json=False)
    output.say("line\nbreak \x1b[2J")
    output.table(["Image"], [["tab\tand \x1b[31mred"]])
    assert capsys.readouterr().out.splitlines() == [r"line\nbreak \x1b[2J", "Image", r"tab\tand \x1b[31mred"]


def test_damaged_settings_are_told_and_kept(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("offline = [broken")
    assert main(["runs", "list"]) == 0
    assert "settings.toml.damaged" in capsys.readouterr().err
    assert (home / "settings.toml.damaged").read_text() == "offline = [broken"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the streams")
@pytest.mark.parametrize(
    ("redirection", "status", "words"),
    [
        (">&-", 0, ""),
        ("2>&-", 0, "No runs yet"),
        pytest.param(
            ">/dev/full",
            1,
            "full",
            marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full"),
        ),
    ],
)
def test_a_closed_or_full_output_is_no_fault(redirection: str, status: int, words: str) -> None:
    command = f"{shlex.quote(sys.executable)} -m desktop_tl runs list {redirection}"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert done.returncode == status
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe there breaks in its own way")
def test_a_run_goes_on_when_its_reader_has_gone(site: Path, tmp_path: Path) -> None:
    write_class_folders(tmp_path / "pictures", per_class=6)
    command = [sys.executable, "-m", "desktop_tl", "train", "--data", str(tmp_path / "pictures")]
    command += ["--backbone", "test/small", "--strategy", "scratch", "--epochs", "3", "--out", str(tmp_path / "run")]
    path = os.pathsep.join([str(site), str(Path(__file__).parents[1])])
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path})
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(120) == 0
    assert RunFolder(tmp_path / "run").status() == "finished"


def test_what_to_type_next_is_quoted_for_the_shell() -> None:
    assert quoted("my run") in ("'my run'", '"my run"')
    assert quoted("run-1") == "run-1"
