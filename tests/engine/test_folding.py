"""Folded copies compute what the originals do, wherever a convolution and a batch norm stand."""

import copy

import pytest
import timm
import torch
from timm.layers import BatchNormAct2d
from torch import Tensor, nn

from desktop_tl.engine.folding import fold_stage
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.stages import check_features
from desktop_tl.engine.state import hash_state
from tests.helpers.nets import SMALL_NET, TREATMENT


class Twice(nn.Module):
    """Uses what its convolution gives in a second place too, as pre-activation networks do."""

    def __init__(self) -> None:
        super().__init__()
        self.conv, self.norm = nn.Conv2d(4, 4, 3), nn.BatchNorm2d(4)

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv(x)
        return self.norm(y) + y


class Shared(nn.Module):
    """One convolution before two norms."""

    def __init__(self) -> None:
        super().__init__()
        self.conv, self.one, self.two = nn.Conv2d(4, 4, 1), nn.BatchNorm2d(4), nn.BatchNorm2d(4)

    def forward(self, x: Tensor) -> Tensor:
        return self.two(self.conv(self.one(self.conv(x))))


def trained(module: nn.Module) -> nn.Module:
    """With statistics and weights of batch norms that are not the first ones."""
    torch.manual_seed(3)
    for norm in module.modules():
        if isinstance(norm, nn.BatchNorm2d):
            for name, tensor in norm.state_dict().items():
                if tensor.is_floating_point():
                    tensor.uniform_(0.5, 2) if name in ("weight", "running_var") else tensor.normal_()
    return module.eval()


def norms_that_run(module: nn.Module, x: Tensor) -> int:
    with torch.no_grad(), torch.profiler.profile() as profile:
        module(x)
    calls = [event.name for event in profile.events()]
    return calls.count("aten::native_batch_norm")


X = torch.randn(2, 4, 8, 8, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize(
    ("module", "left"),
    [
        (nn.Sequential(nn.Conv2d(4, 6, 3, bias=False), nn.BatchNorm2d(6), nn.ReLU(), nn.Conv2d(6, 5, 1)), 0),
        (nn.Sequential(nn.Conv2d(4, 8, 3, groups=4), BatchNormAct2d(8), nn.Conv2d(8, 2, 1), nn.BatchNorm2d(2)), 0),
        (nn.Sequential(nn.BatchNorm2d(4), nn.Conv2d(4, 4, 3)), 1),
        (nn.Sequential(nn.Conv2d(4, 4, 3), nn.ReLU(), nn.BatchNorm2d(4)), 1),
        (Twice(), 1),
        (Shared(), 2),
        (nn.Sequential(nn.Conv2d(4, 4, 1), nn.BatchNorm2d(4, affine=False)), 0),
        (nn.Sequential(nn.Conv2d(4, 4, 1), nn.BatchNorm2d(4, track_running_stats=False)), 1),
    ],
)
def test_a_folded_copy_computes_the_same_with_fewer_norms(module: nn.Module, left: int) -> None:
    trained(module)
    before = hash_state(module.state_dict())
    folded = fold_stage(lambda stage: stage(X), module)
    other = torch.randn(3, 4, 9, 7)
    with torch.no_grad():
        assert torch.allclose(folded(other), module(other), rtol=1e-4, atol=1e-4)
    assert norms_that_run(folded, X) == left
    assert hash_state(module.state_dict()) == before


@pytest.mark.parametrize("name", ["resnet10t", "mobilenetv3_small_050", "densenet121", "regnetx_002"])
def test_whole_networks_fold(name: str) -> None:
    net = trained(timm.create_model(name, num_classes=0))
    x = torch.randn(2, 3, 64, 64)
    folded = fold_stage(lambda stage: stage(x), net)
    assert norms_that_run(folded, x) < norms_that_run(net, x)
    with torch.no_grad():
        assert torch.allclose(folded(x), net(x), rtol=1e-3, atol=1e-3 * float(net(x).abs().max()))


def test_a_model_uses_the_copies_only_for_what_never_moves() -> None:
    backbone = SMALL_NET.build(SMALL_NET.options())
    trained(backbone.module)
    examples = check_features(backbone, TREATMENT.example(2), TREATMENT.input_words)
    plain = FineTunedModel(backbone, nn.Linear(backbone.num_features, 2), 2, examples)
    folded = FineTunedModel(copy.deepcopy(backbone), copy.deepcopy(plain.head), 2, examples)
    folded.fold(examples[0])
    x = torch.randn(4, 3, SMALL_NET.preprocessing.size, SMALL_NET.preprocessing.size)
    for boundary in range(4):
        with torch.no_grad():
            rows = plain.prefix(x, 0, boundary)
            assert tuple(rows.shape[1:]) == examples[boundary].shape[1:]
            assert torch.allclose(folded.prefix(x, 0, boundary), rows, atol=1e-4)
    assert folded.state_dict().keys() == plain.state_dict().keys()
    assert hash_state(folded.state_dict()) == hash_state(plain.state_dict())
    folded.load({f"stages.{name}": torch.zeros_like(t) for name, t in folded.stages.state_dict().items()})
    assert not torch.allclose(folded.prefix(x, 0, 2), plain.prefix(x, 0, 2)), "copies of weights that are gone"
