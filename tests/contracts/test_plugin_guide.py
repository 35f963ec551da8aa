"""What the guide for plugin authors shows is true: its tutorial installs, loads and computes, its examples run."""

import importlib
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

from desktop_tl.api import LossOptions, UserError
from desktop_tl.app.context import build_context
from desktop_tl.app.exporting import export_run
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.beginning import make_plugin
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.testing import Choice, PluginPlace, judge_all, list_checks
from tests.helpers.small_app import SmallApp, small_recipe, train_small
from tests.host.making import install

GUIDE = Path(__file__).parents[2] / "plugins" / "README.md"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
FILES = {found[1]: text for _, text in BLOCKS if (found := re.match(r"# (\S+\.(?:toml|py))\n", text))}
EXAMPLES = [text for language, text in BLOCKS if language == "python" and not text.startswith("# ")]


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """What the tutorial's command writes."""
    return make_plugin("acme", "backbone", tmp_path_factory.mktemp("work"))


@pytest.fixture(scope="module")
def tutorial(project, tmp_path_factory):
    """The plugins as loaded after the tutorial's project was built and installed into a folder on sys.path."""
    folder = tmp_path_factory.mktemp("site")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=project, check=True)
    (wheel,) = (project / "dist").iterdir()
    install(folder, wheel)
    sys.path.append(str(folder))
    importlib.invalidate_caches()
    yield load_plugins()
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "desktop_tl_acme"]:
        del sys.modules[name]


def load_example(words: str) -> types.ModuleType:
    (text,) = [text for text in EXAMPLES if words in text]
    module = types.ModuleType("example")
    sys.modules["example"] = module  # dataclasses look their module up
    exec(compile(text, "<plugins/README.md>", "exec"), module.__dict__)
    return module


def load_offer(words: str):
    """The one spec that the example with these words hands out through the host."""
    plugins = load_plugins([GivenPlugin("example", load_example(words))])
    (record,) = plugins.records
    assert record.state == "ready", record.error
    catalog = plugins.catalog
    (spec,) = [
        *catalog.backbones.values(),
        *catalog.datasets.values(),
        *catalog.tasks.values(),
        *catalog.observers.values(),
        *catalog.exporters.values(),
    ]
    return spec


def check_backbone(spec, options):
    import torch

    backbone = spec.build(options)
    backbone.module.eval()
    size = spec.preprocessing.size
    features = backbone.run(torch.zeros(2, 3, size, size))
    assert features.shape == (2, backbone.num_features)
    middle = backbone.run(torch.zeros(2, 3, size, size), 0, 1)
    assert torch.equal(backbone.run(middle, 1), features)
    assert sum(p.numel() for p in backbone.module.parameters()) == spec.parameters


@pytest.mark.parametrize("name", FILES)
def test_the_tutorial_shows_what_the_command_writes(project, name):
    assert FILES[name] == f"# {name}\n{(project / name).read_text(encoding='utf-8')}"


def test_the_tutorial_ends_with_a_visible_backbone(tutorial):
    record = tutorial.find("desktop-tl-acme:acme")
    assert record is not None
    assert record.state == "ready", record.error
    assert record.offers == {"backbones": ("acme/tiny-net",)}
    assert not record.imported_torch
    assert record.summary


def test_the_backbone_of_the_tutorial_gives_features(tutorial):
    spec = tutorial.catalog.find_backbone("acme/tiny-net")
    check_backbone(spec, spec.options())


def test_the_example_of_a_backbone_gives_features():
    spec = load_offer('id="acme/pixels"')
    check_backbone(spec, spec.options())


def test_the_example_of_a_dataset_opens():
    from desktop_tl.api import Dataset

    spec = load_offer('id="acme/stripes"')
    dataset = spec.open(spec.options())
    assert isinstance(dataset, Dataset)
    assert len(dataset) == 40
    assert dataset.sample(1).source.shape == (32, 32)
    assert dataset.fingerprint()
    with pytest.raises(UserError):
        spec.open(spec.options(images=3))


def test_the_example_of_texts_opens_and_keeps_the_contract(tmp_path, monkeypatch):
    (text,) = [text for text in EXAMPLES if 'id="acme/notes"' in text]
    (tmp_path / "acme_notes.py").write_text(text, encoding="utf-8")
    (tmp_path / "data").mkdir()
    notes = tmp_path / "data" / "some.notes"
    notes.write_text("good: I would watch it again\nbad: so dull: never again\ngood: fine\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    place = PluginPlace("acme", "acme_notes", (str(tmp_path),), ("desktop-tl>=0.1,<0.3",))
    examples = {"acme/notes": {"path": str(notes)}}
    verdicts = list(judge_all(list_checks(place, examples=examples)))
    assert [verdict for verdict in verdicts if verdict.outcome != "passed"] == []
    spec = load_offer('id="acme/notes"')
    dataset = spec.open(spec.options(path=notes))
    assert (dataset.sample(1).source, dataset.classes) == ("so dull: never again", ("bad", "good"))
    assert spec.recognises(notes)


def test_the_example_of_a_task_learns():
    import torch

    task = load_offer('id="acme-smooth"').build()
    head = task.build_head(6, ["a", "b"])
    outputs, targets = head(torch.randn(4, 6)), torch.tensor([0, 1, 0, 1])
    task.loss(outputs, targets, LossOptions()).backward()
    meter = task.meter(["a", "b"])
    meter.update(outputs, targets)
    assert 0 <= meter.compute()[task.main_metric] <= 1
    assert torch.allclose(task.scores(outputs).sum(1), torch.ones(4))


def test_the_example_of_an_observer_keeps_its_diary(tmp_path):
    module = load_example('id="acme-diary"')
    plugins = load_plugins([GivenPlugin("small", SmallApp()), GivenPlugin("diary", module)])
    context = build_context(paths=Paths.below(tmp_path), plugins=plugins)
    job = context.jobs.start(small_recipe(epochs=2), observers={"acme-diary": {"digits": 2}})
    assert job.wait(200)
    diary = job.folder.path / "observers" / "acme-diary" / "diary.txt"
    first, second = diary.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"Epoch 1: accuracy \d\.\d\d", first)
    assert second.startswith("Epoch 2")
    assert job.watching.told == [f"Diary: the diary is in {diary}"]


def test_the_example_of_an_exporter_exports(tmp_path):
    import torch

    module = load_example('id="acme-program"')
    plugins = load_plugins([GivenPlugin("small", SmallApp()), GivenPlugin("program", module)])
    context = build_context(paths=Paths.below(tmp_path), plugins=plugins)
    folder = export_run(context, train_small(context, epochs=1), "acme-program")
    assert torch.export.load(folder / "model.pt2").module()(torch.zeros(3, 3, 16, 16)).shape == (3, 2)


def test_the_example_of_weights_is_accepted():
    assert [weights.id for weights in load_offer('id="imagenet1k"').weights] == ["imagenet1k", "installed"]


OFFERS = ('id="acme/pixels"', 'id="acme/stripes"', 'id="acme-smooth"', 'id="acme-diary"', 'id="acme-program"')


@pytest.mark.parametrize("words", OFFERS)
def test_an_example_keeps_the_contract_that_the_kit_checks(tmp_path, monkeypatch, words):
    (text,) = [text for text in EXAMPLES if words in text]
    (tmp_path / "acme_example.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "acme_example", raising=False)
    place = PluginPlace("acme", "acme_example", (str(tmp_path),), ("desktop-tl>=0.1,<0.3",))
    verdicts = list(judge_all(list_checks(place, choice=Choice(most=None))))
    assert [verdict for verdict in verdicts if verdict.outcome == "failed"] == []
    assert sum(verdict.outcome == "passed" for verdict in verdicts) > 7


def test_the_example_of_a_test_with_examples_passes(tmp_path):
    (text,) = [text for text in EXAMPLES if "PluginTests" in text]
    (tmp_path / "test_example.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={tmp_path}", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "12 passed, 1 skipped" in done.stdout  # it is released together with the app


def test_no_example_is_left_untried():
    assert set(FILES) == {
        "pyproject.toml",
        "desktop_tl_acme/__init__.py",
        "desktop_tl_acme/network.py",
        "tests/test_contract.py",
    }
    assert len(EXAMPLES) == 8
