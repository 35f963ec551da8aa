"""How a picture becomes what the network sees: one description for training, evaluation, prediction and export."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Interpolation = Literal["nearest", "bilinear", "bicubic", "lanczos"]
Crop = Literal["centre", "squash"]


class ImagePreprocessing(BaseModel):
    """Turns any decoded picture into ``size × size`` RGB, then into ``(x / 255 - mean) / std``.

    ``centre`` resizes the shorter side to ``resize`` and cuts ``size × size`` from the middle; ``squash`` resizes
    both sides to ``size`` and loses the proportions. ``mean`` and ``std`` are per channel in RGB order, for values
    between 0 and 1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

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
