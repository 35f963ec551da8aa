"""Fetches what a backbone needs before a run does, on a worker, whatever the person looks at meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop_tl.api.backbones import BackboneSpec, Weights
from desktop_tl.api.errors import UserError
from desktop_tl.app.weights import WeightsStore, complete_preprocessing
from desktop_tl.gui.background import Background, Task

Key = tuple[str, str]
"""Backbone id and weights id."""


@dataclass(frozen=True)
class Download:
    """How far one is, in bytes; ``total`` is None if the server does not say."""

    done: int = 0
    total: int | None = None


class WeightsDownloads(QObject):
    """Signals:
    changed(tuple): the download of that backbone and weights began, went on or was stopped.
    finished(tuple): what it needs is here and verified.
    failed(tuple, UserError): it could not be fetched.
    """

    changed = Signal(tuple)
    finished = Signal(tuple)
    failed = Signal(tuple, object)

    def __init__(self, background: Background, store: WeightsStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background, self._store = background, store
        self._tasks: dict[Key, Task] = {}
        self._state: dict[Key, Download] = {}

    def state(self, key: Key) -> Download | None:
        """How far the download is; None if there is none."""
        return self._state.get(key)

    def begin(self, spec: BackboneSpec, weights: Weights) -> None:
        """Fetches the weights, and the tokenizer if there is one."""
        key = (spec.id, weights.id)
        if key in self._tasks:
            return

        def fetch(task: Task) -> None:
            def tell(done: int, total: int | None) -> None:
                self._background.post(task, self._on_progress, key, done, total)

            self._store.fetch(spec.id, weights, on_progress=tell, stop=task.stop)
            preprocessing = weights.preprocessing or spec.preprocessing
            complete_preprocessing(spec.id, preprocessing, self._store, tell, task.stop)

        self._state[key] = Download()
        self._tasks[key] = self._background.run(
            self, fetch, done=lambda _none: self._on_done(key), failed=lambda error: self._on_failed(key, error)
        )
        self.changed.emit(key)

    def stop(self, key: Key) -> None:
        """What is here so far stays and is used the next time."""
        task = self._tasks.pop(key, None)
        self._state.pop(key, None)
        if task is not None:
            task.cancel()
            self.changed.emit(key)

    def _on_progress(self, key: Key, done: int, total: int | None) -> None:
        if key in self._tasks:
            self._state[key] = Download(done, total)
            self.changed.emit(key)

    def _on_done(self, key: Key) -> None:
        self._forget(key)
        self.finished.emit(key)

    def _on_failed(self, key: Key, error: UserError) -> None:
        self._forget(key)
        self.failed.emit(key, error)

    def _forget(self, key: Key) -> None:
        self._tasks.pop(key, None)
        self._state.pop(key, None)
