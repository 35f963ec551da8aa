"""What is to be known of one run beyond its line in the list, as it is read from its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop_tl.api.errors import UserError
from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.pages.answer_words import metric_text, metric_title
from desktop_tl.gui.pages.data_words import classes_text
from desktop_tl.gui.pages.run_words import accuracy_text
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import count_text, duration_text
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.progress import Progress
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.store import RunSummary


@dataclass(frozen=True, kw_only=True)
class RunFacts:
    """What is read from the files of a run, on a worker."""

    recipe: Recipe | None = None
    progress: Progress = field(default_factory=Progress)
    environment: Mapping[str, Any] = field(default_factory=dict)
    has_evaluation: bool = False
    has_model: bool = False


def read_facts(run: RunFolder) -> RunFacts:
    """Reads the event log, so it may take a moment. A damaged recipe is left out; the summary tells of it."""
    try:
        recipe = run.recipe()
    except UserError:
        recipe = None
    return RunFacts(
        recipe=recipe,
        progress=run.progress(),
        environment=run.environment(),
        has_evaluation=(run.path / "evaluation.json").is_file(),
        has_model=run.checkpoints_path.is_dir() and bool(run.model()),
    )


def figures_of(run: RunSummary, progress: Progress) -> list[tuple[str, str]]:
    """The few numbers that stand first, each with its label."""
    figures = []
    if run.metric != "accuracy" and run.figure is not None:
        figures.append((metric_title(run.metric), metric_text(run.metric, run.figure)))
    elif run.accuracy is not None:
        figures.append((_tr("Accuracy"), accuracy_text(run.accuracy)))
    if progress.epochs:
        figures.append((_tr("Epochs done"), count_text(len(progress.epochs))))
    if run.seconds is not None:
        figures.append((_tr("Took"), duration_text(run.seconds)))
    return figures


def with_facts(rows: list[tuple[str, str]], progress: Progress, nouns: SampleWords) -> list[tuple[str, str]]:
    """What the recipe asked for, with what the run told of its data and its device."""
    samples = progress.train_samples + progress.validation_samples + progress.test_samples
    if samples:
        words = _tr("{0} in {1} classes").format(count_text(samples), count_text(len(progress.classes)))
        if progress.answer not in ("class", "boxes"):
            told = classes_text(len(progress.classes), progress.answer)
            words = " · ".join(filter(None, (count_text(samples), told)))
        rows = [*rows[:1], (nouns.heading_many, words), *rows[1:]]
    if progress.device:
        rows = [*rows, (_tr("Device"), engine_text(progress.device))]
    return rows


def _tr(text: str) -> str:
    return QCoreApplication.translate("RunDetails", text)
