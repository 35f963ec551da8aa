"""Guesses which column of a table holds the texts and which the classes, alike in every plugin that reads tables."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

_TEXTS = (
    "text sentence review content body message comment tweet post document article utterance sms query question "
    "abstract summary description headline title"
)
_LABELS = (
    "label labels class category sentiment target topic intent emotion tag genre polarity language lang rating stars "
    "score type author y"
)

TEXT_NAMES: Sequence[str] = _TEXTS.split()
"""Names of columns of texts, the likeliest first."""

LABEL_NAMES: Sequence[str] = _LABELS.split()
"""Names of columns of classes, the likeliest first."""

FEW = 20
"""A column with at most so many different values may hold classes, however few rows there are."""


class TableHead:
    """The first rows of a table by column, as far as a guess needs them.

    Args:
        columns: name → a value of each row; values that are blank or None are none.

    Attributes:
        columns: their names.
        rows: how many rows there are.
    """

    def __init__(self, columns: Mapping[str, Sequence[str | None]]) -> None:
        self.columns: Sequence[str] = tuple(columns)
        self.rows = max(map(len, columns.values()), default=0)
        self._values = {name: _filled(values) for name, values in columns.items()}

    def distinct(self, name: str) -> set[str]:
        """The different values of a column."""
        return set(self._values[name])

    def length(self, name: str) -> float:
        """Characters of a value, on average."""
        values = self._values[name]
        return sum(map(len, values)) / len(values) if values else 0.0

    def may_be_classes(self, name: str) -> bool:
        """Whether there are few enough different values."""
        return 0 < len(self.distinct(name)) <= max(FEW, self.rows / 2)


def guess_columns(
    head: TableHead, *, texts: str = "", classes: str = "", not_these: Sequence[str] = ()
) -> tuple[str, str]:
    """The columns of texts and of classes: by their names, else the longest values and the fewest different ones.

    Args:
        head: the first rows.
        texts: the column of texts, where it is known.
        classes: that of the classes, where it is known.
        not_these: columns that hold something else.

    Returns:
        Each a name, or "" where no column can be it.
    """
    free = [name for name in head.columns if name not in (texts, classes, *not_these) and head.length(name)]
    possible = [name for name in free if head.may_be_classes(name)]
    classes = classes or _find_named(possible, LABEL_NAMES)
    if not texts:
        free = [name for name in free if name != classes]
        texts = _find_named(free, TEXT_NAMES) or max(free, key=head.length, default="")
    if not classes:
        possible = [name for name in possible if name != texts]
        classes = min(possible, key=lambda name: (len(head.distinct(name)) < 2, len(head.distinct(name))), default="")
    return texts, classes


def is_usual(column: str, usual: Sequence[str]) -> bool:
    """Whether a column is called as those of `TEXT_NAMES` or `LABEL_NAMES` are."""
    return bool(_find_named([column], usual))


def _find_named(among: Sequence[str], usual: Sequence[str]) -> str:
    """The likeliest whole name; then the likeliest last word, as in ``review_text``."""
    parts: tuple[Callable[[str], str], ...] = (str.casefold, _last_word)
    found = (name for part in parts for wanted in usual for name in among if part(name) == wanted)
    return next(found, "")


def _last_word(name: str) -> str:
    words = re.findall(r"[^\W_]+", name.casefold())
    return words[-1] if words else ""


def _filled(values: Iterable[str | None]) -> list[str]:
    return [stripped for value in values if value and (stripped := value.strip())]
