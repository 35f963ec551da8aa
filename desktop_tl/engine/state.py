"""Parameters and buffers by their names: of which modules they are, whether they are the same, and finite."""

import hashlib
from collections.abc import Iterable, Mapping

import torch
from torch import Tensor, nn


def state_of(parts: Mapping[str, nn.Module]) -> dict[str, Tensor]:
    """Of modules by their names in a whole; the tensors themselves, not copies."""
    return {f"{name}.{key}": t for name, module in parts.items() for key, t in module.state_dict().items()}


def hash_state(state: Mapping[str, Tensor]) -> str:
    """SHA-256 over names, types, shapes and bytes of all tensors."""
    digest = hashlib.sha256()
    for name in sorted(state):
        tensor = state[name].detach().cpu().contiguous()
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}\n".encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().data)
    return digest.hexdigest()


def is_finite(state: Mapping[str, Tensor]) -> bool:
    """Whether no number in any tensor is infinite or NaN."""
    return all(bool(torch.isfinite(tensor).all()) for tensor in state.values())


def has_batch_norm(modules: Iterable[nn.Module]) -> bool:
    """Whether any of them computes statistics over the batch, which a batch of one sample cannot give."""
    return any(isinstance(m, nn.modules.batchnorm._BatchNorm) for module in modules for m in module.modules())
