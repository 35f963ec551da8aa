"""Hands the task of writing to Desktop TL."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop_tl.api import TaskSpec, hookimpl

if TYPE_CHECKING:
    from desktop_tl_text_generation.task import TextGeneration


def build_task() -> "TextGeneration":
    """Makes the task; called on the run thread."""
    from desktop_tl_text_generation.task import TextGeneration  # imports torch: seconds that listing saves

    return TextGeneration()


@hookimpl
def desktop_tl_tasks() -> Iterable[TaskSpec]:
    return [
        TaskSpec(
            id="text-generation",
            title="Text generation",
            build=build_task,
            description="Learns to write on from a beginning, as your texts do.",
            modality="text",
            answer="text",
            settings={
                "strategy": "all",
                "optimizer": "adamw",
                "learning_rate": 5e-4,
                "batch_size": 8,
                "clip_norm": 1.0,
            },
        )
    ]
