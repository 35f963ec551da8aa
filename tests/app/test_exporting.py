"""What was exported has been seen to compute the same; what was not is nowhere."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from desktop_tl.api import ExporterSpec, TrainedModel, UserError, hookimpl
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.exporting import STEPS, export_run
from desktop_tl.app.paths import Paths
from desktop_tl.app.predictions import open_predictor
from desktop_tl.app.resources import resource
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.folder import RunFolder
from tests.helpers.small_app import SmallApp, train_small


class Exporters:
    """Right and wrong ones. The right one writes a state and makes of it the small net again, as its library would."""

    seen: TrainedModel

    def write(self, trained: TrainedModel, folder: Path, options: Any) -> None:
        import torch

        self.seen = trained
        torch.save(dict(trained.weights), folder / "state.pt")

    def load(self, folder: Path) -> Callable[..., Any]:
        import torch

        from tests.helpers.nets import build_small_net

        net = build_small_net(None).module
        net.fc = torch.nn.Linear(24, 2)
        net.load_state_dict(torch.load(folder / "state.pt", weights_only=True))
        return net.eval()

    def load_wrong(self, folder: Path) -> Callable[..., Any]:
        right = self.load(folder)
        return lambda pictures: right(pictures) + 0.01

    def load_other_shape(self, folder: Path) -> Callable[..., Any]:
        right = self.load(folder)
        return lambda pictures: right(pictures)[:, :1]

    def fail(self, trained: TrainedModel, folder: Path, options: Any) -> None:
        (folder / "half").write_text("x")
        raise RuntimeError("no such operator\nand more")

    @hookimpl
    def desktop_tl_exporters(self) -> list[ExporterSpec]:
        return [
            ExporterSpec(id="good", title="Good", write=self.write, load=self.load),
            ExporterSpec(id="wrong", title="Wrong", write=self.write, load=self.load_wrong),
            ExporterSpec(id="other", title="Other", write=self.write, load=self.load_other_shape),
            ExporterSpec(id="failing", title="Failing", write=self.fail, load=self.load),
        ]


@pytest.fixture(scope="module")
def exporters() -> Exporters:
    return Exporters()


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory, exporters: Exporters) -> AppContext:
    plugins = load_plugins([GivenPlugin("small", SmallApp()), GivenPlugin("exporters", exporters)])
    assert [record.state for record in plugins.records] == ["ready", "ready"], plugins.records
    return build_context(paths=Paths.below(tmp_path_factory.mktemp("home")), plugins=plugins)


@pytest.fixture(scope="module")
def run(context: AppContext) -> RunFolder:
    return train_small(context)


def test_an_export_holds_the_model_and_all_that_belongs_to_it(context, run, exporters, tmp_path):
    steps: list[str] = []
    folder = export_run(context, run, "good", out=tmp_path / "out", on_step=steps.append)
    assert folder == tmp_path / "out"
    assert steps == list(STEPS)
    assert sorted(path.name for path in folder.iterdir()) == ["model.json", "pictures.py", "state.pt"]
    about = json.loads((folder / "model.json").read_text("utf-8"))
    assert about["classes"] == ["red", "blue"]
    assert about["preprocessing"]["size"] == 16
    assert about["metrics"] == run.result()["metrics"]
    assert about["backbone"]["original_last_layer"] == exporters.seen.classifier == "fc"
    assert exporters.seen.weights["fc.weight"].shape == (2, 24)
    assert not exporters.seen.module.training


def test_without_a_place_each_gets_a_new_one_in_the_run(context, run):
    places = [export_run(context, run, "good") for _ in range(2)]
    assert [place.relative_to(run.path).as_posix() for place in places] == ["exports/good", "exports/good-2"]


@pytest.mark.parametrize(
    ("exporter", "words"),
    [
        ("wrong", "Wrong wrote gives other outputs: they differ by up to 0.01"),
        ("other", r"of shape \(2, 1\) instead of \(2, 2\)"),
        ("failing", "Failing cannot take this model: RuntimeError: no such operator"),
    ],
)
def test_what_does_not_compute_the_same_is_refused_and_nothing_is_kept(context, run, tmp_path, exporter, words):
    with pytest.raises(UserError, match=words) as caught:
        export_run(context, run, exporter, out=tmp_path / "out")
    assert "\n" not in caught.value.message
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_already_is_not_touched(context, run, tmp_path):
    (tmp_path / "out").mkdir()
    export_run(context, run, "good", out=tmp_path / "out")  # an empty folder is as good as none
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()}
    with pytest.raises(UserError, match="already exists"):
        export_run(context, run, "good", out=tmp_path / "out")
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()} == before
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UserError, match="already exists"):
        export_run(context, run, "good", out=tmp_path / "file")


def test_an_exporter_or_a_model_that_is_not_there_is_said(context, run, tmp_path):
    with pytest.raises(UserError, match="no exporter ‘god’") as caught:
        export_run(context, run, "god")
    assert "‘good’" in caught.value.advice
    empty = RunFolder.create(tmp_path / "run", run.recipe())
    with pytest.raises(UserError, match="no trained model"):
        export_run(context, empty, "good", out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_pictures_beside_the_model_become_what_they_are_in_the_app(context, run, tmp_path):
    """`pictures.py` needs nothing of the app, so it is compared with it on pictures of every kind."""
    folder = export_run(context, run, "good", out=tmp_path / "out")
    rng = np.random.default_rng(1)
    colours = rng.integers(0, 256, (40, 30, 3), np.uint8)
    pictures = {
        "plain.png": Image.fromarray(colours),
        "grey.png": Image.fromarray(colours[:, :, 0]),
        "clear.png": Image.fromarray(np.dstack([colours, colours[:, :, :1]]), "RGBA"),
        "palette.gif": Image.fromarray(colours).quantize(16),
        "deep.png": Image.fromarray(colours[:, :, 0].astype(np.uint16) * 257),
        "photo.jpg": Image.fromarray(np.kron(colours, np.ones((8, 8, 1), np.uint8))),
    }
    for name, picture in pictures.items():
        picture.save(tmp_path / name)
    turned = Image.Exif()
    turned[0x0112] = 6
    pictures["plain.png"].convert("RGB").save(tmp_path / "turned.jpg", exif=turned, quality=95)
    paths = sorted(path for path in tmp_path.iterdir() if path.is_file())

    prepare = "np.concatenate([pictures.prepare(path) for path in sys.argv[2:]])"
    code = f"import sys, numpy as np, pictures; np.save(sys.argv[1], {prepare})"
    command = [sys.executable, "-c", code, str(tmp_path / "found"), *map(str, paths)]
    subprocess.run(command, cwd=folder, check=True)
    found = np.load(tmp_path / "found.npy")
    assert found.shape == (len(paths), 3, 16, 16)
    from desktop_tl.engine.images import load_pixels
    from desktop_tl.engine.prediction import Predictor

    predictor = open_predictor(context, run)
    assert isinstance(predictor, Predictor)
    wanted = predictor.treatment.preprocessing
    for path, batch in zip(paths, found, strict=True):
        pixels = load_pixels(path, wanted).astype(np.float32) / 255
        normal = (pixels - np.array(wanted.mean)) / np.array(wanted.std)
        assert np.abs(batch - normal.transpose(2, 0, 1)).max() < 1e-5, path.name


@pytest.mark.parametrize(
    ("answer", "outputs", "words"),
    [
        ("class", [2.0, 0.0], "sky (88.1%)"),
        ("labels", [2.0, 0.0], "sky (88.1%), dog (50.0%)"),
        ("labels", [-2.0, -1.0], "no label"),
        ("values", [1234.5678, -0.5], "sky 1235, dog -0.5"),
    ],
)
def test_the_script_says_classes_labels_and_values(
    tmp_path: Path, answer: str, outputs: list[float], words: str
) -> None:
    (tmp_path / "model.json").write_text(json.dumps({"classes": ["sky", "dog"], "output": {"answer": answer}}))
    (tmp_path / "pictures.py").write_text(resource("export", "pictures.py").read_text("utf-8"), "utf-8")
    code = f"import pictures; print(pictures.say({outputs}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == words
