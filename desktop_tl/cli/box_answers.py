"""How boxes look in the terminal, in a table and in JSON: in pixels of the picture, and as parts of its sides."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desktop_tl.cli.output import format_metric, format_percent, metric_title
from desktop_tl.runs.box_evaluation import BoxEvaluation
from desktop_tl.runs.label_evaluation import THRESHOLD

if TYPE_CHECKING:
    from desktop_tl.app.predictions import FoundBox, Prediction

CSV_HEADER = ["image", "class", "score", "left", "top", "right", "bottom", "width", "height", "problem"]
"""Edges and sides in pixels; a row for each box, and one for each picture without any."""


def in_pixels(box: "FoundBox", size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom."""
    width, height = size
    return round(box.left * width), round(box.top * height), round(box.right * width), round(box.bottom * height)


def box_rows(prediction: "Prediction", classes: Sequence[str]) -> list[list[str]]:
    """Of each box that is sure enough to be said, the picture, the class, how sure it is, and its edges in pixels."""
    said = [box for box in prediction.boxes if box.score >= THRESHOLD]
    rows = [
        [prediction.source, classes[box.label], format_percent(box.score), *map(str, in_pixels(box, prediction.size))]
        for box in said
    ]
    return rows or [[prediction.source, "nothing", "", "", "", "", ""]]


def box_csv_rows(prediction: "Prediction", classes: Sequence[str]) -> list[list[Any]]:
    """All boxes of a picture, also those that are not sure."""
    sides = prediction.size if not prediction.problem else ("", "")
    rows: list[list[Any]] = [
        [prediction.source, classes[box.label], box.score, *in_pixels(box, prediction.size), *sides, ""]
        for box in prediction.boxes
    ]
    return rows or [[prediction.source, "", "", "", "", "", "", *sides, prediction.problem]]


def boxes_to_json(prediction: "Prediction", classes: Sequence[str]) -> dict[str, Any]:
    """All boxes, with their edges in pixels and as parts of the picture's sides."""
    width, height = prediction.size
    boxes = [
        {
            "class": classes[box.label],
            "score": box.score,
            "pixels": list(in_pixels(box, prediction.size)),
            "parts": [box.left, box.top, box.right, box.bottom],
        }
        for box in prediction.boxes
    ]
    return {"image": prediction.source, "width": width, "height": height, "boxes": boxes}


def describe_boxes(evaluation: BoxEvaluation, samples: str) -> str:
    """``Finds 231 of 260 objects in 100 new pictures, and 12 times something that is not there; mAP@50:95 61 %, …``"""
    verdicts = evaluation.verdicts
    hits, alarms = verdicts.count("hit"), verdicts.count("alarm") + verdicts.count("wrong")
    figures = ", ".join(
        f"{metric_title(name)} {format_metric(name, evaluation.metrics[name])}" for name in evaluation.box_metrics
    )
    times = "once" if alarms == 1 else f"{alarms:,} times" if alarms else "never"
    return (
        f"Finds {hits:,} of {evaluation.objects:,} objects in {len(evaluation.samples):,} new {samples}, and {times} "
        f"something that is not there (from a score of {evaluation.threshold:.2f} on); {figures}."
    )


def list_box_figures(evaluation: BoxEvaluation) -> tuple[list[str], list[list[str]]]:
    """How well each class is found: names of columns, and a row for each."""
    rows = [
        [
            one.name,
            str(one.objects),
            format_percent(one.recall),
            format_percent(one.precision),
            format_percent(measured.mean if measured else None),
            format_percent(measured.at_half if measured else None),
        ]
        for one, measured in zip(evaluation.verdicts.figures, evaluation.precision.classes, strict=True)
    ]
    return ["Class", "Objects", "Found", "Right when said", "AP@50:95", "AP@50"], rows
