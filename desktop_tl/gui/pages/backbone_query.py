"""Finds and orders backbones: what the search field, the filters and the order of the list mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from desktop_tl.api.backbones import BackboneSpec, Weights
from desktop_tl.app.context import AppContext
from desktop_tl.app.matching import find_fitting
from desktop_tl.app.trained import PREFIX
from desktop_tl.app.weights import WeightsStore, model_files
from desktop_tl.gui.pages.backbone_words import published_accuracy

Order = Literal["recommended", "accuracy", "size", "speed", "name"]
_LAST = float("inf")


@dataclass(frozen=True, kw_only=True)
class BackboneQuery:
    """What a person looks for; ``most_parameters`` of 0 means any size."""

    text: str = ""
    family: str = ""
    most_parameters: int = 0
    only_here: bool = False
    order: Order = "recommended"


def list_backbones(context: AppContext, specs: Iterable[BackboneSpec], task: str) -> list[BackboneSpec]:
    """Those that serve the task."""
    known = context.catalog.tasks.get(task)
    return find_fitting(specs, known) if known is not None else [spec for spec in specs if task in spec.tasks]


def list_families(specs: Iterable[BackboneSpec]) -> list[str]:
    """In the order of the alphabet, each once."""
    return sorted({spec.family for spec in specs if spec.family}, key=str.casefold)


def find_backbones(
    specs: Iterable[BackboneSpec], query: BackboneQuery, *, suggested: str, here: Collection[str]
) -> list[BackboneSpec]:
    """Those that fit, in the order that is asked for; what nobody counted or measured comes last."""
    words = query.text.casefold().split()
    found = [spec for spec in specs if _fits(spec, query, words, here)]

    def key(spec: BackboneSpec) -> tuple[float, ...] | tuple[str, ...]:
        accuracy = published_accuracy(spec)
        match query.order:
            case "accuracy":
                return (-accuracy if accuracy is not None else _LAST,)
            case "size":
                return (spec.parameters if spec.parameters is not None else _LAST,)
            case "speed":
                return (spec.flops if spec.flops is not None else _LAST,)
            case "name":
                return (spec.title.casefold(),)
        if is_trained(spec):
            return (1, 0)  # one's own, the newest first, below what is recommended
        return (2 * (spec.id != suggested), spec.id not in here, rate_for_beginning(spec), not spec.weights)

    found.sort(key=key)
    if query.order == "name" or not words:
        return found
    return sorted(found, key=lambda spec: not is_meant_exactly(spec, query.text))


def is_meant_exactly(spec: BackboneSpec, text: str) -> bool:
    """Whether somebody who types ``text`` means this very backbone: "ResNet-50", "resnet50"."""
    wanted = "".join(filter(str.isalnum, text.casefold()))
    names = (spec.title, spec.id.rpartition("/")[2])
    return wanted in ["".join(filter(str.isalnum, name.casefold())) for name in names]


def is_trained(spec: BackboneSpec) -> bool:
    """Whether it stands for what a run has learned."""
    return spec.id.startswith(PREFIX)


def rate_for_beginning(spec: BackboneSpec) -> float:
    """How well accuracy and work are balanced; less is better.

    The share of wrong answers times the sixth root of the work: 64 times the work must at least halve the mistakes.
    Small and middling networks come first so, neither toys nor giants.
    """
    accuracy = published_accuracy(spec)
    if accuracy is None or not spec.flops:
        return _LAST
    return (1 - accuracy) * spec.flops ** (1 / 6)


def find_here(store: WeightsStore, specs: Iterable[BackboneSpec]) -> frozenset[str]:
    """Ids of those that could begin without the network. Looks at the disk: on a worker."""
    return frozenset(spec.id for spec in specs if spec.weights and is_complete(store, spec, spec.weights[0]))


def is_complete(store: WeightsStore, spec: BackboneSpec, weights: Weights) -> bool:
    """Whether nothing that a run with these weights needs is to be fetched. Looks at the disk."""
    return all(store.has(file) for file in model_files(spec, weights))


def _fits(spec: BackboneSpec, query: BackboneQuery, words: list[str], here: Collection[str]) -> bool:
    if query.family and spec.family != query.family:
        return False
    if query.most_parameters and (spec.parameters is None or spec.parameters > query.most_parameters):
        return False
    if query.only_here and spec.id not in here:
        return False
    text = f"{spec.title} {spec.id} {spec.family} {spec.description if is_trained(spec) else ''}".casefold()
    return all(word in text for word in words)
