"""Opening what somebody else sent never executes code: every file may be a trap, and all that happens is a sentence."""

import contextlib
import hashlib
import json
import os
import pickle
import shutil
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from desktop_tl.api import UserError
from desktop_tl.app.context import AppContext
from desktop_tl.app.predictions import open_predictor
from desktop_tl.app.trained import as_backbone, resolve_backbone, train_longer
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import load_recipe
from desktop_tl.testing import find_place
from tests.helpers.small_app import interrupt, small_context, small_recipe, train_small

FILES = (
    "recipe.toml",
    "model.json",
    "environment.json",
    "evaluation.json",
    "result.json",
    "events.jsonl",
    "frozen/weights.safetensors",
    "frozen/state.json",
    "frozen/manifest.json",
    "checkpoints/last-000002/weights.safetensors",
    "checkpoints/last-000002/state.json",
    "checkpoints/best-000002/weights.safetensors",
    "checkpoints/best-000002/state.json",
    "checkpoints/best-000002/manifest.json",
)


class Trap:
    """Unpickled, it makes a file."""

    def __init__(self, sprung: Path) -> None:
        self.sprung = sprung

    def __reduce__(self):
        return os.mkdir, (str(self.sprung),)


@pytest.fixture(scope="module")
def trained(tmp_path_factory) -> Path:
    """The folder of a run that was trained here."""
    return train_small(small_context(tmp_path_factory.mktemp("honest"))).path


@pytest.fixture
def context(tmp_path) -> AppContext:
    return small_context(tmp_path / "home")


@pytest.fixture
def sprung(tmp_path):
    """What is there once a trap was sprung."""
    path = tmp_path / "sprung"
    yield path
    assert not path.exists(), "code out of a file was executed"


def spoil(run: Path, name: str, sprung: Path) -> None:
    """Puts a trap in the place of a file; the manifest beside it is made to agree, as somebody who means it would."""
    trap = pickle.dumps(Trap(sprung))
    (run / name).write_bytes(trap)
    manifest = (run / name).with_name("manifest.json")
    if manifest.exists() and manifest != run / name:
        known = json.loads(manifest.read_text("utf-8"))
        known[Path(name).name] = hashlib.sha256(trap).hexdigest()
        manifest.write_text(json.dumps(known), "utf-8")


@pytest.mark.parametrize("name", FILES)
def test_a_trap_in_a_run_is_never_sprung(trained, context, sprung, name):
    run = RunFolder(Path(shutil.copytree(trained, context.runs.path / "sent")))
    spoil(run.path, name, sprung)
    for look in (
        lambda: context.runs.summaries(),
        run.recipe,
        run.progress,
        run.evaluation,
        run.result,
        run.model,
        run.environment,
        run.status,
        lambda: open_predictor(context, run),
        lambda: train_longer(run, 1),
        lambda: as_backbone(run),
    ):
        with contextlib.suppress(UserError):
            look()


@pytest.mark.parametrize("name", [name for name in FILES if name != "recipe.toml" and "best" not in name][2:])
def test_a_trap_in_a_run_that_is_resumed_is_never_sprung(trained, context, sprung, name):
    run = RunFolder(Path(shutil.copytree(trained, context.runs.path / "sent")))
    interrupt(run)
    if not (run.path / name).exists():
        (run.path / name).touch()
    spoil(run.path, name, sprung)
    try:
        job = context.jobs.resume(run)
    except UserError:
        return
    assert job.wait(200)
    assert job.end is not None
    assert not job.end.report, job.end.report  # words, or a run that went on


@pytest.mark.parametrize("wrap", ["pickle", "zip", "numpy"])
def test_a_weights_file_with_a_trap_is_refused(context, sprung, tmp_path, wrap):
    file = tmp_path / "weights.pth"
    if wrap == "pickle":
        file.write_bytes(pickle.dumps({"stem.0.weight": Trap(sprung)}))
    elif wrap == "zip":
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("archive/data.pkl", pickle.dumps(Trap(sprung)))
            archive.writestr("archive/version", "3")
            archive.writestr("../../escaped", "slipped")
    else:
        np.save(file.open("wb"), np.array([Trap(sprung)], dtype=object), allow_pickle=True)
    recipe = small_recipe(strategy="head").with_settings({"backbone.weights_file": str(file)})
    job = context.jobs.start(recipe)
    assert job.wait(200)
    assert job.end is not None
    assert (job.end.outcome, job.end.report) == ("failed", "")
    assert str(file) in job.end.message
    assert not list(tmp_path.rglob("escaped"))


@pytest.mark.parametrize("name", ["../../escaped", "/tmp/escaped", "..", "a/../../escaped", "C:\\escaped", "nul\0byte"])
def test_the_name_in_a_recipe_leads_nowhere(context, name):
    job = context.jobs.start(small_recipe(name=name))
    try:
        assert job.folder.path.resolve().parent == context.runs.path.resolve()
    finally:
        assert job.wait(200)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("dataset.id", "os:system"),
        ("dataset.id", "../../evil"),
        ("dataset.id", "json.tool"),
        ("backbone.id", "os.path:join"),
        ("backbone.id", "../evil"),
        ("task", "subprocess:run"),
    ],
)
def test_an_id_in_a_recipe_is_looked_up_and_never_imported(context, tmp_path, monkeypatch, field, value):
    (tmp_path / "evil.py").write_text("raise SystemExit('imported')\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    small_recipe().with_settings({field: value}).save(tmp_path / "recipe.toml")
    job = context.jobs.start(load_recipe(tmp_path / "recipe.toml"))
    assert job.wait(200)
    assert job.end is not None
    assert (job.end.outcome, job.end.report) == ("failed", "")
    assert value in job.end.message
    assert "evil" not in sys.modules


@pytest.mark.parametrize("backbone", ["runs/../../outside", "runs//etc", "runs/.."])
def test_a_backbone_of_ones_own_is_looked_for_among_the_runs_only(context, tmp_path, trained, backbone):
    shutil.copytree(trained, tmp_path / "outside")
    context.runs.path.mkdir(parents=True, exist_ok=True)
    with pytest.raises(UserError):
        resolve_backbone(context.runs, backbone)


def test_a_wheel_that_slips_out_of_its_folder_is_refused_and_writes_nothing(tmp_path):
    wheel = tmp_path / "acme-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("acme-1.0.dist-info/entry_points.txt", "[desktop_tl]\nacme = acme\n")
        archive.writestr("../escaped.py", "")
    (tmp_path / "into").mkdir()
    with pytest.raises(UserError, match=r"leads out of it: \.\./escaped\.py"):
        find_place(str(wheel), tmp_path / "into")
    assert not (tmp_path / "escaped.py").exists()
    assert not list((tmp_path / "into").iterdir())
