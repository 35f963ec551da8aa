"""Text generation in the terminal: pretrain on one text, fine-tune on another, let it write, measure it, export it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop_tl.cli import main
from tests.helpers.writers import GUIDE, STORY

SMALL = {
    "backbone.options.width": 64,
    "backbone.options.layers": 1,
    "dataset.options.block": 200,
    "max_length": 96,
    "learning_rate": 0.005,
    "device": "cpu",
    "precision": "fp32",
    "loader_workers": 0,
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKTOP_TL_HOME", str(home))


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, Any], str]:
    status = main([*map(str, arguments), "--json"])
    told = capsys.readouterr()
    return status, json.loads(told.out.splitlines()[-1]) if told.out.strip() else {}, told.err


def train(capsys: pytest.CaptureFixture[str], name: str, *more: object, **settings: object) -> dict[str, Any]:
    flags = [part for field, value in {**SMALL, **settings}.items() for part in ("--set", f"{field}={value}")]
    status, result, said = run(capsys, "train", "--name", name, *flags, *more)
    assert status == 0, said
    return result


def test_what_was_learned_from_one_text_helps_with_another(capsys: pytest.CaptureFixture[str]) -> None:
    fresh = ("--backbone", "transformers/gpt2-small-lm", "--strategy", "scratch")
    guide = train(capsys, "guide", "--data", GUIDE, *fresh, "--epochs", 4)
    assert guide["main_metric"] == "perplexity"
    assert guide["lower_is_better"] is True
    other = ("--data", STORY, "--epochs", 2)
    scratch = train(capsys, "scratch", *other, *fresh)
    tuned = train(capsys, "tuned", *other, "--backbone", "runs/guide", "--strategy", "all", learning_rate=0.002)
    assert tuned["perplexity"] < 0.75 * scratch["perplexity"]
    _, listed, _ = run(capsys, "runs", "list")
    found = {one["name"]: one for one in listed["runs"]}
    assert found["tuned"]["perplexity"] == tuned["perplexity"]
    assert found["tuned"]["begins_with"] == guide["run"]


@pytest.mark.usefixtures("home")
class TestALearnedRun:
    """Of the one above."""

    def test_it_writes(self, capsys: pytest.CaptureFixture[str]) -> None:
        asked = ("predict", "tuned", "--prompt", "A plugin", "--max-tokens", 8)
        status, told, _ = run(capsys, *asked, "--seed", 3)
        assert status == 0
        (text,) = told["texts"]
        assert text["prompt"] == "A plugin"
        assert text["text"]
        assert told["settings"]["seed"] == 3
        assert run(capsys, *asked, "--seed", 3)[1] == told
        assert main(list(map(str, (*asked, "--seed", 3)))) == 0
        assert capsys.readouterr().out.startswith(f"A plugin{text['text']}")

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--text", "x"], "goes on with a beginning"),
            ([], "Nothing to go on with"),
            (["--prompt", "x", "--top-p", "3"], "top_p"),
            (["--prompt", "x", "--max-tokens", "0"], "max_tokens"),
        ],
    )
    def test_what_makes_no_sense_is_said(
        self, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
    ) -> None:
        status, _, said = run(capsys, "predict", "tuned", *arguments)
        assert status == 1
        assert words in said

    def test_it_is_measured_on_another_text(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, told, said = run(capsys, "evaluate", "tuned", "--data", GUIDE)
        assert status == 0
        assert told["metrics"]["perplexity"] > 1
        assert "equally likely" in said
        assert told["generated"][0]["prompt"] == ""
        assert all(text["prompt"] in GUIDE.read_text("utf-8") for text in told["generated"])
        assert all(text["text"] for text in told["generated"])
        assert "Writes: (nothing) →" in said
        assert main(["runs", "show", "tuned"]) == 0
        assert "Hardest text" in capsys.readouterr().out

    def test_it_is_measured_on_a_column_of_a_table_although_that_has_classes_too(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        table = tmp_path / "table.csv"
        table.write_text("text,kind\n" + "A plugin is a package.,short\nIt has a name and a title.,long\n" * 5)
        status, told, said = run(capsys, "evaluate", "tuned", "--data", table)
        assert status == 0, said
        assert (told["dataset"]["id"], told["samples"]) == ("tables/text-column", 10)
        assert told["metrics"]["perplexity"] > 1

    def test_its_export_writes_without_the_app(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        status, told, _ = run(capsys, "export", "tuned", "--to", "torch-export", "--out", tmp_path / "model")
        assert status == 0
        assert {"writing.py", "tokenizer.json", "predict.py"} <= set(told["files"])
        script = [sys.executable, "predict.py", "A plugin"]
        done = subprocess.run(script, cwd=tmp_path / "model", capture_output=True, text=True, check=True)
        assert done.stdout.startswith("A plugin")
        assert len(done.stdout) > 20

    def test_a_network_that_reads_is_refused_before_anything_is_loaded(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        status, _, said = run(capsys, "train", "--data", STORY, "--backbone", "transformers/minilm-l6")
        assert status == 1
        assert "not made for text generation" in said
        assert "transformers/" in said
        status, _, said = run(capsys, "predict", "tuned", "--prompt", "x", STORY)
        assert status == 1
        assert "goes on with a beginning" in said
