"""Shows a backbone as its stages from input to output, and where freezing ends and training begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_tl.gui.focus import shows_ring
from desktop_tl.gui.icons import paint_icon
from desktop_tl.gui.theme import color, current_theme, make_font
from desktop_tl.gui.widgets.amounts import short_count
from desktop_tl.gui.widgets.text import Body

ROW = 44
SEAM = 28


@dataclass(frozen=True, kw_only=True)
class StageRow:
    name: str  # as in the code, e.g. "layer3"
    title: str  # in plain words, e.g. "Shapes and parts"
    parameters: int
    amount: str = ""  # what stands in place of the parameters while nobody has counted them
    is_new: bool = True  # of a head: it begins anew
    adapters: int | None = None  # parameters beside those of the stage, of which only these are trained


class StageTree(QWidget):
    """The boundary is the number of frozen stages: 0 trains everything, ``len(stages)`` only the head.

    Clicking a frozen stage trains from there on; clicking a trained one freezes up to it. Arrow keys, Home and End
    move the boundary, and it can be dragged.

    Signals:
        boundary_changed(int): somebody moved the boundary. Not sent by ``set_boundary``.
    """

    boundary_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = _Rows(self)
        self.rows.boundary_changed.connect(self._on_moved)
        self._totals = Body()
        self._share = _Share()
        line = QVBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._totals)
        line.addWidget(self._share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(line)
        layout.addWidget(self.rows)
        layout.addStretch(1)
        self._tell()

    def set_stages(self, stages: Sequence[StageRow], head: StageRow, boundary: int | None = None) -> None:
        """``boundary`` freezes all stages unless given."""
        self.rows.set_stages(list(stages), head, len(stages) if boundary is None else boundary)
        self._tell()

    def boundary(self) -> int:
        return self.rows.boundary

    def set_boundary(self, boundary: int) -> None:
        self.rows.set_boundary(boundary)
        self._tell()

    def set_read_only(self, read_only: bool) -> None:
        self.rows.set_read_only(read_only)

    def set_seam_words(self, words: str) -> None:
        """What stands at the boundary instead of the usual words; empty for these."""
        self.rows.seam_words = words
        self.rows.update()

    def trained_parameters(self) -> int:
        stages = self.rows.stages[self.boundary() :]
        trained = sum(s.parameters if s.adapters is None else s.adapters for s in stages)
        return trained + self.rows.head.parameters

    def total_parameters(self) -> int:
        return sum(stage.parameters for stage in self.rows.stages) + self.rows.head.parameters

    def totals_text(self) -> str:
        trained, total = short_count(self.trained_parameters()), short_count(self.total_parameters())
        if self.rows.head.amount and self.rows.head.is_new:
            words = self.tr("{trained} of {total} parameters are trained, and the new head")
        elif self.rows.head.amount:
            words = self.tr("{trained} of {total} parameters are trained, and the head")
        else:
            words = self.tr("{trained} of {total} parameters are trained")
        return words.format(trained=trained, total=total)

    def _on_moved(self, boundary: int) -> None:
        self._tell()
        self.boundary_changed.emit(boundary)

    def _tell(self) -> None:
        self._totals.setText(self.totals_text())
        total = self.total_parameters()
        self._share.set_share(self.trained_parameters() / total if total else 0.0)
        self.rows.setAccessibleDescription(self.totals_text())


class _Rows(QWidget):
    """The painted rows.

    Signals:
        boundary_changed(int): moved by hand.
    """

    boundary_changed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.stages: list[StageRow] = []
        self.head = StageRow(name="head", title=self.tr("Head"), parameters=0)
        self.boundary = 0
        self.seam_words = ""
        self._read_only, self._dragging, self._hover = False, False, -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Stages"))

    def set_stages(self, stages: list[StageRow], head: StageRow, boundary: int) -> None:
        self.stages, self.head = stages, head
        self.setFixedHeight((len(stages) + 1) * ROW + SEAM)
        self.set_boundary(boundary)

    def set_boundary(self, boundary: int) -> None:
        self.boundary = min(len(self.stages), max(0, boundary))
        self.setAccessibleName(
            self.tr("Stages: {frozen} of {count} frozen").format(frozen=self.boundary, count=len(self.stages))
        )
        self.update()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if read_only else Qt.FocusPolicy.StrongFocus)
        self.unsetCursor()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, (len(self.stages) + 1) * ROW + SEAM)

    def row_rect(self, row: int) -> QRect:
        """The rectangle of a stage; ``len(stages)`` is the head. The seam lies between frozen and trained rows."""
        return QRect(0, row * ROW + (SEAM if row >= self.boundary else 0), self.width(), ROW)

    def seam_rect(self) -> QRect:
        return QRect(0, self.boundary * ROW, self.width(), SEAM)

    def _row_at(self, y: int) -> int:
        rows = range(len(self.stages))
        return next((row for row in rows if self.row_rect(row).top() <= y <= self.row_rect(row).bottom()), -1)

    def _move(self, boundary: int) -> None:
        boundary = min(len(self.stages), max(0, boundary))
        if boundary != self.boundary:
            self.set_boundary(boundary)
            self.boundary_changed.emit(boundary)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._read_only or event.button() != Qt.MouseButton.LeftButton:
            return
        where = event.position().toPoint()
        if self.seam_rect().contains(where):
            self._dragging = True
        elif (row := self._row_at(where.y())) >= 0:
            self._move(row if row < self.boundary else row + 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._read_only:
            return
        where = event.position().toPoint()
        if self._dragging:
            self._move(round((where.y() - SEAM / 2) / ROW))
            return
        on_seam = self.seam_rect().contains(where)
        hover = self._row_at(where.y())
        clickable = hover >= 0
        shape = Qt.CursorShape
        self.setCursor(shape.SplitVCursor if on_seam else shape.PointingHandCursor if clickable else shape.ArrowCursor)
        if hover != self._hover:
            self._hover = hover
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._dragging = False

    def leaveEvent(self, _event: object) -> None:
        self._hover = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        moves = {
            key.Key_Up: self.boundary - 1, key.Key_Left: self.boundary - 1,
            key.Key_Down: self.boundary + 1, key.Key_Right: self.boundary + 1,
            key.Key_Home: 0, key.Key_End: len(self.stages),
        }  # fmt: skip
        target = moves.get(Qt.Key(event.key()))
        if target is not None and not self._read_only:
            self._move(target)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, stage in enumerate([*self.stages, self.head]):
            self._paint_row(painter, row, stage)
        self._paint_seam(painter)

    def _paint_row(self, painter: QPainter, row: int, stage: StageRow) -> None:
        theme = current_theme()
        is_head = row == len(self.stages)
        frozen = row < self.boundary
        token = "frozen" if frozen else "trained"
        box = QRectF(self.row_rect(row)).adjusted(1, 2, -1, -2)
        painter.setPen(QPen(color(token), 1.25) if self._hover == row else Qt.PenStyle.NoPen)
        painter.setBrush(color(f"{token}_soft"))
        painter.drawRoundedRect(box, 7, 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(token))
        painter.drawRoundedRect(QRectF(box.left(), box.top() + 8, 3, box.height() - 16), 1.5, 1.5)
        middle = int(box.center().y())
        icon_name = "head" if is_head else "frozen" if frozen else "unlock"
        paint_icon(painter, icon_name, QRect(16, middle - 9, 18, 18), token)
        amount = stage.amount or short_count(stage.parameters)
        small = make_font(theme.caption_px, tabular=True)
        states = [self.tr("frozen"), self.tr("trained"), self.tr("adapted")]
        state = states[0] if frozen else states[1] if stage.adapters is None else states[2]
        state_width = QFontMetrics(small).horizontalAdvance(max(states, key=len)) + 4
        right = int(box.right()) - 14
        at = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(small)
        painter.setPen(color(token))
        state_box = QRect(right - state_width, int(box.top()), state_width, int(box.height()))
        painter.drawText(state_box, at | Qt.AlignmentFlag.AlignRight, state)
        painter.setPen(color("text"))
        amount_box = QRect(state_box.left() - 96, int(box.top()), 76, int(box.height()))
        painter.drawText(amount_box, at | Qt.AlignmentFlag.AlignRight, amount)
        strong = make_font(theme.body_px, QFont.Weight.DemiBold)
        painter.setFont(strong)
        room = amount_box.left() - 8 - 46
        title = QFontMetrics(strong).elidedText(stage.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(46, int(box.top()), room, int(box.height())), at, title)
        used = 46 + QFontMetrics(strong).horizontalAdvance(title) + 10
        name_font = make_font(theme.caption_px, mono=True)
        painter.setFont(name_font)
        painter.setPen(color("muted"))
        rest = amount_box.left() - 8 - used
        if rest > 32:
            name = QFontMetrics(name_font).elidedText(stage.name, Qt.TextElideMode.ElideMiddle, rest)
            painter.drawText(QRect(used, int(box.top()), rest, int(box.height())), at, name)

    def _paint_seam(self, painter: QPainter) -> None:
        seam = QRectF(self.seam_rect())
        theme = current_theme()
        if self.seam_words:
            words = self.seam_words
        elif any(stage.adapters is not None for stage in self.stages[self.boundary :]):
            words = self.tr("Every stage is adapted") if not self.boundary else self.tr("Frozen above – adapted below")
        elif self.boundary == 0:
            words = self.tr("Everything is trained")
        elif self.boundary == len(self.stages):
            words = self.tr("Frozen above – only the head is trained")
        else:
            words = self.tr("Frozen above – trained below")
        font = make_font(theme.caption_px, QFont.Weight.Medium)
        painter.setFont(font)
        width = QFontMetrics(font).horizontalAdvance(words) + 24
        grip = 0 if self._read_only else 20
        pill = QRectF(0, 0, width + grip, 22)
        pill.moveCenter(seam.center())
        painter.setPen(QPen(color("accent"), 1.5))
        y = seam.center().y()
        painter.drawLine(int(seam.left()) + 2, int(y), int(pill.left()), int(y))
        painter.drawLine(int(pill.right()), int(y), int(seam.right()) - 2, int(y))
        painter.setBrush(color("surface"))
        ring = shows_ring(self)
        painter.setPen(QPen(color("focus" if ring else "accent"), 2.5 if ring else 1.25))
        painter.drawRoundedRect(pill, 11, 11)
        painter.setPen(color("text"))
        painter.drawText(pill.adjusted(12 + grip, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, words)
        if grip:
            painter.setPen(QPen(color("accent"), 1.5, c=Qt.PenCapStyle.RoundCap))
            for offset in (-3, 0, 3):
                painter.drawLine(int(pill.left()) + 13, int(y) + offset, int(pill.left()) + 23, int(y) + offset)


class _Share(QWidget):
    """A thin bar: which part of all parameters is trained."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(8)
        self.setMinimumWidth(80)

    def set_share(self, share: float) -> None:
        self._share = share
        self.update()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        painter.setBrush(color("frozen", 0.45))
        painter.drawRoundedRect(box, 4, 4)
        width = max(4.0, box.width() * self._share)
        painter.setBrush(color("trained"))
        painter.drawRoundedRect(QRectF(box.right() - width + 1, box.top(), width, box.height()), 4, 4)
