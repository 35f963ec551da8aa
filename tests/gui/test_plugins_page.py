"""The list of plugins: what is told of each, and what switching one means."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton

from desktop_tl.app.context import build_context
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.enabling import PluginRecord, read_disabled
from desktop_tl.app.plugins.missing import MissingPlugin
from desktop_tl.gui.application import make_application, open_window
from desktop_tl.gui.main_window import MainWindow
from desktop_tl.gui.pages.plugin_words import missing_button_text, missing_text
from desktop_tl.gui.pages.plugins_page import PluginsPage
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.pill import Pill
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder
from tests.helpers import page_runs as runs
from tests.helpers.wheels import use_as_index

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


@pytest.fixture
def open_app(tmp_path: Path, qtbot) -> Iterator[object]:
    windows: list[MainWindow] = []

    def open_it(*, safe_mode: bool = False) -> MainWindow:
        context = build_context(paths=Paths.below(tmp_path / "home"), safe_mode=safe_mode)
        make_application(context)
        windows.append(open_window(context))
        qtbot.addWidget(windows[-1])
        return windows[-1]

    yield open_it
    for window in windows:
        window.close()


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


def press(widget, text: str) -> None:
    (button,) = [found for found in widget.findChildren(QAbstractButton) if found.text() == text]
    button.click()


def test_safe_mode_is_said_and_can_be_left(open_app):
    window = open_app(safe_mode=True)
    window.show_page("plugins")
    message = window.page("plugins").messages()[0]
    assert "Safe mode is on" in message.text()
    press(message, "Start normally")
    assert window.starts_anew
    assert not window.isVisible()


def test_the_app_is_not_restarted_in_the_middle_of_a_training(open_app, qtbot):
    window = open_app()
    window.show_page("plugins")
    page = window.page("plugins")
    page.rows[0].switch.click()
    restart = page.findChild(QAbstractButton, "restart_app")
    assert restart.isEnabled()
    held = runs.HeldRun(window.bench, runs.OPENING)
    assert not restart.isEnabled()
    window.restart()
    assert window.isVisible()
    assert not window.starts_anew
    held.let_go()
    qtbot.waitUntil(lambda: not window.bench.feed.is_running)
    assert restart.isEnabled()


def test_the_page_stays_where_it_is_while_something_is_under_way(open_app):
    window = open_app()
    window.show_page("plugins")
    page = window.page("plugins")
    page.install.fill_in("desktop-tl-acme")
    page.install.install_button.setFocus()
    page._set_busy(True)
    assert page.install.progress.isAncestorOf(window.focusWidget()), "on Cancel"
    page._set_busy(False)
    assert window.focusWidget() is page.install.field


def search(page: PluginsPage, words: str, qtbot) -> None:
    page.install.field.setText(words)
    page.install.search_button.click()
    assert page.work.is_busy
    assert not page.install.search_button.isEnabled()
    qtbot.waitUntil(lambda: not page.work.is_busy, timeout=30_000)


def test_the_search_lists_what_the_index_has_and_says_so_offline(make_page, tmp_path: Path, monkeypatch, qtbot):
    use_as_index(tmp_path, monkeypatch)
    for name in ("desktop-tl-birds", "desktop-tl-timm", "numpy"):
        (tmp_path / "index" / name).mkdir(parents=True)
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", (tmp_path / "index").as_uri())
    page = make_page(READY)
    search(page, "", qtbot)
    words = texts(page.findChild(object, "found_plugins"))
    assert "2 plugins are on the index." in words
    assert "desktop-tl-birds" in words
    assert "numpy" not in words
    (button,) = page.findChildren(QAbstractButton, "install_found")  # the other one is here
    assert button.accessibleName() == "Install desktop-tl-birds"
    button.click()
    qtbot.waitUntil(lambda: not page.work.is_busy, timeout=30_000)
    (message,) = page.messages()
    assert message.kind() == "error"
    assert "desktop-tl-birds" in message.text()  # there is no wheel of it

    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    page.bench.context.settings.change(offline=True)
    search(page, "birds", qtbot)
    (message,) = page.messages()
    assert "set to stay offline" in message.text()


def leave_run_of_gone_plugin(bench: Workbench) -> RunFolder:
    recipe = runs.digits_recipe(bench)
    backbone = recipe.backbone.model_copy(update={"id": "acme/net"})
    run = runs.leave_run(
        bench,
        "old",
        events=(*runs.OPENING, runs.epoch(1, 0.9)),
        evaluation=runs.digits_evaluation(),
        result={"outcome": "finished", "seconds": 3.0},
        recipe=recipe.model_copy(update={"backbone": backbone}),
    )
    run.write("environment", {"plugins": {"desktop-tl-acme": "1.2", "desktop-tl-samples": "0.1.0"}})
    return run


@pytest.mark.parametrize("key", ["results", "runs"])
def test_a_run_whose_plugin_is_gone_opens_and_leads_to_the_plugin(key: str, open_app, qtbot):
    window = open_app()
    window.bench.show_run(leave_run_of_gone_plugin(window.bench))
    window.show_page(key)
    page = window.page(key)
    qtbot.waitUntil(lambda: bool(page.findChildren(QAbstractButton, "get_plugin")), timeout=10_000)
    assert "“acme/net” of this run comes from the plugin desktop-tl-acme 1.2, which is not installed." in texts(page)
    page.findChild(QAbstractButton, "get_plugin").click()
    assert window.current_page() == "plugins"
    assert window.page("plugins").install.field.text() == "desktop-tl-acme"


def test_a_missing_plugin_that_is_here_is_not_to_be_installed_but_looked_at():
    off = MissingPlugin(part="backbone", spec_id="nets/1", distribution="nets", record=replace(READY, state="disabled"))
    assert missing_text(off) == ("This run needs the plugin nets, which is disabled.", "The Plugins page enables it.")
    assert missing_button_text(off) == "Open Plugins"
