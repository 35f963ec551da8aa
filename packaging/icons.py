#!/usr/bin/env python3
"""Makes every icon of the app from its one drawing, resources/icons/app/desktop-tl.svg.

python packaging/icons.py --out build/icons

desktop-tl-16.png … desktop-tl-1024.png for Linux, desktop-tl.ico for Windows, desktop-tl.icns for macOS. The same
drawing and the same versions of Qt and Pillow give the same bytes.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

DRAWING = Path(__file__).resolve().parents[1] / "resources" / "icons" / "app" / "desktop-tl.svg"
SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512, 1024)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_SIZES = (32, 64, 128, 256, 512, 1024)
MAC_SHARE = 824 / 1024
"""Of its square that an icon takes on macOS, where every icon stands in the same margin."""
OVERSAMPLING = 4
"""Qt's own antialiasing leaves thin seams between the layers at small sizes."""


def write_icons(out: Path) -> list[Path]:
    """Writes all of them into ``out``, which is made if need be, and returns their paths."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for size in SIZES:
        path = out / f"desktop-tl-{size}.png"
        draw(size).save(path, optimize=True)
        written.append(path)
    largest, *others = (draw(size) for size in sorted(ICO_SIZES, reverse=True))
    ico, icns = out / "desktop-tl.ico", out / "desktop-tl.icns"
    largest.save(ico, sizes=[(size, size) for size in ICO_SIZES], append_images=others)
    largest, *others = (draw(size, MAC_SHARE) for size in sorted(ICNS_SIZES, reverse=True))
    largest.save(icns, append_images=others)
    return [*written, ico, icns]


def draw(size: int, share: float = 1.0) -> Image.Image:
    """The icon in a transparent square of ``size`` pixels, of which it takes ``share``."""
    from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    side = size * OVERSAMPLING if size < 512 else size
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    margin = side * (1 - share) / 2
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(margin, margin, side - 2 * margin, side - 2 * margin))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    picture = Image.open(io.BytesIO(buffer.data().data())).convert("RGBA")
    return picture if side == size else picture.resize((size, size), Image.Resampling.BOX)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    for path in write_icons(parser.parse_args(arguments).out):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
