"""Holds the colours, spaces and type sizes of the window, and switches all of them between light and dark at once."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

Mode = Literal["system", "light", "dark"]

FAMILIES = ["Inter", "PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", "Noto Sans SC", "Segoe UI", "sans-serif"]
MONO_FAMILIES = ["SF Mono", "Cascadia Mono", "Consolas", "Noto Sans Mono", "DejaVu Sans Mono", "monospace"]


@dataclass(frozen=True, kw_only=True)
class Theme:
    """Every colour is "#RRGGBB"; every size is in device-independent pixels."""

    name: str
    dark: bool
    # surfaces, from the back to the front
    window: str
    rail: str
    surface: str
    raised: str  # hovered, or lifted off a surface
    field: str
    segment: str
    track: str  # the empty part of a bar
    scrollbar: str
    tooltip: str
    tooltip_text: str
    # lines
    border: str  # decoration only
    border_strong: str  # edges that tell where a control is: 3:1 against the surfaces
    focus: str
    # text
    text: str
    muted: str
    disabled: str
    # meaning
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_text: str  # text on the accent
    accent_soft: str  # selected rows, information
    info_border: str
    success: str
    success_soft: str
    success_border: str
    warning: str
    warning_soft: str
    warning_border: str
    danger: str
    danger_soft: str
    danger_border: str
    # plots and stages
    train: str
    validation: str
    series: tuple[str, ...]  # further series, told apart without relying on red and green
    frozen: str
    frozen_soft: str
    trained: str
    trained_soft: str
    # 8-pixel grid and one type scale
    unit: int = 8
    radius: int = 9
    caption_px: int = 12
    body_px: int = 13
    heading_px: int = 15
    lead_px: int = 19
    title_px: int = 24
    number_px: int = 28


LIGHT = Theme(
    name="light", dark=False,
    window="#F6F7F9", rail="#EFF1F4", surface="#FFFFFF", raised="#EDEFF3", field="#FFFFFF", segment="#FFFFFF",
    track="#E3E6EC", scrollbar="#BFC5CF", tooltip="#1F232B", tooltip_text="#F5F6F8",
    border="#DFE3E9", border_strong="#858D9A", focus="#2F5BEA",
    text="#1A1D23", muted="#59616F", disabled="#747C89",
    accent="#2F5BEA", accent_hover="#264FD4", accent_pressed="#1F43B8", accent_text="#FFFFFF", accent_soft="#E9EEFE",
    info_border="#C3D0FA",
    success="#1A7446", success_soft="#E7F5ED", success_border="#B5DFC6",
    warning="#8A5200", warning_soft="#FFF5E2", warning_border="#F0D3A0",
    danger="#BE2D2A", danger_soft="#FDEEED", danger_border="#F2C1BE",
    train="#2F5BEA", validation="#C2570C",
    series=("#2F5BEA", "#C2570C", "#0F7D78", "#8D3FB5", "#7A6A00", "#B8326F"),
    frozen="#44708F", frozen_soft="#E9F1F6", trained="#2F5BEA", trained_soft="#E9EEFE",
)  # fmt: skip

DARK = Theme(
    name="dark", dark=True,
    window="#15171B", rail="#191C21", surface="#1D2026", raised="#2A2E37", field="#171A1F", segment="#3A404C",
    track="#333844", scrollbar="#4A5160", tooltip="#E9EBEF", tooltip_text="#1A1D23",
    border="#30353F", border_strong="#737C8C", focus="#8BA7FF",
    text="#E8EAEE", muted="#A3ABB8", disabled="#7C8594",
    accent="#8BA7FF", accent_hover="#A0B7FF", accent_pressed="#B5C7FF", accent_text="#0E1428", accent_soft="#242D48",
    info_border="#3A4A7D",
    success="#63CB95", success_soft="#182B22", success_border="#2C5A42",
    warning="#F0B45C", warning_soft="#302615", warning_border="#64502A",
    danger="#FF8A82", danger_soft="#351E1E", danger_border="#6B3836",
    train="#8BA7FF", validation="#F5A25D",
    series=("#8BA7FF", "#F5A25D", "#4CC9BF", "#D39AF2", "#D6C65A", "#F58BB8"),
    frozen="#8DB8D6", frozen_soft="#1D2A34", trained="#8BA7FF", trained_soft="#242D48",
)  # fmt: skip


class ThemeNotifier(QObject):
    """Knows which theme the window wears.

    Signals:
        theme_changed(Theme): the window has changed its theme; sent after palette and style sheet are in place.
    """

    theme_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.mode: Mode = "system"
        self.theme = LIGHT
        self._follows_system = False

    def follow_system(self) -> None:
        if not self._follows_system:
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme)
            self._follows_system = True

    def _on_system_scheme(self, _scheme: Qt.ColorScheme) -> None:
        app = QApplication.instance()
        if self.mode == "system" and isinstance(app, QApplication):
            apply_theme(app, "system")


_notifier = ThemeNotifier()


def theme_notifier() -> ThemeNotifier:
    """The one notifier of the process; custom-painted widgets and plots connect to its ``theme_changed``."""
    return _notifier


def current_theme() -> Theme:
    return _notifier.theme


def current_mode() -> Mode:
    return _notifier.mode


def apply_theme(app: QApplication, mode: Mode = "system") -> Theme:
    """Dresses the whole application; may be called again at any time, every open window follows."""
    _notifier.mode = mode
    _notifier.follow_system()
    dark = mode == "dark" or (mode == "system" and app.styleHints().colorScheme() is Qt.ColorScheme.Dark)
    theme = DARK if dark else LIGHT
    _notifier.theme = theme
    sheet = style_sheet(theme)
    if app.styleSheet() != sheet:  # otherwise it wears the theme already, and dressing every widget again takes long
        app.setStyle("Fusion")
        load_fonts()
        app.setFont(make_font(theme.body_px))
        app.setPalette(make_palette(theme))
        app.setStyleSheet(sheet)
    _notifier.theme_changed.emit(theme)
    return theme


def color(token: str, alpha: float = 1.0) -> QColor:
    """The current theme's colour of that name, e.g. ``color("accent")``."""
    value = QColor(getattr(current_theme(), token))
    value.setAlphaF(alpha)
    return value


def mix(first: str, second: str, share: float) -> QColor:
    """``share`` of the second colour laid over the first."""
    a, b = QColor(first), QColor(second)
    pairs = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return QColor(*(round(x + (y - x) * share) for x, y in pairs))


@lru_cache(maxsize=64)
def make_font(
    pixels: int, weight: QFont.Weight = QFont.Weight.Normal, *, tabular: bool = False, mono: bool = False
) -> QFont:
    """``tabular`` gives every digit the same width, so that columns align and running numbers do not jump.

    Cached, for delegates ask for it once a cell: copy it before changing it.
    """
    font = QFont()
    font.setFamilies(MONO_FAMILIES if mono else FAMILIES)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular and not mono:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def load_fonts() -> None:
    """Registers the bundled typeface once; without it the system's own sans-serif serves."""
    if QFontInfo(QFont("Inter")).family() == "Inter":
        return
    for path in sorted(resource_path("fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


def resource_path(*parts: str) -> Path:
    """A file under resources/, which lies inside the package when installed and beside it in a source tree."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "_resources"
    return (inside if inside.is_dir() else package.parent / "resources").joinpath(*parts)


def style_sheet(theme: Theme) -> str:
    tokens = {field.name: getattr(theme, field.name) for field in dataclasses.fields(theme)}
    for image in ("chevron_down", "chevron_up", "check", "dot"):
        tokens[image] = resource_path("themes", f"{theme.name}_{image}.svg").as_posix()
    return Template(resource_path("themes", "app.qss").read_text(encoding="utf-8")).substitute(tokens)


def make_palette(theme: Theme) -> QPalette:
    """Fusion's colours for whatever the style sheet does not reach (file dialogs, third-party widgets)."""
    role = QPalette.ColorRole
    palette = QPalette(QColor(theme.raised), QColor(theme.window))
    for which, token in {
        role.Window: theme.window, role.WindowText: theme.text, role.Base: theme.surface,
        role.AlternateBase: theme.window, role.Text: theme.text, role.Button: theme.raised,
        role.ButtonText: theme.text, role.BrightText: theme.danger, role.Highlight: theme.accent,
        role.HighlightedText: theme.accent_text, role.Link: theme.accent, role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.tooltip, role.ToolTipText: theme.tooltip_text, role.PlaceholderText: theme.muted,
        role.Accent: theme.accent, role.Mid: theme.border, role.Midlight: theme.raised,
        role.Light: theme.surface, role.Dark: theme.border_strong, role.Shadow: theme.border,
    }.items():  # fmt: skip
        palette.setColor(which, QColor(token))
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.raised))
    return palette


def contrast(first: str, second: str) -> float:
    """The WCAG 2 contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(value: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    tint = QColor(value)
    return 0.2126 * linear(tint.redF()) + 0.7152 * linear(tint.greenF()) + 0.0722 * linear(tint.blueF())
