"""From an opened dataset to its split, and to how its samples are treated."""

from desktop_tl.api import events as e
from desktop_tl.api.errors import UserError
from desktop_tl.api.preprocessing import ImagePreprocessing
from desktop_tl.api.tasks import answer_kind
from desktop_tl.engine.fitting import require_settings
from desktop_tl.engine.image_treatment import ImageTreatment, at_image_size, choose_augmentation, with_intensity_range
from desktop_tl.engine.run import Emit, Parts
from desktop_tl.engine.split import SplitIndices, split_dataset
from desktop_tl.engine.text_treatment import TextTreatment, at_length, note_cut
from desktop_tl.engine.treatment import Treatment
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.targets import read_targets, require_kind


def divide(recipe: Recipe, parts: Parts, emit: Emit) -> SplitIndices:
    """Checks the dataset, says what is worth saying of it, and splits it."""
    dataset = parts.dataset
    for left_out in dataset.set_aside:
        emit(e.SampleSetAside(sample=left_out.id, reason=left_out.reason))
    for note in dataset.notes:  # before the check, which may refuse the data for what they explain
        emit(e.Noted(level=note.level, message=note.message, items=note.items))
    require_settings(recipe.training, parts.task)
    require_kind(read_targets(dataset), answer_kind(parts.task))
    for note in parts.task.check(dataset):
        emit(e.Noted(level=note.level, message=note.message, items=note.items))
    training = recipe.training
    split = split_dataset(dataset, share=training.validation_share, seed=training.seed, limit=recipe.dataset.limit)
    emit(
        e.DatasetOpened(
            classes=tuple(dataset.classes),
            train=len(split.train),
            validation=len(split.validation),
            test=len(split.test),
        )
    )
    return split


def choose_treatment(recipe: Recipe, parts: Parts, split: SplitIndices, emit: Emit) -> Treatment:
    """How samples are treated: as the weights or the backbone want it, at the recipe's size, fitted to this dataset."""
    training, title = recipe.training, parts.backbone.title
    given = parts.preprocessing or (parts.weights and parts.weights.preprocessing) or parts.backbone.preprocessing
    if isinstance(given, ImagePreprocessing):
        preprocessing = at_image_size(given, training.image_size, title=title, is_fixed=parts.backbone.fixed_size)
        preprocessing, notes = with_intensity_range(preprocessing, parts.dataset, split.train)
        for note in notes:
            emit(note)
        augmentation = choose_augmentation(training.augmentation, answer_kind(parts.task))
        return ImageTreatment(preprocessing=preprocessing, augmentation=augmentation, seed=training.seed)
    if training.augmentation != "none" or training.mixing != "none":
        raise UserError("Texts are not augmented or mixed.", advice="Set augmentation and mixing to none.")
    texts = at_length(given, training.max_length, title=title)
    if answer_kind(parts.task) == "text" and (cut := note_cut(parts.dataset, split.train, texts)):
        emit(cut)
    return TextTreatment(preprocessing=texts)
