"""Prints results for people: aligned tables, one progress bar, plain lines where there is no terminal."""

import json
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any, Literal, TextIO

from rich.cells import cell_len, set_cell_size

from desktop_tl.cli.streams import discard
from desktop_tl.runs.value_words import format_value

Align = Literal["left", "right"]
_GAP = "  "
_LEAST = 8


class Output:
    """Where a command prints. With ``--json``, stdout belongs to the one object.

    Attributes:
        stream: what people read.
        as_json: whether `result` prints.

    Args:
        as_json: as above.
        is_long: the command takes its time, so that it tells on stderr what it does even with ``--json``.
    """

    def __init__(self, *, as_json: bool, is_long: bool = False) -> None:
        self.as_json = as_json
        self._is_long = is_long
        self._is_quiet = as_json and not is_long
        self.stream: TextIO = sys.stderr if as_json else sys.stdout

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks at it while it is written."""
        return self.stream.isatty()

    def say(self, text: str = "") -> None:
        """One line."""
        if self._is_quiet:
            return
        try:
            print(show_controls(text), file=self.stream, flush=True)
        except OSError:  # whoever read it has gone, or it goes to a full disk
            if not self._is_long:
                raise
            self._is_quiet = True  # what was begun goes on: a run must not be lost with its reader
            discard(self.stream)

    def write(self, text: str) -> None:
        """A piece of a line, at once; terminal codes in it are shown, not obeyed."""
        if not self._is_quiet and text:
            print(show_controls(text, keep="\n\t"), end="", file=self.stream, flush=True)

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> None:
        """Columns as wide as they must be; on a terminal the widest give way until a row fits its line."""
        width = shutil.get_terminal_size().columns if self.is_terminal else None
        for line in format_table(header, rows, right=right, width=width):
            self.say(line)

    def result(self, data: dict[str, Any]) -> None:
        """The last line of stdout, if it was asked for."""
        if self.as_json:
            print(json.dumps(data, ensure_ascii=True, default=str), flush=True)  # whatever stdout's encoding is


_SHARES = frozenset(("accuracy", "average_precision", "f1_macro", "f1_micro", "exact_match", "map", "map50"))
_PLAIN = frozenset(("loss", "r2"))
_TITLES = {
    "average_precision": "average precision",
    "f1_macro": "F1, mean over the labels",
    "f1_micro": "F1, all labels together",
    "exact_match": "all labels right",
    "map": "mAP@50:95",
    "map50": "mAP@50",
    "r2": "R²",
    "mae": "mean error",
    "rmse": "root mean square error",
}


def show_controls(text: str, *, keep: str = "") -> str:
    """The text with line ends, tabs and terminal codes as escapes: a file name may hold any, and none may be obeyed."""
    return "".join(
        repr(sign)[1:-1] if unicodedata.category(sign) == "Cc" and sign not in keep else sign for sign in text
    )


def shorten(text: str, most: int) -> str:
    """On one line of so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def format_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), width: int | None = None
) -> list[str]:
    """Lines of a table without frames.

    Args:
        header: titles of the columns.
        rows: their texts.
        right: numbers of the columns that are aligned to the right.
        width: of a line in cells; None for as long as it takes.
    """
    lines = [list(map(show_controls, line)) for line in (header, *rows)]
    widths = [max(cell_len(line[column]) for line in lines) for column in range(len(header))]
    if width is not None:
        _shrink(widths, width - len(_GAP) * (len(widths) - 1))
    return [
        _GAP.join(_fit(text, widths[column], column in right) for column, text in enumerate(line)).rstrip()
        for line in lines
    ]


def _shrink(widths: list[int], room: int) -> None:
    while sum(widths) > room and max(widths) > _LEAST:
        widths[widths.index(max(widths))] -= 1


def _fit(text: str, width: int, to_right: bool) -> str:
    size = cell_len(text)
    if size > width:
        return set_cell_size(text, width - 1) + "…"
    return " " * (width - size) + text if to_right else text + " " * (width - size)


def format_percent(share: float | None) -> str:
    """``0.978`` as ``97.8 %``; a dash for None."""
    return "–" if share is None else f"{share * 100:.1f} %"


def format_metric(name: str, value: float | None) -> str:
    """A metric as a person reads it: a share as percent, a sum of errors as a number."""
    if value is None:
        return "–"
    return format_percent(value) if name in _SHARES else f"{value:.3f}" if name in _PLAIN else format_value(value)


def metric_title(name: str) -> str:
    """What a metric is called; one that is not known by its own name."""
    return _TITLES.get(name, name)


def format_seconds(seconds: float | None) -> str:
    """A duration as people say it: ``8 s``, ``3 min 20 s``, ``2 h 5 min``."""
    if seconds is None:
        return "–"
    if seconds < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
