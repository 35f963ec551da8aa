"""Guesses which column holds the texts, which the classes and which the split; asks where it cannot know."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_tl.api import Split, TableHead, UserError, guess_columns
from desktop_tl_tables import TableOptions

SPLIT_NAMES = ("split", "subset", "partition", "set", "part", "fold")

SPLITS: Mapping[str, Split] = {
    "train": "train",
    "training": "train",
    "validation": "validation",
    "valid": "validation",
    "val": "validation",
    "dev": "validation",
    "test": "test",
    "testing": "test",
}


@dataclass(frozen=True)
class Columns:
    """Those that are used; an empty label or split is none."""

    text: str
    label: str = ""
    split: str = ""

    @property
    def names(self) -> list[str]:
        return [self.text, *filter(None, (self.label, self.split))]


def choose_columns(head: TableHead, options: TableOptions, where: str) -> Columns:
    """Raises: UserError for a column that is not there, or where no guess is sensible."""
    chosen = {
        "text_column": options.text_column,
        "label_column": options.label_column,
        "split_column": options.split_column,
    }
    for name in filter(None, chosen.values()):
        require_column(name, head, where)
    guessed = guess_options(head, options)
    split = guessed["split_column"]
    if not guessed["text_column"] or not guessed["label_column"]:
        raise _unclear(head, where, "texts" if not guessed["text_column"] else "classes")
    if guessed["text_column"] == guessed["label_column"]:
        raise UserError(
            f"The column ‘{guessed['text_column']}’ of ‘{where}’ is chosen for the texts and for the classes.",
            advice=f"Choose two different ones. {_list(head.columns)}",
        )
    return Columns(guessed["text_column"], guessed["label_column"], split)


def choose_text_column(head: TableHead, options: TableOptions, where: str) -> str:
    """For a table that need not have classes. Raises: UserError, as `choose_columns`."""
    if options.text_column:
        require_column(options.text_column, head, where)
        return options.text_column
    if len(head.columns) == 1:
        return head.columns[0]
    found = guess_options(head, options)["text_column"]
    if not found:
        raise _unclear(head, where, "texts")
    return found


def guess_options(head: TableHead, options: TableOptions) -> dict[str, str]:
    """Option → the column that is taken, chosen or guessed; "" where nothing fits."""
    chosen = options.text_column, options.label_column
    split = options.split_column or _find_split(head, chosen)
    text, label = guess_columns(head, texts=chosen[0], classes=chosen[1], not_these=[split])
    return {"text_column": text, "label_column": label, "split_column": split}


def suggest(name: str, columns: Sequence[str]) -> str:
    """A sentence with the nearest column, or with all of them."""
    lower = {column.casefold(): column for column in columns}
    near = difflib.get_close_matches(name.casefold(), lower, n=1, cutoff=0.5)
    return f"Did you mean ‘{lower[near[0]]}’? {_list(columns)}" if near else _list(columns)


def _find_split(head: TableHead, taken: Sequence[str]) -> str:
    for name in head.columns:
        values = {value.casefold() for value in head.distinct(name)}
        if name.casefold() in SPLIT_NAMES and name not in taken and values and values <= set(SPLITS):
            return name
    return ""


def require_column(name: str, head: TableHead, where: str) -> None:
    """Raises: UserError if there is no such column."""
    if name not in head.columns:
        raise UserError(f"‘{where}’ has no column ‘{name}’.", advice=suggest(name, head.columns))


def _unclear(head: TableHead, where: str, what: str) -> UserError:
    if len(head.columns) == 1:
        return UserError(
            f"‘{where}’ has only one column, ‘{head.columns[0]}’: one of texts and one of classes are needed.",
            advice="If its columns are divided by another sign, choose the delimiter.",
        )
    return UserError(
        f"Which column of ‘{where}’ holds the {what} is not clear.",
        advice=f"Choose {'text_column' if what == 'texts' else 'label_column'}. {_list(head.columns)}",
    )


def _list(columns: Sequence[str], most: int = 20) -> str:
    shown = ", ".join(f"‘{name}’" for name in columns[:most])
    return f"It has {shown}{f' and {len(columns) - most} more' if len(columns) > most else ''}."
