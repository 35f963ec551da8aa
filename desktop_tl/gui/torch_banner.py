"""Says above every page that PyTorch is still missing, how far its set-up is, or that it does not work."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_tl.gui.pages.torch_words import amount_text, error_words, need_text, step_text
from desktop_tl.gui.torch_state import TorchState
from desktop_tl.gui.widgets.amounts import join_sentences
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.page import MARGIN


class TorchBanner(QWidget):
    """Hidden where there is nothing to say, and on the page where it is said at length.

    Signals:
        page_wanted(): somebody wants to go to that page.
        restart_wanted(): somebody wants the app to be started again.
    """

    page_wanted = Signal()
    restart_wanted = Signal()

    def __init__(self, torch: TorchState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._torch = torch
        self._is_on_page = False
        self.setObjectName("torch_banner")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 16, MARGIN, 0)
        self.message = InlineMessage("info", "", dismissible=False)
        self.set_up_button = self.message.add_action(self.tr("Set up…"), self._on_set_up)
        self.set_up_button.setObjectName("set_up_torch")
        self.restart_button = self.message.add_action(self.tr("Restart now"), self.restart_wanted.emit)
        layout.addWidget(self.message)
        torch.changed.connect(self.refresh)
        torch.offered.connect(lambda _offers: self.refresh())
        torch.progressed.connect(lambda _progress: self._show_progress())
        if torch.is_needed:
            torch.look_for_offers()
        self.refresh()

    def set_on_page(self, is_on_page: bool) -> None:
        """Whether the page of the set-up is the one that is looked at."""
        self._is_on_page = is_on_page
        self.refresh()

    def refresh(self) -> None:
        """Shows what there is to say now."""
        torch = self._torch
        self.setVisible(not self._is_on_page and (torch.state != "ready" or torch.is_busy))
        self.restart_button.setVisible(torch.state == "restart" and not torch.is_busy)
        self.set_up_button.setVisible(torch.state != "restart" or torch.is_busy)
        if torch.is_busy:
            self.set_up_button.setText(self.tr("Show"))
            self._show_progress()
            return
        self.set_up_button.setText(self.tr("Repair…") if torch.state == "broken" else self.tr("Set up…"))
        meanwhile = self.tr("Data and models can be looked at meanwhile; training and predicting need it.")
        if torch.state == "restart":
            self.message.set_message("info", self.tr("The PyTorch that was set up is used at the next start."))
        elif torch.state == "broken" and torch.problem is not None:
            self.message.set_message("error", *error_words(torch.problem))
        elif torch.problem is not None:
            self.message.set_message("warning", error_words(torch.problem)[0], self.tr("Set it up once more."))
        else:
            self.message.set_message("info", self.tr("{0}.").format(need_text(torch.offers)), meanwhile)

    def _on_set_up(self) -> None:
        self.page_wanted.emit()  # first: the page tells what comes of it
        if self._torch.state == "broken" and not self._torch.is_busy:
            self._torch.repair()

    def _show_progress(self) -> None:
        step = self.tr("{0}.").format(step_text(self._torch.progress))
        words = join_sentences(step, amount_text(self._torch.progress))
        if self.isVisible():
            self.message.set_message("info", self.tr("PyTorch is being set up."), words)
