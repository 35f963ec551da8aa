"""Who looks on while a run runs, and writes down what happens for another tool; never part of the result."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import BaseModel

from desktop_tl.api.backbones import NoOptions
from desktop_tl.api.events import Event

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class ShownSample:
    """One sample that was evaluated, as a person would want to see it.

    Args:
        id: in the dataset.
        target: name of the true class; of labels their names, of values these, separated by commas.
        predicted: what the model says, likewise.
        confidence: probability of the predicted class, of labels that of the least sure one; None for values.
        pixels: the picture, small, uint8 of shape (height, width, 3); None for a text.
        text: the text, its beginning if it is long; "" for a picture.
    """

    id: str
    target: str
    predicted: str
    confidence: float | None
    pixels: "NDArray[Any] | None" = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class RunInfo:
    """The run that an observer looks at.

    Args:
        name: of the run's folder, unique among the runs.
        title: what the person calls it.
        folder: the run's folder: read it, but write nothing there.
        own_folder: for what belongs to this run alone: inside the run's folder, and the same again when the run is
            resumed. Not made yet.
        shared_folder: for what this observer keeps of all runs together. Not made yet.
        recipe: every choice of the run as plain values, as ``recipe.toml`` has them.
        recipe_text: the same as that file has it.
        is_resumed: the run goes on in its own folder, after having been interrupted; `RunResumed` tells from where.
        is_offline: the person wants no network to be used.
        show_samples: gives up to so many evaluated samples, the most confident mistakes first, then some that are
            right. Nothing before `EvaluationFinished`; may take seconds, as it opens the dataset again.
        tell: says one sentence to the person at the end of the run, for instance how to look at what was written.
    """

    name: str
    title: str
    folder: Path
    own_folder: Path
    shared_folder: Path
    recipe: Mapping[str, Any]
    recipe_text: str
    is_resumed: bool
    is_offline: bool
    show_samples: Callable[[int], Sequence[ShownSample]]
    tell: Callable[[str], None]


class RunObserver(Protocol):
    """Lives on a thread of its own, so that it holds nothing up. What it raises is said once; then it is left out."""

    def on_event(self, event: Event) -> None:
        """Called for every event in order, from `RunStarted` to `RunEnded`."""
        ...

    def close(self) -> None:
        """Called once after the last event, also if `on_event` has raised: write what waits, close what is open."""
        ...


@dataclass(frozen=True, kw_only=True)
class ObserverSpec:
    """An observer that the catalog offers. Listing it imports nothing slow; `build` may, on the observer's thread.

    Args:
        id: stable because settings store it: ``plugin/name``, or one word that is yours, for instance ``tensorboard``.
        title: for people.
        build: makes the observer of one run from validated options; raises `UserError` in words.
        description: one or two sentences: what it writes, and how to look at it.
        options: a pydantic model from which the form is made. Every field has a default.
    """

    id: str
    title: str
    build: Callable[[RunInfo, Any], RunObserver]
    description: str = ""
    options: type[BaseModel] = NoOptions
