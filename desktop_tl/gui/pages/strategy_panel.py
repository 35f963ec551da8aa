"""How much of the backbone is trained: seven ways, and the stages with the boundary between frozen and trained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_tl.api.tasks import AnswerKind
from desktop_tl.app.backbones import StageInfo
from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.outside_words import stage_text
from desktop_tl.gui.pages.train_words import strategy_course
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.choice_list import ChoiceList
from desktop_tl.gui.widgets.editors import IntEditor
from desktop_tl.gui.widgets.progress_row import ProgressRow
from desktop_tl.gui.widgets.stage_tree import StageRow, StageTree
from desktop_tl.gui.widgets.text import Muted
from desktop_tl.runs.strategy import MOST_RANK, RANK, Strategy, is_installed

FEW_STAGES = 2
"""What "last stages" begins with; the tree moves it."""


class StrategyPanel(Card):
    """Both views of one strategy.

    Signals:
        strategy_chosen(Strategy): somebody chose a way or moved the boundary. Not sent by the setters.
    """

    strategy_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What is trained"), parent=parent)
        self._strategy = Strategy("head")
        self._stages: Sequence[StageInfo] = ()
        self._classes = 0
        sentences = self._sentences("class")
        self.choice = ChoiceList(
            [
                (
                    "head",
                    self.tr("Only the head"),
                    sentences["head"],
                ),
                (
                    "last",
                    self.tr("Last stages"),
                    self.tr("Adapts the end of the network too. Slower; helps when your data is unlike what it knows."),
                ),
                (
                    "lora",
                    self.tr("Small adapters (LoRA)"),
                    self.tr(
                        "Small parts are added to every stage and only they are trained. Nearly as good, less memory."
                    ),
                ),
                (
                    "all",
                    self.tr("Everything"),
                    sentences["all"],
                ),
                (
                    "lp-ft",
                    self.tr("Head first, then everything"),
                    self.tr("As everything, but what it knows is kept better. Often the most accurate; as slow."),
                ),
                (
                    "gradual",
                    self.tr("One more stage each epoch"),
                    self.tr("From the end to the beginning, ever more gently. For little, unusual data; slow."),
                ),
                (
                    "scratch",
                    self.tr("From scratch"),
                    self.tr("Forgets what it has learned. Only for very much data, or to compare."),
                ),
            ],
            self.tr("What is trained"),
        )
        self.choice.setObjectName("strategy_choice")
        self.choice.current_changed.connect(self._on_choice)
        self._course = Muted()
        self._course.setObjectName("strategy_course")
        self.rank = IntEditor(1, MOST_RANK)
        self.rank.setObjectName("adapter_rank")
        self.rank.set_value(RANK)
        self.rank.edited.connect(self._on_rank)
        self._rank_row = self._make_rank_row()
        self.tree = StageTree()
        self.tree.setObjectName("stage_tree")
        self.tree.boundary_changed.connect(self._on_boundary)
        self._waiting = ProgressRow(self.tr("Looking at its stages…"), stoppable=False)
        self._waiting.set_busy()
        self._problem_words = Muted()
        self._problem = QWidget()
        line = QHBoxLayout(self._problem)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(IconLabel("warning", 18, "warning"))
        line.addWidget(self._problem_words, 1)
        self.add(self.choice)
        self.add(self._waiting)
        self.add(self._problem)
        self.add(self._course)
        self.add(self._rank_row)
        self.add(self.tree)
        self.set_strategy(self._strategy)
        self.set_pretrained_possible(True)
        self.show_waiting()

    def show_waiting(self) -> None:
        """The stages are being looked at."""
        self._stages = ()
        self._show(self._waiting)

    def show_problem(self, words: str) -> None:
        """The stages cannot be told; the seven ways work all the same."""
        self._stages = ()
        self._problem_words.setText(words)
        self._show(self._problem)

    def show_stages(self, stages: Sequence[StageInfo], classes: int, answer: AnswerKind = "class") -> None:
        """``classes`` of 0 means that no data is chosen yet."""
        self._stages, self._classes = stages, classes
        head = self._head(classes, answer)
        for key, sentence in self._sentences(answer).items():
            self.choice.set_sentence(key, sentence)
        rank = self._strategy.rank
        rows = [
            StageRow(
                name=s.name,
                title=stage_text(s.title),
                parameters=s.parameters,
                adapters=s.adapter_parameters(rank) if rank else None,
            )
            for s in stages
        ]
        self.tree.set_stages(rows, head, self._strategy.frozen_stages(len(stages)))
        self._show(self.tree)
        self._show_course()

    def _sentences(self, answer: AnswerKind) -> dict[str, str]:
        """Of those ways whose worth differs: to write well, more than the last layer has to learn."""
        if answer == "text":
            return {
                "head": self.tr(
                    "The quickest, but it changes little: the last layer alone adapts, which chooses the next token."
                ),
                "all": self.tr("Adapts the whole network: what one wants to write like a text. Better with a GPU."),
            }
        return {
            "head": self.tr("Minutes on any computer. The best to begin with, and for little data."),
            "all": self.tr("Adapts the whole network. Slowest; wants much data, and better a GPU."),
        }

    def _head(self, classes: int, answer: AnswerKind) -> StageRow:
        """A model that writes keeps the last layer of its backbone; all others get a new one."""
        if answer == "text":
            title = self.tr("Head: tells the next token")
            return StageRow(name="head", title=title, parameters=0, amount=self.tr("kept"), is_new=False)
        title = self.tr("Head: your {0} classes").format(classes) if classes else self.tr("Head: your classes")
        return StageRow(name="head", title=title, parameters=0, amount=self.tr("new"))

    def stages(self) -> Sequence[StageInfo]:
        """What is shown; empty while nothing is known."""
        return self._stages

    def set_strategy(self, strategy: Strategy) -> None:
        rank_before, self._strategy = self._strategy.rank, strategy
        self.choice.set_current(strategy.kind)
        if strategy.rank:
            self.rank.set_value(strategy.rank)
        self._rank_row.setVisible(bool(strategy.rank))
        if strategy.rank != rank_before and self._stages:
            self.show_stages(self._stages, self._classes)
        self.tree.set_boundary(strategy.frozen_stages(len(self._stages)))
        self._show_course()

    def set_pretrained_possible(self, possible: bool) -> None:
        """Without weights only "from scratch" remains."""
        reason = "" if possible else self.tr("There are no pretrained weights for this backbone.")
        for key in ("head", "last", "all", "lp-ft", "gradual"):
            self.choice.set_choice_enabled(key, possible, reason)
        missing = "" if is_installed("peft") else self.tr("Needs the package peft: pip install peft")
        self.choice.set_choice_enabled("lora", possible and not missing, reason or missing)
        question = self.tr("The backbone has learned much already. How much of it shall learn anew from your data?")
        self.set_title(self.tr("What is trained"), question if possible else reason)

    def _show(self, shown: QWidget) -> None:
        for widget in (self._waiting, self._problem, self.tree):
            widget.setVisible(widget is shown)

    def _show_course(self) -> None:
        """Where what is frozen changes on the way, a sentence tells how; the boundary cannot be moved then."""
        kind = self._strategy.kind
        changes = kind in ("lp-ft", "gradual")
        words = strategy_course(self._strategy, len(self._stages)) if self._stages else ""
        self._course.setText(words)
        self._course.setVisible(bool(words))
        self.tree.set_read_only(changes or kind == "scratch")
        self.tree.set_seam_words(self.tr("In the end everything is trained") if changes else "")

    def _on_choice(self, key: str) -> None:
        if key == "last":
            most = len(self._stages) - 1 if self._stages else FEW_STAGES
            self._take(Strategy("last", max(1, min(FEW_STAGES, most))))
        elif key == "lora":
            self._take(Strategy("lora", rank=int(self.rank.value())))
        else:
            self._take(Strategy(key))  # type: ignore[arg-type]

    def _on_boundary(self, boundary: int) -> None:
        count, rank = len(self._stages), self._strategy.rank
        if rank and boundary < count:
            self._take(Strategy("lora", count - boundary if boundary else 0, rank))
        else:
            self._take(Strategy.for_boundary(boundary, count))

    def _on_rank(self) -> None:
        self._take(replace(self._strategy, rank=int(self.rank.value())))

    def _make_rank_row(self) -> QWidget:
        words = Muted(self.tr("Rank of the adapters: a larger one learns more and takes more room; 4 to 16 is usual."))
        words.setBuddy(self.rank.field)
        self.rank.field.setAccessibleName(self.tr("Rank of the adapters"))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(words, 1)
        line.addWidget(self.rank)
        return row

    def _take(self, strategy: Strategy) -> None:
        self.set_strategy(strategy)
        self.strategy_chosen.emit(strategy)
