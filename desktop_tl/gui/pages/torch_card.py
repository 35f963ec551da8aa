"""The part of the Settings page that says which PyTorch is used, where it lies, and leads to its change and repair."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.pages.torch_words import build_text, own_version
from desktop_tl.gui.widgets.amounts import bytes_text
from desktop_tl.gui.widgets.buttons import SecondaryButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.text import Body, ElidedLabel
from desktop_tl.gui.workbench import Workbench


class TorchCard(Card):
    """Looks again whenever it is shown and whenever something has changed."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._bench, self._torch = bench, bench.torch
        self.set_title(self.tr("PyTorch"), self.tr("The engine that trains."))
        self.words = Body()
        self.words.setObjectName("torch_words")
        self.place = ElidedLabel("", muted=True)
        self.change = SecondaryButton(self.tr("Change…"), "edit")
        self.change.setObjectName("change_torch")
        self.change.clicked.connect(lambda _checked=False: bench.page_wanted.emit("torch"))
        self.repair = SecondaryButton(self.tr("Repair"), "reset")
        self.repair.setObjectName("repair_torch")
        self.repair.setToolTip(self.tr("Lets it train a small network, and sets it up anew if it cannot."))
        self.repair.clicked.connect(lambda _checked=False: self._go(self._torch.repair))
        self.undo = SecondaryButton(self.tr("Go back"), "undo")
        self.undo.setObjectName("undo_torch")
        self.undo.clicked.connect(lambda _checked=False: self._go(self._torch.undo))
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in (self.change, self.repair, self.undo):
            line.addWidget(button)
        line.addStretch(1)
        self.add(self.words)
        self.add(self.place)
        self.add(line)
        self._torch.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Says what is there now."""
        torch = self._torch
        installed, previous = torch.setup.installed(), torch.setup.previous()
        if installed is not None:
            words = self.tr("PyTorch {0} with torchvision {1}. Build: {2}. It takes {3} and computes on: {4}.").format(
                installed.version,
                installed.versions["torchvision"],
                build_text(installed.build),
                bytes_text(installed.bytes),
                engine_text(installed.device),
            )
            self.place.set_full_text(str(installed.folder))
        elif torch.state == "missing":
            words = self.tr("PyTorch is not set up yet.")
        else:
            words = self.tr("PyTorch {0} with torchvision {1}, a part of this Python. To change it, use pip.").format(
                own_version("torch"), own_version("torchvision")
            )
        self.words.setText(words)
        self.place.setVisible(installed is not None)
        self.change.setText(self.tr("Change…") if installed is not None else self.tr("Set up…"))
        self.change.set_icon("edit" if installed is not None else "download")
        self.change.setVisible(installed is not None or torch.state == "missing")
        self.repair.setVisible(installed is not None)
        self.undo.setVisible(previous is not None)
        if previous is not None:
            self.undo.setToolTip(self.tr("To PyTorch {0}, which was used before.").format(previous.version))
        for button in (self.repair, self.undo):
            button.setEnabled(not torch.is_busy)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _go(self, begin: object) -> None:
        self._bench.page_wanted.emit("torch")
        begin()  # type: ignore[operator]
