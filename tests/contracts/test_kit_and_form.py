"""The kit for plugin authors and the window agree on which options make a form."""

import enum
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, Field, create_model

from desktop_tl.gui.widgets.options_form import OptionsForm
from desktop_tl.testing.options import check_form


class Colour(enum.Enum):
    red = "red"
    blue = "blue"


class Part(BaseModel):
    size: int = 1


def model_of(kind, default):
    return create_model("Options", it=(kind, Field(default=default, title="It", description="What it is.")))


@pytest.mark.parametrize(
    ("kind", "default"),
    [
        (bool, True),
        (int, 3),
        (int | None, None),
        (float, 0.5),
        (str, "text"),
        (Path, Path("folder")),
        (Path | None, None),
        (Literal["a", "b"], "b"),
        (Colour, Colour.blue),
        (list[str], ["a", "b"]),
        (tuple[str, ...], ("a",)),
    ],
)
def test_what_the_kit_accepts_can_be_entered_in_the_form(qtbot, kind, default):
    model = model_of(kind, default)
    check_form(model)
    form = OptionsForm(model)
    qtbot.addWidget(form)
    assert form.is_valid()
    assert form.value() == model()


@pytest.mark.parametrize(
    ("kind", "default"), [(dict[str, int], {"a": 1}), (Part, Part()), (list[Part], [Part()]), (list[list[int]], [[1]])]
)
def test_what_the_kit_refuses_cannot_be_entered_in_the_form(qtbot, kind, default):
    model = model_of(kind, default)
    with pytest.raises(AssertionError, match="‘it’ cannot be entered"):
        check_form(model)
    form = OptionsForm(model)
    qtbot.addWidget(form)
    assert not form.is_valid()
