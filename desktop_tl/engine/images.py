"""The one way from a file, bytes or an array to the pixels that a network sees, whatever people bring.

EXIF rotation, CMYK, palettes, transparency and more than 8 bits a channel are treated here and nowhere else, so that
training, evaluation, prediction and thumbnails agree. Pillow and numpy only: safe to import where torch must not be.
"""

import io
import warnings
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

from desktop_tl.api.preprocessing import ImagePreprocessing
from desktop_tl.engine.sources import Source, UnreadableSample, explain_file_error

# Broken EXIF and odd TIFF tags are Pillow's to ignore, not ours to print. For good: filters are not per thread.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")

FORMATS = (
    "AVIF", "BMP", "DDS", "DIB", "GIF", "ICNS", "ICO", "JPEG", "JPEG2000", "MPO", "PCX", "PNG", "PPM", "QOI", "SGI",
    "TGA", "TIFF", "WEBP", "XBM",
)  # fmt: skip
"""What is decoded at all. An allow-list: EPS would start Ghostscript, and rarely used decoders are where holes are."""

MOST_PIXELS = 50_000_000
_MOST_PROFILE_BYTES = 4 * 1024 * 1024
_DEEP_MODES = ("I", "I;16", "I;16B", "I;16L", "I;16N", "F")
_LYING = (5, 6, 7, 8)
"""Orientations in EXIF whose width is the height as it is shown."""

_RESAMPLING = {
    "nearest": Image.Resampling.NEAREST,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}
_FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"%!PS", "an EPS document"),
    (b"<svg", "an SVG drawing"),
    (b"<?xml", "an XML document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive"),
)


class UnreadableImage(UnreadableSample):
    """A picture that cannot be used."""


def decode_image(
    source: Source,
    *,
    draft_side: int | None = None,
    background: tuple[int, int, int] = (255, 255, 255),
    intensity_range: tuple[float, float] | None = None,
) -> Image.Image:
    """Decodes to upright RGB.

    Args:
        source: a file, encoded bytes, or uint8 pixels of shape (H, W) or (H, W, 3).
        draft_side: the shorter side that is needed; a JPEG may then be decoded at 1/2, 1/4 or 1/8, never below twice
            that side.
        background: shows through transparent pixels.
        intensity_range: darkest and brightest value of pictures with more than 8 bits a channel; without it their
            declared bit depth.

    Raises:
        UnreadableImage: with the reason in words.
    """
    if isinstance(source, np.ndarray):
        return Image.fromarray(_as_uint8(source)).convert("RGB")
    if isinstance(source, str):
        raise UnreadableImage("it is a text, not a picture")
    try:
        with _open(source) as image:
            _refuse_giant(image)
            if draft_side is not None:
                image.draft("RGB", (draft_side * 2, draft_side * 2))
            image.load()
            return _to_rgb(_upright(image), background, intensity_range)
    except UnreadableImage:
        raise
    except MemoryError:
        raise UnreadableImage("it needs more memory than there is") from None
    except Exception as error:  # decoders raise nearly anything on damaged input: the picture is the culprit
        raise UnreadableImage(_explain(source, error)) from error


def preprocess_image(image: Image.Image, preprocessing: ImagePreprocessing) -> NDArray[np.uint8]:
    """Cuts and scales to what the network sees: uint8 of shape (size, size, 3), not yet normalised.

    Resizing and cutting are one operation on the box that stays, so that a picture of 1 × 10,000 costs nothing extra.
    """
    width, height = image.size
    if preprocessing.crop == "letterbox":
        return _letterbox(image, preprocessing)
    if preprocessing.crop == "squash":
        box = (0.0, 0.0, float(width), float(height))
    else:
        side = min(width, height) * preprocessing.size / preprocessing.resize
        box = ((width - side) / 2, (height - side) / 2, (width + side) / 2, (height + side) / 2)
    size = (preprocessing.size, preprocessing.size)
    return np.asarray(image.resize(size, _RESAMPLING[preprocessing.interpolation], box=box))


def _letterbox(image: Image.Image, preprocessing: ImagePreprocessing) -> NDArray[np.uint8]:
    """The whole picture in the upper left corner, with its proportions."""
    side, longer = preprocessing.size, max(image.size)
    size = (max(1, round(image.width * side / longer)), max(1, round(image.height * side / longer)))
    square = np.empty((side, side, 3), np.uint8)
    square[:] = [round(255 * value) for value in preprocessing.mean]
    square[: size[1], : size[0]] = np.asarray(image.resize(size, _RESAMPLING[preprocessing.interpolation]))
    return square


def load_pixels(source: Source, preprocessing: ImagePreprocessing) -> NDArray[np.uint8]:
    """`decode_image`, then `preprocess_image`. Raises: UnreadableImage."""
    image = decode_image(
        source,
        draft_side=preprocessing.resize,
        background=preprocessing.background,
        intensity_range=preprocessing.intensity_range,
    )
    return preprocess_image(image, preprocessing)


def picture_size(source: Source) -> tuple[int, int]:
    """Width and height in pixels as it is shown; decodes nothing. Raises: UnreadableImage, as `decode_image`."""
    if isinstance(source, np.ndarray):
        height, width = _as_uint8(source).shape[:2]
        return width, height
    if isinstance(source, str):
        raise UnreadableImage("it is a text, not a picture")
    try:
        with _open(source) as image:
            orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
            return (image.height, image.width) if orientation in _LYING else image.size
    except Exception as error:  # as for decoding: the picture is the culprit
        raise UnreadableImage(_explain(source, error)) from error


def load_thumbnail(source: Source, side: int) -> NDArray[np.uint8]:
    """A small picture for the screen: uint8 of shape (h, w, 3), proportions kept, the longer side is ``side``.

    Raises:
        UnreadableImage: with the reason in words.
    """
    image = decode_image(source, draft_side=side)
    scale = side / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    smooth = Image.Resampling.NEAREST if max(image.size) * 4 <= side else Image.Resampling.BILINEAR
    return np.asarray(image.resize(size, smooth))


def probe_image(source: Source) -> str | None:
    """Why a picture cannot be used, in words, or None. Decodes it, small where the format allows."""
    try:
        decode_image(source, draft_side=64)
    except UnreadableImage as error:
        return str(error)
    return None


def measure_intensity_range(sources: Iterable[Source]) -> tuple[float, float] | None:
    """Darkest and brightest value over those pictures that have more than 8 bits a channel; None if none has."""
    darkest, brightest = np.inf, -np.inf
    for source in sources:
        if isinstance(source, (np.ndarray, str)):
            continue
        try:
            with Image.open(
                io.BytesIO(source) if isinstance(source, bytes) else source, formats=_known_formats()
            ) as im:
                if im.mode not in _DEEP_MODES or im.width * im.height > MOST_PIXELS:
                    continue
                values = np.asarray(im, np.float64)
        except Exception:  # unreadable ones are named when they are decoded for use
            continue
        finite = values[np.isfinite(values)]
        if finite.size:
            darkest, brightest = min(darkest, finite.min()), max(brightest, finite.max())
    return (float(darkest), float(brightest)) if brightest > darkest else None


def _open(source: Path | bytes) -> Image.Image:
    return Image.open(io.BytesIO(source) if isinstance(source, bytes) else source, formats=_known_formats())


@cache
def _known_formats() -> tuple[str, ...]:
    Image.init()
    return tuple(name for name in FORMATS if name in Image.OPEN)


def _refuse_giant(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        limit = f"{MOST_PIXELS // 1_000_000} megapixels"
        raise UnreadableImage(f"it has {image.width} × {image.height} pixels, over the limit of {limit}")


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # a broken EXIF block says nothing about the pixels
        return image


def _to_rgb(
    image: Image.Image, background: tuple[int, int, int], intensity_range: tuple[float, float] | None
) -> Image.Image:
    if image.mode == "RGB" and "transparency" not in image.info:
        return image.copy() if image.readonly else image
    if image.mode in _DEEP_MODES:
        return Image.fromarray(_deep_to_uint8(image, intensity_range)).convert("RGB")
    if image.mode in ("CMYK", "LAB"):
        return _convert_with_profile(image)
    if image.mode in ("RGBA", "RGBa", "LA", "La", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        canvas = Image.new("RGBA", rgba.size, (*background, 255))
        return Image.alpha_composite(canvas, rgba).convert("RGB")
    return image.convert("RGB")


def _convert_with_profile(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile") or b""
    srgb = ImageCms.createProfile("sRGB")
    try:
        if image.mode == "LAB":
            converted = ImageCms.profileToProfile(image, ImageCms.createProfile("LAB"), srgb, outputMode="RGB")
        elif 0 < len(profile) <= _MOST_PROFILE_BYTES:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, own, srgb, outputMode="RGB")
        else:
            converted = None
    except (ImageCms.PyCMSError, OSError):  # a broken profile is ignored: the plain conversion is close
        converted = None
    return converted if converted is not None else image.convert("RGB")


def _deep_to_uint8(image: Image.Image, intensity_range: tuple[float, float] | None) -> NDArray[np.uint8]:
    values = np.nan_to_num(np.asarray(image, np.float32))
    if intensity_range is not None:
        low, high = intensity_range
    elif image.mode.startswith("I;16") or (image.mode == "I" and values.min() >= 0 and values.max() <= 65_535):
        low, high = 0.0, 65_535.0
    elif image.mode == "F" and values.min() >= 0 and values.max() <= 1:
        low, high = 0.0, 1.0
    else:
        low, high = float(values.min()), float(values.max())
    scaled = (values - low) * (255.0 / max(high - low, 1e-12))
    return np.clip(np.rint(scaled), 0, 255).astype(np.uint8)


def _as_uint8(array: NDArray[Any]) -> NDArray[np.uint8]:
    if array.dtype != np.uint8 or array.ndim not in (2, 3) or (array.ndim == 3 and array.shape[2] != 3):
        raise UnreadableImage(
            f"an array must hold uint8 of shape (H, W) or (H, W, 3), not {array.dtype} of shape {array.shape}"
        )
    return np.ascontiguousarray(array)


def _explain(source: Source, error: Exception) -> str:
    if (reason := explain_file_error(error, "a picture")) is not None:
        return reason
    if isinstance(error, Image.DecompressionBombError):
        return f"it is far too large: {error}"
    start = _first_bytes(source)
    if not start:
        return "the file is empty (0 bytes)"
    if isinstance(error, UnidentifiedImageError):
        return _explain_foreign(start)
    return f"the picture is cut off or damaged ({error})"


def _explain_foreign(start: bytes) -> str:
    for signature, name in _FOREIGN:
        if start.lstrip()[: len(signature)].lower() == signature.lower():
            return f"it is {name}, not a picture"
    if start[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"):
        return "HEIC pictures are not supported; save it as JPEG or PNG"
    if not set(start[:64]) & set(range(9)):
        return "it is a text file, not a picture"
    return "it is not a picture, or in a format that is not supported"


def _first_bytes(source: Source) -> bytes:
    if isinstance(source, bytes):
        return source[:64]
    try:
        with Path(str(source)).open("rb") as file:
            return file.read(64)
    except OSError:
        return b"?"
