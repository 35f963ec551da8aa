"""`demo` and `train`: from flags to a recipe, and from its run to a result."""

import argparse
import contextlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_tl.api.backbones import Modality
from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import UserError
from desktop_tl.app.context import AppContext
from desktop_tl.app.datasets import choose_dataset, open_dataset
from desktop_tl.app.default_recipe import demo_recipe, suggest_recipe
from desktop_tl.app.display import has_display
from desktop_tl.app.habits import complete_recipe, with_strategy
from desktop_tl.app.job import Job
from desktop_tl.app.matching import (
    SAMPLES,
    find_fitting,
    modality_of_run,
    require_fit,
    samples_of,
    task_of_dataset,
)
from desktop_tl.app.observing import Chosen
from desktop_tl.app.trained import PREFIX, continue_with, resolve_backbone
from desktop_tl.cli.answers import sample_rows
from desktop_tl.cli.following import ending_in_order, follow
from desktop_tl.cli.options import read_choice, read_value
from desktop_tl.cli.output import Output, format_seconds
from desktop_tl.cli.sentences import describe_evaluation, describe_habits
from desktop_tl.cli.settings import open_context
from desktop_tl.cli.statuses import DONE, MENDABLE, STOPPED, WRONG_USAGE
from desktop_tl.cli.window import open_window
from desktop_tl.runs.recipe import DatasetChoice, Recipe, load_recipe

SHOWN = 6
_ASKED: dict[Modality, str] = {"image": "PATH", "text": '--text "…"'}


def demo(arguments: argparse.Namespace) -> int:
    """`desktop-tl demo`."""
    in_terminal = arguments.no_window or arguments.json or arguments.epochs is not None
    if not in_terminal and has_display():
        return open_window(arguments, demo=True)
    context, output = open_context(arguments), Output(as_json=arguments.json, is_long=True)
    recipe = demo_recipe(context.catalog)
    if arguments.epochs is not None:
        recipe = recipe.with_settings({"training.epochs": arguments.epochs})
    output.say(f"Fine-tuning {recipe.backbone.id} on {recipe.dataset.id}, offline.")
    with ending_in_order(context.jobs):
        job = context.jobs.start(recipe)
        follow(job, output, samples_of(context.catalog, job.recipe))
    if job.end is not None and job.end.outcome == "finished":
        show_predictions(job, output)
    return conclude(context, job, output)


def train(arguments: argparse.Namespace) -> int:
    """`desktop-tl train`."""
    output = Output(as_json=arguments.json, is_long=True)
    if not names_data(arguments):
        print(say_what("train"), file=sys.stderr)
        return WRONG_USAGE
    context = open_context(arguments)
    recipe = make_recipe(arguments, context)
    if brought := describe_habits(recipe):
        output.say(brought)
    dataset = _open_table(recipe, context)
    with ending_in_order(context.jobs):
        path = Path(arguments.out).absolute() if arguments.out else None
        observers = read_observers(arguments.observers, context)
        job = context.jobs.start(recipe, path=path, observers=observers, dataset=dataset)
        follow(job, output, samples_of(context.catalog, job.recipe))
    return conclude(context, job, output)


def _open_table(recipe: Recipe, context: AppContext) -> Dataset | None:
    """A table, whose columns are easily named wrong, before there is a run that could only fail; None for other data.
    Raises: UserError."""
    spec = context.catalog.find_dataset(recipe.dataset.id)
    return open_dataset(context.catalog, recipe.dataset) if spec.preview is not None else None


def resume(arguments: argparse.Namespace) -> int:
    """`desktop-tl resume`."""
    output = Output(as_json=arguments.json, is_long=True)
    context = open_context(arguments)
    with ending_in_order(context.jobs):
        run = context.runs.find(arguments.name)
        job = context.jobs.resume(run, observers=read_observers(arguments.observers, context))
        follow(job, output, samples_of(context.catalog, job.recipe))
    return conclude(context, job, output)


def names_data(arguments: argparse.Namespace) -> bool:
    """Whether the flags say what to train on."""
    return bool(arguments.recipe or arguments.data or arguments.dataset or arguments.start_from)


def say_what(command: str) -> str:
    """What is wrong where they do not."""
    what = "--data PATH, --dataset ID, --start-from RUN or RECIPE.toml"
    return f"Say what to train on: {what} (desktop-tl {command} --help)."


def make_recipe(arguments: argparse.Namespace, context: AppContext) -> Recipe:
    """The recipe file, that of the run to go on from, or the defaults; then the flags, then ``--set``.

    Raises:
        UserError: something that is named is not there, or does not fit.
    """
    dataset = _choose_dataset(arguments, context)
    if arguments.recipe:
        recipe = complete_recipe(context.catalog, load_recipe(Path(arguments.recipe)))
        recipe = _with_dataset(recipe, dataset, context)
    elif arguments.start_from:
        recipe = _with_dataset(continue_with(context.runs.find(arguments.start_from)), dataset, context)
    else:
        assert dataset is not None  # train() asked for one of them
        recipe = suggest_recipe(context.catalog, dataset, context.settings.value, arguments.task or "")
    if arguments.recipe and arguments.start_from:
        recipe = recipe.model_copy(update={"start_from": str(context.runs.find(arguments.start_from).path)})
    of_run = (arguments.backbone or "").startswith(PREFIX)
    if of_run:
        recipe = recipe.model_copy(update={"backbone": resolve_backbone(context.runs, arguments.backbone)})
    flags = {
        "task": arguments.task,
        "backbone.id": None if of_run else arguments.backbone,
        "name": arguments.name,
        "strategy": arguments.strategy,
        "dataset.limit": arguments.limit,
        "backbone.weights": arguments.weights,
        "backbone.weights_file": arguments.weights_file and str(Path(arguments.weights_file).expanduser().absolute()),
        "training.epochs": arguments.epochs,
        "training.seed": arguments.seed,
        "training.device": arguments.device,
    }
    given = {name: value for name, value in flags.items() if value is not None}
    given |= dict(map(read_setting, arguments.settings))
    if "strategy" in given:
        recipe = with_strategy(context.catalog, recipe, given["strategy"])
    recipe = recipe.with_settings(given)
    require_fit(context.catalog, recipe)
    return recipe


def read_setting(text: str) -> tuple[str, Any]:
    """``field=value``. The recipe turns the text into the field's type; options have none yet, so TOML tells it.

    Raises:
        UserError: there is no ``=``.
    """
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise UserError(f"--set {text}: not of the form field=value.", advice="For instance --set learning_rate=0.01.")
    name, value = name.strip(), value.strip()
    return name, read_value(value) if ".options." in name else value


def read_observers(texts: Sequence[str] | None, context: AppContext) -> Chosen | None:
    """``id`` or ``id,option=value,…``; an observer's options in the settings stand unless one is given.

    Returns:
        None if nothing was said of observers.

    Raises:
        UserError: an option without ``=``.
    """
    if texts is None:
        return None
    chosen: dict[str, dict[str, Any]] = {}
    for text in texts:
        name, options = read_choice("--observe", text)
        setting = context.settings.value.observers.get(name)
        if name not in ("", "none"):
            chosen[name] = {**(setting.options if setting else {}), **options}
    return chosen


def show_predictions(job: Job, output: Output) -> None:
    """What the new model says of a few of the samples that it never saw in training."""
    evaluation = job.folder.evaluation()
    count = len(evaluation.samples)
    modality = modality_of_run(job.folder)
    header, rows, right = sample_rows(evaluation, range(0, count, max(1, count // SHOWN))[:SHOWN], modality)
    output.say()
    output.say(f"A few of the {SAMPLES[modality]} that were kept back:")
    output.table(header, rows, right=right)


def conclude(context: AppContext, job: Job, output: Output) -> int:
    """Prints how the run ended; returns the exit status."""
    end = job.end
    assert end is not None  # follow() returned
    facts = {"run": str(job.folder.path), "outcome": end.outcome, **end.result}
    if end.outcome == "failed":
        for line in (f"Error: {end.message}", end.advice, end.report):
            if line:
                print(line, file=sys.stderr)
        retry = {"retry": end.retry} if end.retry else {}
        output.result(facts | {"error": end.message, "advice": end.advice} | retry)
        return MENDABLE
    output.say()
    if end.result.get("metrics"):
        output.say(describe_evaluation(job.folder.evaluation(), SAMPLES[modality_of_run(job.folder)]))
    took = f"{'Stopped' if end.outcome == 'stopped' else 'Done'} after {format_seconds(end.seconds)}"
    output.say(f"{took} on {end.result['device']}." if end.result.get("device") else f"{took}.")
    output.say(f"The run is in {job.folder.path}")
    for sentence in job.watching.told if job.watching else ():
        output.say(sentence)
    if end.outcome == "finished":
        is_listed = job.folder.path.parent == context.runs.path
        name = quoted(job.folder.name if is_listed else str(job.folder.path))
        writes = job.folder.progress().answer == "text"
        asked = '--prompt "…"' if writes else _ASKED[modality_of_run(job.folder)]
        output.say(f"Try it: {program()} predict {name} {asked}")
    output.result(facts)
    return STOPPED if end.outcome == "stopped" else DONE


def program() -> str:
    """How this program is started from here: by its name where the shell finds it, else by its path."""
    script = Path(sys.argv[0])
    if script.stem != "desktop-tl" or shutil.which("desktop-tl"):
        return "desktop-tl"
    with contextlib.suppress(ValueError):  # another drive than that of the current folder
        near = os.path.relpath(script)
        if not near.startswith(os.pardir):
            return quoted(near if os.path.dirname(near) else os.path.join(os.curdir, near))
    return quoted(str(script))


def quoted(argument: str) -> str:
    """As it must be typed."""
    return subprocess.list2cmdline([argument]) if sys.platform == "win32" else shlex.quote(argument)


def _choose_dataset(arguments: argparse.Namespace, context: AppContext) -> DatasetChoice | None:
    """What ``--data`` and ``--dataset`` say; None if neither is given. Raises: UserError."""
    if arguments.data:
        return choose_dataset(context.catalog, Path(arguments.data), arguments.dataset or "", arguments.task or "")
    return DatasetChoice(id=arguments.dataset) if arguments.dataset else None


def _with_dataset(recipe: Recipe, dataset: DatasetChoice | None, context: AppContext) -> Recipe:
    """The recipe on other data, with its task if these data serve it, else with theirs."""
    if dataset is None:
        return recipe
    spec, known = context.catalog.find_dataset(dataset.id), context.catalog.datasets.values()
    serves = spec in find_fitting(known, context.catalog.find_task(recipe.task))
    task = recipe.task if serves else task_of_dataset(context.catalog, spec.id)
    return recipe.model_copy(update={"dataset": dataset, "task": task})
