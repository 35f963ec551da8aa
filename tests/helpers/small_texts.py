"""The small app with pictures and texts: a small net for each, sentences in memory, tables, and the real tasks."""

import csv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import desktop_tl_classification
import desktop_tl_tables
from desktop_tl.api import BackboneSpec, DatasetSpec, TaskSpec, hookimpl
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.paths import Paths
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.training_choice import TrainingChoice
from tests.helpers.nets import SMALL_NET, colored_squares
from tests.helpers.texts import TEXT_NET, cats_and_ships, text_preprocessing

TEXTS = DatasetChoice(id="test/sentences")
SQUARES = DatasetChoice(id="test/squares")


class SmallTexts:
    """What a plugin offers."""

    @hookimpl
    def desktop_tl_backbones(self) -> list[BackboneSpec]:
        return [SMALL_NET, replace(TEXT_NET, preprocessing=text_preprocessing())]

    @hookimpl
    def desktop_tl_datasets(self) -> Iterable[DatasetSpec]:
        return [
            DatasetSpec(id=SQUARES.id, title="Squares", open=lambda _options: colored_squares()),
            DatasetSpec(
                id=TEXTS.id,
                title="Sentences",
                open=lambda _options: cats_and_ships(),
                modality="text",
                tasks=("text-classification",),
            ),
            *desktop_tl_tables.desktop_tl_datasets(),
        ]

    @hookimpl
    def desktop_tl_tasks(self) -> Iterable[TaskSpec]:
        return desktop_tl_classification.desktop_tl_tasks()


def text_context(home: Path) -> AppContext:
    """Everything below ``home``, with the small plugin alone."""
    return build_context(paths=Paths.below(home), plugins=load_plugins([GivenPlugin("small", SmallTexts())]))


def text_recipe() -> Recipe:
    """Two epochs of the small text net from scratch on the sentences."""
    return Recipe(
        name="sentences",
        task="text-classification",
        dataset=TEXTS,
        backbone=BackboneChoice(id=TEXT_NET.id),
        strategy="scratch",
        training=TrainingChoice(epochs=2, batch_size=16, device="cpu"),
    )


def write_table(path: Path, count: int = 24) -> Path:
    """A CSV of sentences as people have them: with a number, a rating and an empty text that nobody can learn from."""
    dataset = cats_and_ships(count)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "what was written", "animal or vehicle"])
        for index, (text, target) in enumerate(zip(dataset.pixels, dataset.targets, strict=True)):
            writer.writerow([index, text, dataset.classes[target]])
        writer.writerow([count, "", dataset.classes[0]])
    return path
