"""What is to be known of one run, and what one can do with it: the panel beside the list of runs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_tl.app.plugins.missing import MissingPlugin
from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.pages.going_on_buttons import GoOnButton, TrainLonger
from desktop_tl.gui.pages.plugin_words import missing_button_text, missing_text
from desktop_tl.gui.pages.run_facts import RunFacts, figures_of, with_facts
from desktop_tl.gui.pages.run_lineage import RunLineage
from desktop_tl.gui.pages.run_words import status_text, status_tone
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import moment_text, when_text
from desktop_tl.gui.widgets.buttons import DangerButton, PrimaryButton, QuietButton, SecondaryButton
from desktop_tl.gui.widgets.card import Rule
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.layouts import clear_layout
from desktop_tl.gui.widgets.pill import Pill
from desktop_tl.gui.widgets.text import Body, Caption, Heading, Muted, Strong, breakable
from desktop_tl.runs.progress import Progress
from desktop_tl.runs.store import RunSummary

RESUMABLE = ("interrupted", "stopped", "failed")


class RunDetails(QFrame):
    """Shows what it is given; the page decides what the buttons do.

    Signals:
        open_wanted(): Open results, or watch the run while it trains.
        predict_wanted(): Predict with it.
        settings_wanted(): Use these settings for the next run.
        folder_wanted(): Open the folder.
        copy_wanted(): Copy the recipe.
        pack_wanted(): Pack it into one file.
        delete_confirmed(): Delete, after the question was answered with yes.
        resume_wanted(): go on with it where it was interrupted.
        longer_wanted(int): train it so many epochs longer, as a new run.
        continue_wanted(): a new run from its model, with changes.
        backbone_wanted(): use its model as a backbone.
        plugin_wanted(MissingPlugin): lead to the plugin that it needs.
        run_wanted(Path): show the run in that folder instead, which it began with or which began with it.
        forget_wanted(): take it, which lies elsewhere, out of the list.
    """

    open_wanted = Signal()
    predict_wanted = Signal()
    settings_wanted = Signal()
    folder_wanted = Signal()
    copy_wanted = Signal()
    pack_wanted = Signal()
    delete_confirmed = Signal()
    resume_wanted = Signal()
    longer_wanted = Signal(int)
    continue_wanted = Signal()
    backbone_wanted = Signal()
    plugin_wanted = Signal(object)
    run_wanted = Signal(object)
    forget_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(self.tr("The selected run"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        area.setWidget(content)
        content.setAutoFillBackground(False)  # the card shows through
        outer.addWidget(area, 1)
        body = QVBoxLayout(content)
        body.setContentsMargins(19, 17, 19, 17)
        body.setSpacing(12)
        self._make_head(body)
        self.message = InlineMessage("error", "", dismissible=False)
        self.message.hide()
        body.addWidget(self.message)
        self._report = ""
        self.report_button = SecondaryButton(self.tr("Copy report"), "copy")
        self.report_button.setObjectName("copy_report")
        self.report_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._report))
        self.report_button.hide()
        body.addWidget(self.report_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._missing = QVBoxLayout()
        self._missing.setSpacing(8)
        body.addLayout(self._missing)
        self._figures = QHBoxLayout()
        self._figures.setSpacing(16)
        body.addLayout(self._figures)
        self._curve_place = QVBoxLayout()
        body.addLayout(self._curve_place)
        self._curve: QWidget | None = None
        self.lineage = RunLineage()
        self.lineage.run_wanted.connect(self.run_wanted)
        body.addWidget(self.lineage)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(6)
        self._rows.setColumnStretch(1, 1)
        body.addLayout(self._rows)
        body.addStretch(1)
        self._make_foot(outer)

    def show_run(self, run: RunSummary, elsewhere: bool = False, ours: bool = True) -> None:
        """What the list knows already, at once; `show_facts` brings the rest.

        Args:
            elsewhere: it lies outside the folder of the runs.
            ours: it would be this window that trains it, so that it can be watched here.
        """
        self._where.setText(breakable(str(run.path)) if elsewhere else "")
        self._where.setVisible(elsewhere)
        self.forget_button.setVisible(elsewhere)
        self._name.setText(breakable(run.title))
        self._name.setToolTip(str(run.path))
        self._pill.set_state(status_text(run), status_tone(run))
        self._when.setText(when_text(run.started_at))
        self._when.setToolTip(moment_text(run.started_at))
        self.ask_to_delete(False)
        watch = self.tr("Watch it train") if ours else self.tr("See how far it is")
        self.open_button.setText(watch if run.status == "running" else self.tr("Open results"))
        for button in (self.open_button, self.predict_button, self.settings_button, self.copy_button):
            button.setEnabled(False)
        self.resume_button.setEnabled(False)
        self.go_on_button.setEnabled(False)
        resumable = run.status in RESUMABLE and not run.problem
        self.resume_button.setVisible(resumable)
        _emphasise(self.resume_button, run.status in ("interrupted", "failed"))
        self.open_button.setVisible(not resumable or run.status == "stopped")
        running = run.status == "running"
        self.delete_button.setEnabled(not running)
        self.pack_button.setEnabled(not running)
        self.delete_button.setToolTip(self.tr("It is still running. Stop it first.") if running else "")
        self._show_message(run, None)
        self.show_missing(())
        self.show_lineage(None, ())
        self._show_figures([])
        self._show_rows([])
        if self._curve is not None:
            self._curve.hide()

    def show_facts(self, run: RunSummary, facts: RunFacts, rows: list[tuple[str, str]], nouns: SampleWords) -> None:
        """The message, the figures, the curve, the settings, and which buttons make sense."""
        progress = facts.progress
        self._show_message(run, progress)
        self._show_figures(figures_of(run, progress))
        self._show_curve(progress)
        self._show_rows(with_facts(rows, progress, nouns))
        running = run.status == "running"
        no_results = self.tr("It ended before it was measured, so there are no results.")
        no_model = self.tr("It ended before a model was saved.")
        self._allow(self.open_button, running or facts.has_evaluation, no_results)
        self._allow(self.predict_button, facts.has_model, no_model)
        self._allow(self.settings_button, facts.recipe is not None, self.tr("Its recipe cannot be read."))
        self.open_button.setVisible(self.resume_button.isHidden() or facts.has_evaluation)
        _emphasise(self.resume_button, self.open_button.isHidden())
        self.resume_button.setEnabled(facts.recipe is not None)
        self._allow(self.go_on_button, facts.has_model and facts.recipe is not None and not running, no_model)
        self._allow(self.copy_button, facts.recipe is not None, self.tr("Its recipe cannot be read."))

    def show_missing(self, missing: Sequence[MissingPlugin]) -> None:
        """Which plugins it needs that are not here; the button for each leads there."""
        clear_layout(self._missing)
        for plugin in missing:
            message = InlineMessage("warning", *missing_text(plugin), dismissible=False)
            button = SecondaryButton(missing_button_text(plugin), "plugins")
            button.setObjectName("get_plugin")
            button.clicked.connect(lambda _checked=False, plugin=plugin: self.plugin_wanted.emit(plugin))
            self._missing.addWidget(message)
            self._missing.addWidget(button)

    def show_lineage(self, before: RunSummary | str | None, after: Sequence[RunSummary]) -> None:
        """The run whose model it began with (its name alone if it is gone), and those that began with its own."""
        self.lineage.show_lines(before, after)

    def least_width(self) -> int:
        """So wide that no button is cut, whatever the language and the size of the letters."""
        return self._buttons.sizeHint().width() + 40

    def ask_to_delete(self, asked: bool) -> None:
        """Puts the question in place of the buttons, or takes it away again."""
        self._question.setVisible(asked)
        self._longer.hide()
        self._buttons.setVisible(not asked)
        if asked:
            self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_how_long(self) -> None:
        self._buttons.hide()
        self._longer.ask()

    def _on_longer(self, epochs: int) -> None:
        self.ask_to_delete(False)
        self.longer_wanted.emit(epochs)

    def _make_head(self, body: QVBoxLayout) -> None:
        self._name = Heading()
        line = QHBoxLayout()
        line.setSpacing(8)
        self._pill, self._when = Pill(), Muted()
        self._when.setWordWrap(False)
        line.addWidget(self._pill)
        line.addWidget(self._when)
        line.addStretch(1)
        head = QVBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._name)
        head.addLayout(line)
        self._where, self.forget_button = Caption(), QuietButton(self.tr("Remove from the list"))
        self.forget_button.setObjectName("forget_run")
        self.forget_button.setProperty("flush", True)
        self.forget_button.setToolTip(self.tr("The run itself stays as it is."))
        self.forget_button.clicked.connect(self.forget_wanted)
        head.addWidget(self._where)
        head.addWidget(self.forget_button, 0, Qt.AlignmentFlag.AlignLeft)
        body.addLayout(head)

    def _make_foot(self, outer: QVBoxLayout) -> None:
        self.open_button = PrimaryButton(self.tr("Open results"), "results")
        self.predict_button = SecondaryButton(self.tr("Predict with it"))
        self.settings_button = SecondaryButton(self.tr("Use these settings"))
        self.resume_button = SecondaryButton(self.tr("Resume"), "play")
        self.resume_button.setToolTip(self.tr("Goes on from its last checkpoint, as if it had never stopped."))
        self.go_on_button = GoOnButton()
        self.go_on_button.longer_wanted.connect(self._ask_how_long)
        self.go_on_button.continue_wanted.connect(self.continue_wanted)
        self.go_on_button.backbone_wanted.connect(self.backbone_wanted)
        self.folder_button = QuietButton(self.tr("Open folder"))
        self.copy_button = QuietButton(self.tr("Copy recipe"))
        self.pack_button = QuietButton(self.tr("Pack…"))
        self.pack_button.setToolTip(self.tr("Writes the run without its data into one file, to send it to somebody."))
        self.delete_button = QuietButton(self.tr("Delete"))
        wiring = {
            "resume_run": (self.resume_button, self.resume_wanted),
            "open_results": (self.open_button, self.open_wanted),
            "predict_with_run": (self.predict_button, self.predict_wanted),
            "use_settings": (self.settings_button, self.settings_wanted),
            "open_folder": (self.folder_button, self.folder_wanted),
            "copy_recipe": (self.copy_button, self.copy_wanted),
            "pack_run": (self.pack_button, self.pack_wanted),
        }
        for name, (button, signal) in wiring.items():
            button.setObjectName(name)
            button.clicked.connect(signal)
        self.delete_button.setObjectName("delete_run")
        self.delete_button.clicked.connect(lambda: self.ask_to_delete(True))
        self._buttons = self._lay_out_buttons()
        self._question = self._make_question()
        self._longer = TrainLonger()
        self._longer.confirmed.connect(self._on_longer)
        self._longer.cancelled.connect(lambda: self.ask_to_delete(False))
        foot = QVBoxLayout()
        foot.setContentsMargins(19, 12, 19, 12)
        foot.addWidget(self._buttons)
        foot.addWidget(self._question)
        foot.addWidget(self._longer)
        outer.addWidget(Rule())
        outer.addLayout(foot)

    def _lay_out_buttons(self) -> QWidget:
        buttons = QWidget()
        grid = QGridLayout(buttons)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for button in (
            self.resume_button,
            self.open_button,
            self.predict_button,
            self.settings_button,
            self.go_on_button,
        ):
            policy = button.sizePolicy()
            policy.setHorizontalPolicy(policy.Policy.Expanding)
            button.setSizePolicy(policy)
        grid.addWidget(self.resume_button, 0, 0, 1, 2)
        grid.addWidget(self.open_button, 1, 0, 1, 2)
        grid.addWidget(self.predict_button, 2, 0)
        grid.addWidget(self.settings_button, 2, 1)
        grid.addWidget(self.go_on_button, 3, 0, 1, 2)
        quiet = QHBoxLayout()
        quiet.setSpacing(0)
        for quiet_button in (self.folder_button, self.copy_button, self.pack_button, self.delete_button):
            quiet.addWidget(quiet_button)
        quiet.insertStretch(3, 1)
        grid.addLayout(quiet, 4, 0, 1, 2)
        return buttons

    def _make_question(self) -> QWidget:
        question = QWidget()
        question.setObjectName("delete_question")
        layout = QVBoxLayout(question)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(8)
        layout.addWidget(Strong(self.tr("Delete this run for good?")))
        layout.addWidget(
            Muted(self.tr("Its model, results and settings are removed. Your data stays. This cannot be undone."))
        )
        line = QHBoxLayout()
        line.setSpacing(8)
        self.confirm_button = DangerButton(self.tr("Delete for good"), "delete")
        self.confirm_button.setObjectName("confirm_delete")
        self.confirm_button.clicked.connect(self.delete_confirmed)
        self.keep_button = SecondaryButton(self.tr("Keep it"))
        self.keep_button.setObjectName("keep_run")
        self.keep_button.clicked.connect(lambda: self.ask_to_delete(False))
        line.addWidget(self.confirm_button)
        line.addWidget(self.keep_button)
        line.addStretch(1)
        layout.addLayout(line)
        return question

    def _show_message(self, run: RunSummary, progress: Progress | None) -> None:
        end = progress.end if progress else None
        if run.problem:
            self.message.set_message("error", self.tr("This run is damaged."), run.problem)
        elif run.status == "failed" and end is not None:
            self.message.set_message("error", engine_text(end.message), engine_text(end.advice))
        elif run.status == "interrupted":
            advice = self.tr("The computer or the app stopped before the training was done. Resume goes on from there.")
            self.message.set_message("warning", self.tr("It was interrupted."), advice)
        else:
            self.message.hide()
            return
        self._report = end.report if end is not None else ""
        self.report_button.setVisible(bool(self._report))
        self.message.show()

    def _show_figures(self, figures: list[tuple[str, str]]) -> None:
        _empty(self._figures)
        for label, value in figures:
            column = QWidget()
            layout = QVBoxLayout(column)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
            layout.addWidget(Caption(label))
            number = Heading(value)
            number.setWordWrap(False)
            layout.addWidget(number)
            self._figures.addWidget(column)

    def _show_curve(self, progress: Progress) -> None:
        if len(progress.epochs) < 2:
            if self._curve is not None:
                self._curve.hide()
            return
        if self._curve is None:
            from desktop_tl.gui.pages.small_curve import SmallCurve  # pyqtgraph: 0.8 s, only once there is a curve

            self._curve = SmallCurve()
            self._curve_place.addWidget(self._curve)
        self._curve.show_progress(progress)  # type: ignore[attr-defined]
        self._curve.show()

    def _show_rows(self, rows: list[tuple[str, str]]) -> None:
        _empty(self._rows)
        for number, (label, value) in enumerate(rows):
            name, text = Muted(label), Body(breakable(value))
            name.setWordWrap(False)
            text.setToolTip(value)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)  # it would copy the invisible gaps
            self._rows.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(text, number, 1)

    def _allow(self, button: QWidget, allowed: bool, reason: str) -> None:
        button.setEnabled(allowed)
        button.setToolTip("" if allowed else reason)


def _emphasise(button: SecondaryButton, emphasised: bool) -> None:
    """Makes it the one thing to do next, or one of several."""
    button.setProperty("kind", "primary" if emphasised else "secondary")
    button.icon_token = "accent_text" if emphasised else "text"
    button.set_icon("play")
    button.style().unpolish(button)
    button.style().polish(button)


def _empty(layout: QHBoxLayout | QGridLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
