"""Turns a sample into pixels for the screen and tells what it is; runs on the threads that fetch thumbnails."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from desktop_tl.api.datasets import Dataset, Sample
from desktop_tl.app.datasets import load_thumbnail
from desktop_tl.gui.widgets.amounts import bytes_text, count_text


@dataclass(frozen=True)
class PictureDetails:
    """One picture, larger; ``problem`` says why it cannot be shown, ``facts`` are its size and the like."""

    image: QImage
    facts: str
    problem: str = ""


def load_picture(dataset: Dataset, index: int, side: int) -> QImage:
    """The picture, its longer side ``side`` pixels. Raises: UnreadableImage, with the reason in words."""
    pixels = load_thumbnail(dataset, index, side)
    height, width = pixels.shape[:2]
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def load_details(dataset: Dataset, index: int, side: int) -> PictureDetails:
    """The picture with its facts; never raises for a picture that cannot be read."""
    facts = describe_source(dataset.sample(index))
    try:
        return PictureDetails(load_picture(dataset, index, side), facts)
    except Exception as error:  # whatever the decoder raises belongs beside the picture, not in the log
        return PictureDetails(QImage(), facts, str(error) or type(error).__name__)


def describe_source(sample: Sample) -> str:
    """ "640 × 480 pixels · 82 kB"; what cannot be found out is left out."""
    source = sample.source
    if isinstance(source, Path):
        try:
            weight = bytes_text(source.stat().st_size)
        except OSError:
            weight = ""
        size = _measure(QImageReader(str(source)))
    elif isinstance(source, bytes):
        weight = bytes_text(len(source))
        buffer = QBuffer()
        buffer.setData(QByteArray(source))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        size = _measure(QImageReader(buffer))
    else:
        weight, size = "", QSize(source.shape[1], source.shape[0])
    words = [_size_text(size), weight]
    return " · ".join(word for word in words if word)


def _size_text(size: QSize) -> str:
    if not size.isValid():
        return ""
    words = QCoreApplication.translate("PicturePreview", "{0} × {1} pixels")
    return words.format(count_text(size.width()), count_text(size.height()))


def _measure(reader: QImageReader) -> QSize:
    """Width and height as the picture is seen, read from its first bytes."""
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
    return size.transposed() if turned else size
