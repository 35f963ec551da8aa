"""Shows some of the evaluated samples as tiles, whatever was said of them; one of them opens large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_tl.gui.background import Background
from desktop_tl.gui.pages.boxed_samples import FindBoxes, large_with_boxes, small_with_boxes
from desktop_tl.gui.pages.run_story import RunSamples
from desktop_tl.gui.pages.sample_dialog import SampleDialog
from desktop_tl.gui.pages.sample_kinds import Content, SampleKind, Small, sample_kind
from desktop_tl.gui.theme import color
from desktop_tl.gui.widgets.buttons import QuietButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.text import Muted
from desktop_tl.gui.widgets.tile_grid import TileGrid
from desktop_tl.gui.widgets.tiles import Badge

SIDE, LARGE, TILE = 256, 1024, 112


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What the card shows.

    Args:
        samples: ids in the dataset, in the order of the tiles.
        caption: what stands below a tile.
        sentence: what the large view says.
        badge: a mark on a tile.
        boxes: what is drawn on a picture.
        none: what is said where there is no sample.
        is_part: only some of all, so that there is a way back.
    """

    title: str
    subtitle: str
    samples: Sequence[str]
    caption: Callable[[int], str]
    sentence: Callable[[int], str]
    none: str
    badge: Callable[[int], Badge | None] | None = None
    boxes: FindBoxes | None = None
    is_part: bool = False


class SamplesCard(Card):
    """The samples come when the run's dataset has been opened again; until then their places are empty.

    Attributes:
        kind: what the samples are.

    Signals:
        all_wanted(): somebody wants to see all again.
        sample_looked_at(int): one was opened or stepped to; its number in the listing.
    """

    all_wanted = Signal()
    sample_looked_at = Signal(int)

    def __init__(self, background: Background, name: str, all_text: str, parent: QWidget | None = None) -> None:
        """``name`` is said by screen readers, ``all_text`` stands on the button that shows all again."""
        super().__init__(parent=parent)
        self._background = background
        self.kind: SampleKind = sample_kind("image")
        self._listing: Listing | None = None
        self._samples: RunSamples | None = None
        self._gone = False
        self.grid = TileGrid(name, self.kind.tiles(TILE))
        self.grid.setObjectName("mistakes_grid")
        self.grid.setMinimumHeight(320)
        self._none = Muted()
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._all = QuietButton(all_text, "undo")
        self._all.setObjectName("all_mistakes")
        self._all.clicked.connect(lambda _checked=False: self.all_wanted.emit())
        keep = self._all.sizePolicy()
        keep.setRetainSizeWhenHidden(True)  # the title must not jump when it appears
        self._all.setSizePolicy(keep)
        self.grid.activated.connect(self.look_at)
        self._message = InlineMessage("warning", "", dismissible=False)
        self._message.hide()
        self.add_header_widget(self._all)
        self.add(self._message)
        self.add(self._none)
        self.add(self.grid, 1)

    def begin(self, kind: SampleKind) -> None:
        """Another run, on samples of that kind, which are still to come."""
        if kind is not self.kind:
            self.kind = kind
            self.grid.set_tiles(kind.tiles(TILE))
        self._samples, self._gone = None, False
        self._message.hide()

    def set_samples(self, samples: RunSamples) -> None:
        """The dataset is open again."""
        self._samples = samples
        self._fill()

    def set_gone(self, message: str, advice: str) -> None:
        """The dataset cannot be opened: names stand in for the samples."""
        self._gone = True
        self._message.set_message(
            "warning",
            self.tr("The {0} cannot be opened any more.").format(self.kind.words.many),
            f"{message} {advice}".strip(),
        )
        self._message.show()
        self._fill()

    def show_listing(self, listing: Listing) -> None:
        """Shows other samples."""
        self._listing = listing
        self.set_title(listing.title, listing.subtitle if listing.samples else "")
        self._all.setVisible(listing.is_part)
        self._none.setText(listing.none)
        self._none.setVisible(not listing.samples)
        self.grid.setVisible(bool(listing.samples))
        self._fill()

    def look_at(self, index: int) -> None:
        """Opens one of them large; the dialog steps through all of them."""
        listing = self._listing
        if listing is None or not 0 <= index < len(listing.samples):
            return
        kind, samples = self.kind, self._samples

        def load(position: int) -> Content | None:
            place = samples.places.get(listing.samples[position]) if samples is not None else None
            if place is None or samples is None:
                return None
            content = kind.load(samples.dataset.sample(place).source, LARGE)
            return large_with_boxes(content, listing.boxes(position)) if listing.boxes is not None else content

        def describe(position: int) -> tuple[str, str]:
            return listing.samples[position], listing.sentence(position)

        dialog = SampleDialog(self._background, len(listing.samples), index, load, describe, self)
        dialog.setWindowTitle(self.heading.text())
        dialog.moved.connect(self.grid.set_current)
        dialog.moved.connect(self.sample_looked_at)
        self.sample_looked_at.emit(index)
        dialog.open()

    def _fill(self) -> None:
        listing, kind, samples = self._listing, self.kind, self._samples
        if listing is None:
            return

        def caption(index: int) -> str:
            said = listing.caption(index)
            return f"{listing.samples[index]} · {said}" if self._gone else said

        def load(index: int) -> Small:
            if samples is None:
                return _blank()
            place = samples.places.get(listing.samples[index])
            if place is None:
                raise LookupError(self.tr("‘{0}’ is not in the data any more.").format(listing.samples[index]))
            content = kind.load(samples.dataset.sample(place).source, SIDE)
            return small_with_boxes(content, listing.boxes(index)) if listing.boxes is not None else content

        self.grid.set_items(len(listing.samples), load, caption, listing.badge)


def _blank() -> QImage:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(color("raised"))
    return image
