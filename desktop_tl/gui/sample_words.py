"""What the samples of a modality are called in the language of the window: the only place that has a noun for them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop_tl.api.backbones import Modality
from desktop_tl.api.tasks import AnswerKind
from desktop_tl.app.context import AppContext
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.runs.recipe import Recipe


@dataclass(frozen=True)
class SampleWords:
    """Nouns to put into sentences.

    Args:
        one: ``picture``, behind "a", "this" or "every".
        many: ``pictures``.
        heading_one: ``Picture``, where it stands first.
        heading_many: ``Pictures``.
        one_counted: ``1 picture``.
        many_counted: ``{0} pictures``.
    """

    one: str
    many: str
    heading_one: str
    heading_many: str
    one_counted: str
    many_counted: str

    def count(self, number: int) -> str:
        """1 → "1 picture", 1797 → "1,797 pictures"."""
        return self.one_counted if number == 1 else self.many_counted.format(count_text(number))


def sample_words(modality: Modality) -> SampleWords:
    """Those of pictures or of texts."""
    translate = QCoreApplication.translate
    match modality:
        case "text":
            return SampleWords(
                one=translate("Samples", "text"),
                many=translate("Samples", "texts"),
                heading_one=translate("Samples", "Text"),
                heading_many=translate("Samples", "Texts"),
                one_counted=translate("Samples", "1 text"),
                many_counted=translate("Samples", "{0} texts"),
            )
        case _:
            return SampleWords(
                one=translate("Samples", "picture"),
                many=translate("Samples", "pictures"),
                heading_one=translate("Samples", "Picture"),
                heading_many=translate("Samples", "Pictures"),
                one_counted=translate("Samples", "1 picture"),
                many_counted=translate("Samples", "{0} pictures"),
            )


def modality_of(context: AppContext, task: str) -> Modality:
    """Of what a task is about; pictures where the plugin that offers it is gone."""
    spec = context.catalog.tasks.get(task)
    return spec.modality if spec is not None else "image"


def answer_of(context: AppContext, task: str) -> AnswerKind:
    """What a task tells of a sample; a class where the plugin that offers it is gone."""
    spec = context.catalog.tasks.get(task)
    return spec.answer if spec is not None else "class"


def words_for(context: AppContext, recipe: Recipe | None) -> SampleWords:
    """For the samples of a run; those of pictures where its recipe cannot be read."""
    return sample_words(modality_of(context, recipe.task) if recipe is not None else "image")
