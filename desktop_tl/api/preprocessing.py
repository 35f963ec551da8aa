"""How a sample becomes what the network sees: one description for training, evaluation, prediction and export."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, TypeAdapter

from desktop_tl.api.files import ModelFile

Interpolation = Literal["nearest", "bilinear", "bicubic", "lanczos"]
Crop = Literal["centre", "squash", "letterbox"]


class ImagePreprocessing(BaseModel):
    """Turns any decoded picture into ``size × size`` RGB, then into ``(x / 255 - mean) / std``.

    ``centre`` resizes the shorter side to ``resize`` and cuts ``size × size`` from the middle; ``squash`` resizes
    both sides to ``size`` and loses the proportions; ``letterbox`` resizes the longer side to ``size`` and fills up
    with the colour ``mean``, at the right or at the bottom. ``mean`` and ``std`` are per channel in RGB order, for
    values between 0 and 1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["image"] = "image"
    size: int = Field(ge=1, description="Side of the square that the network sees, in pixels.")
    resize: int = Field(ge=1, description="Length of the shorter side before the cut, in pixels.")
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    interpolation: Interpolation = "bilinear"
    crop: Crop = "centre"
    background: tuple[int, int, int] = Field(
        default=(255, 255, 255), description="Colour that shows through transparent pixels."
    )
    intensity_range: tuple[float, float] | None = Field(
        default=None,
        description="Darkest and brightest value of pictures with more than 8 bits a channel, for the whole dataset; "
        "without it, their declared bit depth is used.",
    )

    def at_size(self, size: int) -> "ImagePreprocessing":
        """The same for another side in pixels; the share that the cut removes stays."""
        return self.model_copy(update={"size": size, "resize": max(size, round(self.resize * size / self.size))})


class TextPreprocessing(BaseModel):
    """Turns a text into the numbers of its tokens, at most ``max_length`` of them; what is longer is cut at its end.

    ``tokenizer`` says where the ``tokenizer.json`` of the Hugging Face library tokenizers is; the app reads it into
    ``document`` when a run begins, so that a run needs the file no more.

    ``begin`` and ``end`` are for networks that learn to write: with one of them, these tokens frame a text instead of
    those that the tokenizer itself puts around it. Behind a text that is cut, and behind a `TextPart`, stands no end.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["text"] = "text"
    max_length: int = Field(ge=2, description="Most tokens of a text that the network sees, with the special ones.")
    longest: int = Field(default=0, ge=0, description="Most tokens that the network can take; 0 if it has no limit.")
    tokenizer: ModelFile | None = None
    document: str = Field(default="", repr=False, description="Content of the tokenizer.json.")
    begin: int = Field(default=-1, ge=-1, description="Number of the token before a text; -1 for none.")
    end: int = Field(default=-1, ge=-1, description="Number of the token behind a text; -1 for none.")

    @property
    def is_framed(self) -> bool:
        """Whether ``begin`` or ``end`` frame a text."""
        return self.begin >= 0 or self.end >= 0

    def at_length(self, max_length: int) -> "TextPreprocessing":
        """The same for another number of tokens."""
        return self.model_copy(update={"max_length": max_length})


Preprocessing = ImagePreprocessing | TextPreprocessing


def _kind_of(data: Any) -> Any:
    return data.get("kind", "image") if isinstance(data, dict) else getattr(data, "kind", "image")


_ANY: TypeAdapter[Preprocessing] = TypeAdapter(
    Annotated[
        Annotated[ImagePreprocessing, Tag("image")] | Annotated[TextPreprocessing, Tag("text")],
        Discriminator(
            lambda data: data.get("kind", "image") if isinstance(data, dict) else getattr(data, "kind", "image")
        ),
    ]
)


def parse_preprocessing(data: Any) -> Preprocessing:
    """What ``model_dump`` made of one; without a ``kind`` it is that of pictures. Raises: pydantic.ValidationError."""
    return _ANY.validate_python(data)
