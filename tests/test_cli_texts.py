"""Texts in the terminal: from a table to a model, and what it says of other texts."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop_tl.cli import main
from desktop_tl.runs.folder import RunFolder
from tests.helpers.pictures import write_class_folders
from tests.helpers.texts import cats_and_ships

PLUGIN = """
from dataclasses import replace
from desktop_tl.api import hookimpl
from tests.helpers.texts import TEXT_NET, text_preprocessing

@hookimpl
def desktop_tl_backbones():
    return [replace(TEXT_NET, preprocessing=text_preprocessing())]
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an installed plugin: a small text net."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "text_net_plugin.py").write_text(PLUGIN)
    info = folder / "text_net_plugin-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: text-net-plugin\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[desktop_tl]\ntext = text_net_plugin\n")
    return folder


@pytest.fixture(autouse=True)
def home(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKTOP_TL_HOME", str(tmp_path / "home"))
    monkeypatch.syspath_prepend(site)


def write_table(path: Path, count: int = 60) -> Path:
    dataset = cats_and_ships(count)
    with path.open("w", newline="") as file:
        rows = [(text, dataset.classes[target]) for text, target in zip(dataset.pixels, dataset.targets, strict=True)]
        csv.writer(file).writerows([("sentence", "about"), *rows, ("", "cats")])
    return path


def write_folders(root: Path) -> Path:
    dataset = cats_and_ships(12, seed=1)
    for number, (text, target) in enumerate(zip(dataset.pixels, dataset.targets, strict=True)):
        path = root / dataset.classes[target] / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.fixture(scope="module")
def trained(site: Path, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run on a table, started as somebody would type it."""
    folder = tmp_path_factory.mktemp("trained")
    table = write_table(folder / "sentences.csv")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(site)
        patch.setenv("DESKTOP_TL_HOME", str(folder / "home"))
        arguments = f"train --data {table} --out {folder / 'run'} --backbone test/text --strategy scratch --epochs 6"
        assert main([*arguments.split(), "--set", "learning_rate=0.05", "--set", "batch_size=8"]) == 0
    return RunFolder.open(folder / "run")


def last_object(text: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(text.splitlines()[-1])
    return result


def test_a_table_is_trained_on_without_more_words(trained: RunFolder) -> None:
    recipe = trained.recipe()
    assert (recipe.task, recipe.dataset.id) == ("text-classification", "tables/texts")
    assert trained.result()["accuracy"] > 0.9
    evaluation = trained.evaluation()
    assert evaluation.classes == ("cats", "ships")
    assert evaluation.samples[0].startswith("line ")


def test_what_is_told_speaks_of_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["train", "--data", str(write_folders(tmp_path / "texts")), "--backbone", "test/text"]
    assert main([*arguments, "--strategy", "scratch", "--epochs", "1", "--out", str(tmp_path / "run")]) == 0
    said = capsys.readouterr().out
    assert "10 texts to train on" in said
    assert "picture" not in said
    assert "predict" in said
    assert '--text "…"' in said
    assert RunFolder.open(tmp_path / "run").recipe().dataset.id == "folders/texts"


def test_texts_files_folders_and_tables_are_predicted(
    trained: RunFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note, empty, table = tmp_path / "note.txt", tmp_path / "empty.txt", tmp_path / "new.csv"
    note.write_text("a ship sails over waves")
    empty.write_text(" ")
    table.write_text("id,words\n1,the cat purrs at night\n2,cargo and crew to far harbours\n")
    folder = write_folders(tmp_path / "more")
    arguments = ["predict", str(trained.path), str(note), str(empty), "--text", "the cat hunts mice", str(table)]
    assert main([*arguments, str(folder), "--csv", str(tmp_path / "answers.csv"), "--json"]) == 0
    out, err = capsys.readouterr()
    answers = last_object(out)["predictions"]
    assert [answer.get("predicted") for answer in answers[:5]] == ["cats", "ships", None, "cats", "ships"]
    assert answers[2]["problem"] == "the text is empty"
    assert [answer["text"] for answer in answers[:5]] == [
        "the cat hunts mice",
        str(note),
        str(empty),
        f"{table}: line 2",
        f"{table}: line 3",
    ]
    assert len(answers) == 5 + 12
    assert "empty.txt: the text is empty" in err
    rows = list(csv.DictReader((tmp_path / "answers.csv").open()))
    assert (rows[0]["text"], rows[0]["predicted"]) == ("the cat hunts mice", "cats")
    assert float(rows[0]["cats"]) + float(rows[0]["ships"]) == pytest.approx(1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "No texts."),
        (["nothing"], "No texts in"),
        (["new.csv", "--option", "text_column=gone"], "no column ‘gone’"),
        (["new.csv", "--option", "text_column"], "not of the form option=value"),
    ],
)
def test_what_cannot_be_asked_is_said(
    trained: RunFolder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nothing").mkdir()
    (tmp_path / "new.csv").write_text("id,words\n1,the cat\n")
    assert main(["predict", str(trained.path), *arguments]) == 1
    assert words in capsys.readouterr().err


def test_a_model_is_measured_on_other_data(
    trained: RunFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folders(tmp_path / "texts")
    (folder / "dogs").mkdir()
    (folder / "dogs" / "1.txt").write_text("the dog barks at the cat")
    (folder / "cats" / "none.txt").write_text(" ")
    assert main(["evaluate", str(trained.path), "--data", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "1 sample of a class that the run does not know is left out" in out
    assert "dogs" in out
    assert "cats/none.txt: the text is empty" in out
    assert "of 12 new texts" in out
    assert main(["evaluate", str(trained.path), "--data", str(folder), "--json"]) == 0
    found = last_object(capsys.readouterr().out)
    assert (found["samples"], found["left_out"]) == (12, 1)
    assert found["metrics"]["accuracy"] > 0.9


def test_only_the_test_part_is_measured_and_known_data_are_said(
    trained: RunFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    rows = [("the cat purrs", "cats", "train"), ("a ship sails", "ships", "test"), ("cargo and crew", "ships", "test")]
    with table.open("w", newline="") as file:
        csv.writer(file).writerows([("sentence", "about", "split"), *rows])
    assert main(["evaluate", str(trained.path), "--data", str(table), "--json"]) == 0
    assert last_object(capsys.readouterr().out)["samples"] == 2
    known = trained.recipe().dataset.options["path"]
    assert main(["evaluate", str(trained.path), "--data", str(known)]) == 0
    assert "The run was trained on these very data" in capsys.readouterr().out


def test_a_table_is_read_as_that_of_the_training(
    trained: RunFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = trained.recipe()
    chosen = {**recipe.dataset.options, "text_column": "second", "label_column": "kind", "delimiter": "semicolon"}
    run = tmp_path / "run"
    shutil.copytree(trained.path, run)
    dataset = recipe.dataset.model_copy(update={"options": chosen})
    recipe.model_copy(update={"dataset": dataset}).save(run / "recipe.toml")
    table = tmp_path / "t.csv"
    table.write_text("text;second;label;kind\nx;the cat purrs;a;cats\ny;a ship sails;b;ships\nz;the crew;a;ships\n")
    assert main(["predict", str(run), str(table), "--json"]) == 0
    answers = last_object(capsys.readouterr().out)["predictions"]
    assert [answer["predicted"] for answer in answers] == ["cats", "ships", "ships"]
    assert main(["evaluate", str(run), "--data", str(table), "--json"]) == 0
    assert last_object(capsys.readouterr().out)["metrics"]["accuracy"] == 1
    assert main(["evaluate", str(run), "--data", str(table), "--option", "label_column=label"]) == 1
    assert "knows none of the classes of these data (a, b)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rows", "options", "words"),
    [
        ([("x", "p"), ("y", "q"), ("z", "p")], [], "The run knows none of the classes of these data (p, q)"),
        ([("x", "cats"), ("y", "ships"), ("z", "cats")], ["--option", "label_column=l"], "no column ‘l’"),
    ],
)
def test_data_that_do_not_fit_the_run_are_refused(
    trained: RunFolder,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    rows: list[tuple[str, str]],
    options: list[str],
    words: str,
) -> None:
    with (tmp_path / "t.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("text", "label"), *rows])
    assert main(["evaluate", str(trained.path), "--data", str(tmp_path / "t.csv"), *options]) == 1
    assert words in capsys.readouterr().err
    pictures = write_class_folders(tmp_path / "pictures", 3)
    assert main(["evaluate", str(trained.path), "--data", str(pictures)]) == 1
    assert f"No texts found in ‘{pictures}’: there is 6 × .png" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--backbone", "timm/tf_efficientnet_lite0"], "takes pictures, but the dataset tables/texts holds texts"),
        (["--set", "task=image-classification"], "is about pictures, but the dataset tables/texts holds texts"),
        (["--backbone", "test/text", "--set", "dataset.options.label_column=abuot"], "Did you mean ‘about’"),
        (["--dataset", "folders/images"], "is a file, not a folder"),
    ],
)
def test_a_mismatch_is_one_clear_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    table = write_table(tmp_path / "sentences.csv")
    assert (
        main(["train", "--data", str(table), "--strategy", "scratch", "--out", str(tmp_path / "run"), *arguments]) == 1
    )
    assert words in capsys.readouterr().err


def test_pictures_for_a_text_backbone_and_texts_for_an_exporter_of_pictures_are_refused(
    trained: RunFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures = write_class_folders(tmp_path / "pictures", 3)
    assert main(["train", "--data", str(pictures), "--backbone", "test/text"]) == 1
    error = capsys.readouterr().err
    assert "test/text takes texts, but the dataset folders/images holds pictures" in error
    assert "timm/tf_efficientnet_lite0" in error
    assert main(["export", str(trained.path), "--to", "safetensors"]) == 1
    assert "takes models of pictures, this one is of texts" in capsys.readouterr().err


def test_backbones_and_datasets_say_what_they_are_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backbones", "--search", "small text net", "--json"]) == 0
    (backbone,) = last_object(capsys.readouterr().out)["backbones"]
    assert (backbone["modality"], backbone["tasks"]) == ("text", ["text-classification"])
    assert (backbone["max_length"], "image_size" in backbone) == (12, False)
    assert main(["datasets", "--json"]) == 0
    found = {one["id"]: one for one in last_object(capsys.readouterr().out)["datasets"]}
    assert found["tables/texts"]["tasks"] == ["text-classification"]
    assert found["folders/images"]["modality"] == "image"
