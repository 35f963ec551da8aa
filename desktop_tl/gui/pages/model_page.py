"""The page where a person chooses the backbone, its weights, and how much of it is trained."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_tl.api.backbones import BackboneSpec, Weights
from desktop_tl.api.errors import UserError
from desktop_tl.app.backbones import StageInfo, choose_weights, discover_backbone
from desktop_tl.app.default_recipe import suggest_backbone
from desktop_tl.app.trained import TrainedBackbone
from desktop_tl.gui.background import Task
from desktop_tl.gui.outside_words import catalog_text
from desktop_tl.gui.pages.backbone_details import BackboneDetails
from desktop_tl.gui.pages.backbone_list import BackboneBrowser
from desktop_tl.gui.pages.backbone_query import find_here, is_complete, list_backbones
from desktop_tl.gui.pages.stage_lookup import StageLookup
from desktop_tl.gui.pages.strategy_panel import StrategyPanel
from desktop_tl.gui.pages.train_words import strategy_title
from desktop_tl.gui.pages.trained_backbones import TrainedBackbones
from desktop_tl.gui.pages.weights_downloads import Download, Key, WeightsDownloads
from desktop_tl.gui.sample_words import answer_of
from desktop_tl.gui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop_tl.gui.widgets.empty_state import EmptyState
from desktop_tl.gui.widgets.page import MARGIN, Page
from desktop_tl.gui.widgets.side_scroll import SideScroll
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.recipe import BackboneChoice
from desktop_tl.runs.strategy import Strategy


class ModelPage(Page):
    """Shows the draft's backbone and strategy; every choice takes effect in the draft at once."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(QCoreApplication.translate("ModelPage", "Model"), scrolls=False, bleeds=True)
        self.setObjectName("model_page")
        self._bench = bench
        self._context = bench.context
        self._specs = self._list()
        self._suggested = ""
        self._here: frozenset[str] | None = None
        self._lookup: Task | None = None
        self._continue = PrimaryButton(self.tr("Continue to Train"))
        self._continue.setObjectName("continue_to_train")
        self._continue.clicked.connect(lambda _checked=False: bench.page_wanted.emit("train"))
        self.add_action(self._continue)
        self._nothing: EmptyState | None = None
        self._columns: QWidget | None = None
        bench.catalog_changed.connect(self._on_catalog)
        bench.draft.task_changed.connect(self._offer)
        if self._specs:
            self._build()
        else:
            self._show_nothing()

    def _build(self) -> None:
        bench = self._bench
        self._suggested = self._suggest()
        self.browser = BackboneBrowser(self._specs, self._suggested)
        self.details = BackboneDetails()
        self.strategy = StrategyPanel()
        self.stages = StageLookup(bench.background, self._context, self)
        self.downloads = WeightsDownloads(bench.background, self._context.weights, self)
        self.trained = TrainedBackbones(bench, self)
        self._lay_out()
        self._connect()
        self._look_for_weights()
        self._show_backbone()
        self._show_strategy()

    def choose_backbone(self, backbone_id: str) -> None:
        """Takes a backbone with its first weights, or what a run has learned; list, details and stages follow."""
        draft = self._bench.draft
        if draft.backbone_choice is not None and self._listed_id(draft.backbone_choice) == backbone_id:
            return
        own = self.trained.find(backbone_id)
        self._choose(own.choice if own is not None else BackboneChoice(id=backbone_id))

    def use_weights_file(self, path: str) -> None:
        """Begins from a file on this computer; empty goes back to the published weights."""
        choice = self._bench.draft.backbone_choice
        if choice is not None:
            self._choose(choice.model_copy(update={"weights_file": path}))

    def _lay_out(self) -> None:
        chosen = QWidget()
        chosen.setObjectName("page_content")
        column = QVBoxLayout(chosen)
        column.setSpacing(16)
        column.addWidget(self.details)
        column.addWidget(self.strategy)
        column.addStretch(1)
        self._scroll = SideScroll(chosen)
        self._columns = QWidget()
        line = QHBoxLayout(self._columns)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        least = max(296, self.browser.minimumSizeHint().width())  # with large letters more than usual
        self.browser.setMinimumWidth(least)
        self.browser.setMaximumWidth(max(400, least))
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, MARGIN)
        left.addWidget(self.browser)
        line.addLayout(left, 2)
        line.addWidget(self._scroll, 3)
        self.add(self._columns, 1)

    def fit_margin(self, side: int) -> None:
        if self._columns is not None:
            self._scroll.set_side(side)

    def _connect(self) -> None:
        draft = self._bench.draft
        draft.backbone_changed.connect(self._show_backbone)
        draft.strategy_changed.connect(self._show_strategy)
        draft.dataset_changed.connect(self._show_classes)
        self.browser.chosen.connect(self.choose_backbone)
        self.strategy.strategy_chosen.connect(self._on_strategy)
        self.details.options_changed.connect(self._on_options)
        self.stages.found.connect(self._show_stages)
        self.stages.failed.connect(self.strategy.show_problem)
        panel = self.details.weights
        panel.weights_chosen.connect(self._on_weights)
        panel.file_chosen.connect(self.use_weights_file)
        panel.download_wanted.connect(self._on_download)
        panel.stop_wanted.connect(self._on_stop)
        self.downloads.changed.connect(lambda _key: self._show_weights())
        self.downloads.finished.connect(lambda _key: self._look_for_weights())
        self.downloads.failed.connect(self._on_download_failed)
        self.trained.changed.connect(self._show_trained)
        self._bench.torch.applied.connect(lambda _installed: self._on_torch())
        self._bench.feed.ended.connect(lambda _job: self._look_for_weights())  # a run may have fetched some

    def _show_nothing(self) -> None:
        button = SecondaryButton(self.tr("Open Plugins"))
        button.clicked.connect(lambda _checked=False: self._bench.page_wanted.emit("plugins"))
        words = (
            self.tr("None of the backbones that are here takes {0}. Plugins bring more of them.").format(
                self._bench.draft.words.many
            )
            if self._context.catalog.backbones
            else self.tr("Backbones come from plugins, and none that offers any is ready. The Plugins page tells why.")
        )
        self._nothing = EmptyState("backbone", self.tr("There is no backbone to choose"), words, button)
        self.add(self._nothing, 1)
        self._continue.setEnabled(False)

    def _on_catalog(self) -> None:
        """Plugins were installed meanwhile: what they offer is listed at once."""
        self._offer()
        if self._specs and self._bench.draft.backbone_choice is None:
            self._bench.draft.choose_backbone(self._suggested)

    def _on_torch(self) -> None:
        """PyTorch was set up meanwhile: now the stages can be told."""
        self.stages.forget()
        self._show_backbone()

    def _offer(self) -> None:
        """Lists what serves the task now, or says that nothing does."""
        self._specs = self._list()
        if self._nothing is not None:
            self._nothing.hide()
            self._nothing.deleteLater()
            self._nothing = None
        if self._columns is not None:
            self._columns.setVisible(bool(self._specs))
        if not self._specs:
            self._show_nothing()
            return
        if self._columns is None:
            self._build()
            return
        self._suggested = self._suggest()
        self.browser.set_offered(self._specs, self._suggested)
        self._show_trained()
        self.trained.read()
        self._look_for_weights()

    def _list(self) -> list[BackboneSpec]:
        return list_backbones(self._context, self._context.catalog.backbones.values(), self._bench.draft.task)

    def _suggest(self) -> str:
        try:
            return suggest_backbone(self._context.catalog, self._bench.draft.task).id
        except UserError:
            return ""

    def _weights(self) -> Weights | None:
        """The set that a run would begin with; None if there is none, or no such set."""
        draft = self._bench.draft
        if draft.backbone is None or draft.backbone_choice is None:
            return None
        try:
            return choose_weights(draft.backbone, draft.backbone_choice)
        except UserError:
            return None

    def _show_backbone(self) -> None:
        draft = self._bench.draft
        choice, spec = draft.backbone_choice, draft.backbone
        self.clear_messages()
        self._continue.setEnabled(spec is not None)
        self.details.setVisible(spec is not None)
        self.strategy.setVisible(spec is not None)
        self.browser.set_current(self._listed_id(choice) if choice else "")
        self._show_sentence()
        if spec is None or choice is None:
            self._show_missing(choice)
            return
        if draft.backbone_problem is not None:
            self.show_message("error", draft.backbone_problem.message, draft.backbone_problem.advice)
            self._continue.setEnabled(False)
        self.details.weights.show_error("", "")
        self._show_details()
        self.strategy.set_pretrained_possible(bool(spec.weights or choice.weights_file))
        if self.stages.look_at(choice):
            self.strategy.show_waiting()

    def _show_missing(self, choice: BackboneChoice | None) -> None:
        if choice is None:
            return
        try:
            self._context.catalog.find_backbone(choice.id)
        except UserError as error:
            self.show_message("error", error.message, error.advice or self.tr("Choose another backbone."))

    def _show_details(self) -> None:
        draft = self._bench.draft
        if draft.backbone is None or draft.backbone_choice is None:
            return
        own = self._own()
        if own is None:
            self.details.show_spec(draft.backbone, draft.backbone_choice, self._weights(), self._reason())
        else:  # what was published says nothing of it
            spec = self.trained.described(draft.backbone, own)
            self.details.show_spec(spec, draft.backbone_choice, None, self._reason())
        self._show_weights()

    def _own(self) -> TrainedBackbone | None:
        """The run of this person that the backbone's weights are of."""
        choice = self._bench.draft.backbone_choice
        return self.trained.of(choice) if choice is not None and choice.weights_file else None

    def _show_weights(self) -> None:
        draft = self._bench.draft
        spec, choice, weights = draft.backbone, draft.backbone_choice, self._weights()
        if spec is None or choice is None:
            return
        download = self.downloads.state((spec.id, weights.id)) if weights else None
        is_here = self._is_here(weights) if weights else None
        own = self._own()
        origin = (own.run_title, self.trained.origin(own)) if own is not None else None
        download = download or (Download() if self._lookup is not None else None)
        self.details.weights.show_weights(
            spec, weights, choice.weights_file, is_here, download, origin, self._is_unknown()
        )

    def _is_unknown(self) -> bool:
        """Whether the backbone must be looked up elsewhere before it can be used."""
        draft = self._bench.draft
        return draft.backbone is not None and draft.backbone.discover is not None and bool(draft.backbone_problem)

    def _look_up(self, choice: BackboneChoice) -> None:
        context = self._context

        def discover(task: Task) -> BackboneChoice:
            return discover_backbone(context.catalog, choice, context.weights, lambda _done, _total: None, task.stop)

        self._lookup = self._bench.background.run(
            self, discover, done=lambda found: self._on_looked_up(choice, found), failed=self._on_not_found
        )
        self._show_weights()

    def _on_looked_up(self, asked: BackboneChoice, found: BackboneChoice) -> None:
        self._lookup = None
        if self._bench.draft.backbone_choice == asked:
            self._choose(found)
        self._show_weights()

    def _on_not_found(self, error: UserError) -> None:
        self._lookup = None
        self._show_weights()
        self.details.weights.show_error(error.message, error.advice)

    def _listed_id(self, choice: BackboneChoice) -> str:
        """Under which id the list shows what is chosen: that of a run, if it begins with what one has learned."""
        own = self.trained.of(choice) if choice.weights_file else None
        return own.id if own is not None else choice.id

    def _show_trained(self) -> None:
        self.browser.set_trained(list_backbones(self._context, self.trained.specs(), self._bench.draft.task))
        choice = self._bench.draft.backbone_choice
        if choice is not None:
            self.browser.set_current(self._listed_id(choice))
            self._show_weights()

    def _is_here(self, weights: Weights) -> bool | None:
        if self._here is None:
            return None
        spec = self._bench.draft.backbone
        return spec is not None and is_complete(self._context.weights, spec, weights)  # one look at a file or two

    def _reason(self) -> str:
        draft = self._bench.draft
        spec = draft.backbone
        own = draft.backbone_choice is not None and draft.backbone_choice.weights_file
        if spec is None or spec.id != self._suggested or own:
            return ""
        if self._here is not None and spec.id in self._here:
            return self.tr("Recommended to begin with: small, quick on any computer, and its weights are already here.")
        return self.tr("Recommended to begin with.")

    def _show_sentence(self) -> None:
        draft = self._bench.draft
        if draft.backbone is None:
            self.set_subtitle(self.tr("Choose the network that the training starts from."))
            return
        self.set_subtitle(f"{catalog_text(draft.backbone.title)} · {strategy_title(draft.strategy)}")

    def _show_strategy(self) -> None:
        self.strategy.set_strategy(self._bench.draft.strategy)
        self._show_sentence()

    def _show_classes(self) -> None:
        if self.strategy.stages():
            self._show_stages(self.strategy.stages())

    def _show_stages(self, stages: Sequence[StageInfo]) -> None:
        draft = self._bench.draft
        classes = len(draft.dataset.classes) if draft.dataset is not None else 0
        self.strategy.show_stages(stages, classes, answer_of(self._context, draft.task))

    def _look_for_weights(self) -> None:
        store, specs = self._context.weights, self._specs
        self._bench.background.run(self, lambda _task: find_here(store, specs), done=self._on_here)

    def _on_here(self, here: frozenset[str]) -> None:
        self._here = here
        self.browser.set_here(here)
        self._show_details()

    def _on_strategy(self, strategy: Strategy) -> None:
        self._bench.draft.choose_strategy(strategy)

    def _choose(self, choice: BackboneChoice) -> None:
        self._bench.draft.choose_backbone(
            choice.id, options=choice.options, weights=choice.weights, weights_file=choice.weights_file
        )

    def _on_weights(self, weights_id: str) -> None:
        choice = self._bench.draft.backbone_choice
        if choice is not None:
            self._choose(choice.model_copy(update={"weights": weights_id, "weights_file": ""}))

    def _on_options(self, options: dict[str, object]) -> None:
        choice = self._bench.draft.backbone_choice
        if choice is not None and choice.options != options:
            self._choose(choice.model_copy(update={"options": options}))

    def _on_download(self) -> None:
        draft, weights = self._bench.draft, self._weights()
        if self._is_unknown() and draft.backbone_choice is not None:
            self.details.weights.show_error("", "")
            self._look_up(draft.backbone_choice)
        elif draft.backbone is not None and weights is not None:
            self.details.weights.show_error("", "")
            self.downloads.begin(draft.backbone, weights)

    def _on_stop(self) -> None:
        draft, weights = self._bench.draft, self._weights()
        if self._lookup is not None:
            self._lookup.cancel()
            self._lookup = None
            self._show_weights()
        elif draft.backbone is not None and weights is not None:
            self.downloads.stop((draft.backbone.id, weights.id))

    def _on_download_failed(self, key: Key, error: UserError) -> None:
        self._show_weights()
        draft, weights = self._bench.draft, self._weights()
        if draft.backbone is not None and weights is not None and key == (draft.backbone.id, weights.id):
            self.details.weights.show_error(error.message, error.advice)
        else:
            self.show_message("error", error.message, error.advice)
