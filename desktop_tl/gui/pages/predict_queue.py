"""Asks the model about samples, one request after the other, without keeping the window waiting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_tl.api.backbones import Modality
from desktop_tl.api.errors import UserError
from desktop_tl.app.asking import Asked
from desktop_tl.gui.background import Task
from desktop_tl.gui.pages.predict_work import Ahead, Answer, Predictors, list_asked
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder

Request = Path | Asked


class PredictQueue(QObject):
    """What is put in while a request is being answered waits for its turn, and for a model if there is none yet.

    Attributes:
        run: whose model is asked; None until one is known.
        modality: of the samples that it takes.

    Signals:
        began(bool): a request is being worked on; whether the model is loaded already.
        answered(list[Answer], int, int): some answers, and how many of how many there are (0: not known yet).
        failed(UserError): the model cannot be used; what waited is dropped.
        found_nothing(): there was no sample in what was asked about.
        finished(): nothing waits any more, or it was stopped.
    """

    began = Signal(bool)
    answered = Signal(list, int, int)
    failed = Signal(object)
    found_nothing = Signal()
    finished = Signal()

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.run: RunFolder | None = None
        self.modality: Modality = "image"
        self._context, self._background = bench.context, bench.background
        self._predictors = Predictors(bench.context)
        self._waiting: list[Sequence[Request]] = []
        self._task: Task | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a request is being answered."""
        return self._task is not None

    @property
    def is_waited_for(self) -> bool:
        """Whether anything has no answer yet."""
        return self.is_busy or bool(self._waiting)

    def put(self, request: Sequence[Request]) -> None:
        """Asks about files, all samples in folders and tables, and samples that are in no file."""
        self._waiting.append(request)
        self._next()

    def set_run(self, run: RunFolder | None, modality: Modality) -> None:
        """From the next request on; with None what waits is dropped, since nobody could answer."""
        self.run, self.modality = run, modality
        if run is None:
            self._waiting.clear()
        self._next()

    def stop(self) -> None:
        """Drops what has no answer yet."""
        if self._task is not None:
            self._task.cancel()
        self._waiting.clear()
        self._end()

    def _next(self) -> None:
        if self._task is not None or not self._waiting or self.run is None:
            return
        request, run, modality = self._waiting.pop(0), self.run, self.modality

        def find(task: Task) -> Iterator[Asked]:
            like = run.recipe().dataset
            for item in request:
                if isinstance(item, Asked):
                    yield item
                else:
                    yield from list_asked(self._context, modality, [item], task.stop, like=like)

        def work(task: Task) -> bool:
            asked = Ahead(find(task))
            done = 0

            def tell(answers: list[Answer]) -> None:
                nonlocal done
                done += len(answers)
                self._background.post(task, self.answered.emit, answers, done, asked.total)

            if not asked.is_empty:
                self._predictors.ask(run, asked, modality, task.stop, tell)
            return not asked.is_empty

        self._task = self._background.run(self, work, done=self._on_done, failed=self._on_failed)
        self.began.emit(self._predictors.is_loaded(run))

    def _on_done(self, has_found: bool) -> None:
        if not has_found:
            self.found_nothing.emit()
        self._end()

    def _on_failed(self, error: UserError) -> None:
        self._waiting.clear()
        self.failed.emit(error)
        self._end()

    def _end(self) -> None:
        was_busy, self._task = self._task is not None, None
        self._next()
        if was_busy and self._task is None:
            self.finished.emit()
