"""Convolutions as products of matrices, for processors that multiply matrices in half precision.

Such instructions (AMX) make a product many times faster, but torch's convolutions use them in the forward pass only:
their backward passes are slower than in fp32. A convolution is the product of the weights with the windows of the
picture, written out as the rows of a matrix (im2col: Chellapilla, Puri & Simard 2006), and so are its gradients.
"""

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional
from torch.overrides import TorchFunctionMode

MOST_ELEMENTS = 2**25
"""Windows written out take up to nine times the room of the picture; of larger ones torch computes the convolution."""


class MatrixConvolutions(TorchFunctionMode):
    """A context in which convolutions over pictures are products of matrices in bf16, as far as they fit."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func is torch.conv2d:
            call = _Call(*args, **(kwargs or {}))
            if call.fits:
                return call.run()
        return func(*args, **(kwargs or {}))


class _Call:
    """The arguments of one convolution."""

    def __init__(
        self,
        input: Tensor,
        weight: Tensor,
        bias: Tensor | None = None,
        stride: Any = 1,
        padding: Any = 0,
        dilation: Any = 1,
        groups: int = 1,
    ) -> None:
        self._x, self._weight, self._bias = input, weight, bias
        self._stride, self._padding = _pair(stride), padding if isinstance(padding, str) else _pair(padding)
        self._is_plain = groups == 1 and _pair(dilation) == (1, 1) and input.ndim == 4

    @property
    def fits(self) -> bool:
        """Whether it is of the common kind, and its windows have room."""
        if not self._is_plain or isinstance(self._padding, str):
            return False
        size = (self._x.shape[2 + axis] // self._stride[axis] for axis in range(2))
        return len(self._x) * next(size) * next(size) * self._weight[0].numel() <= MOST_ELEMENTS

    def run(self) -> Tensor:
        made: Tensor = _Product.apply(self._x, self._weight, self._stride, self._padding)
        return made if self._bias is None else made + self._bias.to(made.dtype)[:, None, None]


class _Product(torch.autograd.Function):
    """Picture (N, C, H, W) and weights (O, C, k, k) → (N, O, H', W') in the picture's type, channels last."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, stride: tuple[int, int], padding: tuple[int, int]) -> Tensor:
        kernel = weight.shape[2:]
        half = weight.to(torch.bfloat16)
        rows, size = _windows(x.to(torch.bfloat16), kernel, stride, padding)
        made = rows @ _as_matrix(half).t()
        ctx.save_for_backward(rows, half)
        ctx.about = x.shape, x.dtype, weight.dtype, stride, padding, size
        return made.view(len(x), *size, len(weight)).permute(0, 3, 1, 2).to(x.dtype)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, Tensor | None, None, None]:
        rows, half = ctx.saved_tensors
        shape, x_type, weight_type, stride, padding, size = ctx.about
        out, channels, *kernel = half.shape
        slope = gradients[0].to(torch.bfloat16).permute(0, 2, 3, 1).reshape(-1, out)
        of_x = of_weight = None
        if ctx.needs_input_grad[0]:
            windows = (slope @ _as_matrix(half)).view(shape[0], *size, *kernel, channels)
            of_x = _add_windows(windows, shape, stride, padding).to(x_type)
        if ctx.needs_input_grad[1]:
            made = (slope.t() @ rows).view(out, *kernel, channels).permute(0, 3, 1, 2)
            of_weight = made.to(weight_type)
        return of_x, of_weight, None, None


def _as_matrix(weight: Tensor) -> Tensor:
    """Shape (O, k · k · C)."""
    return weight.permute(0, 2, 3, 1).reshape(len(weight), -1)


def _windows(
    x: Tensor, kernel: tuple[int, ...], stride: tuple[int, int], padding: tuple[int, int]
) -> tuple[Tensor, tuple[int, int]]:
    """What each place of the output sees, a row of length k · k · C each, and the size of the output."""
    last = x.permute(0, 2, 3, 1)
    if any(padding):
        last = functional.pad(last, (0, 0, padding[1], padding[1], padding[0], padding[0]))
    seen = last.unfold(1, kernel[0], stride[0]).unfold(2, kernel[1], stride[1])  # N, H', W', C, k, k
    rows = seen.permute(0, 1, 2, 4, 5, 3).reshape(-1, kernel[0] * kernel[1] * x.shape[1])
    return rows, (seen.shape[1], seen.shape[2])


def _add_windows(windows: Tensor, shape: torch.Size, stride: tuple[int, int], padding: tuple[int, int]) -> Tensor:
    """Puts what belongs to each window back to where it came from; in fp32, since up to k · k of them add up."""
    samples, height, width, kernel_height, kernel_width, channels = windows.shape
    size = (shape[2] + 2 * padding[0], shape[3] + 2 * padding[1])
    summed = torch.zeros(samples, *size, channels, device=windows.device)
    for row in range(kernel_height):
        for column in range(kernel_width):
            place = summed[
                :, row : row + stride[0] * height : stride[0], column : column + stride[1] * width : stride[1]
            ]
            place[:, :height, :width] += windows[:, :, :, row, column]
    return summed[:, padding[0] : padding[0] + shape[2], padding[1] : padding[1] + shape[3]].permute(0, 3, 1, 2)


def _pair(value: Any) -> tuple[int, int]:
    first, second = (value, value) if isinstance(value, int) else (value * 2)[:2]
    return int(first), int(second)
