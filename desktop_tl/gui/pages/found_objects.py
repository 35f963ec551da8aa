"""The objects that a model finds in a picture: as the pages keep, count, draw and save them. No widgets."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice

from desktop_tl.api.errors import UserError
from desktop_tl.gui.pages.sample_kinds import sample_kind
from desktop_tl.gui.pages.train_words import percent_text
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.boxes import DrawnBox, class_colour, draw_on
from desktop_tl.runs.files import write_bytes
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.label_evaluation import THRESHOLD

if TYPE_CHECKING:
    from desktop_tl.app.datasets import Source
    from desktop_tl.app.predictions import Prediction
    from desktop_tl.gui.pages.predict_work import Answer

LARGEST_SIDE = 16_384
"""Of a picture that is saved; larger ones are made smaller."""


@dataclass(frozen=True)
class FoundObject:
    """One object.

    Args:
        label: index of the class, for its colour.
        edges: left, top, right and bottom as parts of the picture.
        pixels: left, top, width and height.
    """

    name: str
    label: int
    score: float
    edges: tuple[float, float, float, float]
    pixels: tuple[int, int, int, int]


def found_objects(prediction: Prediction, classes: Sequence[str]) -> tuple[FoundObject, ...]:
    """All that were found, the surest first."""
    width, height = prediction.size
    found = []
    for box in prediction.boxes:
        left, top, right, bottom = (
            round(part * side)
            for part, side in zip((box.left, box.top, box.right, box.bottom), (width, height) * 2, strict=True)
        )
        edges = (box.left, box.top, box.right, box.bottom)
        pixels = (left, top, right - left, bottom - top)
        found.append(FoundObject(classes[box.label], box.label, box.score, edges, pixels))
    return tuple(found)


@lru_cache(maxsize=1)  # for every picture that a model is asked about
def best_threshold(run: RunFolder) -> float:
    """Where the run's evaluation had the fewest mistakes; a half where there is none."""
    try:
        return float(getattr(run.evaluation(), "threshold", THRESHOLD))
    except UserError:
        return THRESHOLD


def objects_label(objects: Sequence[FoundObject]) -> str:
    """ "2 × cat, dog", or that there is nothing."""
    counts = Counter(one.name for one in objects)
    told = [f"{count_text(count)} × {name}" if count > 1 else name for name, count in counts.items()]
    return ", ".join(told) or QCoreApplication.translate("FoundObjects", "Nothing found")


def objects_counted(count: int) -> str:
    """ "1 object" or "3 objects"; empty for none."""
    if not count:
        return ""
    if count == 1:
        return QCoreApplication.translate("FoundObjects", "1 object")
    return QCoreApplication.translate("FoundObjects", "{0} objects").format(count_text(count))


def drawn_objects(objects: Sequence[FoundObject]) -> list[DrawnBox]:
    """The surest above the others."""
    return [
        DrawnBox(edges=one.edges, text=f"{one.name} {percent_text(one.score, 0)}", colour=class_colour(one.label))
        for one in reversed(objects)
    ]


def objects_table(answers: Sequence[Answer]) -> str:
    """One row for each object that counts; a picture without any has one row too."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["picture", "class", "probability", "left", "top", "width", "height", "problem", "model"])
    for answer in answers:
        source = answer.asked.source
        what = str(source) if isinstance(source, Path) else answer.asked.name
        for one in answer.shown:
            writer.writerow([what, one.name, f"{one.score:.4f}", *one.pixels, "", answer.run])
        if not answer.shown:
            writer.writerow([what, *[""] * 6, answer.problem, answer.run])
    return text.getvalue()


def write_picture(path: Path, source: Source, objects: Sequence[FoundObject]) -> None:
    """The picture in its own size with boxes and names, as one step; on a worker.

    Raises:
        OSError: it cannot be written, or the picture is gone.
    """
    from desktop_tl.app.datasets import UnreadableSample, picture_size  # numpy and Pillow: not for a first paint

    try:
        content = sample_kind("image").load(source, min(max(picture_size(source)), LARGEST_SIDE))
    except UnreadableSample as error:
        raise OSError(str(error)) from error
    assert not isinstance(content, str)  # pictures
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    form = "JPG" if path.suffix.lower() in (".jpg", ".jpeg") else "PNG"
    if not draw_on(content, drawn_objects(objects)).save(buffer, form, 95):  # type: ignore[call-overload]
        raise OSError(f"it cannot be written as {form}")
    write_bytes(path, bytes(buffer.data().data()))
