"""Shows how data should look: an example says it faster than words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.widgets.card import Card, Rule
from desktop_tl.gui.widgets.editors import ComboBox
from desktop_tl.gui.widgets.text import Caption, Muted, Strong

Line = tuple[int, str, str, str]
"""Depth, icon, colour and words of one line of a tree of folders."""


class DataExample(Card):
    """Folders of pictures, folders of texts, a table of texts, or one long text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("How it should look"), parent=parent)
        pages = {
            self.tr("Folders of pictures"): self._pictures(),
            self.tr("Folders of texts"): self._texts(),
            self.tr("A table"): self._table(),
            self.tr("One long text"): self._book(),
        }
        self.choice = ComboBox()
        self.choice.setAccessibleName(self.tr("Kind of data"))
        self.choice.addItems(list(pages))
        self._stack = QStackedWidget()
        for page in pages.values():
            self._stack.addWidget(page)
        self.choice.currentIndexChanged.connect(self._stack.setCurrentIndex)
        self.add(self.choice)
        self.add(self._stack)
        self.body.addStretch(1)

    def _pictures(self) -> QWidget:
        lines = (
            (0, "folder_open", "accent", self.tr("my pictures")),
            (1, "folder", "accent", self.tr("apples")),
            (2, "image", "muted", self.tr("any name.jpg, photo 2.png …")),
            (1, "folder", "accent", self.tr("pears")),
            (2, "image", "muted", self.tr("IMG_0001.jpg …")),
        )
        return _example(_tree(lines), self._folder_words())

    def _texts(self) -> QWidget:
        lines = (
            (0, "folder_open", "accent", self.tr("my texts")),
            (1, "folder", "accent", self.tr("complaints")),
            (2, "text", "muted", self.tr("any name.txt, note 2.md …")),
            (1, "folder", "accent", self.tr("praise")),
            (2, "text", "muted", self.tr("letter 17.txt …")),
        )
        return _example(_tree(lines), self._folder_words())

    def _table(self) -> QWidget:
        rows = (
            (self.tr("text"), self.tr("class")),
            (self.tr("The parcel never came."), self.tr("complaints")),
            (self.tr("Quick and kind, thank you!"), self.tr("praise")),
            (self.tr("Two cups were broken."), self.tr("complaints")),
        )
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for number, (text, name) in enumerate(rows):
            for column, words in enumerate((text, name)):
                label = Muted(words) if number else Strong(words)
                label.setWordWrap(False)
                grid.addWidget(label, 2 * number, column)
            if number < len(rows) - 1:
                grid.addWidget(Rule(), 2 * number + 1, 0, 1, 2)
        words = self.tr(
            "One row per text, or per picture with the name of its file: CSV, TSV, JSON Lines or Parquet. You choose "
            "the columns next."
        )
        return _example(table, words)

    def _book(self) -> QWidget:
        lines = (
            (0, "text", "accent", self.tr("my novel.txt")),
            (1, "text", "muted", self.tr("It was a dark night in October …")),
            (1, "text", "muted", self.tr("“Who is there?” she asked …")),
        )
        words = self.tr(
            "A text file, or a folder of them without folders inside. The model learns to write as it is written; "
            "blocks of it are what it learns from."
        )
        return _example(_tree(lines), words)

    def _folder_words(self) -> str:
        return self.tr(
            "Each folder inside becomes a class, named after the folder. If there are train, val and test folders "
            "above the classes, they are used."
        )


def _example(drawing: QWidget, words: str) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(drawing)
    column.addWidget(Caption(words))
    column.addStretch(1)
    return page


def _tree(lines: Sequence[Line]) -> QWidget:
    widget = QWidget()
    tree = QVBoxLayout(widget)
    tree.setContentsMargins(0, 0, 0, 0)
    tree.setSpacing(6)
    for depth, icon_name, token, text in lines:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addSpacing(24 * depth)
        line.addWidget(IconLabel(icon_name, 18, token), 0, Qt.AlignmentFlag.AlignTop)
        label = Muted(text) if token == "muted" else Strong(text)
        label.setWordWrap(False)
        line.addWidget(label, 1)
        tree.addLayout(line)
    return widget
