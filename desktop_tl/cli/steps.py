"""Shows how far something long is that has steps: a bar on a terminal, elsewhere a line for each."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from desktop_tl.cli.output import Output


class Measured(Protocol):
    """How far a step is, in bytes; ``total`` is None if unknown."""

    @property
    def done(self) -> int: ...

    @property
    def total(self) -> int | None: ...


P = TypeVar("P", bound=Measured)


def format_bytes(size: int | None) -> str:
    """``1.4 MB``; a dash for None."""
    if size is None:
        return "–"
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.1f} kB"


class Steps(Generic[P]):
    """Says each step once; shows a bar on a terminal, and quarters of what is measured elsewhere.

    Args:
        words: what a step is called.
        has_bytes: whether it is measured; the others count parts, of which nobody waits for one.
    """

    def __init__(
        self, output: Output, words: Callable[[P], str], has_bytes: Callable[[P], bool] = lambda _progress: True
    ) -> None:
        self._output, self._words, self._has_bytes = output, words, has_bytes
        self._said = ("", -1)
        self._bar: Bar | None = None
        if output.is_terminal:
            console = Console(file=output.stream, highlight=False, markup=False, emoji=False)
            columns = (TextColumn("{task.description}"), BarColumn(bar_width=30), TextColumn("{task.fields[size]}"))
            self._bar = Bar(*columns, console=console, transient=True)
            self._task = self._bar.add_task("", total=None, size="")

    def __enter__(self) -> "Steps[P]":
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def show(self, progress: P) -> None:
        """One thing that happened."""
        words, total = self._words(progress), progress.total if self._has_bytes(progress) else None
        if self._bar:
            size = f"{format_bytes(progress.done)} of {format_bytes(total)}" if total else ""
            self._bar.update(self._task, description=words, completed=progress.done, total=total, size=size)
            return
        quarter = min(4, 4 * progress.done // total) if total else 0
        if (words, quarter) != self._said:
            self._said = (words, quarter)
            self._output.say(f"{words}: {25 * quarter} %" if quarter else f"{words} …")
