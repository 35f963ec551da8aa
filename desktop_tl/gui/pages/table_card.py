"""A card with a table that can be copied as a whole."""

from __future__ import annotations

from desktop_tl.gui.widgets.buttons import QuietButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.number_table import NumberTable


class TableCard(Card):
    """``table`` below a title with the button *Copy* beside it; ``kind`` is the middle of that button's name."""

    def __init__(self, kind: str, table: NumberTable, title: str, subtitle: str) -> None:
        super().__init__(title, subtitle)
        copy = QuietButton(self.tr("Copy"), "copy")
        copy.setObjectName(f"copy_{kind}_table")
        copy.clicked.connect(lambda _checked=False: table.copy(whole=True))
        self.add_header_widget(copy)
        self.add(table)
