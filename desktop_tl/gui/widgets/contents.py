"""Fetches pictures and texts in the background, only those in sight, and keeps the last ones seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QSize, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

MEMORY = 96 * 2**20  # bytes; about 800 pictures on an ordinary screen

MOST_CHARACTERS = 800
"""Of a text that is kept for a tile; no tile shows more."""

Load = Callable[[int], QImage | str]


class Contents(QObject):
    """``load(index)`` runs on a thread of the pool and may raise; its words then become the tile's error.

    Signals:
        ready(int): the content of that index (or its error) can now be asked for. Sent on the window's thread.
    """

    ready = Signal(int)
    _loaded = Signal(int, int, object)  # generation, index, content or _Problem or None

    def __init__(self, threads: int = 2, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._load: Load | None = None
        self._generation, self._bytes = 0, 0
        self._size = QSize(160, 160)
        self._kept: OrderedDict[int, QPixmap | str] = OrderedDict()
        self._errors: dict[int, str] = {}
        self._asked: set[int] = set()
        self._wanted: frozenset[int] | None = None
        self._loaded.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def set_source(self, load: Load | None, size: QSize) -> None:
        """Forgets everything; ``size`` is the largest picture in physical pixels."""
        self._pool.clear()
        self._generation += 1
        self._load, self._size, self._bytes = load, size, 0
        self._kept.clear()
        self._errors.clear()
        self._asked.clear()

    def set_wanted(self, indexes: Iterable[int]) -> None:
        """What is in sight; requests for anything else are dropped when their turn comes."""
        self._wanted = frozenset(indexes)

    def get(self, index: int) -> QPixmap | str | None:
        """The picture, or the beginning of the text in one line, if it is here; otherwise asks for it."""
        kept = self._kept.get(index)
        if kept is not None:
            self._kept.move_to_end(index)
        elif self._load is not None and index not in self._asked and index not in self._errors:
            self._asked.add(index)
            self._pool.start(_Fetch(self, self._generation, index))
        return kept

    def error(self, index: int) -> str:
        return self._errors.get(index, "")

    def forget(self, index: int) -> None:
        self._errors.pop(index, None)
        self._asked.discard(index)
        kept = self._kept.pop(index, None)
        self._bytes -= _weight(kept) if kept is not None else 0

    def stop(self) -> None:
        """Ends the background work; waits for at most what is just being read."""
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
            result: object = _fit(load(index), self._size)
        except Exception as error:  # whatever the source raises belongs on its tile, not in the log
            result = _Problem(str(error) or type(error).__name__)
        self._loaded.emit(generation, index, result)

    @Slot(int, int, object)
    def _keep(self, generation: int, index: int, result: object) -> None:
        if generation != self._generation:
            return
        self._asked.discard(index)
        if isinstance(result, QImage | str):
            kept = self._kept[index] = QPixmap.fromImage(result) if isinstance(result, QImage) else result
            self._bytes += _weight(kept)
            while self._bytes > MEMORY and len(self._kept) > 1:
                self._bytes -= _weight(self._kept.popitem(last=False)[1])
        elif isinstance(result, _Problem):
            self._errors[index] = result.words
        elif self._wanted is None or index not in self._wanted:
            return
        self.ready.emit(index)  # also of what was dropped and is in sight again: being painted asks for it


@dataclass(frozen=True)
class _Problem:
    words: str


class _Fetch(QRunnable):
    def __init__(self, owner: Contents, generation: int, index: int) -> None:
        super().__init__()
        self._owner, self._generation, self._index = owner, generation, index

    def run(self) -> None:
        self._owner.fetch(self._generation, self._index)


def _fit(loaded: QImage | str, size: QSize) -> QImage | str | _Problem:
    """No more of it than is shown."""
    if isinstance(loaded, str):
        return excerpt(loaded)
    if loaded.isNull():
        return _Problem(QCoreApplication.translate("Contents", "This picture is empty."))
    if loaded.width() <= size.width() and loaded.height() <= size.height():
        return loaded
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return loaded.scaled(size, keep, smooth)


def excerpt(text: str, most: int = MOST_CHARACTERS) -> str:
    """The beginning of a text in one line."""
    words = " ".join(text[: 4 * most].split())
    return words if len(words) <= most else f"{words[:most]}…"


def _weight(kept: QPixmap | str) -> int:
    """About how many bytes it takes."""
    return 4 * len(kept) if isinstance(kept, str) else kept.width() * kept.height() * 4
