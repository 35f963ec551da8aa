"""How well a model foretells each validation text, token by token, and what it writes by itself."""

import json
import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Literal

from desktop_tl.api.events import GeneratedText
from desktop_tl.api.tasks import AnswerKind
from desktop_tl.runs.figures import require_names
from desktop_tl.runs.files import write_text

DIGITS = 6
"""Behind the point, of a loss."""


@dataclass(frozen=True)
class HardText:
    """One text and how hard it was to foretell.

    Args:
        row: in the columns of the evaluation.
        sample: id in the dataset.
        loss: mean negative log-likelihood of its tokens, in nats.
        tokens: how many of it were to be told.
    """

    row: int
    sample: str
    loss: float
    tokens: int

    @property
    def perplexity(self) -> float:
        """Between how many equally likely tokens the model was unsure."""
        return perplexity_of(self.loss)


@dataclass(frozen=True)
class TextEvaluation:
    """One row for each text, as columns of equal length.

    Args:
        split: which samples these are.
        samples: ids in the dataset.
        tokens: how many tokens of each were to be told; 0 for a text of a single one.
        losses: mean negative log-likelihood of these, in nats; 0 where there are none.
        metrics: the task's metrics over all tokens.
        generated: what the model writes behind some beginnings.
    """

    answer: ClassVar[AnswerKind] = "text"
    classes: ClassVar[tuple[str, ...]] = ()
    split: Literal["validation", "test"]
    samples: tuple[str, ...]
    tokens: tuple[int, ...]
    losses: tuple[float, ...]
    metrics: dict[str, float]
    generated: tuple[GeneratedText, ...] = ()

    @cached_property
    def loss(self) -> float:
        """Mean over all tokens; 0 without any."""
        total = sum(self.tokens)
        return math.fsum(n * loss for n, loss in zip(self.tokens, self.losses, strict=True)) / total if total else 0.0

    @property
    def perplexity(self) -> float:
        """Between how many equally likely tokens the model was unsure on average."""
        return perplexity_of(self.loss)

    def mistakes(self) -> list[HardText]:
        """All texts of which something was to be told, the hardest first."""
        rows = enumerate(zip(self.samples, self.losses, self.tokens, strict=True))
        texts = [HardText(row, *columns) for row, columns in rows if columns[2]]
        return sorted(texts, key=lambda text: (-text.loss, text.sample))

    def save(self, path: Path) -> None:
        """Writes it as JSON, as one step."""
        document = {
            "answer": self.answer,
            "split": self.split,
            "samples": self.samples,
            "tokens": self.tokens,
            "losses": [round(loss, DIGITS) for loss in self.losses],
            "metrics": self.metrics,
            "generated": [{"prompt": one.prompt, "text": one.text} for one in self.generated],
        }
        write_text(path, json.dumps(document, ensure_ascii=False, allow_nan=False))


def perplexity_of(loss: float) -> float:
    """``exp(loss)``; infinite where that is more than a number can hold."""
    return math.exp(loss) if loss < 700 else math.inf


def read_text_evaluation(data: dict[str, Any]) -> TextEvaluation:
    """From what `TextEvaluation.save` wrote. Raises: ValueError, KeyError or TypeError for anything else."""
    samples, tokens, losses = (tuple(data[name]) for name in ("samples", "tokens", "losses"))
    if len({len(samples), len(tokens), len(losses)}) != 1:
        raise ValueError("its columns are of different lengths")
    if not all(type(count) is int and count >= 0 for count in tokens):
        raise ValueError("a number of tokens is none")
    if not all(type(loss) in (int, float) and math.isfinite(loss) for loss in losses):
        raise ValueError("a figure is no number")
    generated = tuple(GeneratedText(prompt=one["prompt"], text=one["text"]) for one in data["generated"])
    require_names(*(part for one in generated for part in (one.prompt, one.text)))
    return TextEvaluation(data["split"], samples, tokens, losses, dict(data["metrics"]), generated)
