"""A detector from pictures with boxes to what it finds in others: trained, resumed, measured, asked."""

import csv
import json

import pytest
import torch

pytest.importorskip("desktop_tl_boxes")
pytest.importorskip("desktop_tl_samples")

from desktop_tl.cli import main
from desktop_tl.runs.box_evaluation import BoxEvaluation
from desktop_tl.runs.folder import RunFolder
from tests.helpers.pictures import write_class_folders
from tests.helpers.scenes import write_scenes

SMALL = ("--backbone", "torchvision-detection/fcos_resnet18", "--epochs", "1")
SETTINGS = {
    "backbone.options.size": 64,
    "backbone.options.most_boxes": 20,
    "batch_size": 8,
    "device": "cpu",
    "precision": "fp32",
}


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty one. On one thread: for pictures this small more threads only wait for each other."""
    monkeypatch.setenv("DESKTOP_TL_HOME", str(tmp_path / "home"))
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield tmp_path
    torch.set_num_threads(threads)


def run(capsys, *arguments):
    """Runs a command that must succeed; returns what it says and the JSON object."""
    capsys.readouterr()
    assert main([*map(str, arguments), "--json"]) == 0
    told = capsys.readouterr()
    return told.err, json.loads(told.out.splitlines()[-1])


def settings(**more):
    return [part for name, value in {**SETTINGS, **more}.items() for part in ("--set", f"{name}={value}")]


def test_a_detector_is_trained_measured_and_asked_and_another_begins_with_it(home, capsys):
    scenes = write_scenes(home / "scenes", train=16, validation=6, side=64, most=3, classes=2)
    first = home / "first"
    told, result = run(
        capsys,
        "train",
        "--data",
        scenes,
        *SMALL,
        "--strategy",
        "scratch",
        *settings(augmentation="light"),
        "--out",
        first,
    )
    assert "2 classes, 16 pictures to train on, 6 kept back" in told
    assert list(result["metrics"]) == ["map", "map50", "loss"]
    assert result["main_metric"] == "map"
    kept = RunFolder.open(first).evaluation()
    assert isinstance(kept, BoxEvaluation)
    assert kept.metrics == result["metrics"]
    assert kept.precision.metrics == {name: result["metrics"][name] for name in ("map", "map50")}  # to the last digit
    assert len(kept.samples) == 6
    assert kept.objects == sum(len(path.read_text("utf-8").split("\n")) for path in labels(scenes))

    picture = next((scenes / "images" / "val").iterdir())
    told, asked = run(capsys, "predict", first, picture, "--csv", home / "found.csv")
    (one,) = asked["predictions"]
    assert one["width"] <= 64 >= one["height"]
    assert all(0 <= edge <= 1 for box in one["boxes"] for edge in box["parts"])
    with (home / "found.csv").open() as file:
        assert len(list(csv.DictReader(file))) == max(1, len(one["boxes"]))

    _, again = run(capsys, "evaluate", first, "--data", scenes)
    assert again["samples"] == 22

    told, second = run(
        capsys,
        "train",
        "--data",
        scenes,
        *SMALL,
        "--strategy",
        "head",
        *settings(weights_file=first),
        "--out",
        home / "second",
    )
    assert second["frozen_unchanged"]
    assert "5 of 5 stages frozen" in told


def test_the_body_of_a_detector_comes_from_a_classifier_that_has_seen_smaller_pictures(home, capsys):
    pictures, scenes = write_class_folders(home / "pictures", 4), home / "scenes"
    write_scenes(scenes, train=8, validation=2, side=64, most=3, classes=2)
    small = ("--backbone", "torchvision/resnet18", "--strategy", "scratch", "--epochs", "1")
    seen = [part for one in ("image_size=32", "batch_size=8", "device=cpu") for part in ("--set", one)]
    run(capsys, "train", "--data", pictures, *small, *seen, "--out", home / "body")
    body = ("--strategy", "head", *settings(weights_file=home / "body"))
    _, result = run(capsys, "train", "--data", scenes, *SMALL, *body, "--out", home / "detector")
    assert result["frozen_unchanged"]
    preprocessing = RunFolder.open(home / "detector").model()["preprocessing"]
    assert (preprocessing["size"], preprocessing["crop"]) == (64, "letterbox"), "in which boxes are looked for"


def labels(scenes):
    """Those of the pictures that are kept back and have a box."""
    return [path for path in (scenes / "labels" / "val").iterdir() if path.read_text("utf-8")]


@pytest.mark.parametrize(
    ("more", "words"),
    [({"augmentation": "strong"}, "boxes cannot follow"), ({"mixing": "mixup"}, "mixed"), ({"image_size": 96}, "only")],
)
def test_what_a_detector_cannot_do_is_refused_in_words(home, capsys, more, words):
    scenes = write_scenes(home / "scenes", train=8, validation=2, side=64, classes=2)
    assert main(["train", "--data", str(scenes), *SMALL, "--strategy", "scratch", *settings(**more)]) == 1
    assert words in capsys.readouterr().err
