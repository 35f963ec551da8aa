"""Pretraining and fine-tuning a model that writes, on real texts, as a person does them in the terminal.

A small GPT-2 learns to write from the King James Bible, then from fortunes, of which there are few; against the same
network that begins with the fortunes. The texts are those of Debian's packages bible-kjv and fortunes.
"""

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from desktop_tl.cli import main
from tests.bench.setting import prepare, report

BIBLE = Path(os.environ.get("DESKTOP_TL_BIBLE", ""))
"""One verse a line; else the program ``bible`` is asked for all of them."""

FORTUNES = Path(os.environ.get("DESKTOP_TL_FORTUNES", "/usr/share/games/fortunes"))
NETWORK = "transformers/gpt2-small-lm"
CHARACTERS = 1_200_000
"""Of the Bible, from its beginning: the first of its four parts, and what its tokens take is what a CPU can do."""

LEARNT, HELD_BACK = 1000, 500
SHORTEST, LONGEST = 40, 450
"""Characters of a fortune."""

EPOCHS, FORTUNE_EPOCHS = 4, 6
RATES = (2e-3, 1e-3)
"""The better one counts, for each way to begin. From scratch, 3e-3 was worse than either."""

PHASES = {"pretrained": ("runs/bible", "all"), "from_scratch": (NETWORK, "scratch")}
"""Backbone and strategy."""


def read_verses(most: int) -> str:
    """One verse a line, without their references. Raises: SystemExit where they are not here."""
    if BIBLE.is_file():
        text = BIBLE.read_text("utf-8")
    elif program := shutil.which("bible"):
        asked = [program, "-f", "gen1:1-rev22:21"]
        text = subprocess.run(asked, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True).stdout
    else:
        raise SystemExit("Install Debian's package bible-kjv, or set DESKTOP_TL_BIBLE to a file with the text.")
    return re.sub(r"(?m)^[1-3]?[A-Z]\w*\d+:\d+ ", "", text)[:most]


def read_fortunes() -> list[str]:
    """Those that are neither very short nor long. Raises: SystemExit where they are not here."""
    if not FORTUNES.is_dir():
        raise SystemExit("Install Debian's package fortunes, or set DESKTOP_TL_FORTUNES to its folder.")
    files = (path for path in sorted(FORTUNES.iterdir()) if path.is_file() and not path.suffix)
    texts = (text.strip() for path in files for text in path.read_text("utf-8").split("\n%\n"))
    return sorted({text for text in texts if SHORTEST <= len(text) <= LONGEST})


def lay_out(folder: Path, learnt: int, held_back: int, characters: int) -> tuple[Path, Path]:
    """The Bible as a text file, some fortunes as a table."""
    folder.mkdir(parents=True)
    bible, table = folder / "bible.txt", folder / "fortunes.jsonl"
    bible.write_text(read_verses(characters), "utf-8")
    texts = read_fortunes()
    chosen = np.random.default_rng(1).permutation(len(texts))[: learnt + held_back].tolist()
    rows = [
        {"text": texts[index], "split": "train" if number < learnt else "validation"}
        for number, index in enumerate(chosen)
    ]
    table.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), "utf-8")
    return bible, table


def train(data: Path, backbone: str, strategy: str, rate: float, epochs: int, name: str, **more: object) -> float:
    """Perplexity on the validation texts, from `desktop-tl train`."""
    settings = {"learning_rate": rate, "device": "cpu", "warmup_epochs": 0.3, **more}
    flags = [part for field, value in settings.items() for part in ("--set", f"{field}={value}")]
    chosen = {"data": data, "task": "text-generation", "backbone": backbone, "strategy": strategy, "epochs": epochs}
    flags += [part for flag, value in chosen.items() for part in (f"--{flag}", str(value))]
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        status = main(["train", *flags, "--name", name, "--json"])
    if status:
        raise SystemExit(status)
    return float(json.loads(told.getvalue().strip().splitlines()[-1])["perplexity"])


def compare(
    bible: Path, fortunes: Path, epochs: int, fortune_epochs: int, *, once: bool
) -> Iterator[tuple[str, float]]:
    """Perplexities: on the Bible, and on fortunes that were kept back for each way to begin."""
    yield "bible", train(bible, NETWORK, "scratch", RATES[-1], epochs, "bible")
    for way, (backbone, strategy) in PHASES.items():
        yield (
            way,
            min(
                train(fortunes, backbone, strategy, rate, fortune_epochs, f"{way}-{rate:g}")
                for rate in (RATES[-1:] if once else RATES)
            ),
        )


if __name__ == "__main__":
    quick = "--quick" in sys.argv
    home = prepare()
    texts = lay_out(home / "texts", *((300, 150, 200_000) if quick else (LEARNT, HELD_BACK, CHARACTERS)))
    figures = dict(compare(*texts, *((2, 3) if quick else (EPOCHS, FORTUNE_EPOCHS)), once=quick))
    report(**figures, ratio=figures["from_scratch"] / figures["pretrained"])
