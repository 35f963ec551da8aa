"""What Results shows of a run differs by the kind of answer: this is what all of these views have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop_tl.gui.pages.run_story import RunSamples
from desktop_tl.gui.pages.sample_kinds import SampleKind
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.runs.evaluation import AnyEvaluation


@dataclass(frozen=True)
class Headline:
    """The result as a sentence, and its main figure for a tile: name, number, unit, what is said below, explanation."""

    sentence: str
    label: str
    number: str
    unit: str
    caption: str
    explanation: str


class ResultView(Protocol):
    """One for each kind of answer."""

    def widget(self) -> QWidget: ...

    def headline(self, evaluation: AnyEvaluation, words: SampleWords) -> Headline:
        """Of an evaluation of its kind, which has samples."""
        ...

    def set_evaluation(self, evaluation: AnyEvaluation, kind: SampleKind) -> None:
        """Another run, on samples of that kind, which are still to come."""
        ...

    def set_samples(self, samples: RunSamples) -> None:
        """The dataset is open again."""
        ...

    def set_gone(self, message: str, advice: str) -> None:
        """The dataset cannot be opened."""
        ...
