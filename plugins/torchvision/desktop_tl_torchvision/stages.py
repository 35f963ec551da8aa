"""Makes stages of the modules that a family rule puts in order, and finds what is left for the last one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from torch import Tensor, nn

from desktop_tl.api import Backbone, Stage


@dataclass(frozen=True)
class Group:
    """A stage in the making: the modules that run one after the other.

    Args:
        name: of the stage.
        modules: in the order in which they run.
        title: for people, without the width, which is added.
        width: channels that come out; None takes those of the last convolution, 0 shows none.
    """

    name: str
    modules: tuple[nn.Module, ...]
    title: str = ""
    width: int | None = None


class GlobalAverage(nn.Module):
    """From a map of shape (N, C, H, W) to its mean of shape (N, C)."""

    def forward(self, x: Tensor) -> Tensor:
        return x.mean((2, 3))


def pooled() -> tuple[nn.Module, ...]:
    """What most networks do between their last map and the classifier."""
    return (nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten(1))


def assemble(
    model: nn.Module, groups: Iterable[Group], tail: Sequence[nn.Module], classifier: nn.Module | None, width: int
) -> Backbone:
    """The backbone of groups and of the ``tail`` between them and the classifier.

    A tail that holds more than norms and pooling, as the hidden layers of VGG do, is a stage of its own.
    """
    groups = list(groups)
    if any(parameter.ndim > 1 for module in tail for parameter in module.parameters()):
        groups.append(Group("hidden", tuple(tail), "Hidden layers"))
    else:
        groups[-1] = replace(groups[-1], modules=(*groups[-1].modules, *tail), width=groups[-1].width or width)
    stages = [Stage(group.name, _module(group), _title(group)) for group in groups]
    return Backbone(module=model, stages=stages, num_features=width, classifier=classifier)


def each(name: str, title: str, modules: Iterable[nn.Module]) -> Iterator[Group]:
    """One group for each module, numbered from 1; ``title`` gets the number and the number of blocks inside."""
    for number, module in enumerate(modules, start=1):
        yield Group(f"{name}{number}", (module,), f"{title} {number}{_count(module)}")


def split_after(kind: type[nn.Module], modules: Iterable[nn.Module]) -> Iterator[tuple[nn.Module, ...]]:
    """Cuts a chain of modules behind every module of that kind."""
    run: list[nn.Module] = []
    for module in modules:
        run.append(module)
        if isinstance(module, kind):
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def group_by_width(name: str, title: str, blocks: Iterable[nn.Module]) -> Iterator[Group]:
    """Joins neighbouring blocks that put out as many channels, numbered from 1."""
    for number, (_, run) in enumerate(groupby(blocks, key=out_channels), start=1):
        modules = tuple(run)
        blocks_in_words = f" · {len(modules)} blocks" if len(modules) > 1 else ""
        yield Group(f"{name}{number}", modules, f"{title} {number}{blocks_in_words}")


def out_channels(module: nn.Module) -> int | None:
    """Number of channels that the last convolution (or linear layer) inside puts out."""
    layers = [layer for layer in module.modules() if isinstance(layer, nn.Conv2d | nn.Linear)]
    if not layers:
        return None
    last = layers[-1]
    return last.out_channels if isinstance(last, nn.Conv2d) else last.out_features


def _count(module: nn.Module) -> str:
    children = len(list(module.children()))
    return f" · {children} blocks" if isinstance(module, nn.Sequential) and children > 1 else ""


def _module(group: Group) -> nn.Module:
    return group.modules[0] if len(group.modules) == 1 else nn.Sequential(*group.modules)


def _title(group: Group) -> str:
    title = group.title or group.name.capitalize()
    width = group.width
    if width is None:
        width = next((width for module in reversed(group.modules) if (width := out_channels(module))), 0)
    return f"{title} ({width} channels)" if width else title
