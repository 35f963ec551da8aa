"""Offers object detection and torchvision's detectors to Desktop TL; listing reads a table and imports no torch."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop_tl.api import BackboneSpec, TaskSpec, hookimpl
from desktop_tl_torchvision_detection.catalog import TASK, list_backbones

if TYPE_CHECKING:
    from desktop_tl_torchvision_detection.task import ObjectDetection


def build_task() -> "ObjectDetection":
    """Makes the task; called on the run thread."""
    from desktop_tl_torchvision_detection.task import ObjectDetection  # imports torch: seconds that listing saves

    return ObjectDetection()


@hookimpl
def desktop_tl_backbones() -> Iterable[BackboneSpec]:
    return list_backbones()


@hookimpl
def desktop_tl_tasks() -> Iterable[TaskSpec]:
    return [
        TaskSpec(
            id=TASK,
            title="Things in pictures",
            build=build_task,
            answer="boxes",
            description="Finds things of several classes in a picture, and draws a box around each.",
            settings={  # pictures are large, batches small
                "learning_rate": 0.005,
                "batch_size": 8,
                "warmup_epochs": 0.5,
                "clip_norm": 5.0,
                "freeze_norm": True,
            },
        )
    ]
