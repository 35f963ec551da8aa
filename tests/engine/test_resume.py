"""A run that is killed at any instant and resumed equals the unbroken one, bit for bit."""

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import torch

from desktop_tl.engine.checkpoints import find_checkpoint, load_weights
from desktop_tl.runs.folder import RunFolder
from tests.helpers.killable import run, small_recipe
from tests.helpers.nets import SMALL_NET

ROOT = Path(__file__).resolve().parents[2]
KILLS = 12
RECIPES: dict[str, dict[str, Any]] = {
    "head": {},
    "last:1": {"optimizer": "adamw", "ema_decay": 0.9},
    "all": {"augmentation": "standard", "mixing": "mixup", "accumulate": 2},
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


def start(folder: Path, weights: Path, cache: Path) -> subprocess.Popen[str]:
    """A process that has imported everything and waits for a line to begin."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.killable", str(folder), str(weights), str(cache)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    return process


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


@pytest.mark.slow
def test_a_run_killed_again_and_again_at_random_instants_equals_the_unbroken_one(tmp_path: Path, weights: Path) -> None:
    recipe = small_recipe("last:2", epochs=4)
    unbroken = RunFolder.create(tmp_path / "unbroken", recipe)
    began = time.monotonic()
    run(unbroken.path, weights, tmp_path / "unbroken-cache")
    whole = time.monotonic() - began
    folder = RunFolder.create(tmp_path / "killed", recipe)
    instants = random.Random(7)
    for _ in range(KILLS):
        process = start(folder.path, weights, tmp_path / "cache")
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        try:
            process.wait(instants.uniform(0.02, 0.8 * whole))
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
        if folder.result():
            break
    while not folder.result():
        process = start(folder.path, weights, tmp_path / "cache")
        _, errors = process.communicate("\n", timeout=120)
        assert process.returncode == 0, errors
    assert_equal(folder, unbroken)
