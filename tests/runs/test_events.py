"""Events survive the way to disk and back, a torn line costs only itself, and folding tells what a person wants."""

from pathlib import Path

import pytest

from desktop_tl.api import events as e
from desktop_tl.runs.event_log import EventLog, read_events
from desktop_tl.runs.progress import MOST_STEPS, Progress, fold


def step(number: int) -> e.StepFinished:
    return e.StepFinished(epoch=1, step=number, steps=9, loss=1 / number, learning_rate=0.1, samples_per_second=5.0)


def epoch(number: int, accuracy: float, *, is_best: bool) -> e.EpochFinished:
    return e.EpochFinished(
        epoch=number,
        epochs=3,
        train={"loss": 0.5},
        validation={"accuracy": accuracy},
        learning_rate=0.1,
        seconds=1.5,
        is_best=is_best,
    )


ALL = [
    e.RunStarted(name="r", epochs=3),
    e.RunResumed(epoch=0),
    e.RunPaused(message="The disk is full.", advice="Make room."),
    e.RunContinued(),
    e.Calibrated(choices={"precision": "fp32"}, reasons={"precision": "measured"}),
    e.DeviceChosen(device="CPU", reason="no GPU"),
    e.TaskBuilt(answer="values", main_metric="r2", lower_is_better=True),
    e.DatasetOpened(classes=("a", "ü"), train=8, validation=2),
    e.ModelBuilt(stages=("s", "t"), frozen_stages=1, parameters=10, trained_parameters=4),
    e.Noted(level="warning", message="odd", items=("x.png",)),
    e.SampleSetAside(sample="y.png", reason="cut off"),
    e.PhaseProgressed(phase="features", done=1, total=4, rate=2.0),
    step(1),
    epoch(1, 0.5, is_best=True),
    e.TextsGenerated(epoch=1, texts=(e.GeneratedText(prompt="In the", text=" beginning"),)),
    e.CheckpointSaved(kind="best", epoch=1),
    e.EvaluationFinished(split="validation", metrics={"accuracy": 0.5}, samples=2),
    e.RunEnded(outcome="finished", seconds=3.0, result={"accuracy": 0.5}),
]


def write(path: Path, events: list[e.Event]) -> None:
    with EventLog(path) as log:
        for event in events:
            log.append(event)


def test_every_kind_of_event_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    write(tmp_path / "events.jsonl", ALL)
    assert list(read_events(tmp_path / "events.jsonl")) == ALL
    assert {type(event) for event in ALL} == set(e.Event.__args__)


def test_no_log_holds_no_events(tmp_path: Path) -> None:
    assert list(read_events(tmp_path / "events.jsonl")) == []


@pytest.mark.parametrize("cut", [1, 10, 30])
def test_a_torn_last_line_is_lost_alone_and_the_log_goes_on(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "events.jsonl"
    write(path, ALL[:3])
    path.write_bytes(path.read_bytes()[:-cut])
    before = list(read_events(path))
    assert before[:2] == ALL[:2]
    write(path, ALL[3:5])
    assert list(read_events(path)) == [*before, *ALL[3:5]]


def test_what_a_newer_version_wrote_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(
        '{"event": "Teleported", "to": "Mars"}\n[1]\nnull\n\n{"event": "RunStarted"}\n' + "[" * 100_000 + "\n"
        '{"event": "RunStarted", "name": "r", "epochs": 3, "mood": "good"}\n',
        "utf-8",
    )
    assert list(read_events(path)) == [e.RunStarted(name="r", epochs=3)]


def test_what_matters_is_on_disk_before_the_log_is_closed(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "events.jsonl")
    log.append(ALL[0])
    assert list(read_events(tmp_path / "events.jsonl")) == ALL[:1]
    log.close()


def test_folding_tells_what_happened() -> None:
    progress = Progress()
    for event in ALL[:-1]:
        assert fold(progress, event) is progress
    assert progress.status == "running"
    assert (progress.phase, progress.fraction, progress.seconds_left) == ("features", 0.25, 1.5)
    fold(progress, epoch(2, 0.4, is_best=False))
    fold(progress, ALL[-1])
    assert (progress.status, progress.phase) == ("finished", None)
    assert progress.best == epoch(1, 0.5, is_best=True)
    assert [item.epoch for item in progress.epochs] == [1, 2]
    assert progress.classes == ("a", "ü")
    assert progress.end == ALL[-1]


def test_nothing_is_estimated_before_anything_is_known() -> None:
    assert Progress().fraction is None
    assert Progress().seconds_left is None


def test_a_long_run_keeps_an_even_share_of_its_steps() -> None:
    progress = Progress()
    total = 10 * MOST_STEPS
    for number in range(1, total + 1):
        fold(progress, step(number))
    series = progress.steps
    assert series.seen == total
    assert len(series.steps) == len(series.losses) == len(series.learning_rates) <= MOST_STEPS
    assert {after - before for before, after in zip(series.steps, series.steps[1:], strict=False)} == {series.stride}
    assert series.steps[-1] > total - series.stride
    assert series.losses == [1 / number for number in series.steps]


def test_a_file_name_that_is_no_utf8_is_logged(tmp_path: Path) -> None:
    write(tmp_path / "events.jsonl", [e.SampleSetAside(sample="caf\udce9.png", reason="cut off"), ALL[0]])
    assert list(read_events(tmp_path / "events.jsonl"))[-1] == ALL[0]


def test_what_is_measured_later_adds_to_what_was_measured_before() -> None:
    progress = Progress()
    fold(progress, e.Calibrated(choices={"precision": "fp32"}, reasons={"precision": "measured"}))
    fold(progress, e.Calibrated(choices={"loader workers": "0"}, reasons={"loader workers": "none to spare"}))
    fold(progress, e.Calibrated(choices={"loader workers": "2"}, reasons={"loader workers": "slow"}))
    assert progress.calibration == e.Calibrated(
        choices={"precision": "fp32", "loader workers": "2"},
        reasons={"precision": "measured", "loader workers": "slow"},
    )
