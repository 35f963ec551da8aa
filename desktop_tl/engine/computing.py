"""How a part of a model is computed: memory layout, number format, convolutions, threads."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Literal, get_args

import torch
from torch import Tensor

from desktop_tl.engine.convolution import MatrixConvolutions

Precision = Literal["fp32", "bf16", "fp16"]
_TYPES = {"bf16": torch.bfloat16, "fp16": torch.float16}


@dataclass(frozen=True, kw_only=True)
class Computing:
    """Another one changes the last bits of what is computed.

    Args:
        channels_last: whether pictures and weights lie in memory channel by channel of each pixel.
        precision: number format of what profits from it (torch's autocast).
        convolutions: as torch computes them, or as products of matrices in bf16 while all else is fp32.
        threads: on a CPU; 0 for as many as torch has.
    """

    channels_last: bool = False
    precision: Precision = "fp32"
    convolutions: Literal["direct", "matrices"] = "direct"
    threads: int = 0

    def __post_init__(self) -> None:
        """Raises: ValueError for a number format that is not known."""
        if self.precision not in get_args(Precision):
            raise ValueError(f"no number format: {self.precision}")

    @property
    def memory_format(self) -> torch.memory_format:
        """Of weights and of batches with four axes."""
        return torch.channels_last if self.channels_last else torch.contiguous_format

    def arrange(self, x: Tensor) -> Tensor:
        """Dropout draws in the order of memory, so cached and fresh batches must lie the same way."""
        return x.contiguous(memory_format=self.memory_format) if x.ndim == 4 else x

    def context(self, device: torch.device) -> AbstractContextManager[object]:
        """Of a forward pass."""
        if self.convolutions == "matrices":
            return MatrixConvolutions()
        return nullcontext() if self.precision == "fp32" else torch.autocast(device.type, _TYPES[self.precision])

    def on(self, device: torch.device) -> "Computing":
        """The same as far as the device can."""
        is_plain = self.precision == "fp32" and self.convolutions == "direct"
        if is_plain or multiplies_bf16(device):
            return self
        return Computing(channels_last=self.channels_last, threads=self.threads)

    def describe(self) -> str:
        """For the record."""
        threads = "" if not self.threads else ", 1 thread" if self.threads == 1 else f", {self.threads} threads"
        products = ", convolutions as matrix products in bf16" if self.convolutions == "matrices" else ""
        return f"{'channels last' if self.channels_last else 'contiguous'}, {self.precision}{products}{threads}"


def multiplies_bf16(device: torch.device) -> bool:
    """Whether the device has instructions for bf16; without them it is many times slower than fp32."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    names = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")  # torch has no public name for them
    return device.type == "cpu" and any(getattr(torch.cpu, name, lambda: False)() for name in names)


@contextmanager
def threads(count: int) -> Iterator[None]:
    """So many threads of torch inside, as before outside; 0 changes nothing."""
    before = torch.get_num_threads()
    if not count or count == before:
        yield
        return
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)
