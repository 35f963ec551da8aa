"""Cached features are never wrong: whatever changes misses, a kill loses one chunk, two processes do not meet."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from desktop_tl.api import Sample
from desktop_tl.api import events as e
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.engine.finetune import finetune
from desktop_tl.engine.row_format import RowFormat
from desktop_tl.engine.run import Parts
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken
from desktop_tl_classification.task import Classification
from desktop_tl_folders import desktop_tl_datasets
from tests.helpers.killable import small_recipe
from tests.helpers.nets import SMALL_NET, ArrayDataset
from tests.helpers.pictures import write_class_folders

KEY = {"what": "a test"}
FORMAT = RowFormat((3,), "float32")


def fill(store: FeatureStore, key: dict[str, Any] = KEY, rows: int = 10) -> None:
    entry = store.open(key, rows, FORMAT)
    assert entry is not None
    with entry:
        half = np.arange(rows // 2)
        entry.put(half, np.ones((len(half), 3), np.float32) * half[:, None], {})
        entry.put(np.array([rows - 1]), np.full((1, 3), 9, np.float32), {rows - 2: "cut off"})


def test_rows_are_read_back_by_the_next_process(tmp_path: Path) -> None:
    fill(FeatureStore(tmp_path, limit_bytes=10**6))
    entry = FeatureStore(tmp_path, limit_bytes=10**6).open(KEY, 10, FORMAT)
    assert entry is not None
    with entry:
        assert [entry.has(i) for i in range(10)] == [True] * 5 + [False] * 3 + [True] * 2
        assert entry.unreadable == {8: "cut off"}
        assert entry.rows[3].tolist() == [3, 3, 3]
        assert entry.computed().tolist() == [True] * 5 + [False] * 4 + [True]


def test_another_key_another_size_and_another_format_miss(tmp_path: Path) -> None:
    store = FeatureStore(tmp_path, limit_bytes=10**6)
    fill(store)
    for key, rows, row_format in (
        ({"what": "else"}, 10, FORMAT),
        (KEY, 11, FORMAT),
        (KEY, 10, RowFormat((4,), "float32")),
        (KEY, 10, RowFormat((3,), "float64")),
    ):
        entry = store.open(key, rows, row_format)
        assert entry is not None
        with entry:
            assert not any(entry.has(i) for i in range(rows))
        if key == KEY:
            fill(store)


def test_one_flipped_byte_is_computed_again(tmp_path: Path) -> None:
    store = FeatureStore(tmp_path, limit_bytes=10**6)
    fill(store)
    path = next(tmp_path.glob("*/rows.bin"))
    data = bytearray(path.read_bytes())
    data[4] ^= 1
    path.write_bytes(bytes(data))
    entry = store.open(KEY, 10, FORMAT)
    assert entry is not None
    with entry:
        assert not entry.has(0)


def test_a_torn_line_loses_its_chunk_only(tmp_path: Path) -> None:
    store = FeatureStore(tmp_path, limit_bytes=10**6)
    fill(store)
    path = next(tmp_path.glob("*/chunks.log"))
    os.truncate(path, path.stat().st_size - 5)
    entry = store.open(KEY, 10, FORMAT)
    assert entry is not None
    with entry:
        assert entry.has(0)
        assert not entry.has(9)
        entry.put(np.array([9]), np.full((1, 3), 7, np.float32), {})
    again = store.open(KEY, 10, FORMAT)
    assert again is not None
    with again:
        assert again.rows[9].tolist() == [7, 7, 7]


def test_while_one_process_fills_an_entry_another_goes_without(tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.engine.row_format import RowFormat
entry = FeatureStore(Path({str(tmp_path)!r}), limit_bytes=10**6).open({KEY!r}, 10, RowFormat((3,), "float32"))
print("holding", flush=True)
sys.stdin.readline()
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "holding"
    store = FeatureStore(tmp_path, limit_bytes=10**6)
    assert store.open(KEY, 10, FORMAT) is None
    assert store.make_room(10**6) == [], "what is held is not removed"
    process.kill()
    process.wait()
    entry = store.open(KEY, 10, FORMAT)
    assert entry is not None, "the lock died with its owner"
    entry.close()


def test_the_least_recently_used_go_when_room_is_needed(tmp_path: Path) -> None:
    store = FeatureStore(tmp_path, limit_bytes=10**6)
    for number in range(3):
        fill(store, {"entry": number}, rows=2_000)
        used = max(tmp_path.glob("*/used"), key=lambda p: p.stat().st_mtime_ns)
        os.utime(used, (1000 + number, 1000 + number))
    before = store.size()
    oldest = min((p.parent for p in tmp_path.glob("*/used")), key=lambda p: (p / "used").stat().st_mtime)
    removed = FeatureStore(tmp_path, limit_bytes=before).make_room(1)
    assert removed == [oldest.name]
    assert store.size() < before


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_what_another_process_removes_meanwhile_is_no_error(tmp_path: Path) -> None:
    store = FeatureStore(tmp_path, limit_bytes=10_000)
    (tmp_path / "entry").mkdir()
    (tmp_path / "entry" / "rows.bin").symlink_to("gone")
    (tmp_path / "entry" / "used").symlink_to("gone")
    assert store.make_room(20_000) == ["entry"]
    (tmp_path / "entry").mkdir()
    (tmp_path / "entry" / "rows.bin").symlink_to("gone")
    assert store.clear() == store.size() == 0


def test_an_entry_over_the_limit_is_not_kept(tmp_path: Path) -> None:
    assert FeatureStore(tmp_path, limit_bytes=100).open(KEY, 10, FORMAT) is None
    assert FeatureStore(tmp_path, limit_bytes=0).open(KEY, 10, FORMAT) is None


# ── through the engine ───────────────────────────────────────────────────────────────────────────────────────────────


class Counting:
    """A dataset that counts how many pictures were asked for."""

    def __init__(self, dataset: Any) -> None:
        self._dataset, self.asked = dataset, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._dataset, name)

    def __len__(self) -> int:
        return len(self._dataset)

    def sample(self, index: int) -> Sample:
        self.asked += 1
        return self._dataset.sample(index)


class Bench:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pictures = write_class_folders(folder / "pictures", per_class=20)
        self.weights = self.make_weights(5)
        self.count = 0

    def make_weights(self, seed: int) -> Path:
        torch.manual_seed(seed)
        path = self.folder / f"weights-{seed}.pth"
        torch.save(SMALL_NET.build(SMALL_NET.options()).module.state_dict(), path)
        return path

    def decoded(self, strategy: str = "last:1", weights: Path | None = None, **settings: Any) -> int:
        """How many pictures a run with the shared cache decodes (not counting the few that are probed for depth)."""
        spec = next(iter(desktop_tl_datasets()))
        dataset = Counting(spec.open(spec.options.model_validate({"root": self.pictures})))
        self.count += 1
        recipe = small_recipe(strategy, epochs=2, **settings)
        run = RunFolder.create(self.folder / f"run-{self.count}", recipe)
        parts = Parts(
            task=Classification(),
            dataset=dataset,
            backbone=SMALL_NET,
            weights=None,
            weights_path=weights or self.weights,
            features=FeatureStore(self.folder / "features", limit_bytes=10**8),
            calibrations=self.folder / "calibration.json",
        )
        events: list[e.Event] = []
        finetune(recipe, parts, run, events.append, StopToken())
        split = next(event for event in events if isinstance(event, e.DatasetOpened))
        probed, recorded = min(64, split.train), split.validation
        return dataset.asked - probed - recorded


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_the_next_run_decodes_nothing_and_whatever_changes_decodes_all(bench: Bench) -> None:
    assert bench.decoded() == 40
    assert bench.decoded() == 0
    assert bench.decoded(learning_rate=0.5, seed=3, validation_share=0.4) == 0, "neither rate nor split matter"
    assert bench.decoded("last:2") == 40, "another boundary misses"
    assert bench.decoded(weights=bench.make_weights(6)) == 40, "other weights miss"
    assert bench.decoded(image_size=12) == 40, "another preprocessing misses"
    assert bench.decoded("all") == 40, "with nothing frozen the pixels are cached"
    assert bench.decoded("scratch") == 0, "and serve every other run from boundary 0"
    elsewhere = {"dataset.options.root": "elsewhere"}
    assert bench.decoded(**elsewhere) == 40, "the same names, sizes and times elsewhere need not be the same pictures"
    picture = next((bench.pictures / "red").iterdir())
    Image.new("RGB", (40, 32), (1, 2, 3)).save(picture)
    assert bench.decoded() == 40, "a changed picture misses"
    assert bench.decoded() == 0


def test_features_from_disk_give_the_same_figures(bench: Bench) -> None:
    bench.decoded()
    bench.decoded()
    first, second = (RunFolder(bench.folder / f"run-{number}").progress() for number in (1, 2))
    assert [(x.train, x.validation) for x in first.epochs] == [(x.train, x.validation) for x in second.epochs]


def test_unreadable_pictures_are_told_again_by_a_run_that_reads_from_the_cache(bench: Bench) -> None:
    dataset = ArrayDataset([b"", *[np.zeros((8, 8), np.uint8)] * 9], [0, 1] * 5, ("a", "b"))
    recipe = small_recipe("head", epochs=1)
    told = []
    for number in (1, 2):
        parts = Parts(
            task=Classification(),
            dataset=dataset,
            backbone=SMALL_NET,
            weights=None,
            weights_path=bench.weights,
            features=FeatureStore(bench.folder / "features", limit_bytes=10**8),
        )
        events: list[e.Event] = []
        finetune(recipe, parts, RunFolder.create(bench.folder / f"array-{number}", recipe), events.append, StopToken())
        told.append([event for event in events if isinstance(event, e.SampleSetAside)])
    assert [event.sample for event in told[0]] == ["sample-0"]
    assert told[0] == told[1]
