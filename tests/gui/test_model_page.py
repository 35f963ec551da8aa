"""The Model page puts every choice into the draft at once and says what it means."""

from __future__ import annotations

import hashlib
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, Field
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from desktop_tl.api import BackboneSpec, ImagePreprocessing, Url, Weights, hookimpl
from desktop_tl.app.backbones import StageInfo
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.paths import Paths
from desktop_tl.gui.pages import stage_lookup
from desktop_tl.gui.pages.backbone_query import BackboneQuery, find_backbones
from desktop_tl.gui.pages.model_page import ModelPage
from desktop_tl.gui.theme import apply_theme
from desktop_tl.gui.workbench import Workbench
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.strategy import Strategy
from tests.helpers.nets import SMALL_NET
from tests.helpers.small_app import SmallApp

PREPROCESSING = ImagePreprocessing(size=64, resize=64, mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.5))
STAGES = tuple(StageInfo(f"layer{i}", f"Layer {i}", 1000 * (i + 1)) for i in range(4))
FILE = b"the weights" * 1000


class Options(BaseModel):
    depth: Literal["shallow", "deep"] = "shallow"
    width: int = Field(8, ge=1, title="Width")


def make_spec(name: str, url: str = "", **fields: object) -> BackboneSpec:
    weights = Weights(
        id="first",
        title="First",
        source=Url(url=url, sha256=hashlib.sha256(FILE).hexdigest(), size=len(FILE)),
        licence="MIT",
        training_data="ImageNet-1k",
        accuracy=fields.pop("accuracy", None),  # type: ignore[arg-type]
    )
    chosen = {"title": name.title(), "weights": (weights,) if url else (), "preprocessing": PREPROCESSING, **fields}
    return BackboneSpec(id=f"test/{name}", build=lambda _options: None, **chosen)  # type: ignore[arg-type,return-value]


@pytest.fixture
def server() -> Iterator[str]:
    class Files(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(FILE)))
            self.end_headers()
            self.wfile.write(FILE)

        def log_message(self, *_words: object) -> None:
            pass

    running = HTTPServer(("127.0.0.1", 0), Files)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}/weights.safetensors"
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture
def context(tmp_path: Path, server: str) -> AppContext:
    specs = [
        make_spec("alpha", server, parameters=5_000_000, flops=900, accuracy=0.7, family="Greek"),
        make_spec("beta", server + "?2", parameters=20_000_000, flops=300, accuracy=0.8, family="Greek"),
        make_spec("bare", parameters=1_000_000, family="Plain"),
        make_spec("adjustable", server, options=Options),
    ]

    class Plugin:
        @hookimpl
        def desktop_tl_backbones(self) -> list[BackboneSpec]:
            return specs

    return build_context(paths=Paths.below(tmp_path / "home"), plugins=load_plugins([GivenPlugin("test", Plugin())]))


@pytest.fixture
def bench(context: AppContext, qapp, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    monkeypatch.setattr(stage_lookup, "describe_backbone", lambda *_: STAGES)  # the real one imports torch: seconds
    apply_theme(qapp, "light")
    bench = Workbench(context)
    bugs: list[Exception] = []
    bench.background.failed_unexpectedly.connect(bugs.append)
    yield bench
    bench.close()
    assert not bugs


@pytest.fixture
def page(bench: Workbench, qtbot: QtBot) -> ModelPage:
    page = ModelPage(bench)
    qtbot.addWidget(page)
    page.resize(1100, 780)
    page.show()
    qtbot.waitUntil(lambda: bool(page.strategy.stages()), timeout=20_000)
    return page


def button(page: ModelPage, name: str) -> QAbstractButton:
    found = page.findChild(QAbstractButton, name)
    assert found is not None
    return found


def test_the_suggested_backbone_is_chosen_and_the_way_on_is_open(page: ModelPage, bench: Workbench, qtbot) -> None:
    assert bench.draft.backbone_choice == BackboneChoice(id="test/alpha")
    assert page.subtitle.text() == "Alpha · Only the head"
    with qtbot.waitSignal(bench.page_wanted) as wanted:
        button(page, "continue_to_train").click()
    assert wanted.args == ["train"]


def test_a_click_in_the_list_chooses_at_once(page: ModelPage, bench: Workbench) -> None:
    listed = page.findChild(QListView, "backbone_list")
    listed.setCurrentIndex(listed.model().index(page.browser.ids().index("test/beta")))
    assert bench.draft.backbone_choice == BackboneChoice(id="test/beta")
    assert page.details.heading.text() == "Beta"


def test_searching_narrows_the_list_and_keeps_the_choice(page: ModelPage, bench: Workbench, qtbot: QtBot) -> None:
    page.findChild(QLineEdit, "backbone_search").setText("bet")
    qtbot.waitUntil(lambda: page.browser.ids() == ["test/beta"])
    page.findChild(QLineEdit, "backbone_search").setText("no such thing")
    qtbot.waitUntil(lambda: button(page, "clear_backbone_filters").isVisible())
    button(page, "clear_backbone_filters").click()
    qtbot.waitUntil(lambda: len(page.browser.ids()) == 4)
    assert bench.draft.backbone_choice == BackboneChoice(id="test/alpha")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        (BackboneQuery(order="accuracy"), "test/beta"),
        (BackboneQuery(order="size"), "test/bare"),
        (BackboneQuery(order="speed"), "test/beta"),
        (BackboneQuery(family="Plain"), "test/bare"),
        (BackboneQuery(most_parameters=10_000_000, order="accuracy"), "test/alpha"),
        (BackboneQuery(only_here=True), "test/beta"),
        (BackboneQuery(), "test/alpha"),
    ],
)
def test_filters_and_orders_mean_what_they_say(context: AppContext, query: BackboneQuery, first: str) -> None:
    specs = context.catalog.backbones.values()
    assert find_backbones(specs, query, suggested="test/alpha", here={"test/beta"})[0].id == first


def test_neither_toys_nor_giants_are_recommended_first() -> None:
    toy = make_spec("toy", "x", flops=30_000_000, accuracy=0.4)
    giant = make_spec("giant", "x", flops=10**12, accuracy=0.88)
    fair, unknown = make_spec("fair", "x", flops=400_000_000, accuracy=0.77), make_spec("unknown", "x")
    ordered = find_backbones([unknown, giant, toy, fair], BackboneQuery(), suggested="", here=())
    assert ordered[0] is fair
    assert ordered[-1] is unknown


def test_the_ways_and_the_boundary_are_one_strategy(page: ModelPage, bench: Workbench) -> None:
    page.strategy.choice.button("last").click()
    assert bench.draft.strategy == Strategy("last", 2)
    assert page.strategy.tree.boundary() == 2
    page.strategy.tree.boundary_changed.emit(1)
    assert bench.draft.strategy == Strategy("last", 3)
    page.strategy.choice.button("all").click()
    assert page.strategy.tree.boundary() == 0
    bench.draft.choose_strategy(Strategy("head"))
    assert page.strategy.choice.current() == "head"
    assert page.strategy.tree.boundary() == 4


def test_adapters_have_a_rank_and_may_be_in_the_last_stages_only(page: ModelPage, bench: Workbench) -> None:
    panel = page.strategy
    panel.show_stages([StageInfo(f"s{i}", f"Stage {i}", 1000, [(40, 400), (10, 600)]) for i in range(4)], 3)
    assert not panel.rank.isVisible()
    panel.choice.button("lora").click()
    assert bench.draft.strategy == Strategy("lora", 0, 8)
    assert panel.rank.isVisible()
    assert panel.tree.trained_parameters() == 4 * (8 * 40 + 8 * 10)
    panel.rank.spin.setValue(16)
    assert bench.draft.strategy == Strategy("lora", 0, 16)
    assert panel.tree.trained_parameters() == 4 * 16 * 10, "an adapter of the first layer would be larger than it"
    panel.tree.boundary_changed.emit(3)
    assert bench.draft.strategy == Strategy("lora", 1, 16)
    assert panel.tree.trained_parameters() == 16 * 10
    panel.choice.button("all").click()
    assert not panel.rank.isVisible()
    assert panel.tree.trained_parameters() == 4000
    panel.choice.button("lora").click()
    assert bench.draft.strategy == Strategy("lora", 0, 16), "the rank is remembered"


def test_without_peft_adapters_cannot_be_chosen(page: ModelPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "peft", None)  # what Python itself keeps of a module that cannot be imported
    page.choose_backbone("test/bare")
    page.choose_backbone("test/beta")
    assert not page.strategy.choice.button("lora").isEnabled()
    assert page.strategy.choice.button("all").isEnabled()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("lp-ft", "First the head alone, with all 4 stages frozen; then all of them."),
        ("gradual", "Starts with the head and the last stage, ends with all 4; earlier stages move less."),
    ],
)
def test_where_what_is_frozen_changes_on_the_way_a_sentence_tells_how(
    page: ModelPage, bench: Workbench, kind: Literal["lp-ft", "gradual"], words: str
) -> None:
    page.strategy.choice.button(kind).click()
    assert bench.draft.strategy == Strategy(kind)
    course = page.findChild(QLabel, "strategy_course")
    assert course.text() == words
    assert "10.0\N{NO-BREAK SPACE}k of 10.0\N{NO-BREAK SPACE}k" in page.strategy.tree.totals_text()
    page.strategy.tree.rows.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier(0)))
    assert bench.draft.strategy == Strategy(kind), "there is no boundary to move"
    page.strategy.choice.button("head").click()
    assert not course.isVisible()


def test_without_weights_only_training_from_scratch_is_left_and_the_wish_comes_back(
    page: ModelPage, bench: Workbench
) -> None:
    bench.draft.choose_strategy(Strategy("last", 1))
    page.choose_backbone("test/bare")
    assert bench.draft.strategy == Strategy("scratch")
    assert page.strategy.subtitle.text() == "There are no pretrained weights for this backbone."
    assert not page.strategy.choice.button("head").isEnabled()
    page.choose_backbone("test/beta")
    assert bench.draft.strategy == Strategy("last", 1)
    assert page.strategy.choice.button("head").isEnabled()


def test_weights_are_downloaded_before_they_are_needed(page: ModelPage, context: AppContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(button(page, "download_weights").isVisible, timeout=20_000)
    button(page, "download_weights").click()
    state = page.findChild(QWidget, "weights_state")
    qtbot.waitUntil(lambda: state.isVisible() and state.text() == "Its weights are on this computer.", timeout=20_000)
    assert not button(page, "download_weights").isVisible()
    assert context.weights.is_here(context.catalog.backbones["test/alpha"].weights[0])


def test_a_download_that_fails_says_why_beside_the_weights(page: ModelPage, context: AppContext, qtbot: QtBot) -> None:
    context.settings.change(offline=True)
    qtbot.waitUntil(button(page, "download_weights").isVisible, timeout=20_000)
    button(page, "download_weights").click()
    qtbot.waitUntil(lambda: "offline" in page.details.weights.error_text(), timeout=20_000)
    assert button(page, "download_weights").isVisible()


def test_a_file_of_ones_own_is_used_until_the_published_weights_are_wanted_again(
    page: ModelPage, bench: Workbench
) -> None:
    assert button(page, "choose_weights_file").isVisible()
    page.use_weights_file("/somewhere/mine.safetensors")
    assert bench.draft.backbone_choice.weights_file == "/somewhere/mine.safetensors"
    assert "mine.safetensors" in page.findChild(QWidget, "weights_state").text()
    button(page, "use_published_weights").click()
    assert bench.draft.backbone_choice == BackboneChoice(id="test/alpha")


def test_options_of_a_backbone_reach_the_draft(page: ModelPage, bench: Workbench) -> None:
    page.choose_backbone("test/adjustable")
    page.details.options.editor("width").setValue(16)
    assert bench.draft.backbone_choice.options == {"width": 16}
    bench.draft.choose_backbone("test/adjustable", options={"width": 4})
    assert page.details.options.editor("width").value() == 4
    page.choose_backbone("test/beta")
    assert not page.details.options.isVisible()


def test_a_backbone_that_cannot_be_built_is_told_in_place(
    page: ModelPage, bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken plugin")

    monkeypatch.setattr(stage_lookup, "describe_backbone", fail)
    with qtbot.waitSignal(page.stages.failed, timeout=20_000) as told:
        page.choose_backbone("test/beta")
    assert "broken plugin" in told.args[0]
    page.strategy.choice.button("all").click()
    assert bench.draft.strategy == Strategy("all")


def test_a_backbone_whose_plugin_is_gone_is_explained(page: ModelPage, bench: Workbench) -> None:
    recipe = Recipe(dataset=DatasetChoice(id="samples/digits"), backbone=BackboneChoice(id="gone/net"))
    bench.draft.take(recipe)
    assert page.messages()[0].kind() == "error"
    assert not button(page, "continue_to_train").isEnabled()
    page.choose_backbone("test/beta")
    assert not page.messages()
    assert button(page, "continue_to_train").isEnabled()


def test_without_any_backbone_the_page_points_to_the_plugins(tmp_path: Path, qtbot: QtBot) -> None:
    context = build_context(paths=Paths.below(tmp_path), plugins=load_plugins([]))
    bench = Workbench(context)
    page = ModelPage(bench)
    qtbot.addWidget(page)
    assert not button(page, "continue_to_train").isEnabled()

    loaded = load_plugins([GivenPlugin("small", SmallApp())])  # as if one were installed while the page is open
    context.catalog.add(loaded.records[0], {"backbones": list(loaded.catalog.backbones.values())})
    bench.catalog_changed.emit()
    assert page.browser.ids() == [SMALL_NET.id]
    assert bench.draft.backbone_choice is not None
    assert bench.draft.backbone_choice.id == SMALL_NET.id
    assert button(page, "continue_to_train").isEnabled()
    bench.close()


def test_the_page_fits_the_smallest_window(page: ModelPage) -> None:
    assert page.minimumSizeHint().width() <= 776


def test_the_backbone_that_is_typed_in_full_comes_first() -> None:
    plain, wide = make_spec("resnet50", "x", accuracy=0.76), make_spec("wide_resnet50", "x", accuracy=0.81)
    for text in ("resnet50", "ResNet-50"):
        found = find_backbones([wide, plain], BackboneQuery(text=text, order="accuracy"), suggested="", here=())
        assert not found or found[0] is plain
    assert find_backbones([wide, plain], BackboneQuery(text="resnet50", order="accuracy"), suggested="", here=())
