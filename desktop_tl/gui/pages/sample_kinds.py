"""All that differs between pictures and texts on the pages: how they are called, how they are read, how they look."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from desktop_tl.api.backbones import Modality
from desktop_tl.api.datasets import Dataset, Sample
from desktop_tl.gui.sample_words import SampleWords, sample_words
from desktop_tl.gui.widgets.amounts import bytes_text, count_text
from desktop_tl.gui.widgets.boxes import BoxedPicture
from desktop_tl.gui.widgets.tiles import PictureTiles, TextTiles, Tiles

if TYPE_CHECKING:  # it needs numpy and Pillow, which the first paint of the window does not
    from desktop_tl.app.datasets import Source

Small = QImage | str
"""A sample as a tile shows it."""

Content = Small | BoxedPicture
"""A sample as the screen shows it."""


class SampleKind(Protocol):
    """One for each modality; holds no data."""

    modality: Modality
    icon_name: str
    has_thumbnail: bool
    """Whether it is told at a glance when it is as small as a row of a list."""

    @property
    def words(self) -> SampleWords: ...

    def tiles(self, least: int) -> Tiles:
        """How they look in a grid whose pictures are at least so wide."""
        ...

    def load(self, source: Source, side: int) -> Small:
        """In any thread; a picture with its longer side of ``side`` pixels. Raises: UnreadableSample."""
        ...

    def describe(self, source: Source, content: Content | None) -> str:
        """Size and the like, in any thread; what cannot be found out is left out."""
        ...

    @property
    def search_hint(self) -> str:
        """What an empty search field says."""
        ...

    def searched(self, sample: Sample) -> str:
        """What a search looks through, in any thread."""
        ...


@dataclass(frozen=True)
class Details:
    """One sample, large; ``problem`` says why it cannot be shown, ``facts`` are its size and the like."""

    content: Content | None
    facts: str
    problem: str = ""


class PictureKind:
    """Pictures."""

    modality: Modality = "image"
    icon_name = "image"
    has_thumbnail = True

    @property
    def words(self) -> SampleWords:
        return sample_words("image")

    def tiles(self, least: int) -> Tiles:
        return PictureTiles(least)

    def load(self, source: Source, side: int) -> QImage:
        from desktop_tl.app.datasets import load_picture

        pixels = load_picture(source, side)
        height, width = pixels.shape[:2]
        return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()

    def describe(self, source: Source, content: Content | None) -> str:
        """ "640 × 480 pixels · 82 kB", read from its first bytes."""
        if isinstance(source, Path):
            size = _measure(QImageReader(str(source)))
        elif isinstance(source, bytes):
            buffer = QBuffer()
            buffer.setData(QByteArray(source))
            buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            size = _measure(QImageReader(buffer))
        else:
            size = QSize() if isinstance(source, str) else QSize(source.shape[1], source.shape[0])
        words = [_size_text(size), _weight_text(source)]
        return " · ".join(word for word in words if word)

    @property
    def search_hint(self) -> str:
        return QCoreApplication.translate("SampleKinds", "Search names")

    def searched(self, sample: Sample) -> str:
        return sample.id


class TextKind:
    """Texts."""

    modality: Modality = "text"
    icon_name = "text"
    has_thumbnail = False

    @property
    def words(self) -> SampleWords:
        return sample_words("text")

    def tiles(self, least: int) -> Tiles:
        return TextTiles()

    def load(self, source: Source, side: int) -> str:
        from desktop_tl.app.datasets import read_text

        return read_text(source)

    def describe(self, source: Source, content: Content | None) -> str:
        """ "212 words · 1,204 characters"."""
        if not isinstance(content, str):
            return _weight_text(source)
        translate = QCoreApplication.translate
        words, characters = len(content.split()), len(content)
        counted = (
            translate("SampleKinds", "1 word")
            if words == 1
            else translate("SampleKinds", "{0} words").format(count_text(words))
        )
        return " · ".join((counted, translate("SampleKinds", "{0} characters").format(count_text(characters))))

    @property
    def search_hint(self) -> str:
        return QCoreApplication.translate("SampleKinds", "Search texts")

    def searched(self, sample: Sample) -> str:
        from desktop_tl.app.datasets import UnreadableSample

        try:
            return f"{sample.id}\n{self.load(sample.source, 0)}"
        except UnreadableSample:
            return sample.id


_KINDS: dict[Modality, SampleKind] = {"image": PictureKind(), "text": TextKind()}


def sample_kind(modality: Modality) -> SampleKind:
    """That of a modality."""
    return _KINDS[modality]


def load_details(kind: SampleKind, dataset: Dataset, index: int, side: int) -> Details:
    """In any thread; never raises for a sample that cannot be read."""
    source = dataset.sample(index).source
    try:
        content = kind.load(source, side)
    except Exception as error:  # whatever reading it raises belongs beside its name, not in the log
        return Details(None, kind.describe(source, None), str(error) or type(error).__name__)
    return Details(content, kind.describe(source, content))


def _weight_text(source: Source) -> str:
    if isinstance(source, bytes):
        return bytes_text(len(source))
    try:
        return bytes_text(source.stat().st_size) if isinstance(source, Path) else ""
    except OSError:
        return ""


def _size_text(size: QSize) -> str:
    if not size.isValid():
        return ""
    words = QCoreApplication.translate("SampleKinds", "{0} × {1} pixels")
    return words.format(count_text(size.width()), count_text(size.height()))


def _measure(reader: QImageReader) -> QSize:
    """Width and height as the picture is seen, read from its first bytes."""
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
    return size.transposed() if turned else size
