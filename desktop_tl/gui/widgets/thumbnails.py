"""Fetches pictures in the background, only those in sight, and keeps the last ones seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

MEMORY = 96 * 2**20  # bytes of pixels; about 800 tiles on an ordinary screen


class Thumbnails(QObject):
    """``load(index) -> QImage`` runs on a thread of the pool and may raise; its words then become the tile's error.

    Signals:
        ready(int): the picture of that index (or its error) can now be asked for. Sent on the window's thread.
    """

    ready = Signal(int)
    _loaded = Signal(int, int, object)  # generation, index, QImage or the words of an error

    def __init__(self, threads: int = 2, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._load: Callable[[int], QImage] | None = None
        self._generation, self._bytes = 0, 0
        self._size = QSize(160, 160)
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self._errors: dict[int, str] = {}
        self._asked: set[int] = set()
        self._wanted: frozenset[int] | None = None
        self._loaded.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def set_source(self, load: Callable[[int], QImage] | None, size: QSize) -> None:
        """Forgets everything; ``size`` is the largest picture in physical pixels."""
        self._pool.clear()
        self._generation += 1
        self._load, self._size, self._bytes = load, size, 0
        self._pictures.clear()
        self._errors.clear()
        self._asked.clear()

    def set_wanted(self, indexes: Iterable[int]) -> None:
        """What is in sight; requests for anything else are dropped when their turn comes."""
        self._wanted = frozenset(indexes)

    def picture(self, index: int) -> QPixmap | None:
        """The picture if it is here; otherwise asks for it."""
        pixmap = self._pictures.get(index)
        if pixmap is not None:
            self._pictures.move_to_end(index)
        elif self._load is not None and index not in self._asked and index not in self._errors:
            self._asked.add(index)
            self._pool.start(_Fetch(self, self._generation, index))
        return pixmap

    def error(self, index: int) -> str:
        return self._errors.get(index, "")

    def forget(self, index: int) -> None:
        self._errors.pop(index, None)
        self._asked.discard(index)
        pixmap = self._pictures.pop(index, None)
        self._bytes -= _weight(pixmap) if pixmap is not None else 0

    def stop(self) -> None:
        """Ends the background work; waits for at most the pictures just being read."""
        self._generation += 1
        self._load = None
        self._pool.clear()
        self._pool.waitForDone()

    def fetch(self, generation: int, index: int) -> None:
        """Runs on a thread of the pool."""
        load, wanted = self._load, self._wanted
        if generation != self._generation or load is None:
            return
        if wanted is not None and index not in wanted:
            self._loaded.emit(generation, index, None)
            return
        try:
            image = load(index)
            result: object = self._fit(image) if not image.isNull() else self.tr("This picture is empty.")
        except Exception as error:  # whatever the source raises belongs on its tile, not in the log
            result = str(error) or type(error).__name__
        self._loaded.emit(generation, index, result)

    def _fit(self, image: QImage) -> QImage:
        if image.width() <= self._size.width() and image.height() <= self._size.height():
            return image
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        return image.scaled(self._size, keep, smooth)

    @Slot(int, int, object)
    def _keep(self, generation: int, index: int, result: object) -> None:
        if generation != self._generation:
            return
        self._asked.discard(index)
        if isinstance(result, QImage):
            pixmap = QPixmap.fromImage(result)
            self._pictures[index] = pixmap
            self._bytes += _weight(pixmap)
            while self._bytes > MEMORY and len(self._pictures) > 1:
                self._bytes -= _weight(self._pictures.popitem(last=False)[1])
        elif result is None:
            if self._wanted is not None and index in self._wanted:
                self.ready.emit(index)  # it has come back into sight meanwhile: being painted asks again
            return
        else:
            self._errors[index] = str(result)
        self.ready.emit(index)


class _Fetch(QRunnable):
    def __init__(self, owner: Thumbnails, generation: int, index: int) -> None:
        super().__init__()
        self._owner, self._generation, self._index = owner, generation, index

    def run(self) -> None:
        self._owner.fetch(self._generation, self._index)


def _weight(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
