"""`predict`: asks a trained model about pictures, and keeps the answers in a table."""

import argparse
import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_tl.api.errors import UserError
from desktop_tl.app.pictures import find_pictures
from desktop_tl.app.predictions import open_predictor
from desktop_tl.cli.output import Output, format_percent, show_controls
from desktop_tl.cli.settings import open_context
from desktop_tl.cli.statuses import DONE, MENDABLE
from desktop_tl.runs.files import write_bytes

if TYPE_CHECKING:
    from desktop_tl.app.predictions import Prediction

_BATCH = 32


def predict(arguments: argparse.Namespace) -> int:
    """`desktop-tl predict`."""
    output = Output(as_json=arguments.json)
    context = open_context(arguments)
    run = context.runs.find(arguments.model)
    pictures = find_pictures(Path(path) for path in arguments.paths)
    if not pictures:
        raise UserError(
            f"No pictures in {', '.join(arguments.paths)}.", advice="Name pictures, or a folder that has some."
        )
    predictor = open_predictor(context, run)
    predictions: list[Prediction] = []
    for start in range(0, len(pictures), _BATCH):
        batch = pictures[start : start + _BATCH]
        predictions += predictor.predict(batch, [str(path) for path in batch])
        if len(pictures) > _BATCH and sys.stderr.isatty():
            print(f"\r{len(predictions)} of {len(pictures)} ", end="", file=sys.stderr, flush=True)
    if len(pictures) > _BATCH and sys.stderr.isatty():
        print("\r", end="", file=sys.stderr)
    _show(predictions, arguments.top, output)
    if arguments.csv:
        _write_csv(Path(arguments.csv), predictions, predictor.classes)
        output.say(f"The table is in {arguments.csv}")
    output.result(
        {"run": str(run.path), "predictions": [_to_json(prediction, arguments.top) for prediction in predictions]}
    )
    return DONE if any(prediction.scores for prediction in predictions) else MENDABLE


def _show(predictions: "list[Prediction]", top: int, output: Output) -> None:
    header = ["Picture"] + [title for place in range(top) for title in (_title(place), "Sure")]
    rows = []
    for prediction in predictions:
        if prediction.scores:
            cells = [cell for name, share in prediction.scores[:top] for cell in (name, format_percent(share))]
            rows.append([prediction.source, *cells, *[""] * (len(header) - 1 - len(cells))])
    if rows:
        output.table(header, rows, right=range(2, len(header), 2))
    unreadable = [prediction for prediction in predictions if prediction.problem]
    if unreadable:
        print(f"{len(unreadable)} of {len(predictions)} could not be read:", file=sys.stderr)
    for prediction in unreadable:
        print(show_controls(f"  {prediction.source}: {prediction.problem}"), file=sys.stderr)


def _title(place: int) -> str:
    return "Predicted" if place == 0 else f"{place + 1}."


def _write_csv(path: Path, predictions: "list[Prediction]", classes: tuple[str, ...]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["image", "predicted", "probability", "problem", *classes])
    for prediction in predictions:
        best, share = prediction.scores[0] if prediction.scores else ("", "")
        shares: dict[str, Any] = dict(prediction.scores)
        writer.writerow(
            [prediction.source, best, share, prediction.problem, *(shares.get(name, "") for name in classes)]
        )
    try:
        write_bytes(path, text.getvalue().encode("utf-8", "surrogateescape"))  # file names need not be UTF-8
    except OSError as error:
        raise UserError(
            f"The table cannot be written to {path}: {error.strerror or error}.", advice="Choose another file."
        ) from error


def _to_json(prediction: "Prediction", top: int) -> dict[str, Any]:
    if prediction.problem:
        return {"image": prediction.source, "problem": prediction.problem}
    best, share = prediction.scores[0]
    scores = [{"class": name, "probability": value} for name, value in prediction.scores[:top]]
    return {"image": prediction.source, "predicted": best, "probability": share, "top": scores}
