"""Lets maps of several scales go from stage to stage as one tensor: flat, one behind the other."""

from collections.abc import Sequence
from itertools import accumulate
from math import prod

import torch
from torch import Tensor, nn
from torch.func import functional_call

Shape = tuple[int, ...]
"""Channels, height and width of a map."""


def pack(maps: Sequence[Tensor]) -> Tensor:
    """Maps of shape (N, C, H, W) as one tensor (N, total); a single one stays as it is."""
    return maps[0] if len(maps) == 1 else torch.cat([one.flatten(1) for one in maps], 1)


def unpack(packed: Tensor, shapes: Sequence[Shape]) -> list[Tensor]:
    """The maps that `pack` has put together."""
    if len(shapes) == 1:
        return [packed.reshape(-1, *shapes[0])]
    ends = list(accumulate(map(prod, shapes)))
    return [packed[:, end - prod(shape) : end].reshape(-1, *shape) for shape, end in zip(shapes, ends, strict=True)]


def count(shapes: Sequence[Shape]) -> int:
    """Numbers of all maps together."""
    return sum(map(prod, shapes))


class Step(nn.Sequential):
    """Some modules of a body, one after the other, on the last of the maps that come in; hands the others on.

    Its weights have the names that they have in any chain of these modules.

    Args:
        before: shapes of the maps that come in, the last of which is worked on.
        keeps: whether that one goes on too, because what follows the body needs it.

    Attributes:
        after: shapes of the maps that go out.
    """

    def __init__(self, modules: Sequence[nn.Module], before: Sequence[Shape], *, keeps: bool) -> None:
        super().__init__(*modules)
        self.before, self.keeps = tuple(before), keeps
        self.after = self._passed(self.before) + trace(self.work, self, self.before[-1])

    def work(self, x: Tensor) -> tuple[Tensor, ...]:
        """The maps that come out for the one that comes in."""
        made = super().forward(x)
        return made if isinstance(made, tuple) else (made,)

    def forward(self, packed: Tensor) -> Tensor:
        maps = unpack(packed, self.before)
        return pack([*self._passed(maps), *self.work(maps[-1])])

    def _passed(self, maps: Sequence) -> tuple:
        return tuple(maps if self.keeps else maps[:-1])

    def extra_repr(self) -> str:
        return f"maps {self.before} → {self.after}"


class Pyramid(nn.Module):
    """Makes the maps in which boxes are looked for out of those of the body.

    Args:
        module: from named maps to named maps, as torchvision's FeaturePyramidNetwork.
        before: shapes of the maps that come in.

    Attributes:
        after: shapes of those that go out.
    """

    def __init__(self, module: nn.Module, before: Sequence[Shape]) -> None:
        super().__init__()
        self.module, self.before = module, tuple(before)
        self.after = trace(lambda *maps: self.work(maps), self, *self.before)

    def work(self, maps: Sequence[Tensor]) -> tuple[Tensor, ...]:
        """From the body's maps to the pyramid's."""
        return tuple(self.module({str(number): one for number, one in enumerate(maps)}).values())

    def forward(self, packed: Tensor) -> Tensor:
        return pack(self.work(unpack(packed, self.before)))

    def extra_repr(self) -> str:
        return f"maps {self.before} → {self.after}"


def trace(work, module: nn.Module, *inputs: Shape) -> tuple[Shape, ...]:
    """Shapes of what a module makes of one sample; computes nothing, on torch's meta device."""

    class Traced(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = module

        def forward(self, *maps: Tensor) -> tuple[Tensor, ...]:
            return work(*maps)

    traced = Traced()
    was_training = module.training
    traced.eval()  # normalisation over the batch needs more than one sample
    shapeless = {name: torch.empty_like(t, device="meta") for name, t in traced.state_dict().items()}
    with torch.no_grad():
        made = functional_call(traced, shapeless, tuple(torch.empty(1, *shape, device="meta") for shape in inputs))
    module.train(was_training)
    return tuple(tuple(one.shape[1:]) for one in made)
