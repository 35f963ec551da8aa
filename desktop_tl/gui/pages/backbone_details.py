"""All that is known of the chosen backbone, the most telling first."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop_tl.api.backbones import BackboneSpec, Weights
from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.outside_words import catalog_text
from desktop_tl.gui.pages.backbone_words import input_words, percent_text, size_text, work_text
from desktop_tl.gui.pages.weights_panel import WeightsPanel
from desktop_tl.gui.widgets.buttons import DisclosureButton, IconButton
from desktop_tl.gui.widgets.card import Card, Rule
from desktop_tl.gui.widgets.layouts import clear_layout
from desktop_tl.gui.widgets.options_form import OptionsForm
from desktop_tl.gui.widgets.text import Body, Muted, Strong
from desktop_tl.runs.recipe import BackboneChoice


class BackboneDetails(Card):
    """Shows one backbone; its `weights` panel has signals of its own.

    Signals:
        options_changed(dict): other options of the backbone, all of them valid.
    """

    options_changed = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent=parent)
        self._spec_id = ""
        self._reason_icon, self._reason = IconLabel("star", 18, "success"), Body()
        self._reason_box = QWidget()
        self._reason_box.setObjectName("recommendation")
        line = QHBoxLayout(self._reason_box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._reason_icon)
        line.addWidget(self._reason, 1)
        self.add(self._reason_box)
        self._main = QGridLayout()
        self._main.setHorizontalSpacing(16)
        self._main.setVerticalSpacing(4)
        self._main.setColumnStretch(1, 1)
        self.add(self._main)
        self.add(Rule())
        self.weights = WeightsPanel()
        self.add(self.weights)
        self._options_title = Strong(self.tr("Options of this backbone"))
        self.options = OptionsForm()
        self.options.setObjectName("backbone_options")
        self.options.changed.connect(self._on_options)
        self.add(self._options_title)
        self.add(self.options)
        self._more = DisclosureButton(self.tr("More about it"))
        self._more.setObjectName("backbone_more")
        self._more.clicked.connect(self._toggle_more)
        more_line = QHBoxLayout()
        more_line.setContentsMargins(-9, 0, 0, 0)
        more_line.addWidget(self._more)
        more_line.addStretch(1)
        self.add(more_line)
        self._small = QWidget()
        self._small.setObjectName("backbone_small_print")
        self._grid = QGridLayout(self._small)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.add(self._small)
        self._small.hide()

    def show_spec(self, spec: BackboneSpec, choice: BackboneChoice, weights: Weights | None, reason: str) -> None:
        """``reason`` says why it is recommended; empty if it is not."""
        self.set_title(catalog_text(spec.title), catalog_text(spec.description))
        self._reason.setText(reason)
        self._reason_box.setVisible(bool(reason))
        accuracy = percent_text(weights.accuracy if weights else None)
        if accuracy and weights is not None and weights.training_data:
            accuracy = self.tr("{0} on {1}").format(accuracy, catalog_text(weights.training_data))
        preprocessing = (weights.preprocessing if weights else None) or spec.preprocessing
        seen = input_words(spec, preprocessing)
        self._fill(
            self._main,
            [
                (self.tr("Size"), size_text(spec), self.tr("The numbers that it has learned; more need more memory.")),
                (seen.work[0], work_text(spec), seen.work[1]),
                (
                    self.tr("Published accuracy"),
                    accuracy,
                    self.tr("How often its first answer was right when its authors measured it."),
                ),
                seen.size,
            ],
        )
        rows = [
            (self.tr("Id"), spec.id, self.tr("What recipes and the terminal call it.")),
            (self.tr("Family"), spec.family, ""),
            (self.tr("Trained on"), catalog_text(weights.training_data) if weights else "", ""),
            (self.tr("Licence of the weights"), weights.licence if weights else "", ""),
            (self.tr("Licence of the code"), spec.licence, ""),
            (self.tr("Preparation"), *seen.preparation),
            (self.tr("Paper"), spec.paper, ""),
        ]
        self._fill(self._grid, rows)
        has_options = bool(spec.options.model_fields)
        self._show_options(spec, choice)
        self.options.setVisible(has_options)
        self._options_title.setVisible(has_options)

    def _show_options(self, spec: BackboneSpec, choice: BackboneChoice) -> None:
        is_same = spec.id == self._spec_id
        if is_same and (not self.options.is_valid() or self._entered() == choice.options):
            return  # somebody is typing into it
        self._spec_id = spec.id
        if not spec.options.model_fields:
            self.options.set_model(None)
            return
        try:
            value = spec.options.model_validate(choice.options)
        except ValueError:  # from a recipe for another version: the form begins with the defaults
            value = None
        self.options.set_model(spec.options, value)

    def _entered(self) -> dict[str, object]:
        if self.options.isHidden():
            return {}
        return self.options.value().model_dump(mode="json", exclude_defaults=True)

    def _toggle_more(self) -> None:
        self._show_more(self._small.isHidden())

    def _show_more(self, shown: bool) -> None:
        self._small.setVisible(shown)
        self._more.setText(self.tr("Less") if shown else self.tr("More about it"))
        self._more.set_open(shown)

    def _fill(self, grid: QGridLayout, rows: list[tuple[str, str, str]]) -> None:
        clear_layout(grid)
        for row, (name, text, explanation) in enumerate(row for row in rows if row[1]):
            label = Muted(name)
            label.setWordWrap(False)
            label.setToolTip(explanation)
            grid.addWidget(label, row, 0)
            grid.setAlignment(label, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Body(text), row, 1)
            address = re.search(r"https?://\S+", text)
            if address:
                url = address[0].rstrip(".,)")
                link = IconButton("open", self.tr("Open {0}").format(url))
                link.clicked.connect(lambda _checked=False, url=url: QDesktopServices.openUrl(QUrl(url)))
                grid.addWidget(link, row, 2)

    def _on_options(self) -> None:
        if self.options.is_valid():
            self.options_changed.emit(self._entered())
