"""Exports a run's model from the Results page: the format, its options, where to, and what became of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_tl.api.errors import UserError
from desktop_tl.api.exporters import ExporterSpec
from desktop_tl.app.exporting import export_run, exporters_for, new_place, new_place_in
from desktop_tl.gui.background import Task
from desktop_tl.gui.outside_words import catalog_text, engine_text
from desktop_tl.gui.widgets.buttons import PrimaryButton, QuietButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.choice_list import ChoiceList
from desktop_tl.gui.widgets.editors import PathEditor
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.options_form import OptionsForm
from desktop_tl.gui.widgets.progress_row import ProgressRow
from desktop_tl.gui.widgets.text import Body
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder


class ExportCard(Card):
    """Hidden until it is asked for.

    Signals:
        exported(Path): the folder is there and was checked.
    """

    exported = Signal(object)

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(
            self.tr("Export the model"),
            self.tr("A new folder for other programs, with classes, preprocessing, licences and a script to try it."),
        )
        self._bench = bench
        self._run: RunFolder | None = None
        self._task: Task | None = None
        self._exporters: dict[str, ExporterSpec] = {}
        self.formats = ChoiceList((), self.tr("Format"))
        self.form = OptionsForm()
        self.place = PathEditor(True, False, "", self.tr("The run's own folder"), plain=True)
        self.place.field.setAccessibleName(self.tr("Folder in which the new one is made"))
        self.progress = ProgressRow(stoppable=False)
        self.message = InlineMessage("info", "", dismissible=False)
        self._open_button = self.message.add_action(self.tr("Open folder"), self._open)
        self.export_button = PrimaryButton(self.tr("Export"), "export")
        self.export_button.setObjectName("export_now")
        self.close_button = QuietButton(self.tr("Close"))
        self._folder = Path()
        self._lay_out()
        self.formats.current_changed.connect(self._show_options)
        self.export_button.clicked.connect(self.export)
        self.close_button.clicked.connect(self.hide)
        bench.catalog_changed.connect(self._add_formats)
        self._add_formats()
        self.hide()

    def is_possible_for(self, task: str) -> bool:
        """Whether any plugin offers a format for models of that task."""
        return bool(exporters_for(self._bench.context.catalog, task))

    @property
    def is_busy(self) -> bool:
        """Whether an export is being written."""
        return self._task is not None and not self._task.is_done

    def ask(self, run: RunFolder, task: str) -> None:
        """Shows the choices for a run, whose task that is."""
        if not self.is_busy:
            self._run = run
            self.message.hide()
            self._offer(task)
        self.show()
        self.formats.button(self.formats.current()).setFocus()

    def forget(self) -> None:
        """Another run is looked at; what is being written is finished."""
        if not self.is_busy:
            self.hide()

    def export(self) -> None:
        """Writes the model on a worker."""
        run, chosen = self._run, self.formats.current()
        if run is None or self.is_busy or not self.form.is_valid():
            return
        options = self.form.value().model_dump(mode="json")
        parent = str(self.place.value() or "")
        context, background = self._bench.context, self._bench.background
        self.message.hide()

        def work(task: Task) -> Path:
            out = new_place_in(Path(parent), run, chosen) if parent else new_place(run, chosen)
            return export_run(
                context, run, chosen, options, out=out, on_step=lambda step: background.post(task, self._tell, step)
            )

        self._task = background.run(self, work, done=self._on_done, failed=self._on_failed)
        self._set_busy(True)

    def _add_formats(self) -> None:
        """Those of the catalog that are not listed yet: plugins may come while the window is open."""
        for name, spec in self._bench.context.catalog.exporters.items():
            if name not in self._exporters:
                self._exporters[name] = spec
                self.formats.add_choice(name, catalog_text(spec.title), catalog_text(spec.description))
        if self._exporters and not self.formats.current():
            self.formats.set_current(next(iter(self._exporters)))
            self._show_options(self.formats.current())

    def _offer(self, task: str) -> None:
        fitting = [spec.id for spec in exporters_for(self._bench.context.catalog, task)]
        for name in self._exporters:
            self.formats.button(name).setVisible(name in fitting)
        if fitting and self.formats.current() not in fitting:
            self.formats.set_current(fitting[0])
            self._show_options(fitting[0])

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.setSpacing(12)
        where.addWidget(Body(self.tr("Make it in")))
        where.addWidget(self.place)
        where.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.export_button)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        for part in (self.formats, self.form, where, buttons, self.progress, self.message):
            self.add(part)
        self.progress.hide()
        self.message.hide()

    def _show_options(self, exporter_id: str) -> None:
        options = self._exporters[exporter_id].options
        self.form.set_model(options)
        self.form.setVisible(bool(options.model_fields))

    def _set_busy(self, busy: bool) -> None:
        for part in (self.formats, self.form, self.place, self.export_button):
            part.setEnabled(not busy)
        self.progress.setVisible(busy)
        self.progress.set_label(self.tr("Preparing"))
        self.progress.set_busy()

    def _tell(self, step: str) -> None:
        self.progress.set_label(engine_text(step))

    def _on_done(self, folder: Path) -> None:
        self._set_busy(False)
        self._folder = folder
        self._open_button.show()
        self.message.set_message(
            "success", self.tr("Exported, loaded again and found to compute the same."), str(folder)
        )
        self.message.show()
        self.exported.emit(folder)

    def _on_failed(self, error: UserError) -> None:
        self._set_busy(False)
        self._open_button.hide()
        self.message.set_message("error", error.message, error.advice)
        self.message.show()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
