"""`runs`: what was trained so far. Needs no plugin."""

import argparse
import sys
from pathlib import Path
from typing import Any

from desktop_tl.api.errors import UserError
from desktop_tl.app.matching import SAMPLES, modality_of_run
from desktop_tl.cli.answers import list_figures
from desktop_tl.cli.output import Output, format_seconds, shorten
from desktop_tl.cli.sentences import describe_calibration, describe_evaluation, describe_figure, describe_strategy
from desktop_tl.cli.settings import open_runs
from desktop_tl.cli.statuses import DONE
from desktop_tl.runs.evaluation import AnyEvaluation, Evaluation
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.packed import SUFFIX, pack_run, unpack_run
from desktop_tl.runs.store import RunSummary, find_successors, summarise_run
from desktop_tl.runs.text_evaluation import TextEvaluation

_SHOWN = 5
_PROMPT, _TEXT = 40, 200
"""Characters of what a model writes."""


def list_runs(arguments: argparse.Namespace) -> int:
    """`desktop-tl runs list`."""
    output, store = Output(as_json=arguments.json), open_runs()
    summaries = store.summaries()
    rows = [
        [
            run.name,
            run.started_at.strftime("%Y-%m-%d %H:%M"),
            "damaged" if run.problem else run.status,
            describe_figure(run.metric, run.figure),
            run.strategy,
            run.backbone,
        ]
        for run in summaries
    ]
    if rows:
        output.table(["Run", "Started", "Status", "Result", "Strategy", "Backbone"], rows, right=[3])
    else:
        output.say(f"No runs yet in {store.path}. Begin with: desktop-tl demo")
    output.result({"folder": str(store.path), "runs": [_summary_to_json(run) for run in summaries]})
    return DONE


def show_run(arguments: argparse.Namespace) -> int:
    """`desktop-tl runs show`."""
    output = Output(as_json=arguments.json)
    store = open_runs()
    run = store.find(arguments.name)
    summary = summarise_run(run)
    successors = find_successors(run.path, store.summaries())
    facts = {
        "Run": run.name,
        "Folder": str(run.path),
        "Status": summary.status,
        "Started": summary.started_at.strftime("%Y-%m-%d %H:%M"),
        "Took": format_seconds(summary.seconds),
        "Dataset": summary.dataset,
        "Backbone": summary.backbone,
        "Strategy": describe_strategy(summary.strategy),
        "Epochs": "" if summary.epochs is None else str(summary.epochs),
        "From": str(summary.begins_with or ""),
        "Led to": ", ".join(one.name for one in successors),
        "Device": str(run.result().get("device", "")),
        "Message": str(run.result().get("message", "")),
        "Problem": summary.problem,
    }
    for title, text in facts.items():
        if text:
            output.say(f"{title + ':':<10}{text}")
    calibration = run.progress().calibration
    if calibration is not None:
        lead = "Computed:"
        for line in describe_calibration(calibration):
            output.say(f"{lead:<10}{line}")
            lead = ""
    if (run.path / "evaluation.json").is_file():
        show_evaluation(run.evaluation(), SAMPLES[modality_of_run(run)], output)
    output.result(_summary_to_json(summary) | {"led_to": [one.name for one in successors], "result": run.result()})
    return DONE


def pack(arguments: argparse.Namespace) -> int:
    """`desktop-tl runs pack`."""
    output, run = Output(as_json=arguments.json), open_runs().find(arguments.name)
    path = Path(arguments.out or f"{run.name}{SUFFIX}").expanduser()
    pack_run(run, path)
    output.say(f"Packed {run.name} into {path} ({path.stat().st_size / 1e6:,.1f} MB).")
    output.say("It holds the model, the results and the recipe with the paths of your data, not the data.")
    output.say(f"To open it, there or here: desktop-tl {path}, or a double click.")
    output.result({"run": run.name, "file": str(path.absolute()), "bytes": path.stat().st_size})
    return DONE


def unpack(arguments: argparse.Namespace) -> int:
    """`desktop-tl runs unpack`."""
    output, run = Output(as_json=arguments.json), unpack_run(Path(arguments.file), open_runs())
    output.say(f"The run is in {run.path}")
    output.result({"run": run.name, "path": str(run.path)})
    return DONE


def delete_runs(arguments: argparse.Namespace) -> int:
    """`desktop-tl runs delete`."""
    output, store = Output(as_json=arguments.json), open_runs()
    runs = [store.find(name) for name in arguments.names]  # all of them before the first is gone
    if not arguments.yes and not _confirm(runs):
        output.say("Nothing was deleted.")
        return DONE
    for run in runs:
        store.delete(run)
        output.say(f"Deleted {run.name}.")
    output.result({"deleted": [run.name for run in runs]})
    return DONE


def show_evaluation(evaluation: AnyEvaluation, samples: str, output: Output) -> None:
    """The sentence, the figures of each class, and what is taken for what; of samples that are called so."""
    output.say()
    output.say(describe_evaluation(evaluation, samples))
    output.say()
    header, rows = list_figures(evaluation)
    output.table(header, rows, right=range(1, len(header)))
    if isinstance(evaluation, TextEvaluation):
        for text in evaluation.generated:
            output.say(f"Writes: {shorten(text.prompt, _PROMPT) or '(nothing)'} → {shorten(text.text, _TEXT)}")
    if isinstance(evaluation, Evaluation):
        for pair in evaluation.confusions()[:_SHOWN]:
            output.say(
                f"{evaluation.classes[pair.target]} taken for {evaluation.classes[pair.predicted]}: {pair.count}"
            )


def _confirm(runs: list[RunFolder]) -> bool:
    if not sys.stdin.isatty():
        raise UserError("Deleting runs cannot be undone.", advice="Add --yes to delete without being asked.")
    print(f"Delete {', '.join(run.name for run in runs)} for good? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _summary_to_json(run: RunSummary) -> dict[str, Any]:
    return {
        "name": run.name,
        "path": str(run.path),
        "status": run.status,
        "started_at": run.started_at.isoformat(timespec="seconds"),
        "accuracy": run.accuracy,
        **({run.metric: run.figure, "main_metric": run.metric} if run.metric not in ("", "accuracy") else {}),
        "seconds": run.seconds,
        "dataset": run.dataset,
        "backbone": run.backbone,
        "strategy": run.strategy,
        "epochs": run.epochs,
        "begins_with": str(run.begins_with) if run.begins_with else None,
        **({"problem": run.problem} if run.problem else {}),
    }
