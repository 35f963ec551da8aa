"""Texts that are learnt themselves, and what a run on them tells, without training."""

from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api import Note, Sample, SetAside, Split
from desktop_tl.api import events as e
from desktop_tl.runs.text_evaluation import TextEvaluation

LINES = ("The cat sleeps.", "The ship sails over the waves.", "Mice hunt at night.", "A crew likes milk.")


@dataclass
class MereTexts:
    """Texts in memory, without classes."""

    texts: tuple[str, ...] = LINES
    classes: tuple[str, ...] = ()
    splits: list[Split] | None = None
    groups: list[str] | None = None
    notes: tuple[Note, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

    @property
    def targets(self) -> NDArray[Any]:
        return np.empty((len(self.texts), 0), np.float32)

    def __len__(self) -> int:
        return len(self.texts)

    def sample(self, index: int) -> Sample:
        return Sample(f"book.txt: {index + 1}", self.texts[index], self.targets[index])

    def fingerprint(self) -> str:
        return f"{len(self)}"


def generated(epoch: int) -> e.TextsGenerated:
    """Two beginnings, of which one is none."""
    texts = (
        e.GeneratedText(prompt="The cat", text=f" sleeps {epoch}."),
        e.GeneratedText(prompt="", text=f"A ship\nsails {epoch}."),
    )
    return e.TextsGenerated(epoch=epoch, texts=texts)


def epoch(number: int, perplexity: float, *, is_best: bool = True, of: int = 3) -> e.EpochFinished:
    """One epoch, a little better on the training texts."""
    return e.EpochFinished(
        epoch=number,
        epochs=of,
        train={"loss": log(perplexity * 0.9), "perplexity": perplexity * 0.9, "accuracy": 0.3},
        validation={"loss": log(perplexity), "perplexity": perplexity, "accuracy": 0.25},
        learning_rate=0.001,
        seconds=1.0,
        is_best=is_best,
    )


OPENING = (
    e.TaskBuilt(answer="text", main_metric="perplexity", lower_is_better=True),
    e.DeviceChosen(device="CPU, 2 threads", reason="no GPU was found"),
    e.DatasetOpened(classes=(), train=320, validation=80),
    e.ModelBuilt(stages=("words", "block"), frozen_stages=0, parameters=3_400_000, trained_parameters=3_400_000),
)
DONE = (
    *OPENING,
    epoch(1, 180.0),
    generated(1),
    epoch(2, 60.0),
    generated(2),
    epoch(3, 75.0, is_best=False),
    generated(3),
    e.RunEnded(outcome="finished", seconds=75.0),
)
RESULT = {
    "outcome": "finished",
    "seconds": 75.0,
    "best_epoch": 2,
    "main_metric": "perplexity",
    "lower_is_better": True,
    "perplexity": 60.0,
    "accuracy": 0.25,
}


def text_evaluation() -> TextEvaluation:
    """Of the four lines: the third is the hardest, of the last there is nothing to tell."""
    losses = (3.0, 4.0, 5.0, 0.0)
    return TextEvaluation(
        "validation",
        tuple(f"book.txt: {number}" for number in range(1, 5)),
        (4, 6, 4, 0),
        losses,
        {"loss": 4.0, "perplexity": 54.6, "accuracy": 0.25},
        generated(2).texts,
    )
