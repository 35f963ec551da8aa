"""The help: a page for every task in both languages, whose links lead somewhere, found by its words and by F1."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_tl.app.context import build_context
from desktop_tl.app.paths import Paths
from desktop_tl.app.resources import resource
from desktop_tl.gui.application import make_application, open_window
from desktop_tl.gui.main_window import MainWindow
from desktop_tl.gui.pages.help_page import FIRST, ORDER, HelpPage, help_folder, read_topics
from desktop_tl.gui.theme import apply_theme
from desktop_tl.host import load_plugins

FOLDERS = [resource("help", language) for language in ("en", "zh_CN")]
LINK = re.compile(r"\]\(([^)]+)\)")


@pytest.fixture
def window(tmp_path: Path, qapp, qtbot: QtBot):
    context = build_context(paths=Paths.below(tmp_path))
    make_application(context)
    window = open_window(context)
    qtbot.addWidget(window)
    yield window
    window.close()


def help_page(window: MainWindow) -> HelpPage:
    page = window.page("help")
    assert isinstance(page, HelpPage)
    return page


@pytest.mark.parametrize("folder", FOLDERS, ids=["en", "zh_CN"])
def test_every_task_in_the_catalog_has_a_page(folder: Path) -> None:
    tasks = set(load_plugins().catalog.tasks)
    assert {"image-classification", "text-classification"} <= tasks
    assert tasks <= {topic.name for topic in read_topics(folder)}


def test_both_languages_have_the_same_pages_and_examples() -> None:
    english, chinese = map(read_topics, FOLDERS)
    assert [topic.name for topic in english] == [topic.name for topic in chinese] == list(ORDER)
    for one, other in zip(english, chinese, strict=True):
        assert re.findall(r"```.*?```", one.text, re.DOTALL) == re.findall(r"```.*?```", other.text, re.DOTALL)
        assert sorted(LINK.findall(one.text)) == sorted(LINK.findall(other.text)), one.name
        assert re.search("[一-鿿]", other.title)


@pytest.mark.parametrize("folder", FOLDERS, ids=["en", "zh_CN"])
def test_every_link_leads_to_a_page_and_every_page_is_led_to(folder: Path) -> None:
    topics = read_topics(folder)
    links = {link for topic in topics for link in LINK.findall(topic.text)}
    assert {link for link in links if not link.startswith("https://")} == {
        f"{topic.name}.md" for topic in topics if topic.name != FIRST
    }


def test_the_language_of_the_window_chooses_the_pages() -> None:
    assert help_folder(QLocale("zh_CN")) == FOLDERS[1]
    assert help_folder(QLocale("fr")) == FOLDERS[0]


def test_f1_opens_the_page_of_the_task(window: MainWindow) -> None:
    window.bench.draft.task = "image-regression"
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.current_page() == "help"
    assert help_page(window).current() == "image-regression"
    assert "Values of pictures" in help_page(window).browser.toPlainText()
    assert window.rail.current() == "help"


def test_a_task_without_a_page_leads_to_the_first_one(window: MainWindow) -> None:
    help_page(window).show_topic("somebodys-task")
    assert help_page(window).current() == FIRST


def test_links_lead_to_pages_here_and_to_the_browser_for_addresses(window: MainWindow, monkeypatch) -> None:
    page, opened = help_page(window), []
    page.browser.anchorClicked.emit(QUrl("strategies.md"))
    assert page.current() == "strategies"
    assert "LoRA" in page.browser.toPlainText()
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page.browser.anchorClicked.emit(QUrl("https://example.org/paper"))
    assert [url.toString() for url in opened] == ["https://example.org/paper"]
    assert page.current() == "strategies"


def test_searching_leaves_the_pages_that_speak_of_it(window: MainWindow, qtbot: QtBot) -> None:
    page = help_page(window)

    def shown() -> list[str]:
        return [topic.name for row, topic in enumerate(page.topics) if not page.list.item(row).isHidden()]

    page.search.setText("perplexity")
    qtbot.waitUntil(lambda: shown() == ["text-generation"])
    assert page.current() == "text-generation"
    page.search.setText("no such words anywhere")
    qtbot.waitUntil(lambda: not shown())
    assert not page.nothing.isHidden()
    page.search.clear()
    qtbot.waitUntil(lambda: len(shown()) == len(ORDER))
    assert page.nothing.isHidden()


def test_links_keep_their_contrast_when_the_theme_changes(window: MainWindow, qapp) -> None:
    page = help_page(window)
    for mode in ("dark", "light"):
        theme = apply_theme(qapp, mode)
        assert theme.accent.lower() in page.browser.toHtml().lower()
