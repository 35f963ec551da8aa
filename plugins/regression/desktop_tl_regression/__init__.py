"""Hands the task of telling values from pictures to Desktop TL."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop_tl.api import TaskSpec, hookimpl

if TYPE_CHECKING:
    from desktop_tl_regression.task import Regression


def build_task() -> "Regression":
    """Makes the task; called on the run thread."""
    from desktop_tl_regression.task import Regression  # imports torch: seconds that listing saves

    return Regression()


@hookimpl
def desktop_tl_tasks() -> Iterable[TaskSpec]:
    return [
        TaskSpec(
            id="image-regression",
            title="Values of pictures",
            build=build_task,
            answer="values",
            description="Tells one or several values of a picture: a size, an age, an angle.",
        )
    ]
