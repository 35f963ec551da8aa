"""Several processes train what one would: the same data, the same gradients, the same metrics; and end together."""

import contextlib
import json
import math
import multiprocessing
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch

from desktop_tl.api import events as e
from desktop_tl.engine.checkpoints import find_checkpoint, load_weights
from desktop_tl.runs.event_log import read_events
from desktop_tl.runs.folder import RunFolder
from tests.helpers.killable import small_recipe
from tests.helpers.nets import SMALL_NET
from tests.helpers.processes import take_part

SAMPLES = 49  # 40 of them are trained on: steps of 8 and, with 7 a step, a last one of 5
SECONDS = 200


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(5)
    path = tmp_path_factory.mktemp("weights") / "small.pth"
    torch.save(SMALL_NET.build(SMALL_NET.options()).module.state_dict(), path)
    return path


@dataclass
class Outcome:
    """What a run left, and what each of its processes saw."""

    folder: RunFolder
    seen: list[dict[str, Any]]
    codes: list[int | None]

    @property
    def losses(self) -> list[float]:
        return [
            value
            for epoch in self.folder.progress().epochs
            for value in (epoch.train["loss"], epoch.validation["loss"])
        ]

    @property
    def samples(self) -> list[list[int]]:
        """For every epoch the samples of all processes, sorted."""
        epochs = zip(*(one["epochs"] for one in self.seen), strict=True)
        return [sorted(i for process in epoch for step in process for i in step) for epoch in epochs]

    def events(self, kind: type) -> list[Any]:
        return [event for event in read_events(self.folder.path / "events.jsonl") if isinstance(event, kind)]


def free_port() -> int:
    """A port that the system gives to nobody in the meantime: it is below those that servers on any port get."""
    start = 20_000 + os.getpid() % 10_000
    for port in range(start, start + 2000):
        with socket.socket() as free, contextlib.suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def run(
    path: Path,
    weights: Path,
    processes: int,
    strategy: str = "head",
    plan: dict[str, Any] | None = None,
    **settings: Any,
) -> Outcome:
    """Runs, or with ``resume`` goes on with, the run in ``path``."""
    folder = RunFolder(path) if path.exists() else RunFolder.create(path, small_recipe(strategy, **settings))
    plan_path = path.with_suffix(".plan")
    plan_path.write_text(json.dumps({"weights": str(weights), "samples": SAMPLES} | (plan or {})))
    world = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(free_port()), "WORLD_SIZE": str(processes)}
    world["LOCAL_WORLD_SIZE"] = world["WORLD_SIZE"]
    forkserver = multiprocessing.get_context("forkserver")  # imports torch once for all of these tests
    forkserver.set_forkserver_preload(["tests.helpers.processes"])
    children = [
        forkserver.Process(
            target=take_part, args=(path, plan_path, world | {"RANK": str(rank), "LOCAL_RANK": str(rank)})
        )
        for rank in range(processes)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join(SECONDS)
    codes = [child.exitcode for child in children]
    for child in children:
        child.kill()
    seen = [path.with_name(f"{path.name}-seen-{rank}.json") for rank in range(processes)]
    return Outcome(folder, [json.loads(one.read_text()) if one.is_file() else {} for one in seen], codes)


def last_tensors(folder: RunFolder) -> dict[str, torch.Tensor]:
    path = find_checkpoint(folder.checkpoints_path, "last")
    assert path is not None
    return {name: t for name, t in load_weights(path)[0].items() if name.startswith("model.")}


def assert_close(one: Outcome, two: Outcome, tolerance: float) -> None:
    assert two.losses == pytest.approx(one.losses, rel=tolerance)
    assert two.seen[0]["result"]["best_epoch"] == one.seen[0]["result"]["best_epoch"]
    mine, theirs = last_tensors(one.folder), last_tensors(two.folder)
    for name, tensor in mine.items():
        assert torch.allclose(tensor.double(), theirs[name].double(), rtol=tolerance, atol=tolerance), name


EXACT = {
    "head": ("head", {"batch_size": 7}),
    "all": ("all", {"freeze_norm": True, "class_balance": "weights", "label_smoothing": 0.1, "accumulate": 2}),
    "gradual": (
        "gradual",
        {"freeze_norm": True, "ema_decay": 0.9, "cache_features": False, "accumulate": 2},
    ),
    "lora": ("lora:1", {"optimizer": "adamw", "epochs": 1}),
}


@pytest.mark.parametrize("name", list(EXACT))
def test_two_processes_train_what_one_would(tmp_path: Path, weights: Path, name: str) -> None:
    strategy, settings = EXACT[name]
    one = run(tmp_path / "one", weights, 1, strategy, **settings)
    two = run(tmp_path / "two", weights, 2, strategy, **settings)
    assert two.codes == [0, 0]
    assert two.samples == one.samples
    assert all(len(epoch) == len(set(epoch)) for epoch in two.samples), "every sample once an epoch"
    assert_close(one, two, 1e-4)
    assert two.folder.evaluation().samples == one.folder.evaluation().samples
    assert two.folder.evaluation().predicted == one.folder.evaluation().predicted
    assert two.seen[0]["result"]["frozen_unchanged"] is True
    assert two.seen[0]["result"]["metrics"] == pytest.approx(two.seen[1]["result"]["metrics"])
    (device,) = two.events(e.DeviceChosen)
    assert device.device.startswith("2 × ")


def test_with_trained_batch_norm_two_processes_are_as_good_as_one(tmp_path: Path, weights: Path) -> None:
    settings = {"epochs": 4, "batch_size": 16}
    one = run(tmp_path / "one", weights, 1, "all", **settings)
    two = run(tmp_path / "two", weights, 2, "all", **settings)
    assert two.samples == one.samples
    accuracies = [outcome.folder.evaluation().metrics["accuracy"] for outcome in (one, two)]
    assert accuracies[1] == pytest.approx(accuracies[0], abs=0.25)
    assert two.losses[-2] == pytest.approx(one.losses[-2], abs=0.25)


def test_more_processes_than_samples_in_the_last_step_still_agree(tmp_path: Path, weights: Path) -> None:
    one = run(tmp_path / "one", weights, 1, "all", freeze_norm=True, batch_size=13, epochs=2)  # the last step: one
    three = run(tmp_path / "three", weights, 3, "all", freeze_norm=True, batch_size=13, epochs=2)
    assert any(not step for process in three.seen for epoch in process["epochs"] for step in epoch)
    assert three.samples == one.samples
    assert_close(one, three, 1e-4)


def test_features_are_computed_by_all_and_are_the_same_to_the_last_bit(tmp_path: Path, weights: Path) -> None:
    damaged = {"damaged": [3, 40], "features": True}
    one = run(tmp_path / "one", weights, 1, plan=damaged | {"cache": str(tmp_path / "cache-1")}, epochs=1)
    two = run(tmp_path / "two", weights, 2, plan=damaged | {"cache": str(tmp_path / "cache-2")}, epochs=1)
    in_memory = run(tmp_path / "memory", weights, 2, plan=damaged, epochs=1)
    assert one.seen[0]["features"]
    for seen in (*two.seen, *in_memory.seen):
        assert seen["features"] == one.seen[0]["features"]
    for outcome in (two, in_memory):
        assert sorted(event.sample for event in outcome.events(e.SampleSetAside)) == ["sample-3", "sample-40"]
    (rows,) = [path.read_bytes() for path in (tmp_path / "cache-2").glob("*/rows.bin")]
    assert [rows] == [path.read_bytes() for path in (tmp_path / "cache-1").glob("*/rows.bin")]
    again = run(tmp_path / "again", weights, 2, plan={"features": True, "cache": str(tmp_path / "cache-1")}, epochs=1)
    assert again.seen[1]["features"] == one.seen[0]["features"], "what one process has left, two use"


def test_pictures_that_only_another_process_finds_damaged_are_told_once(tmp_path: Path, weights: Path) -> None:
    two = run(tmp_path / "two", weights, 2, plan={"damaged": [3, 17, 40]}, cache_features=False, epochs=2)
    assert two.codes == [0, 0]
    assert sorted(event.sample for event in two.events(e.SampleSetAside)) == ["sample-17", "sample-3", "sample-40"]


def test_a_stop_that_the_first_is_asked_for_reaches_all_within_a_step(tmp_path: Path, weights: Path) -> None:
    two = run(tmp_path / "two", weights, 2, plan={"stop_at": 7}, epochs=50)
    assert two.codes == [0, 0]
    assert [seen["result"]["stopped"] for seen in two.seen] == [True, True]
    steps = [sum(len(epoch) for epoch in seen["epochs"]) for seen in two.seen]
    assert max(steps) <= 9
    assert find_checkpoint(two.folder.checkpoints_path, "last") is not None


def test_a_killed_process_ends_the_others_in_words(tmp_path: Path, weights: Path) -> None:
    two = run(tmp_path / "two", weights, 2, "all", plan={"die_at": 6}, epochs=50)
    assert two.codes[1] == -9
    assert "ended without a word" in two.seen[0]["error"]


def test_one_process_goes_on_with_what_two_began_and_says_so(tmp_path: Path, weights: Path) -> None:
    settings = {"freeze_norm": True, "epochs": 4}
    unbroken = run(tmp_path / "unbroken", weights, 1, "all", **settings)
    begun = run(tmp_path / "begun", weights, 2, "all", plan={"die_at": 13, "checkpoint_seconds": 0.0}, **settings)
    assert begun.codes[1] == -9
    resumed = run(tmp_path / "begun", weights, 1, plan={"resume": True})
    assert resumed.codes == [0]
    assert resumed.losses == pytest.approx(unbroken.losses, rel=1e-3)
    assert any("begun with 2 processes" in note.message for note in resumed.events(e.Noted))
    again = run(tmp_path / "begun", weights, 2, plan={"resume": True})
    assert again.codes == [0, 0]


def test_a_process_without_memory_says_so_for_all(tmp_path: Path, weights: Path) -> None:
    two = run(tmp_path / "two", weights, 2, "all", plan={"fail_at": 3}, epochs=5)
    assert two.codes == [0, 0]
    assert "Process 2 of 2: There is not enough memory for a batch of 8" in two.seen[0]["error"]


def test_where_one_process_has_little_memory_all_compute_in_portions(tmp_path: Path, weights: Path) -> None:
    settings = {"freeze_norm": True, "class_balance": "weights"}
    one = run(tmp_path / "one", weights, 1, "all", **settings)
    two = run(tmp_path / "two", weights, 2, "all", plan={"fits": 2}, **settings)
    assert two.codes == [0, 0]
    assert any("portions of 2" in note.message for note in two.events(e.Noted))
    assert two.samples == one.samples
    assert_close(one, two, 1e-4)


def test_processes_that_see_other_data_are_refused_in_words(tmp_path: Path, weights: Path) -> None:
    two = run(tmp_path / "two", weights, 2, plan={"other_data_on": 1})
    for seen in two.seen:
        assert "Process 2 of 2" in seen["error"]
        assert "the same samples as process 1" in seen["error"]


def test_parts_of_a_step_differ_by_one_at_most_and_cover_it() -> None:
    from desktop_tl.engine.distributed import World

    for size in (1, 2, 3, 8):
        parts = [World(rank=rank, size=size).part(10, 17) for rank in range(size)]
        assert [i for part in parts for i in range(part.start, part.stop)] == list(range(10, 17))
        lengths = [part.stop - part.start for part in parts]
        assert max(lengths) - min(lengths) <= 1
        assert math.fsum(lengths) == 7
