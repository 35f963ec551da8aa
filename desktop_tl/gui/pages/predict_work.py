"""What predicting does off the window's thread: find the samples, load the model once, ask it in small portions."""

from __future__ import annotations

import csv
import io
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_tl.api.backbones import Modality
from desktop_tl.api.tasks import AnswerKind
from desktop_tl.app.asking import Asked, find_asked
from desktop_tl.app.context import AppContext
from desktop_tl.app.predictions import open_predictor
from desktop_tl.gui.pages.found_objects import FoundObject, best_threshold, found_objects, objects_label, objects_table
from desktop_tl.runs.files import write_text
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.label_evaluation import THRESHOLD
from desktop_tl.runs.recipe import DatasetChoice
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.store import RunStore, RunSummary, summarise_run
from desktop_tl.runs.value_words import format_value

if TYPE_CHECKING:
    from desktop_tl.engine.prediction import Prediction, Predictor

FIRST, PORTION = 4, 16
"""A small first portion: an answer is on the screen at once."""

AHEAD = 5_000
"""So many samples are listed before they are answered: how many there are is known of most requests."""


@dataclass(frozen=True)
class Answer:
    """What a run's model says of a sample; ``problem`` tells why it cannot be read."""

    asked: Asked
    modality: Modality
    run: str
    title: str = ""  # what a person calls the run
    scores: tuple[tuple[str, float], ...] = ()
    problem: str = ""
    kind: AnswerKind = "class"
    objects: tuple[FoundObject, ...] = ()  # of boxes all that were found, the surest first
    threshold: float = THRESHOLD  # objects count from this score on

    @property
    def shown(self) -> tuple[FoundObject, ...]:
        """The objects that count."""
        return tuple(one for one in self.objects if one.score >= self.threshold)

    @property
    def label(self) -> str:
        """The most probable class, the labels, or the values; empty for what cannot be read."""
        match self.kind:
            case "labels" if self.scores:
                return ", ".join(self.said) or QCoreApplication.translate("Prediction", "No label")
            case "values" if len(self.scores) > 1:
                return " · ".join(f"{name} {format_value(value)}" for name, value in self.scores)
            case "values" if self.scores:
                return format_value(self.scores[0][1])
            case "boxes":
                return objects_label(self.shown) if not self.problem else ""
            case _:
                return self.scores[0][0] if self.scores else ""

    @property
    def said(self) -> list[str]:
        """The classes or labels that are said; nothing of values."""
        if self.kind == "labels":
            return [name for name, share in self.scores if share >= THRESHOLD]
        return [name for name, _ in self.scores[:1]] if self.kind == "class" else []

    @property
    def confidence(self) -> float:
        """How probable the class is, that label of which the model is least sure, or the surest object; values have
        none."""
        if self.kind == "boxes":
            return max((one.score for one in self.shown), default=0.0)
        if self.kind == "labels":
            return min((max(share, 1 - share) for _, share in self.scores), default=0.0)
        return self.scores[0][1] if self.scores and self.kind == "class" else 0.0

    @property
    def has_confidence(self) -> bool:
        """Whether there is one to show."""
        if self.kind == "boxes":
            return bool(self.shown)
        return bool(self.scores) and self.kind != "values"


class Ahead:
    """Hands out samples in portions, and lists only a few thousand before they are needed."""

    def __init__(self, asked: Iterable[Asked]) -> None:
        self._rest = iter(asked)
        self._seen: deque[Asked] = deque()
        self._taken = 0
        self._look()
        self.is_empty = not self._seen

    @property
    def total(self) -> int:
        """How many there are in all; 0 as long as the last one is not in sight."""
        return 0 if self._has_more else self._taken + len(self._seen)

    def portions(self) -> Iterator[list[Asked]]:
        """Each sample once."""
        size = FIRST
        while self._seen:
            portion = [self._seen.popleft() for _ in range(min(size, len(self._seen)))]
            self._taken += len(portion)
            self._look()
            yield portion
            size = PORTION

    def _look(self) -> None:
        self._seen.extend(islice(self._rest, AHEAD - len(self._seen)))
        self._has_more = len(self._seen) == AHEAD


class Predictors:
    """Keeps the model that was used last, so that it is loaded once. Used from workers, one at a time."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._lock = threading.Lock()
        self._mark: tuple[Path, str, int] | None = None  # of the model that is loaded
        self._predictor: Predictor | None = None

    def is_loaded(self, run: RunFolder) -> bool:
        """Whether the run's model is at hand."""
        return self._mark == run.model_mark()

    def ask(
        self,
        run: RunFolder,
        asked: Ahead,
        modality: Modality,
        stop: StopToken,
        on_answers: Callable[[list[Answer]], None],
    ) -> None:
        """Calls ``on_answers`` after every portion. Raises: UserError, Stopped."""
        with self._lock:
            predictor, title = self._load(run), summarise_run(run).title
            for portion in asked.portions():
                stop.check()
                found = predictor.predict([one.source for one in portion], [one.name for one in portion])
                on_answers(
                    [
                        _answer(run, title, one, modality, said, predictor)
                        for one, said in zip(portion, found, strict=True)
                    ]
                )

    def _load(self, run: RunFolder) -> Predictor:
        mark = run.model_mark()
        if self._predictor is None or self._mark != mark:
            self._mark = self._predictor = None  # the old one's memory is free before the new one takes its own
            self._predictor = open_predictor(self._context, run)
            self._mark = mark
        return self._predictor


def _answer(
    run: RunFolder, title: str, asked: Asked, modality: Modality, said: Prediction, predictor: Predictor
) -> Answer:
    answer = Answer(asked, modality, run.name, title, said.scores, said.problem, said.answer)
    if said.answer != "boxes":
        return answer
    return replace(answer, objects=found_objects(said, predictor.classes), threshold=best_threshold(run))


def list_asked(
    context: AppContext, modality: Modality, paths: Sequence[Path], stop: StopToken, *, like: DatasetChoice
) -> Iterator[Asked]:
    """The samples in files, folders and tables, named by their path below what was given.

    Args:
        like: what the model was trained on: a table is read with the columns that were chosen then.

    Raises:
        UserError: a table cannot be read.
        Stopped: on request.
    """
    for path in paths:
        for one in find_asked(context.catalog, modality, [path], like=like):
            stop.check()
            yield Asked(_short_name(one, path), one.source)


def _short_name(one: Asked, path: Path) -> str:
    if isinstance(one.source, Path):
        return one.source.name if one.source == path else one.source.relative_to(path.parent).as_posix()
    return one.name.replace(str(path), path.name, 1)


def usable_runs(runs: RunStore, shown: RunFolder | None) -> list[RunSummary]:
    """The runs that have ended with a model, the newest first; ``shown`` may lie elsewhere."""
    summaries = runs.summaries()
    if shown is not None and all(summary.path != shown.path for summary in summaries):
        summaries.insert(0, summarise_run(shown))
    return [summary for summary in summaries if summary.status != "running" and has_model(RunFolder(summary.path))]


def has_model(run: RunFolder) -> bool:
    """Whether a best checkpoint was saved."""
    return any(run.checkpoints_path.glob("best*")) and bool(run.model())


def write_csv(path: Path, answers: Sequence[Answer]) -> None:
    """One row a sample: itself, class and probability (or labels), then every class, label or value; as one step. Of
    objects one row each.

    Raises:
        OSError: it cannot be written.
    """
    if {answer.kind for answer in answers} == {"boxes"}:
        write_text(path, objects_table(answers))
        return
    classes = list(dict.fromkeys(name for answer in answers for name, _ in sorted(answer.scores)))
    modalities = {answer.modality for answer in answers}
    kind = _CSV_NAMES[modalities.pop()] if len(modalities) == 1 else "sample"
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    answer_kinds = {answer.kind for answer in answers}
    said = ["labels"] if answer_kinds == {"labels"} else [] if answer_kinds == {"values"} else ["class", "probability"]
    writer.writerow([kind, *said, "problem", "model", *classes])
    for answer in answers:
        scores, source = dict(answer.scores), answer.asked.source
        what = str(source) if isinstance(source, Path | str) else answer.asked.name
        told = ["; ".join(answer.said), f"{answer.confidence:.4f}" if answer.has_confidence else ""][: len(said)]
        digits = ".7g" if answer.kind == "values" else ".4f"
        cells = (format(scores[name], digits) if name in scores else "" for name in classes)
        writer.writerow([what, *told, answer.problem, answer.run, *cells])
    write_text(path, text.getvalue())


_CSV_NAMES: dict[Modality, str] = {"image": "picture", "text": "text"}
