"""Says in words what became of a run and what its recipe asks for: for the list of runs and its details."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from desktop_tl.api.backbones import BackboneSpec
from desktop_tl.api.datasets import DatasetSpec
from desktop_tl.gui.outside_words import catalog_text
from desktop_tl.gui.pages.train_words import strategy_title
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import count_text, value_text
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.store import RunSummary
from desktop_tl.runs.strategy import Strategy
from desktop_tl.runs.training_choice import OPTIMIZERS

_TONES = {"running": "accent", "finished": "success", "stopped": "", "failed": "danger", "interrupted": "warning"}


def status_tone(run: RunSummary) -> str:
    """The colour of the status; the word beside it says the same."""
    return "danger" if run.problem else _TONES[run.status]


def status_text(run: RunSummary) -> str:
    """What became of the run, in one word."""
    words = {
        "running": _tr("Running"),
        "finished": _tr("Finished"),
        "stopped": _tr("Stopped"),
        "failed": _tr("Failed"),
        "interrupted": _tr("Interrupted"),
    }
    return _tr("Damaged") if run.problem else words[run.status]


def strategy_text(strategy: str) -> str:
    """Which part was trained; an unreadable strategy stays as it is."""
    try:
        parsed = Strategy.parse(strategy)
    except ValueError:
        return strategy
    return strategy_title(parsed)


def accuracy_text(accuracy: float | None) -> str:
    """A share as percent, "–" where there is none; only what is perfect is called 100 %."""
    if accuracy is None:
        return "–"
    percent = accuracy * 100 if accuracy >= 1 else min(accuracy * 100, 99.9)
    return f"{percent:.1f}\N{NO-BREAK SPACE}%"


def title_of(spec_id: str, specs: Mapping[str, BackboneSpec] | Mapping[str, DatasetSpec]) -> str:
    """What the catalog calls it; the id where its plugin is gone."""
    spec = specs.get(spec_id)
    return catalog_text(spec.title) if spec is not None else spec_id


def recipe_rows(
    recipe: Recipe, backbones: Mapping[str, BackboneSpec], datasets: Mapping[str, DatasetSpec], nouns: SampleWords
) -> list[tuple[str, str]]:
    """Label and value of what a person wants to know of the settings of a run."""
    training = recipe.training
    source = title_of(recipe.dataset.id, datasets)
    texts = [value for value in recipe.dataset.options.values() if isinstance(value, str)]
    place = next((text for text in texts if "/" in text or "\\" in text), "")
    rows = [(_tr("Data"), f"{source}\n{place}" if place else source)]
    if recipe.dataset.limit:
        rows.append((_tr("Limit"), nouns.count(recipe.dataset.limit)))
    rows += [
        (_tr("Backbone"), title_of(recipe.backbone.id, backbones)),
        (_tr("Trained"), strategy_text(recipe.strategy)),
        (_tr("Epochs"), count_text(training.epochs)),
        (_tr("Learning rate"), value_text(training.learning_rate)),
        (_tr("Batch size"), count_text(training.batch_size)),
        (_tr("Optimiser"), OPTIMIZERS[training.optimizer]),
    ]
    if training.augmentation != "none":
        rows.append(
            (_tr("Augmentation"), QCoreApplication.translate("OptionsForm", training.augmentation.capitalize()))
        )
    if training.image_size:
        rows.append((_tr("Picture size"), _tr("{0} pixels").format(training.image_size)))
    if training.max_length:
        rows.append((_tr("Text length"), _tr("{0} tokens").format(count_text(training.max_length))))
    rows.append((_tr("Seed"), str(training.seed)))
    return rows


def _tr(text: str) -> str:
    return QCoreApplication.translate("RunWords", text)
