"""Takes an optimiser apart into named tensors and plain JSON, and puts it together again: no pickle in a checkpoint."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor


def pack_optimizer(optimizer: torch.optim.Optimizer) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Its tensors, named ``optimizer.<parameter>.<name>``, and the rest."""
    whole = optimizer.state_dict()
    tensors: dict[str, Tensor] = {}
    plain: dict[str, dict[str, Any]] = {}
    for index, values in whole["state"].items():
        for name, value in values.items():
            if isinstance(value, Tensor):
                tensors[f"optimizer.{index}.{name}"] = value
            else:
                plain.setdefault(str(index), {})[name] = value
    return tensors, {"plain": plain, "groups": whole["param_groups"]}


def unpack_optimizer(
    optimizer: torch.optim.Optimizer, tensors: Mapping[str, Tensor], packed: Mapping[str, Any]
) -> None:
    """Gives an optimiser over the same parameters the state that `pack_optimizer` took."""
    state: dict[int, dict[str, Any]] = {int(index): dict(values) for index, values in packed["plain"].items()}
    for name, tensor in tensors.items():
        if name.startswith("optimizer."):
            _, index, key = name.split(".", 2)
            state.setdefault(int(index), {})[key] = tensor
    groups = [
        {key: tuple(value) if key == "betas" else value for key, value in group.items()} for group in packed["groups"]
    ]
    optimizer.load_state_dict({"state": state, "param_groups": groups})
