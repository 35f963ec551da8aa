"""Low-rank adapters (LoRA; Hu et al. 2021), by the library peft: a layer that stays as it is gets a small trained
addition, which is added to its weights in the end, so that what remains is the network that it was."""

import re
import sys
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from torch import Tensor, nn

from desktop_tl.api.errors import UserError
from desktop_tl.runs.strategy import require_package

ALPHA = 16
"""The addition is multiplied by this through the rank, so that one learning rate suits all ranks."""

DROPOUT = 0.1
"""Of what goes into an addition, in training."""


class Adapters:
    """The adapters of the stages from ``first`` on, put into them.

    They are in every linear layer and every convolution over all channels that is larger than its adapter would be.

    Args:
        stages: by name; where a stage is itself such a layer, it is replaced there.
        names: of their parts in the whole model begin so.

    Attributes:
        layers: peft's layers by the name of the layer that each stands for.

    Raises:
        UserError: peft is not installed, or there is no such layer.
    """

    def __init__(self, stages: nn.ModuleDict, first: int, rank: int, names: str = "stages.") -> None:
        require_package("peft")
        import peft  # imports transformers, which takes seconds: only here, on the run thread

        self._stages, self._names = stages, names
        later = list(stages)[first:]
        layers = find_layers(stages)
        targets = [name for name in layers if name.split(".")[0] in later and _is_smaller(layers[name], rank)]
        if not targets:
            raise UserError(
                "No stage that is to be adapted has a layer for which LoRA with this rank is smaller than training it.",
                advice="Choose a smaller rank, more stages, or another strategy.",
            )
        exactly = "|".join(map(re.escape, targets))  # a list would be taken for endings of names
        config = peft.LoraConfig(r=rank, lora_alpha=ALPHA, lora_dropout=DROPOUT, target_modules=exactly)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # that layers of GPT-2 are written the other way round
            peft.inject_adapter_in_model(config, stages)
        self.layers: dict[str, Any] = {name: stages.get_submodule(name) for name in targets}

    def parts(self, stage: str) -> dict[str, nn.Module]:
        """What is trained of a stage, by its name in the whole model."""
        return {
            f"{self._names}{name}.{part}": getattr(layer, part)
            for name, layer in self.layers.items()
            if name.split(".")[0] == stage
            for part in ("lora_A", "lora_B", "lora_dropout")
        }

    def without(self, state: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """A state of the model without the adapters, under the names that it has without them."""
        kept = {}
        for name, tensor in state.items():
            layer, mark, rest = name.removeprefix(self._names).partition(".base_layer.")
            if mark and layer in self.layers:
                kept[f"{self._names}{layer}.{rest}"] = tensor
            elif name.removeprefix(self._names).partition(".lora_")[0] not in self.layers:
                kept[name] = tensor
        return kept

    def merged(self) -> dict[str, Tensor]:
        """The weights of the adapted layers with what the adapters add, under the names that they have without them."""
        return {
            f"{self._names}{name}.weight": (layer.weight + layer.get_delta_weight("default")).detach()
            for name, layer in self.layers.items()
        }

    def keep_used(self) -> None:
        """Takes out those that a gradient through the network did not reach: some networks take the weights of a layer
        past it. Raises: UserError if none is left."""
        unused = [name for name, layer in self.layers.items() if layer.lora_B["default"].weight.grad is None]
        for layer in self.layers.values():
            layer.zero_grad(set_to_none=True)
        if len(unused) == len(self.layers):
            raise UserError(
                "This backbone uses none of its layers in a way that adapters can follow.",
                advice="Choose another strategy than lora, or another backbone.",
            )
        self._take_out(unused)

    def take_out(self) -> None:
        """Leaves the layers as they were before."""
        self._take_out(list(self.layers))

    def _take_out(self, names: Sequence[str]) -> None:
        for name in names:
            parent, _, own = name.rpartition(".")
            setattr(self._stages.get_submodule(parent), own, self.layers.pop(name).get_base_layer())


def find_layers(module: nn.Module) -> dict[str, Any]:
    """The layers for which there are adapters, by name: linear ones and convolutions over all channels."""
    # In eval mode this one takes the weights past its layers.
    inside = [name for name, block in module.named_modules() if isinstance(block, nn.TransformerEncoderLayer)]
    return {
        name: layer
        for name, layer in module.named_modules()
        if _is_adaptable(layer) and not any(name.startswith(f"{block}.") for block in inside)
    }


def count_added(layer: Any) -> int:
    """Parameters of its adapter, for each of its ranks."""
    if isinstance(layer, nn.Conv2d):
        height, width = layer.kernel_size
        return layer.in_channels * height * width + layer.out_channels
    return sum(layer.weight.shape)


def _is_adaptable(layer: nn.Module) -> bool:
    # Where a network has linear layers of GPT-2, the library is imported already, which takes seconds.
    turned = getattr(sys.modules.get("transformers.pytorch_utils"), "Conv1D", ())
    return isinstance(layer, (nn.Linear, turned)) or (isinstance(layer, nn.Conv2d) and layer.groups == 1)


def _is_smaller(layer: Any, rank: int) -> bool:
    return bool(rank * count_added(layer) < layer.weight.numel())
