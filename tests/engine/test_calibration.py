"""What is decided by measuring, is kept, told with its reason, and holds for predictions too."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import nn

from desktop_tl.engine import computing_choice
from desktop_tl.engine.calibration import Calibration, calibrate, consider_compiling
from desktop_tl.engine.computing import Computing, multiplies_bf16
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.stages import check_features
from tests.helpers.nets import SMALL_NET, TREATMENT

CPU = torch.device("cpu")
PREPROCESSING = SMALL_NET.preprocessing


def small_model(fixed: int = 1) -> FineTunedModel:
    torch.manual_seed(0)
    backbone = SMALL_NET.build(SMALL_NET.options())
    examples = check_features(backbone, TREATMENT.example(2), TREATMENT.input_words)
    return FineTunedModel(backbone, nn.Linear(backbone.num_features, 3), fixed, examples)


def plain(**changes: object) -> Calibration:
    known = Calibration(device="cpu", frozen=Computing(threads=1), trained=Computing(threads=1), sample_seconds=0.001)
    return replace(known, **changes)  # type: ignore[arg-type]


@pytest.mark.usefixtures("two_threads")
def test_each_choice_has_a_reason_and_is_measured_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computing_choice, "SMALL_SECONDS", 60.0)  # on a busy machine it takes longer than it should
    kept = tmp_path / "calibration.json"
    found = calibrate(small_model(), CPU, "auto", kept_in=kept)
    assert set(found.reasons) | {"torch.compile"} == set(found.choices())
    assert found.frozen is not None
    assert found.frozen.precision == found.trained.precision == "fp32", "the network is small"
    assert found.sample_seconds > 0
    assert calibrate(small_model(), CPU, "auto", kept_in=kept) == found
    kept.write_text('{"of another version": {"device": "cpu"}}')
    assert calibrate(small_model(), CPU, "auto", kept_in=kept).device == "cpu"


def test_a_resumed_run_computes_as_it_began_whatever_would_be_measured_now() -> None:
    known = plain(trained=Computing(channels_last=True, threads=1))
    model = small_model()
    assert calibrate(model, CPU, "auto", known=known) is known
    layouts = [
        next(m.weight for m in stage.modules() if isinstance(m, nn.Conv2d)).is_contiguous(
            memory_format=torch.channels_last
        )
        for stage in list(model.stages.values())[:2]
    ]
    assert layouts == [False, True], "the first stage is frozen"


def test_the_head_alone_is_measured_by_itself() -> None:
    found = calibrate(small_model(fixed=3), CPU, "bf16")
    assert found.trained.precision == "fp32"
    assert found.frozen is not None
    assert found.frozen.precision == "bf16"
    assert calibrate(small_model(fixed=0), CPU, "auto").frozen is None
    assert calibrate(small_model(fixed=0), CPU, "auto", frozen=3).frozen is not None


@pytest.mark.skipif(not multiplies_bf16(CPU), reason="this CPU has no instructions for bf16")
def test_half_precision_is_taken_where_it_is_faster_and_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computing_choice, "SMALL_SECONDS", 0.0)
    monkeypatch.setattr(computing_choice, "CLEARLY", {"cpu": 0.0})
    found = calibrate(small_model(), CPU, "auto")
    assert found.frozen is not None
    assert found.frozen.precision == "bf16"
    trained = found.trained  # in half precision as a whole, or in its convolutions, whichever is faster here
    assert trained.precision == "bf16" or trained.convolutions == "matrices"
    assert "gives differs by" in found.reasons["trained part"] or "give differs by" in found.reasons["trained part"]
    assert "matrix products in bf16 took" in found.reasons["trained part"]
    monkeypatch.setattr(computing_choice, "MOST_DIFFERENCE", 1e-9)
    refused = calibrate(small_model(), CPU, "auto").trained
    assert (refused.precision, refused.convolutions) == ("fp32", "direct")


def test_half_precision_gives_features_and_outputs_in_single() -> None:
    model = small_model().eval()
    x = torch.randn(2, 3, PREPROCESSING.size, PREPROCESSING.size)
    with torch.no_grad():
        expected = model(x)
        model.compute_as(Computing(precision="bf16"), Computing(precision="bf16"))
        features = model.prefix(x, 0, 1)
        outputs = model.suffix(features)
    assert features.dtype == outputs.dtype == torch.float32
    assert torch.allclose(outputs, expected, atol=0.05)
    assert not torch.equal(outputs, expected)


def test_a_device_without_half_precision_computes_in_single_and_unknown_formats_are_refused() -> None:
    assert Computing(precision="bf16", channels_last=True).on(torch.device("meta")) == Computing(channels_last=True)
    with pytest.raises(ValueError, match="int3"):
        Computing(precision="int3")  # type: ignore[arg-type]


def test_compiling_is_left_where_it_cannot_pay() -> None:
    short = consider_compiling(plain(), small_model(), samples=1000, batch=8)
    assert (short.compiled, "too short" in short.reasons["torch.compile"]) == (False, True)
    head = consider_compiling(plain(), small_model(fixed=3), samples=10**9, batch=8)
    assert (head.compiled, "no stage is trained" in head.reasons["torch.compile"]) == (False, True)


def test_a_long_training_tries_to_compile_and_says_what_came_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    model = small_model(fixed=2)
    x = torch.randn(8, 3, PREPROCESSING.size, PREPROCESSING.size)
    with torch.no_grad():
        before = model(x)
    tried = consider_compiling(plain(), model, samples=10**9, batch=8)
    assert "compil" in tried.reasons["torch.compile"]
    assert tried.choices()["torch.compile"] == ("on" if tried.compiled else "off")
    with torch.no_grad():
        assert torch.allclose(model(x), before, atol=1e-5)

    def refuse(self: FineTunedModel, wanted: bool = True) -> None:
        if wanted:
            raise RuntimeError("no C++ compiler was found\nin a long text")

    monkeypatch.setattr(FineTunedModel, "compile_trained", refuse)
    refused = consider_compiling(plain(), small_model(fixed=2), samples=10**9, batch=8)
    assert not refused.compiled
    assert refused.reasons["torch.compile"] == "it cannot be compiled here (no C++ compiler was found)"
