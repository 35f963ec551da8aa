"""Writes numbers, sizes and times as a person would say them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime


def count_text(value: int) -> str:
    """1234 → "1,234", grouped as the locale does."""
    return QLocale().toString(int(value))


def short_count(value: float) -> str:
    """4_700_000 → "4.7 M"; three significant digits at most."""
    for limit, unit in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= limit * 0.9995:
            return f"{_three_digits(value / limit)}\N{NO-BREAK SPACE}{unit}"
    return f"{value:g}"


def bytes_text(value: float) -> str:
    """20_900_000 → "20.9 MB"."""
    for limit, unit in ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if value >= limit * 0.9995:
            return f"{_three_digits(value / limit)}\N{NO-BREAK SPACE}{unit}"
    return f"{int(value)}\N{NO-BREAK SPACE}B"


def duration_text(seconds: float) -> str:
    """75 → "1 min 15 s"; coarser the longer it is, so that it does not flicker."""
    whole = max(0, round(seconds))
    if whole < 60:
        return QCoreApplication.translate("amounts", "{0} s").format(whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 10:
        return QCoreApplication.translate("amounts", "{0} min {1:02d} s").format(minutes, rest)
    if minutes < 60:
        return QCoreApplication.translate("amounts", "{0} min").format(minutes)
    return QCoreApplication.translate("amounts", "{0} h {1:02d} min").format(*divmod(minutes, 60))


def duration_figure(seconds: float) -> tuple[str, str]:
    """75 → "1:15", "min": a number and its unit, for a tile."""
    translate, whole = QCoreApplication.translate, max(0, round(seconds))
    if whole < 60:
        return str(whole), translate("amounts", "s")
    if whole < 3600:
        return "{}:{:02d}".format(*divmod(whole, 60)), translate("amounts", "min")
    return "{}:{:02d}".format(*divmod(whole // 60, 60)), translate("amounts", "h")


def when_text(moment: datetime, now: datetime | None = None) -> str:
    """Near moments as one speaks of them ("5 min ago", "yesterday 14:05"), far ones as a date."""
    now = now or datetime.now()
    translate = QCoreApplication.translate
    seconds, days = (now - moment).total_seconds(), (now.date() - moment.date()).days
    if 0 <= seconds < 60:
        return translate("amounts", "just now")
    if 0 <= seconds < 3600:
        return translate("amounts", "{0} min ago").format(int(seconds // 60))
    date, time = QDate(moment.year, moment.month, moment.day), QTime(moment.hour, moment.minute)
    clock = QLocale().toString(time, QLocale.FormatType.ShortFormat)
    if days == 0:
        return translate("amounts", "today {0}").format(clock)
    if days == 1:
        return translate("amounts", "yesterday {0}").format(clock)
    if 1 < days < 7:
        return f"{QLocale().toString(date, 'ddd')} {clock}"
    pattern = translate("amounts", "d MMM") if moment.year == now.year else translate("amounts", "d MMM yyyy")
    return QLocale().toString(date, pattern)


def moment_text(moment: datetime) -> str:
    """Date and time in full."""
    date, time = QDate(moment.year, moment.month, moment.day), QTime(moment.hour, moment.minute, moment.second)
    parts = QLocale().toString(date, QLocale.FormatType.LongFormat), QLocale().toString(time, "HH:mm:ss")
    return QCoreApplication.translate("amounts", "{0}, {1}").format(*parts)


def join_sentences(*sentences: str) -> str:
    """One after the other, with the space between them that the language has."""
    return QCoreApplication.translate("amounts", "{0} {1}").format("", "").join(filter(None, sentences))


def value_text(value: float) -> str:
    """A measured value with four significant digits, "–" where there is none."""
    if value != value:
        return "–"
    return f"{value:.4g}" if 1e-3 <= abs(value) < 1e6 or value == 0 else f"{value:.3e}"


def _three_digits(value: float) -> str:
    return f"{value:.0f}" if value >= 99.95 else f"{value:.1f}"
