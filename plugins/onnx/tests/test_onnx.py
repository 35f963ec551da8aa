"""ONNX Runtime alone, on the file, says what the app says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from PIL import Image

import desktop_tl_onnx as plugin
from desktop_tl.api import UserError
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.exporting import export_run
from desktop_tl.app.paths import Paths
from desktop_tl.app.predictions import open_predictor
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl_onnx import writing
from tests.helpers.small_app import SmallApp, train_small


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> AppContext:
    plugins = load_plugins([GivenPlugin("small", SmallApp()), GivenPlugin("onnx", plugin)])
    assert {record.state for record in plugins.records} == {"ready"}, plugins.records
    return build_context(paths=Paths.below(tmp_path_factory.mktemp("home")), plugins=plugins)


@pytest.fixture(scope="module")
def run(context: AppContext):
    return train_small(context)


@pytest.fixture(scope="module")
def exported(context: AppContext, run) -> Path:
    return export_run(context, run, "onnx")


def test_the_file_is_valid_and_takes_any_number_of_pictures(exported):
    onnx.checker.check_model(onnx.load(exported / "model.onnx"), full_check=True)
    session = onnxruntime.InferenceSession(exported / "model.onnx", providers=["CPUExecutionProvider"])
    (given,), (told,) = session.get_inputs(), session.get_outputs()
    assert (given.name, given.shape[1:], told.name) == ("pictures", [3, 16, 16], "outputs")
    for number in (1, 5):
        (outputs,) = session.run(None, {"pictures": np.zeros((number, 3, 16, 16), np.float32)})
        assert outputs.shape == (number, 2)


def test_the_script_without_torch_says_what_the_app_says(context, run, exported, tmp_path):
    picture = tmp_path / "some picture.png"
    Image.fromarray(np.random.default_rng(3).integers(0, 256, (90, 70, 3), np.uint8)).save(picture)
    (prediction,) = open_predictor(context, run).predict([picture], ["it"])
    without = "import sys; sys.modules['torch'] = sys.modules['desktop_tl'] = None; "
    setup = f"sys.path.insert(0, {str(exported)!r}); sys.argv = ['predict.py', {str(picture)!r}]; import runpy; "
    code = f"{without}{setup}runpy.run_path({str(exported / 'predict.py')!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=False)
    assert done.returncode == 0, done.stderr
    found = re.search(r": (\w+) \(([\d.]+)%\)\n", done.stdout)
    assert found, done.stdout
    assert found[1] == prediction.scores[0][0]
    assert float(found[2]) / 100 == pytest.approx(prediction.scores[0][1], abs=0.0006)


def test_a_network_that_one_file_cannot_hold_is_refused_before_it_is_written(context, run, tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "MOST_BYTES", 1000)
    with pytest.raises(UserError, match="one ONNX file holds up to 2 GB") as caught:
        export_run(context, run, "onnx", out=tmp_path / "out")
    assert "torch-export" in caught.value.advice
    assert list(tmp_path.iterdir()) == []


def test_listing_imports_neither_torch_nor_onnx():
    code = (
        "import sys, desktop_tl_onnx as p; list(p.desktop_tl_exporters());"
        "print([name for name in ('torch', 'onnx', 'onnxruntime') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
