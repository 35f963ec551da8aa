"""Lists many predictions with sample, class and certainty; only what is in sight is ever read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_tl.gui.icons import paint_icon
from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.pages.predict_work import Answer
from desktop_tl.gui.pages.sample_kinds import Small, sample_kind
from desktop_tl.gui.pages.train_words import percent_text
from desktop_tl.gui.theme import color, current_theme, make_font
from desktop_tl.gui.widgets.contents import Contents

ROW, PICTURE, BAR = 64, 48, 72
Index = QModelIndex | QPersistentModelIndex
ORDERS = ("newest", "surest", "unsure")


class PredictionModel(QAbstractListModel):
    """Keeps the answers in the order in which they came; rows are an order of them.

    In the order "newest" what was asked for last stands above what was asked for before, each by itself in the order in
    which it was opened: so a folder reads from the top, and rows in sight stay where they are while more come.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers: list[Answer] = []
        self.order = "newest"
        self._rows: list[int] = []
        self._requests: list[int] = []  # where in ``answers`` each request begins

    def add(self, answers: Sequence[Answer], begins: bool = True) -> None:
        """Takes in new answers; ``begins`` tells that they are the first to a new request."""
        first = len(self.answers)
        if begins or not self._requests:
            self._requests.append(first)
        if self.order == "newest":
            at = first - self._requests[-1]
            self.beginInsertRows(QModelIndex(), at, at + len(answers) - 1)
            self.answers += answers
            self._rows[at:at] = range(first, len(self.answers))
            self.endInsertRows()
        else:
            self.layoutAboutToBeChanged.emit()
            self.answers += answers
            self._sort()
            self.layoutChanged.emit()

    def clear(self) -> None:
        self.beginResetModel()
        self.answers, self._rows, self._requests = [], [], []
        self.endResetModel()

    def set_order(self, order: str) -> None:
        self.layoutAboutToBeChanged.emit()
        self.order = order
        self._sort()
        self.layoutChanged.emit()

    def set_threshold(self, threshold: float) -> None:
        """For objects in pictures: they count from this score on."""
        self.layoutAboutToBeChanged.emit()
        self.answers[:] = [replace(answer, threshold=threshold) for answer in self.answers]
        self._sort()
        self.layoutChanged.emit()

    def number(self, row: int) -> int:
        """Position of a row's answer in ``answers``."""
        return self._rows[row]

    def row_of(self, number: int) -> int:
        return self._rows.index(number)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        answer = self.answers[self._rows[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return answer.label or engine_text(answer.problem)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            sure = f" {percent_text(answer.confidence)}" if answer.has_confidence else ""
            said = f"{answer.label}{sure}" if answer.scores else engine_text(answer.problem)
            return f"{answer.asked.name}\n{said}"
        return None

    def _sort(self) -> None:
        numbers = range(len(self.answers))
        if self.order == "newest":
            ends = [*self._requests[1:], len(self.answers)]
            spans = reversed(list(zip(self._requests, ends, strict=True)))
            self._rows = [number for start, end in spans for number in range(start, end)]
            return
        sign = -1 if self.order == "surest" else 1
        self._rows = sorted(
            numbers,
            key=lambda k: (
                bool(self.answers[k].problem),
                sign * self.answers[k].confidence,
                self.answers[k].asked.name,
            ),
        )


class PredictionList(QListView):
    """Signals:
    answer_chosen(int): the position of the selected answer in the model's ``answers``, -1 for none.
    """

    answer_chosen = Signal(int)

    def __init__(self, load: Callable[[Answer, int], Small], parent: QWidget | None = None) -> None:
        """``load(answer, side)`` runs on other threads and may raise."""
        super().__init__(parent)
        self.setObjectName("prediction_list")
        self.setAccessibleName(self.tr("Predictions"))
        self.setProperty("bare", True)
        self.answers = PredictionModel(self)
        self._load_answer = load
        self.contents = Contents(parent=self)
        self.contents.ready.connect(self._on_ready)
        self.destroyed.connect(self.contents.stop)
        self._listen()
        self.setModel(self.answers)
        self.setItemDelegate(_RowDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.verticalScrollBar().valueChanged.connect(self._update_wanted)

    def add(self, answers: Sequence[Answer], begins: bool = True) -> None:
        """New answers, as for the model; the same one stays selected."""
        chosen = self.chosen()
        self.answers.add(answers, begins)
        if chosen >= 0:
            self.setCurrentIndex(self.answers.index(self.answers.row_of(chosen)))
        self._update_wanted()

    def clear(self) -> None:
        self.answers.clear()
        self._listen()

    def set_order(self, order: str) -> None:
        chosen = self.chosen()
        self.answers.set_order(order)
        if chosen >= 0:
            self.choose(chosen)
        self.scrollToTop()
        self._update_wanted()

    def set_threshold(self, threshold: float) -> None:
        """As for the model; pictures are drawn anew."""
        chosen = self.chosen()
        self.answers.set_threshold(threshold)
        self._listen()
        if chosen >= 0:
            self.choose(chosen)
        self._update_wanted()
        self.viewport().update()

    def chosen(self) -> int:
        index = self.currentIndex()
        return self.answers.number(index.row()) if index.isValid() else -1

    def choose(self, number: int) -> None:
        """Selects the answer at that position in ``answers``."""
        self.setCurrentIndex(self.answers.index(self.answers.row_of(number)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_wanted()

    def _listen(self) -> None:
        side = round(PICTURE * 2 * self.devicePixelRatioF())
        answers = self.answers.answers
        self.contents.set_source(lambda number: self._load_answer(answers[number], side), QSize(side, side))

    def _on_current(self, now: QModelIndex, _old: QModelIndex) -> None:
        self.answer_chosen.emit(self.answers.number(now.row()) if now.isValid() else -1)

    def _on_ready(self, _number: int) -> None:
        self.viewport().update()

    def _update_wanted(self) -> None:
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        rows = range(max(0, top // ROW - 2), min(self.answers.rowCount(), (top + height) // ROW + 3))
        self.contents.set_wanted(self.answers.number(row) for row in rows)


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, view: PredictionList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(option.rect.width(), ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        number = self._view.answers.number(index.row())
        answer = self._view.answers.answers[number]
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = option.rect.adjusted(2, 2, -2, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent_soft" if chosen else "raised"))
            painter.drawRoundedRect(box, 7, 7)
        content = None if answer.problem else self._view.contents.get(number)
        words = box.adjusted(12, 8, -12, -8)
        if sample_kind(answer.modality).has_thumbnail:
            frame = QRect(box.left() + 8, box.center().y() - PICTURE // 2, PICTURE, PICTURE)
            self._paint_picture(painter, frame, content if isinstance(content, QPixmap) else None, answer)
            words.setLeft(frame.right() + 12)
        if answer.has_confidence:
            self._paint_certainty(painter, words, answer)
            words.setRight(words.right() - BAR - 12)
        self._paint_words(painter, words, answer, content if isinstance(content, str) else answer.asked.name)
        painter.restore()

    @staticmethod
    def _paint_picture(painter: QPainter, frame: QRect, picture: QPixmap | None, answer: Answer) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(frame), 6, 6)
        if picture is None:
            painter.fillPath(path, color("raised"))
            mark = QRect(0, 0, 20, 20)
            mark.moveCenter(frame.center())
            name, token = ("image_broken", "danger") if answer.problem else ("image", "border_strong")
            paint_icon(painter, name, mark, token)
        else:
            side = min(picture.width(), picture.height())
            source = QRectF(0, 0, side, side)
            source.moveCenter(QRectF(picture.rect()).center())
            painter.setClipPath(path)
            painter.drawPixmap(QRectF(frame), picture, source)
            painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color("border"), 1))
        painter.drawPath(path)

    @staticmethod
    def _paint_certainty(painter: QPainter, words: QRect, answer: Answer) -> None:
        font = make_font(current_theme().body_px, tabular=True)
        painter.setFont(font)
        painter.setPen(color("text"))
        right = QRect(words.right() - BAR, words.top(), BAR, words.height() // 2)
        at = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(right, at, percent_text(answer.confidence))
        bar = QRectF(right.left(), words.top() + words.height() * 0.75 - 3, BAR, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("track"))
        painter.drawRoundedRect(bar, 3, 3)
        bar.setWidth(max(4.0, BAR * answer.confidence))
        painter.setBrush(color("accent"))
        painter.drawRoundedRect(bar, 3, 3)

    def _paint_words(self, painter: QPainter, words: QRect, answer: Answer, name: str) -> None:
        theme = current_theme()
        lines = [
            (
                answer.label or QCoreApplication.translate("PredictionList", "Cannot be read"),
                theme.body_px,
                QFont.Weight.DemiBold,
            ),
            (
                name if answer.label else f"{name}: {engine_text(answer.problem)}",
                theme.caption_px,
                QFont.Weight.Normal,
            ),
        ]
        for number, (text, pixels, weight) in enumerate(lines):
            font = make_font(pixels, weight)
            painter.setFont(font)
            token = "muted" if number else "text" if answer.label else "danger"
            painter.setPen(color(token))
            line = QRect(words.left(), words.top() + number * words.height() // 2, words.width(), words.height() // 2)
            is_name = number and answer.label and name == answer.asked.name
            mode = Qt.TextElideMode.ElideMiddle if is_name else Qt.TextElideMode.ElideRight
            painter.drawText(
                line, Qt.AlignmentFlag.AlignVCenter, QFontMetrics(font).elidedText(text, mode, line.width())
            )
