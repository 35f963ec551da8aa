"""Writes below a picture what it is and what it was called, since TensorBoard shows pictures without words."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from desktop_tl.api import ShownSample

SIDE = 256
LINE = 18


def caption(sample: ShownSample) -> str:
    """What it was called, and what it is if that is something else."""
    return sample.predicted if sample.target == sample.predicted else f"{sample.predicted}, is {sample.target}"


def captioned(sample: ShownSample, pixels: NDArray[Any]) -> NDArray[Any]:
    """uint8 pixels of shape (height, width, 3)."""
    picture = Image.fromarray(pixels)
    scale = SIDE / max(picture.size)
    picture = picture.resize((max(1, round(picture.width * scale)), max(1, round(picture.height * scale))))
    lines = [caption(sample), *([] if sample.confidence is None else [f"{sample.confidence:.0%} sure"])]
    canvas = Image.new("RGB", (SIDE, picture.height + LINE * len(lines) + 8), "white")
    canvas.paste(picture, ((SIDE - picture.width) // 2, 0))
    draw, font = ImageDraw.Draw(canvas), ImageFont.load_default(13)
    for number, line in enumerate(lines):
        colour = "black" if sample.target == sample.predicted or number else "#b00020"
        draw.text((6, picture.height + 4 + LINE * number), line, colour, font)
    return np.asarray(canvas)
