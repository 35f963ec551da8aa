"""The page on which PyTorch is set up, changed and repaired; never in the way of the others."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_tl.api.errors import UserError
from desktop_tl.app.torch_builds import TorchBuild, index_address
from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.pages.torch_choice import TorchChoice
from desktop_tl.gui.pages.torch_packages import TorchPackages
from desktop_tl.gui.pages.torch_words import amount_text, done_text, error_words, own_version, step_text, trial_text
from desktop_tl.gui.theme import current_theme, make_font
from desktop_tl.gui.widgets.buttons import DisclosureButton, QuietButton, SecondaryButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.empty_state import EmptyState
from desktop_tl.gui.widgets.inline_message import InlineMessage, Kind
from desktop_tl.gui.widgets.page import Page
from desktop_tl.gui.widgets.progress_row import ProgressRow
from desktop_tl.gui.workbench import Workbench

if TYPE_CHECKING:
    from desktop_tl.app.torch_folder import InstalledTorch
    from desktop_tl.app.torch_making import TorchProgress
    from desktop_tl.app.torch_setup import TorchPlan, Trial

LOG_HEIGHT = 200
RATE_AFTER = 3.0
"""Seconds after which it can be told how long a download still takes."""


class TorchPage(Page):
    """Choice, then what comes of it, then how far it is; messages at the top tell how it ended."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(QCoreApplication.translate("TorchPage", "PyTorch"), " ")
        self.setObjectName("torch_page")
        self._bench, self._torch = bench, bench.torch
        self._told: InlineMessage | None = None
        self._began = (0.0, 0)
        self.choice = TorchChoice(bench.context.settings.value.torch_index)
        self.packages: TorchPackages | None = None
        self._agreed: TorchPlan | None = None
        self._is_done = False  # just now: what could be chosen else is no question then
        self.progress = ProgressRow(stop_text=self.tr("Cancel"))
        self.progress.setObjectName("torch_progress")
        self._running = Card(self.tr("Setting up PyTorch"))
        self._running.add(self.progress)
        self._planned = QVBoxLayout()
        self.log = TorchLog()
        self._own = self._make_own()
        self.add(self._own)
        self.add(self.choice)
        self.add(self._planned)
        self.add(self._running)
        self.add(self.log)
        self.add_stretch()
        self._connect()
        self._torch.look_for_offers()
        self.choice.show_offers(self._torch.offers)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._is_done = False
        self._refresh()

    def plan(self) -> None:
        """Works out what the choice means."""
        offer = self.choice.offer
        if offer is None:
            return
        try:
            self._keep_index(offer.build)
        except UserError as error:
            self._tell("error", *error_words(error))
            return
        self._agreed = None
        self._torch.plan(offer, self.choice.wheels)

    def _keep_index(self, build: TorchBuild) -> None:
        """The address is a setting: what is typed here is what the terminal takes too. Raises: UserError."""
        typed, settings = self.choice.address.text().strip(), self._bench.context.settings
        if self.choice.wheels is None:
            index_address(typed, build)
            if typed != settings.value.torch_index:
                settings.change(torch_index=typed)

    def _connect(self) -> None:
        torch = self._torch
        self.choice.wanted.connect(self.plan)
        self.progress.stop_requested.connect(torch.cancel)
        torch.changed.connect(self._refresh)
        torch.offered.connect(self.choice.show_offers)
        torch.progressed.connect(self._show_progress)
        torch.planned.connect(self._show_plan)
        torch.applied.connect(self._on_applied)
        torch.checked.connect(self._on_checked)
        torch.failed.connect(self._on_failed)
        torch.cancelled.connect(self._on_cancelled)

    def _refresh(self) -> None:
        torch = self._torch
        busy, own = torch.is_busy, self._is_own()
        self.set_subtitle(self._subtitle())
        self._running.setVisible(busy)
        if busy and torch.progress is None:
            self.progress.set_stoppable(True)
            self.progress.set_label(step_text(None))
            self.progress.set_busy()
            self._untell()
            self._is_done = False
        has_plan = self.packages is not None
        self._own.setVisible(own)
        self.choice.setVisible(not (own or busy or has_plan or self._is_done))
        if self.packages is not None:
            self.packages.setVisible(not busy)
        self.log.setVisible(bool(torch.setup.log.lines))
        self.log.show_lines(torch.setup.log.lines)

    def _subtitle(self) -> str:
        installed = self._torch.setup.installed()
        if self._is_own():
            return self.tr("PyTorch {0} is a part of this Python. To change it, use pip.").format(own_version("torch"))
        if installed is None:
            return self.tr(
                "The engine that trains. It is no part of the app, since it must fit your computer; this is done once."
            )
        return self.tr("PyTorch {0} is set up. It computes on: {1}.").format(
            installed.version, engine_text(installed.device)
        )

    def _make_own(self) -> EmptyState:
        look = SecondaryButton(self.tr("Check this computer"), "success")
        look.clicked.connect(lambda _checked=False: self._bench.page_wanted.emit("settings"))
        words = self.tr("It came with the Python that runs the app. The settings tell whether it works.")
        return EmptyState("device", self.tr("Nothing is to be set up"), words, look)

    def _is_own(self) -> bool:
        """Whether it came with the Python that runs the app."""
        torch = self._torch
        return torch.state in ("ready", "broken") and torch.setup.installed() is None

    def _show_plan(self, plan: TorchPlan) -> None:
        self._drop_plan()
        self.packages = TorchPackages(plan, self._torch.setup.free_bytes())
        self.packages.agreed.connect(self._apply)
        self.packages.refused.connect(self._on_refused)
        self._planned.addWidget(self.packages)
        self._refresh()
        self.packages.agree_button.setFocus()

    def _apply(self, plan: TorchPlan) -> None:
        self._agreed = plan
        self._began = (0.0, 0)
        self._torch.apply(plan)

    def _on_refused(self) -> None:
        self._drop_plan()
        self._refresh()

    def _drop_plan(self) -> None:
        if self.packages is not None:
            self.packages.hide()
            self.packages.deleteLater()
            self.packages = None

    def _show_progress(self, progress: TorchProgress) -> None:
        self.progress.set_label(step_text(progress))
        if progress.total:
            left = self._seconds_left(progress)
            self.progress.set_progress(progress.done, progress.total, left, amount_text(progress))
        else:
            self.progress.set_busy()
        self.progress.set_stoppable(progress.step != "switching")

    def _seconds_left(self, progress: TorchProgress) -> float | None:
        if progress.step != "downloading" or progress.total is None:
            return None
        began, done = self._began
        if not began:
            self._began = (time.monotonic(), progress.done)
            return None
        seconds, came = time.monotonic() - began, progress.done - done
        return (progress.total - progress.done) * seconds / came if seconds > RATE_AFTER and came > 0 else None

    def _on_applied(self, installed: InstalledTorch) -> None:
        self._agreed, self._is_done = None, True
        self._drop_plan()
        self._refresh()
        words = self.tr("Training and predicting are ready.")
        if self._torch.state == "restart":
            words = self.tr("It is used when Desktop TL is started again.")
        message = self._tell("success", done_text(installed), words)
        if self._torch.state == "restart":
            message.add_action(self.tr("Restart now"), self._bench.restart_wanted.emit)
        else:
            message.add_action(self.tr("Go to Data"), lambda: self._bench.page_wanted.emit("data"))

    def _on_checked(self, trial: Trial) -> None:
        self._tell("success", trial_text(trial), self.tr("Nothing is to be repaired."))

    def _on_failed(self, error: UserError) -> None:
        message = self._tell("error", *error_words(error))
        again = self._agreed
        if again is not None:
            message.add_action(self.tr("Try again"), lambda: self._apply(again))
        elif self._torch.setup.installed() is not None:
            message.add_action(self.tr("Set the same up anew"), self._torch.plan_repair)
        self.log.set_open(True)

    def _on_cancelled(self) -> None:
        detail = self.tr("What was downloaded is kept, and the next attempt goes on with it.") if self._agreed else ""
        self._tell("info", self.tr("Cancelled. Nothing was changed."), detail)

    def _tell(self, kind: Kind, text: str, detail: str = "") -> InlineMessage:
        self._untell()
        self._told = self.show_message(kind, text, detail)
        self._told.dismissed.connect(self._forget_told)
        self.scroll_to_top()
        return self._told

    def _untell(self) -> None:
        if self._told is not None:
            self._told.hide()
            self._told.deleteLater()
            self._told = None

    def _forget_told(self) -> None:
        self._told, self._is_done = None, False
        self._refresh()


class TorchLog(QWidget):
    """What happened in detail, folded away until somebody wants it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = DisclosureButton(self.tr("Details"))
        self._open.setObjectName("torch_details")
        self.box = QPlainTextEdit()
        self._open.clicked.connect(lambda _checked=False: self.set_open(self.box.isHidden()))
        copy = QuietButton(self.tr("Copy"), "copy")
        copy.setProperty("compact", True)
        copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(self.box.toPlainText()))
        self.box.setObjectName("torch_log")
        self.box.setReadOnly(True)
        self.box.setAccessibleName(self.tr("What happened in detail"))
        self.box.setFont(make_font(current_theme().caption_px, mono=True))
        self.box.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.box.setFixedHeight(LOG_HEIGHT)
        line = QHBoxLayout()
        line.addWidget(self._open)
        line.addStretch(1)
        line.addWidget(copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addWidget(self.box)
        self._copy = copy
        self.set_open(False)

    def show_lines(self, lines: list[str]) -> None:
        """The newest are in sight."""
        text = "\n".join(lines)
        if text != self.box.toPlainText():
            self.box.setPlainText(text)
            bar = self.box.verticalScrollBar()
            bar.setValue(bar.maximum())

    def set_open(self, is_open: bool) -> None:
        """Shows or hides the lines."""
        self.box.setVisible(is_open)
        self._copy.setVisible(is_open)
        self._open.set_open(is_open)
