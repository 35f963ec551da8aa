"""Where memory does not suffice, less is computed at once, and what comes out is the same.

The memory is pretended to be short: there is no other way to run out of it here.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from desktop_tl.api import Backbone
from desktop_tl.api import events as e
from desktop_tl.engine.errors import RetryableError, is_out_of_memory
from desktop_tl.engine.finetune import finetune
from desktop_tl.engine.memory import compute_in_portions
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.run import Parts
from desktop_tl.engine.step import Step
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken
from desktop_tl_classification.task import Classification
from tests.helpers.killable import small_recipe
from tests.helpers.nets import SMALL_NET, build_small_net, colored_squares

ON_MPS = "MPS backend out of memory (MPS allocated: 5 GB). Tried to allocate 1 GB on private pool."
ON_CPU = "[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate memory: you tried 8 bytes."

Train = Callable[..., list[e.Event]]


@pytest.fixture
def train(tmp_path: Path) -> Train:
    torch.manual_seed(5)
    weights = tmp_path / "small.pth"
    torch.save(build_small_net(SMALL_NET.options()).module.state_dict(), weights)

    def run(strategy: str, build: Callable[..., Backbone] = build_small_net, **settings: object) -> list[e.Event]:
        spec = replace(SMALL_NET, build=build)
        folder = RunFolder.create(tmp_path / f"run-{len(list(tmp_path.iterdir()))}", small_recipe(strategy, **settings))
        events: list[e.Event] = []
        parts = Parts(
            task=Classification(), dataset=colored_squares(), backbone=spec, weights=None, weights_path=weights
        )
        finetune(folder.recipe(), parts, folder, events.append, StopToken())
        return events

    return run


def figures(events: list[e.Event]) -> list[float]:
    return [value for event in events if isinstance(event, e.EpochFinished) for value in event.validation.values()]


@pytest.mark.parametrize(
    "error", [torch.OutOfMemoryError(), RuntimeError(ON_MPS), RuntimeError(ON_CPU), MemoryError()], ids=str
)
def test_every_device_says_in_its_own_way_that_memory_does_not_suffice(error: Exception) -> None:
    assert is_out_of_memory(error)
    assert not is_out_of_memory(RuntimeError("shapes do not fit"))


def test_portions_come_in_order_and_end_in_words() -> None:
    seen: list[int] = []

    def compute(part: slice, most: int = 3) -> None:
        if part.stop - part.start > most:
            raise torch.OutOfMemoryError
        seen.extend(range(10)[part])

    compute_in_portions(compute, 10)
    assert seen == list(range(10))
    with pytest.raises(RetryableError, match="one sample at a time"):
        compute_in_portions(lambda part: compute(part, most=0), 10)
    with pytest.raises(RuntimeError, match="shapes"):
        compute_in_portions(lambda _: exec("raise RuntimeError('shapes')"), 10)


def test_features_and_evaluation_find_what_fits_and_calibration_does_without(
    train: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    plenty = figures(train("last:1"))
    forward = FineTunedModel.prefix, FineTunedModel.suffix

    def short(compute: Callable[..., torch.Tensor]) -> Callable[..., torch.Tensor]:
        def run(self: FineTunedModel, x: torch.Tensor, *where: int) -> torch.Tensor:
            if len(x) > 4:
                raise RuntimeError(ON_MPS)
            return compute(self, x, *where)

        return run

    monkeypatch.setattr(FineTunedModel, "prefix", short(forward[0]))
    monkeypatch.setattr(FineTunedModel, "suffix", short(forward[1]))
    events = train("last:1")
    measured = [reason for event in events if isinstance(event, e.Calibrated) for reason in event.reasons.values()]
    assert any("not enough memory for 8 samples" in reason for reason in measured)
    assert figures(events) == pytest.approx(plenty, rel=0.1)


def test_stages_that_take_statistics_get_two_samples_though_the_head_got_one(
    train: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    compute = Step._compute

    def short(self: Step, x: torch.Tensor, targets: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        if len(x) > 2:
            raise torch.OutOfMemoryError
        return compute(self, x, targets)

    monkeypatch.setattr(Step, "_compute", short)
    events = train("gradual", epochs=3, batch_size=24)
    assert any("portions of 1," in event.message for event in events if isinstance(event, e.Noted))
    assert len([event for event in events if isinstance(event, e.EpochFinished)]) == 3


@pytest.mark.parametrize("precision", ["fp32", "fp16"])
def test_a_gradient_that_is_never_finite_is_told_in_every_precision(train: Train, precision: str) -> None:
    def build(options: object) -> Backbone:
        built = build_small_net(options)
        top = built.stages[2].module
        forward = top.forward
        top.forward = lambda x: forward(x + torch.sqrt(x * 0))  # type: ignore[method-assign]
        return built

    with pytest.raises(RetryableError, match="infinite"):
        train("all", build, precision=precision, epochs=20, batch_size=4)
