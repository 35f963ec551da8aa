"""Shows what a change of the plugins would mean, package by package, and asks whether it shall be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_tl.app.plugins.plan import Plan
from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.pages.plugin_words import download_text, explanation_text, question_text, version_text
from desktop_tl.gui.widgets.amounts import bytes_text, count_text
from desktop_tl.gui.widgets.buttons import DangerButton, PrimaryButton, SecondaryButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.text import Body, Caption, Heading, Muted, breakable

WIDTH = 620
MOST_TABLE_HEIGHT = 260
MOST_KEPT = 8
"""Packages that stay as they are and are named."""

Row = tuple[str, str, str, str, str]
"""Name, version, size, why, and the colour of the why."""


class PluginQuestion(QDialog):
    """Window-modal, so that nothing else changes the plugins meanwhile; Escape is no.

    Signals:
        agreed(Plan): it shall be done.
    """

    agreed = Signal(object)

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plugin_question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        title = question_text(plan)
        self.setWindowTitle(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Heading(breakable(title)))
        explanation = explanation_text(plan)
        if explanation:
            words.addWidget(Muted(explanation))
        layout.addLayout(words)
        layout.addWidget(self._make_table(plan))
        remarks = QVBoxLayout()
        remarks.setSpacing(4)
        for text in self._remarks(plan):
            remarks.addWidget(Muted(text))
        layout.addLayout(remarks)
        if plan.changed and plan.action != "undo":
            layout.addWidget(
                InlineMessage(
                    "warning",
                    self.tr("A plugin is code that runs with your rights."),
                    self.tr("It can read, change and send whatever you can. Install only what you trust."),
                    dismissible=False,
                )
            )
        layout.addLayout(self._make_buttons(plan))
        self.setFixedWidth(WIDTH)

    def rows(self, plan: Plan) -> list[Row]:
        """What changes: the plugins, what goes, and what comes because they need it."""

        def coming(*, is_requested: bool, why: str) -> list[Row]:
            found = [dist for dist in plan.changed if dist.is_requested == is_requested]
            sizes = [bytes_text(dist.size) if dist.size is not None else "–" for dist in found]
            return [(dist.name, version_text(dist), size, why, "") for dist, size in zip(found, sizes, strict=True)]

        return [
            *coming(is_requested=True, why=self.tr("plugin")),
            *((name, version, "", self.tr("is removed"), "danger") for name, version in plan.removed),
            *coming(is_requested=False, why=self.tr("needed by a plugin")),
        ]

    def _make_table(self, plan: Plan) -> QWidget:
        card = Card()
        card.hold_rows()
        card.setAccessibleName(self.tr("What changes"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 8, 12, 8)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        size = self.tr("Size") if plan.changed else ""
        for column, name in enumerate((self.tr("Package"), self.tr("Version"), size)):
            if name:
                grid.addWidget(_single(Caption(name)), 0, column, right if column == 2 else left)
        for number, (name, version, size, why, tone) in enumerate(self.rows(plan), 1):
            reason = _single(Caption(why))
            reason.set_tone(tone)
            grid.addWidget(Body(breakable(name)), number, 0)
            grid.addWidget(_single(Body(version)), number, 1, left)
            grid.addWidget(_single(Body(size)), number, 2, right)
            grid.addWidget(reason, number, 3, left)
        content = QWidget()
        content.setLayout(grid)
        area = QScrollArea()
        area.setObjectName("planned_packages")
        area.setAccessibleName(self.tr("What changes"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        content.setAutoFillBackground(False)  # the card shows through
        needed = content.sizeHint().height() + 2
        area.setFixedHeight(min(MOST_TABLE_HEIGHT, needed))
        if needed <= MOST_TABLE_HEIGHT:
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card.add(area)
        return card

    def _remarks(self, plan: Plan) -> list[str]:
        told = []
        if plan.kept:
            kept = ", ".join(f"{dist.name} {dist.version}" for dist in plan.kept[:MOST_KEPT])
            more = len(plan.kept) - MOST_KEPT
            words = self.tr("Stays as it is: {0} and {1} more.") if more > 0 else self.tr("Stays as it is: {0}.")
            told.append(words.format(kept, count_text(more)))
        if plan.action in ("install", "update"):
            told.append(download_text(plan))
        told += [engine_text(note) for note in plan.notes]
        if plan.action == "remove":
            told.append(self.tr("Your runs stay. Those that were trained with it need it again to be used."))
        return told

    def _make_buttons(self, plan: Plan) -> QHBoxLayout:
        text = {
            "install": self.tr("Install"),
            "update": self.tr("Update"),
            "remove": self.tr("Remove"),
            "undo": self.tr("Go back"),
        }[plan.action]
        self.agree_button = DangerButton(text) if plan.action == "remove" else PrimaryButton(text)
        self.agree_button.setObjectName("agree_to_plan")
        self.agree_button.clicked.connect(lambda _checked=False: self._agree(plan))
        self.cancel_button = SecondaryButton(self.tr("Cancel"))
        self.cancel_button.setObjectName("refuse_plan")
        self.cancel_button.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(self.cancel_button)
        line.addWidget(self.agree_button)
        self.cancel_button.setFocus()  # nobody installs something by a key pressed too often
        return line

    def _agree(self, plan: Plan) -> None:
        self.accept()
        self.agreed.emit(plan)


def _single(label: Caption | Body) -> Caption | Body:
    label.setWordWrap(False)
    return label
