"""The theme is readable in both modes and reaches every widget at once."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_tl.gui.icons import GLYPHS, icon
from desktop_tl.gui.theme import DARK, LIGHT, Theme, apply_theme, contrast, current_theme, theme_notifier
from desktop_tl.gui.widgets.bar_list import Bar, BarList
from desktop_tl.gui.widgets.curve_plot import CurvePlot

TEXT_PAIRS = [
    (text, surface)
    for text in ("text", "muted", "accent", "success", "warning", "danger")
    for surface in ("window", "rail", "surface", "raised", "field")
] + [
    ("accent_text", "accent"), ("accent_text", "accent_hover"), ("accent_text", "accent_pressed"),
    ("accent_text", "danger"), ("accent_text", "success"), ("accent_text", "warning"),
    ("text", "accent_soft"), ("accent", "accent_soft"), ("muted", "accent_soft"),
    ("text", "success_soft"), ("success", "success_soft"), ("text", "warning_soft"), ("warning", "warning_soft"),
    ("text", "danger_soft"), ("danger", "danger_soft"), ("accent", "warning_soft"), ("accent", "danger_soft"),
    ("accent", "success_soft"), ("text", "frozen_soft"), ("frozen", "frozen_soft"), ("muted", "frozen_soft"),
    ("text", "trained_soft"), ("trained", "trained_soft"), ("text", "segment"), ("tooltip_text", "tooltip"),
]  # fmt: skip
SHAPE_PAIRS = [
    ("border_strong", "window"), ("border_strong", "surface"), ("border_strong", "field"), ("focus", "window"),
    ("focus", "rail"), ("focus", "surface"), ("accent", "track"), ("train", "surface"), ("validation", "surface"),
    ("frozen", "surface"), ("trained", "surface"),
]  # fmt: skip


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "surface"), TEXT_PAIRS)
def test_text_has_the_contrast_of_wcag_aa(theme: Theme, text: str, surface: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, surface)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "surface"), SHAPE_PAIRS)
def test_shapes_that_carry_meaning_have_a_contrast_of_three(theme: Theme, shape: str, surface: str) -> None:
    assert contrast(getattr(theme, shape), getattr(theme, surface)) >= 3.0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_series_can_be_seen_on_a_card(theme: Theme) -> None:
    assert all(contrast(series, theme.surface) >= 3.0 for series in theme.series)


def test_a_live_switch_changes_palette_sheet_icons_plots_and_painted_widgets(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    bars, plot = BarList(), CurvePlot("Loss")
    bars.set_bars([Bar(label="cat", value=1)])
    plot.set_series("Train", [1, 2], [1.0, 0.5])
    for widget in (bars, plot):
        qtbot.addWidget(widget)
        widget.resize(320, 240)
        widget.show()
    lock = icon("lock")

    def seen() -> tuple[object, ...]:
        glyph = lock.pixmap(16).toImage()
        tints = {glyph.pixelColor(x, y).name() for x in range(16) for y in range(16) if glyph.pixelColor(x, y).alpha()}
        color = plot.series_color("Train").name()
        return tints, color, qapp.palette().window().color().name(), _checksum(bars.grab().toImage())

    light = seen()
    with qtbot.waitSignal(theme_notifier().theme_changed):
        apply_theme(qapp, "dark")
    dark = seen()
    apply_theme(qapp, "light")
    assert all(before != after for before, after in zip(light, dark, strict=True))
    assert seen() == light
    assert current_theme() is LIGHT


def test_every_icon_name_has_a_glyph(qapp: QApplication) -> None:
    for name in GLYPHS:
        assert not icon(name).pixmap(16).isNull()


def test_the_bundled_typeface_is_used(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    assert QFontInfo(qapp.font()).family() == "Inter"


def _checksum(image: QImage) -> int:
    return hash(bytes(image.constBits()))
