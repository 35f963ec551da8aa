"""Writes small real pictures of every kind that people bring, the broken ones too."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

RED, BLUE = (220, 30, 30), (30, 60, 220)


def blob(color: tuple[int, int, int], seed: int, size: tuple[int, int] = (40, 32)) -> Image.Image:
    """A noisy square of one colour somewhere on grey: easy to tell apart, never twice the same."""
    rng = np.random.default_rng(seed)
    width, height = size
    pixels = rng.integers(90, 150, (height, width, 3), np.uint8)
    x, y = int(rng.integers(0, width - 16)), int(rng.integers(0, height - 16))
    pixels[y : y + 16, x : x + 16] = np.clip(np.array(color) + rng.integers(-25, 25, (16, 16, 3)), 0, 255)
    return Image.fromarray(pixels)


def write_class_folders(root: Path, per_class: int = 12) -> Path:
    """Two classes, ``blue`` and ``red``, of PNG pictures."""
    for name, color, start in (("red", RED, 0), ("blue", BLUE, 1000)):
        folder = root / name
        folder.mkdir(parents=True)
        for number in range(per_class):
            blob(color, start + number).save(folder / f"{name}-{number:03}.png")
    return root


def write_odd_but_good(folder: Path) -> list[Path]:
    """Pictures that must work: CMYK, 16-bit, palette, alpha, grey, one bit, EXIF-rotated, a wrong extension …"""
    folder.mkdir(parents=True, exist_ok=True)
    picture = blob(RED, 7)
    rgba = picture.convert("RGBA")
    rgba.putalpha(Image.fromarray(np.tile(np.linspace(0, 255, 40, dtype=np.uint8), (32, 1))))
    deep = (np.arange(32 * 40, dtype=np.uint32).reshape(32, 40) * 40).astype(np.uint16)
    exif = Image.Exif()
    exif[0x0112] = 6
    palette = picture.convert("P")
    picture.convert("CMYK").save(folder / "cmyk.jpg")
    Image.fromarray(deep).save(folder / "sixteen_bit.png")
    Image.fromarray(deep).save(folder / "sixteen_bit.tif")
    Image.fromarray(deep.astype(np.float32) / 60_000).save(folder / "float.tif")
    Image.fromarray(deep.astype(np.int32) * 3).save(folder / "thirty_two_bit.tif")
    palette.save(folder / "palette.gif")
    palette.save(folder / "palette_transparent.png", transparency=0)
    rgba.save(folder / "alpha.png")
    rgba.save(folder / "alpha.webp")
    picture.convert("LA").save(folder / "grey_alpha.png")
    picture.convert("L").save(folder / "grey.jpg")
    picture.convert("1").save(folder / "one_bit.png")
    picture.save(folder / "rotated.jpg", exif=exif)
    picture.save(folder / "bad_profile.jpg", icc_profile=b"not a profile")
    picture.convert("CMYK").save(folder / "cmyk_bad_profile.tif", icc_profile=b"not a profile")
    picture.save(folder / "really_a_png.jpg", format="PNG")
    picture.resize((400, 3)).save(folder / "very_wide.png")
    picture.resize((1, 1)).save(folder / "one_pixel.png")
    picture.save(folder / "bitmap.BMP")
    return sorted(folder.iterdir())


def write_bad(folder: Path) -> list[Path]:
    """Files that cannot be used: empty, cut off, damaged, text, foreign formats, far too large."""
    folder.mkdir(parents=True, exist_ok=True)
    good = folder / "good.tmp"
    blob(RED, 3, (400, 300)).save(good, format="JPEG")
    data = good.read_bytes()
    good.unlink()
    blob(RED, 3).save(good, format="PNG")
    png = bytearray(good.read_bytes())
    good.unlink()
    png[len(png) // 2] ^= 0xFF
    (folder / "empty.jpg").write_bytes(b"")
    (folder / "truncated.jpg").write_bytes(data[: len(data) // 2])
    (folder / "truncated_header.jpg").write_bytes(data[:30])
    (folder / "bad_checksum.png").write_bytes(bytes(png))
    (folder / "text.jpg").write_text("this is not a picture\n" * 20)
    (folder / "page.png").write_bytes(b"%PDF-1.7\n" + b"x" * 100)
    (folder / "phone.jpg").write_bytes(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 200)
    (folder / "noise.jpg").write_bytes(np.random.default_rng(0).bytes(500))
    Image.new("1", (10_000, 6_000)).save(folder / "giant.png")
    return sorted(folder.iterdir())


def mean_color(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Mean of each channel."""
    return pixels.reshape(-1, 3).mean(0)
