"""Help: a page in plain words for each task and for what all have in common, with links between them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextBlock, QTextCursor, QTextDocument, QTextTable
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from desktop_tl.app.resources import resource
from desktop_tl.gui.shortcuts import show_shortcuts
from desktop_tl.gui.theme import color, current_theme, make_font, theme_notifier
from desktop_tl.gui.widgets.buttons import QuietButton
from desktop_tl.gui.widgets.page import Page
from desktop_tl.gui.widgets.search_field import SearchField
from desktop_tl.gui.widgets.text import Muted
from desktop_tl.gui.workbench import Workbench

FIRST = "start"
ORDER = (
    FIRST,
    "image-classification",
    "multi-label-image-classification",
    "image-regression",
    "object-detection",
    "text-classification",
    "text-generation",
    "strategies",
    "pretrain-then-fine-tune",
)
"""The page of a task is called as the task."""

LIST_WIDTH, ROW = 248, 36


@dataclass(frozen=True)
class Topic:
    """One page: its name, its heading, and the text in Markdown."""

    name: str
    title: str
    text: str


def help_folder(locale: QLocale | None = None) -> Path:
    """The pages in the language of the window, or in English."""
    is_chinese = (locale or QLocale()).language() == QLocale.Language.Chinese
    return resource("help", "zh_CN" if is_chinese else "en")


def read_topics(folder: Path) -> list[Topic]:
    """All pages of a folder, in their order."""
    topics = []
    for path in folder.glob("*.md"):
        text = path.read_text("utf-8")
        topics.append(Topic(path.stem, text.partition("\n")[0].removeprefix("# ").strip(), text))
    return sorted(topics, key=lambda one: (ORDER.index(one.name) if one.name in ORDER else len(ORDER), one.name))


class HelpPage(Page):
    """A list that can be searched beside the page that was chosen."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__("", scrolls=False, parent=parent)
        self.title.setText(self.tr("Help"))
        self.set_subtitle(self.tr("What each task needs, and what the words mean."))
        self.setAccessibleName(self.tr("Help"))
        self.setObjectName("help_page")
        self._bench = bench
        self.topics = read_topics(help_folder())
        keys = QuietButton(self.tr("Keyboard shortcuts"))
        keys.clicked.connect(lambda _checked=False: show_shortcuts(self))
        self.add_action(keys)
        self.search = SearchField(self.tr("Search the help"))
        self.search.search_changed.connect(self._search)
        self.list = QListWidget()
        self.list.setObjectName("help_topics")
        self.list.setAccessibleName(self.tr("Pages of the help"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setWordWrap(True)
        for topic in self.topics:
            item = QListWidgetItem(topic.title)
            item.setData(Qt.ItemDataRole.UserRole, topic.name)
            item.setSizeHint(QSize(LIST_WIDTH - 24, ROW))
            self.list.addItem(item)
        self.list.currentItemChanged.connect(lambda item, _before: self._show(item))
        self.nothing = Muted(self.tr("No page speaks of that. Try fewer or other words."))
        self.nothing.hide()
        self.browser = QTextBrowser()
        self.browser.setObjectName("help_text")
        self.browser.setAccessibleName(self.tr("Help"))
        self.browser.setProperty("reading", True)
        self.browser.setOpenLinks(False)
        self.browser.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # its lines are broken
        self.browser.setFont(make_font(current_theme().body_px))
        self.browser.document().setDocumentMargin(16)
        self.browser.anchorClicked.connect(self.follow)
        theme_notifier().theme_changed.connect(self._recolour)
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(left)
        row.addWidget(self.browser, 1)
        self.add(row, 1)
        self.show_topic(FIRST)

    def current(self) -> str:
        """The name of the page that is shown."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def show_topic(self, name: str) -> None:
        """Shows a page; the first one for a name that there is not, as of a task of somebody's plugin."""
        names = [topic.name for topic in self.topics]
        self.search.clear()
        self.list.setCurrentRow(names.index(name if name in names else FIRST))

    def follow(self, link: QUrl) -> None:
        """A page of the help is shown here, an address in the web browser."""
        if link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(link)
        else:
            self.show_topic(link.path().removesuffix(".md"))

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            topic = self.topics[self.list.row(item)]
            self.browser.setMarkdown(topic.text)
            _give_room(self.browser.document())

    def _recolour(self) -> None:
        """Links and lines got their colours when the page was read."""
        place = self.browser.verticalScrollBar().value()
        self._show(self.list.currentItem())
        self.browser.verticalScrollBar().setValue(place)

    def _search(self, words: str) -> None:
        """Leaves the pages in which all words stand."""
        wanted = words.casefold().split()
        hits = 0
        for row, topic in enumerate(self.topics):
            is_hit = all(word in topic.text.casefold() for word in wanted)
            self.list.item(row).setHidden(not is_hit)
            hits += is_hit
        self.nothing.setVisible(not hits)
        current = self.list.currentItem()
        if hits and (current is None or current.isHidden()):
            self.list.setCurrentRow(next(row for row in range(len(self.topics)) if not self.list.item(row).isHidden()))


def _give_room(document: QTextDocument) -> None:
    """Between headings, paragraphs and tables, which Qt puts close together."""
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        if cursor.currentTable() is None:
            shape = block.blockFormat()
            above, below = _room_around(block)
            shape.setTopMargin(above)
            shape.setBottomMargin(below)
            cursor.setBlockFormat(shape)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            table = frame.format()
            table.setTopMargin(8)
            table.setBottomMargin(12)
            table.setCellPadding(6)
            table.setCellSpacing(0)
            table.setBorderCollapse(True)
            table.setBorderBrush(color("border"))
            frame.setFormat(table)


def _room_around(block: QTextBlock) -> tuple[int, int]:
    """Pixels above and below."""
    if level := block.blockFormat().headingLevel():
        return (0 if level == 1 else 16), 8
    if block.textList() is not None or block.blockFormat().hasProperty(block.blockFormat().Property.BlockCodeFence):
        return 0, 4
    return 0, 8
