"""Hands the tasks of image classification and text classification to Desktop TL."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from desktop_tl.api import TaskSpec, hookimpl

if TYPE_CHECKING:
    from desktop_tl_classification.task import Classification


def build_task(noun: str) -> "Classification":
    """Makes the task for samples that are called so; on the run thread."""
    from desktop_tl_classification.task import Classification  # imports torch: seconds that listing saves

    return Classification(noun)


@hookimpl
def desktop_tl_tasks() -> Iterable[TaskSpec]:
    return [
        TaskSpec(
            id="image-classification",
            title="Image classification",
            build=partial(build_task, "picture"),
            description="Tells to which of your classes a picture belongs.",
        ),
        TaskSpec(
            id="text-classification",
            title="Text classification",
            build=partial(build_task, "text"),
            description="Tells to which of your classes a text belongs.",
            modality="text",
        ),
    ]
