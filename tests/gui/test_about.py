"""About tells which copy of the app this is and hands it to whoever helps; updates are asked for only with leave."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from desktop_tl import __version__
from desktop_tl.app.settings import SettingsStore
from desktop_tl.gui.about import AboutDialog, LicencesDialog
from desktop_tl.gui.application import make_application, open_window
from desktop_tl.gui.main_window import MainWindow
from tests.app.test_updates import Releases, serve
from tests.helpers.small_app import small_context


@pytest.fixture
def window(tmp_path: Path, qtbot) -> Iterator[MainWindow]:
    context = small_context(tmp_path / "home")
    make_application(context)
    window = open_window(context)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def releases() -> Iterator[Releases]:
    with serve(Releases(json.dumps({"version": "999.0", "page": "https://example.org/new"}).encode())) as found:
        yield found


def about(window: MainWindow) -> AboutDialog:
    window.findChild(object, "action_about").trigger()
    (dialog,) = window.findChildren(AboutDialog)
    return dialog


def test_about_opens_once_and_says_version_and_how_this_copy_was_made(window):
    dialog = about(window)
    assert about(window) is dialog
    version = dialog.findChild(object, "about_version").text()
    assert version.startswith(f"Version {__version__} · run from its source")


def test_the_settings_lead_there(window):
    window.show_page("settings")
    window.page("settings").findChild(object, "show_about").click()
    assert window.findChild(AboutDialog).isVisible()


def test_diagnostics_are_copied_with_the_build_and_all_findings(window, qtbot, monkeypatch):
    monkeypatch.setattr("desktop_tl.gui.about.diagnose", _short_diagnosis)
    dialog = about(window)
    dialog.copy.click()
    qtbot.waitUntil(lambda: "Copied" in dialog.note.text())
    text = QGuiApplication.clipboard().text()
    assert text.startswith(f"Desktop TL {__version__} (source")
    assert "[ok] Python: Python 3" in text
    assert "[ok] Desktop TL: " in text
    assert dialog.copy.isEnabled()


def _short_diagnosis(context):  # the whole takes seconds, in children; test_doctor.py looks at it
    from desktop_tl.app.doctor import check_app, check_python

    return [check_python(), check_app(context)]


def test_the_licences_name_what_the_app_is_made_of(window, qtbot):
    dialog = about(window)
    dialog.licences.click()
    qtbot.waitUntil(lambda: dialog.findChild(LicencesDialog) is not None)
    text = dialog.findChild(LicencesDialog).text.toPlainText()
    for part in ("BSD-3-Clause", "PySide6_Essentials", "pluggy", "GNU Lesser General Public License"):
        assert part in text


def test_a_start_asks_nobody_until_that_is_allowed_and_then_tells_once(window, releases, qtbot):
    store = window.bench.context.settings
    store.change(updates_address=releases.address)
    window.look_for_update()
    qtbot.waitUntil(lambda: not window.bench.background._tasks)
    assert releases.asked == 0

    store.change(check_updates=True)
    window.look_for_update()
    qtbot.waitUntil(lambda: bool(window.page("data").messages()))
    (message,) = window.page("data").messages()
    assert message.text() == "Version 999.0 of Desktop TL is there."

    window.look_for_update()  # the next start of this day
    qtbot.waitUntil(lambda: not window.bench.background._tasks)
    assert releases.asked == 1


class TestCard:
    @pytest.fixture
    def card(self, window):
        window.show_page("settings")
        return window.page("settings").updates

    def test_it_is_off_and_the_switch_is_kept_also_when_something_else_changes(self, card, window):
        page = window.page("settings")
        assert not card.switch.isChecked()
        card.switch.click()
        page.form.editor("offline").click()
        stored = SettingsStore(window.bench.context.settings.path).value
        assert (stored.check_updates, stored.offline) == (True, True)

    def test_looking_tells_what_is_there_and_offers_its_page(self, card, releases, qtbot):
        card.address.setText(releases.address)
        card.look.click()
        qtbot.waitUntil(lambda: card.look.isEnabled())
        assert card.words.text() == "Version 999.0 is there."
        assert card.open.isVisible()
        releases.answer = json.dumps({"version": __version__}).encode()
        card.look.click()
        qtbot.waitUntil(lambda: card.look.isEnabled())
        assert card.words.text() == "You have the newest version."
        assert not card.open.isVisible()

    def test_without_an_address_it_says_so_and_what_is_none_is_not_kept(self, card, window, qtbot):
        card.look.click()
        qtbot.waitUntil(lambda: card.look.isEnabled())
        assert "does not know where" in card.words.text()
        card.address.setText("ftp://example.org")
        card.save_address()
        assert "https://" in card.words.text()
        assert window.bench.context.settings.value.updates_address == ""
