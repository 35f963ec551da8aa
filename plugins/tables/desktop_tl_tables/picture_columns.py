"""Guesses which columns of a table name pictures, labels and values; asks where it cannot know."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_tl.api import UserError
from desktop_tl_tables.columns import SPLIT_NAMES, SPLITS, suggest
from desktop_tl_tables.picture_files import names_picture
from desktop_tl_tables.picture_specs import (
    ClassTableOptions,
    LabelTableOptions,
    PictureTableOptions,
    TableKind,
    ValueTableOptions,
)

_PICTURES = (
    "path file filename file_name filepath file_path image image_path img img_path image_name picture photo image_id "
    "id name"
)
PICTURE_NAMES = _PICTURES.split()
"""Names of columns of pictures, the likeliest first."""

LABEL_NAMES = ("label", "class", "category", "target", "species", "breed", "type", "tag", "y")
LABELS_NAMES = ("labels", "label", "tags", "tag", "classes", "categories", "attributes", "genres", *LABEL_NAMES)
NUMBER_NAMES = frozenset(("id", "index", "idx", "no", "nr", "number", "row", "unnamed: 0", ""))
"""Columns of numbers that only count the rows."""

SEPARATORS = {"semicolon": ";", "bar": "|", "comma": ",", "blank": " "}
YES, NO = frozenset(("1", "1.0", "true", "yes", "y", "x")), frozenset(("", "0", "0.0", "false", "no", "n", "-1"))
MOST_CLASSES_GUESSED = 20
MOSTLY = 0.9
"""So many of a column's values are numbers at least, for it to be taken for one of numbers."""

_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")


class Head:
    """The first rows by column, without blanks around the values."""

    def __init__(self, columns: Sequence[str], rows: Sequence[Sequence[str | None]]) -> None:
        self.columns = tuple(columns)
        self._values = {name: [(row[place] or "").strip() for row in rows] for place, name in enumerate(columns)}

    def values(self, name: str) -> list[str]:
        """Those that are not empty."""
        return [value for value in self._values[name] if value]

    def is_binary(self, name: str) -> bool:
        """Whether it only says yes or no, and does say so."""
        values = self.values(name)
        return bool(values) and all(parse_flag(value) is not None for value in values)

    def is_number(self, name: str) -> bool:
        """Whether nearly all are numbers; slips are set aside."""
        return _share(self.values(name), lambda value: parse_number(value) is not None) > MOSTLY


@dataclass(frozen=True)
class Chosen:
    """The columns that are used.

    Args:
        picture: names the pictures.
        answers: of the class, the labels or the values.
        split: "" for none.
        separator: between labels in one column; "" where each label has a column.
    """

    picture: str
    answers: tuple[str, ...]
    split: str
    separator: str = ""

    @property
    def names(self) -> list[str]:
        return [self.picture, *self.answers, *([self.split] if self.split else [])]


def choose_class_column(head: Head, options: ClassTableOptions, where: str) -> Chosen:
    """Raises: UserError for a column that is not there, or where no guess is sensible."""
    picture, split, rest = _choose_common(head, options, where, (options.label_column,))
    found = options.label_column or _by_name(rest, LABEL_NAMES) or _fewest(head, rest)
    if not found:
        raise _unclear(head, where, "classes", "label_column")
    return Chosen(picture, (found,), split)


def choose_label_columns(head: Head, options: LabelTableOptions, where: str) -> Chosen:
    """Raises: UserError, as above."""
    named = split_names(options.label_columns, head.columns)
    picture, split, rest = _choose_common(head, options, where, named)
    if not named:
        binary = [name for name in rest if head.is_binary(name)]
        named = binary if len(binary) > 1 else list(filter(None, [_listed(head, rest, options)]))
    if not named:
        raise _unclear(head, where, "labels", "label_columns")
    if len(named) > 1 or (head.is_binary(named[0]) and options.separator == "auto"):
        return Chosen(picture, tuple(named), split)
    return Chosen(picture, tuple(named), split, find_separator(head.values(named[0]), options))


def choose_value_columns(head: Head, options: ValueTableOptions, where: str) -> Chosen:
    """Raises: UserError, as above."""
    named = split_names(options.value_columns, head.columns)
    picture, split, rest = _choose_common(head, options, where, named)
    named = named or _value_columns(head, rest)
    if not named:
        raise _unclear(head, where, "values", "value_columns")
    return Chosen(picture, tuple(named), split)


def guess_kind(head: Head) -> TableKind | None:
    """What a table is for, from what its columns hold; None for one that names no pictures."""
    picture = find_picture_column(head, [])
    if not picture or not any(map(names_picture, head.values(picture))):
        return None
    rest = [name for name in head.columns if name not in (picture, _find_split(head, {picture}))]
    options = LabelTableOptions(path=Path("table"))
    if sum(map(head.is_binary, rest)) > 1 or any(_is_list(head.values(name), ";|") for name in rest):
        return "labels"
    if _by_name(rest, LABEL_NAMES) or not _value_columns(head, rest):
        return "class" if _listed(head, rest, options) == "" or _fewest(head, rest) else "labels"
    return "values"


def find_picture_column(head: Head, taken: Iterable[str]) -> str:
    """The one whose values most look like pictures; else by its name; "" for none."""
    free = [name for name in head.columns if name not in set(taken)]
    shares = {name: _share(head.values(name), names_picture) for name in free}
    best = max(free, key=lambda name: shares[name], default="")
    return best if best and shares[best] > 0.5 else _by_name(free, PICTURE_NAMES)


def find_separator(values: Sequence[str], options: LabelTableOptions) -> str:
    """What stands between labels: as chosen, else the first of ; | and comma that is there."""
    if options.separator != "auto":
        return SEPARATORS[options.separator]
    return next((sign for sign in ";|," if any(sign in value for value in values)), ";")


def split_names(text: str, columns: Sequence[str]) -> list[str]:
    """Names of columns, separated by commas, which may themselves be part of a name."""
    if text.strip() in columns:
        return [text.strip()]
    return list(dict.fromkeys(name for part in text.split(",") if (name := part.strip())))


def parse_flag(text: str) -> bool | None:
    """Yes or no; None for anything else."""
    lower = text.strip().casefold()
    return True if lower in YES else False if lower in NO else None


def parse_number(text: str) -> float | None:
    """Also with a decimal comma; None for what is no finite number."""
    stripped = text.strip()
    try:
        number = float(stripped.replace(",", ".") if _DECIMAL_COMMA.fullmatch(stripped) else stripped)
    except ValueError:
        return None
    return number if math.isfinite(number) and "_" not in stripped else None


def _choose_common(
    head: Head, options: PictureTableOptions, where: str, answers: Iterable[str]
) -> tuple[str, str, list[str]]:
    named = [name for name in answers if name]
    for name in filter(None, (options.picture_column, options.split_column, *named)):
        if name not in head.columns:
            raise UserError(f"‘{where}’ has no column ‘{name}’.", advice=suggest(name, head.columns))
    picture = options.picture_column or find_picture_column(head, [*named, options.split_column])
    if not picture:
        raise _unclear(head, where, "pictures", "picture_column")
    if picture in named:
        raise UserError(
            f"The column ‘{picture}’ of ‘{where}’ is chosen for the pictures and for what they are.",
            advice=f"Choose two different ones. {suggest('', head.columns)}",
        )
    split = options.split_column or _find_split(head, {picture, *named})
    return picture, split, [name for name in head.columns if name not in (picture, split)]


def _find_split(head: Head, taken: set[str]) -> str:
    for name in head.columns:
        values = {value.casefold() for value in head.values(name)}
        if name.casefold() in SPLIT_NAMES and name not in taken and values and values <= set(SPLITS):
            return name
    return ""


def _listed(head: Head, rest: Sequence[str], options: LabelTableOptions) -> str:
    """A column that lists labels: by what stands between them, else by its name."""
    signs = ";|" if options.separator == "auto" else SEPARATORS[options.separator]
    found = [name for name in rest if _is_list(head.values(name), signs)]
    return _by_name(found, LABELS_NAMES) or next(iter(found), "") or _by_name(rest, LABELS_NAMES)


def _is_list(values: Sequence[str], signs: str) -> bool:
    return any(sign in value for value in values for sign in signs)


def _value_columns(head: Head, rest: Sequence[str]) -> list[str]:
    return [name for name in rest if name.casefold() not in NUMBER_NAMES and head.is_number(name)]


def _fewest(head: Head, rest: Sequence[str]) -> str:
    """The column with the fewest different values, of which there are at least two and some come again."""
    counts = {name: len(set(head.values(name))) for name in rest}
    possible = [name for name in rest if 1 < counts[name] <= max(MOST_CLASSES_GUESSED, len(head.values(name)) / 2)]
    return min(possible, key=lambda name: counts[name], default="")


def _share(values: Sequence[str], question: Callable[[str], bool]) -> float:
    return sum(map(question, values)) / len(values) if values else 0.0


def _by_name(possible: Iterable[str], usual: Sequence[str]) -> str:
    known = {name.casefold(): name for name in possible}
    return next((known[name] for name in usual if name in known), "")


def _unclear(head: Head, where: str, what: str, option: str) -> UserError:
    return UserError(
        f"Which column of ‘{where}’ holds the {what} is not clear.",
        advice=f"Choose {option}. {suggest('', head.columns)}",
    )
