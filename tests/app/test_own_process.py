"""A run in processes of its own behaves as one in the app's, and the app survives whatever becomes of them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from desktop_tl.api import ObserverSpec, TaskSpec
from desktop_tl.api.events import EpochFinished, Event, Noted, RunEnded, RunStarted
from desktop_tl.app import own_process, worker
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.job import Job
from desktop_tl.app.own_process import explain_exit
from desktop_tl.app.paths import Paths
from desktop_tl.app.running import count_processes
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.event_log import read_events
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken
from tests.app.making import SmallPlugin, make_context, make_recipe

SECONDS = 240
PLUGIN = '''
"""A small net and coloured squares, for a process that finds its plugins as every process does."""
from desktop_tl.api import DatasetSpec, hookimpl
from tests.helpers.nets import SMALL_NET, colored_squares


@hookimpl
def desktop_tl_backbones():
    return [SMALL_NET]


@hookimpl
def desktop_tl_datasets():
    return [DatasetSpec(id="test/squares", title="Squares", open=lambda options: colored_squares())]
'''


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that the app has started; each of them can load the small plugin, and looks after itself alone."""
    packages = tmp_path / "packages"
    (packages / "small-1.0.dist-info").mkdir(parents=True)
    (packages / "small_plugin.py").write_text(PLUGIN)
    (packages / "small-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: small\nVersion: 1.0\n")
    (packages / "small-1.0.dist-info" / "entry_points.txt").write_text("[desktop_tl]\nsmall = small_plugin\n")
    monkeypatch.setenv("DESKTOP_TL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.syspath_prepend(str(packages))
    children: list[subprocess.Popen[bytes]] = []
    start = own_process._start

    def starting(*arguments: object) -> subprocess.Popen[bytes]:
        children.append(start(*arguments))  # type: ignore[arg-type]
        return children[-1]

    monkeypatch.setattr(own_process, "_start", starting)
    return children


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    context = make_context(tmp_path / "home")
    context.settings.change(own_process=True)
    return context


def follow(job: Job, listen: Callable[[Event], None] = lambda _event: None) -> list[Event]:
    events: list[Event] = []
    until = time.monotonic() + SECONDS
    while job.is_running and time.monotonic() < until:
        for event in job.drain():
            events.append(event)
            listen(event)
        time.sleep(0.02)
    assert not job.is_running
    return events + job.drain()


def epochs_of(events: list[Event]) -> list[EpochFinished]:
    return [event for event in events if isinstance(event, EpochFinished)]


def long_recipe() -> Recipe:
    return make_recipe(epochs=5000)


def test_a_run_in_its_own_process_is_what_it_would_be_in_the_apps_and_observers_look_on_from_there(
    context: AppContext, started: list[subprocess.Popen[bytes]]
) -> None:
    seen: list[Event] = []

    class Observer:
        def on_event(self, event: Event) -> None:
            seen.append(event)

        def close(self) -> None:
            pass

    spec = ObserverSpec(id="watcher", title="Watcher", build=lambda run, options: Observer())
    (owner,) = context.plugins.records
    context.catalog.add(owner, {"observers": [spec]})
    job = context.jobs.start(make_recipe(), observers={"watcher": {}})
    events = follow(job)
    assert job.end is not None
    assert job.end.outcome == "finished", job.end
    assert len(started) == 1 and started[0].returncode == 0
    assert isinstance(events[0], RunStarted)
    assert [event for event in events if isinstance(event, RunEnded)] == [events[-1]] == [job.end]
    assert len(epochs_of(events)) == 2
    assert events == seen
    assert job.folder.observers() == ("watcher",)
    assert list(read_events(job.folder.path / "events.jsonl")) == events
    assert job.folder.result()["accuracy"] == job.folder.evaluation().metrics["accuracy"]
    assert sorted(path.name for path in job.folder.path.iterdir() if path.is_file()) == [
        *("environment.json", "evaluation.json", "events.jsonl", "model.json", "observers.json"),
        *("recipe.toml", "result.json", "run.lock"),
    ]


def test_a_stop_reaches_it_and_a_killed_one_is_told_in_words_and_resumed(
    context: AppContext, started: list[subprocess.Popen[bytes]]
) -> None:
    job = context.jobs.start(long_recipe())
    events = follow(job, lambda event: job.stop() if isinstance(event, EpochFinished) else None)
    assert job.end is not None
    assert job.end.outcome == "stopped", job.end
    assert epochs_of(events)
    again = context.jobs.resume(job.folder)
    events = follow(again, lambda event: started[-1].kill() if isinstance(event, EpochFinished) else None)
    assert again.end is not None
    assert again.end.outcome == "failed"
    assert "killed by the system, probably because memory" in again.end.message
    assert epochs_of(events)[0].epoch > 1
    assert job.folder.status() == "failed"


def test_several_processes_are_started_and_stopped_as_one(
    context: AppContext, started: list[subprocess.Popen[bytes]]
) -> None:
    context.settings.change(own_process=False)
    job = context.jobs.start(long_recipe().with_settings({"processes": 2, "device": "cpu", "freeze_norm": True}))
    events = follow(job, lambda event: job.stop() if isinstance(event, EpochFinished) else None)
    assert job.end is not None
    assert job.end.outcome == "stopped", job.end
    assert "--torchrun" in " ".join(map(str, started[0].args))  # type: ignore[arg-type]
    assert str(job.end.result["device"]).startswith("2 × CPU")
    assert not [event for event in events if isinstance(event, Noted) and event.level == "error"]


@pytest.mark.slow
@pytest.mark.parametrize("rank", [0, 1])
def test_when_one_of_several_is_killed_all_end_in_words(
    context: AppContext, started: list[subprocess.Popen[bytes]], rank: int
) -> None:
    workers: list[psutil.Process] = []

    def kill(event: Event) -> None:
        if isinstance(event, EpochFinished) and not workers:
            workers.extend(psutil.Process(started[0].pid).children())
            next(one for one in workers if one.environ()["RANK"] == str(rank)).kill()

    job = context.jobs.start(long_recipe().with_settings({"processes": 2, "device": "cpu"}))
    follow(job, kill)
    assert job.end is not None
    assert job.end.outcome == "failed"
    assert "memory" in job.end.message
    assert "Resume" in job.end.advice
    assert not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in workers)


@pytest.mark.slow
@pytest.mark.usefixtures("started")
def test_a_person_with_torchrun_alone_gets_a_whole_run(tmp_path: Path) -> None:
    recipe = tmp_path / "recipe.toml"
    make_recipe(device="cpu").save(recipe)
    done = subprocess.run(
        [*own_process.launcher(2), "--recipe", str(recipe), "--out", str(tmp_path / "run")],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stderr
    assert "Epoch 2 of 2" in done.stdout
    assert RunFolder(tmp_path / "run").status() == "finished"


@pytest.mark.parametrize(
    ("status", "output", "words"),
    [
        (-9, "", "killed by the system"),
        (-11, "", "segmentation fault"),
        (0xC0000005, "", "access violation"),
        (1, "  rank      : 0\n  exitcode  : -9 (pid: 7)\n", "killed by the system"),
        (3, "Traceback …", "exit status 3"),
        (-signal.SIGTERM, "", "ended from outside"),
    ],
)
def test_exit_statuses_become_words(status: int, output: str, words: str) -> None:
    end = explain_exit(status, output)
    assert words in end.message
    assert end.advice


def test_safe_mode_reaches_it(
    tmp_path: Path, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def run_in_processes(*_: object, surroundings: own_process.Surroundings, **__: object) -> dict[str, object]:
        told.extend(surroundings.as_arguments())
        return {}

    monkeypatch.setattr("desktop_tl.app.jobs.run_in_processes", run_in_processes)
    plugins = load_plugins([GivenPlugin("test", SmallPlugin())])
    context = build_context(paths=Paths.below(tmp_path / "home"), plugins=plugins, safe_mode=True)
    context.settings.change(own_process=True)
    assert context.jobs.start(make_recipe()).wait(60)
    there, _, _ = worker._open(worker._parse(["--recipe", "recipe.toml", "--out", "run", *told]))
    left_out = there.plugins.find("small:small")
    assert left_out is not None and left_out.state == "left out"


def test_a_process_that_ends_while_it_is_asked_to_stop_has_the_last_word() -> None:
    here, there = socket.socketpair()
    there.sendall(b'{"figures": {"accuracy": 1.0}}\n')
    there.close()
    stop = StopToken()
    stop.request()
    with here, subprocess.Popen([sys.executable, "-c", ""]) as process:
        assert own_process._follow(here, process, lambda _event: None, stop) == {"figures": {"accuracy": 1.0}}


@pytest.mark.parametrize(
    ("settings", "processes"),
    [({}, 4), ({"device": "cpu"}, 1), ({"task": "object-detection"}, 1), ({"processes": 2, "device": "cpu"}, 2)],
)
def test_nought_processes_are_one_where_a_second_could_do_nothing(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, object], processes: int
) -> None:
    monkeypatch.setattr("torch.cuda.device_count", lambda: 4)
    plugins = load_plugins([GivenPlugin("test", SmallPlugin())])
    boxes = TaskSpec(id="object-detection", title="Boxes", build=lambda: None, answer="boxes")  # type: ignore[arg-type,return-value]
    plugins.catalog.add(plugins.records[0], {"tasks": [boxes]})
    assert count_processes(make_recipe(**{"processes": 0, **settings}), plugins.catalog) == processes
