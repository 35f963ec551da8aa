"""Batches are prepared ahead, by threads or processes; who does it changes nothing, and who dies is replaced."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
import torch
from numpy.typing import NDArray

from desktop_tl.api import Sample, Stopped, UserError
from desktop_tl.api import events as e
from desktop_tl.engine.augmentation import augment, build_augmentation, sample_seed
from desktop_tl.engine.checkpoints import find_checkpoint, load_weights
from desktop_tl.engine.finetune import finetune
from desktop_tl.engine.image_treatment import ImageTreatment, Preset
from desktop_tl.engine.images import load_pixels
from desktop_tl.engine.loader import Loader
from desktop_tl.engine.loader_workers import MOST_LOST, LoaderWorkers
from desktop_tl.engine.run import Parts
from desktop_tl.engine.state import hash_state
from desktop_tl.engine.treatment import Portion, prepare
from desktop_tl.engine.worker_choice import FIRST, MEASURED, Pace, PaceMeter, WorkerChoice, choose_workers
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken
from desktop_tl_classification.task import Classification
from tests.helpers.killable import small_recipe
from tests.helpers.nets import PREPROCESSING, SMALL_NET, ArrayDataset, colored_squares
from tests.helpers.pictures import write_bad, write_class_folders

CPU = torch.device("cpu")
WIDER = PREPROCESSING.model_copy(update={"resize": 18})


@pytest.fixture(scope="module")
def weights_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(5)
    path = tmp_path_factory.mktemp("weights") / "small.pth"
    torch.save(SMALL_NET.build(SMALL_NET.options()).module.state_dict(), path)
    return path


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    return sorted(write_class_folders(tmp_path / "pictures").rglob("*.png"))


class Runner:
    """Fine-tunes the small net on coloured squares, one of which cannot be read."""

    def __init__(self, folder: Path, weights_path: Path) -> None:
        self._folder, self._weights_path, self._count = folder, weights_path, 0

    def run(
        self,
        *,
        strategy: str = "all",
        dataset: ArrayDataset | None = None,
        stop: StopToken | None = None,
        listen: Any = lambda _event: None,
        folder: RunFolder | None = None,
        checkpoint_seconds: float = 300.0,
        **settings: Any,
    ) -> tuple[RunFolder, list[e.Event]]:
        self._count += 1
        recipe = small_recipe(strategy, epochs=2, **settings)
        if dataset is None:
            dataset = colored_squares()
            dataset.pixels[5] = b"no picture"  # type: ignore[index]
        parts = Parts(
            task=Classification(),
            dataset=dataset,
            backbone=replace(SMALL_NET, preprocessing=WIDER),
            weights=None,
            weights_path=self._weights_path,
            calibrations=self._weights_path.with_name("calibration.json"),
            checkpoint_seconds=checkpoint_seconds,
        )
        events: list[e.Event] = []

        def emit(event: e.Event) -> None:
            events.append(event)
            listen(event)

        resume = folder is not None
        folder = folder or RunFolder.create(self._folder / f"run-{self._count}", recipe)
        finetune(recipe, parts, folder, emit, stop or StopToken(), resume=resume)
        return folder, events


@pytest.fixture
def runner(tmp_path: Path, weights_path: Path) -> Runner:
    return Runner(tmp_path, weights_path)


@pytest.fixture(autouse=True)
def nobody_is_left() -> Iterator[None]:
    yield
    left = [process for process in multiprocessing.active_children() if process.name == "loader worker"]
    assert not left


def weights_of(folder: RunFolder) -> str:
    checkpoint = find_checkpoint(folder.checkpoints_path, "last")
    assert checkpoint is not None
    return hash_state(load_weights(checkpoint)[0])


def told(events: list[e.Event], kind: type) -> list[Any]:
    return [event for event in events if isinstance(event, kind)]


def load(loader: Loader, pictures: list[Path], *, epoch: int | None = 0, left: int = 0) -> list[NDArray[np.uint8]]:
    chunks = [np.arange(start, start + 6) % len(pictures) for start in range(0, 6 * 30, 6)]
    take = lambda indices: [pictures[index] for index in indices]  # noqa: E731
    return [b.rows.numpy() for b in loader.load_samples(chunks, take, epoch=epoch, device=CPU, left=left)]


# ── the same, whoever does it ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "settings", [{"cache_features": False}, {"augmentation": "strong"}], ids=["plain", "augmented"]
)
def test_the_number_of_workers_changes_no_bit(runner: Runner, settings: dict[str, Any]) -> None:
    found = []
    for workers in (0, 1, 2):
        folder, events = runner.run(loader_workers=workers, **settings)
        figures = [(event.train, event.validation) for event in told(events, e.EpochFinished)]
        asides = [(event.sample, event.reason) for event in told(events, e.SampleSetAside)]
        chosen = told(events, e.Calibrated)[-1]
        assert chosen.choices == {"loader workers": str(workers)}
        assert chosen.reasons == {"loader workers": "the recipe asks for it"}
        found.append((weights_of(folder), figures, asides))
    assert found[0] == found[1] == found[2]
    assert [sample for sample, _ in found[0][2]] == ["sample-5"]


def test_a_run_resumed_with_workers_ends_as_the_unbroken_one_without(runner: Runner) -> None:
    settings = {"augmentation": "light", "checkpoint_seconds": 0.0}
    whole, _ = runner.run(loader_workers=0, **settings)
    stop, saved = StopToken(), []

    def stop_at_the_third(event: e.Event) -> None:
        if isinstance(event, e.CheckpointSaved):
            saved.append(event)
            if len(saved) == 3:
                stop.request()

    part, _ = runner.run(loader_workers=0, stop=stop, listen=stop_at_the_third, **settings)
    assert weights_of(part) != weights_of(whole)
    runner.run(loader_workers=1, folder=part, **settings)
    assert weights_of(part) == weights_of(whole)


@pytest.mark.parametrize("preset", ["light", "standard", "strong"])
def test_augmentation_draws_as_from_the_global_source_of_chance_but_leaves_it_alone(preset: Preset) -> None:
    transform = build_augmentation(preset, WIDER)
    pixels = torch.arange(18 * 18 * 3, dtype=torch.uint8).view(18, 18, 3)
    for index in range(20):
        torch.manual_seed(sample_seed(1, 2, index))
        expected = transform(pixels.permute(2, 0, 1)).permute(1, 2, 0)
        before = torch.get_rng_state()
        assert torch.equal(augment(transform, pixels, seed=1, epoch=2, index=index), expected)
        assert torch.equal(torch.get_rng_state(), before)


def test_threads_that_augment_side_by_side_do_not_disturb_each_other(pictures: list[Path]) -> None:
    treatment = ImageTreatment(preprocessing=WIDER, augmentation="strong", seed=3)
    loader = Loader(treatment, threads=8)
    torch.manual_seed(1)
    together = load(loader, pictures, epoch=1)
    drawn = torch.rand(3)
    loader.close()
    torch.manual_seed(1)
    assert torch.equal(torch.rand(3), drawn), "the training thread's source of chance is untouched"
    chunks = [np.arange(start, start + 6) % len(pictures) for start in range(0, 6 * 30, 6)]
    for chunk, found in zip(chunks, together, strict=True):
        portion = Portion(indices=chunk, sources=[pictures[i] for i in chunk], epoch=1)
        assert np.array_equal(prepare(treatment, portion).rows, found)


@pytest.mark.usefixtures("two_threads")
def test_torch_in_a_loader_thread_keeps_to_that_thread(pictures: list[Path]) -> None:
    loader, seen = Loader(ImageTreatment(preprocessing=PREPROCESSING), threads=2), []

    def take(indices: NDArray[np.int64]) -> list[Path]:
        seen.append(torch.get_num_threads())
        return [pictures[index] for index in indices]

    list(loader.load_samples([np.arange(12)], take, epoch=0, device=CPU))
    loader.close()
    assert set(seen) == {1}
    assert torch.get_num_threads() == 2


# ── ahead ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_next_batches_are_prepared_while_one_is_computed_but_not_all(pictures: list[Path]) -> None:
    loader, taken = Loader(ImageTreatment(preprocessing=PREPROCESSING), threads=1), []

    def take(indices: NDArray[np.int64]) -> list[Path]:
        taken.extend(indices.tolist())
        return [pictures[index] for index in indices]

    batches = loader.load_samples([np.array([i]) for i in range(12)], take, epoch=0, device=CPU)
    next(batches)
    deadline = time.monotonic() + 120
    while len(taken) < 4 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert taken == [0, 1, 2, 3]
    batches.close()  # type: ignore[attr-defined]
    loader.close()


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA GPU")
def test_on_a_gpu_the_batches_are_the_same(pictures: list[Path]) -> None:
    loader, gpu = Loader(ImageTreatment(preprocessing=PREPROCESSING), threads=2), torch.device("cuda", 0)
    expected = load(loader, pictures)
    chunks = [np.arange(start, start + 6) % len(pictures) for start in range(0, 6 * 30, 6)]
    take = lambda indices: [pictures[index] for index in indices]  # noqa: E731
    found = [b.rows * 1 for b in loader.load_samples(chunks, take, epoch=0, device=gpu)]
    loader.close()
    assert all(rows.device == gpu and np.array_equal(rows.cpu(), x) for rows, x in zip(found, expected, strict=True))


# ── processes that die, and those that must not live on ──────────────────────────────────────────────────────────────


def test_workers_import_torch_only_where_they_augment() -> None:
    code = "import sys, desktop_tl.engine.loader_workers; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_batch_of_a_killed_worker_is_prepared_by_a_new_one_and_a_note_says_so(pictures: list[Path]) -> None:
    treatment, notes = ImageTreatment(preprocessing=PREPROCESSING), list[str]()
    threads = Loader(treatment, threads=1)
    expected = load(threads, pictures)
    threads.close()
    loader = Loader(treatment, threads=1, workers=1, note=notes.append)
    found = []
    take = lambda indices: [pictures[index] for index in indices]  # noqa: E731
    chunks = [np.arange(start, start + 6) % len(pictures) for start in range(0, 6 * 30, 6)]
    for number, batch in enumerate(loader.load_samples(chunks, take, epoch=0, device=CPU)):
        found.append(batch.rows.numpy())
        if number == 3:
            kill_workers()
    loader.close()
    assert all(np.array_equal(a, b) for a, b in zip(found, expected, strict=True))
    assert notes == [
        "A process that loads samples was started again: the system killed one, most likely because memory ran out."
    ]


def test_a_run_in_which_workers_die_again_and_again_ends_in_words(runner: Runner, pictures: list[Path]) -> None:
    workers = LoaderWorkers(ImageTreatment(preprocessing=PREPROCESSING), 1)
    portion = Portion(indices=np.arange(2), sources=pictures[:2], epoch=0)
    for _ in range(MOST_LOST):
        kill_workers()
        assert len(workers.submit(lambda: portion).result().rows) == 2
    kill_workers()
    with pytest.raises(UserError) as caught:
        workers.submit(lambda: portion).result()
    workers.close()
    assert caught.value.message == (
        f"The processes that load samples ended {MOST_LOST + 1} times: the system killed one, most likely because "
        "memory ran out."
    )
    assert caught.value.advice.startswith("Set loader_workers to 0.")


def kill_workers() -> None:
    for process in multiprocessing.active_children():
        if process.name == "loader worker":
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)


def test_features_are_computed_although_a_worker_was_killed(runner: Runner) -> None:
    expected, _ = runner.run(strategy="head", loader_workers=0)

    def kill(event: e.Event) -> None:
        if isinstance(event, e.Calibrated) and "loader workers" in event.choices:
            kill_workers()

    folder, events = runner.run(strategy="head", loader_workers=2, listen=kill)
    assert weights_of(folder) == weights_of(expected)
    assert [note.level for note in told(events, e.Noted) if "started again" in note.message] in (
        ["warning"],
        ["warning"] * 2,
    )


def test_workers_end_with_the_process_that_started_them() -> None:
    code = (
        "from desktop_tl.api import ImagePreprocessing; import time\n"
        "from desktop_tl.engine.loader_workers import LoaderWorkers\n"
        "from desktop_tl.engine.image_treatment import ImageTreatment\n"
        "seen = ImagePreprocessing(size=8, resize=8, mean=(0, 0, 0), std=(1, 1, 1))\n"
        "workers = LoaderWorkers(ImageTreatment(preprocessing=seen), 2)\n"
        "print(*workers.pids(), flush=True); time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [psutil.Process(int(pid)) for pid in parent.stdout.readline().split()]
        assert len(workers) == 2
        parent.kill()
    _gone, alive = psutil.wait_procs(workers, timeout=120)
    assert not alive


# ── stop ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_stop_ends_the_workers_within_a_step(runner: Runner) -> None:
    stop, steps = StopToken(), list[e.Event]()

    def stop_at_the_first(event: e.Event) -> None:
        if isinstance(event, e.CheckpointSaved):
            steps.append(event)
            stop.request()

    runner.run(loader_workers=2, cache_features=False, checkpoint_seconds=0.0, stop=stop, listen=stop_at_the_first)
    assert not multiprocessing.active_children()


def test_a_stop_does_not_wait_for_a_picture_that_hangs(runner: Runner) -> None:
    dataset, stop, go_on = colored_squares(), StopToken(), threading.Event()
    plain = dataset.sample

    def sample(index: int) -> Sample:
        if threading.current_thread().name.startswith("loader"):
            stop.request()
            go_on.wait(200)
        return plain(index)

    dataset.sample = sample  # type: ignore[method-assign]
    began = time.monotonic()
    with pytest.raises(Stopped):
        runner.run(dataset=dataset, loader_workers=0, cache_features=False, stop=stop)
    go_on.set()
    assert time.monotonic() - began < 200


# ── how many ─────────────────────────────────────────────────────────────────────────────────────────────────────────

STARVED = Pace(waited=0.09, computed=0.03, prepared=0.2)


@pytest.mark.parametrize(
    ("pace", "spare", "left", "count", "reason"),
    [
        (
            replace(STARVED, waited=0.001),
            8,
            1000,
            0,
            "threads have the next batch ready before a step of 30 ms is done",
        ),
        (STARVED, 0, 1000, 0, "threads need 120 ms for the samples of a step of 30 ms, but no processor is to spare"),
        (STARVED, 8, 1000, 7, "threads need 120 ms for the samples of a step of 30 ms"),
        (STARVED, 3, 1000, 3, "threads need 120 ms for the samples of a step of 30 ms"),
        (
            *(STARVED, 8, 15, 0),
            "threads need 120 ms for the samples of a step of 30 ms, but processes would not win back the time to "
            "start them",
        ),
    ],
)
def test_processes_are_taken_only_where_they_pay(pace: Pace, spare: int, left: int, count: int, reason: str) -> None:
    assert choose_workers(pace, spare=spare, batches_left=left, starting=1.0) == WorkerChoice(count, reason)


def test_automatic_takes_workers_when_it_has_measured_that_they_pay(
    pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    add = PaceMeter.add

    def slow(self: PaceMeter, *, waited: float, computed: float, prepared: float) -> None:
        add(self, waited=0.09, computed=0.03, prepared=0.05)  # whatever else the machine does

    monkeypatch.setattr(PaceMeter, "add", slow)
    chosen: list[WorkerChoice] = []
    treatment = ImageTreatment(preprocessing=PREPROCESSING)
    loader = Loader(treatment, threads=1, workers=None, spare=1, on_chosen=chosen.append)
    expected = load(loader, pictures, left=0)
    assert not chosen, "what is not training is not measured"
    assert len(expected) > FIRST + MEASURED
    found = load(loader, pictures, left=10**6)
    assert [choice.count for choice in chosen] == [1]
    assert chosen[0].reason.startswith("threads need ")
    deadline = time.monotonic() + 120
    while not (loader._workers and loader._workers.are_ready()) and time.monotonic() < deadline:
        time.sleep(0.05)
    again = load(loader, pictures, left=10**6)
    loader.close()
    assert len(chosen) == 1
    assert all(np.array_equal(a, b) for a, b in zip(found + again, expected * 2, strict=True))


def test_automatic_without_a_spare_processor_starts_nothing(pictures: list[Path]) -> None:
    chosen: list[WorkerChoice] = []
    loader = Loader(ImageTreatment(preprocessing=PREPROCESSING), threads=1, workers=None, on_chosen=chosen.append)
    load(loader, pictures, left=10**6)
    loader.close()
    assert chosen == [WorkerChoice(0, "no processor is to spare beside the training")]


def test_a_worker_says_of_a_bad_picture_what_a_thread_says(tmp_path: Path) -> None:
    bad = write_bad(tmp_path / "bad")
    treatment, indices = ImageTreatment(preprocessing=PREPROCESSING), np.arange(len(bad))
    said = []
    for count in (0, 1):
        loader = Loader(treatment, threads=2, workers=count)
        (batch,) = loader.load_samples([indices], lambda part: [bad[i] for i in part], epoch=0, device=CPU)
        loader.close()
        assert batch.rows.shape == (0, 16, 16, 3)
        said.append(batch.unreadable)
    assert said[0] == said[1] == dict(enumerate(load_error(path) for path in bad))


def load_error(path: Path) -> str:
    with pytest.raises(Exception) as caught:
        load_pixels(path, PREPROCESSING)
    return str(caught.value)
