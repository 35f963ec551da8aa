"""Labels and values in the terminal: from a table of pictures to a model, and what it says of other pictures."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desktop_tl.cli import main
from tests.helpers.answers import LABELS, ListedDigits, labelled_digits, measured_digits

PLUGIN = """
from desktop_tl.api import hookimpl
from tests.helpers.nets import SMALL_NET

@hookimpl
def desktop_tl_backbones():
    return [SMALL_NET]
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An app with a small net beside its own plugins."""
    site = tmp_path / "site"
    info = site / "small_net_plugin-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "small_net_plugin.py").write_text(PLUGIN)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: small-net-plugin\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[desktop_tl]\nsmall = small_net_plugin\n")
    monkeypatch.syspath_prepend(site)
    monkeypatch.setenv("DESKTOP_TL_HOME", str(tmp_path / "home"))
    return tmp_path


def write_table(folder: Path, dataset: ListedDigits, columns: list[str], rows: list[list[Any]]) -> Path:
    """A table beside the pictures that it lists, and one that is not there."""
    for number, pixels in enumerate(dataset.pixels):
        Image.fromarray(pixels).save(folder / f"{number}.png")
    with (folder / "table.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["picture", *columns])
        writer.writerows([f"{number}.png", *row] for number, row in enumerate(rows))
        writer.writerow(["gone.png", *rows[0]])
    return folder / "table.csv"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, dict[str, Any]]:
    """Runs a command that must succeed; returns what people read and the JSON object."""
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    told = capsys.readouterr()
    return told.err, json.loads(told.out.splitlines()[-1])


def train(capsys: pytest.CaptureFixture[str], table: Path, out: Path) -> tuple[str, dict[str, Any]]:
    small = ["--backbone", "test/small", "--strategy", "scratch", "--epochs", "6"]
    return run(capsys, "train", "--data", str(table), *small, "--set", "learning_rate=0.02", "--out", str(out))


@pytest.mark.parametrize("option", ["picture_column", "label_columns", "split_column"])
def test_a_column_that_is_not_there_leaves_no_run_behind(
    home: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    rows = [[name, name] for name in ["cat;dog", "dog", "cat", "sky"] * 3]
    table = write_table(home, labelled_digits(12), ["labels", "more"], rows)
    wrong = ["--set", f"dataset.options.{option}=colour", "--backbone", "test/small", "--strategy", "scratch"]
    assert main(["train", "--data", str(table), *wrong]) == 1
    assert "‘colour’" in capsys.readouterr().err
    assert not list((home / "home").rglob("recipe.toml"))


def test_a_table_of_labels_is_recognised_learnt_and_asked(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dataset = labelled_digits(120)
    rows = [[";".join(name for name, has in zip(LABELS, row, strict=True) if has)] for row in dataset.targets]
    table = write_table(home, dataset, ["labels"], rows)
    told, facts = train(capsys, table, home / "run")
    assert "Data: 3 labels, " in told
    assert "validation average precision" in told
    assert "gone.png (line 122): there is no such file" in told
    assert "All labels right on" in told
    assert facts["main_metric"] == "average_precision"
    assert facts["average_precision"] > 0.5
    _, answer = run(capsys, "predict", str(home / "run"), str(home / "0.png"), "--csv", str(home / "said.csv"))
    (said,) = answer["predictions"]
    assert set(said["probabilities"]) == set(LABELS)
    assert said["predicted"] == [name for name, share in said["probabilities"].items() if share >= 0.5]
    header, row = list(csv.reader((home / "said.csv").open()))
    assert header == ["image", "predicted", "problem", *LABELS]
    assert row[1] == "; ".join(said["predicted"])
    told, measured = run(capsys, "evaluate", str(home / "run"), "--data", str(table))
    assert measured["samples"] == 120
    assert "Average precision" in told


def test_a_table_of_values_is_recognised_learnt_and_asked(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dataset = measured_digits(120)
    table = write_table(home, dataset, ["ink"], [[f"{row[0]:.3f}"] for row in dataset.targets])
    told, facts = train(capsys, table, home / "run")
    assert "Data: 1 value, " in told
    assert "validation R²" in told
    assert "Within ± " in told
    assert facts["r2"] > 0.2
    _, answer = run(capsys, "predict", str(home / "run"), str(home / "0.png"))
    (said,) = answer["predictions"]
    assert said["values"]["ink"] == pytest.approx(dataset.targets[0, 0], abs=12)
    _, shown = run(capsys, "runs", "show", str(home / "run"))
    assert shown["main_metric"] == "r2"
    assert shown["accuracy"] is None
    assert main(["runs", "show", str(home / "run")]) == 0
    assert "9 of 10 within" in capsys.readouterr().out
