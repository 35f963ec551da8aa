"""The list of backbones with its search, filters and order; fifteen hundred of them scroll."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from desktop_tl.api.backbones import BackboneSpec
from desktop_tl.gui.pages.backbone_query import BackboneQuery, Order, find_backbones, is_trained, list_families
from desktop_tl.gui.pages.backbone_rows import BackboneDelegate, BackboneModel
from desktop_tl.gui.pages.backbone_words import published_accuracy
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.buttons import SecondaryButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.editors import ComboBox
from desktop_tl.gui.widgets.search_field import SearchField
from desktop_tl.gui.widgets.text import Caption, Muted

OWN = Qt.ItemDataRole.UserRole + 1
SIZES = (5_000_000, 10_000_000, 30_000_000, 100_000_000)


class BackboneBrowser(Card):
    """Search, filters and the list.

    Signals:
        chosen(str): somebody chose a backbone; its id. Not sent by ``set_current``.
    """

    chosen = Signal(str)

    def __init__(self, specs: Sequence[BackboneSpec], suggested: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(12, 14, 8, 12)
        self._specs, self._suggested = list(specs), suggested
        self._offered = list(specs)
        self._query = BackboneQuery()
        self._here: Collection[str] = ()
        self._current = ""
        self._model = BackboneModel(suggested, self)
        self.add(self._make_head())
        self._view = QListView()
        self._view.setObjectName("backbone_list")
        self._view.setAccessibleName(self.tr("Backbones"))
        self._view.setProperty("bare", True)
        self._view.setModel(self._model)
        self._view.setItemDelegate(BackboneDelegate(self._model, self._view))
        self._view.setUniformItemSizes(True)
        self._view.setMouseTracking(True)
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._view.selectionModel().selectionChanged.connect(lambda *_: self._on_selected())
        self._nothing = QWidget()
        column = QVBoxLayout(self._nothing)
        words = Muted(self.tr("No backbone fits what you look for."))
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        clear = SecondaryButton(self.tr("Clear search and filters"))
        clear.setObjectName("clear_backbone_filters")
        clear.clicked.connect(lambda _checked=False: self.clear_query())
        column.addStretch(1)
        column.addWidget(words)
        column.addWidget(clear, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._view)
        self._stack.addWidget(self._nothing)
        self.add(self._stack, 1)
        self._refresh()

    def view(self) -> QListView:
        return self._view

    def ids(self) -> list[str]:
        """What is listed, in order."""
        return [spec.id for spec in self._model.specs]

    def set_here(self, here: Collection[str]) -> None:
        """Whose weights are on this computer."""
        self._here = here
        self._model.set_here(here)
        if self._query.only_here or self._query.order == "recommended":
            self._refresh()

    def set_offered(self, specs: Sequence[BackboneSpec], suggested: str) -> None:
        """What plugins offer now for the task; search and filters stay where they still make sense."""
        self._specs = [*(spec for spec in self._specs if is_trained(spec)), *specs]
        self._offered, self._suggested = list(specs), suggested
        self._model.set_suggested(suggested)
        own = [self._family.itemText(row) for row in range(self._family.count()) if self._family.itemData(row, OWN)]
        chosen = self._family.currentData()
        self._family.blockSignals(True)
        self._family.clear()
        self._fill_families(own)
        self._family.setCurrentIndex(max(0, self._family.findData(chosen)))
        self._family.blockSignals(False)
        self._order.blockSignals(True)
        self._order.clear()
        self._fill_orders()
        self._order.setCurrentIndex(max(0, self._order.findData(self._query.order)))
        self._order.blockSignals(False)
        self._query = replace(self._query, family=self._family.currentData(), order=self._order.currentData())
        self._refresh()

    def set_trained(self, specs: Sequence[BackboneSpec]) -> None:
        """What a person has trained; it stands with the others, and as a family of its own."""
        self._specs = [*specs, *self._offered]
        own = specs[0].family if specs else ""
        has_own = self._family.count() > 1 and self._family.itemData(1, OWN)
        if specs and not has_own:
            self._family.insertItem(1, own, own)
            self._family.setItemData(1, True, OWN)
        elif has_own and not specs:
            self._family.removeItem(1)
        self._model.set_always_here(spec.id for spec in specs)
        self._refresh()

    def set_current(self, backbone_id: str) -> None:
        """Marks the chosen one, if it is listed, and brings it into sight."""
        self._current = backbone_id
        self._mark_current(scroll=True)

    def set_query(self, query: BackboneQuery) -> None:
        self._query = query
        self._refresh()

    def clear_query(self) -> None:
        """Empties the search and all filters; the order stays."""
        self._search.clear()
        self._family.setCurrentIndex(0)
        self._size.setCurrentIndex(0)
        self._only_here.setChecked(False)

    def _make_head(self) -> QVBoxLayout:
        search = self._search = SearchField(self.tr("Search backbones"))
        search.setObjectName("backbone_search")
        search.setMaximumWidth(9999)
        search.setMinimumWidth(120)
        search.search_changed.connect(lambda text: self.set_query(replace(self._query, text=text)))
        self._family = _combo(self.tr("Family"), [])
        self._fill_families([])
        self._family.setObjectName("backbone_family")
        self._family.currentIndexChanged.connect(
            lambda _row: self.set_query(replace(self._query, family=self._family.currentData()))
        )
        sizes = [(self.tr("Any size"), 0)]
        sizes += [(self.tr("Up to {0} M").format(size // 1_000_000), size) for size in SIZES]
        self._size = _combo(self.tr("Size in parameters"), sizes)
        self._size.setObjectName("backbone_size")
        self._size.currentIndexChanged.connect(
            lambda _row: self.set_query(replace(self._query, most_parameters=self._size.currentData()))
        )
        self._order = _combo(self.tr("Order"), [])
        self._fill_orders()
        self._order.setObjectName("backbone_order")
        self._order.currentIndexChanged.connect(
            lambda _row: self.set_query(replace(self._query, order=self._order.currentData()))
        )
        self._only_here = QCheckBox(self.tr("Weights are here"))
        self._only_here.setObjectName("backbone_only_here")
        self._only_here.setToolTip(self.tr("Only those that can be trained at once, without a download."))
        self._only_here.toggled.connect(lambda on: self.set_query(replace(self._query, only_here=on)))
        self._count = Caption()
        self._count.setObjectName("backbone_count")
        self._count.setWordWrap(False)
        head = QVBoxLayout()
        head.setContentsMargins(4, 0, 8, 0)
        head.setSpacing(8)
        head.addWidget(search)
        filters = _line(self._family, self._size)
        filters.setStretch(0, 5)
        filters.setStretch(1, 4)
        head.addLayout(filters)
        head.addWidget(self._order)
        last = _line(self._only_here, self._count)
        last.setStretch(1, 0)
        head.addLayout(last)
        self._percent = Caption(self.tr("Percent: right on ImageNet, as published; yours on your own data."))
        head.addWidget(self._percent)
        return head

    def _has_accuracies(self) -> bool:
        """Whether anybody published how often any of them is right."""
        return any(published_accuracy(spec) is not None for spec in self._offered)

    def _fill_orders(self) -> None:
        orders: list[tuple[str, Order]] = [
            (self.tr("Recommended first"), "recommended"),
            (self.tr("Most accurate first"), "accuracy"),
            (self.tr("Smallest first"), "size"),
            (self.tr("Quickest first"), "speed"),
            (self.tr("By name"), "name"),
        ]
        for text, order in orders:
            if order != "accuracy" or self._has_accuracies():
                self._order.addItem(text, order)

    def _fill_families(self, own: Sequence[str]) -> None:
        self._family.addItem(self.tr("Any family"), "")
        for family in own:
            self._family.addItem(family, family)
            self._family.setItemData(self._family.count() - 1, True, OWN)
        for family in list_families(self._offered):
            self._family.addItem(family, family)

    def _refresh(self) -> None:
        here = {*self._here, *(spec.id for spec in self._specs if is_trained(spec))}
        found = find_backbones(self._specs, self._query, suggested=self._suggested, here=here)
        self._model.set_specs(found)
        total = len(self._specs)
        if len(found) == total == 1:
            self._count.setText(self.tr("1 backbone"))
        elif len(found) == total:
            self._count.setText(self.tr("{0} backbones").format(count_text(total)))
        elif found:
            self._count.setText(self.tr("{0} of {1}").format(count_text(len(found)), count_text(total)))
        else:
            self._count.setText(self.tr("0 of {0}").format(count_text(total)))
        self._percent.setVisible(self._has_accuracies())
        self._stack.setCurrentIndex(0 if found else 1)
        self._mark_current(scroll=False)

    def _mark_current(self, *, scroll: bool) -> None:
        selection = self._view.selectionModel()
        selection.blockSignals(True)
        row = self._model.row_of(self._current)
        if row < 0:
            self._view.clearSelection()
        else:
            self._view.setCurrentIndex(self._model.index(row))
            if scroll:
                self._view.scrollTo(self._model.index(row))
        selection.blockSignals(False)
        self._view.viewport().update()

    def _on_selected(self) -> None:
        rows = self._view.selectionModel().selectedRows()
        if rows:
            chosen = self._model.specs[rows[0].row()].id
            if chosen != self._current:
                self._current = chosen
                self.chosen.emit(chosen)


def _combo(name: str, items: Sequence[tuple[str, object]]) -> ComboBox:
    combo = ComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setMinimumContentsLength(6)
    combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for text, value in items:
        combo.addItem(text, value)
    return combo


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for widget in widgets:
        line.addWidget(widget, 1)
    return line
