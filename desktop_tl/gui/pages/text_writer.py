"""Where a model that has learned to write is asked to: the beginning, how boldly, and what it writes, as it writes."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_tl.api.errors import UserError
from desktop_tl.gui.background import Task
from desktop_tl.gui.pages.text_box import SubmittingEdit
from desktop_tl.gui.pages.writing_work import Writers
from desktop_tl.gui.theme import current_theme, make_font
from desktop_tl.gui.widgets.amounts import count_text, duration_text
from desktop_tl.gui.widgets.buttons import DangerButton, PrimaryButton, QuietButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.options_form import OptionsForm
from desktop_tl.gui.widgets.text import Caption
from desktop_tl.gui.widgets.written_text import WrittenText
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.generation import GenerationSettings
from desktop_tl.runs.store import summarise_run

PROMPT_HEIGHT, SIDE = 76, 312


class TextWriter(QWidget):
    """Ctrl+Enter lets it write, as the button does.

    Signals:
        finished(): it has written all, or was stopped.
        failed(UserError): the model cannot be used.
    """

    finished = Signal()
    failed = Signal(object)

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background, self._writers = bench.background, Writers(bench.context)
        self._run: RunFolder | None = None
        self._task: Task | None = None
        self._given = self._written = self._title = ""
        self._tokens, self._began = 0, 0.0
        self.form = OptionsForm(GenerationSettings, is_narrow=True)
        self.form.setObjectName("generation_settings")
        self.form.validity_changed.connect(lambda _valid: self._refresh())
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self._make_prompt())
        left.addWidget(self._make_output(), 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left, 1)
        layout.addWidget(self._make_settings())
        self._refresh()

    @property
    def is_writing(self) -> bool:
        """Whether it is at it, or still loading the model."""
        return self._task is not None

    def set_run(self, run: RunFolder | None) -> None:
        """Whose model writes from now on; what is written stays."""
        self._run = run
        self._refresh()

    def put(self, prompt: str) -> None:
        """Puts a beginning there as if it were typed."""
        self.prompt.setPlainText(prompt)
        self.prompt.setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self) -> None:
        """Writes what follows the prompt."""
        self._begin(self.prompt.toPlainText(), "")

    def write_on(self) -> None:
        """Goes on behind what is written."""
        self._begin(self._given, self._written)

    def write_another(self) -> None:
        """The same beginning with the next seed."""
        settings = self.form.value()
        assert isinstance(settings, GenerationSettings)
        self.form.set_value(settings.model_copy(update={"seed": settings.seed + 1}))
        self._begin(self._given, "")

    def stop(self) -> None:
        """Ends it; what is written stays."""
        if self._task is not None:
            self._task.cancel()
            self._end(self.tr("Stopped"))

    def copy(self) -> None:
        """Puts the whole text on the clipboard, its beginning too."""
        QGuiApplication.clipboard().setText(self._given + self._written)

    def _begin(self, given: str, before: str) -> None:
        run, settings = self._run, self.form.value() if self.form.is_valid() else None
        if run is None or self._task is not None or not isinstance(settings, GenerationSettings):
            return
        self._given, self._written, self._tokens = given, before, 0
        self._title, self._began = summarise_run(run).title, monotonic()
        is_loaded = self._writers.is_loaded(run)
        self._status.setText(self.tr("Writing…") if is_loaded else self.tr("Loading the model…"))
        self.output.follow(given, before)

        def work(task: Task) -> tuple[str, int]:
            def tell(text: str, tokens: int) -> None:
                self._background.post(task, self._on_text, before + text, tokens)

            text, tokens = self._writers.write(run, given + before, settings, tell, task.stop)
            return before + text, tokens

        self._task = self._background.run(self, work, done=self._on_done, failed=self._on_failed)
        self._refresh()

    def _on_text(self, text: str, tokens: int) -> None:
        if not self._tokens:
            self._began = monotonic()  # loading does not count
        self._take(text, tokens)
        self._status.setText(self.tr("Writing… {0}").format(self._count()))

    def _on_done(self, written: tuple[str, int]) -> None:
        self._take(*written)
        self._end(self.tr("Done") if self._tokens else self.tr("Nothing more: the model would end the text here."))

    def _take(self, text: str, tokens: int) -> None:
        self._written, self._tokens = text, tokens
        self.output.follow(self._given, text)

    def _on_failed(self, error: UserError) -> None:
        self._end("")
        self.failed.emit(error)

    def _end(self, how: str) -> None:
        self._task = None
        took = duration_text(monotonic() - self._began)
        told = self.tr("{0}: {1} in {2}, by ‘{3}’").format(how, self._count(), took, self._title)
        self._status.setText(told if how and self._tokens else how)
        self._refresh()
        self.finished.emit()

    def _count(self) -> str:
        return self.tr("1 token") if self._tokens == 1 else self.tr("{0} tokens").format(count_text(self._tokens))

    def _refresh(self) -> None:
        busy, has_text = self.is_writing, bool(self._written)
        can_write = self._run is not None and not busy and self.form.is_valid()
        self.prompt.setEnabled(self._run is not None)
        self.write_button.setVisible(not busy)
        self.stop_button.setVisible(busy)
        self.write_button.setEnabled(can_write)
        for button in (self.on_button, self.another_button):
            button.setEnabled(can_write and has_text)
        self.copy_button.setEnabled(has_text)

    def _make_prompt(self) -> Card:
        card = Card(self.tr("How the text begins"))
        self.prompt = SubmittingEdit()
        self.prompt.setObjectName("prompt")
        self.prompt.setAccessibleName(self.tr("How the text begins"))
        self.prompt.setPlaceholderText(self.tr("Type a beginning; the model goes on from there…"))
        self.prompt.setFont(make_font(current_theme().heading_px))
        self.prompt.setTabChangesFocus(True)
        self.prompt.setFixedHeight(PROMPT_HEIGHT)
        self.prompt.submitted.connect(self.write)
        self.write_button = PrimaryButton(self.tr("Generate"), "edit")
        self.write_button.setObjectName("generate")
        self.write_button.clicked.connect(lambda _checked=False: self.write())
        self.stop_button = DangerButton(self.tr("Stop"), "stop")
        self.stop_button.setObjectName("stop_generating")
        self.stop_button.clicked.connect(lambda _checked=False: self.stop())
        keys = Caption(QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText))
        keys.setWordWrap(False)
        keys.setFixedHeight(self.write_button.sizeHint().height())  # which centres it beside the button
        for part in (keys, self.write_button, self.stop_button):
            card.add_header_widget(part)
        card.add(self.prompt)
        return card

    def _make_output(self) -> Card:
        card = Card(self.tr("What it writes"))
        self._status = Caption(" ")
        self._status.setObjectName("writing_status")
        self._status.setWordWrap(False)
        self.another_button = QuietButton(self.tr("Another"))
        self.another_button.setToolTip(self.tr("Writes another text from the same beginning, with the next seed."))
        self.on_button = QuietButton(self.tr("Write on"))
        self.on_button.setToolTip(self.tr("Goes on where this text ends."))
        self.copy_button = QuietButton(self.tr("Copy"))
        for button, name, action in (
            (self.another_button, "write_another", self.write_another),
            (self.on_button, "write_on", self.write_on),
            (self.copy_button, "copy_text", self.copy),
        ):
            button.setObjectName(name)
            button.clicked.connect(lambda _checked=False, action=action: action())
            card.add_header_widget(button)
        self.output = WrittenText(self.tr("What it writes"))
        self.output.setObjectName("written_text")
        self.output.setPlaceholderText(self.tr("The text appears here, word by word."))
        card.add(self.output, 1)
        card.add(self._status)
        return card

    def _make_settings(self) -> Card:
        card = Card(self.tr("How it writes"))
        card.setFixedWidth(SIDE)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.form)
        area.viewport().setAutoFillBackground(False)
        self.form.setAutoFillBackground(False)
        card.add(area, 1)
        return card
