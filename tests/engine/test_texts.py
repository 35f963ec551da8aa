"""Texts: how they are read, and that a run on them keeps every promise that one on pictures keeps."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from pydantic import BaseModel

from desktop_tl.api import LocalFile, Preprocessing, Sample, Stopped, TextPreprocessing, UserError
from desktop_tl.api import events as e
from desktop_tl.api.preprocessing import parse_preprocessing
from desktop_tl.app.weights import WeightsStore, complete_preprocessing
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.engine.finetune import finetune
from desktop_tl.engine.loader import Loader
from desktop_tl.engine.order import group_by_size
from desktop_tl.engine.prediction import load_predictor
from desktop_tl.engine.run import Parts
from desktop_tl.engine.texts import UnreadableText, load_tokens, read_text
from desktop_tl.engine.treatment import plain_treatment
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl_classification.task import Classification
from tests.helpers.nets import ArrayDataset
from tests.helpers.texts import LENGTH, TEXT_NET, cats_and_ships, make_tokenizer, text_preprocessing, text_treatment

CPU = torch.device("cpu")


@pytest.mark.parametrize(
    "content",
    [
        "Grüße, 猫".encode(),
        "Grüße, 猫".encode("utf-8-sig"),
        "Grüße, 猫".encode("utf-16"),
        b"\xfe\xff" + "Grüße, 猫".encode("utf-16-be"),
    ],
)
def test_a_text_file_is_read_in_the_usual_encodings(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(content)
    assert read_text(path) == read_text(content) == "Grüße, 猫"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("  \n", "empty"),
        (b"", "empty"),
        ("Grüße".encode("latin-1"), r"not written in UTF-8 \(byte 3"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a text file"),
        (np.zeros((2, 2), np.uint8), "a picture, not a text"),
        (Path("nowhere.txt"), "no such file"),
        (Path(__file__).parent, "a folder, not a text"),
    ],
)
def test_what_is_no_text_is_said_in_words(source: Any, words: str) -> None:
    with pytest.raises(UnreadableText, match=words):
        read_text(source)


def test_tokens_are_cut_and_filled_up() -> None:
    row = load_tokens("the cat", text_preprocessing())
    assert row.shape == (LENGTH,)
    assert (row >= 0).sum() == 3, "two words behind the mark of the beginning"
    assert (row[3:] == -1).all()
    assert (load_tokens("cat " * 99, text_preprocessing()) >= 0).all()
    x = text_treatment().to_input(torch.from_numpy(np.stack([row, row])), CPU)
    assert x.dtype == torch.int64
    assert x.shape == (2, 3), "as long as the longest of the batch"


def test_preprocessing_comes_back_from_a_document() -> None:
    preprocessing = text_preprocessing()
    again = parse_preprocessing(preprocessing.model_dump(mode="json"))
    assert again == preprocessing
    assert (load_tokens("ship", again) == load_tokens("ship", preprocessing)).all()


def test_workers_make_the_rows_that_threads_make() -> None:
    texts = [f"cat {'ship ' * n}" for n in range(12)] + [""]
    found = []
    for workers in (0, 1):
        loader = Loader(text_treatment(), threads=2, workers=workers)
        try:
            chunks = [np.arange(0, 7), np.arange(7, 13)]
            batches = list(loader.load_samples(chunks, lambda part: [texts[i] for i in part], epoch=1, device=CPU))
        finally:
            loader.close()
        assert batches[1].unreadable == {12: "the text is empty"}
        found.append(torch.cat([batch.rows for batch in batches]))
    assert torch.equal(*found)
    assert found[0].dtype == torch.int32


def test_samples_of_like_size_share_a_batch_in_an_order_that_is_random() -> None:
    random = np.random.default_rng(1)
    sizes = random.integers(1, 500, 1000)
    order = group_by_size(random.permutation(1000), sizes, 10, random)
    assert sorted(order.tolist()) == list(range(1000))
    batches = sizes[order].reshape(-1, 10)
    spread = np.mean(batches.max(1) - batches.min(1))
    assert spread < 0.1 * 500, f"sizes within a batch differ by {spread:.0f} of 500"
    assert abs(np.corrcoef(np.arange(100), batches.mean(1))[0, 1]) < 0.5, "long ones neither first nor last"
    short_last = group_by_size(np.arange(15), sizes[:15], 10, random)
    assert set(short_last[10:]) == set(np.argsort(-sizes[:15], kind="stable")[10:]), "the short batch comes last"


def test_stop_is_looked_at_while_texts_are_measured() -> None:
    stop, dataset = StopToken(), cats_and_ships(400)
    read: list[int] = []

    class Stopping:
        def sample(self, index: int) -> Sample:
            read.append(index)
            if len(read) == 100:
                stop.request()
            return dataset.sample(index)

    with pytest.raises(Stopped):
        text_treatment().measure(Stopping(), np.arange(400), stop.check)  # type: ignore[arg-type]
    assert 100 <= len(read) < 200


class Pooling(BaseModel):
    """A choice that changes no weight."""

    pooling: str = "mean"


class Runs:
    """Runs of the small text net."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        self.weights = folder / "text.pth"
        torch.manual_seed(5)
        torch.save(TEXT_NET.build(TEXT_NET.options()).module.state_dict(), self.weights)

    def run(
        self, strategy: str = "head", dataset: ArrayDataset | None = None, **settings: Any
    ) -> tuple[dict[str, Any], list[e.Event], RunFolder]:
        self.count += 1
        recipe = Recipe(
            dataset=DatasetChoice(id="test/texts"), backbone=BackboneChoice(id=TEXT_NET.id), strategy=strategy
        ).with_settings(
            {"epochs": 3, "batch_size": 8, "device": "cpu", "precision": "fp32", "learning_rate": 0.3, **settings}
        )
        parts = Parts(
            task=Classification(),
            dataset=dataset or cats_and_ships(),
            backbone=replace(TEXT_NET, options=Pooling),
            weights=None,
            weights_path=self.weights,
            preprocessing=text_preprocessing(),
            features=FeatureStore(self.folder / "features", limit_bytes=10**8),
            calibrations=self.folder / "calibration.json",
        )
        events: list[e.Event] = []
        folder = RunFolder.create(self.folder / f"run-{self.count}", recipe)
        return finetune(recipe, parts, folder, events.append, StopToken()), events, folder


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(tmp_path)


@pytest.mark.parametrize("strategy", ["head", "last:1", "last:2", "all", "scratch", "lp-ft", "gradual"])
def test_every_strategy_learns_from_texts_and_what_is_frozen_stays(runs: Runs, strategy: str) -> None:
    result, _, _ = runs.run(strategy, epochs=6)
    assert result["accuracy"] >= 0.9
    assert result["frozen_unchanged"] is True


@pytest.mark.parametrize("strategy", ["head", "last:1", "last:2"])
def test_cached_features_say_what_fresh_ones_say(runs: Runs, strategy: str) -> None:
    losses = []
    for cached in (True, False):
        _, events, _ = runs.run(strategy, cache_features=cached)
        losses.append([event.train["loss"] for event in events if isinstance(event, e.EpochFinished)])
    assert losses[0] == pytest.approx(losses[1], rel=1e-5), "texts are as long in the cache as the longest there may be"


def test_a_second_run_reads_the_features_of_the_first(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    treatment = type(text_treatment())
    load = treatment.load
    monkeypatch.setattr(treatment, "load", lambda self, source: (read.append(source), load(self, source))[1])
    first = runs.run()[0]
    assert len(read) == 48
    second = runs.run()[0]
    assert len(read) == 48
    assert second["metrics"] == first["metrics"]
    runs.run(max_length=6)
    assert len(read) == 96, "another length is another treatment"
    runs.run(**{"backbone.options": {"pooling": "first"}})
    assert len(read) == 144, "how a backbone pools is no weight, and yet another feature"


def test_an_empty_text_is_set_aside_and_a_class_of_them_is_named(runs: Runs) -> None:
    dataset = cats_and_ships()
    dataset.pixels[4] = " "  # type: ignore[index]
    _, events, _ = runs.run(dataset=dataset)
    aside = [event for event in events if isinstance(event, e.SampleSetAside)]
    assert [(event.sample, event.reason) for event in aside] == [("sample-4", "the text is empty")]
    dataset = cats_and_ships(46)
    dataset.pixels = ["" if target else text for text, target in zip(dataset.pixels, dataset.targets, strict=True)]
    with pytest.raises(UserError, match="none of the training samples of ‘ships’"):
        runs.run(dataset=dataset)


def test_a_trained_model_predicts_texts_as_it_was_measured(runs: Runs) -> None:
    dataset = cats_and_ships()
    _, _, folder = runs.run("last:1", dataset=dataset, epochs=6)
    predictor = load_predictor(folder, backbone=TEXT_NET, task=Classification())
    evaluation = folder.evaluation()
    numbers = [int(name.removeprefix("sample-")) for name in evaluation.samples]
    assert numbers == sorted(numbers), "in the order of the dataset"
    found = predictor.predict([dataset.pixels[n] for n in numbers], list(evaluation.samples))
    assert [p.scores[0][0] for p in found] == [evaluation.classes[p] for p in evaluation.predicted]
    assert [p.scores[0][1] for p in found] == pytest.approx(evaluation.confidences, abs=1e-5)
    assert predictor.predict([""], ["nothing"])[0].problem == "the text is empty"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"augmentation": "light"}, "not augmented"),
        ({"mixing": "mixup"}, "not augmented"),
        ({"max_length": 65}, "at most 64"),
    ],
)
def test_settings_that_mean_nothing_for_texts_are_refused_in_words(
    runs: Runs, settings: dict[str, Any], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        runs.run(**settings)


def test_a_damaged_tokenizer_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    wanted = TextPreprocessing(max_length=8, tokenizer=LocalFile(path=str(path)))

    def complete() -> Preprocessing:
        store = WeightsStore(folder=tmp_path / "weights")
        return complete_preprocessing("test/text", wanted, store, lambda done, total: None, StopToken())

    with pytest.raises(UserError, match=r"tokenizer\.json, the tokenizer of test/text"):
        complete()
    path.write_text("{")
    with pytest.raises(UserError, match=r"tokenizer\.json cannot be used"):
        complete()
    path.write_text(make_tokenizer(), "utf-8")
    assert (plain_treatment(complete()).load("cat")[:2] >= 0).all()
