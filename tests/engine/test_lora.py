"""Adapters learn beside a network that stays as it is, and what a run leaves is an ordinary network."""

import sys
from pathlib import Path

import pytest
import torch
from torch import nn

from desktop_tl.api import Backbone, Stage, UserError
from desktop_tl.api import events as e
from desktop_tl.engine.building import build_model
from desktop_tl.engine.checkpoints import find_checkpoint, load_weights, read_trained_model
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.engine.finetune import finetune
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.run import Parts
from desktop_tl.engine.stages import describe_stages
from desktop_tl.engine.state import hash_state
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.strategy import Strategy
from desktop_tl_classification.task import Classification
from tests.helpers.killable import small_recipe
from tests.helpers.nets import SMALL_NET, TREATMENT, colored_squares


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    torch.manual_seed(5)
    torch.save(SMALL_NET.build(SMALL_NET.options()).module.state_dict(), tmp_path / "small.pth")
    return Parts(
        task=Classification(),
        dataset=colored_squares(96, classes=3),
        backbone=SMALL_NET,
        weights=None,
        weights_path=tmp_path / "small.pth",
        features=FeatureStore(tmp_path / "features", limit_bytes=2**30),
    )


def run(folder: Path, recipe: Recipe, parts: Parts) -> tuple[dict[str, object], list[e.Event], RunFolder]:
    run_folder, events = RunFolder.create(folder, recipe), list[e.Event]()
    return finetune(recipe, parts, run_folder, events.append, StopToken()), events, run_folder


def lora_recipe(strategy: str, **settings: object) -> Recipe:
    return small_recipe(strategy, **{"epochs": 6, "optimizer": "adamw", "learning_rate": 0.02, **settings})


@pytest.mark.parametrize(("text", "means"), [
    ("lora", Strategy("lora", 0, 8)), ("LoRA:4", Strategy("lora", 0, 4)), ("lora:16:2", Strategy("lora", 2, 16)),
])  # fmt: skip
def test_the_word_names_the_rank_and_the_stages(text: str, means: Strategy) -> None:
    assert Strategy.parse(text) == means
    assert Strategy.parse(str(means)) == means


@pytest.mark.parametrize("text", ["lora:0", "lora:", "lora:8:0", "lora:99999", "lora:x"])
def test_a_rank_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"lora:R \(adapters of rank R, for instance lora:8"):
        Strategy.parse(text)


def test_what_was_pretrained_stays_and_only_adapters_and_head_are_trained_and_kept(parts: Parts, tmp_path) -> None:
    recipe = lora_recipe("lora:2")
    pretrained = build_model(recipe, parts, TREATMENT).fixed_state()
    result, events, folder = run(tmp_path / "run", recipe, parts)
    assert result["frozen_unchanged"] is True
    assert result["accuracy"] > 0.8
    built = next(event for event in events if isinstance(event, e.ModelBuilt))
    layers = [3 * 9 + 8, 8 * 9 + 16, 16 * 9 + 24]
    assert built.trained_parameters == 2 * sum(layers) + 24 * 3 + 3
    assert built.frozen_stages == 0

    base = load_weights(folder.frozen_path)[0]
    assert hash_state(base) == hash_state(pretrained), "all stages, under the names of the network"
    assert set(base) == {f"stages.{name}" for name in plain_stages()}
    last, best = (load_weights(find_checkpoint(folder.checkpoints_path, kind))[0] for kind in ("last", "best"))
    moving = {name for name in last if name.startswith("model.stages.")}
    assert moving and all(".lora_A." in name or ".lora_B." in name for name in moving)
    assert set(best) - {"head.weight", "head.bias"} == {
        "stages.stem.0.weight", "stages.middle.0.weight", "stages.top.0.0.weight"
    }  # fmt: skip
    assert not any(torch.equal(base[name], best[name]) for name in best if name in base)


def plain_stages() -> set[str]:
    backbone = SMALL_NET.build(SMALL_NET.options())
    return {f"{stage.name}.{name}" for stage in backbone.stages for name in stage.module.state_dict()}


def test_what_is_measured_is_the_network_with_the_adapters_added(parts: Parts, tmp_path) -> None:
    _, events, folder = run(tmp_path / "run", lora_recipe("lora:2"), parts)
    best = next(event for event in reversed(events) if isinstance(event, e.EpochFinished) and event.is_best)
    stored = folder.evaluation().metrics
    assert stored["accuracy"] == best.validation["accuracy"]
    assert stored["loss"] == pytest.approx(best.validation["loss"], rel=1e-6, abs=1e-6)


def test_adapters_in_the_last_stages_leave_the_first_ones_in_the_cache(parts: Parts, tmp_path) -> None:
    result, events, folder = run(tmp_path / "run", lora_recipe("lora:4:1"), parts)
    assert result["frozen_unchanged"] is True
    assert next(event for event in events if isinstance(event, e.ModelBuilt)).frozen_stages == 2
    assert {"features", "training"} <= {ev.phase for ev in events if isinstance(ev, e.PhaseProgressed)}
    assert set(load_weights(find_checkpoint(folder.checkpoints_path, "best"))[0]) == {
        "stages.top.0.0.weight", "head.weight", "head.bias"
    }  # fmt: skip


def test_a_run_with_adapters_is_trained_on_and_begins_another_one(parts: Parts, tmp_path) -> None:
    _, _, first = run(tmp_path / "first", lora_recipe("lora:2"), parts)
    again = lora_recipe("lora:2").model_copy(update={"start_from": str(first.path)})
    model = build_model(again, parts, TREATMENT)
    learned = read_trained_model(first)
    assert hash_state(model.fixed_state()) == hash_state({k: t for k, t in learned.items() if k.startswith("stages.")})
    assert torch.equal(model.head.state_dict()["weight"], learned["head.weight"])

    result, _, second = run(
        tmp_path / "second", lora_recipe("all"), Parts(**{**vars(parts), "weights_path": first.path})
    )
    assert result["accuracy"] > 0.8
    assert not torch.equal(read_trained_model(second)["stages.stem.0.weight"], learned["stages.stem.0.weight"])


def test_a_stage_that_is_itself_a_layer_is_adapted_and_comes_back() -> None:
    network = nn.Sequential(nn.Linear(12, 12), nn.ReLU(), nn.Linear(12, 6))
    stages = [Stage(f"s{number}", module) for number, module in enumerate(network)]
    model = FineTunedModel(Backbone(module=network, stages=stages, num_features=6), nn.Linear(6, 2), 0)
    x, before = torch.randn(3, 12), model.state_dict()
    said = model(x)
    model.adapt(2)
    assert torch.equal(model(x), said), "an adapter adds nothing before it has learned"
    torch.nn.init.normal_(model.adapters.layers["s0"].lora_B["default"].weight)
    adapted, merged = model(x), model.best_state()
    assert not torch.allclose(adapted, said)
    model.take_out_adapters()
    assert torch.equal(model(x), said)
    assert model.state_dict().keys() == before.keys()
    model.load(merged)
    assert torch.allclose(model(x), adapted, atol=1e-5)


class PastItsLayer(nn.Module):
    """Takes the weights of one layer past it, as fused attention does."""

    def __init__(self) -> None:
        super().__init__()
        self.called, self.passed = nn.Linear(12, 12), nn.Linear(12, 12)
        self.block = nn.TransformerEncoderLayer(12, 2, 24, batch_first=True)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.block(nn.functional.linear(self.called(x), self.passed.weight, self.passed.bias))


def test_layers_whose_weights_are_taken_past_them_are_not_adapted() -> None:
    net = PastItsLayer()
    examples = [torch.randn(2, 5, 12), torch.zeros(2, 12)]
    model = FineTunedModel(
        Backbone(module=net, stages=[Stage("only", net)], num_features=12), nn.Linear(12, 2), 0, examples
    )
    model.adapt(2)
    assert list(model.adapters.layers) == ["only.called"]
    assert isinstance(net.passed, nn.Linear)
    assert not any(p.grad is not None for p in model.parameters())


def test_a_rank_for_which_no_adapter_is_small_is_refused(parts: Parts) -> None:
    with pytest.raises(UserError, match="LoRA with this rank is smaller") as refused:
        build_model(lora_recipe("lora:64"), parts, TREATMENT)
    assert "smaller rank" in refused.value.advice


def test_more_stages_than_there_are_is_refused(parts: Parts) -> None:
    with pytest.raises(UserError, match="has 3 stages; the strategy asks for 5") as refused:
        build_model(lora_recipe("lora:2:5"), parts, TREATMENT)
    assert refused.value.advice == "Choose lora:2:3 or fewer, or all."


def test_without_peft_a_sentence_says_how_to_get_it(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "peft", None)  # what Python itself keeps of a module that cannot be imported
    with pytest.raises(UserError, match="needs the package peft") as refused:
        build_model(lora_recipe("lora:2"), parts, TREATMENT)
    assert "pip install peft" in refused.value.advice


def test_the_stages_tell_before_the_run_how_much_their_adapters_hold(parts: Parts) -> None:
    stages = describe_stages(SMALL_NET, SMALL_NET.options())
    assert [stage.layers for stage in stages] == [((35, 216),), ((88, 1152),), ((168, 3456),)]
