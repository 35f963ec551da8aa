"""Who looks on at every run is chosen on the Settings page, saved at once, and seen where a run is started."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, Field
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_tl.api import ObserverSpec, hookimpl
from desktop_tl.app.context import build_context
from desktop_tl.app.paths import Paths
from desktop_tl.app.settings import SettingsStore
from desktop_tl.gui.application import make_application
from desktop_tl.gui.pages.settings_page import SettingsPage
from desktop_tl.gui.pages.train_plan import TrainPlan
from desktop_tl.gui.workbench import Workbench
from desktop_tl.host import GivenPlugin, load_plugins
from tests.helpers.small_app import SmallApp, small_recipe

SECONDS = 120


class Options(BaseModel):
    word: str = Field(default="hello", min_length=1, title="Word")


class Diary:
    """A plugin that writes down which word it was given."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def build(self, run: object, options: Options) -> "Diary":
        self.words.append(options.word)
        return self

    def on_event(self, event: object) -> None:
        pass

    def close(self) -> None:
        pass

    @hookimpl
    def desktop_tl_observers(self) -> list[ObserverSpec]:
        return [ObserverSpec(id="diary", title="Diary", build=self.build, options=Options)]


@pytest.fixture
def diary() -> Diary:
    return Diary()


@pytest.fixture
def bench(tmp_path: Path, qapp: QApplication, diary: Diary) -> Iterator[Workbench]:
    plugins = load_plugins([GivenPlugin("small", SmallApp()), GivenPlugin("diary", diary)])
    context = build_context(paths=Paths.below(tmp_path / "home"), plugins=plugins)
    make_application(context)
    bench = Workbench(context)
    yield bench
    bench.close()


@pytest.fixture
def page(bench: Workbench, qtbot) -> SettingsPage:
    page = SettingsPage(bench)
    qtbot.addWidget(page)
    page.show()
    return page


def stored(bench: Workbench) -> dict[str, object]:
    return {name: setting.model_dump() for name, setting in read(bench).observers.items()}


def read(bench: Workbench):
    return SettingsStore(bench.context.settings.path).value


def test_a_switch_makes_an_observer_look_on_at_the_next_run(page, bench, diary, qtbot):
    row = page.observers.rows["diary"]
    qtbot.mouseClick(row.switch, Qt.MouseButton.LeftButton)
    assert stored(bench) == {"diary": {"always": True, "options": {}}}
    job = bench.context.jobs.start(small_recipe(epochs=1))
    assert job.wait(SECONDS)
    assert diary.words == ["hello"]
    qtbot.mouseClick(row.switch, Qt.MouseButton.LeftButton)
    assert stored(bench)["diary"]["always"] is False


def test_options_are_behind_their_button_and_saved_after_a_pause(page, bench, qtbot):
    row = page.observers.rows["diary"]
    assert not row.form.isVisible()
    qtbot.mouseClick(row.more, Qt.MouseButton.LeftButton)
    assert row.form.isVisible()
    field = row.form.editor("word")
    field.clear()
    qtbot.keyClicks(field, "moin")
    qtbot.waitUntil(lambda: stored(bench) == {"diary": {"always": False, "options": {"word": "moin"}}})


def test_what_is_not_right_is_not_saved(page, bench, qtbot):
    row = page.observers.rows["diary"]
    field = row.form.editor("word")
    field.clear()
    field.textEdited.emit("")
    page.observers.save()
    assert not row.form.is_valid()
    assert stored(bench) == {}


def test_another_setting_does_not_take_it_back(page, bench, qtbot):
    qtbot.mouseClick(page.observers.rows["diary"].switch, Qt.MouseButton.LeftButton)
    page.form.editor("offline").setChecked(True)
    assert read(bench).offline
    assert stored(bench)["diary"]["always"] is True


def test_what_is_saved_of_a_plugin_that_is_gone_stays(page, bench, qtbot):
    bench.context.settings.change(observers={"gone": {"always": True, "options": {"a": 1}}})
    qtbot.mouseClick(page.observers.rows["diary"].switch, Qt.MouseButton.LeftButton)
    assert set(stored(bench)) == {"gone", "diary"}


def test_the_plan_of_a_run_says_who_watches_it(bench, qtbot):
    plan = TrainPlan(bench)
    qtbot.addWidget(plan)
    plan.show()
    assert plan.observers.title() == "Nobody"
    plan.hide()
    bench.context.settings.change(observers={"diary": {"always": True}})
    plan.show()
    assert plan.observers.title() == "Diary"
    with qtbot.waitSignal(plan.page_wanted) as wanted:
        plan.observers.button.click()
    assert wanted.args == ["settings"]
