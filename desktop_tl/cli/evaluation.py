"""`evaluate`: measures a trained model on other data."""

import argparse
import sys
from pathlib import Path

from desktop_tl.api.datasets import Note, SetAside
from desktop_tl.api.errors import Stopped
from desktop_tl.app.asking import options_like
from desktop_tl.app.datasets import choose_dataset
from desktop_tl.app.evaluating import evaluate_run
from desktop_tl.app.matching import SAMPLES, modality_of_run
from desktop_tl.cli.options import read_option
from desktop_tl.cli.output import Output
from desktop_tl.cli.runs import show_evaluation
from desktop_tl.cli.settings import open_context
from desktop_tl.cli.statuses import DONE, STOPPED
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.text_evaluation import TextEvaluation

_SHOWN = 5


def evaluate(arguments: argparse.Namespace) -> int:
    """`desktop-tl evaluate`."""
    output = Output(as_json=arguments.json, is_long=True)
    context = open_context(arguments)
    run = context.runs.find(arguments.name)
    choice = choose_dataset(context.catalog, Path(arguments.data), arguments.dataset or "", run.recipe().task)
    alike = options_like(run.recipe().dataset, context.catalog.find_dataset(choice.id))
    given = dict(map(read_option, arguments.options))
    choice = choice.model_copy(update={"options": {**alike, **given, **choice.options}})
    left_out: list[SetAside] = []
    shows_progress = sys.stderr.isatty()

    def tell(note: Note) -> None:
        if note.level == "warning":
            output.say(f"Note: {note.message}")
            for item in note.items[:_SHOWN]:
                output.say(f"  {item}")

    def advance(done: int, total: int) -> None:
        if shows_progress:
            print(f"\r{done} of {total} ", end="\r" if done == total else "", file=sys.stderr, flush=True)

    try:
        evaluation = evaluate_run(
            context,
            run,
            choice,
            on_note=tell,
            on_set_aside=left_out.append,
            on_progress=advance,
            stop=StopToken(),
        )
    except Stopped:
        return STOPPED
    if left_out:
        output.say(f"Left out, {len(left_out)} in all:")
        for aside in left_out[:_SHOWN]:
            output.say(f"  {aside.id}: {aside.reason}")
    show_evaluation(evaluation, SAMPLES[modality_of_run(run)], output)
    facts = {"run": str(run.path), "dataset": choice.model_dump(), "samples": len(evaluation.samples)}
    facts |= {"left_out": len(left_out), "metrics": dict(evaluation.metrics)}
    if isinstance(evaluation, TextEvaluation):
        facts |= {"generated": [{"prompt": one.prompt, "text": one.text} for one in evaluation.generated]}
    output.result(facts)
    return DONE
