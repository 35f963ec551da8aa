"""The list of plugins: what is told of each, and what switching one means."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_tl.app.context import build_context
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins import PluginRecord, read_disabled
from desktop_tl.gui.application import make_application
from desktop_tl.gui.pages.plugins_page import PluginsPage
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.pill import Pill
from desktop_tl.gui.workbench import Workbench

READY = PluginRecord(
    key="nets:nets",
    name="nets",
    distribution="nets",
    version="1.2",
    author="A. Uthor",
    licence="MIT",
    summary="Many nets.",
    load_seconds=0.02,
    offers={"backbones": tuple(f"nets/{i}" for i in range(12)), "datasets": ("nets/flowers",)},
)
FAILED = PluginRecord(
    key="broken:broken",
    name="broken",
    distribution="broken",
    version="0.1",
    state="failed",
    error="It needs the module ‘missing’, which is not installed.",
    advice="Install it: pip install missing",
    traceback="Traceback …\nModuleNotFoundError: No module named 'missing'",
    output="hello",
)
CRASHED = PluginRecord(key="crash:crash", name="crash", distribution="crash", state="left out", error="It crashed.")
SLOW = replace(READY, key="slow:slow", name="slow", distribution="slow", imported_torch=True, load_seconds=4.0)

OLD = replace(READY, key="old:old", name="old", distribution="old", deprecated=("spec() goes away in Desktop TL 0.3.",))


@pytest.fixture
def make_page(tmp_path: Path, qtbot) -> Iterator[object]:
    benches = []

    def make(*records: PluginRecord) -> PluginsPage:
        context = build_context(paths=Paths.below(tmp_path / "home"))
        context = replace(context, plugins=replace(context.plugins, records=records))
        make_application(context)
        benches.append(Workbench(context))
        page = PluginsPage(benches[-1])
        qtbot.addWidget(page)
        page.resize(776, 640)
        page.show()
        return page

    yield make
    for bench in benches:
        bench.close()


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_ready_plugin_tells_who_made_it_and_what_it_offers(make_page):
    page = make_page(READY)
    (row,) = page.rows
    words = texts(row)
    for part in ("Many nets.", "Version 1.2", "A. Uthor", "MIT", "20\N{NO-BREAK SPACE}ms", "12 backbones, 1 dataset"):
        assert part in words
    assert row.findChild(Pill).text() == "Ready"
    toggle = row.findChild(object, "show_offers")
    toggle.click()
    names = row.findChild(object, "offered_names")
    assert names.isVisible()
    assert names.text().split() == [*map(str, range(12)), "flowers"]
    toggle.click()
    assert not names.isVisible()


def test_what_failed_comes_first_with_its_reason_and_a_report_to_copy(make_page):
    page = make_page(READY, FAILED)
    assert [row.record.name for row in page.rows] == ["broken", "nets"]
    assert page.subtitle.text() == "1 plugin is ready, 1 needs attention."
    row = page.rows[0]
    message = row.findChild(InlineMessage)
    assert message.text() == FAILED.error
    page.findChild(object, "copy_report").click()
    report = QGuiApplication.clipboard().text()
    for part in ("broken 0.1", FAILED.error, "ModuleNotFoundError", "hello"):
        assert part in report
    row._details_button.click()
    assert "ModuleNotFoundError" in row.findChild(object, "plugin_details").toPlainText()
    row._details_button.click()
    assert not row.findChild(object, "plugin_details").isVisible()


def test_switching_is_stored_and_told_to_take_effect_at_the_next_start(make_page):
    page = make_page(READY)
    (row,) = page.rows
    paths = page.bench.context.paths
    assert [message.text() for message in page.messages()] == []

    row.switch.click()
    assert read_disabled(paths) == {"nets:nets"}
    (message,) = page.messages()
    assert "start Desktop TL again" in message.text()
    assert row._pending.isVisible()

    row.switch.click()
    assert read_disabled(paths) == frozenset()
    assert [message.text() for message in page.messages()] == []
    assert not row._pending.isVisible()


def test_the_page_made_anew_knows_what_was_switched(make_page):
    make_page(READY).rows[0].switch.click()
    again = make_page(READY)
    assert not again.rows[0].switch.isChecked()
    assert again.messages()


def test_a_switch_that_cannot_be_stored_goes_back_and_says_why(make_page):
    page = make_page(READY)
    page.bench.context.paths.plugins.write_text("a file where the folder should be")
    page.rows[0].switch.click()
    assert page.rows[0].switch.isChecked()
    (message,) = page.messages()
    assert message.kind() == "error"


def test_one_that_crashed_can_be_tried_once_more(make_page):
    page = make_page(CRASHED)
    before = len(page.messages())
    page.rows[0].wanted.emit(True)
    assert len(page.messages()) == before + 1
    assert page.rows[0]._pending.isVisible()


def test_one_that_imports_torch_at_start_is_warned_about(make_page):
    page = make_page(SLOW)
    message = page.rows[0].findChild(InlineMessage)
    assert message.kind() == "warning"
    assert "PyTorch" in message.text()


def test_one_that_uses_what_goes_away_is_warned_about_with_a_report_for_its_author(make_page):
    page = make_page(OLD)
    message = page.rows[0].findChild(InlineMessage)
    assert "takes away" in message.text()
    (button,) = [button for button in message.findChildren(QPushButton) if button.text() == "Copy report"]
    button.click()
    assert OLD.deprecated[0] in QGuiApplication.clipboard().text()


def test_without_any_plugin_it_says_so(make_page):
    page = make_page()
    assert "No plugin is installed" in texts(page)
