"""Turns the pieces that a family rule names into stages that own every parameter exactly once."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from torch import Tensor, nn

from desktop_tl.api import Backbone, Stage

NAMES = {"last_conv": "Last convolution", "norm": "Final norm"}

HEADS = {
    "EfficientVitMsra": ("head",),
    "SHViT": ("head",),
    "Sequencer2d": ("head.fc",),
    "VOLO": ("head", "aux_head"),
    "VisionTransformerSAM": ("head.fc",),
}
"""Last layers of the classes whose ``get_classifier`` names more or less than what follows the features."""

Step = Callable[[Tensor], Tensor]


class Unsplittable(Exception):
    """This network cannot be given as a chain of stages; the message says why."""


@dataclass(frozen=True)
class Part:
    """A stage in the making.

    Args:
        name: of the stage.
        title: for people; empty makes one from the name and the width.
        steps: what runs, in order: modules, methods of the network, or `functools.partial` of plain functions. No
            lambdas or closures: they would keep pointing at the original when the network is copied.
        uses: modules and parameters that the steps use beyond the modules among them. Modules without parameters,
            such as a table of rotary positions, may be used by several parts.
        width: number of channels for the title; None finds it, 0 shows none.
    """

    name: str
    steps: tuple[Step, ...]
    uses: tuple[nn.Module | nn.Parameter, ...] = ()
    title: str = ""
    width: int | None = None

    def owned(self) -> tuple[nn.Module | nn.Parameter, ...]:
        """All modules and parameters that belong to this part."""
        return (*(step for step in self.steps if isinstance(step, nn.Module)), *self.uses)


class Steps(nn.Module):
    """Runs steps one after the other and holds the modules and parameters that they use."""

    def __init__(self, steps: Sequence[Step], owned: Iterable[nn.Module | nn.Parameter]) -> None:
        super().__init__()
        self.steps = tuple(steps)  # a tuple is not registered: methods may refer to the whole network
        owned = list(owned)
        self.parts = nn.ModuleList([item for item in owned if isinstance(item, nn.Module)])
        self.loose = nn.ParameterList([item for item in owned if isinstance(item, nn.Parameter)])

    def forward(self, x: Tensor) -> Tensor:
        for step in self.steps:
            x = step(x)
        return x


class ConvClassifier(nn.Module):
    """Applies a classifier that is a 1 × 1 convolution to features of shape (N, C)."""

    def __init__(self, conv: nn.Conv2d) -> None:
        super().__init__()
        self.conv = conv

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x[:, :, None, None]).flatten(1)


def assemble(model: Any, parts: Iterable[Part]) -> Backbone:
    """Makes the backbone of a timm model from the parts that make up its ``forward_features``.

    What lies between them and the classifier (norm, pooling, a hidden layer) is added by timm's own ``forward_head``.
    Parts without weights, or at the end with nothing but norms, join their neighbour: they are not worth freezing.
    """
    parts = list(parts)
    classifiers = _classifiers(model)
    taken = {id(module) for part in parts for item in part.owned() for module in _modules(item)}
    taken |= {id(parameter) for part in parts for item in part.owned() for parameter in _parameters(item)}
    taken |= {id(module) for classifier in classifiers for module in classifier.modules()}
    taken |= {id(parameter) for classifier in classifiers for parameter in classifier.parameters()}
    rest = tuple(_uncovered(model, taken))
    parts.append(Part("final", (partial(model.forward_head, pre_logits=True),), rest, "Final layers and pooling"))
    parts = _join_weightless(parts)
    if len(parts) > 1 and all(p.ndim < 2 for item in parts[-1].owned() for p in _parameters(item)):
        parts[-2:] = [_joined(parts[-2], parts[-1], keep=parts[-2])]
    return Backbone(
        module=model,
        stages=[Stage(part.name, _module_of(part), part.title or _title(part)) for part in parts],
        num_features=getattr(model, "head_hidden_size", None) or model.num_features,
        classifier=_usable_classifier(classifiers),
    )


def _module_of(part: Part) -> nn.Module:
    if len(part.steps) == 1 and isinstance(part.steps[0], nn.Module) and not part.uses:
        return part.steps[0]
    return Steps(part.steps, part.owned())


def _join_weightless(parts: Sequence[Part]) -> list[Part]:
    joined: list[Part] = []
    waiting: Part | None = None
    for part in parts:
        if waiting is not None:
            part, waiting = _joined(waiting, part, keep=part), None
        if any(True for item in part.owned() for _ in _parameters(item)):
            joined.append(part)
        else:
            waiting = part
    if waiting is not None and joined:
        joined[-1] = _joined(joined[-1], waiting, keep=joined[-1])
    return joined


def _joined(first: Part, second: Part, *, keep: Part) -> Part:
    return Part(keep.name, first.steps + second.steps, first.uses + second.uses, keep.title, keep.width)


def _classifiers(model: nn.Module) -> list[nn.Module]:
    classifier = model.get_classifier()
    if paths := HEADS.get(type(model).__name__):
        classifier = [_submodule(model, path) for path in paths]
    candidates = classifier if isinstance(classifier, tuple | list | nn.ModuleList) else [classifier]
    return [c for c in candidates if c is not None and not isinstance(c, nn.Identity)]


def _submodule(model: nn.Module, path: str) -> nn.Module | None:
    for name in path.split("."):
        model = getattr(model, name, None)
    return model


def _usable_classifier(classifiers: Sequence[nn.Module]) -> nn.Module | None:
    if len(classifiers) != 1:
        return None  # several heads whose outputs the network averages
    (classifier,) = classifiers
    return ConvClassifier(classifier) if isinstance(classifier, nn.Conv2d) else classifier


def _uncovered(module: nn.Module, taken: set[int]) -> Iterator[nn.Module | nn.Parameter]:
    for parameter in module.parameters(recurse=False):
        if id(parameter) not in taken:
            yield parameter
    for child in module.children():
        if id(child) in taken:
            continue
        if any(id(inner) in taken for inner in child.modules()) or any(id(p) in taken for p in child.parameters()):
            yield from _uncovered(child, taken)
        else:
            yield child


def _modules(item: nn.Module | nn.Parameter) -> Iterator[nn.Module]:
    return item.modules() if isinstance(item, nn.Module) else iter(())


def _parameters(item: nn.Module | nn.Parameter) -> Iterator[nn.Parameter]:
    return item.parameters() if isinstance(item, nn.Module) else iter((item,))


def _title(part: Part) -> str:
    words = re.sub(r"(?<=[a-z])(?=\d)", " ", part.name.replace("_", " "))
    words = NAMES.get(part.name, words[:1].upper() + words[1:])
    width = _width(part) if part.width is None else part.width
    return f"{words} ({width} channels)" if width else words


def _width(part: Part) -> int:
    """Channels that come out, as far as the last layer with weights tells; 0 if it does not."""
    for item in reversed(part.owned()):
        layers = [m for m in _modules(item) if isinstance(m, nn.Conv2d | nn.Linear)]
        if layers:
            return layers[-1].out_channels if isinstance(layers[-1], nn.Conv2d) else layers[-1].out_features
    return 0
