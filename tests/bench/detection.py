"""Finds real digits that are scattered over sheets of paper, with a body that was first trained here: as a person does
it in the terminal. No digit of the sheets that are measured on was seen before, by the body neither."""

import contextlib
import io
import json
import sys
import time
from pathlib import Path
from typing import Any

from PIL import Image

from desktop_tl.cli import main
from desktop_tl_samples.digits import Digits
from tests.bench.setting import prepare, report
from tests.helpers.scenes import divide, write_scenes

BODY, DETECTOR = "torchvision/resnet18", "torchvision-detection/fcos_resnet18"
TRAINED, MEASURED, SIDE = 400, 100, 128
LEARNING = {"batch_size": 8, "optimizer": "adamw", "learning_rate": 0.002, "warmup_epochs": 0.5, "clip_norm": 5}


def lay_out(folder: Path) -> Path:
    """The digits that may be known, as PNG files, one folder for each class."""
    digits = Digits.read()
    for index in divide(digits)[0].tolist():
        path = folder / str(digits.targets[index]) / f"{index:04}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(digits.pixels[index]).save(path)
    return folder


def train(data: Path, *flags: str, **settings: object) -> dict[str, Any]:
    """The result of `desktop-tl train`."""
    chosen = [part for name, value in settings.items() for part in ("--set", f"{name}={value}")]
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        status = main(["train", "--data", str(data), *flags, *chosen, "--set", "device=cpu", "--json"])
    if status:
        raise SystemExit(status)
    result: dict[str, Any] = json.loads(told.getvalue().strip().splitlines()[-1])
    return result


if __name__ == "__main__":
    is_quick = "--quick" in sys.argv
    home = prepare()
    body = train(
        lay_out(home / "digits"),
        *("--backbone", BODY, "--strategy", "scratch", "--epochs", "5", "--name", "digits"),
        image_size=32,
        learning_rate=0.05,
    )
    scenes = write_scenes(home / "scenes", train=TRAINED, validation=MEASURED, side=SIDE, most=8)
    figures = {}
    for name, flags in (
        ("body_from_here", ("--strategy", "last:2", "--set", f"weights_file={home / 'runs' / 'digits'}")),
        ("from_scratch", ("--strategy", "scratch")),
    ):
        began = time.perf_counter()
        found = train(
            scenes,
            *("--backbone", DETECTOR, "--epochs", "3" if is_quick else "12", *flags),
            **{"backbone.options.size": SIDE, **LEARNING},
        )
        figures[f"map50_{name}"] = float(found["metrics"]["map50"])
        figures[f"map_{name}"] = float(found["metrics"]["map"])
        figures[f"seconds_{name}"] = time.perf_counter() - began
    report(accuracy_of_the_body=float(body["accuracy"]), **figures)
