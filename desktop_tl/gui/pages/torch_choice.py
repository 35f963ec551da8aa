"""Where a person chooses which PyTorch is set up, and where it comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop_tl.app.torch_builds import USUAL_INDEX
from desktop_tl.gui.pages.torch_words import offer_sentence, offer_title
from desktop_tl.gui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.choice_list import ChoiceList
from desktop_tl.gui.widgets.file_dialogs import ask_folder
from desktop_tl.gui.widgets.segmented import Segmented
from desktop_tl.gui.widgets.text import Body, Caption, ElidedLabel

if TYPE_CHECKING:
    from desktop_tl.app.torch_builds import Offer


class TorchChoice(Card):
    """Signals:
    wanted(): what setting up the choice means shall be worked out.
    """

    wanted = Signal()

    def __init__(self, index: str, parent: QWidget | None = None) -> None:
        """``index``: the address that the settings name; empty for the usual one."""
        super().__init__(parent=parent)
        self.set_title(self.tr("Which PyTorch"), self.tr("What was found in this computer decides which one fits."))
        self._offers: list[Offer] = []
        self.folder: Path | None = None
        self.builds = ChoiceList([], self.tr("Which PyTorch"))
        self.builds.setObjectName("torch_builds")
        self.waiting = Caption(self.tr("Looking at this computer…"))
        self.source = Segmented(
            [("index", self.tr("From the internet")), ("folder", self.tr("From a folder of wheels"))],
            self.tr("Where it comes from"),
        )
        self.source.current_changed.connect(lambda _key: self._refresh())
        self.address = QLineEdit(index)
        self.address.setObjectName("torch_index")
        self.address.setPlaceholderText(USUAL_INDEX)
        self.address.setAccessibleName(self.tr("Address of the package index"))
        self.place = ElidedLabel(self.tr("No folder is chosen."), muted=True)
        self.button = PrimaryButton(self.tr("Continue"), "arrow_right")
        self.button.setObjectName("plan_torch")
        self.button.clicked.connect(lambda _checked=False: self.wanted.emit())
        self._lay_out()
        self._refresh()

    @property
    def offer(self) -> Offer | None:
        """The chosen build."""
        key = self.builds.current()
        return next((offer for offer in self._offers if offer.build.key == key), None)

    @property
    def wheels(self) -> Path | None:
        """The folder that it comes from; None for the index."""
        return self.folder if self.source.current() == "folder" else None

    def show_offers(self, offers: list[Offer]) -> None:
        """The first one is chosen."""
        if self._offers or not offers:
            return
        self._offers = offers
        for number, offer in enumerate(offers):
            self.builds.add_choice(offer.build.key, offer_title(offer, is_best=not number), offer_sentence(offer))
        self.builds.set_current(offers[0].build.key)
        self.waiting.hide()
        self._refresh()

    def use_folder(self, folder: Path) -> None:
        """Takes the wheels from there."""
        self.folder = folder
        self.place.set_full_text(str(folder))
        self.source.set_current("folder")
        self._refresh()

    def _choose_folder(self) -> None:
        folder = ask_folder(self, self.tr("Choose a folder that holds the wheels of PyTorch"))
        if folder is not None:
            self.use_folder(folder)

    def _lay_out(self) -> None:
        index, folder = QWidget(), QWidget()
        column = QVBoxLayout(index)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.address)
        explanation = self.tr("Empty takes PyTorch's own index. {build} stands for the part that differs by build.")
        column.addWidget(Caption(explanation))
        line = QHBoxLayout()
        line.setSpacing(12)
        choose = SecondaryButton(self.tr("Choose a folder…"), "folder_open")
        choose.setObjectName("choose_torch_folder")
        choose.clicked.connect(lambda _checked=False: self._choose_folder())
        line.addWidget(choose)
        line.addWidget(self.place, 1)
        column = QVBoxLayout(folder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(
            Caption(self.tr("For computers without network: the folder holds all wheels that are needed."))
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(index)
        self._stack.addWidget(folder)
        buttons = QHBoxLayout()
        buttons.addWidget(self.button)
        buttons.addWidget(Caption(self.tr("Nothing is installed yet: first you see what comes.")), 1)
        self.add(self.waiting)
        self.add(self.builds)
        self.add(Body(self.tr("Where it comes from")))
        self.add(self.source)
        self.add(self._stack)
        self.add(buttons)

    def _refresh(self) -> None:
        from_folder = self.source.current() == "folder"
        self._stack.setCurrentIndex(int(from_folder))
        self.button.setEnabled(self.offer is not None and (not from_folder or self.folder is not None))
