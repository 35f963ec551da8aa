"""A model learns to write: figures are over tokens, runs are repeated exactly, and what it has learned is handed on."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from desktop_tl.api import LossOptions, UserError
from desktop_tl.api import events as e
from desktop_tl.engine import finetune as finetuning
from desktop_tl.engine.building import build_model
from desktop_tl.engine.checkpoints import find_checkpoint, load_weights
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.engine.finetune import finetune
from desktop_tl.engine.generation import find_prompts, load_text_generator
from desktop_tl.engine.run import Parts
from desktop_tl.engine.text_treatment import TextTreatment, note_cut
from desktop_tl.engine.texts import load_tokens
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.generation import GenerationSettings
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.text_evaluation import TextEvaluation
from desktop_tl_text_generation.task import TextGeneration
from tests.helpers.writers import STORY, text_blocks, writer_spec, writing_parts, writing_recipe


@pytest.fixture(scope="module")
def calibrations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """How to compute is measured once for all of them."""
    return tmp_path_factory.mktemp("kept") / "calibration.json"


def train(path: Path, recipe: Recipe, parts: Parts) -> tuple[RunFolder, list[e.Event]]:
    folder, events = RunFolder.create(path, recipe), list[e.Event]()
    finetune(recipe, parts, folder, events.append, StopToken())
    return folder, events


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory, calibrations: Path) -> tuple[RunFolder, list[e.Event]]:
    parts = writing_parts(calibrations=calibrations)
    return train(tmp_path_factory.mktemp("runs") / "learned", writing_recipe(epochs=3), parts)


def epochs_of(events: list[e.Event]) -> list[e.EpochFinished]:
    return [event for event in events if isinstance(event, e.EpochFinished)]


def best_tensors(folder: RunFolder, kind: Any = "best") -> dict[str, torch.Tensor]:
    path = find_checkpoint(folder.checkpoints_path, kind)
    assert path is not None
    return load_weights(path)[0]


def test_perplexity_falls_and_the_lowest_is_the_best(learned: tuple[RunFolder, list[e.Event]]) -> None:
    folder, events = learned
    found = [epoch.validation["perplexity"] for epoch in epochs_of(events)]
    assert found[-1] < found[0] < 2048
    assert [epoch.is_best for epoch in epochs_of(events)] == [
        value == min(found[: n + 1]) for n, value in enumerate(found)
    ]
    assert e.TaskBuilt(answer="text", main_metric="perplexity", lower_is_better=True) in events
    written = [event for event in events if isinstance(event, e.TextsGenerated)]
    assert [event.epoch for event in written] == [1, 2, 3]
    assert {tuple(text.prompt for text in event.texts) for event in written} == {
        tuple(text.prompt for text in written[0].texts)
    }
    assert written[0].texts[0].prompt == ""
    assert all(text.text for text in written[-1].texts)
    evaluation = folder.evaluation()
    assert isinstance(evaluation, TextEvaluation)
    assert evaluation.loss == pytest.approx(evaluation.metrics["loss"], abs=1e-5)
    assert evaluation.perplexity == pytest.approx(min(found), rel=1e-4)
    assert len(evaluation.generated) == 3
    assert evaluation.mistakes()[0].loss == max(evaluation.losses)


def test_the_figures_are_means_over_tokens_however_long_the_texts_are() -> None:
    task, random = TextGeneration(), torch.Generator().manual_seed(1)
    lengths = (9, 2, 5, 1)
    targets = torch.full((4, 9), -1)
    for row, length in zip(targets, lengths, strict=True):
        row[:length] = torch.randint(7, (length,), generator=random)
    outputs = torch.randn(4, 9, 7, generator=random)
    each = [
        F.cross_entropy(o[: n - 1], t[1:n], reduction="sum") for o, t, n in zip(outputs, targets, lengths, strict=True)
    ]
    expected = float(sum(each)) / 13
    assert float(task.loss(outputs, targets, LossOptions())) == pytest.approx(expected)
    assert float(task.loss(outputs, targets[:, :9], LossOptions())) == pytest.approx(expected)
    assert task.weigh(targets) == 13
    for parts in ((4,), (1, 3), (2, 1, 1)):
        meter, start = task.meter(()), 0
        for count in parts:
            meter.update(outputs[start : start + count], targets[start : start + count])
            start += count
        assert meter.compute()["loss"] == pytest.approx(expected)
        assert meter.compute()["perplexity"] == pytest.approx(np.exp(expected))
    assert float(task.loss(outputs[3:], targets[3:], LossOptions())) == 0.0
    assert task.meter(()).compute() == {}


def test_a_batch_in_portions_and_cached_features_change_nothing(
    tmp_path: Path, learned: tuple[RunFolder, list[e.Event]], calibrations: Path
) -> None:
    """The frozen part draws nothing, so that all ways to compute an epoch of the head are the same."""
    start = {"start_from": str(learned[0].path), "epochs": 1}
    ways: dict[str, dict[str, Any]] = {
        "whole": {"batch_size": 16, "cache_features": False},
        "portions": {"batch_size": 4, "accumulate": 4, "cache_features": False},
        "cached": {"batch_size": 16},
    }
    found = {}
    for name, settings in ways.items():
        parts = writing_parts(calibrations=calibrations, features=FeatureStore(tmp_path / name, limit_bytes=10**8))
        folder, events = train(tmp_path / f"run-{name}", writing_recipe("head", **start, **settings), parts)
        found[name] = best_tensors(folder)["head.weight"], epochs_of(events)[0].validation["loss"]
    for weights, loss in found.values():
        assert torch.allclose(weights, found["whole"][0], atol=1e-5)
        assert loss == pytest.approx(found["whole"][1], abs=1e-5)


def test_writing_draws_nothing_from_the_training_and_a_broken_run_goes_on_exactly(
    tmp_path: Path, calibrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe, parts = writing_recipe(), writing_parts(calibrations=calibrations)
    unbroken = RunFolder.create(tmp_path / "unbroken", recipe)
    broken = tmp_path / "broken"
    events: list[e.Event] = []

    def copy(event: e.Event) -> None:
        events.append(event)
        if isinstance(event, e.CheckpointSaved) and (event.kind, event.epoch) == ("last", 1):
            shutil.copytree(unbroken.path, broken, ignore=shutil.ignore_patterns("*.lock"))

    finetune(recipe, parts, unbroken, copy, StopToken())
    again: list[e.Event] = []
    finetune(recipe, parts, RunFolder.open(broken), again.append, StopToken(), resume=True)
    monkeypatch.setattr(finetuning, "make_writer", lambda *_: None)
    silent, _ = train(tmp_path / "silent", recipe, parts)
    for folder in (RunFolder.open(broken), silent):
        for kind in ("best", "last"):
            mine, theirs = best_tensors(folder, kind), best_tensors(unbroken, kind)
            assert all(torch.equal(mine[name], theirs[name]) for name in theirs)
    assert RunFolder.open(broken).evaluation() == unbroken.evaluation()
    assert [event for event in again if isinstance(event, e.TextsGenerated)] == [
        event for event in events if isinstance(event, e.TextsGenerated) and event.epoch == 2
    ]


def test_a_run_is_a_backbone_again_with_its_last_layer(learned: tuple[RunFolder, list[e.Event]]) -> None:
    parts = writing_parts(dataset=text_blocks(STORY), weights_path=learned[0].path)
    treatment = TextTreatment(preprocessing=writer_spec().preprocessing.at_length(64))  # type: ignore[union-attr]
    model = build_model(writing_recipe("all"), parts, treatment)
    trained = best_tensors(learned[0])
    assert torch.equal(model.state_dict()["head.weight"], trained["head.weight"])
    assert torch.equal(
        model.state_dict()["stages.block1.layer.ln_1.weight"], trained["stages.block1.layer.ln_1.weight"]
    )
    fresh = build_model(writing_recipe("scratch"), replace(parts, weights_path=None), treatment)
    assert not torch.equal(fresh.state_dict()["head.weight"], trained["head.weight"])


def test_the_same_seed_writes_the_same_text_and_a_stop_keeps_what_is_there(
    learned: tuple[RunFolder, list[e.Event]],
) -> None:
    generator = load_text_generator(learned[0], backbone=writer_spec(), task=TextGeneration(), device="cpu")
    settings = GenerationSettings(max_tokens=12)
    told: list[str] = []
    text = generator.generate("A plugin is", settings, told.append)
    assert text == told[-1] == generator.generate("A plugin is", settings)
    assert all(text.startswith(part) for part in told)
    assert text != generator.generate("A plugin is", settings.model_copy(update={"seed": 5}))
    stop = StopToken()
    short = generator.generate("A plugin is", settings, lambda _text: stop.request(), stop)
    assert text.startswith(short)
    assert len(short) < len(text)
    greedy = settings.model_copy(update={"temperature": 0.0})
    assert generator.generate("The app " * 200, greedy), "of a long prompt the end is seen"


def test_a_text_ends_where_the_model_ends_it(learned: tuple[RunFolder, list[e.Event]]) -> None:
    generator = load_text_generator(learned[0], backbone=writer_spec(), task=TextGeneration(), device="cpu")
    with torch.no_grad():
        generator.model.head.weight[generator.preprocessing.end] = 0
        generator.model.head.weight[1:] = -generator.model.head.weight[1:].abs() * 1e-6
    generator.model.tell_last = lambda *_: torch.nn.functional.one_hot(torch.zeros(1).long(), 2048).float()  # type: ignore[method-assign]
    assert generator.generate("A plugin", GenerationSettings(temperature=0.0)) == ""


def test_a_network_that_reads_cannot_be_taught_to_write() -> None:
    with pytest.raises(UserError, match="does not write"):
        TextGeneration().build_head_from(None, 8, ())


def test_texts_are_framed_unless_they_go_on_or_are_cut() -> None:
    from desktop_tl.api import TextPart

    frame = writer_spec().preprocessing.at_length(8)  # type: ignore[union-attr]
    rows = {
        name: load_tokens(source, frame).tolist()
        for name, source in {"whole": "the end", "part": TextPart("the end"), "cut": "word " * 50}.items()
    }
    assert rows["whole"][:1] == rows["part"][:1] == rows["cut"][:1] == [frame.begin]
    length = rows["whole"].index(-1)
    assert rows["whole"][length - 1] == frame.end
    assert rows["part"] == [*rows["whole"][: length - 1], *[-1] * (9 - length)]
    assert frame.end not in rows["cut"][1:]
    assert -1 not in rows["cut"]


def test_texts_that_are_longer_than_what_is_learnt_are_told_of() -> None:
    dataset, preprocessing = text_blocks(), writer_spec().preprocessing
    train = np.arange(len(dataset))
    note = note_cut(dataset, train, preprocessing.at_length(32))  # type: ignore[union-attr]
    assert note is not None
    assert "more than the 32 tokens" in note.message
    assert note_cut(dataset, train, preprocessing.at_length(256)) is None  # type: ignore[union-attr]


def test_what_is_written_after_every_epoch_begins_with_whole_words_of_texts_that_were_kept_back() -> None:
    dataset, preprocessing = text_blocks(STORY), writer_spec().preprocessing
    indices = np.arange(0, len(dataset), 3)
    prompts = find_prompts(dataset, indices, preprocessing)  # type: ignore[arg-type]
    assert prompts == find_prompts(dataset, indices, preprocessing)  # type: ignore[arg-type]
    assert prompts[0] == ""
    texts = [str(dataset.sample(int(index)).source) for index in indices]
    for prompt in prompts[1:]:
        (text,) = [text for text in texts if text.startswith(prompt)][:1]
        assert len(prompt.split()) == 1 or not (prompt[-1].isalnum() and text[len(prompt)].isalnum())
    assert any(len(prompt.split()) > 1 for prompt in prompts)
