"""How much of the backbone moves, as one short word that stands in recipes, on the command line and on the screen."""

import re
from dataclasses import dataclass
from typing import Literal

StrategyKind = Literal["head", "last", "all", "scratch", "lp-ft", "gradual"]
WORDS = ("head", "all", "scratch", "lp-ft", "gradual")


@dataclass(frozen=True)
class Strategy:
    """How much of the backbone moves.

    ``head``: only the head · ``last``: the head and the last ``stages`` · ``all``: everything, from the pretrained
    weights · ``scratch``: everything, from fresh weights · ``lp-ft``: the head first, then everything (Kumar et al.,
    "Fine-Tuning can Distort Pretrained Features", 2022) · ``gradual``: one more stage in each epoch, from the last to
    the first, with smaller rates for earlier stages (Howard & Ruder, "ULMFiT", 2018).
    """

    kind: StrategyKind
    stages: int = 0

    @classmethod
    def parse(cls, text: str) -> "Strategy":
        """Reads ``head``, ``last:K``, ``all``, ``scratch``, ``lp-ft`` or ``gradual``.

        Raises:
            ValueError: in words that fit behind a field's name.
        """
        word = text.strip().lower()
        if word in WORDS:
            return cls(word)  # type: ignore[arg-type]
        match = re.fullmatch(r"last:(\d{1,4})", word)
        if match and int(match[1]) > 0:
            return cls("last", int(match[1]))
        raise ValueError(
            f"‘{text}’ is no strategy; choose head, last:K (K stages, for instance last:2), all, scratch, lp-ft or "
            "gradual"
        )

    def __str__(self) -> str:
        return f"last:{self.stages}" if self.kind == "last" else self.kind

    @property
    def is_pretrained(self) -> bool:
        """Whether the run begins from pretrained weights."""
        return self.kind != "scratch"

    def frozen_stages(self, stages: int) -> int:
        """How many of ``stages`` stages, counted from the input, never move in the whole run."""
        match self.kind:
            case "head":
                return stages
            case "last":
                return max(0, stages - self.stages)
            case _:
                return 0

    @classmethod
    def for_boundary(cls, frozen: int, stages: int) -> "Strategy":
        """The strategy that freezes the first ``frozen`` of ``stages`` stages of a pretrained backbone."""
        if frozen >= stages:
            return cls("head")
        return cls("all") if frozen <= 0 else cls("last", stages - frozen)
