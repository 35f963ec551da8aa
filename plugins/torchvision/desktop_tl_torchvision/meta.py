"""Lets networks be built on torch's meta device that read numbers back from tensors while they are built."""

from typing import Any

import torch
from torch.overrides import TorchFunctionMode


class ReadableNumbers(TorchFunctionMode):
    """Inside, ranges and given numbers lie on the CPU: RegNet makes its widths and depths from them, and on the meta
    device there is nothing to read. All else lies where it would."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        known = kwargs or {}
        return func(*args, **({"device": "cpu", **known} if func in (torch.arange, torch.tensor) else known))
