"""The options of a network of a size of one's own, and the configuration that follows from them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from desktop_tl_transformers.tokenizer_file import count_tokens

HEAD_WIDTH = 64
"""Of each head of attention, as in BERT and GPT-2 of every size."""

_NAMES = {
    "bert": {
        "tokens": "vocab_size",
        "width": "hidden_size",
        "layers": "num_hidden_layers",
        "heads": "num_attention_heads",
        "inner": "intermediate_size",
        "longest": "max_position_embeddings",
    },
    "gpt2": {
        "tokens": "vocab_size",
        "width": "n_embd",
        "layers": "n_layer",
        "heads": "n_head",
        "inner": "n_inner",
        "longest": "n_positions",
    },
}
"""What the library calls them."""


def width_field(default: int) -> Any:
    """How wide a network is."""
    return Field(
        default=default,
        ge=HEAD_WIDTH,
        le=2048,
        title="Width",
        description="Numbers that stand for each token. A multiple of 64.",
        json_schema_extra={"step": HEAD_WIDTH},
    )


def longest_field(default: int, description: str) -> Any:
    """How many tokens it takes."""
    return Field(
        default=default,
        ge=16,
        le=4096,
        title="Longest text",
        description=description,
        json_schema_extra={"level": "advanced"},
    )


def tokenizer_field(description: str, hint: str) -> Any:
    """The path of a tokenizer; ``hint`` says what is used without."""
    return Field(
        default="",
        title="Tokenizer",
        description=description,
        json_schema_extra={"level": "advanced", "filter": "tokenizer.json (*.json)", "hint": hint},
    )


class Counted(BaseModel):
    """How many tokens the tokenizer at a path had; of one at another path this says nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    tokens: int = Field(ge=1)


class Sizes(BaseModel):
    """How large it is, and its tokenizer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    width: int = width_field(256)
    layers: int = Field(default=4, ge=1, le=48, title="Layers", description="Blocks, one after the other.")
    longest: int = longest_field(512, "Most tokens of a text; longer ones are cut.")
    tokenizer: str = tokenizer_field(
        "A tokenizer.json of your own, for other languages than English.", "BERT's for English"
    )
    counted: Counted | None = Field(
        default=None,
        description="The size of that tokenizer: a run keeps it, and needs the file no more.",
        json_schema_extra={"level": "hidden"},
    )

    @field_validator("width")
    @classmethod
    def _fits_heads(cls, width: int) -> int:
        if width % HEAD_WIDTH:
            raise ValueError(f"must be a multiple of {HEAD_WIDTH}")
        return width

    @property
    def is_counted(self) -> bool:
        """Whether the size of the tokenizer is known without its file."""
        return self.counted is not None and self.counted.path == self.tokenizer

    def config(self, kind: str, *, usual: int) -> Mapping[str, Any]:
        """What the library calls the options. Raises: UserError if there is no tokenizer at its path.

        Args:
            usual: how many tokens there are unless the options name a tokenizer.
        """
        sizes = {
            "tokens": self._count() if self.tokenizer else usual,
            "width": self.width,
            "layers": self.layers,
            "heads": self.width // HEAD_WIDTH,
            "inner": 4 * self.width,
            "longest": self.longest,
        }
        return {_NAMES[kind][name]: value for name, value in sizes.items()}

    def keep(self, config: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a run keeps, so that it needs the tokenizer's file no more."""
        return {"counted": {"path": self.tokenizer, "tokens": config["vocab_size"]}} if self.tokenizer else {}

    def _count(self) -> int:
        if self.counted is not None and self.is_counted:
            return self.counted.tokens
        return count_tokens(Path(self.tokenizer).expanduser())
