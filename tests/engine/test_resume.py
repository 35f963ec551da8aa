"""A run that is killed at any instant and resumed equals the unbroken one, bit for bit."""

import json
import multiprocessing
import random
import signal
from pathlib import Path
from typing import Any

import pytest
import torch

from desktop_tl.engine.checkpoints import find_checkpoint, load_weights
from desktop_tl.engine.step import Step
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken
from tests.helpers.killable import run, run_watched, small_recipe
from tests.helpers.nets import SMALL_NET

KILLS = 4
"""In each phase of each recipe."""

RECIPES: dict[str, dict[str, Any]] = {
    "head": {},
    "last:1": {"optimizer": "adamw", "ema_decay": 0.9},
    "all": {"augmentation": "standard", "mixing": "mixup", "accumulate": 2},
    "lora:2": {"optimizer": "adamw", "learning_rate": 0.01, "ema_decay": 0.9},
    "lp-ft": {"epochs": 4, "head_epochs": 2, "class_balance": "sampling"},
    "gradual": {"warmup_epochs": 1, "clip_norm": 1.0, "label_smoothing": 0.1},
}


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(5)
    path = tmp_path_factory.mktemp("weights") / "small.pth"
    torch.save(SMALL_NET.build(SMALL_NET.options()).module.state_dict(), path)
    return path


def figures(folder: RunFolder) -> list[tuple[Any, ...]]:
    """All numbers that were logged of whole epochs, as the fold of the log knows them."""
    return [(e.epoch, e.train, e.validation, e.learning_rate, e.is_best) for e in folder.progress().epochs]


def tensors(folder: RunFolder) -> dict[str, torch.Tensor]:
    both: dict[str, torch.Tensor] = {}
    for kind in ("best", "last"):
        path = find_checkpoint(folder.checkpoints_path, kind)  # type: ignore[arg-type]
        assert path is not None
        both |= {f"{kind}.{name}": t for name, t in load_weights(path)[0].items()}
    return both


def assert_equal(folder: RunFolder, unbroken: RunFolder) -> None:
    assert figures(folder) == figures(unbroken)
    assert folder.evaluation() == unbroken.evaluation()
    assert folder.result() == unbroken.result()
    mine, theirs = tensors(folder), tensors(unbroken)
    assert mine.keys() == theirs.keys()
    assert [name for name in mine if not torch.equal(mine[name], theirs[name])] == []
    assert not [p.name for p in folder.path.rglob("*.tmp-*")], "nothing half-written is left"


def start(folder: Path, weights: Path, cache: Path, record: Path, die_at: int = 0) -> int | None:
    """Runs it, or goes on with it, in a process of its own; returns how that ended."""
    forkserver = multiprocessing.get_context("forkserver")  # imports torch once for all of them
    forkserver.set_forkserver_preload(["tests.helpers.killable"])
    process = forkserver.Process(target=run_watched, args=((folder, weights, cache), record, die_at))
    process.start()
    process.join(300)
    return process.exitcode


@pytest.mark.parametrize("strategy", list(RECIPES))
def test_a_run_killed_in_the_middle_of_an_epoch_goes_on_exactly(tmp_path: Path, weights: Path, strategy: str) -> None:
    """In one process: the log and the checkpoints are set back to what a kill after some step leaves."""
    import shutil

    recipe = small_recipe(strategy, **RECIPES[strategy])
    unbroken = RunFolder.create(tmp_path / "unbroken", recipe)
    snapshots: list[Path] = []
    run_with_snapshots(unbroken, weights, tmp_path, snapshots)
    assert len(snapshots) >= 6
    for snapshot in random.Random(strategy).sample(snapshots, 4):
        folder = RunFolder(snapshot)
        (snapshot / "result.json").unlink(missing_ok=True)
        run(snapshot, weights, tmp_path / f"{snapshot.name}-cache")
        assert_equal(folder, unbroken)
        shutil.rmtree(snapshot)


def run_with_snapshots(folder: RunFolder, weights: Path, tmp_path: Path, snapshots: list[Path]) -> None:
    """Runs to the end and copies the whole folder after every saved checkpoint, as a kill at that moment leaves it."""
    import shutil

    from desktop_tl.api import events as e
    from desktop_tl.runs.event_log import EventLog

    append = EventLog.append

    def copying(self: EventLog, event: e.Event) -> None:
        append(self, event)
        if isinstance(event, e.CheckpointSaved):
            copy = tmp_path / f"killed-{len(snapshots)}"
            shutil.copytree(folder.path, copy, ignore=shutil.ignore_patterns("*.lock"))
            snapshots.append(copy)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(EventLog, "append", copying)
        run(folder.path, weights, tmp_path / "unbroken-cache")


class StopAt(StopToken):
    """Asked for at the n-th time that somebody looks."""

    def __init__(self, n: int) -> None:
        super().__init__()
        self.looks, self._n = 0, n

    def check(self) -> None:
        self.looks += 1
        if self.looks == self._n:
            self.request()
        super().check()


def test_no_step_is_lost_by_a_stop(tmp_path: Path, weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither within an epoch nor in its validation, although the last checkpoint was long ago."""
    steps, recipe = 0, small_recipe("all")
    take = Step.run

    def counting(*args: Any) -> float:
        nonlocal steps
        steps += 1
        return take(*args)

    monkeypatch.setattr(Step, "run", counting)
    unbroken, never = RunFolder.create(tmp_path / "unbroken", recipe), StopAt(0)
    run(unbroken.path, weights, tmp_path / "cache", stop=never, checkpoint_seconds=1e9)
    whole = steps
    for n in random.Random(1).sample(range(never.looks // 3, never.looks), 6):
        folder, steps = RunFolder.create(tmp_path / f"stopped-{n}", recipe), 0
        run(folder.path, weights, tmp_path / "cache", stop=StopAt(n), checkpoint_seconds=1e9)
        run(folder.path, weights, tmp_path / "cache", checkpoint_seconds=1e9)
        assert steps == whole, f"stopped at look {n}, steps were done twice"
        assert_equal(folder, unbroken)


@pytest.mark.parametrize("strategy", ["last:2", "lp-ft"])
def test_a_run_killed_at_any_instant_equals_the_unbroken_one(tmp_path: Path, weights: Path, strategy: str) -> None:
    """Instants in the features, the training, the evaluation and in the middle of a save; some are killed twice."""
    recipe = small_recipe(strategy, **RECIPES.get(strategy, {"ema_decay": 0.9}))
    record = tmp_path / "phases.json"
    for name in ("first", "unbroken"):  # the first one calibrates
        unbroken = RunFolder.create(tmp_path / name, recipe)
        assert start(unbroken.path, weights, tmp_path / f"cache-of-{name}", record) == 0
    phases = json.loads(record.read_text())
    chance = random.Random(strategy)
    for phase in ("features", "training", "evaluation", "save"):
        for number in range(KILLS):
            _, first, last = chance.choice([one for one in phases if one[0] == phase])
            folder = RunFolder.create(tmp_path / f"{phase}-{number}", recipe)
            cache = tmp_path / f"cache-{phase}-{number}"
            assert start(folder.path, weights, cache, record, chance.randint(first, last)) == -signal.SIGKILL
            if number % 2:
                start(folder.path, weights, cache, record, chance.randint(1000, last))
            if not folder.result():
                assert start(folder.path, weights, cache, record) == 0
            assert_equal(folder, unbroken)
