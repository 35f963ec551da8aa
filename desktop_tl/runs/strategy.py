"""How much of the backbone moves, as one short word that stands in recipes, on the command line and on the screen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Literal

from desktop_tl.api.errors import UserError

StrategyKind = Literal["head", "last", "lora", "all", "scratch", "lp-ft", "gradual"]
WORDS = ("head", "all", "scratch", "lp-ft", "gradual")
RANK = 8
"""Of the adapters of LoRA, where nobody says otherwise."""
MOST_RANK = 1024


@dataclass(frozen=True)
class Strategy:
    """How much of the backbone moves.

    ``head``: only the head · ``last``: the head and the last ``stages`` · ``lora``: the head and adapters of rank
    ``rank`` in the last ``stages`` or, with 0, in all (Hu et al., "LoRA", 2021) · ``all``: everything, from the
    pretrained weights · ``scratch``: everything, from fresh weights · ``lp-ft``: the head first, then everything (Kumar
    et al., "Fine-Tuning can Distort Pretrained Features", 2022) · ``gradual``: one more stage in each epoch, from the
    last to the first, with smaller rates for earlier stages (Howard & Ruder, "ULMFiT", 2018).
    """

    kind: StrategyKind
    stages: int = 0
    rank: int = 0

    @classmethod
    def parse(cls, text: str) -> "Strategy":
        """Reads ``head``, ``last:K``, ``lora``, ``lora:RANK``, ``lora:RANK:K``, ``all``, ``scratch``, ``lp-ft`` or
        ``gradual``.

        Raises:
            ValueError: in words that fit behind a field's name.
        """
        word = text.strip().lower()
        if word in WORDS:
            return cls(word)  # type: ignore[arg-type]
        match = re.fullmatch(r"last:(\d{1,4})", word)
        if match and int(match[1]) > 0:
            return cls("last", int(match[1]))
        match = re.fullmatch(r"lora(?::(\d{1,4})(?::(\d{1,4}))?)?", word)
        if match and 1 <= (rank := int(match[1] or RANK)) <= MOST_RANK and match[2] != "0":
            return cls("lora", int(match[2] or 0), rank)
        raise ValueError(
            f"‘{text}’ is no strategy; choose head, last:K (K stages, for instance last:2), lora:R (adapters of rank "
            f"R, for instance lora:{RANK}; lora:R:K in the last K stages), all, scratch, lp-ft or gradual"
        )

    def __str__(self) -> str:
        numbers = [number for number in (self.rank, self.stages) if number]
        return ":".join([self.kind, *map(str, numbers)])

    @property
    def is_pretrained(self) -> bool:
        """Whether the run begins from pretrained weights."""
        return self.kind != "scratch"

    @property
    def settings(self) -> Mapping[str, Any]:
        """Of a recipe, what it begins with where the usual does not suit, as `TaskSpec.settings`. Adapters begin as
        nothing and want larger steps than pretrained weights do."""
        return {"optimizer": "adamw", "learning_rate": 0.002} if self.kind == "lora" else {}

    @property
    def package(self) -> str:
        """What must be installed besides the app; empty if nothing."""
        return "peft" if self.kind == "lora" else ""

    def frozen_stages(self, stages: int) -> int:
        """How many of ``stages`` stages, counted from the input, never move in the whole run."""
        match self.kind:
            case "head":
                return stages
            case "last" | "lora":
                return max(0, stages - self.stages) if self.stages else 0
            case _:
                return 0

    @classmethod
    def for_boundary(cls, frozen: int, stages: int) -> "Strategy":
        """The strategy that freezes the first ``frozen`` of ``stages`` stages of a pretrained backbone."""
        if frozen >= stages:
            return cls("head")
        return cls("all") if frozen <= 0 else cls("last", stages - frozen)


def is_installed(package: str) -> bool:
    """Looks for a package that a strategy needs without importing it; true for none."""
    return not package or find_spec(package) is not None


def require_package(package: str) -> None:
    """Raises: UserError, which package a strategy lacks and how to get it."""
    if not is_installed(package):
        raise UserError(
            f"The strategy lora needs the package {package}, which is not installed.",
            advice=f"Install it where the app is (pip install {package}), or choose another strategy.",
        )
