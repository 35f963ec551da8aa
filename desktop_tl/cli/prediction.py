"""`predict`: asks a trained model about pictures or texts, and keeps the answers in a table."""

import argparse
import csv
import io
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_tl.api.backbones import Modality
from desktop_tl.api.errors import UserError
from desktop_tl.app.asking import Asked, find_asked, in_batches
from desktop_tl.app.context import AppContext
from desktop_tl.app.generating import GenerationSettings, load_generator
from desktop_tl.app.matching import SAMPLES
from desktop_tl.app.options import validate_options
from desktop_tl.app.predictions import open_predictor
from desktop_tl.cli.answers import Table, csv_header, csv_rows, table_of, to_json
from desktop_tl.cli.options import read_option
from desktop_tl.cli.output import Output, shorten, show_controls
from desktop_tl.cli.settings import open_context
from desktop_tl.cli.statuses import DONE, MENDABLE
from desktop_tl.runs.files import write_bytes
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import DatasetChoice

if TYPE_CHECKING:
    from desktop_tl.app.predictions import Prediction

_BATCH = 32
_NAME = 60
"""Characters of a text that stand for it in the answer."""


def predict(arguments: argparse.Namespace) -> int:
    """`desktop-tl predict`."""
    output = Output(as_json=arguments.json)
    context = open_context(arguments)
    run = context.runs.find(arguments.model)
    recipe = run.recipe()
    if context.catalog.find_task(recipe.task).answer == "text":
        return write(arguments, context, run, output)
    if arguments.prompts:
        raise UserError("The model does not write, it tells.", advice="Leave out --prompt.")
    modality = context.catalog.find_task(recipe.task).modality
    asked = list_asked(arguments, context, modality, recipe.dataset)
    predictor = open_predictor(context, run)
    predictions: list[Prediction] = []
    for batch in in_batches(asked, _BATCH):
        predictions += predictor.predict([one.source for one in batch], [one.name for one in batch])
        if len(predictions) >= _BATCH and sys.stderr.isatty():
            print(f"\r{len(predictions)} done ", end="", file=sys.stderr, flush=True)
    if len(predictions) >= _BATCH and sys.stderr.isatty():
        print("\r", end="", file=sys.stderr)
    answer, classes = predictor.answer, predictor.classes
    _show(predictions, table_of(predictions, answer, classes, arguments.top, modality), output)
    if arguments.csv:
        header = csv_header(answer, classes, modality)
        rows = [row for prediction in predictions for row in csv_rows(prediction, answer, classes)]
        _write_csv(Path(arguments.csv), [header, *rows])
        output.say(f"The table is in {arguments.csv}")
    told = [to_json(prediction, answer, classes, arguments.top, modality) for prediction in predictions]
    output.result({"run": str(run.path), "predictions": told})
    return DONE if any(not prediction.problem for prediction in predictions) else MENDABLE


def write(arguments: argparse.Namespace, context: AppContext, run: RunFolder, output: Output) -> int:
    """Lets a model that has learned to write go on with each prompt; shows each token as it comes."""
    if arguments.paths or arguments.texts or arguments.csv:
        raise UserError(
            "The model writes: it goes on with a beginning.", advice='Give one: --prompt "Once upon a time".'
        )
    if not arguments.prompts:
        raise UserError("Nothing to go on with.", advice='Give a beginning: --prompt "Once upon a time".')
    settings = read_generation(arguments)
    generator = load_generator(context, run)
    told = []
    for number, prompt in enumerate(arguments.prompts):
        if number:
            output.say()
        shown = [prompt]
        output.write(prompt)

        def follow(text: str, shown: list[str] = shown, prompt: str = prompt) -> None:
            whole = prompt + text
            if whole.startswith(shown[0]):
                output.write(whole[len(shown[0]) :])
                shown[0] = whole

        told.append({"prompt": prompt, "text": generator.generate(prompt, settings, follow)})
        output.say()
    output.result({"run": str(run.path), "settings": settings.model_dump(), "texts": told})
    return DONE


def read_generation(arguments: argparse.Namespace) -> GenerationSettings:
    """How it is written. Raises: UserError for a value that makes no sense."""
    given = {name: getattr(arguments, name) for name in GenerationSettings.model_fields}
    chosen = {name: value for name, value in given.items() if value is not None}
    settings = validate_options(GenerationSettings, chosen, where="command predict")
    assert isinstance(settings, GenerationSettings)  # it is made by that class
    return settings


def list_asked(
    arguments: argparse.Namespace, context: AppContext, modality: Modality, like: DatasetChoice
) -> Iterator[Asked]:
    """What ``--text`` and the paths name; tables are read as that of the training.

    Raises:
        UserError: that is nothing, or nothing that the model takes.
    """
    if arguments.texts and modality != "text":
        raise UserError(f"The model takes {SAMPLES[modality]}, not texts.", advice="Name files or folders instead.")
    options = dict(map(read_option, arguments.options))
    found = find_asked(context.catalog, modality, map(Path, arguments.paths), options, like=like)
    asked = chain((Asked(shorten(text, _NAME), text) for text in arguments.texts), found)
    first = next(asked, None)
    if first is None:
        what = SAMPLES[modality]
        where = f" in {', '.join(arguments.paths)}" if arguments.paths else ""
        raise UserError(f"No {what}{where}.", advice=f"Name {what}, or a folder that has some.")
    return chain([first], asked)


def _show(predictions: "list[Prediction]", table: Table, output: Output) -> None:
    header, rows, right = table
    if rows:
        output.table(header, rows, right=right)
    unreadable = [prediction for prediction in predictions if prediction.problem]
    if unreadable:
        print(f"{len(unreadable)} of {len(predictions)} could not be read:", file=sys.stderr)
    for prediction in unreadable:
        print(show_controls(f"  {prediction.source}: {prediction.problem}"), file=sys.stderr)


def _write_csv(path: Path, rows: list[list[Any]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    try:
        write_bytes(path, text.getvalue().encode("utf-8", "surrogateescape"))  # file names need not be UTF-8
    except OSError as error:
        raise UserError(
            f"The table cannot be written to {path}: {error.strerror or error}.", advice="Choose another file."
        ) from error
