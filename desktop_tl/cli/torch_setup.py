"""`setup-torch`: sets up PyTorch, changes it or repairs it. Loads no plugin, and imports no torch here."""

import argparse
import sys
from pathlib import Path
from typing import Any

from desktop_tl.api.errors import UserError
from desktop_tl.app.accelerator import find_accelerator
from desktop_tl.app.paths import default_paths
from desktop_tl.app.torch_builds import find_offer
from desktop_tl.app.torch_folder import InstalledTorch
from desktop_tl.app.torch_making import Step, TorchProgress
from desktop_tl.app.torch_setup import TorchPlan, TorchSetup
from desktop_tl.cli.output import Output
from desktop_tl.cli.settings import open_settings
from desktop_tl.cli.statuses import DONE
from desktop_tl.cli.steps import Steps, format_bytes
from desktop_tl.runs.stop import StopToken

_STEPS: dict[Step, str] = {
    "downloading": "Downloading",
    "checking": "Looking at what came before",
    "installing": "Unpacking",
    "trying": "Training a small network to try it",
    "switching": "Switching over",
}


def set_up_torch(arguments: argparse.Namespace) -> int:
    """`desktop-tl setup-torch`."""
    settings = open_settings().value
    output = Output(as_json=arguments.json, is_long=True)
    setup = TorchSetup(
        paths=default_paths(),
        is_offline=lambda: settings.offline,
        index=lambda: arguments.index or settings.torch_index,
    )
    folder = Path(arguments.folder) if arguments.folder else None
    stop = StopToken()
    if arguments.undo:
        with _steps(output) as steps:
            return _tell(setup.undo(on_progress=steps.show, stop=stop), output)
    output.say("Looking what is needed …")
    if arguments.repair:
        try:
            return _tell_well(setup, output, stop)
        except UserError as error:
            output.say(error.message)
        plan = setup.plan_repair(folder=folder, stop=stop)
    else:
        offer = find_offer(arguments.kind, find_accelerator())
        plan = setup.plan(offer, folder=folder, stop=stop)
    return _apply(arguments, output, setup, plan, stop)


def _apply(arguments: argparse.Namespace, output: Output, setup: TorchSetup, plan: TorchPlan, stop: StopToken) -> int:
    _show(plan, output)
    if not arguments.yes and not _confirm():
        output.say("Nothing was changed.")
        output.result({"applied": False, **_describe_plan(plan)})
        return DONE
    with _steps(output) as steps:
        installed = setup.apply(plan, on_progress=steps.show, stop=stop)
    return _tell(installed, output, plan)


def _tell_well(setup: TorchSetup, output: Output, stop: StopToken) -> int:
    trial = setup.check(stop=stop)
    output.say(f"PyTorch {trial.torch} works: it trained a small network in {trial.seconds:.1f} s on: {trial.device}.")
    output.say("Nothing is to be repaired.")
    output.result({"applied": False, "torch": trial.torch, "torchvision": trial.torchvision, "device": trial.device})
    return DONE


def _tell(installed: InstalledTorch, output: Output, plan: TorchPlan | None = None) -> int:
    output.say(
        f"PyTorch {installed.version} is set up in {installed.folder} and works. It computes on: {installed.device}."
    )
    output.say("A window that is open is to be started again.")
    facts = {
        "applied": True,
        "build": installed.build,
        "torch": installed.version,
        "torchvision": installed.versions["torchvision"],
        "device": installed.device,
        "folder": str(installed.folder),
        "bytes": installed.bytes,
    }
    output.result(facts | ({"source": plan.source} if plan else {}))
    return DONE


def _show(plan: TorchPlan, output: Output) -> None:
    rows = [[dist.name, dist.version, format_bytes(dist.size), _place(dist.is_here)] for dist in plan.distributions]
    output.table(["Distribution", "Version", "Size", ""], rows, right=[2])
    output.say(f"Build {plan.build}, from {plan.source}: {plan.reason}.")
    for note in plan.notes:
        output.say(f"Note: {note}")
    size = plan.download_bytes
    if size is None:
        output.say("How much is to be downloaded, the index does not say.")
    else:
        output.say(f"To be downloaded: {format_bytes(size)}" if size else "Nothing is to be downloaded.")
    output.say(f"It takes about {plan.disk_bytes / 1e9:.1f} GB on the disk.")


def _place(is_here: bool) -> str:
    return "is here" if is_here else ""


def _confirm() -> bool:
    if not sys.stdin.isatty():
        raise UserError(
            "Setting up PyTorch needs your word, and there is no terminal to ask on. Nothing was changed.",
            advice="Add --yes to agree to what is shown above.",
        )
    print("Install this? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _describe_plan(plan: TorchPlan) -> dict[str, Any]:
    return {
        "build": plan.build,
        "source": plan.source,
        "download_bytes": plan.download_bytes,
        "distributions": [
            {"name": dist.name, "version": dist.version, "size": dist.size, "is_here": dist.is_here}
            for dist in plan.distributions
        ],
    }


def _steps(output: Output) -> "Steps[TorchProgress]":
    return Steps(output, _words)


def _words(progress: TorchProgress) -> str:
    return f"{_STEPS[progress.step]} {progress.what}".rstrip()
