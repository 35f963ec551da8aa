"""Shows samples with what is known of them drawn on it: boxes on pictures, nothing on anything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from desktop_tl.gui.pages.sample_kinds import Content, Details, Small
from desktop_tl.gui.widgets.boxes import BoxedPicture, DrawnBox, burn_boxes, class_colour

if TYPE_CHECKING:  # the first paint of the window does not need it
    from numpy.typing import NDArray

FindBoxes = Callable[[int], Sequence[DrawnBox]]
"""Those of a sample, in any thread."""


def true_boxes(classes: Sequence[str], rows: NDArray) -> list[DrawnBox]:
    """The boxes of a picture, each in the colour of its class.

    Args:
        rows: class, left, top, right and bottom of each.
    """
    return [
        DrawnBox(
            edges=(edges[0], edges[1], edges[2], edges[3]), text=classes[int(kind)], colour=class_colour(int(kind))
        )
        for kind, *edges in rows.tolist()
    ]


def small_with_boxes(content: Small, boxes: Sequence[DrawnBox]) -> Small:
    """A thumbnail, in any thread."""
    return burn_boxes(content, boxes) if isinstance(content, QImage) else content


def large_with_boxes(content: Content | None, boxes: Sequence[DrawnBox]) -> Content | None:
    """What `SampleView` shows, in any thread."""
    return BoxedPicture(content, tuple(boxes)) if isinstance(content, QImage) else content


def details_with_boxes(details: Details, boxes: Sequence[DrawnBox]) -> Details:
    """As `large_with_boxes`."""
    return replace(details, content=large_with_boxes(details.content, boxes))
