"""The two phases of transfer learning on real data, as a person does them in the terminal.

A small ResNet learns eight digits of MNIST from scratch, then the head alone learns the other two, of which there are
five pictures each; against the same network that begins with nothing. Both have the same pictures and the same steps,
enough for either to settle, and try the same learning rates: what is best on the validation pictures is measured on
others, once.
"""

import contextlib
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev

import numpy as np

from desktop_tl.cli import main
from desktop_tl.runs.folder import RunFolder
from tests.bench.comparison import CACHE
from tests.bench.handwriting import Handwriting
from tests.bench.setting import prepare, report

NETWORK, PIXELS = "timm/test_resnet", 32
"""The smallest ResNet of the zoo, 0.37 million weights. ResNet-18 is thirty times as large and was worse either way."""

PAIRS = ((8, 9), (3, 5), (4, 9), (0, 1))
"""Digits that are kept for the second phase. The first pair, the last two digits, was chosen beforehand and is the one
that counts; of the others two look alike, and one could not look less so."""

FEW, CHOICE = 5, 25
"""Pictures of a digit to train on, and to choose by; the other 470 tell how good it is."""

SEEDS, RATES = 5, (0.1, 0.03, 0.01)
FIRST_EPOCHS, FIRST_RATE = 10, 0.05
EPOCHS = 60
"""One step each, since all ten pictures are one batch. From scratch, 150 epochs or a rate of 0.3 were no better."""

WAYS = {"pretrained": "head", "from_scratch": "scratch"}
STUDENT_95 = {2: 12.71, 3: 4.30, 4: 3.18, 5: 2.78}
"""Quantiles of Student's t for the 95 % interval of a mean, by how many values it is of."""


@dataclass(frozen=True, order=True)
class Trained:
    """What came of one run: on the validation pictures, by which the best is chosen, and on the test pictures."""

    validation_accuracy: float
    minus_validation_loss: float
    accuracy: float


def lay_out_many(digits: Handwriting, folder: Path, without: tuple[int, int]) -> Path:
    """All pictures of the eight other digits."""
    for digit in set(range(10)).difference(without):
        for index in digits.members(digit).tolist():
            digits.save(index, folder)
    return folder


def lay_out_few(digits: Handwriting, folder: Path, pair: tuple[int, int], seed: int) -> Path:
    """The pictures of two digits in three parts; which ones are in which part depends on the seed."""
    random = np.random.default_rng(seed)
    for digit in pair:
        for number, index in enumerate(random.permutation(digits.members(digit)).tolist()):
            part = "train" if number < FEW else "val" if number < FEW + CHOICE else "test"
            digits.save(index, folder / part)
    return folder


def train(data: Path, backbone: str, strategy: str, rate: float, seed: int, epochs: int, **more: object) -> Trained:
    """`desktop-tl train`; how to compute is not measured, since what is fastest differs from time to time."""
    settings = {"image_size": PIXELS, "learning_rate": rate, "device": "cpu", "precision": "fp32", **more}
    flags = [part for name, value in settings.items() for part in ("--set", f"{name}={value}")]
    told = io.StringIO()
    chosen = {"data": data, "backbone": backbone, "strategy": strategy, "epochs": epochs, "seed": seed}
    flags += [part for name, value in chosen.items() for part in (f"--{name}", str(value))]
    with contextlib.redirect_stdout(told):
        status = main(["train", *flags, "--json"])
    if status:
        raise SystemExit(status)
    result = json.loads(told.getvalue().strip().splitlines()[-1])
    best = RunFolder(Path(result["run"])).progress().best
    assert best is not None
    return Trained(best.validation["accuracy"], -best.validation["loss"], result["accuracy"])


def compare(digits: Handwriting, home: Path, pair: tuple[int, int], quick: bool) -> Iterator[tuple[str, float]]:
    """The figures of one pair, with one line for each seed on the way."""
    label = f"{pair[0]}_{pair[1]}"
    eight = f"all-but-{label}"
    first = 2 if quick else FIRST_EPOCHS
    many = lay_out_many(digits, home / eight, pair)
    yield f"{label}_eight_others", train(many, NETWORK, "scratch", FIRST_RATE, 1, first, name=eight).accuracy
    found: dict[str, list[float]] = {way: [] for way in WAYS}
    for seed in range(1 if quick else SEEDS):
        few = lay_out_few(digits, home / f"{label}-{seed}", pair, seed)
        for way, backbone in zip(WAYS, (f"runs/{eight}", NETWORK), strict=True):
            tried = {
                rate: train(few, backbone, WAYS[way], rate, seed, EPOCHS, batch_size=2 * FEW)
                for rate in (RATES[1:2] if quick else RATES)
            }
            best, rate = max((trained, rate) for rate, trained in tried.items())
            found[way].append(best.accuracy)
            print(f"{label} seed {seed} {way}: {best.accuracy:.3f} at {rate:g}", flush=True)
    margins = [a - b for a, b in zip(*found.values(), strict=True)]
    for way, accuracies in found.items():
        yield f"{label}_{way}", mean(accuracies)
    yield f"{label}_margin", mean(margins)
    if len(margins) > 1:
        yield f"{label}_margin_chance", STUDENT_95[len(margins)] * stdev(margins) / len(margins) ** 0.5
    yield f"{label}_worst_margin", min(margins)


if __name__ == "__main__":
    quick = "--quick" in sys.argv
    digits, home = Handwriting(CACHE), prepare()
    report(**{k: v for pair in PAIRS[: 1 if quick else None] for k, v in compare(digits, home, pair, quick)})
