"""A place in a picture is found again in what the network sees, and back."""

import io
from typing import Literal

import numpy as np
import pytest
from PIL import Image

from desktop_tl.api import ImagePreprocessing
from desktop_tl.engine.framing import to_picture, to_square
from desktop_tl.engine.images import decode_image, picture_size, preprocess_image

PLAIN = ImagePreprocessing(size=64, resize=80, mean=(0.5, 0.25, 0), std=(1, 1, 1), interpolation="nearest")


def marked(width: int, height: int, box: tuple[float, ...]) -> Image.Image:
    """A black picture with a white box, whose edges are parts of the sides."""
    pixels = np.zeros((height, width, 3), np.uint8)
    left, top, right, bottom = (round(part * side) for part, side in zip(box, (width, height) * 2, strict=True))
    pixels[top:bottom, left:right] = 255
    return Image.fromarray(pixels)


@pytest.mark.parametrize("crop", ["centre", "squash", "letterbox"])
@pytest.mark.parametrize("size", [(160, 80), (50, 200), (64, 64)])
def test_a_box_is_seen_where_it_is_said_to_be(
    crop: Literal["centre", "squash", "letterbox"], size: tuple[int, int]
) -> None:
    box, preprocessing = (0.4, 0.45, 0.5, 0.6), PLAIN.model_copy(update={"crop": crop})
    seen = preprocess_image(marked(*size, box), preprocessing)
    white = np.argwhere((seen == 255).all(2))
    found = np.array([*white.min(0)[::-1], *(white.max(0)[::-1] + 1)]) / 64
    rows = np.array([[1, *box]], np.float32)
    (told,) = to_square(rows, preprocessing, np.array(size))
    assert told[1:] == pytest.approx(found, abs=1.5 / 64)
    assert to_picture(told[None], preprocessing, np.array(size)) == pytest.approx(rows, abs=1e-6)


def test_what_is_not_in_the_square_is_left_out() -> None:
    rows = np.array([[0, 0.0, 0.0, 0.1, 1.0], [1, 0.1, 0.2, 0.6, 0.4]])
    (kept,) = to_square(rows, PLAIN, np.array([200, 100]))
    assert kept[0] == 1
    assert kept[1] == 0  # cut at the edge


def test_a_letterbox_shows_the_whole_picture_and_fills_up_with_the_mean() -> None:
    seen = preprocess_image(marked(100, 50, (0, 0, 1, 1)), PLAIN.model_copy(update={"crop": "letterbox"}))
    assert (seen[:32] == 255).all()
    assert (seen[32:] == [128, 64, 0]).all()


def test_the_size_of_a_picture_is_that_in_which_it_is_shown() -> None:
    lying = Image.new("RGB", (30, 20))
    exif = lying.getexif()
    exif[0x0112] = 6
    file = io.BytesIO()
    lying.save(file, "JPEG", exif=exif)
    for source in (file.getvalue(), np.zeros((30, 20), np.uint8)):
        assert picture_size(source) == decode_image(source).size == (20, 30)
