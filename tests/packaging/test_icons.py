"""Every icon of every system comes from the one drawing, and comes out the same each time."""

import hashlib
from pathlib import Path

import pytest
from PIL import Image

from icons import ICO_SIZES, SIZES, write_icons


@pytest.fixture(scope="module")
def icons(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("icons")
    write_icons(out)
    return out


@pytest.mark.parametrize("size", SIZES)
def test_each_size_shows_the_glowing_layer_on_a_rounded_ground(icons, size):
    picture = Image.open(icons / f"desktop-tl-{size}.png")
    assert picture.size == (size, size)
    red, _green, blue, opaque = picture.getpixel((size // 2, size // 3))
    assert opaque == 255
    assert blue > 200 > red
    assert picture.getpixel((0, 0))[3] < 128  # the corner


def test_windows_and_mac_get_all_their_sizes_in_one_file(icons):
    assert Image.open(icons / "desktop-tl.ico").ico.sizes() == {(size, size) for size in ICO_SIZES}
    assert {width * scale for width, _, scale in Image.open(icons / "desktop-tl.icns").info["sizes"]} >= {
        256,
        512,
        1024,
    }


def test_a_mac_icon_keeps_the_margin_that_all_icons_have_there(icons):
    picture = Image.open(icons / "desktop-tl.icns").convert("RGBA")
    assert picture.width == 1024
    left, top, right, _bottom = picture.getchannel("A").getbbox()
    assert {left, top, picture.width - right} <= set(range(97, 101))  # of 1024; the corners of a square would not do


def test_drawing_again_gives_the_same_bytes(icons, tmp_path):
    def digests(folder: Path) -> dict[str, str]:
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}

    write_icons(tmp_path)
    assert digests(tmp_path) == digests(icons)
