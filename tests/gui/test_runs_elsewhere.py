"""Runs that lie outside the folder of the runs: opened once, listed at every start, and told of when they are gone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from desktop_tl.app.context import build_context
from desktop_tl.app.paths import Paths
from desktop_tl.gui.application import make_application
from desktop_tl.gui.pages.run_table import NAME, SUMMARY
from desktop_tl.gui.pages.runs_page import RunsPage
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe


def make_run(path: Path) -> Path:
    """A run that was interrupted, as `--out` leaves it."""
    recipe = Recipe(
        name="cats",
        dataset=DatasetChoice(id="samples/digits"),
        backbone=BackboneChoice(id="timm/tf_efficientnet_lite0"),
    )
    return RunFolder.create(path, recipe).path


@pytest.fixture
def bench(tmp_path: Path, qapp) -> Iterator[Workbench]:
    bench = open_bench(tmp_path)
    yield bench
    bench.close()


def open_bench(tmp_path: Path) -> Workbench:
    context = build_context(paths=Paths.below(tmp_path / "home"))
    make_application(context)
    return Workbench(context)


def open_page(bench: Workbench, qtbot) -> RunsPage:
    page = RunsPage(bench)
    page.resize(1096, 800)
    qtbot.addWidget(page)
    page.show()
    settle(page, qtbot)
    return page


def settle(page: RunsPage, qtbot) -> None:
    qtbot.waitUntil(lambda: not page.bench.background._tasks)


def listed(page: RunsPage) -> list[Path]:
    return [page.table.filter.index(row, NAME).data(SUMMARY).path for row in range(page.table.filter.rowCount())]


def press(page: RunsPage, name: str, qtbot) -> None:
    next(button for button in page.findChildren(QAbstractButton, name) if button.isVisible()).click()
    settle(page, qtbot)


def test_a_run_opened_from_elsewhere_is_listed_chosen_and_there_at_the_next_start(bench, tmp_path, qtbot):
    make_run(bench.context.runs.path / "cats")
    other = make_run(tmp_path / "disk" / "cats")  # the same name in another place
    page = open_page(bench, qtbot)
    page.elsewhere.open(other)
    settle(page, qtbot)
    assert set(listed(page)) == {bench.context.runs.path / "cats", other}
    assert page.table.chosen().path == other
    assert page.details.forget_button.isVisible()
    page.table.choose(bench.context.runs.path / "cats")
    assert not page.details.forget_button.isVisible()

    again = open_bench(tmp_path)
    assert other in listed(open_page(again, qtbot))
    assert again.context.runs.find(str(other)).path == other
    again.close()


def test_a_folder_that_holds_several_runs_brings_all_of_them(bench, tmp_path, qtbot):
    runs = [make_run(tmp_path / "disk" / name) for name in ("a", "b")]
    page = open_page(bench, qtbot)
    page.elsewhere.open(tmp_path / "disk")
    settle(page, qtbot)
    assert set(listed(page)) == set(runs)


def test_a_folder_without_a_run_is_refused_in_words_and_not_remembered(bench, tmp_path, qtbot):
    page = open_page(bench, qtbot)
    page.elsewhere.open(tmp_path)
    settle(page, qtbot)
    assert [message.text() for message in page.messages()] == [f"There is no run in {tmp_path}."]
    assert bench.context.other_runs.paths() == ()


def test_a_run_that_is_gone_is_told_once_and_can_be_taken_out_of_the_list(bench, tmp_path, qtbot):
    kept, other = make_run(tmp_path / "disk" / "kept"), make_run(tmp_path / "disk" / "cats")
    page = open_page(bench, qtbot)
    page.elsewhere.open(tmp_path / "disk")
    settle(page, qtbot)
    shutil.rmtree(other)
    page.refresh()
    settle(page, qtbot)
    assert listed(page) == [kept]
    assert [message.text() for message in page.messages()] == [f"The run in {other} is not there any more."]
    press(page, "forget_gone", qtbot)
    assert not page.messages()
    assert bench.context.other_runs.paths() == (kept,)


def test_taking_a_run_out_of_the_list_leaves_its_folder_and_deleting_it_does_not(bench, tmp_path, qtbot):
    first, second = make_run(tmp_path / "disk" / "first"), make_run(tmp_path / "disk" / "second")
    page = open_page(bench, qtbot)
    page.elsewhere.open(tmp_path / "disk")
    settle(page, qtbot)
    page.table.choose(first)
    press(page, "forget_run", qtbot)
    assert listed(page) == [second]
    assert first.is_dir()
    page.table.choose(second)
    page.details.delete_button.click()
    press(page, "confirm_delete", qtbot)
    assert listed(page) == []
    assert not second.exists()
    assert bench.context.other_runs.paths() == ()
