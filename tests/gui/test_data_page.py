"""The Data page opens what people bring, shows all of it, and says in words what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from pydantic import BaseModel, Field
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_tl.api import DatasetSpec, Note, Sample, SetAside, hookimpl
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.paths import Paths
from desktop_tl.gui.pages.data_page import DataPage
from desktop_tl.gui.pages.recent_data import MOST, RecentData, RecentEntry
from desktop_tl.gui.theme import apply_theme
from desktop_tl.gui.workbench import Workbench
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.recipe import DatasetChoice
from tests.helpers.pictures import RED, blob, write_class_folders


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    return build_context(paths=Paths.below(tmp_path / "home"))


@pytest.fixture
def bench(context: AppContext, qapp) -> Iterator[Workbench]:
    apply_theme(qapp, "light")
    bench = Workbench(context)
    bugs: list[Exception] = []
    bench.background.failed_unexpectedly.connect(bugs.append)
    yield bench
    bench.close()
    assert not bugs


@pytest.fixture
def page(bench: Workbench, qtbot: QtBot) -> DataPage:
    page = DataPage(bench)
    qtbot.addWidget(page)
    page.resize(1100, 780)
    page.show()
    return page


def click(page: DataPage, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert button is not None
    button.click()


def wait_until_open(qtbot: QtBot, page: DataPage) -> None:
    qtbot.waitUntil(lambda: page.findChild(QAbstractButton, "continue_to_model").isVisible(), timeout=20_000)
    qtbot.waitUntil(lambda: page.view.grid.count() > 0, timeout=20_000)


def open_pictures(qtbot: QtBot, page: DataPage, folder: Path) -> None:
    page.open_path(folder)
    wait_until_open(qtbot, page)


def test_the_sample_digits_are_one_click_away(page: DataPage, bench: Workbench, qtbot: QtBot) -> None:
    click(page, "use_sample_digits")
    wait_until_open(qtbot, page)
    assert bench.draft.dataset is not None
    assert bench.draft.dataset_choice == DatasetChoice(id="samples/digits")
    assert "10 classes" in page.subtitle.text()
    assert page.view.grid.count() == 1797
    with qtbot.waitSignal(bench.page_wanted) as wanted:
        click(page, "continue_to_model")
    assert wanted.args == ["model"]


def test_a_folder_is_opened_and_its_classes_are_told(page: DataPage, qtbot: QtBot, tmp_path: Path) -> None:
    open_pictures(qtbot, page, write_class_folders(tmp_path / "fruit"))
    assert page.subtitle.text() == "fruit · 24 pictures in 2 classes"
    assert "20 % of each class is kept back" in page.findChild(QWidget, "split_text").text()
    qtbot.waitUntil(lambda: not page.view.check.is_checking(), timeout=20_000)
    assert page.view.check.verdict() == "All 24 pictures can be read."


def test_a_class_and_a_name_narrow_the_pictures_down(page: DataPage, qtbot: QtBot, tmp_path: Path) -> None:
    open_pictures(qtbot, page, write_class_folders(tmp_path / "fruit"))
    page.view.classes.choose_class(1)
    qtbot.waitUntil(lambda: page.view.grid.count() == 12)
    page.findChild(QLineEdit, "sample_search").setText("RED-003")
    qtbot.waitUntil(lambda: page.view.grid.count() == 1)
    click(page, "show_all_classes")
    page.findChild(QLineEdit, "sample_search").clear()
    qtbot.waitUntil(lambda: page.view.grid.count() == 24)


def test_a_picture_is_shown_larger_with_its_name_and_size(page: DataPage, qtbot: QtBot, tmp_path: Path) -> None:
    open_pictures(qtbot, page, write_class_folders(tmp_path / "fruit"))
    page.view.grid.activated.emit(3)
    preview = page.view.preview
    assert preview.isVisible()
    labels = preview.findChildren(QLabel)
    qtbot.waitUntil(lambda: any("40 × 32 pixels" in label.text() for label in labels))
    qtbot.keyClick(page.view.grid.view(), Qt.Key.Key_Escape)
    assert not preview.isVisible()


def test_a_small_window_makes_room_for_the_large_picture(page: DataPage, qtbot: QtBot, tmp_path: Path) -> None:
    open_pictures(qtbot, page, write_class_folders(tmp_path / "fruit"))
    page.resize(776, 640)
    page.view.grid.activated.emit(0)
    qtbot.waitUntil(page.view.preview.isVisible)
    assert page.minimumSizeHint().width() <= 776
    page.view.preview.close_panel()
    assert page.view.classes.isVisible()


def test_pictures_that_cannot_be_read_are_listed_and_are_not_fatal(
    page: DataPage, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = write_class_folders(tmp_path / "fruit")
    (folder / "red" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    open_pictures(qtbot, page, folder)
    qtbot.waitUntil(lambda: not page.view.check.is_checking(), timeout=20_000)
    assert page.view.check.verdict() == "1 picture cannot be read and will be left out."
    click(page, "show_unreadable")
    table = page.findChild(QWidget, "unreadable_list")
    assert table.isVisible()
    assert "broken.png" in table.as_text(whole=True)


def test_a_check_that_was_stopped_says_so_and_can_be_done_again(
    page: DataPage, bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    open_pictures(qtbot, page, write_class_folders(tmp_path / "fruit"))
    page.view.check.begin(bench.draft.dataset, "image")
    page.view.check.stop()
    assert page.view.check.verdict() == "0 of 24 pictures checked."
    click(page, "check_again")
    qtbot.waitUntil(lambda: page.view.check.verdict() == "All 24 pictures can be read.", timeout=20_000)


@pytest.mark.parametrize("what", ["missing", "empty", "flat", "archive"])
def test_what_is_no_dataset_is_explained_on_the_page(page: DataPage, qtbot: QtBot, tmp_path: Path, what: str) -> None:
    path = tmp_path / what
    if what == "archive":
        path = tmp_path / "pictures.zip"
        path.write_bytes(b"PK\x03\x04")
    elif what != "missing":
        path.mkdir()
    if what == "flat":
        blob(RED, 1).save(path / "a.png")
    page.open_path(path)
    qtbot.waitUntil(lambda: len(page.messages()) == 1, timeout=20_000)
    message = page.messages()[0]
    assert message.kind() == "error"
    assert message.accessibleDescription()
    assert page.findChild(QWidget, "drop_zone").isVisible()


def test_a_failed_folder_leaves_the_opened_one_in_place(
    page: DataPage, bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    open_pictures(qtbot, page, write_class_folders(tmp_path / "fruit"))
    opened = bench.draft.dataset
    page.open_path(tmp_path / "nowhere")
    qtbot.waitUntil(lambda: bool(page.messages()), timeout=20_000)
    assert bench.draft.dataset is opened
    click(page, "back_to_data")
    assert page.view.isVisible()
    assert not page.messages()


def test_two_dropped_folders_are_answered_with_advice(page: DataPage, tmp_path: Path) -> None:
    folder = write_class_folders(tmp_path / "fruit", per_class=1)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder / name)) for name in ("red", "blue")])
    zone = page.findChild(QWidget, "drop_zone")
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    zone.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))
    assert page.messages()[0].text() == "Those are 2 folders."


def test_what_was_opened_is_one_click_away_the_next_time(
    page: DataPage, bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = write_class_folders(tmp_path / "fruit")
    open_pictures(qtbot, page, folder)
    click(page, "forget_data")
    assert bench.draft.dataset is None
    later = DataPage(bench)
    qtbot.addWidget(later)
    later.show()
    click(later, "open_recent")
    wait_until_open(qtbot, later)
    assert bench.draft.dataset_choice == DatasetChoice(id="folders/images", options={"root": str(folder)})


def test_a_dataset_that_another_page_chose_is_opened_here(
    page: DataPage, bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = write_class_folders(tmp_path / "fruit")
    bench.draft.choose_dataset(DatasetChoice(id="folders/images", options={"root": str(folder)}))
    wait_until_open(qtbot, page)
    assert len(bench.draft.dataset) == 24


def test_a_dataset_that_another_page_chose_and_that_is_gone_is_explained(
    page: DataPage, bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    bench.draft.choose_dataset(DatasetChoice(id="folders/images", options={"root": str(tmp_path / "gone")}))
    qtbot.waitUntil(lambda: bool(page.messages()), timeout=20_000)
    assert bench.draft.dataset_choice is None


def test_a_page_made_later_shows_what_is_open(bench: Workbench, page: DataPage, qtbot: QtBot, tmp_path: Path) -> None:
    open_pictures(qtbot, page, write_class_folders(tmp_path / "fruit"))
    later = DataPage(bench)
    qtbot.addWidget(later)
    later.show()
    wait_until_open(qtbot, later)
    assert later.view.grid.count() == 24


def test_fewer_pictures_can_be_used(page: DataPage, bench: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    open_pictures(qtbot, page, write_class_folders(tmp_path / "fruit"))
    opened = bench.draft.dataset
    page.findChild(QWidget, "sample_limit").setValue(10)
    qtbot.waitUntil(lambda: bench.draft.dataset_choice.limit == 10)
    assert bench.draft.dataset is opened
    assert page.view.isVisible()


def test_opening_can_be_cancelled(page: DataPage, bench: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    page.open_path(write_class_folders(tmp_path / "fruit"))
    assert page.is_opening()
    page.chooser.cancelled.emit()
    assert not page.is_opening()
    qtbot.waitUntil(lambda: not bench.background._tasks, timeout=20_000)
    assert bench.draft.dataset is None
    assert page.findChild(QWidget, "drop_zone").isVisible()


def test_given_splits_and_weak_classes_are_told(page: DataPage, qtbot: QtBot, tmp_path: Path) -> None:
    write_class_folders(tmp_path / "data" / "train", per_class=6)
    write_class_folders(tmp_path / "data" / "val", per_class=2)
    open_pictures(qtbot, page, tmp_path / "data")
    assert page.findChild(QWidget, "split_text").text() == "As the data says, 12 are to learn from and 4 to measure on."


class LineOptions(BaseModel):
    count: int = Field(ge=1, title="Pictures", description="How many.")


@dataclass
class Lines:
    """Tiny pictures of two classes in memory."""

    targets: list[int]
    classes: tuple[str, ...] = ("dark", "light")
    splits: None = None
    groups: None = None
    notes: tuple[Note, ...] = (Note("info", "These are made up."),)
    set_aside: tuple[SetAside, ...] = ()

    def __len__(self) -> int:
        return len(self.targets)

    def sample(self, index: int) -> Sample:
        target = self.targets[index]
        return Sample(f"line-{index}", np.full((4, 4), 255 * target, np.uint8), target)

    def fingerprint(self) -> str:
        return str(self.targets)


class LinePlugin:
    @hookimpl
    def desktop_tl_datasets(self) -> list[DatasetSpec]:
        def open_lines(options: BaseModel) -> Lines:
            return Lines([i % 2 for i in range(options.count)])  # type: ignore[attr-defined]

        return [DatasetSpec(id="test/lines", title="Lines", open=open_lines, options=LineOptions)]


def test_a_kind_of_dataset_with_options_asks_for_them_first(tmp_path: Path, qtbot: QtBot) -> None:
    context = build_context(paths=Paths.below(tmp_path), plugins=load_plugins([GivenPlugin("test", LinePlugin())]))
    bench = Workbench(context)
    page = DataPage(bench)
    qtbot.addWidget(page)
    page.show()
    click(page, "use_test_lines")
    form = page.findChild(QWidget, "dataset_options")
    assert form.isVisible()
    form.editor("count").setValue(6)
    click(page, "open_dataset")
    wait_until_open(qtbot, page)
    assert bench.draft.dataset_choice == DatasetChoice(id="test/lines", options={"count": 6})
    page.open_path(tmp_path)
    assert page.messages()[0].text() == "No plugin that reads folders or tables is ready."
    bench.close()


class TestRecentData:
    def test_the_newest_comes_first_and_each_is_kept_once(self, tmp_path: Path) -> None:
        recent = RecentData(tmp_path / "state" / "recent.json")
        for name in [*"abcdefgh", "c"]:
            choice = DatasetChoice(id="folders/images", options={"root": name})
            recent.add(RecentEntry(choice, name, "3 pictures"))
        titles = [entry.title for entry in recent.entries()]
        assert titles[0] == "c"
        assert len(titles) == len(set(titles)) == MOST

    @pytest.mark.parametrize("text", ["", "[1, 2]", '{"a": 1}', '[{"choice": {"id": 3}}]', "\x00"])
    def test_a_damaged_file_counts_as_empty(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "recent.json"
        path.write_text(text, "utf-8")
        assert RecentData(path).entries() == []
