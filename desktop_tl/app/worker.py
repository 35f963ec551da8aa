"""One process of a run: started by the app (`own_process.py`), or by torchrun on one or several machines.

    torchrun --nproc-per-node 4 -m desktop_tl.app.worker --recipe RECIPE.toml --out RUN [--resume]

The first process alone touches the run's folder, which need not be seen by the others.
"""

import argparse
import json
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.api.events import EpochFinished, Event, Noted, encode_event
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.endings import describe_end, to_json_value
from desktop_tl.app.habits import complete_recipe
from desktop_tl.app.jobs import Jobs
from desktop_tl.app.own_process import KEY_VARIABLE
from desktop_tl.app.paths import default_paths
from desktop_tl.app.plugins.enabling import read_disabled
from desktop_tl.app.plugins.generations import activate_plugins
from desktop_tl.app.running import run_recipe
from desktop_tl.app.torch_import import require_torch
from desktop_tl.app.weights import WeightsStore
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.host import load_plugins
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import Recipe, load_recipe
from desktop_tl.runs.stop import StopToken

Emit = Callable[[Event], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 done or stopped, 1 failed."""
    options = _parse(arguments)
    rank = int(os.environ.get("RANK", "0"))
    if rank:
        return _follow(options)
    return _report(options) if options.report else _lead(options)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    about = "One process of a run that torchrun starts, on one or several machines."
    parser = argparse.ArgumentParser(prog="python -m desktop_tl.app.worker", description=about)
    parser.add_argument("--recipe", type=Path, required=True, help="the recipe, the same for every process")
    parser.add_argument("--out", type=Path, required=True, help="the run's folder; only the first process uses it")
    parser.add_argument("--resume", action="store_true", help="go on with the run in that folder")
    parser.add_argument("--weights", type=Path, help="folder of downloaded weights; the app's own unless given")
    parser.add_argument("--features", type=Path, help="folder of cached features; the app's own unless given")
    parser.add_argument("--features-bytes", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--offline", action="store_true", help="never use the network")
    parser.add_argument("--safe-mode", action="store_true", help="load only the plugins that come with the app")
    parser.add_argument("--report", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _open(options: argparse.Namespace) -> tuple[AppContext, WeightsStore, FeatureStore]:
    paths = default_paths()
    activate_plugins(paths)
    # Without a state folder: it would note what is being loaded, and another process take that for a crash.
    plugins = load_plugins(disabled=read_disabled(paths), safe_mode=options.safe_mode)
    context = build_context(paths=paths, plugins=plugins, safe_mode=options.safe_mode)
    settings = context.settings.value
    weights = WeightsStore(
        folder=options.weights or paths.weights, is_offline=lambda: options.offline or settings.offline
    )
    limit = options.features_bytes if options.features else round(settings.cache_gb * 1e9)
    return context, weights, FeatureStore(options.features or paths.cache / "features", limit_bytes=limit)


def _work(options: argparse.Namespace, recipe: Recipe) -> Callable[[RunFolder, Emit, StopToken], dict[str, Any]]:
    """What a process does, once it has found the others."""

    def work(folder: RunFolder, emit: Emit, stop: StopToken) -> dict[str, Any]:
        context, weights, features = _open(options)
        require_torch()
        from desktop_tl.engine.process_group import join  # imports torch: a broken one must become words

        with join() as world:
            complete = complete_recipe(context.catalog, recipe)  # in every process, though one alone keeps it
            return run_recipe(
                complete, context.catalog, weights, features, folder, emit, stop, resume=options.resume, world=world
            )

    return work


def _follow(options: argparse.Namespace) -> int:
    """Any process but the first: does its part, and leaves talking and stopping to the first."""
    for number in (signal.SIGINT, signal.SIGTERM):  # which go to all of them; the first decides when to stop
        signal.signal(number, signal.SIG_IGN)
    try:
        _work(options, load_recipe(options.recipe))(RunFolder(options.out), lambda _event: None, StopToken())
    except Stopped:
        return 0
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _report(options: argparse.Namespace) -> int:
    """The first process of a run that the app has started: tells the app what happens."""
    stop = StopToken()
    _stop_on_signals(stop.request)
    link, started = _Link(options.report, stop), time.monotonic()
    try:
        work = _work(options, load_recipe(options.recipe))
        figures = work(RunFolder(options.out), lambda event: link.send(encode_event(event)), stop)
    except BaseException as error:  # whatever it is, the app must hear of it in words
        end = describe_end(error, started, options.out)
        link.send({"failed": encode_event(end)})
        return 0 if end.outcome == "stopped" else 1
    link.send({"figures": to_json_value(figures)})
    return 0


def _lead(options: argparse.Namespace) -> int:
    """The first process of a run that somebody has started by torchrun: keeps the folder, prints what happens."""
    try:
        context, jobs = _make_jobs(options)
        recipe = complete_recipe(context.catalog, load_recipe(options.recipe))
        work = _work(options, recipe)
        if options.resume:
            job = jobs.resume(RunFolder.open(options.out.absolute()), work)
        else:
            job = jobs.start_work(recipe, work, path=options.out.absolute())
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    _stop_on_signals(job.stop)
    while not job.wait(0.2):
        _print(job.drain())
    _print(job.drain())
    end = job.end
    assert end is not None  # it has ended
    print(" ".join(part for part in (end.message or "Done.", end.advice) if part), file=sys.stderr)
    if end.report:
        print(end.report, file=sys.stderr)
    return 1 if end.outcome == "failed" else 0


def _make_jobs(options: argparse.Namespace) -> tuple[AppContext, Jobs]:
    context, weights, features = _open(options)
    return context, Jobs(
        context.catalog,
        weights,
        lambda: context.runs,
        lambda: features,
        observers=lambda: context.settings.value.observers,
        shared=context.paths.observers,
    )


def _print(events: Sequence[Event]) -> None:
    for event in events:
        if isinstance(event, EpochFinished):
            figures = " · ".join(f"{name} {value:.4f}" for name, value in (event.validation or event.train).items())
            print(f"Epoch {event.epoch} of {event.epochs}: {figures}", flush=True)
        elif isinstance(event, Noted):
            print(event.message, flush=True)


def _stop_on_signals(stop: Callable[[], None]) -> None:
    def ask(_number: int, _frame: FrameType | None) -> None:
        stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)


class _Link:
    """The connection to the app. When it breaks, the app is gone, and this process ends as if it were killed: nothing
    is lost by that, and nobody works on a folder that the app's lock no longer protects."""

    def __init__(self, port: int, stop: StopToken) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.sendall(os.environ.get(KEY_VARIABLE, "").encode())
        self._stop, self._is_last = stop, False
        threading.Thread(target=self._listen, name="app", daemon=True).start()

    def send(self, message: dict[str, Any]) -> None:
        self._is_last = "event" not in message
        try:
            self._socket.sendall(json.dumps(message, ensure_ascii=True).encode() + b"\n")
        except OSError:
            os._exit(1)

    def _listen(self) -> None:
        try:
            while self._socket.recv(64):
                self._stop.request()
        except OSError:
            pass  # as when it ends
        if not self._is_last:
            os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
