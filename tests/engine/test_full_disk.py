"""On a full disk a run waits, says so, loses nothing, and goes on by itself when there is room."""

import errno
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from desktop_tl.api import Stopped
from desktop_tl.api import events as e
from desktop_tl.engine import errors
from desktop_tl.engine.checkpoints import find_checkpoint, load_weights
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.engine.finetune import finetune
from desktop_tl.engine.row_format import RowFormat
from desktop_tl.engine.run import Parts
from desktop_tl.runs.event_log import EventLog, read_events
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken
from desktop_tl_classification.task import Classification
from tests.helpers.killable import small_recipe
from tests.helpers.nets import SMALL_NET, colored_squares


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root may mount a small file system to fill")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill(path: Path) -> None:
    """Writes until there is no room for one more byte."""
    with path.open("wb", buffering=0) as file:
        for size in (65_536, 512, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise


class Story:
    """A run on the small disk, which is filled after the second epoch."""

    def __init__(self, disk: Path, tmp_path: Path) -> None:
        torch.manual_seed(5)
        weights = tmp_path / "small.pth"
        torch.save(SMALL_NET.build(SMALL_NET.options()).module.state_dict(), weights)
        self.filler, self.stop = disk / "filler", StopToken()
        self.recipe = small_recipe("all", epochs=4)
        self.run = RunFolder.create(disk / "run", self.recipe)
        self.parts = Parts(
            task=Classification(),
            dataset=colored_squares(),
            backbone=SMALL_NET,
            weights=None,
            weights_path=weights,
        )
        self.events: list[e.Event] = []

    def start(self, on_pause) -> None:
        with self.run.event_log() as log:

            def emit(event: e.Event) -> None:
                self.events.append(event)
                log.append(event)
                if isinstance(event, e.EpochFinished) and event.epoch == 2:
                    fill(self.filler)
                if isinstance(event, e.RunPaused):
                    on_pause()

            finetune(self.recipe, self.parts, self.run, emit, self.stop)


@pytest.fixture
def story(small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    monkeypatch.setattr(errors, "LOOK_AGAIN_SECONDS", 0.01)
    return Story(small_disk, tmp_path)


def test_the_run_waits_for_room_and_finishes(story: Story) -> None:
    def make_room() -> None:
        saved = find_checkpoint(story.run.checkpoints_path, "last")
        assert saved is not None, "the previous checkpoint stays"
        assert load_weights(saved)[1]["epoch"] == 1
        story.filler.unlink()

    story.start(make_room)
    kinds = [type(event) for event in story.events]
    assert kinds.index(e.RunPaused) < kinds.index(e.RunContinued)
    assert [event.epoch for event in story.events if isinstance(event, e.EpochFinished)] == [1, 2, 3, 4]
    assert list(read_events(story.run.path / "events.jsonl")) == story.events, "nothing of the log is lost either"
    assert story.run.evaluation().metrics["accuracy"] >= 0
    assert not [p for p in story.run.path.rglob("*") if ".tmp-" in p.name]


def test_a_disk_that_fills_while_features_are_kept_is_an_error_and_no_signal(small_disk: Path) -> None:
    store = FeatureStore(small_disk / "features", limit_bytes=10**7)
    entry = store.open({"what": "a test"}, 1000, RowFormat((256,), "float32"))
    assert entry is not None
    indices, rows = np.arange(1000), np.ones((1000, 256), np.float32)
    with entry:
        fill(small_disk / "filler")
        with pytest.raises(errors.DiskFull, match="full"):
            entry.put(indices, rows, {})
        assert not entry.has(0)
        (small_disk / "filler").unlink()
        entry.put(indices, rows, {})
        assert entry.has(999)
        assert (entry.rows == 1).all(), "also seen through the map"


def test_the_log_keeps_what_a_full_disk_does_not_take(small_disk: Path) -> None:
    events = [e.Noted(level="info", message=letter * 20_000) for letter in "abc"]
    with EventLog(small_disk / "events.jsonl") as log:
        log.append(events[0])
        fill(small_disk / "filler")
        log.append(events[1])
        (small_disk / "filler").unlink()
        log.append(events[2])
    assert list(read_events(small_disk / "events.jsonl")) == events


def test_a_run_that_waits_for_room_can_be_stopped(story: Story) -> None:
    def give_up() -> None:
        story.stop.request()

    try:
        with pytest.raises((Stopped, OSError)):
            story.start(give_up)
    finally:
        story.filler.unlink()
    saved = find_checkpoint(story.run.checkpoints_path, "last")
    assert saved is not None
    assert load_weights(saved)[1]["epoch"] == 1
