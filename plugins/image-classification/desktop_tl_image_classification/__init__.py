"""Hands the task of image classification to Desktop TL."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop_tl.api import TaskSpec, hookimpl

if TYPE_CHECKING:
    from desktop_tl_image_classification.task import ImageClassification


def build_task() -> "ImageClassification":
    """Makes the task; called on the run thread."""
    from desktop_tl_image_classification.task import ImageClassification  # imports torch: seconds that listing saves

    return ImageClassification()


@hookimpl
def desktop_tl_tasks() -> Iterable[TaskSpec]:
    return [
        TaskSpec(
            id="image-classification",
            title="Image classification",
            build=build_task,
            description="Tells to which of your classes a picture belongs.",
        )
    ]
