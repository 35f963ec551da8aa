"""Which plugins are here, what each brings, why one of them does not work; and the way to get, change and lose some."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_tl.api.errors import UserError
from desktop_tl.app.plugins.enabling import PluginRecord, change_enabled, read_disabled
from desktop_tl.app.plugins.plan import Plan, Progress
from desktop_tl.app.plugins.state import PluginState, read_state
from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.pages.plugin_install import InstallCard
from desktop_tl.gui.pages.plugin_question import PluginQuestion
from desktop_tl.gui.pages.plugin_row import Place, PluginRow
from desktop_tl.gui.pages.plugin_words import done_text, set_text, step_text
from desktop_tl.gui.pages.plugin_work import MakePlan, PluginWork
from desktop_tl.gui.theme import current_theme, make_font
from desktop_tl.gui.widgets.amounts import bytes_text, join_sentences
from desktop_tl.gui.widgets.buttons import IconButton, SecondaryButton
from desktop_tl.gui.widgets.card import Card, Rule
from desktop_tl.gui.widgets.inline_message import InlineMessage, Kind
from desktop_tl.gui.widgets.layouts import clear_layout
from desktop_tl.gui.widgets.page import Page
from desktop_tl.gui.widgets.text import Body, ElidedLabel, Muted
from desktop_tl.gui.workbench import Workbench

_FIRST = {"failed": 0, "left out": 1}


class PluginsPage(Page):
    """Shows what is loaded and what is installed; every change is planned, shown, agreed to, and done on a worker."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(QCoreApplication.translate("PluginsPage", "Plugins"))
        self.bench = bench
        self.work = PluginWork(bench, self)
        self.rows: list[PluginRow] = []
        self._state = PluginState()
        self._restart: InlineMessage | None = None
        self._restart_button: QPushButton | None = None
        self._told: InlineMessage | None = None
        self._title = ""
        self._retried: set[str] = set()
        self._make_actions()
        self.install = InstallCard()
        self.progress = self.install.progress
        self._others = _PluginCard(self.tr("Third-party plugins"))
        self._ours = _PluginCard(self.tr("Part of Desktop TL"))
        plugins = QWidget()
        plugins.setObjectName("plugin_list")
        plugins.setAccessibleName(self.tr("Installed plugins"))
        around = QVBoxLayout(plugins)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(16)
        around.addWidget(self._others)
        around.addWidget(self._ours)
        for part in (self.install, plugins, self._make_guide()):
            self.add(part)
        self.add_stretch()
        self.setAcceptDrops(True)
        self._connect()
        self._tell_start()
        self.refresh()

    def refresh(self) -> None:
        """Lists what is loaded and installed now."""
        context = self.bench.context
        self._state = read_state(context.paths)
        disabled = read_disabled(context.paths)
        records = sorted(
            (*context.plugins.records, *self._unknown_records()), key=lambda record: _FIRST.get(record.state, 2)
        )
        rows = [PluginRow(record, record.key not in disabled, self._place(record)) for record in records]
        others = [row for row in rows if not row.record.first_party]
        ours = [row for row in rows if row.record.first_party]
        self.rows = [*others, *ours]
        nothing = self.tr("No plugin is installed, so there is nothing to train with yet.")
        self._others.show_rows(others, self.tr("None is installed.") if ours else nothing)
        self._ours.show_rows(ours, "")
        self._ours.setVisible(bool(ours))
        for row in self.rows:
            row.wanted.connect(lambda wanted, row=row: self._change(row, wanted))
            name = row.record.distribution
            row.update_wanted.connect(
                lambda name=name: self._plan(lambda changes, stop: changes.plan_update([name], stop=stop))
            )
            row.remove_wanted.connect(
                lambda name=name: self._plan(lambda changes, stop: changes.plan_remove([name], stop=stop))
            )
        self.set_subtitle(self._summary())
        self._show_actions()
        self._show_restart()

    def install_these(self, texts: Sequence[str]) -> None:
        """Works out what installing names, wheels or folders means, and asks."""
        wanted = list(texts)
        self._plan(lambda changes, stop: changes.plan_install(wanted, stop=stop))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()) and not self.work.is_busy:
            event.acceptProposedAction()
            self.install.zone.set_over(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.install.zone.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """A wheel or a folder may be dropped anywhere on the page; what is neither is refused in words."""
        self.install.zone.set_over(False)
        paths = _dropped(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.install_these([str(path) for path in paths])

    def _make_actions(self) -> None:
        self.undo_button = SecondaryButton(self.tr("Undo…"), "undo")
        self.undo_button.setObjectName("undo_plugins")
        self.undo_button.clicked.connect(
            lambda _checked=False: self._plan(lambda changes, stop: changes.plan_undo(stop=stop))
        )
        self.update_button = SecondaryButton(self.tr("Update all…"), "refresh")
        self.update_button.setObjectName("update_plugins")
        self.update_button.clicked.connect(lambda _checked=False: self._update_all())
        for button in (self.undo_button, self.update_button):
            self.add_action(button)

    def _connect(self) -> None:
        work, bench = self.work, self.bench
        self.install.install_wanted.connect(self.install_these)
        self.install.search_wanted.connect(self._search)
        self.progress.stop_requested.connect(work.cancel)
        work.begun.connect(lambda: self._set_busy(True))
        work.ended.connect(lambda: self._set_busy(False))
        work.progressed.connect(self._show_progress)
        work.listed.connect(self._show_listing)
        work.planned.connect(self._ask)
        work.applied.connect(self._on_applied)
        work.found.connect(self.install.show_found)
        work.failed.connect(lambda error: self._tell("error", engine_text(error.message), engine_text(error.advice)))
        work.cancelled.connect(lambda: self._tell("info", self.tr("Cancelled. Nothing was changed.")))
        bench.plugin_wanted.connect(self._on_wanted)
        bench.feed.started.connect(self._show_restart)
        bench.feed.ended.connect(self._show_restart)

    def _unknown_records(self) -> list[PluginRecord]:
        """Those that are installed, but not known to this process: they wait for the next start."""
        known = {record.distribution for record in self.bench.context.plugins.records}
        return [record for record in self._state.waiting if record.distribution not in known]

    def _place(self, record: PluginRecord) -> Place:
        state, name = self._state, record.distribution
        is_coming = any(record is waiting for waiting in state.waiting)
        pending, origin = "", ""
        if is_coming:
            pending = self.tr("It is installed, and used when Desktop TL is started again.")
        elif state.is_removed(name):
            pending = self.tr("It is removed, and gone when Desktop TL is started again.")
        elif name in state.changed and record.state == "ready":
            pending = self.tr("Version {0} is installed, and used when Desktop TL is started again.").format(
                state.next[name]
            )
        elif name and not record.first_party and name not in state.next:
            origin = self.tr("installed with pip")
        elif name in state.next and name not in state.requested:
            origin = self.tr("came with another plugin")
        return Place(
            is_ours=name in state.requested or state.is_removed(name),
            origin=origin,
            pending=pending,
            is_going=state.is_removed(name),
            is_coming=is_coming,
            can_retry=not self.bench.context.safe_mode,
        )

    def _summary(self) -> str:
        ready = sum(row.record.state == "ready" for row in self.rows if not row.place.is_coming)
        failed = sum(row.record.state in ("failed", "left out") for row in self.rows)
        words = self.tr("1 plugin is ready") if ready == 1 else self.tr("{0} plugins are ready").format(ready)
        if failed:
            words += self.tr(", 1 needs attention") if failed == 1 else self.tr(", {0} need attention").format(failed)
        return self.tr("{0}.").format(words)

    def _make_guide(self) -> Card:
        card = Card(self.tr("Write a plugin"))
        words = self.tr(
            "Plugins bring backbones, datasets, tasks, observers and exporters; each is an ordinary Python package. "
            "This command, in a terminal, begins one that works as it is; its README tells the rest."
        )
        card.add(Body(words))
        line = QHBoxLayout()
        command = f"desktop-tl plugins new {self.tr('NAME-OF-THE-PLUGIN')} --kind backbone"
        label = ElidedLabel(command)
        label.setFont(make_font(current_theme().body_px, mono=True))
        label.setAccessibleName(command)
        copy = IconButton("copy", self.tr("Copy the command"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(command))
        line.addWidget(label, 1)
        line.addWidget(copy)
        card.add(line)
        return card

    def _tell_start(self) -> None:
        """What is to be known of how the app was started: in safe mode, or without what is installed."""
        context = self.bench.context
        if context.safe_mode:
            message = self.show_message(
                "warning",
                self.tr("Safe mode is on: only the plugins that are part of Desktop TL were started."),
                self.tr("All others are left out until you start normally. They can be removed or disabled here."),
                dismissible=False,
            )
            message.add_action(self.tr("Start normally"), self.bench.restart_wanted.emit)
        if context.activation.problem:
            message = self.show_message("error", engine_text(context.activation.problem))
            message.add_action(self.tr("Install them anew…"), self._update_all)

    def _update_all(self) -> None:
        self._plan(lambda changes, stop: changes.plan_update(stop=stop))

    def _plan(self, make: MakePlan) -> None:
        self._announce(self.tr("Preparing the change"), step_text("resolving"))
        self.work.plan(make)

    def _search(self, words: str) -> None:
        self._announce(self.tr("Searching the index"), self.tr("Asking the package index"))
        self.work.search(words)

    def _announce(self, title: str, label: str) -> None:
        self._untell()
        self._title = title
        self.progress.set_label(label)
        self.progress.set_busy()

    def _set_busy(self, busy: bool) -> None:
        self.install.set_busy(busy, self._title)
        for button in (self.undo_button, self.update_button):
            button.setEnabled(not busy)
        for row in self.rows:
            row.set_changeable(not busy)
        if busy:
            self.scroll_to_top()

    def _show_progress(self, progress: Progress) -> None:
        self.progress.set_label(step_text(progress.step))
        if progress.step == "downloading" and progress.total:
            detail = self.tr("{0} of {1}").format(bytes_text(progress.done), bytes_text(progress.total))
            self.progress.set_progress(progress.done, progress.total, detail=detail)
        else:
            self.progress.set_busy()

    def _show_listing(self, done: int, total: int | None) -> None:
        self.progress.set_progress(done, total or 0, detail=bytes_text(done))

    def _ask(self, plan: Plan) -> None:
        if plan.is_empty:
            notes = join_sentences(*map(engine_text, plan.notes))
            self._tell("info", self.tr("Nothing is to be done: all of it is as it should be."), notes)
            return
        question = PluginQuestion(plan, self.window())
        question.agreed.connect(self._apply)
        question.open()

    def _apply(self, plan: Plan) -> None:
        self._announce(self.tr("Changing the plugins"), step_text("inspecting"))
        self.work.apply(plan)

    def _on_applied(self, applied: object, adopted: object) -> None:
        from desktop_tl.app.plugins.adoption import Adopted
        from desktop_tl.app.plugins.changes import Applied

        assert isinstance(applied, Applied) and isinstance(adopted, Adopted)
        self.refresh()
        self.install.field.clear()
        bad = [record for record in adopted.loaded if record.state == "failed"]
        detail = ""
        if adopted.needs_restart:
            words = self.tr("It takes effect when Desktop TL is started again, since it is in use: {0}.")
            if not adopted.in_use:
                words = self.tr("It is used when Desktop TL is started again, since it is slow to load: {0}.")
            detail = words.format(", ".join(adopted.in_use or adopted.slow))
        elif bad:
            detail = self.tr("The list below tells what is wrong with it.")
        elif applied.plan.action in ("install", "update"):
            detail = self.tr("It can be used at once.")
            if self.bench.context.safe_mode:
                detail = self.tr("It is used when Desktop TL is started normally.")
        self._tell("warning" if bad else "success", done_text(applied.plan), detail)

    def _on_wanted(self, name: str) -> None:
        self.scroll_to_top()
        if name:
            self.install.fill_in(name)

    def _tell(self, kind: Kind, text: str, detail: str = "") -> None:
        self._untell()
        self._told = self.show_message(kind, text, detail)
        self._told.dismissed.connect(self._forget_told)
        self.scroll_to_top()

    def _untell(self) -> None:
        if self._told is not None:
            self._told.hide()
            self._told.deleteLater()
            self._told = None

    def _forget_told(self) -> None:
        self._told = None

    def _change(self, row: PluginRow, wanted: bool) -> None:
        record = row.record
        try:
            change_enabled(self.bench.context.paths, record.key, enabled=wanted)
        except UserError as error:
            row.set_enabled(not wanted)
            self._tell("error", error.message, error.advice)
            return
        row.set_enabled(wanted)
        if wanted and record.state == "left out":
            self._retried.add(record.key)
        row.set_pending(self._is_pending(row))
        self._show_restart()

    def _is_pending(self, row: PluginRow) -> bool:
        record, wanted = row.record, row.switch.isChecked()
        if row.place.pending:
            return True
        return wanted == (record.state == "disabled") or (wanted and record.key in self._retried)

    def _show_actions(self) -> None:
        previous = self._state.previous
        self.undo_button.setVisible(previous is not None)
        back = self.tr("Takes the last change back.")
        self.undo_button.setToolTip(join_sentences(back, set_text(list(previous or ()))))
        self.undo_button.setAccessibleDescription(self.undo_button.toolTip())
        self.update_button.setVisible(bool(self._state.requested))

    def _show_restart(self, *_of_run: object) -> None:
        count = sum(self._is_pending(row) for row in self.rows)
        if not count:
            if self._restart is not None:
                self._restart.hide()
            return
        words = (
            self.tr("1 change takes effect when you start Desktop TL again.")
            if count == 1
            else self.tr("{0} changes take effect when you start Desktop TL again.").format(count)
        )
        if self._restart is None:
            self._restart = self.show_message("info", words, dismissible=False)
            self._restart_button = self._restart.add_action(self.tr("Restart now"), self.bench.restart_wanted.emit)
            self._restart_button.setObjectName("restart_app")
        assert self._restart_button is not None
        training = self.bench.feed.is_running
        self._restart.set_message("info", words)
        self._restart_button.setEnabled(not training)
        self._restart_button.setToolTip(self.tr("Wait until the training has ended.") if training else "")
        self._restart.show()


class _PluginCard(Card):
    """Rows of plugins below a title."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        outer = self.layout()
        assert outer is not None
        outer.setContentsMargins(20, 16, 20, 8)  # rows bring margins of their own
        outer.setSpacing(0)
        self.body.setSpacing(0)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.add(self._rows)

    def show_rows(self, rows: Sequence[PluginRow], nothing: str) -> None:
        """Shows these instead of those before; ``nothing`` where there is none."""
        clear_layout(self._rows)
        for number, row in enumerate(rows):
            if number:
                self._rows.addWidget(Rule())
            self._rows.addWidget(row)
        if not rows:
            label = Muted(nothing)
            label.setContentsMargins(0, 8, 0, 8)
            self._rows.addWidget(label)


def _dropped(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
