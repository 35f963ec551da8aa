"""What the observer writes is what the real TensorBoard reads back: all of it, and once."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import metadata, plugin_data_pb2

import desktop_tl_tensorboard as plugin
from desktop_tl.api.events import EpochFinished, Noted
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.job import Job
from desktop_tl.app.paths import Paths
from desktop_tl.host import GivenPlugin, load_plugins
from tests.helpers.small_app import SmallApp, small_recipe
from tests.helpers.small_texts import SmallTexts, text_recipe
from tests.helpers.texts import cats_and_ships

SECONDS = 200.0
EPOCHS = 4


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    plugins = load_plugins([GivenPlugin("small", SmallApp()), GivenPlugin("tensorboard", plugin)])
    assert [record.state for record in plugins.records] == ["ready", "ready"], plugins.records
    return build_context(paths=Paths.below(tmp_path / "home"), plugins=plugins)


def read(folder: Path) -> EventAccumulator:
    found = EventAccumulator(str(folder), size_guidance={"images": 0, "scalars": 0, "tensors": 0})
    found.Reload()
    return found


def steps(found: EventAccumulator, tag: str) -> list[int]:
    return [event.step for event in found.Scalars(tag)]


def finish(job: Job, *, outcome: str = "finished") -> None:
    assert job.wait(SECONDS)
    assert job.end is not None
    assert job.end.outcome == outcome, job.end.report
    assert not [note for note in job.folder.progress().notes if note.level == "warning"]


def run_until_first_epoch(context: AppContext) -> Job:
    """A run that was stopped early on."""
    job = context.jobs.start(small_recipe(epochs=EPOCHS), observers={"tensorboard": {}})
    deadline = time.monotonic() + SECONDS
    while not any(isinstance(event, EpochFinished) for event in job.drain()):
        assert time.monotonic() < deadline
        assert job.is_running
    job.stop()
    finish(job, outcome="stopped")
    return job


def test_curves_pictures_texts_and_settings_are_read_back(context):
    job = context.jobs.start(small_recipe(epochs=EPOCHS), observers={"tensorboard": {"pictures": 5}})
    finish(job)
    place = job.folder.path / "observers" / "tensorboard"
    epochs = [event for event in job.drain() if isinstance(event, EpochFinished)]

    for part in ("train", "validation"):
        found = read(place / part)
        assert steps(found, "epoch/accuracy") == [1, 2, 3, 4]
        values = [event.value for event in found.Scalars("epoch/loss")]
        assert values == pytest.approx([getattr(epoch, part)["loss"] for epoch in epochs])

    found = read(place)
    assert steps(found, "step/loss") == sorted(set(steps(found, "step/loss")))
    assert {"step/learning_rate", "step/samples_per_second", "result/accuracy"} <= set(found.Tags()["scalars"])
    pictures = found.Tags()["images"]
    assert len(pictures) == 5
    assert {tag.partition("/")[0] for tag in pictures} <= {"mistakes", "right"}
    assert found.Images(pictures[0])[0].encoded_image_string.startswith(b"\x89PNG")
    (recipe,) = found.Tensors("recipe/text_summary")
    assert 'strategy = "scratch"' in recipe.tensor_proto.string_val[0].decode()

    about = found.summary_metadata[metadata.SESSION_START_INFO_TAG]
    data = plugin_data_pb2.HParamsPluginData.FromString(about.plugin_data.content)
    settings = data.session_start_info.hparams
    assert settings["training.epochs"].number_value == EPOCHS
    assert settings["strategy"].string_value == "scratch"


def test_texts_are_read_back_with_what_they_were_called(tmp_path):
    plugins = load_plugins([GivenPlugin("small", SmallTexts()), GivenPlugin("tensorboard", plugin)])
    context = build_context(paths=Paths.below(tmp_path / "home"), plugins=plugins)
    job = context.jobs.start(text_recipe(), observers={"tensorboard": {"pictures": 3}})
    finish(job)
    found = read(job.folder.path / "observers" / "tensorboard")
    tags = [tag for tag in found.Tags()["tensors"] if tag.startswith(("mistakes/", "right/"))]
    assert len(tags) == 3
    (shown,) = found.Tensors(tags[0])
    first_line, _, text = shown.tensor_proto.string_val[0].decode().partition("\n\n")
    assert first_line.startswith(("cats", "ships"))
    assert text.strip() in cats_and_ships().pixels


def test_a_resumed_run_goes_on_without_a_point_twice(context):
    job = run_until_first_epoch(context)
    finish(context.jobs.resume(job.folder))
    place = job.folder.path / "observers" / "tensorboard"
    assert len(list((place / "train").iterdir())) == 2  # it went on in a file of its own
    for part in ("train", "validation"):
        assert steps(read(place / part), "epoch/accuracy") == [1, 2, 3, 4]
    told = steps(read(place), "step/loss")
    assert told == sorted(set(told))


def test_several_runs_lie_side_by_side_in_a_folder_that_was_chosen(context, tmp_path):
    chosen = {"tensorboard": {"folder": str(tmp_path / "logs"), "pictures": 0}}
    for name in ("one", "two"):
        job = context.jobs.start(small_recipe(name=name, epochs=1), observers=chosen)
        finish(job)
        assert not (job.folder.path / "observers").exists()
        assert str(tmp_path / "logs" / name) in job.watching.told[0]
    for name in ("one", "two"):
        assert steps(read(tmp_path / "logs" / name / "validation"), "epoch/accuracy") == [1]


def test_a_folder_that_cannot_be_written_is_said_and_the_run_goes_on(context, tmp_path):
    (tmp_path / "file").write_text("x")
    chosen = {"tensorboard": {"folder": str(tmp_path / "file")}}
    job = context.jobs.start(small_recipe(epochs=1), observers=chosen)
    assert job.wait(SECONDS)
    assert job.end.outcome == "finished"
    (warning,) = [event.message for event in job.drain() if isinstance(event, Noted) and event.level == "warning"]
    assert str(tmp_path / "file") in warning
    assert "Choose another folder" in warning


def test_a_run_that_failed_before_it_trained_leaves_nothing(context):
    recipe = small_recipe().with_settings({"strategy": "head"})  # the small net has no weights
    job = context.jobs.start(recipe, observers={"tensorboard": {}})
    finish(job, outcome="failed")
    assert not (job.folder.path / "observers").exists()


def test_listing_imports_neither_torch_nor_tensorboard():
    code = (
        "import sys, desktop_tl_tensorboard as p; list(p.desktop_tl_observers());"
        "print([name for name in ('torch', 'tensorboard', 'numpy', 'PIL') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
