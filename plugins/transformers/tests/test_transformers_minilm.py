"""The real MiniLM, from its package: it knows what sentences mean, and a head on it learns at once."""

import os
from collections.abc import Sequence
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from desktop_tl.api import Backbone, BackboneSpec, Preprocessing
from desktop_tl.api import events as e
from desktop_tl.app.weights import WeightsStore, complete_preprocessing
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.engine.finetune import finetune
from desktop_tl.engine.prediction import load_predictor
from desktop_tl.engine.run import Parts
from desktop_tl.engine.treatment import plain_treatment
from desktop_tl.engine.weights_file import load_pretrained
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl_classification.task import Classification
from desktop_tl_transformers.catalog import list_pretrained
from tests.helpers.nets import ArrayDataset

ALIKE = [
    ("How do I get my money back?", "I would like a refund for what I have paid."),
    ("The parcel has not arrived yet.", "My delivery is late."),
    ("The cat is asleep on the sofa.", "A kitten naps on the couch."),
    ("It will rain all day tomorrow.", "The forecast says showers for the next day."),
]
COOKING = """Boil the pasta until it is tender.
Chop two onions and fry them in butter.
Leave the dough to rise for an hour.
Season the soup with salt and pepper.
Whisk the eggs with a pinch of sugar.
Bake at a medium heat until golden brown.
Pour the sauce over the roast.
Peel the potatoes and slice them thinly.
Let the rice simmer under a lid.
Grate some cheese over the top before serving.
Marinate the chicken in lemon and garlic.
Melt the chocolate in a bowl over hot water."""
STARS = """The planet orbits its sun once in eighty days.
A comet passed close to the Earth last week.
Telescopes gather the faint light of distant galaxies.
The moon always shows us the same face.
Black holes bend even light.
Jupiter has more than ninety moons.
The probe will reach Saturn in seven years.
Nebulae are clouds of gas in which stars are born.
The eclipse could be seen all over the continent.
Sunspots come and go in a cycle of eleven years.
Astronauts spent six months aboard the station.
A meteor burned up high above the desert."""
FORTUNES = Path(os.environ.get("DESKTOP_TL_FORTUNES", "/usr/share/games/fortunes"))
"""Where Debian's package of that name puts its texts."""
SUBJECTS = ("food", "kids", "law", "linux", "love", "medicine", "sports", "startrek")
"""Those of its files that are about something."""


@pytest.fixture(scope="module")
def spec() -> BackboneSpec:
    return list_pretrained()[0]


@pytest.fixture(scope="module")
def weights_path(spec: BackboneSpec) -> Path:
    source: Any = spec.weights[0].source
    return Path(str(distribution(source.distribution).locate_file(source.path)))


@pytest.fixture(scope="module")
def preprocessing(spec: BackboneSpec, tmp_path_factory: pytest.TempPathFactory) -> Preprocessing:
    store = WeightsStore(folder=tmp_path_factory.mktemp("weights"), is_offline=lambda: True)
    return complete_preprocessing(spec.id, spec.preprocessing, store, lambda _done, _total: None, StopToken())


@pytest.fixture(scope="module")
def network(spec: BackboneSpec, weights_path: Path) -> Backbone:
    backbone = spec.build(spec.options())
    load_pretrained(backbone, spec.weights[0], weights_path)
    for stage in backbone.stages:
        stage.module.eval()
    return backbone


@torch.no_grad()
def features_of(network: Backbone, preprocessing: Preprocessing, texts: list[str]) -> torch.Tensor:
    treatment = plain_treatment(preprocessing)
    rows = torch.from_numpy(np.stack([treatment.load(text) for text in texts]))
    return torch.nn.functional.normalize(network.run(treatment.to_input(rows, torch.device("cpu"))))


def test_the_weights_that_are_installed_come_first_and_are_checked_by_hash(spec, weights_path) -> None:
    assert (spec.id, spec.weights[0].id) == ("transformers/minilm-l6", "installed")
    assert weights_path.stat().st_size == spec.weights[0].source.size
    assert len(spec.weights[0].source.sha256) == 64


def test_sentences_of_like_meaning_are_nearer_than_all_others(network, preprocessing) -> None:
    first, second = zip(*ALIKE, strict=True)
    near = features_of(network, preprocessing, list(first)) @ features_of(network, preprocessing, list(second)).T
    alike, unlike = near.diagonal(), near[~torch.eye(len(ALIKE), dtype=torch.bool)]
    assert alike.min() > unlike.max() + 0.1


def run(
    folder: Path, spec: BackboneSpec, preprocessing: Preprocessing, path: Path, dataset: ArrayDataset, **settings: Any
) -> tuple[dict[str, Any], list[e.Event], RunFolder]:
    strategy = settings.pop("strategy")
    recipe = Recipe(dataset=DatasetChoice(id="test/texts"), backbone=BackboneChoice(id=spec.id), strategy=strategy)
    recipe = recipe.with_settings({"device": "cpu", "precision": "fp32", **settings})
    run_folder, events = RunFolder.create(folder, recipe), list[e.Event]()
    parts = Parts(
        task=Classification(),
        dataset=dataset,
        backbone=spec,
        weights=spec.weights[0],
        weights_path=path,
        preprocessing=preprocessing,
        features=FeatureStore(folder.parent / "features", limit_bytes=2**30),
        calibrations=folder.parent / "calibration.json",
    )
    return finetune(recipe, parts, run_folder, events.append, StopToken()), events, run_folder


def test_a_head_learns_two_subjects_from_nine_sentences_each(
    spec, preprocessing, weights_path, tmp_path, monkeypatch
) -> None:
    texts = [text for pair in zip(COOKING.splitlines(), STARS.splitlines(), strict=True) for text in pair]
    dataset = ArrayDataset(texts, [0, 1] * 12, ("cooking", "stars"), ["train"] * 18 + ["validation"] * 6)
    settings = {"strategy": "head", "epochs": 8, "batch_size": 6, "learning_rate": 0.01, "max_length": 32}
    result, events, folder = run(tmp_path / "first", spec, preprocessing, weights_path, dataset, **settings)
    assert result["accuracy"] == 1.0
    assert result["frozen_unchanged"] is True
    epochs = [event for event in events if isinstance(event, e.EpochFinished)]
    assert epochs[-1].train["loss"] < epochs[0].train["loss"]

    monkeypatch.setattr(type(plain_treatment(preprocessing)), "load", lambda *_: pytest.fail("reads a text again"))
    again, _, _ = run(tmp_path / "second", spec, preprocessing, weights_path, dataset, **settings)
    assert again["metrics"] == result["metrics"], "from the cache, without reading or computing anything twice"
    monkeypatch.undo()

    predictor = load_predictor(folder, backbone=spec, task=Classification(), device="cpu")
    said = predictor.predict(["Fry the fish on both sides.", "The rocket left for Mars."], ["fish", "rocket"])
    assert [prediction.scores[0][0] for prediction in said] == ["cooking", "stars"]


@pytest.mark.slow
@pytest.mark.skipif(not FORTUNES.is_dir(), reason="the texts of Debian's package fortunes are not here")
def test_on_fortunes_a_head_beats_training_from_scratch_for_as_many_epochs(
    spec, preprocessing, weights_path, tmp_path, capsys
) -> None:
    dataset = read_fortunes(FORTUNES, SUBJECTS, each=50)
    found = {}
    for strategy, settings in (
        ("head", {"learning_rate": 0.02}),
        ("scratch", {"learning_rate": 0.0005, "optimizer": "adamw", "warmup_epochs": 0.5}),
    ):
        settings |= {"strategy": strategy, "epochs": 4, "batch_size": 32, "max_length": 32}
        made, _, _ = run(tmp_path / strategy, spec, preprocessing, weights_path, dataset, **settings)
        found[strategy] = (made["accuracy"], made["training_seconds"])
    with capsys.disabled():
        print(f"\n{len(dataset)} texts of {len(dataset.classes)} classes:", found)
    assert found["head"][0] > found["scratch"][0] + 0.3
    assert found["head"][1] < found["scratch"][1]


def read_fortunes(folder: Path, files: Sequence[str], *, each: int) -> ArrayDataset:
    """Each file a class, its texts between lines of ``%``, of which ``each`` are taken."""
    texts, targets = list[str](), list[int]()
    for target, name in enumerate(files):
        parts = [part.strip() for part in (folder / name).read_text("utf-8", errors="replace").split("\n%\n")]
        parts = [part for part in parts if len(part) > 20]
        chosen = np.random.default_rng(0).choice(len(parts), each, replace=False)
        texts += [parts[number] for number in chosen]
        targets += [target] * each
    return ArrayDataset(texts, targets, files)
