"""A backbone that must be asked of elsewhere is looked up when somebody presses the button, and not before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, Field
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from desktop_tl.api import BackboneSpec, Fetch, Url, UserError, hookimpl
from desktop_tl.app.context import build_context
from desktop_tl.app.paths import Paths
from desktop_tl.gui.pages.model_page import ModelPage
from desktop_tl.gui.theme import apply_theme
from desktop_tl.gui.workbench import Workbench
from desktop_tl.host import GivenPlugin, load_plugins
from tests.app.serving import Served, serve
from tests.helpers.nets import SMALL_NET


class Named(BaseModel):
    name: str = "acme"
    size: int = Field(default=0, json_schema_extra={"level": "hidden"})


def describe(options: Named) -> BackboneSpec:
    if not options.size:
        raise UserError(f"The model {options.name} is not known yet.", advice="Look it up.")
    return replace(SMALL_NET, id="test/named", title=f"Net of {options.size} bytes", resolved={"size": options.size})


@pytest.fixture
def server() -> Iterator[Served]:
    with serve(Served(b"twelve bytes")) as served:
        yield served


@pytest.fixture
def bench(tmp_path: Path, server: Served, qapp: Any) -> Iterator[Workbench]:
    def discover(options: Named, fetch: Fetch) -> Mapping[str, Any]:
        return {} if options.size else {"size": fetch("description of acme", Url(url=server.url)).stat().st_size}

    spec = replace(SMALL_NET, id="test/named", title="Net", options=Named, specialise=describe, discover=discover)

    class Plugin:
        @hookimpl
        def desktop_tl_backbones(self) -> list[BackboneSpec]:
            return [spec]

    apply_theme(qapp, "light")
    plugins = load_plugins([GivenPlugin("test", Plugin())])
    bench = Workbench(build_context(paths=Paths.below(tmp_path / "home"), plugins=plugins))
    yield bench
    bench.close()


@pytest.fixture
def page(bench: Workbench, qtbot: QtBot) -> ModelPage:
    page = ModelPage(bench)
    qtbot.addWidget(page)
    page.resize(1100, 780)
    page.show()
    page.choose_backbone("test/named")
    return page


def look_up_button(page: ModelPage) -> QAbstractButton:
    button = page.findChild(QAbstractButton, "download_weights")
    assert button is not None and button.isVisible()
    return button


def test_the_button_asks_and_the_backbone_can_then_be_used(page: ModelPage, bench: Workbench, server, qtbot) -> None:
    button = look_up_button(page)
    assert button.text() == "Look it up"
    state = page.findChild(QLabel, "weights_state")
    assert state.text() == "What it is made of must be looked up on the network first."
    assert "is not known yet" in page.messages()[0].text()
    assert server.asked == []
    button.click()
    qtbot.waitUntil(lambda: bench.draft.backbone_problem is None, timeout=20_000)
    assert bench.draft.backbone_choice.options["size"] == 12
    assert page.details.heading.text() == "Net of 12 bytes"
    assert len(server.asked) == 1


def test_what_went_wrong_is_said_in_its_place(page: ModelPage, bench: Workbench, server: Served, qtbot) -> None:
    server.statuses = [404] * 9
    look_up_button(page).click()
    qtbot.waitUntil(lambda: "404" in page.details.weights.error_text(), timeout=20_000)
    assert bench.draft.backbone_problem is not None
    assert look_up_button(page).isVisible()
