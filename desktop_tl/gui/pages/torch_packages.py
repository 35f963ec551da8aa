"""Shows what the set-up of PyTorch would bring, package by package, with the button that begins it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from desktop_tl.gui.pages.torch_words import build_text, plan_sentence
from desktop_tl.gui.widgets.amounts import bytes_text
from desktop_tl.gui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.text import Body, Caption, Muted, breakable

if TYPE_CHECKING:
    from desktop_tl.app.torch_setup import TorchPlan

MOST_TABLE_HEIGHT = 230


class TorchPackages(Card):
    """Signals:
    agreed(TorchPlan): it shall be done.
    refused(): another choice shall be made.
    """

    agreed = Signal(object)
    refused = Signal()

    def __init__(self, plan: TorchPlan, free_bytes: int, parent: QWidget | None = None) -> None:
        """``free_bytes``: of the disk that it will lie on."""
        super().__init__(parent=parent)
        self.set_title(self.tr("What comes"), plan_sentence(plan))
        origin = self.tr("Build: {0}, from {1}").format(build_text(plan.build), breakable(plan.source))
        free = self.tr("{0} are free on the disk.").format(bytes_text(free_bytes))
        self.add(Muted(f"{origin}  ·  {free}"))
        self.add(self._make_table(plan))
        text = self.tr("Download and install") if plan.download_bytes != 0 else self.tr("Install")
        self.agree_button = PrimaryButton(text, "download")
        self.agree_button.setObjectName("agree_to_torch")
        self.agree_button.clicked.connect(lambda _checked=False: self.agreed.emit(plan))
        back = SecondaryButton(self.tr("Choose another"))
        back.setObjectName("refuse_torch")
        back.clicked.connect(lambda _checked=False: self.refused.emit())
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.agree_button)
        line.addWidget(back)
        line.addStretch(1)
        self.add(line)

    def _make_table(self, plan: TorchPlan) -> QWidget:
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 4, 12, 4)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(3, 1)
        right = Qt.AlignmentFlag.AlignRight
        for column, name in enumerate((self.tr("Package"), self.tr("Version"), self.tr("Size"))):
            grid.addWidget(Caption(name), 0, column, right if column == 2 else Qt.AlignmentFlag.AlignLeft)
        for number, dist in enumerate(plan.distributions, 1):
            labels = [Body(dist.name), Body(dist.version), Body("–" if dist.size is None else bytes_text(dist.size))]
            labels.append(Caption(self.tr("is here already") if dist.is_here else ""))  # type: ignore[arg-type]
            for column, label in enumerate(labels):
                label.setWordWrap(False)
                grid.addWidget(label, number, column, right if column == 2 else Qt.AlignmentFlag.AlignLeft)
        area = QScrollArea()
        area.setObjectName("torch_packages")
        area.setAccessibleName(self.tr("Packages that come"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        content.setAutoFillBackground(False)  # the card shows through
        needed = content.sizeHint().height() + 2
        area.setFixedHeight(min(MOST_TABLE_HEIGHT, needed))
        if needed <= MOST_TABLE_HEIGHT:
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area
