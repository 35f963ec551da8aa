"""Scenes: real digits of scikit-learn, scattered over sheets of paper, with the boxes around them as YOLO has them."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from desktop_tl_samples.digits import Digits

Box = tuple[int, float, float, float, float]
"""Class, and left, top, right and bottom as parts of the sides."""

INK = 128
"""What is darker belongs to a digit."""

TRIES = 30


def draw_scene(
    digits: Digits, members: NDArray[np.int64], random: np.random.Generator, *, side: int, most: int
) -> tuple[NDArray[np.uint8], list[Box]]:
    """One sheet and its boxes; no two digits touch.

    Args:
        members: digits to choose from.
        side: of the sheet in pixels; one of its sides may be shorter.
        most: digits on it, perhaps none.
    """
    shorter = int(random.integers(side * 3 // 4, side + 1))
    height, width = (side, shorter) if random.random() < 0.5 else (shorter, side)
    sheet = random.normal(225, 8, (height, width))
    taken = np.zeros((height, width), bool)
    boxes: list[Box] = []
    for member in random.choice(members, random.integers(0, most + 1), replace=False).tolist():
        size = int(random.integers(side // 6, side // 3))
        place = find_place(taken, size, random)
        if place is None:
            continue
        image = Image.fromarray(digits.pixels[member]).resize((size, size), Image.Resampling.BICUBIC)
        digit = np.asarray(image, np.float64)
        top, left = place
        square = slice(top, top + size), slice(left, left + size)
        taken[square] = True
        sheet[square] = np.minimum(sheet[square], digit)
        rows, columns = np.flatnonzero((digit < INK).any(1)), np.flatnonzero((digit < INK).any(0))
        edges = left + columns[0], top + rows[0], left + columns[-1] + 1, top + rows[-1] + 1
        parts = [float(edge / length) for edge, length in zip(edges, (width, height) * 2, strict=True)]
        boxes.append((int(digits.targets[member]), parts[0], parts[1], parts[2], parts[3]))
    return np.clip(sheet, 0, 255).astype(np.uint8), boxes


def find_place(taken: NDArray[np.bool_], size: int, random: np.random.Generator) -> tuple[int, int] | None:
    """Top and left of a free square; None if there is none in a few tries."""
    for _ in range(TRIES):
        top, left = (int(random.integers(length - size + 1)) for length in taken.shape)
        if not taken[top : top + size, left : left + size].any():
            return top, left
    return None


def write_scenes(
    folder: Path, *, train: int, validation: int, side: int = 128, most: int = 4, classes: int = 10, seed: int = 0
) -> Path:
    """A folder as YOLO has it, with a split; no digit is in both parts."""
    random, digits = np.random.default_rng(seed), Digits.read()
    known, new = divide(digits, classes)
    for part, count, members in (("train", train, known), ("val", validation, new)):
        for kind in ("images", "labels"):
            (folder / kind / part).mkdir(parents=True)
        for number in range(count):
            sheet, boxes = draw_scene(digits, members, random, side=side, most=most)
            Image.fromarray(sheet).save(folder / "images" / part / f"{number:04}.png")
            lines = [f"{kind} {_centred(*edges)}" for kind, *edges in boxes]
            (folder / "labels" / part / f"{number:04}.txt").write_text("\n".join(lines), "utf-8")
    names = ", ".join(f"'{digit}'" for digit in range(classes))
    (folder / "data.yaml").write_text(f"train: images/train\nval: images/val\nnames: [{names}]\n", "utf-8")
    return folder


def divide(digits: Digits, classes: int = 10) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which digits are on sheets for training, and which on the others; always the same."""
    chosen = np.random.default_rng(0).permutation(np.flatnonzero(digits.targets < classes))
    kept_back = len(chosen) // 5
    return chosen[kept_back:], chosen[:kept_back]


def _centred(left: float, top: float, right: float, bottom: float) -> str:
    return f"{(left + right) / 2:.6f} {(top + bottom) / 2:.6f} {right - left:.6f} {bottom - top:.6f}"
