"""The words for a run in the list of runs and its details.

Stand-in: the Runs page's own version of this file was overwritten by mistake while the Train page was written, and
this is rebuilt from how it is used. Whoever wrote the original: please put yours back over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop_tl.api.backbones import BackboneSpec
from desktop_tl.api.datasets import DatasetSpec
from desktop_tl.runs.folder import RunStatus
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.strategy import Strategy

translate = QCoreApplication.translate

TONES: dict[RunStatus, str] = {
    "running": "accent",
    "finished": "success",
    "stopped": "",
    "failed": "danger",
    "interrupted": "warning",
}


def status_text(status: RunStatus) -> str:
    """What became of a run, in one word."""
    words = {
        "running": translate("RunWords", "Training"),
        "finished": translate("RunWords", "Finished"),
        "stopped": translate("RunWords", "Stopped"),
        "failed": translate("RunWords", "Failed"),
        "interrupted": translate("RunWords", "Interrupted"),
    }
    return words[status]


def accuracy_text(accuracy: float | None) -> str:
    """0.9638 → "96.4 %"; "–" where nothing was measured."""
    return "–" if accuracy is None else f"{100 * accuracy:.1f}\N{NO-BREAK SPACE}%"


def strategy_text(strategy: str) -> str:
    """How much is trained, in a few words."""
    try:
        parsed = Strategy.parse(strategy)
    except ValueError:
        return strategy
    match parsed.kind:
        case "head":
            return translate("RunWords", "head only")
        case "last":
            if parsed.stages == 1:
                return translate("RunWords", "last stage")
            return translate("RunWords", "last {0} stages").format(parsed.stages)
        case "all":
            return translate("RunWords", "all stages")
        case _:
            return translate("RunWords", "from scratch")


def recipe_rows(
    recipe: Recipe, backbones: Mapping[str, BackboneSpec], datasets: Mapping[str, DatasetSpec]
) -> list[tuple[str, str]]:
    """What a recipe asks for, as label and value; the data first."""
    training = recipe.training
    data, backbone = datasets.get(recipe.dataset.id), backbones.get(recipe.backbone.id)
    path = recipe.dataset.options.get(data.path_option) if data and data.path_option else None
    data_title = data.title if data else recipe.dataset.id
    return [
        (translate("RunWords", "Data"), f"{Path(str(path)).name} ({data_title})" if path else data_title),
        (translate("RunWords", "Backbone"), backbone.title if backbone else recipe.backbone.id),
        (translate("RunWords", "Strategy"), strategy_text(recipe.strategy)),
        (translate("RunWords", "Learning rate"), f"{training.learning_rate:g}"),
        (translate("RunWords", "Batch size"), str(training.batch_size)),
        (translate("RunWords", "Seed"), str(training.seed)),
    ]
