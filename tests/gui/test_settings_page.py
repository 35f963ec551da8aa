"""Settings are saved at once and take effect; the doctor's findings are listed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop_tl.app.context import build_context
from desktop_tl.app.doctor import Finding
from desktop_tl.app.paths import Paths
from desktop_tl.app.settings import SettingsStore
from desktop_tl.gui.application import make_application
from desktop_tl.gui.pages.health_check import FindingRow
from desktop_tl.gui.pages.settings_page import SettingsPage
from desktop_tl.gui.theme import apply_theme, current_theme
from desktop_tl.gui.workbench import Workbench


@pytest.fixture
def bench(tmp_path: Path, qapp: QApplication) -> Iterator[Workbench]:
    context = build_context(paths=Paths.below(tmp_path / "home"))
    make_application(context)
    bench = Workbench(context)
    yield bench
    bench.close()
    apply_theme(qapp, "light")


@pytest.fixture
def page(bench: Workbench, qtbot) -> SettingsPage:
    page = SettingsPage(bench)
    qtbot.addWidget(page)
    page.resize(776, 640)
    page.show()
    return page


def choose(page: SettingsPage, name: str, value: object) -> None:
    """As a person does in a combo box."""
    combo = page.form.editor(name)
    values = page.form._rows[name].editor._values
    combo.setCurrentIndex(values.index(value))
    combo.activated.emit(values.index(value))


def stored(page: SettingsPage) -> SettingsStore:
    return SettingsStore(page.bench.context.settings.path)


def test_the_appearance_changes_at_once_and_is_kept(page):
    choose(page, "appearance", "dark")
    assert current_theme().dark
    choose(page, "appearance", "light")
    assert not current_theme().dark
    assert stored(page).value.appearance == "light"


def test_a_switch_is_saved_at_once(page):
    page.form.editor("offline").click()
    assert stored(page).value.offline
    assert page.bench.context.settings.value.offline


def test_the_language_says_that_it_needs_another_start(page):
    choose(page, "language", "zh_CN")
    (message,) = page.messages()
    assert "start Desktop TL again" in message.text()
    choose(page, "language", "system")
    assert page.messages() == []


def test_choices_are_shown_in_words(page):
    combo = page.form.editor("language")
    assert [combo.itemText(row) for row in range(combo.count())] == ["As the computer", "English", "简体中文"]


def test_the_device_becomes_that_of_the_next_run_unless_it_was_chosen_there(page):
    draft = page.bench.draft
    choose(page, "device", "cpu")
    assert draft.training.device == "cpu"
    draft.change_training(draft.training.model_copy(update={"device": "cuda"}))
    choose(page, "device", "auto")
    assert draft.training.device == "cuda"


def test_a_typed_folder_is_taken_after_a_pause_and_the_list_of_runs_follows(page, qtbot, tmp_path):
    field = page.form.editor("runs_folder")
    with qtbot.waitSignal(page.bench.runs_changed):
        field.setText(str(tmp_path / "mine"))
        field.textEdited.emit(field.text())
        assert page.bench.context.settings.value.runs_folder == ""
    assert page.bench.context.runs.path == tmp_path / "mine"
    assert page._runs_place.full_text() == str(tmp_path / "mine")


def test_a_folder_that_is_no_whole_path_is_refused_at_its_field(page):
    field = page.form.editor("runs_folder")
    field.setText("mine")
    field.textEdited.emit("mine")
    page.save()
    assert "whole path" in page.form.errors()["runs_folder"]
    assert page.bench.context.settings.value.runs_folder == ""


def test_settings_that_cannot_be_saved_go_back_and_say_why(page):
    settings = page.bench.context.settings
    settings.path.mkdir(parents=True)
    page.form.editor("offline").click()
    (message,) = page.messages()
    assert message.kind() == "error"
    assert not page.form.editor("offline").isChecked()


def test_what_was_wrong_with_the_file_is_shown(tmp_path, qtbot, qapp):
    paths = Paths.below(tmp_path / "home")
    paths.home.mkdir(parents=True)
    paths.settings_file.write_text("offlin = true\n")
    bench = Workbench(build_context(paths=paths))
    page = SettingsPage(bench)
    qtbot.addWidget(page)
    page.show()
    assert "offlin" in page.messages()[0].text()
    bench.close()


def test_checking_the_computer_lists_what_was_found(page, qtbot, monkeypatch):
    found = [
        Finding(topic="Python", status="ok", text="Python 3.12"),
        Finding(topic="PyTorch", status="error", text="libcudart is missing", advice="Install PyTorch anew."),
    ]
    monkeypatch.setattr("desktop_tl.gui.pages.health_check.diagnose", lambda _context: found)
    button = page.findChild(object, "check_computer")
    button.click()
    assert not button.isEnabled()
    qtbot.waitUntil(lambda: page.findChild(object, "findings").isVisible())
    assert button.isEnabled()
    rows = page.findChildren(FindingRow)
    assert [row.accessibleName() for row in rows] == [
        "Python, fine: Python 3.12",
        "PyTorch, wrong: libcudart is missing",
    ]
    assert page.findChild(object, "findings_summary").text() == "1 thing needs attention."
    page.findChild(object, "copy_findings").click()
    assert "[error] PyTorch: libcudart is missing Install PyTorch anew." in QGuiApplication.clipboard().text()


def test_a_doctor_that_breaks_does_not_block_the_button(page, qtbot, monkeypatch):
    def broken(_context):
        raise ZeroDivisionError

    monkeypatch.setattr("desktop_tl.gui.pages.health_check.diagnose", broken)
    button = page.findChild(object, "check_computer")
    button.click()
    qtbot.waitUntil(button.isEnabled)
