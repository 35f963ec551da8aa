"""What the observer writes is what MLflow's own client reads back: all of it, and once."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from mlflow import MlflowClient

import desktop_tl_mlflow as plugin
from desktop_tl.api import UserError
from desktop_tl.api.events import EpochFinished, Noted
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.job import Job
from desktop_tl.app.paths import Paths
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl_mlflow.store import require_allowed
from tests.helpers.small_app import SmallApp, small_recipe

SECONDS = 200.0
EPOCHS = 4


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    plugins = load_plugins([GivenPlugin("small", SmallApp()), GivenPlugin("mlflow", plugin)])
    assert [record.state for record in plugins.records] == ["ready", "ready"], plugins.records
    return build_context(paths=Paths.below(tmp_path / "home"), plugins=plugins)


def finish(job: Job, *, outcome: str = "finished") -> list[str]:
    """The warnings of a run that came to this end."""
    assert job.wait(SECONDS)
    assert job.end is not None
    assert job.end.outcome == outcome, job.end.report
    return [event.message for event in job.drain() if isinstance(event, Noted) and event.level == "warning"]


def read_runs(folder: Path, experiment: str = "Desktop TL"):
    client = MlflowClient(tracking_uri=f"sqlite:///{folder.as_posix()}/mlflow.db")
    found = client.get_experiment_by_name(experiment)
    return client, client.search_runs([found.experiment_id])


def steps(client: MlflowClient, run, name: str) -> list[int]:
    return [point.step for point in client.get_metric_history(run.info.run_id, name)]


def test_parameters_metrics_tags_files_and_status_are_read_back(context, tmp_path):
    chosen = {"mlflow": {"folder": str(tmp_path / "ml"), "experiment": "Squares", "pictures": 3}}
    job = context.jobs.start(small_recipe(epochs=EPOCHS), observers=chosen)
    assert job.wait(SECONDS)
    epochs = [event for event in job.drain() if isinstance(event, EpochFinished)]
    assert not finish(job)
    client, (run,) = read_runs(tmp_path / "ml", "Squares")
    assert run.info.status == "FINISHED"
    assert run.info.run_name == "small"
    assert run.data.params["training.epochs"] == str(EPOCHS)
    assert run.data.params["strategy"] == "scratch"
    assert run.data.tags["backbone"] == "test/small"
    assert run.data.tags["device"].startswith("CPU")
    history = client.get_metric_history(run.info.run_id, "validation/loss")
    assert [(point.step, point.value) for point in history] == [(e.epoch, e.validation["loss"]) for e in epochs]
    assert steps(client, run, "train/accuracy") == [1, 2, 3, 4]
    assert steps(client, run, "step/loss")
    assert run.data.metrics["result/accuracy"] == job.end.result["accuracy"]
    files = {file.path for file in client.list_artifacts(run.info.run_id)}
    assert files == {"recipe.toml", "environment.json", "model.json", "evaluation.json", "pictures"}
    assert len(client.list_artifacts(run.info.run_id, "pictures")) == 3
    assert "mlflow ui" in job.watching.told[0]


def test_a_resumed_run_goes_on_as_the_same_one_without_a_point_twice(context):
    job = context.jobs.start(small_recipe(epochs=EPOCHS), observers={"mlflow": {}})
    deadline = time.monotonic() + SECONDS
    while not any(isinstance(event, EpochFinished) for event in job.drain()):
        assert time.monotonic() < deadline
        assert job.is_running
    job.stop()
    finish(job, outcome="stopped")
    client, (run,) = read_runs(context.paths.observers / "mlflow")
    assert run.info.status == "KILLED"
    assert not finish(context.jobs.resume(job.folder))
    client, (run,) = read_runs(context.paths.observers / "mlflow")
    assert run.info.status == "FINISHED"
    assert steps(client, run, "validation/accuracy") == [1, 2, 3, 4]
    told = steps(client, run, "step/loss")
    assert told == sorted(set(told))


def test_a_failed_run_is_failed_in_mlflow_and_says_why(context):
    recipe = small_recipe().with_settings({"strategy": "head"})  # the small net has no weights
    finish(context.jobs.start(recipe, observers={"mlflow": {}}), outcome="failed")
    _, (run,) = read_runs(context.paths.observers / "mlflow")
    assert run.info.status == "FAILED"
    assert "no pretrained weights" in run.data.tags["message"]


def test_a_server_that_does_not_answer_is_said_and_the_run_goes_on(context):
    chosen = {"mlflow": {"server": "http://127.0.0.1:9"}}
    (warning,) = finish(context.jobs.start(small_recipe(epochs=1), observers=chosen))
    assert "http://127.0.0.1:9" in warning
    assert "Check the address" in warning


def test_a_folder_that_cannot_be_used_is_said_and_the_run_goes_on(context, tmp_path):
    (tmp_path / "file").write_text("x")
    chosen = {"mlflow": {"folder": str(tmp_path / "file")}}
    (warning,) = finish(context.jobs.start(small_recipe(epochs=1), observers=chosen))
    assert str(tmp_path / "file") in warning


def test_who_wants_to_stay_offline_talks_to_no_server_elsewhere():
    for here in ("http://localhost:5000", "http://127.0.0.1:5000", "http://[::1]:5000"):
        require_allowed(here, is_offline=True)
    require_allowed("https://mlflow.example.org", is_offline=False)
    with pytest.raises(UserError, match="Stay offline"):
        require_allowed("https://mlflow.example.org", is_offline=True)


@pytest.mark.parametrize("server", ["ftp://x", "file:///tmp/mlruns", "localhost:5000", "http://a b"])
def test_only_an_address_of_a_server_is_taken_for_one(context, server):
    with pytest.raises(UserError, match="server"):
        context.jobs.start(small_recipe(), observers={"mlflow": {"server": server}})


def test_listing_imports_no_mlflow_and_using_it_sends_no_statistics():
    code = (
        "import sys, desktop_tl_mlflow as p; list(p.desktop_tl_observers());"
        "print([name for name in ('mlflow', 'sqlalchemy', 'PIL') if name in sys.modules]);"
        "import desktop_tl_mlflow.store; from mlflow.telemetry.client import get_telemetry_client as get; print(get())"
    )
    environment = {name: value for name, value in os.environ.items() if "CI" not in name and "PYTEST" not in name}
    environment.pop("MLFLOW_DISABLE_TELEMETRY", None)
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "None"]
