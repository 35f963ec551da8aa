"""Shows what a model wrote: the words that were given stand out, and all of it can be read, selected and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from desktop_tl.gui.theme import current_theme, make_font

GAP = 14
"""Pixels between two texts."""

Written = tuple[str, str]
"""The words that were given, and how the model went on."""


class WrittenText(QTextEdit):
    """Takes texts as they are: nothing in them is read as markup."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Written] = []
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setProperty("reading", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(make_font(current_theme().heading_px))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)  # no caret: arrows scroll
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        return QSize(320, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 96)

    def texts(self) -> list[Written]:
        """What is shown."""
        return list(self._shown)

    def plain(self) -> str:
        """The same as one text."""
        return "\n\n".join(given + written for given, written in self._shown)

    def set_texts(self, texts: Sequence[Written]) -> None:
        """Shows these instead, from the top."""
        if list(texts) == self._shown:
            return
        self._shown = list(texts)
        self.clear()
        for number, (given, written) in enumerate(texts):
            self._begin_block(is_first=number == 0)
            self._append(given, QFont.Weight.DemiBold)
            self._append(written)
        self.moveCursor(QTextCursor.MoveOperation.Start)  # the view would go where its cursor was carried along
        self.verticalScrollBar().setValue(0)

    def follow(self, given: str, written: str) -> None:
        """Shows one text that still grows; whoever reads its end keeps seeing it."""
        before = self._shown
        if len(before) != 1 or before[0][0] != given:
            self.set_texts([(given, written)])
            return
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - self.fontMetrics().lineSpacing()
        stays = _count_alike(before[0][1], written)
        self._shown = [(given, written)]
        self._drop_last(before[0][1][stays:])
        self._append(written[stays:])
        if at_end:
            bar.setValue(bar.maximum())

    def _begin_block(self, *, is_first: bool) -> None:
        block = QTextBlockFormat()
        block.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setTopMargin(0 if is_first else GAP)
        cursor = self._end()
        if is_first:
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)

    def _append(self, text: str, weight: QFont.Weight = QFont.Weight.Normal) -> None:
        if not text:
            return
        letters = QTextCharFormat()
        letters.setFontWeight(weight)
        self._end().insertText(_in_one_block(text), letters)

    def _drop_last(self, text: str) -> None:
        """Takes a text away that stands at the end: of a letter in parts, the next token may make another."""
        cursor = self._end()
        units = len(text.encode("utf-16-le")) // 2  # Qt counts in these
        cursor.setPosition(cursor.position() - units, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def _end(self) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        return cursor


def _count_alike(one: str, other: str) -> int:
    """How many letters at the beginning are the same."""
    if other.startswith(one):
        return len(one)
    return next((number for number, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(other))


def _in_one_block(text: str) -> str:
    """Lines of one text stand closer than two texts."""
    return "\N{LINE SEPARATOR}".join(text.split("\n"))
