"""Hands the tasks of telling classes of pictures and of texts, and labels of pictures, to Desktop TL."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from desktop_tl.api import TaskSpec, hookimpl

if TYPE_CHECKING:
    from desktop_tl_classification.labels import MultiLabelClassification
    from desktop_tl_classification.task import Classification


def build_task(noun: str) -> "Classification":
    """Makes the task for samples that are called so; on the run thread."""
    from desktop_tl_classification.task import Classification  # imports torch: seconds that listing saves

    return Classification(noun)


def build_label_task(noun: str) -> "MultiLabelClassification":
    """Likewise, for any number of labels."""
    from desktop_tl_classification.labels import MultiLabelClassification  # as above

    return MultiLabelClassification(noun)


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
            id="multi-label-image-classification",
            title="Labels of pictures",
            build=partial(build_label_task, "picture"),
            answer="labels",
            description="Tells which of your labels a picture has: none, one or several.",
        ),
        TaskSpec(
            id="text-classification",
            title="Text classification",
            build=partial(build_task, "text"),
            description="Tells to which of your classes a text belongs.",
            modality="text",
        ),
    ]
