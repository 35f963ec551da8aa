"""What leaves the app is loaded by programs that know nothing of it, and says what the app says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import desktop_tl_exporters as plugin
import desktop_tl_timm
import desktop_tl_torchvision
from desktop_tl.api import UserError
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.exporting import export_run
from desktop_tl.app.paths import Paths
from desktop_tl.app.predictions import open_predictor
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.folder import RunFolder
from tests.helpers.small_app import SmallApp, train_small
from tests.helpers.small_texts import SmallTexts, text_recipe

NETWORKS = {"timm": "timm/test_efficientnet", "torchvision": "torchvision/shufflenet_v2_x0_5"}


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> AppContext:
    given = {"small": SmallApp(), "exporters": plugin, "timm": desktop_tl_timm, "torchvision": desktop_tl_torchvision}
    plugins = load_plugins([GivenPlugin(name, module) for name, module in given.items()])
    assert {record.state for record in plugins.records} == {"ready"}, plugins.records
    return build_context(paths=Paths.below(tmp_path_factory.mktemp("home")), plugins=plugins)


@pytest.fixture(scope="module")
def runs(context: AppContext) -> dict[str, RunFolder]:
    """One epoch of a small network of each library, trained as a whole, so that no weight is as it was."""
    return {
        library: train_small(context, name=library, epochs=1, image_size=64, **{"backbone.id": backbone})
        for library, backbone in NETWORKS.items()
    }


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "some picture.png"
    Image.fromarray(np.random.default_rng(3).integers(0, 256, (90, 70, 3), np.uint8)).save(path)
    return path


def ask_script(folder: Path, picture: Path | str) -> tuple[str, float]:
    """What `predict.py` says, run as its reader would: elsewhere, with a Python that cannot import the app."""
    without = "import sys, runpy; sys.modules['desktop_tl'] = None; "
    setup = f"sys.path.insert(0, {str(folder)!r}); sys.argv = ['predict.py', {str(picture)!r}]; "
    code = f"{without}{setup}runpy.run_path({str(folder / 'predict.py')!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=False)
    assert done.returncode == 0, done.stderr
    found = re.fullmatch(rf"{re.escape(str(picture))}: (\w+) \(([\d.]+)%\)\n", done.stdout)
    assert found, done.stdout
    return found[1], float(found[2]) / 100


@pytest.mark.parametrize(
    ("exporter", "library"), [("torch-export", "timm"), ("safetensors", "timm"), ("safetensors", "torchvision")]
)
def test_the_script_beside_the_model_says_what_the_app_says(context, runs, picture, tmp_path, exporter, library):
    folder = export_run(context, runs[library], exporter, out=tmp_path / "out")
    (prediction,) = open_predictor(context, runs[library]).predict([picture], ["it"])
    name, share = ask_script(folder, picture)
    assert name == prediction.scores[0][0]
    assert share == pytest.approx(prediction.scores[0][1], abs=0.0006)  # it prints one digit behind the point


def test_a_program_takes_any_number_of_pictures(context, runs, tmp_path):
    import torch

    folder = export_run(context, runs["timm"], "torch-export", out=tmp_path / "out")
    program = torch.export.load(folder / "model.pt2").module()
    for number in (1, 5):
        assert program(torch.zeros(number, 3, 64, 64)).shape == (number, 2)


def test_a_program_of_texts_says_what_the_app_says(tmp_path):
    plugins = load_plugins([GivenPlugin("small", SmallTexts()), GivenPlugin("exporters", plugin)])
    context = build_context(paths=Paths.below(tmp_path / "home"), plugins=plugins)
    job = context.jobs.start(text_recipe())
    assert job.wait(200)
    folder = export_run(context, job.folder, "torch-export", out=tmp_path / "out")
    assert sorted(path.name for path in folder.iterdir()) == [
        "model.json",
        "model.pt2",
        "predict.py",
        "texts.py",
        "tokenizer.json",
    ]
    text = "the cat purrs at night"  # shorter than the texts with which the program was traced
    (wanted,) = open_predictor(context, job.folder).predict([text], [text])
    name, share = ask_script(folder, text)
    assert (name, share) == (wanted.scores[0][0], pytest.approx(wanted.scores[0][1], abs=0.00051))
    with pytest.raises(UserError, match="takes models of pictures, this one is of texts") as caught:
        export_run(context, job.folder, "safetensors", out=tmp_path / "other")
    assert "torch-export" in caught.value.advice


def test_weights_fit_the_network_as_timm_makes_it(context, runs, tmp_path):
    import timm
    from safetensors.torch import load_file

    folder = export_run(context, runs["timm"], "safetensors", out=tmp_path / "out")
    network = timm.create_model("test_efficientnet", num_classes=2)
    network.load_state_dict(load_file(folder / "model.safetensors"))  # every name, no more and no less


def test_weights_of_an_unknown_network_are_refused_with_the_way_out(context, tmp_path):
    run = train_small(context, name="own", epochs=1)
    with pytest.raises(UserError, match="test/small") as caught:
        export_run(context, run, "safetensors", out=tmp_path / "out")
    assert "torch-export" in caught.value.advice
    assert list(tmp_path.iterdir()) == []
    export_run(context, run, "torch-export", out=tmp_path / "out")


def test_listing_imports_no_torch():
    code = "import sys, desktop_tl_exporters as p; print(len(list(p.desktop_tl_exporters())), 'torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2", "False"]
