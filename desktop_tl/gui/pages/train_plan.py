"""Says what the next run will be made of, each part with the way to the page where it is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.pages import train_words as words
from desktop_tl.gui.sample_words import answer_of
from desktop_tl.gui.widgets.buttons import QuietButton
from desktop_tl.gui.widgets.card import Card, Rule
from desktop_tl.gui.widgets.editors import WIDTH
from desktop_tl.gui.widgets.text import Caption, ElidedLabel, Muted, Strong
from desktop_tl.gui.workbench import Workbench

LABEL_WIDTH = 80


class TrainPlan(Card):
    """Data, backbone, strategy and the name of the next run; follows the draft.

    Signals:
        page_wanted(str): the page on which a part is chosen.
    """

    page_wanted = Signal(str)

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What will be trained"), parent=parent)
        self._bench, self._draft = bench, bench.draft
        self.body.setSpacing(0)
        self.data = _PlanRow("data", self.tr("Data"), self.tr("Change the data"))
        self.backbone = _PlanRow("model", self.tr("Backbone"), self.tr("Change the backbone"))
        self.strategy = _PlanRow("trained", self.tr("Strategy"), self.tr("Change how much is trained"))
        for row, page in ((self.data, "data"), (self.backbone, "model"), (self.strategy, "model")):
            row.change_wanted.connect(lambda page=page: self.page_wanted.emit(page))
            self.add(row)
            self.add(Rule())
        self.start = _PlanRow(
            "runs", self.tr("Goes on from"), self.tr("Begin with the backbone's own weights"), self.tr("Drop")
        )
        self.start.button.setObjectName("drop_start")
        self.start.change_wanted.connect(lambda: self._draft.go_on_from(""))
        self._start_rule = Rule()
        self.add(self.start)
        self.add(self._start_rule)
        self.observers = _PlanRow("eye", self.tr("Watched by"), self.tr("Change who watches runs"))
        self.observers.change_wanted.connect(lambda: self.page_wanted.emit("settings"))
        self._observers_rule = Rule()
        self.add(self.observers)
        self.add(self._observers_rule)
        self.name = QLineEdit(self._draft.name)
        self._make_name_row()
        for signal in (self._draft.dataset_changed, self._draft.backbone_changed, self._draft.strategy_changed):
            signal.connect(self.refresh)
        self._draft.training_changed.connect(self.refresh)
        self._draft.start_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Shows the draft as it is now."""
        draft, context = self._draft, self._bench.context
        choice = draft.dataset_choice
        if choice is None:
            self.data.set_words(self.tr("No data yet"), self.tr("Choose what to learn from."))
        elif draft.dataset is None:
            self.data.set_words(words.dataset_title(context, choice), self.tr("Not opened yet."))
        else:
            detail = words.dataset_detail(draft.dataset, draft.words, draft.training.validation_share, choice.limit)
            self.data.set_words(words.dataset_title(context, choice), detail)
        backbone = draft.backbone_choice
        if backbone is None:
            self.backbone.set_words(self.tr("No backbone yet"), self.tr("Choose the network to begin with."))
        else:
            title = words.backbone_title(context, backbone)
            detail = words.backbone_detail(context, backbone, draft.strategy, draft.start_from)
            self.backbone.set_words(title, detail)
        self.strategy.set_words(
            words.strategy_title(draft.strategy), words.strategy_detail(draft.strategy, answer_of(context, draft.task))
        )
        start = draft.start_from
        self.start.set_words(words.run_name(start) if start else "", self.tr("Its trained model with its head."))
        for part in (self.start, self._start_rule):
            part.setVisible(bool(start))
        self._refresh_observers()
        if self.name.text() != draft.name and not self.name.hasFocus():
            self.name.setText(draft.name)
            self.name.setCursorPosition(0)  # of a long name the beginning is seen

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_observers()  # the settings may have been changed meanwhile

    def _refresh_observers(self) -> None:
        context = self._bench.context
        known, chosen = context.catalog.observers, context.settings.value.observers
        titles = [known[name].title for name, setting in chosen.items() if setting.always and name in known]
        self.observers.set_words(
            ", ".join(titles) or self.tr("Nobody"), self.tr("Other tools that show what happens in every new run.")
        )
        for part in (self.observers, self._observers_rule):
            part.setVisible(bool(known))

    def _make_name_row(self) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 12, 0, 0)
        line.setSpacing(16)
        line.addWidget(IconLabel("edit", 22, "accent"), 0, Qt.AlignmentFlag.AlignVCenter)
        label = Caption(self.tr("Name"))
        label.setFixedWidth(LABEL_WIDTH)
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(Muted(self.tr("What the run is called in the list.")), 1)
        self.name.setObjectName("run_name")
        self.name.setAccessibleName(self.tr("Name of the run"))
        self.name.setPlaceholderText(self.tr("Made up for you"))
        self.name.setFixedWidth(WIDTH)
        self.name.setMaxLength(120)
        self.name.textEdited.connect(self._on_name)
        label.setBuddy(self.name)
        line.addWidget(self.name)
        self.add(row)

    def _on_name(self, text: str) -> None:
        self._draft.name = text.strip()


class _PlanRow(QWidget):
    """One part of the plan.

    Signals:
        change_wanted(): its button was pressed.
    """

    change_wanted = Signal()

    def __init__(self, icon_name: str, label: str, change: str, button: str = "") -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 10, 0, 10)
        line.setSpacing(16)
        line.addWidget(IconLabel(icon_name, 22, "accent"), 0, Qt.AlignmentFlag.AlignVCenter)
        name = Caption(label)
        name.setFixedWidth(LABEL_WIDTH)
        line.addWidget(name, 0, Qt.AlignmentFlag.AlignVCenter)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        self._title = ElidedLabel("", Qt.TextElideMode.ElideMiddle)
        self._title.setFont(Strong().font())
        self._detail = ElidedLabel("", Qt.TextElideMode.ElideRight, muted=True)
        texts.addWidget(self._title)
        texts.addWidget(self._detail)
        line.addLayout(texts, 1)
        self.button = QuietButton(button or self.tr("Change"))
        self.button.setAccessibleName(change)
        self.button.clicked.connect(self.change_wanted)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_words(self, title: str, detail: str) -> None:
        self._title.set_full_text(title)
        self._detail.set_full_text(detail)

    def title(self) -> str:
        return self._title.full_text()
