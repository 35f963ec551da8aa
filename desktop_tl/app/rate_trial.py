"""Tries learning rates on what a recipe names, to suggest a good one; a run of its own it is not: nothing is kept."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_tl.api.events import Event
from desktop_tl.app.context import AppContext
from desktop_tl.app.torch_import import require_torch
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken

if TYPE_CHECKING:
    from desktop_tl.engine.rate_finder import RateTrial

STEPS = 100


def find_rate(
    context: AppContext, recipe: Recipe, emit: Callable[[Event], None], stop: StopToken, *, steps: int = STEPS
) -> "RateTrial":
    """Tries ``steps`` rates, from tiny to huge. Blocks, the first time for as long as the features take: on a worker.

    Refuses while a run is on: both would draw from torch's one source of chance, and the run could not be repeated.

    Raises:
        UserError: a run is on, or something is missing, as a run would say.
        Stopped: on request.
    """
    context.jobs.require_idle()
    require_torch()
    from desktop_tl.engine import rate_finder  # imports torch: seconds

    parts = context.jobs.gather_parts(recipe, emit, stop)
    return rate_finder.find_rate(recipe, parts, emit, stop, steps=steps)
