"""How a text is written token by token: the choices of a person, without torch."""

from pydantic import BaseModel, ConfigDict, Field

MOST_TOKENS = 10_000


class GenerationSettings(BaseModel):
    """How much is written, and how boldly. The order of the fields is the order on the screen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_tokens: int = Field(
        default=100,
        ge=1,
        le=MOST_TOKENS,
        title="Length",
        description="The text ends after so many tokens (words or parts of words), or earlier where the model ends it.",
    )
    temperature: float = Field(
        default=0.8,
        ge=0,
        le=5,
        title="Temperature",
        description="How boldly it chooses: 0 always takes the likeliest token, 1 chooses as it has learned, more "
        "surprises more and errs more.",
    )
    top_k: int = Field(
        default=50,
        ge=0,
        title="Top-k",
        description="Chooses among so many of the likeliest tokens only; 0 among all.",
    )
    top_p: float = Field(
        default=0.95,
        gt=0,
        le=1,
        title="Top-p",
        description="Chooses among the likeliest tokens that together have this probability, which leaves out what "
        "hardly ever fits; 1 among all.",
    )
    seed: int = Field(
        default=0,
        ge=0,
        le=2**31 - 1,
        title="Seed",
        description="Start of the choice: the same seed writes the same text again, another one a different text.",
    )
