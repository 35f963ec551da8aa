"""Says in plain words what a recipe asks for, what a run is doing, and how it ended. No widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import UserError
from desktop_tl.api.events import Calibrated
from desktop_tl.api.tasks import AnswerKind
from desktop_tl.app.context import AppContext
from desktop_tl.gui.outside_words import catalog_text, engine_text
from desktop_tl.gui.pages.data_words import classes_text
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import bytes_text, count_text, duration_text, short_count
from desktop_tl.gui.widgets.editors import number_text
from desktop_tl.runs.progress import Progress
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe, load_recipe
from desktop_tl.runs.store import is_run_folder, run_title
from desktop_tl.runs.strategy import Strategy
from desktop_tl.runs.training_choice import OPTIMIZERS

SPACE = "\N{NO-BREAK SPACE}"
translate = QCoreApplication.translate


def percent_text(share: float, digits: int = 1) -> str:
    """0.9638 → "96.4 %"; a share short of the whole is never rounded up to it."""
    value = share * 100
    if share < 1 and float(f"{value:.{digits}f}") >= 100:
        value = 100 - 10**-digits
    return f"{value:.{0 if share == 1 else digits}f}{SPACE}%"


def dataset_title(context: AppContext, choice: DatasetChoice) -> str:
    """The folder or file that was chosen, or the title of a dataset that brings its own data."""
    spec = context.catalog.datasets.get(choice.id)
    if spec is None:
        return choice.id
    path = choice.options.get(spec.path_option) if spec.path_option else None
    return Path(str(path)).name or str(path) if path else catalog_text(spec.title)


def dataset_detail(dataset: Dataset | None, nouns: SampleWords, share: float, limit: int = 0) -> str:
    """How many samples and classes, and how many of them are kept back to measure on."""
    if dataset is None:
        return ""
    used = min(limit, len(dataset)) if limit else len(dataset)
    from desktop_tl.runs.targets import glance  # numpy, which the first paint of the window does not need

    answer = glance(dataset)
    sentence = translate("TrainWords", "{0} in {1}") if answer == "class" else translate("TrainWords", "{0} with {1}")
    told = classes_text(len(dataset.classes), answer)
    words = sentence.format(nouns.count(used), told) if told else nouns.count(used)
    if dataset.splits is not None:
        kept = sum(split == "validation" for split in dataset.splits)
        if used < len(dataset):
            return words
        if kept:
            return (
                words + " · " + translate("TrainWords", "{0} to measure on, as the data says").format(count_text(kept))
            )
    kept = round(used * share)
    return words + " · " + translate("TrainWords", "about {0} kept back to measure on").format(count_text(kept))


def backbone_title(context: AppContext, choice: BackboneChoice) -> str:
    """The title in the catalog; the id if its plugin is gone."""
    spec = context.catalog.backbones.get(choice.id)
    return catalog_text(spec.title) if spec else choice.id


@lru_cache(maxsize=64)
def run_name(path: str) -> str:
    """What a person calls the run in that folder; the folder's name if it is gone or damaged."""
    folder = Path(path)
    try:
        return run_title(load_recipe(folder / "recipe.toml").name, folder.name)
    except UserError:
        return folder.name


def backbone_detail(context: AppContext, choice: BackboneChoice, strategy: Strategy, start_from: str = "") -> str:
    """Size, and which weights it begins with."""
    spec = context.catalog.backbones.get(choice.id)
    if spec is None:
        return translate("TrainWords", "The plugin that offers it is not here.")
    parts = []
    if spec.parameters:
        parts.append(translate("TrainWords", "{0} parameters").format(short_count(spec.parameters)))
    weights = spec.find_weights(choice.weights) or (spec.weights[0] if spec.weights else None)
    if start_from:
        parts.append(translate("TrainWords", "as the run has trained it"))
    elif not strategy.is_pretrained:
        parts.append(translate("TrainWords", "fresh weights"))
    elif choice.weights_file:
        words = (
            translate("TrainWords", "begins with what your run ‘{0}’ has learned")
            if is_run_folder(choice.weights_file)
            else translate("TrainWords", "weights from {0}")
        )
        parts.append(words.format(run_name(choice.weights_file)))
    elif weights is not None:
        parts.append(translate("TrainWords", "pretrained: {0}").format(catalog_text(weights.title)))
    return " · ".join(parts)


def strategy_title(strategy: Strategy) -> str:
    """How much is trained, in one phrase."""
    match strategy.kind:
        case "head":
            return translate("TrainWords", "Only the head")
        case "last" if strategy.stages == 1:
            return translate("TrainWords", "The head and the last stage")
        case "last":
            return translate("TrainWords", "The head and the last {0} stages").format(strategy.stages)
        case "lora" if strategy.stages:
            return translate("TrainWords", "The head and adapters in the last {0} stages").format(strategy.stages)
        case "lora":
            return translate("TrainWords", "The head and small adapters")
        case "all":
            return translate("TrainWords", "Everything")
        case "lp-ft":
            return translate("TrainWords", "Head first, then everything")
        case "gradual":
            return translate("TrainWords", "One more stage each epoch")
        case _:
            return translate("TrainWords", "From scratch")


def recipe_line(context: AppContext, recipe: Recipe, title: str) -> str:
    """A run in one line: its title, then the data, backbone and strategy that the title does not tell already."""
    spec = context.catalog.datasets.get(recipe.dataset.id)
    data = dataset_title(context, recipe.dataset)
    choices = (
        "" if spec is not None and spec.title in title else data,
        backbone_title(context, recipe.backbone),
        strategy_title(recipe.parsed_strategy()),
    )
    return " · ".join([title, *(choice for choice in choices if choice and choice not in title)])


def strategy_detail(strategy: Strategy, answer: AnswerKind = "class") -> str:
    """What that is good for."""
    match strategy.kind:
        case "head" if answer == "text":
            return translate(
                "TrainWords",
                "The last layer alone, which tells the next token, learns; the backbone stays as it is. The quickest.",
            )
        case "head":
            return translate(
                "TrainWords",
                "A new last layer for your classes; the backbone stays as it is. The quickest, and often enough.",
            )
        case "last":
            return translate("TrainWords", "The first stages stay as they are; the rest adapts to your data.")
        case "lora":
            return translate(
                "TrainWords",
                "The backbone stays as it is; adapters of rank {0} beside its layers learn, and are added to it in the "
                "end.",
            ).format(strategy.rank)
        case "all":
            return translate(
                "TrainWords",
                "The whole network adapts, starting from what it knows; wants more data and more time.",
            )
        case "lp-ft":
            return translate(
                "TrainWords", "The new head learns first, then the whole network with it: what it knows is kept better."
            )
        case "gradual":
            return translate(
                "TrainWords", "Begins with the last stage and lets an earlier one join in each epoch, more gently."
            )
        case _:
            return translate("TrainWords", "Nothing learned before is used; wants very much data.")


def strategy_course(strategy: Strategy, stages: int) -> str:
    """How what is frozen changes in the course of the training, or with which settings it begins; empty where there is
    nothing to say."""
    match strategy.kind:
        case "lp-ft":
            return translate(
                "TrainWords", "First the head alone, with all {0} stages frozen; then all of them."
            ).format(stages)
        case "gradual":
            return translate(
                "TrainWords", "Starts with the head and the last stage, ends with all {0}; earlier stages move less."
            ).format(stages)
        case "lora":
            return translate(
                "TrainWords", "Begins with {0} and a learning rate of {1}, unless you have chosen otherwise."
            ).format(OPTIMIZERS[strategy.settings["optimizer"]], strategy.settings["learning_rate"])
        case _:
            return ""


def phase_title(progress: Progress, nouns: SampleWords) -> str:
    """What the run is doing now."""
    if progress.pause is not None:
        return translate("TrainWords", "Waiting…")
    match progress.phase:
        case "weights":
            return translate("TrainWords", "Downloading what the backbone has learned before…")
        case "features":
            return translate("TrainWords", "Looking at the {0} once (features)…").format(nouns.many)
        case "training":
            epoch = min(len(progress.epochs) + 1, max(1, progress.epochs_planned))
            return translate("TrainWords", "Training epoch {0} of {1}").format(epoch, progress.epochs_planned)
        case "evaluation":
            return translate("TrainWords", "Measuring on the {0} kept back…").format(nouns.many)
        case _:
            return translate("TrainWords", "Getting ready…")


def phase_detail(progress: Progress, nouns: SampleWords) -> str:
    """How far it is, how fast, and how long the phase still takes; empty while nothing is known."""
    if not progress.total or progress.pause is not None:
        return ""
    parts, speed = [], translate("TrainWords", "{0} {1}/s")
    if progress.phase == "weights":
        parts.append(
            translate("TrainWords", "{0} of {1}").format(bytes_text(progress.done), bytes_text(progress.total))
        )
        parts += [bytes_text(progress.rate) + "/s"] if progress.rate else []
    elif progress.phase == "features":
        done, total = count_text(progress.done), count_text(progress.total)
        parts.append(translate("TrainWords", "{0} of {1}").format(done, total))
        parts += [speed.format(speed_text(progress.rate), nouns.many)] if progress.rate else []
    elif progress.samples_per_second:
        parts.append(speed.format(speed_text(progress.samples_per_second), nouns.many))
    if progress.seconds_left is not None:
        parts.append(translate("TrainWords", "about {0} left").format(duration_text(progress.seconds_left)))
    return " · ".join(parts)


def speed_text(rate: float) -> str:
    """Samples a second, with a decimal only where it matters."""
    return f"{rate:.1f}" if rate < 10 else count_text(round(rate))


def device_text(device: str, reason: str) -> str:
    """What computes and why."""
    if not device:
        return ""
    device, reason = engine_text(device), engine_text(reason)
    return translate("TrainWords", "On {0}: {1}").format(device, reason) if reason else device


def calibration_rows(calibration: Calibrated | None) -> list[tuple[str, str, str]]:
    """Name, choice and reason of each thing that was decided by measuring how to compute."""
    if calibration is None:
        return []
    names = {
        "frozen part": translate("TrainWords", "Frozen stages"),
        "trained part": translate("TrainWords", "Trained stages and head"),
        "torch.compile": translate("TrainWords", "torch.compile"),
        "loader workers": translate("TrainWords", "Processes that load data"),
    }
    return [
        (names.get(key, key), _choice_text(choice), _reason_text(calibration.reasons.get(key, "")))
        for key, choice in calibration.choices.items()
    ]


def _choice_text(choice: str) -> str:
    return translate("TrainWords", ", ").join(map(engine_text, choice.split(", ")))


def _reason_text(reason: str) -> str:
    return translate("TrainWords", "; ").join(map(engine_text, reason.split("; ")))


def calibration_text(calibration: Calibrated | None) -> str:
    """How it is computed, in one line."""
    if calibration is None:
        return ""
    trained = _choice_text(calibration.choices.get("trained part", ""))
    if "frozen part" not in calibration.choices:
        return translate("TrainWords", "Computed {0}").format(trained)
    frozen = _choice_text(calibration.choices["frozen part"])
    return translate("TrainWords", "Computed {0} (frozen stages) and {1} (trained)").format(frozen, trained)


def retry_text(retry: Mapping[str, Any]) -> str:
    """What a button says that tries a failed run again with these settings."""
    if "learning_rate" in retry:
        return translate("TrainWords", "Try again with a learning rate of {0}").format(
            number_text(retry["learning_rate"])
        )
    if retry.get("strategy") == "head":
        return translate("TrainWords", "Try again with only the head")
    if retry.get("device") == "cpu":
        return translate("TrainWords", "Try again on the CPU")
    return translate("TrainWords", "Try again with other settings")


def best_accuracy(progress: Progress) -> float | None:
    """On the validation samples, in the best epoch so far."""
    return progress.best.validation.get("accuracy") if progress.best else None
