"""Whatever people bring becomes the right pixels, or a reason in words."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from desktop_tl.api import ImagePreprocessing
from desktop_tl.engine.images import (
    UnreadableImage,
    decode_image,
    load_pixels,
    load_thumbnail,
    measure_intensity_range,
    preprocess_image,
    probe_image,
)
from tests.helpers.pictures import RED, blob, mean_color, write_bad, write_odd_but_good

PLAIN = ImagePreprocessing(size=24, resize=28, mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.5), interpolation="bicubic")


def test_every_odd_but_good_picture_becomes_pixels(tmp_path: Path) -> None:
    for path in write_odd_but_good(tmp_path):
        pixels = load_pixels(path, PLAIN)
        assert pixels.shape == (24, 24, 3), path.name
        assert pixels.dtype == np.uint8
        assert pixels.flags.c_contiguous


def test_every_bad_picture_gets_its_own_reason(tmp_path: Path) -> None:
    words = {
        "empty.jpg": "empty",
        "truncated.jpg": "cut off or damaged",
        "truncated_header.jpg": "damaged",
        "bad_checksum.png": "damaged",
        "text.jpg": "text file",
        "page.png": "PDF",
        "phone.jpg": "HEIC",
        "noise.jpg": "not a picture",
        "giant.png": "10000 × 6000 pixels",
    }
    assert {path.name for path in write_bad(tmp_path)} == set(words)
    for name, word in words.items():
        with pytest.raises(UnreadableImage, match=word):
            decode_image(tmp_path / name)
        assert word in (probe_image(tmp_path / name) or "")


def test_a_missing_file_and_a_folder_are_named_as_such(tmp_path: Path) -> None:
    assert probe_image(tmp_path / "gone.jpg") == "there is no such file"
    assert "folder" in (probe_image(tmp_path) or "")


def test_exif_rotation_is_applied(tmp_path: Path) -> None:
    picture = Image.new("RGB", (30, 20), (0, 0, 0))
    picture.paste((255, 255, 255), (0, 0, 30, 5))  # a white bar at the top of the stored picture
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90° clockwise to see it upright: the bar is then at the right
    picture.save(tmp_path / "turned.png", exif=exif)
    upright = np.asarray(decode_image(tmp_path / "turned.png"))
    assert upright.shape == (30, 20, 3)
    assert upright[:, -1].min() == 255
    assert upright[:, 0].max() == 0


def test_sixteen_bit_grey_keeps_its_gradient(tmp_path: Path) -> None:
    ramp = np.linspace(0, 65_535, 256).astype(np.uint16).reshape(16, 16)
    Image.fromarray(ramp).save(tmp_path / "deep.png")
    seen = np.asarray(decode_image(tmp_path / "deep.png"))[:, :, 0].ravel()
    assert (seen == np.arange(256)).all()


def test_twelve_bits_in_sixteen_use_the_range_of_the_dataset(tmp_path: Path) -> None:
    for number, brightest in enumerate((1000, 4095)):
        Image.fromarray(np.linspace(0, brightest, 256).astype(np.uint16).reshape(16, 16)).save(
            tmp_path / f"{number}.png"
        )
    found = measure_intensity_range(sorted(tmp_path.iterdir()))
    assert found == (0.0, 4095.0)
    darker, brighter = (
        np.asarray(decode_image(tmp_path / name, intensity_range=found)).max() for name in ("0.png", "1.png")
    )
    assert brighter == 255
    assert darker == round(1000 / 4095 * 255)


def test_ordinary_pictures_have_no_intensity_range(tmp_path: Path) -> None:
    blob(RED, 1).save(tmp_path / "a.png")
    assert measure_intensity_range([tmp_path / "a.png", np.zeros((8, 8), np.uint8)]) is None


def test_transparency_shows_the_background() -> None:
    clear = Image.new("RGBA", (8, 8), (255, 0, 0, 0))
    import io

    buffer = io.BytesIO()
    clear.save(buffer, "PNG")
    assert np.asarray(decode_image(buffer.getvalue())).min() == 255
    assert np.asarray(decode_image(buffer.getvalue(), background=(0, 0, 0))).max() == 0


def test_cmyk_keeps_its_colour(tmp_path: Path) -> None:
    Image.new("RGB", (16, 16), RED).convert("CMYK").save(tmp_path / "red.tif")
    assert np.abs(mean_color(np.asarray(decode_image(tmp_path / "red.tif"))) - RED).max() < 12


@pytest.mark.parametrize("size", [(40, 40), (64, 40), (40, 90), (400, 3)])
def test_preprocessing_agrees_with_torchvisions_resize_and_centre_crop(size: tuple[int, int]) -> None:
    from torchvision.transforms import v2

    ramp = np.add.outer(np.linspace(0, 120, size[1]), np.linspace(0, 120, size[0])).astype(np.uint8)
    picture = Image.fromarray(np.stack([ramp, ramp[::-1], 255 - ramp], 2))
    theirs = v2.CenterCrop(24)(v2.Resize(28, v2.InterpolationMode.BICUBIC)(picture))
    ours = preprocess_image(picture, PLAIN)
    assert np.abs(ours.astype(int) - np.asarray(theirs).astype(int)).mean() < 2.5


def test_squash_keeps_the_borders() -> None:
    picture = Image.new("RGB", (60, 20), (0, 0, 0))
    picture.paste((255, 255, 255), (0, 0, 6, 20))
    squashed = preprocess_image(picture, PLAIN.model_copy(update={"crop": "squash"}))
    assert squashed[:, 0].min() > 240


def test_a_scaled_jpeg_decode_looks_the_same(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    smooth = Image.fromarray(rng.integers(0, 255, (12, 16, 3), np.uint8)).resize((1600, 1200), Image.Resampling.BICUBIC)
    smooth.save(tmp_path / "large.jpg", quality=95)
    quick = load_pixels(tmp_path / "large.jpg", PLAIN).astype(int)
    whole = preprocess_image(decode_image(tmp_path / "large.jpg"), PLAIN).astype(int)
    assert np.abs(quick - whole).mean() < 2
    assert decode_image(tmp_path / "large.jpg", draft_side=100).width == 400


def test_a_thumbnail_keeps_proportions_and_shows_tiny_pictures_sharp() -> None:
    assert load_thumbnail(np.zeros((30, 60), np.uint8), 20).shape == (10, 20, 3)
    board = np.indices((8, 8)).sum(0).astype(np.uint8) % 2 * 255
    assert set(np.unique(load_thumbnail(board, 64))) == {0, 255}


def test_an_array_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(UnreadableImage, match="float64"):
        decode_image(np.zeros((4, 4)))
