"""The list of runs: what it shows, how it is searched and sorted, and what one can do with a run."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from desktop_tl.api import events as e
from desktop_tl.app.context import build_context
from desktop_tl.app.paths import Paths
from desktop_tl.gui.application import make_application
from desktop_tl.gui.pages.run_table import ACCURACY, NAME, STARTED, STATUS, SUMMARY
from desktop_tl.gui.pages.run_words import accuracy_text
from desktop_tl.gui.pages.runs_page import RunsPage
from desktop_tl.gui.widgets.amounts import when_text
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.packed import unpack_run
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe, parse_recipe
from desktop_tl.runs.store import RunStore
from desktop_tl.runs.training_choice import TrainingChoice


def make_run(
    store: Path,
    name: str,
    *,
    hours: float = 1,
    outcome: str = "finished",
    accuracy: float | None = 0.9,
    **recipe: object,
) -> RunFolder:
    """A run's folder as a run leaves it, ``hours`` old."""
    asked = {
        "dataset": DatasetChoice(id="samples/digits"),
        "backbone": BackboneChoice(id="timm/tf_efficientnet_lite0"),
        "training": TrainingChoice(epochs=3, learning_rate=0.05),
        **recipe,
    }
    folder = RunFolder.create(store / name, Recipe(name=name, **asked))
    with folder.event_log() as log:
        log.append(e.RunStarted(name=name, epochs=3))
        log.append(e.DatasetOpened(classes=("a", "b"), train=80, validation=20))
        for epoch in (1, 2, 3) if accuracy else ():
            metrics = {"loss": 1 / epoch, "accuracy": accuracy * epoch / 3}
            log.append(
                e.EpochFinished(
                    epoch=epoch, epochs=3, train=metrics, validation=metrics, learning_rate=0.1, seconds=1,
                    is_best=epoch == 3,
                )
            )  # fmt: skip
        if outcome != "interrupted":
            message = "The weights could not be downloaded." if outcome == "failed" else ""
            end = e.RunEnded(outcome=outcome, message=message, advice="Connect to the network.", seconds=12.0)
            log.append(end)
            figures = {"accuracy": accuracy} if accuracy is not None else {}
            folder.write("result", {"outcome": outcome, "seconds": 12.0, **figures})
    if accuracy and outcome != "interrupted":
        folder.write("model", {"classes": ["a", "b"]})
        folder.checkpoints_path.mkdir()
        (folder.path / "evaluation.json").write_text("{}")
    moment = (datetime.now() - timedelta(hours=hours)).timestamp()
    os.utime(folder.path / "recipe.toml", (moment, moment))
    return folder


@pytest.fixture
def bench(tmp_path: Path, qapp) -> Iterator[Workbench]:
    context = build_context(paths=Paths.below(tmp_path / "home"))
    make_application(context)
    bench = Workbench(context)
    yield bench
    bench.close()


@pytest.fixture
def page(bench: Workbench, qtbot) -> RunsPage:
    page = RunsPage(bench)
    page.resize(1096, 800)
    qtbot.addWidget(page)
    return page


def show(page: RunsPage, qtbot) -> None:
    """Shows the page and waits until the list and the details are read."""
    page.show()
    page.refresh()
    settle(page, qtbot)


def settle(page: RunsPage, qtbot) -> None:
    qtbot.waitUntil(lambda: not page.bench.background._tasks)


def names(page: RunsPage) -> list[str]:
    rows = range(page.table.filter.rowCount())
    return [page.table.filter.index(row, NAME).data(SUMMARY).name for row in rows]


def store_of(page: RunsPage) -> Path:
    return page.bench.context.runs.path


def texts(widget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel)]
    return "\n".join(labels).replace("\N{ZERO WIDTH SPACE}", "")


def test_without_runs_it_says_what_to_do_first_and_goes_there(page, qtbot):
    show(page, qtbot)
    button = page.findChild(object, "go_to_data")
    assert button.isVisible()
    with qtbot.waitSignal(page.bench.page_wanted) as wanted:
        button.click()
    assert wanted.args == ["data"]


def test_runs_are_listed_newest_first_with_the_first_one_open(page, qtbot):
    for hours, name in ((5, "old"), (1, "new"), (3, "middle")):
        make_run(store_of(page), name, hours=hours)
    show(page, qtbot)
    assert names(page) == ["new", "middle", "old"]
    assert page.table.chosen().name == "new"
    assert "Handwritten digits" in page.table.filter.index(0, NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    words = texts(page.details)
    for part in ("new", "Only the head", "0.05", "100 in 2 classes", "90.0\N{NO-BREAK SPACE}%"):
        assert part in words
    assert page.subtitle.text() == "3 runs"


def test_a_column_sorts_and_runs_without_a_value_come_last(page, qtbot):
    make_run(store_of(page), "good", accuracy=0.95)
    make_run(store_of(page), "better", accuracy=0.97)
    make_run(store_of(page), "failed", accuracy=None, outcome="failed")
    show(page, qtbot)
    page.table.sortByColumn(ACCURACY, Qt.SortOrder.DescendingOrder)
    assert names(page) == ["better", "good", "failed"]
    page.table.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
    assert names(page) == ["better", "failed", "good"]
    header = page.table.filter.headerData(NAME, Qt.Orientation.Horizontal)
    assert header.endswith("↑")
    assert page.table.filter.headerData(STARTED, Qt.Orientation.Horizontal) == "Started"


def test_the_search_looks_at_names_data_backbones_and_status(page, qtbot):
    make_run(store_of(page), "cats", backbone=BackboneChoice(id="torchvision/resnet18"))
    make_run(store_of(page), "dogs", outcome="stopped")
    show(page, qtbot)
    for typed, found in (("CAT", ["cats"]), ("resnet", ["cats"]), ("stopped dogs", ["dogs"]), ("digits", 2), ("x", [])):
        page._on_search(typed)
        assert names(page) == found or len(names(page)) == found
    assert page._nothing_found.isVisible()
    page._on_search("")
    assert len(names(page)) == 2


def test_a_run_that_ends_appears_without_losing_the_selection(page, qtbot):
    make_run(store_of(page), "first", hours=2)
    show(page, qtbot)
    make_run(store_of(page), "second", hours=1)
    page.bench.runs_changed.emit()
    page.bench.runs_changed.emit()
    settle(page, qtbot)
    assert names(page) == ["second", "first"]
    assert page.table.chosen().name == "first"


def test_a_failed_run_tells_why_and_offers_no_results(page, qtbot):
    make_run(store_of(page), "leaves", outcome="failed", accuracy=None)
    show(page, qtbot)
    details = page.details
    assert details.message.text() == "The weights could not be downloaded."
    assert not details.open_button.isEnabled()
    assert not details.predict_button.isEnabled()
    assert details.predict_button.toolTip()
    assert details.settings_button.isEnabled()


def test_an_interrupted_run_says_so(page, qtbot):
    make_run(store_of(page), "cut", outcome="interrupted")
    show(page, qtbot)
    assert page.table.filter.index(0, STATUS).data() == "Interrupted"
    assert page.details.message.kind() == "warning"


def test_a_damaged_run_is_listed_with_its_problem_and_can_be_deleted(page, qtbot):
    folder = make_run(store_of(page), "damaged")
    (folder.path / "recipe.toml").write_text("version = 1\nname = 'x\n")
    show(page, qtbot)
    assert page.table.filter.index(0, STATUS).data() == "Damaged"
    assert "not valid TOML" in texts(page.details.message)
    assert not page.details.settings_button.isEnabled()
    assert page.details.delete_button.isEnabled()


def test_return_and_double_click_open_the_results(page, qtbot):
    run = make_run(store_of(page), "done")
    show(page, qtbot)
    with qtbot.waitSignals([page.bench.run_shown, page.bench.page_wanted]):
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.bench.shown_run.path == run.path
    wanted = []
    page.bench.page_wanted.connect(wanted.append)
    page.findChild(object, "open_results").click()
    page.findChild(object, "predict_with_run").click()
    assert wanted == ["results", "predict"]


def test_its_settings_can_be_used_again(page, qtbot):
    run = make_run(store_of(page), "done", strategy="last:2")
    show(page, qtbot)
    with qtbot.waitSignal(page.bench.page_wanted) as wanted:
        page.findChild(object, "use_settings").click()
    draft = page.bench.draft
    assert wanted.args == ["train"]
    assert draft.missing() == ""
    assert draft.recipe().model_copy(update={"name": "done"}) == run.recipe()


def test_settings_whose_pictures_are_gone_lead_to_the_data_page(page, qtbot, tmp_path):
    gone = DatasetChoice(id="folders/images", options={"folder": str(tmp_path / "gone")})
    make_run(store_of(page), "done", dataset=gone)
    show(page, qtbot)
    with qtbot.waitSignal(page.bench.page_wanted) as wanted:
        page.findChild(object, "use_settings").click()
    assert wanted.args == ["data"]
    assert page.bench.draft.training.learning_rate == 0.05


def test_a_run_is_packed_into_the_file_that_is_chosen_and_nothing_is_written_over(page, qtbot, tmp_path, monkeypatch):
    run = make_run(store_of(page), "done")
    show(page, qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(tmp_path / "sent.v2"), ""))
    page.details.pack_button.click()
    settle(page, qtbot)
    assert unpack_run(tmp_path / "sent.v2.tlrun", RunStore(tmp_path / "theirs")).recipe() == run.recipe()
    assert "sent.v2.tlrun" in page.messages()[0].text()

    page.details.pack_button.click()
    settle(page, qtbot)
    assert "already exists" in page.messages()[-1].text()


def test_the_recipe_can_be_copied(page, qtbot):
    run = make_run(store_of(page), "done")
    show(page, qtbot)
    page.details.copy_button.click()
    assert parse_recipe(QGuiApplication.clipboard().text(), where="clipboard") == run.recipe()


def test_a_run_is_deleted_only_after_a_yes(page, qtbot):
    kept, gone = make_run(store_of(page), "kept", hours=2), make_run(store_of(page), "gone")
    show(page, qtbot)
    page.bench.show_run(gone)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.findChild(object, "delete_question").isVisible()
    page.findChild(object, "keep_run").click()
    assert gone.path.is_dir()

    page.findChild(object, "delete_run").click()
    with qtbot.waitSignal(page.bench.runs_changed):
        page.findChild(object, "confirm_delete").click()
    settle(page, qtbot)
    assert not gone.path.exists()
    assert names(page) == [kept.name]
    assert page.bench.shown_run is None


def test_the_question_goes_with_the_run_that_it_was_about(page, qtbot):
    make_run(store_of(page), "a", hours=1)
    make_run(store_of(page), "b", hours=2)
    show(page, qtbot)
    page.findChild(object, "delete_run").click()
    page.table.choose("b")
    assert not page.findChild(object, "delete_question").isVisible()


def test_a_running_run_cannot_be_deleted_and_can_be_watched(page, qtbot):
    def work(_folder, _emit, stop):
        while not stop.is_requested:
            pass
        stop.check()

    bench = page.bench
    recipe = Recipe(dataset=DatasetChoice(id="samples/digits"), backbone=BackboneChoice(id="some/net"))
    job = bench.context.jobs.start_work(recipe, work)
    bench.feed.follow(job)
    try:
        show(page, qtbot)
        assert page.table.filter.index(0, STATUS).data() == "Running"
        assert not page.details.delete_button.isEnabled()
        assert page.details.delete_button.toolTip()
        with qtbot.waitSignal(bench.page_wanted) as wanted:
            page.findChild(object, "open_results").click()
        assert wanted.args == ["train"]
    finally:
        job.stop()
        assert job.wait(200)
    qtbot.waitUntil(lambda: page.table.filter.index(0, STATUS).data() == "Stopped")


def test_a_folder_that_cannot_be_read_becomes_a_message(page, qtbot, monkeypatch):
    def broken(_self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("desktop_tl.runs.store.RunStore.summaries", broken)
    show(page, qtbot)
    (message,) = page.messages()
    assert "Permission denied" in message.text()


def test_a_thousand_runs_with_very_long_names_are_quick_and_narrow(page, qtbot):
    from desktop_tl.runs.store import RunSummary

    now = datetime.now()
    runs = [
        RunSummary(
            name=f"{'long-' * 30}{i}",
            title=f"{'long-' * 30}{i}",
            path=Path(f"/{i}"),
            status="finished",
            started_at=now - timedelta(hours=i),
        )
        for i in range(1000)
    ]
    page.resize(776, 640)
    page.show()
    settle(page, qtbot)
    page._show_runs(runs)
    settle(page, qtbot)
    assert len(names(page)) == 1000
    assert page.minimumSizeHint().width() <= 776
    assert page.table.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=3), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=2), "today 10:30"),
        (timedelta(days=1), "yesterday 12:30"),
        (timedelta(days=400), "10 Apr 2025"),
    ],
)
def test_moments_are_said_as_a_person_would(ago, words, qapp):
    now = datetime(2026, 5, 15, 12, 30)
    assert when_text(now - ago, now).replace("\N{NARROW NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(
    ("accuracy", "words"), [(None, "–"), (0.9638, "96.4 %"), (0.9999, "99.9 %"), (1.0, "100.0 %"), (0.0, "0.0 %")]
)
def test_only_a_perfect_accuracy_is_called_100_percent(accuracy, words):
    assert accuracy_text(accuracy).replace("\N{NO-BREAK SPACE}", " ") == words


def test_in_a_narrow_window_the_figure_gives_its_name_up_and_no_column_is_cut(page, qtbot):
    run = make_run(store_of(page), "writer")
    run.write("result", {"outcome": "finished", "seconds": 1.0, "main_metric": "perplexity", "perplexity": 20.5})
    show(page, qtbot)
    index = page.table.filter.index(0, ACCURACY)
    page.resize(1300, 640)
    assert index.data() == "Perplexity\N{NO-BREAK SPACE}20.5"
    page.resize(744, 640)
    assert index.data() == "20.5"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Perplexity\N{NO-BREAK SPACE}20.5"
    assert page.table.horizontalHeader().length() <= page.table.viewport().width()
