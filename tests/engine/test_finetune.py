"""The loop on small real data: it learns, frozen is frozen, the cache changes nothing, stops and failures keep all."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from desktop_tl.api import SetAside, Stopped, UserError
from desktop_tl.api import events as e
from desktop_tl.engine import computing_choice
from desktop_tl.engine.building import build_model
from desktop_tl.engine.checkpoints import find_checkpoint, load_weights
from desktop_tl.engine.computing import Computing
from desktop_tl.engine.finetune import finetune
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.plan import plan_epochs, rate_scales
from desktop_tl.engine.prediction import load_predictor
from desktop_tl.engine.preparation import choose_treatment
from desktop_tl.engine.run import Parts
from desktop_tl.engine.split import split_dataset
from desktop_tl.engine.state import hash_state
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.strategy import Strategy
from desktop_tl.runs.training_choice import TrainingChoice
from desktop_tl_classification.task import Classification
from tests.helpers.nets import SMALL_NET, TREATMENT, ArrayDataset, colored_squares


@pytest.fixture(scope="module")
def weights_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A weights file of the small net, so that the pretrained strategies have something to begin with."""
    torch.manual_seed(5)
    path = tmp_path_factory.mktemp("weights") / "small.pth"
    torch.save(SMALL_NET.build(SMALL_NET.options()).module.state_dict(), path)
    return path


class Fixture:
    def __init__(self, folder: Path, weights_path: Path) -> None:
        self.folder, self.weights_path = folder, weights_path
        self.count = 0

    def parts(self, dataset: ArrayDataset | None = None) -> Parts:
        return Parts(
            task=Classification(),
            dataset=dataset or colored_squares(),
            backbone=SMALL_NET,
            weights=None,
            weights_path=self.weights_path,
            calibrations=self.folder / "calibration.json",
        )

    def recipe(self, strategy: str = "head", **settings: Any) -> Recipe:
        recipe = Recipe(
            dataset=DatasetChoice(id="test/squares"), backbone=BackboneChoice(id=SMALL_NET.id), strategy=strategy
        )
        return recipe.with_settings({"epochs": 3, "batch_size": 8, "device": "cpu", "precision": "fp32", **settings})

    def run(
        self, recipe: Recipe, dataset: ArrayDataset | None = None, stop: StopToken | None = None, listen: Any = None
    ) -> tuple[dict[str, Any], list[e.Event], RunFolder]:
        self.count += 1
        folder = RunFolder.create(self.folder / f"run-{self.count}", recipe)
        events: list[e.Event] = []

        def emit(event: e.Event) -> None:
            events.append(event)
            if listen:
                listen(event)

        return finetune(recipe, self.parts(dataset), folder, emit, stop or StopToken()), events, folder


@pytest.fixture
def small(tmp_path: Path, weights_path: Path) -> Fixture:
    return Fixture(tmp_path, weights_path)


def epochs_of(events: list[e.Event]) -> list[e.EpochFinished]:
    return [event for event in events if isinstance(event, e.EpochFinished)]


def after_epoch(epoch: int, stop: StopToken) -> Callable[[e.Event], None]:
    """Listens to a run, and asks it to stop when that epoch is done."""
    return lambda event: stop.request() if isinstance(event, e.EpochFinished) and event.epoch == epoch else None


def figures_of(events: list[e.Event]) -> list[tuple[dict[str, float], dict[str, float]]]:
    return [(event.train, event.validation) for event in epochs_of(events)]


def test_one_batch_overfits(small: Fixture) -> None:
    rng = np.random.default_rng(0)
    pixels = [rng.integers(0, 255, (16, 16, 3), np.uint8) for _ in range(8)]
    dataset = ArrayDataset(pixels, [0, 1] * 4, ("a", "b"), splits=["train"] * 6 + ["validation"] * 2)
    _, events, _ = small.run(small.recipe("all", epochs=60, batch_size=6, learning_rate=0.05), dataset)
    assert epochs_of(events)[-1].train["accuracy"] == 1.0
    assert epochs_of(events)[-1].train["loss"] < 0.1


@pytest.mark.parametrize(
    ("strategy", "frozen"), [("head", 3), ("last:1", 2), ("last:2", 1), ("all", 0), ("scratch", 0)]
)
def test_frozen_parameters_and_buffers_do_not_move_and_the_others_do(
    small: Fixture, strategy: str, frozen: int
) -> None:
    recipe = small.recipe(strategy)
    parts = small.parts()
    before = build_model(recipe, parts, TREATMENT)
    result, events, folder = small.run(recipe)
    checkpoint = find_checkpoint(folder.checkpoints_path, "last")
    assert checkpoint is not None
    frozen_now = load_weights(folder.frozen_path)[0]
    trained_now = {name.removeprefix("model."): t for name, t in load_weights(checkpoint)[0].items()}
    assert hash_state(frozen_now) == hash_state(before.fixed_state())
    assert result["frozen_unchanged"] is True
    built = next(event for event in events if isinstance(event, e.ModelBuilt))
    assert built.frozen_stages == frozen
    assert {name.split(".")[1] for name in frozen_now} == set(("stem", "middle", "top")[:frozen])
    moved = {name for name, t in before.trained_state().items() if not torch.equal(t, trained_now[name])}
    assert moved == {name for name in trained_now if not name.startswith("optimizer.")}, (
        "every trained parameter and BatchNorm statistic has moved"
    )


def test_batch_norm_in_a_frozen_stage_stays_in_eval_mode_while_training(small: Fixture) -> None:
    model = build_model(small.recipe("last:1"), small.parts(), TREATMENT)
    model.train()
    assert [stage.training for stage in model.stages.values()] == [False, False, True]
    assert not any(p.requires_grad for stage in list(model.stages.values())[: model.frozen] for p in stage.parameters())


def test_the_same_seed_gives_the_same_losses_and_another_seed_does_not(small: Fixture) -> None:
    first = figures_of(small.run(small.recipe("all"))[1])
    torch.rand(7)  # whatever was drawn in between
    assert figures_of(small.run(small.recipe("all"))[1]) == first
    assert figures_of(small.run(small.recipe("all", seed=2))[1]) != first


@pytest.mark.parametrize("channels_last", [True, False])
@pytest.mark.parametrize("strategy", ["head", "last:1", "all"])
def test_with_the_cache_or_without_the_figures_are_the_same(
    small: Fixture, strategy: str, channels_last: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computing_choice, "USUALLY", 1e9 if channels_last else 0.0)
    cached = figures_of(small.run(small.recipe(strategy))[1])
    streamed = figures_of(small.run(small.recipe(strategy, cache_features=False))[1])
    for (train, validation), (train_2, validation_2) in zip(cached, streamed, strict=True):
        assert train == pytest.approx(train_2, abs=1e-5)
        assert validation == pytest.approx(validation_2, abs=1e-5)


def test_the_cache_looks_at_each_picture_once(small: Fixture, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset, seen = colored_squares(), []
    plain = dataset.sample
    monkeypatch.setattr(dataset, "sample", lambda index: seen.append(index) or plain(index))  # type: ignore[func-returns-value]
    small.run(small.recipe("head", epochs=1), dataset)
    once = len(seen)
    seen.clear()
    small.run(small.recipe("head", epochs=6), dataset)
    assert len(seen) == once


def test_the_reloaded_best_checkpoint_says_what_the_record_says(small: Fixture) -> None:
    dataset = colored_squares()
    _, _, folder = small.run(small.recipe("last:2"), dataset)
    predictor = load_predictor(folder, backbone=SMALL_NET, task=Classification(), device="cpu")
    record = folder.evaluation()
    indices = [int(name.split("-")[1]) for name in record.samples]
    predictions = predictor.predict([dataset.sample(i).source for i in indices], list(record.samples))
    for prediction, predicted, confidence in zip(predictions, record.predicted, record.confidences, strict=True):
        assert prediction.scores[0][0] == record.classes[predicted]
        assert prediction.scores[0][1] == pytest.approx(confidence, abs=1e-5)
        assert sum(score for _, score in prediction.scores) == pytest.approx(1)
    assert record.metrics["accuracy"] == record.right / len(record.samples)


def test_it_learns_to_tell_the_colours(small: Fixture) -> None:
    result, _, _ = small.run(small.recipe("all", epochs=8, learning_rate=0.03), colored_squares(96, classes=3))
    assert result["accuracy"] > 0.9


def test_pictures_that_cannot_be_read_are_named_and_left_out(small: Fixture) -> None:
    dataset = colored_squares()
    dataset.pixels = [b"" if index in (3, 10) else picture for index, picture in enumerate(dataset.pixels)]
    for cache in (True, False):
        _, events, folder = small.run(small.recipe("head", cache_features=cache), dataset)
        aside = [event for event in events if isinstance(event, e.SampleSetAside)]
        assert sorted((event.sample, event.reason) for event in aside) == [
            ("sample-10", "the file is empty (0 bytes)"),
            ("sample-3", "the file is empty (0 bytes)"),
        ]
        assert not {"sample-3", "sample-10"} & set(folder.evaluation().samples)


def test_a_stop_keeps_what_was_learned(small: Fixture) -> None:
    stop = StopToken()
    result, events, folder = small.run(small.recipe("head", epochs=50), stop=stop, listen=after_epoch(2, stop))
    assert result["stopped"] is True
    assert len(epochs_of(events)) == 2
    assert find_checkpoint(folder.checkpoints_path, "best") is not None
    assert find_checkpoint(folder.checkpoints_path, "last") is not None
    assert folder.evaluation().metrics["accuracy"] == result["accuracy"]


def test_a_stop_before_training_leaves_no_model(small: Fixture) -> None:
    stop = StopToken()
    stop.request()
    with pytest.raises(Stopped):
        small.run(small.recipe("head"), stop=stop)


def test_a_loss_that_is_not_finite_ends_the_run_before_it_reaches_the_weights(small: Fixture) -> None:
    with pytest.raises(UserError, match=r"loss became|infinite") as caught:
        small.run(small.recipe("all", learning_rate=100.0, weight_decay=1.0, epochs=60))
    assert "try again with 10" in caught.value.advice
    for path in small.folder.glob("run-*/checkpoints/*"):
        tensors = load_weights(path)[0]
        assert all(torch.isfinite(t).all() for name, t in tensors.items() if not name.startswith("optimizer."))


def test_a_last_batch_of_one_does_not_reach_batch_norm(small: Fixture) -> None:
    dataset = colored_squares(17)
    dataset.splits = ["train"] * 9 + ["validation"] * 8
    _, events, _ = small.run(small.recipe("all", batch_size=4), dataset)
    assert any("last batch" in event.message for event in events if isinstance(event, e.Noted))
    assert len(epochs_of(events)) == 3


def test_a_given_test_split_is_what_the_result_speaks_of(small: Fixture) -> None:
    dataset = colored_squares(60)
    dataset.splits = ["train"] * 40 + ["validation"] * 10 + ["test"] * 10
    _, events, folder = small.run(small.recipe("head"), dataset)
    assert folder.evaluation().split == "test"
    assert folder.evaluation().samples == tuple(f"sample-{i}" for i in range(50, 60))
    assert any(isinstance(event, e.EvaluationFinished) and event.split == "test" for event in events)


def test_classes_of_one_picture_are_trained_on_and_the_run_says_that_nothing_measures_it(small: Fixture) -> None:
    dataset = colored_squares(2)
    result, events, _ = small.run(small.recipe("head"), dataset)
    assert "accuracy" not in result
    assert any("no validation sample" in event.message for event in events if isinstance(event, e.Noted))


def test_more_stages_than_there_are_is_refused_in_words(small: Fixture) -> None:
    with pytest.raises(UserError, match="has 3 stages"):
        small.run(small.recipe("last:4"))


def test_a_full_disk_is_told_before_anything_is_computed(small: Fixture, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil
    from collections import namedtuple

    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10**9, 10**9, 1000))
    with pytest.raises(UserError, match="MB free"):
        small.run(small.recipe("head"))


def test_the_split_is_stratified_seeded_and_keeps_groups_together() -> None:
    dataset = ArrayDataset([None] * 100, [0] * 80 + [1] * 19 + [2], ("a", "b", "c"))
    parts = split_dataset(dataset, share=0.2, seed=1)
    counts = np.bincount(np.asarray(dataset.targets)[parts.validation], minlength=3)
    assert counts.tolist() == [16, 4, 0]
    assert sorted([*parts.train, *parts.validation]) == list(range(100))
    assert (split_dataset(dataset, share=0.2, seed=1).validation == parts.validation).all()
    assert (split_dataset(dataset, share=0.2, seed=2).validation != parts.validation).any()
    limited = split_dataset(dataset, share=0.2, seed=1, limit=20)
    assert 18 <= len(limited.train) + len(limited.validation) <= 22
    dataset.groups = [f"group-{index // 10}" for index in range(100)]
    grouped = split_dataset(dataset, share=0.2, seed=1)
    assert not {dataset.groups[i] for i in grouped.train} & {dataset.groups[i] for i in grouped.validation}


def test_a_smaller_image_size_is_what_the_network_sees(small: Fixture) -> None:
    recipe = small.recipe("head", image_size=8)
    parts = small.parts()
    split = split_dataset(parts.dataset, share=0.2, seed=1)
    assert choose_treatment(recipe, parts, split, lambda _event: None).example(1).shape == (1, 3, 8, 8)


def test_a_batch_of_one_picture_is_refused_in_words_where_batch_norm_is_trained(small: Fixture) -> None:
    with pytest.raises(UserError, match="batch of one sample") as caught:
        small.run(small.recipe("all", batch_size=1))
    assert caught.value.retry == {"batch_size": 2}  # type: ignore[attr-defined]
    assert "accuracy" in small.run(small.recipe("all", batch_size=1, freeze_norm=True, epochs=1))[0]
    assert "accuracy" in small.run(small.recipe("head", batch_size=1, epochs=1))[0]


def test_a_class_that_has_lost_all_its_pictures_is_named(small: Fixture) -> None:
    dataset = colored_squares(48, classes=3)
    dataset.pixels = [b"" if t == 2 else p for p, t in zip(dataset.pixels, dataset.targets, strict=True)]
    _, events, _ = small.run(small.recipe("head"), dataset)
    assert any("‘green’ can be read" in event.message for event in events if isinstance(event, e.Noted))
    dataset.pixels = [b"" if t else p for p, t in zip(dataset.pixels, dataset.targets, strict=True)]
    with pytest.raises(UserError, match="Fewer than two classes are left"):
        small.run(small.recipe("head"), dataset)


def test_what_a_dataset_has_to_say_is_told_before_it_is_refused(small: Fixture) -> None:
    dataset = colored_squares(4)
    dataset.targets, dataset.set_aside = [0, 0, 0, 0], [SetAside("b/x.png", "no permission")]
    events: list[e.Event] = []
    with pytest.raises(UserError):
        small.run(small.recipe("head"), dataset, listen=events.append)
    assert [event.reason for event in events if isinstance(event, e.SampleSetAside)] == ["no permission"]


@pytest.mark.parametrize(("build", "words"), [(lambda _: 1 / 0, "ZeroDivisionError"), (lambda _: None, "NoneType")])
def test_a_backbone_that_cannot_be_built_is_named(small: Fixture, build: Any, words: str) -> None:
    parts = replace(small.parts(), backbone=replace(SMALL_NET, build=build))
    with pytest.raises((UserError, RuntimeError), match=f"test/small .*{words}"):
        build_model(small.recipe("head"), parts, TREATMENT)


@pytest.mark.parametrize(
    "settings",
    [
        {"optimizer": "adamw", "learning_rate": 0.003, "warmup_epochs": 1},
        {"schedule": "one-cycle", "nesterov": True, "clip_norm": 1.0},
        {"ema_decay": 0.5, "accumulate": 2, "label_smoothing": 0.05},
        {"class_balance": "weights", "schedule": "step"},
        {"class_balance": "sampling", "schedule": "constant", "freeze_norm": True},
        {"augmentation": "light", "mixing": "both", "epochs": 12},
        {"optimizer": "adafactor", "learning_rate": 0.01},
        {"layer_decay": 0.7, "optimizer": "radam", "learning_rate": 0.01},
    ],
)
def test_every_way_to_train_learns(small: Fixture, settings: dict[str, Any]) -> None:
    recipe = small.recipe("all", **{"epochs": 8, "learning_rate": 0.03, **settings})
    result, _, _ = small.run(recipe, colored_squares(96, classes=3))
    assert result["accuracy"] > 0.7


@pytest.mark.parametrize("strategy", ["lp-ft", "gradual"])
def test_strategies_in_parts_learn_and_what_is_frozen_in_a_part_does_not_move(small: Fixture, strategy: str) -> None:
    recipe = small.recipe(strategy, epochs=9, learning_rate=0.03, full_rate_share=1.0)
    result, _, folder = small.run(recipe, colored_squares(96, classes=3))
    assert result["accuracy"] > 0.8
    assert result["frozen_unchanged"] is True
    assert folder.model()["frozen_stages"] == 0


def test_gradual_unfreezing_begins_with_the_head_and_ends_with_all() -> None:
    training = TrainingChoice(epochs=5)
    plan = plan_epochs(Strategy("gradual"), 3, training)
    assert [epoch.frozen for epoch in plan] == [2, 1, 0, 0, 0]
    scales = rate_scales(Strategy("gradual"), 3, training)
    assert scales == sorted(scales)
    assert scales[0] == pytest.approx(2.6**-4)


def test_early_stopping_ends_when_nothing_becomes_better(small: Fixture) -> None:
    _, events, _ = small.run(small.recipe("head", epochs=50, patience=2, learning_rate=1e-9))
    assert len(epochs_of(events)) < 50
    assert any("Stopped early" in event.message for event in events if isinstance(event, e.Noted))


def test_an_average_of_the_weights_does_not_hold_a_short_training_back(small: Fixture) -> None:
    _, events, _ = small.run(small.recipe("all", epochs=6, learning_rate=0.05, ema_decay=0.999))
    assert epochs_of(events)[-1].validation["accuracy"] == 1.0


def test_early_stopping_does_not_end_the_head_s_part_of_two(small: Fixture) -> None:
    """What is still to be unfrozen may yet help."""
    recipe = small.recipe("lp-ft", epochs=12, head_epochs=6, patience=2, learning_rate=1e-9)
    done = len(epochs_of(small.run(recipe)[1]))
    assert 6 < done < 12


def test_a_run_goes_on_on_another_kind_of_device(small: Fixture) -> None:
    """As it is fastest there, not as it was on the first one."""
    recipe, stop = small.recipe("all", epochs=3, device="auto"), StopToken()
    _, _, folder = small.run(recipe, stop=stop, listen=after_epoch(1, stop))
    environment = folder.environment()
    environment["calibration"] |= {"device": "cuda", "trained": asdict(Computing(precision="fp16"))}
    folder.write("environment", environment)
    events: list[e.Event] = []
    finetune(recipe, small.parts(), folder, events.append, StopToken(), resume=True)
    assert any("begun on cuda and continues on cpu" in event.message for event in events if isinstance(event, e.Noted))
    assert folder.environment()["calibration"]["trained"]["precision"] == "fp32"


def test_a_batch_that_does_not_fit_is_computed_in_portions_with_the_same_correction(
    small: Fixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The memory is pretended to be short: there is no other way to run out of it here."""
    recipe = small.recipe("all", freeze_norm=True, epochs=2)
    whole = figures_of(small.run(recipe)[1])
    suffix = FineTunedModel.suffix

    def short_of_memory(self: FineTunedModel, x: torch.Tensor) -> torch.Tensor:
        if self.head.training and len(x) > 4:
            raise torch.OutOfMemoryError("out of memory")
        return suffix(self, x)

    monkeypatch.setattr(FineTunedModel, "suffix", short_of_memory)
    _, events, _ = small.run(recipe)
    assert any("portions of 4" in event.message for event in events if isinstance(event, e.Noted))
    for (train, validation), (train_2, validation_2) in zip(whole, figures_of(events), strict=True):
        assert train == pytest.approx(train_2, rel=0.1)  # dropout draws differently in portions
        assert validation == pytest.approx(validation_2, rel=0.1)


@pytest.mark.parametrize("balance", ["none", "weights"])
def test_accumulated_batches_are_one_batch(small: Fixture, balance: str) -> None:
    """Rare classes included: what counts is the share of the weights, not of the samples."""
    dataset = colored_squares(60, classes=2)
    uneven = ArrayDataset(dataset.pixels, [int(i % 10 == 0) for i in range(60)], dataset.classes)
    whole = small.run(small.recipe(batch_size=8, class_balance=balance), uneven)
    parts = small.run(small.recipe(batch_size=2, accumulate=4, class_balance=balance), uneven)
    for (train, validation), (train_2, validation_2) in zip(figures_of(whole[1]), figures_of(parts[1]), strict=True):
        assert train == pytest.approx(train_2, rel=1e-4)
        assert validation == pytest.approx(validation_2, rel=1e-4)


def test_no_portion_of_a_batch_has_one_picture_where_statistics_are_taken(small: Fixture) -> None:
    sizes: list[int] = []
    suffix = FineTunedModel.suffix

    def measuring(self: FineTunedModel, x: torch.Tensor) -> torch.Tensor:
        if self.head.training:
            sizes.append(len(x))
        return suffix(self, x)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FineTunedModel, "suffix", measuring)
        small.run(small.recipe("all", batch_size=2, accumulate=3, epochs=1), colored_squares(29))
    assert min(sizes) >= 2


@pytest.mark.usefixtures("two_threads")
@pytest.mark.parametrize("fails", [False, True])
def test_the_threads_of_a_run_are_not_those_of_what_comes_after_it(
    small: Fixture, fails: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it fails in the middle."""
    monkeypatch.setattr(computing_choice, "FEWER_THREADS", 0.0)  # one thread, however long it takes
    seen: list[int] = []
    suffix = FineTunedModel.suffix

    def counting(self: FineTunedModel, x: torch.Tensor) -> torch.Tensor:
        if self.training:
            seen.append(torch.get_num_threads())
        return suffix(self, x) * (float("nan") if fails and self.training else 1.0)

    monkeypatch.setattr(FineTunedModel, "suffix", counting)
    with pytest.raises(UserError, match="loss became nan") if fails else nullcontext():
        small.run(small.recipe("head"))
    assert set(seen) == {1}
    assert torch.get_num_threads() == 2


def test_a_small_network_stays_exact_and_what_was_measured_is_kept(
    small: Fixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computing_choice, "SMALL_SECONDS", 60.0)  # on a busy machine it takes longer than it should
    recipe = small.recipe("head", precision="auto", epochs=1)
    _, events, folder = small.run(recipe)
    told = next(event for event in events if isinstance(event, e.Calibrated))
    assert "fp32" in told.choices["frozen part"]
    assert "fp32" in told.choices["trained part"]
    assert set(told.reasons) == set(told.choices)
    _, again, _ = small.run(recipe)
    assert next(event for event in again if isinstance(event, e.Calibrated)) == told, "measured once for a model"
    assert folder.environment()["calibration"]["trained"]["precision"] == "fp32"


@pytest.mark.parametrize("strategy", ["head", "last:1", "gradual"])
def test_frozen_statistics_do_not_move_either_where_the_frozen_part_runs_in_every_step(
    small: Fixture, strategy: str
) -> None:
    """Without the cache, training sends every batch through the frozen batch normalisation."""
    assert small.run(small.recipe(strategy, cache_features=False))[0]["frozen_unchanged"] is True
