"""Convolutions as products of matrices give what torch's give, forward and backward, to the digits of bf16."""

import pytest
import torch
from torch import Tensor, nn

from desktop_tl.engine import convolution
from desktop_tl.engine.computing import Computing
from desktop_tl.engine.convolution import MatrixConvolutions

BF16 = 2.0**-7
"""Rounding of single numbers; sums of many differ by less, in proportion to their length."""


def passes(layer: nn.Module, x: Tensor) -> list[Tensor]:
    """Outputs, and the gradients of the inputs and of all parameters."""
    x = x.clone().requires_grad_()
    layer.zero_grad()
    outputs = layer(x)
    (outputs * torch.arange(outputs.numel()).view_as(outputs).remainder(7)).sum().backward()
    gradients = [x.grad, *(p.grad for p in layer.parameters())]
    return [outputs.detach(), *(g.clone() for g in gradients if g is not None)]


@pytest.mark.parametrize(
    "layer",
    [
        nn.Conv2d(5, 7, 3, padding=1),
        nn.Conv2d(5, 7, 3, stride=2, padding=1, bias=False),
        nn.Conv2d(5, 7, 1, stride=2, bias=False),
        nn.Conv2d(5, 7, (2, 3), stride=(1, 2), padding=(0, 2)),
        nn.Conv2d(5, 7, 4, stride=3),
    ],
)
def test_forward_and_backward_agree_with_torch(layer: nn.Conv2d) -> None:
    torch.manual_seed(1)
    x = torch.randn(3, 5, 11, 10)
    expected = passes(layer, x)
    with MatrixConvolutions():
        made = passes(layer, x)
    assert any(not torch.equal(one, other) for one, other in zip(made, expected, strict=True))  # it was in use
    for one, other in zip(made, expected, strict=True):
        assert one.shape == other.shape
        assert one.dtype == torch.float32
        assert float((one - other).norm() / other.norm()) < BF16


@pytest.mark.parametrize(
    "layer",
    [
        nn.Conv2d(4, 4, 3, groups=4),
        nn.Conv2d(4, 4, 3, dilation=2),
        nn.Conv2d(4, 4, 3, padding="same"),
        nn.Conv2d(4, 4, 3, padding=1, padding_mode="reflect", groups=2),
    ],
)
def test_other_kinds_are_left_to_torch(layer: nn.Conv2d) -> None:
    x = torch.randn(2, 4, 8, 8)
    with MatrixConvolutions():
        made = passes(layer, x)
    assert all(torch.equal(one, other) for one, other in zip(made, passes(layer, x), strict=True))


def test_windows_without_room_are_left_to_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convolution, "MOST_ELEMENTS", 100)
    layer, x = nn.Conv2d(4, 4, 3), torch.randn(2, 4, 8, 8)
    with MatrixConvolutions():
        made = passes(layer, x)
    assert all(torch.equal(one, other) for one, other in zip(made, passes(layer, x), strict=True))


def test_a_device_without_the_instructions_computes_directly() -> None:
    products = Computing(channels_last=True, convolutions="matrices")
    assert products.on(torch.device("meta")) == Computing(channels_last=True)
    assert "matrix products" in products.describe()
