"""What the readers of the different formats have in common: rows in batches of Arrow columns, numbered as people do."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

BATCH_ROWS = 65_536
HEAD_ROWS = 2_000
"""So many rows are looked at to guess what the columns hold."""

Refuse = Callable[[int, str], None]
"""Takes the number of a row that cannot be used, and the reason in words."""


class Batch(NamedTuple):
    """Some rows: the number of each, and for every wanted column an Arrow array of texts."""

    numbers: NDArray[np.int64]
    columns: list[pa.Array]


class TableFile(Protocol):
    """A file whose columns are known.

    Attributes:
        columns: their names, all different.
        row_word: what its rows are called: ``line`` where an editor shows the same number.
        notes: what is to be said of how it is read.
    """

    @property
    def columns(self) -> Sequence[str]: ...
    @property
    def row_word(self) -> str: ...
    @property
    def notes(self) -> Sequence[str]: ...

    def head(self) -> list[list[str | None]]:
        """The first rows, at most `HEAD_ROWS`, each with a text for every column."""
        ...

    def batches(self, wanted: Sequence[str], refuse: Refuse) -> Iterator[Batch]:
        """All rows; those that are no rows of this table are told to ``refuse``. Raises: UserError."""
        ...


class BatchMaker:
    """Collects rows of Python texts until they are a batch."""

    def __init__(self, columns: int) -> None:
        self._numbers = array("q")
        self._values: list[list[str | None]] = [[] for _ in range(columns)]

    def add(self, number: int, values: Sequence[str | None]) -> bool:
        """Takes one row; True once there are enough for a batch."""
        self._numbers.append(number)
        for column, value in zip(self._values, values, strict=True):
            column.append(value)
        return len(self._numbers) == BATCH_ROWS

    def take(self) -> Batch:
        """What was collected, and begins anew."""
        numbers = np.array(self._numbers, np.int64)
        columns = [_as_array(column) for column in self._values]
        self._numbers = array("q")
        self._values = [[] for _ in self._values]
        return Batch(numbers, columns)


def _as_array(values: list[str | None]) -> pa.Array:
    try:
        return pa.array(values, pa.large_string())
    except UnicodeEncodeError:  # halves of characters, which JSON may hold and no encoding knows
        return pa.array([value and whole_characters(value) for value in values], pa.large_string())


def whole_characters(text: str) -> str:
    """The text with a question mark for each half of a character."""
    return text.encode("utf-8", "replace").decode("utf-8")


def name_columns(names: Sequence[str]) -> tuple[str, ...]:
    """Names without blanks around them, none empty and none twice."""
    found: list[str] = []
    for number, name in enumerate(names, 1):
        name = name.strip() or f"column {number}"
        again = 2
        while name in found:
            name, again = f"{name.removesuffix(f' ({again - 1})')} ({again})", again + 1
        found.append(name)
    return tuple(found)
