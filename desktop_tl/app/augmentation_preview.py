"""Shows what augmentation makes of some pictures, made by the very code that training uses."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api.datasets import Dataset
from desktop_tl.app.backbones import choose_weights, find_backbone
from desktop_tl.app.context import AppContext
from desktop_tl.app.torch_import import require_torch
from desktop_tl.engine.images import UnreadableImage
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.targets import Targets, read_targets

MOST_TRIED = 20
"""Pictures that cannot be read are passed over, but not a whole folder of them."""


@dataclass(frozen=True)
class SeenPicture:
    """One picture: as it is without augmentation, and as the first epochs see it; uint8 of shape (side, side, 3)."""

    sample: str
    plain: NDArray[np.uint8]
    variants: tuple[NDArray[np.uint8], ...]


def preview_augmentation(
    context: AppContext, recipe: Recipe, dataset: Dataset, stop: StopToken, *, pictures: int = 4, variants: int = 6
) -> list[SeenPicture]:
    """What the network will see of a few training pictures, of different classes where there are some.

    Blocks, the first time for seconds: on a worker. Refuses while a run is on, as `rate_trial.find_rate` does.

    Raises:
        UserError: a run is on, or the recipe does not fit.
        Stopped: on request.
    """
    context.jobs.require_idle()
    require_torch()
    from desktop_tl.engine.image_treatment import ImageTreatment
    from desktop_tl.engine.preparation import choose_treatment  # torch: seconds
    from desktop_tl.engine.run import Parts  # as above
    from desktop_tl.engine.split import split_dataset

    training = recipe.training
    backbone = find_backbone(context.catalog, recipe.backbone)
    split = split_dataset(dataset, share=training.validation_share, seed=training.seed, limit=recipe.dataset.limit)
    weights = choose_weights(backbone, recipe.backbone) if recipe.parsed_strategy().is_pretrained else None
    parts = Parts(
        task=context.catalog.find_task(recipe.task).build(),
        dataset=dataset,
        backbone=backbone,
        weights=weights,
        weights_path=None,
    )
    treatment = choose_treatment(recipe, parts, split, lambda _event: None)
    if not isinstance(treatment, ImageTreatment):
        return []
    plainly = replace(treatment, augmentation="none")
    seen: list[SeenPicture] = []
    for index in _choose(split.train, _kinds(read_targets(dataset)), pictures):
        stop.check()
        sample = dataset.sample(index)
        try:
            plain = plainly.load(sample.source)
            wide = treatment.load(sample.source)
        except UnreadableImage:
            continue
        shown = (treatment.finish(wide, epoch, index) for epoch in range(1, variants + 1) if treatment.is_augmented)
        seen.append(SeenPicture(sample.id, plain, tuple(shown)))
        if len(seen) == pictures:
            break
    return seen


def _kinds(targets: Targets) -> NDArray[np.int64]:
    """A number for each sample; pictures with other numbers show other things."""
    match targets.kind:
        case "class":
            kinds: NDArray[np.int64] = targets.rows
            return kinds
        case "boxes":  # what the first box is around
            return np.array([int(rows[0, 0]) if len(rows) else -1 for rows in targets.rows], np.int64)
        case "labels":
            return np.unique(targets.rows, axis=0, return_inverse=True)[1].reshape(-1)
        case "values" | "text":
            return np.zeros(len(targets), np.int64)


def _choose(indices: NDArray[np.int64], targets: NDArray[np.int64], pictures: int) -> list[int]:
    """Indices in the order in which they are tried: one of each of a few classes first, spread over all classes."""
    _, first = np.unique(targets[indices], return_index=True)
    spread = first[np.unique(np.linspace(0, len(first) - 1, min(pictures, len(first)), dtype=np.int64))]
    rest = np.setdiff1d(np.arange(len(indices)), spread)
    more = (
        rest[np.unique(np.linspace(0, len(rest) - 1, min(MOST_TRIED, len(rest)), dtype=np.int64))]
        if len(rest)
        else rest
    )
    return [int(index) for index in indices[np.concatenate([spread, more])]]
