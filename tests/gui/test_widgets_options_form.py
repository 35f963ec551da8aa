"""A form made from a pydantic model gives back what it was given, and says what is wrong where it is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, Field, ValidationError
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_tl.gui.widgets.editors import next_nice, number_text
from desktop_tl.gui.widgets.options_form import OptionsForm


class Options(BaseModel):
    epochs: int = Field(10, ge=1, le=100, title="Epochs", description="How often each picture is seen.")
    rate: float = Field(1e-3, gt=0, le=1, title="Learning rate")
    strategy: Literal["head", "all"] = "head"
    mirror: bool = True
    weights: Path | None = None
    limit: int | None = Field(None, ge=1)
    name: str = "run"
    tags: list[str] = []
    seed: int = Field(0, ge=0, json_schema_extra={"level": "advanced"})


@pytest.fixture
def form(qtbot: QtBot) -> OptionsForm:
    form = OptionsForm(Options)
    qtbot.addWidget(form)
    form.show()
    return form


def type_into(qtbot: QtBot, form: OptionsForm, name: str, text: str) -> None:
    line = form.editor(name)
    assert isinstance(line, QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, text)


def test_a_new_form_shows_the_defaults(form: OptionsForm) -> None:
    assert form.value() == Options()
    assert form.is_valid()


def test_what_is_set_comes_back_unchanged(form: OptionsForm) -> None:
    value = Options(
        epochs=33, rate=3e-5, strategy="all", mirror=False, weights=Path("/tmp/w.safetensors"), limit=5, name="x",
        tags=["a", "b"], seed=7,
    )  # fmt: skip
    form.set_value(value)
    assert form.value() == value


def test_a_choice_that_is_allowed_but_not_offered_is_kept(qtbot: QtBot) -> None:
    class Loading(BaseModel):
        workers: Literal["auto"] | int = Field("auto", json_schema_extra={"choices": ["auto", 0, 1]})

    form = OptionsForm(Loading)
    qtbot.addWidget(form)
    for value in (Loading(workers=7), Loading(workers="auto"), Loading(workers=0)):
        form.set_value(value)
        assert form.value() == value


def test_scientific_notation_is_understood(qtbot: QtBot, form: OptionsForm) -> None:
    with qtbot.waitSignal(form.changed):
        type_into(qtbot, form, "rate", "2e-3")
    assert form.value().rate == pytest.approx(0.002)


def test_a_bad_number_is_explained_at_its_field(qtbot: QtBot, form: OptionsForm) -> None:
    with qtbot.waitSignal(form.validity_changed):
        type_into(qtbot, form, "rate", "fast")
    assert set(form.errors()) == {"rate"}
    assert "1e-3" in form.errors()["rate"]
    with pytest.raises(ValidationError):
        form.value()


def test_a_value_beyond_its_limit_is_explained_and_heals(qtbot: QtBot, form: OptionsForm) -> None:
    type_into(qtbot, form, "rate", "5")
    assert "at most 1" in form.errors()["rate"]
    type_into(qtbot, form, "rate", "0.5")
    assert form.errors() == {}
    assert form.is_valid()


def test_an_empty_optional_field_means_none(qtbot: QtBot, form: OptionsForm) -> None:
    form.set_value(Options(limit=5))
    line = form.editor("limit")
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    assert form.value().limit is None


def test_advanced_settings_wait_behind_a_button(form: OptionsForm) -> None:
    assert not form.editor("seed").isVisible()
    form.show_all(True)
    assert form.editor("seed").isVisible()


def test_reset_appears_only_where_a_value_differs_and_restores_it(qtbot: QtBot, form: OptionsForm) -> None:
    row = form._rows["epochs"]
    assert not row.reset.isVisible()
    form.editor("epochs").setValue(20)
    assert row.reset.isVisible()
    qtbot.mouseClick(row.reset, Qt.MouseButton.LeftButton)
    assert form.value().epochs == 10
    assert not row.reset.isVisible()


def test_setting_a_value_is_not_reported_as_a_change(qtbot: QtBot, form: OptionsForm) -> None:
    with qtbot.assertNotEmitted(form.changed):
        form.set_value(Options(epochs=50, mirror=False, strategy="all"))


def test_every_editor_has_an_accessible_name(form: OptionsForm) -> None:
    assert all(form.editor(name).accessibleName() for name in Options.model_fields)


def test_arrow_keys_walk_one_two_five(qtbot: QtBot, form: OptionsForm) -> None:
    form.set_value(Options(rate=0.03))
    qtbot.keyClick(form.editor("rate"), Qt.Key.Key_Up)
    assert form.value().rate == pytest.approx(0.05)


@pytest.mark.parametrize(("value", "up", "wanted"), [(1e-3, True, 2e-3), (2e-3, False, 1e-3), (0.7, True, 1.0)])
def test_the_next_nice_number(value: float, up: bool, wanted: float) -> None:
    assert next_nice(value, up) == pytest.approx(wanted)


@pytest.mark.parametrize(("value", "text"), [(1e-5, "1e-5"), (0.001, "0.001"), (1.5, "1.5"), (2.5e-6, "2.5e-6")])
def test_small_numbers_are_written_as_people_write_them(value: float, text: str) -> None:
    assert number_text(value) == text


def test_a_required_field_is_not_scolded_for_before_somebody_has_been_there(qtbot: QtBot) -> None:
    class Required(BaseModel):
        folder: str = Field(min_length=1)

    form = OptionsForm(Required)
    qtbot.addWidget(form)
    assert not form.is_valid()
    assert form.errors() == {}

    line = form.editor("folder")
    qtbot.keyClicks(line, "x")
    assert form.is_valid()
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert form.errors() == {"folder": "Please fill this in."}
