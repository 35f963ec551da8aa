"""A model is exported from the Results page: the format is chosen, the folder made and checked, and shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from desktop_tl.app.context import build_context
from desktop_tl.app.paths import Paths
from desktop_tl.gui.application import make_application
from desktop_tl.gui.pages.results_page import ResultsPage
from desktop_tl.gui.workbench import Workbench
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.folder import RunFolder
from tests.app.test_exporting import Exporters
from tests.helpers.small_app import SmallApp, train_small

MS = 30_000


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def context(home: Path):
    plugins = load_plugins([GivenPlugin("small", SmallApp()), GivenPlugin("exporters", Exporters())])
    return build_context(paths=Paths.below(home), plugins=plugins)


@pytest.fixture(scope="module")
def run(context) -> RunFolder:
    return train_small(context, epochs=1)


@pytest.fixture
def page(context, run: RunFolder, qtbot) -> Iterator[ResultsPage]:
    make_application(context)
    bench = Workbench(context)
    page = ResultsPage(bench)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    bench.show_run(run)
    qtbot.waitUntil(lambda: page.story is not None, timeout=MS)
    yield page
    bench.close()


def press(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_model_is_written_checked_and_its_folder_opened(page, run, qtbot, monkeypatch):
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    card = page.export_card
    assert not card.isVisible()
    press(qtbot, page.export_button)
    assert card.isVisible()
    assert card.formats.current() == "good"
    with qtbot.waitSignal(card.exported, timeout=MS) as exported:
        press(qtbot, card.export_button)
        assert card.is_busy
        assert card.progress.isVisible()
    assert exported.args == [run.path / "exports" / "good"]
    assert (run.path / "exports" / "good" / "model.json").is_file()
    assert not card.progress.isVisible()
    assert card.message.kind() == "success"
    press(qtbot, card._open_button)
    assert opened == [QUrl.fromLocalFile(str(run.path / "exports" / "good"))]


def test_a_folder_that_was_chosen_gets_a_new_one_inside(page, run, qtbot, tmp_path):
    card = page.export_card
    press(qtbot, page.export_button)
    card.place.set_value(str(tmp_path))
    with qtbot.waitSignal(card.exported, timeout=MS):
        press(qtbot, card.export_button)
    assert [path.name for path in tmp_path.iterdir()] == [f"{run.name}-good"]


def test_what_does_not_compute_the_same_is_said_on_the_card(page, qtbot, tmp_path):
    card = page.export_card
    press(qtbot, page.export_button)
    card.formats.set_current("wrong")
    card.place.set_value(str(tmp_path))
    press(qtbot, card.export_button)
    qtbot.waitUntil(lambda: not card.is_busy and card.message.isVisible(), timeout=MS)
    assert card.message.kind() == "error"
    assert "gives other outputs" in card.message.text()
    assert not card._open_button.isVisible()
    assert card.export_button.isEnabled()
    assert list(tmp_path.iterdir()) == []


def test_without_an_exporter_there_is_no_button(run, home, qtbot):
    context = build_context(paths=Paths.below(home), plugins=load_plugins([GivenPlugin("small", SmallApp())]))
    bench = Workbench(context)
    page = ResultsPage(bench)
    qtbot.addWidget(page)
    page.show()
    bench.show_run(run)
    qtbot.waitUntil(lambda: page.story is not None, timeout=MS)
    assert page.use_button.isVisible()
    assert not page.export_button.isVisible()
    bench.close()
