"""Makes out of a picture what the exported model takes, and words out of what it says. Needs numpy and Pillow."""

import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

MODEL = json.loads((Path(__file__).parent / "model.json").read_text(encoding="utf-8"))
DEEP = ("I", "F", "I;16", "I;16L", "I;16B", "I;16N")  # grey pictures with more than 8 bits


def prepare(path):
    """The picture as a float32 batch of shape (1, 3, size, size), as in training."""
    wanted = MODEL["preprocessing"]
    with Image.open(path) as image:
        image.draft("RGB", (wanted["resize"] * 2, wanted["resize"] * 2))  # a large JPEG need not be decoded in full
        picture = to_rgb(ImageOps.exif_transpose(image), wanted)
    width, height = picture.size
    box = (0, 0, width, height)
    if wanted["crop"] == "centre":
        side = min(width, height) * wanted["size"] / wanted["resize"]
        box = ((width - side) / 2, (height - side) / 2, (width + side) / 2, (height + side) / 2)
    size = (wanted["size"], wanted["size"])
    if wanted["crop"] == "letterbox":
        size = tuple(max(1, round(side * wanted["size"] / max(width, height))) for side in (width, height))
    resampling = Image.Resampling[wanted["interpolation"].upper()]
    pixels = np.empty((wanted["size"], wanted["size"], 3), np.float32)
    pixels[:] = np.round(255 * np.array(wanted["mean"])) / 255  # fills up what a letterbox leaves
    pixels[: size[1], : size[0]] = np.asarray(picture.resize(size, resampling, box=box), np.float32) / 255
    normal = (pixels - np.array(wanted["mean"], np.float32)) / np.array(wanted["std"], np.float32)
    return np.ascontiguousarray(normal.transpose(2, 0, 1)[None], np.float32)


def to_rgb(image, wanted):
    """Transparent pixels show the background of the training; deep grey values become 0 to 255."""
    if image.mode in DEEP:
        values = np.nan_to_num(np.asarray(image, np.float32))
        low, high = wanted["intensity_range"] or (0, 65535 if values.max() > 1 else 1)
        scaled = np.clip(np.rint((values - low) * 255 / (high - low)), 0, 255)
        return Image.fromarray(scaled.astype(np.uint8)).convert("RGB")
    if image.mode in ("RGBA", "RGBa", "LA", "La", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", rgba.size, (*wanted["background"], 255)), rgba).convert("RGB")
    return image.convert("RGB")


def explain(outputs):
    """From the outputs for one picture: classes or labels with their probabilities, the most probable first, or the
    values with their names."""
    answer = MODEL["output"].get("answer", "class")
    if answer == "values":
        return list(zip(MODEL["classes"], np.asarray(outputs, np.float64).tolist(), strict=True))
    if answer == "labels":  # from 0.5 on a picture has it
        shares = 1 / (1 + np.exp(-np.asarray(outputs, np.float64)))
        return sorted(zip(MODEL["classes"], shares.tolist(), strict=True), key=lambda pair: -pair[1])
    powers = np.exp(np.asarray(outputs, np.float64) - np.max(outputs))
    return sorted(zip(MODEL["classes"], (powers / powers.sum()).tolist(), strict=True), key=lambda pair: -pair[1])


def say(outputs):
    """What the model says of one picture, in words: the class, the labels or the values."""
    answer, pairs = MODEL["output"].get("answer", "class"), explain(outputs)
    if answer == "values":
        return ", ".join(f"{name} {value:.4g}" for name, value in pairs)
    said = [pair for pair in pairs if pair[1] >= 0.5] if answer == "labels" else pairs[:1]
    return ", ".join(f"{name} ({share:.1%})" for name, share in said) or "no label"
