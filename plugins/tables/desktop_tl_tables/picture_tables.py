"""Opens a table that lists pictures: reads it once, looks up every file, and says in words what is wrong."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api import Note, Preview, SetAside, Split, UserError
from desktop_tl_tables import TableOptions
from desktop_tl_tables.batches import TableFile
from desktop_tl_tables.columns import SPLITS
from desktop_tl_tables.opening import PREVIEWED_CHARACTERS, PREVIEWED_ROWS, find_file, natural_key
from desktop_tl_tables.picture_columns import (
    Chosen,
    Head,
    choose_class_column,
    choose_label_columns,
    choose_value_columns,
    find_picture_column,
    guess_kind,
    parse_flag,
    parse_number,
)
from desktop_tl_tables.picture_dataset import ListedPictures
from desktop_tl_tables.picture_files import Lookup
from desktop_tl_tables.picture_specs import (
    ClassTableOptions,
    LabelTableOptions,
    PictureTableOptions,
    TableKind,
    ValueTableOptions,
)

MOST_NAMES = 10_000
"""More different classes or labels than this are no classes."""

Answer = TypeVar("Answer")


class NoAnswer(Exception):
    """A row without a usable answer; the text is the reason in words."""


def open_class_table(options: ClassTableOptions) -> ListedPictures:
    """Raises: UserError for what cannot be used."""
    reading = _Reading(options, choose_class_column)

    def parse(cells: Sequence[str]) -> str:
        if not cells[0]:
            raise NoAnswer("it has no class")
        return cells[0]

    rows = reading.read(parse)
    classes = _in_order(set(rows), reading.where, reading.chosen.answers[0])
    numbers = {name: number for number, name in enumerate(classes)}
    return reading.finish(classes, np.array([numbers[name] for name in rows], np.int64))


def open_label_table(options: LabelTableOptions) -> ListedPictures:
    """Rows with the same picture are taken together, since some tables have a row for each label. Raises: UserError."""
    reading = _Reading(options, choose_label_columns, joins=lambda first, second: first | second)
    columns, separator = reading.chosen.answers, reading.chosen.separator

    def parse_flags(cells: Sequence[str]) -> frozenset[str]:
        flags = [parse_flag(cell) for cell in cells]
        for name, cell, flag in zip(columns, cells, flags, strict=True):
            if flag is None:
                raise NoAnswer(f"‘{cell[:50]}’ in ‘{name}’ is neither 0 nor 1")
        return frozenset(name for name, flag in zip(columns, flags, strict=True) if flag)

    def parse_list(cells: Sequence[str]) -> frozenset[str]:
        return frozenset(label for part in cells[0].split(separator) if (label := part.strip()))

    rows = reading.read(parse_list if separator else parse_flags)
    classes = _in_order(frozenset().union(*rows), reading.where, columns[0]) if separator else tuple(columns)
    if not classes:
        raise UserError(
            f"No row of ‘{reading.where}’ has a label in ‘{columns[0]}’.", advice="Choose other columns of labels."
        )
    numbers = {name: number for number, name in enumerate(classes)}
    targets = np.zeros((len(rows), len(classes)), np.uint8)
    for row, labels in zip(targets, rows, strict=True):
        row[[numbers[label] for label in labels]] = 1
    return reading.finish(classes, targets)


def open_value_table(options: ValueTableOptions) -> ListedPictures:
    """Raises: UserError for what cannot be used."""
    reading = _Reading(options, choose_value_columns)
    columns = reading.chosen.answers

    def parse(cells: Sequence[str]) -> list[float]:
        values = []
        for name, cell in zip(columns, cells, strict=True):
            number = parse_number(cell)
            if number is None:
                raise NoAnswer(f"‘{cell[:50]}’ in ‘{name}’ is no number" if cell else f"it has no value in ‘{name}’")
            values.append(number)
        return values

    return reading.finish(columns, np.array(reading.read(parse), np.float64))


def preview_table(options: PictureTableOptions) -> Preview:
    """The first rows, and the columns that would be taken. Raises: UserError."""
    file = find_file(_as_table(options))
    rows = file.head()
    head = Head(file.columns, rows)
    chosen = {"picture_column": _known(options.picture_column, head) or find_picture_column(head, [])}
    several: dict[str, Sequence[str]] = {}
    fitting: Any = options.model_copy(update=chosen)
    if isinstance(options, ClassTableOptions):
        fitting = fitting.model_copy(update={"label_column": _known(options.label_column, head)})
        chosen["label_column"] = next(iter(_answers(choose_class_column, head, fitting)), "")
    elif isinstance(options, LabelTableOptions):
        several["label_columns"] = _answers(choose_label_columns, head, fitting)
    elif isinstance(options, ValueTableOptions):
        several["value_columns"] = _answers(choose_value_columns, head, fitting)
    return Preview(
        columns=tuple(file.columns),
        rows=tuple(tuple((value or "")[:PREVIEWED_CHARACTERS] for value in row) for row in rows[:PREVIEWED_ROWS]),
        column_options=chosen,
        several_columns=several,
        notes=tuple(Note("warning", words) for words in file.notes),
    )


def _answers(choose: Callable[[Head, Any, str], Chosen], head: Head, options: Any) -> Sequence[str]:
    """The columns that would be taken; none where that is not clear."""
    try:
        return choose(head, options, str(options.path)).answers
    except UserError:
        return ()


def list_table(options: PictureTableOptions) -> Iterator[tuple[str, Path]]:
    """Name and file of every row that names a picture. Raises: UserError."""
    table = _as_table(options)
    file = find_file(table)
    head = Head(file.columns, file.head())
    column = options.picture_column or find_picture_column(head, [])
    if column not in head.columns:
        raise UserError(f"Which column of ‘{table.path}’ names the pictures is not clear.", advice="Choose it.")
    folder = _folder(options, table.path)
    lookup = Lookup(folder)
    for batch in file.batches([column], lambda _number, _reason: None):
        for cell in batch.columns[0].to_pylist():
            if name := (cell or "").strip():
                found = lookup.find(name + options.ending)
                yield name, folder / (found[0] if found else name + options.ending)


def find_table_kind(path: Path) -> TableKind | None:
    """What a table of pictures is for; None for one of anything else, and for one that cannot be read."""
    try:
        file = find_file(TableOptions(path=path))
        return guess_kind(Head(file.columns, file.head()))
    except UserError:
        return None


class _Reading:
    """Reads the rows of one table, and finds their files.

    Args:
        joins: makes one answer of two rows with the same picture; without it each row is a sample of its own.
    """

    def __init__(
        self,
        options: Any,
        choose: Callable[[Head, Any, str], Chosen],
        joins: Callable[[Any, Any], Any] | None = None,
    ) -> None:
        table = _as_table(options)
        self.where = str(table.path)
        self._options, self._joins = options, joins
        self._stamp = _stamp(options, table.path) if table.path.is_file() else ""  # else refused in words below
        self._file: TableFile = find_file(table)
        self.chosen = choose(Head(self._file.columns, self._file.head()), options, self.where)
        self._folder = _folder(options, table.path)
        self._ids: list[str] = []
        self._files: list[str] = []
        self._stamps: list[tuple[int, int]] = []
        self._splits: list[str] = []
        self._set_aside: list[SetAside] = []
        self._missing = self._rows = self._joined = 0

    def read(self, parse: Callable[[Sequence[str]], Answer]) -> list[Answer]:
        """The answers of all rows that can be used. Raises: UserError if there is none."""
        lookup, places, answers = Lookup(self._folder), dict[str, int](), list[Answer]()
        for number, name, cells, split in self._read_rows():
            self._rows += 1
            found = lookup.find(name + self._options.ending) if name else None
            try:
                if found is None:
                    self._missing += bool(name)
                    raise NoAnswer("there is no such file" if name else "it names no picture")
                answer = parse(cells)
                if self.chosen.split and split.casefold() not in SPLITS:
                    raise NoAnswer(f"‘{split[:50]}’ is no split" if split else "it has no split")
            except NoAnswer as error:
                word = f"{self._file.row_word} {number}"
                self._set_aside.append(SetAside(f"{name} ({word})" if name else word, str(error)))
                continue
            known = places.get(found[0])
            if known is not None and self._joins is not None:
                answers[known] = self._joins(answers[known], answer)
                self._joined += 1
                continue
            places.setdefault(found[0], len(answers))
            answers.append(answer)
            self._ids.append(name if known is None else f"{name} ({self._file.row_word} {number})")
            self._files.append(found[0])
            self._stamps.append(found[1])
            self._splits.append(split)
        self._require(answers)
        return answers

    def finish(self, classes: Sequence[str], targets: NDArray[Any]) -> ListedPictures:
        """The dataset. Raises: UserError for a split without training pictures."""
        return ListedPictures(
            folder=self._folder,
            ids=self._ids,
            files=self._files,
            stamps=self._stamps,
            stamp=json.dumps([self._stamp, asdict(self.chosen)]),
            classes=tuple(classes),
            targets=targets,
            splits=self._read_splits(),
            notes=tuple(self._describe(targets)),
            set_aside=tuple(self._set_aside),
        )

    def _read_rows(self) -> Iterator[tuple[int, str, list[str], str]]:
        """Number, picture, answers and split of every row."""
        chosen, has_split = self.chosen, bool(self.chosen.split)
        for batch in self._file.batches(chosen.names, self._refuse):
            columns = [[(value or "").strip() for value in column.to_pylist()] for column in batch.columns]
            for number, picture, *cells in zip(batch.numbers.tolist(), *columns, strict=True):
                split = cells.pop() if has_split else ""
                yield number, picture, cells, split

    def _refuse(self, number: int, reason: str) -> None:
        self._set_aside.append(SetAside(f"{self._file.row_word} {number}", reason))

    def _require(self, answers: Sequence[object]) -> None:
        if answers:
            return
        if not self._set_aside:
            raise UserError(f"‘{self.where}’ has a header, but no rows.", advice="Choose a file with pictures.")
        if self._missing == self._rows:
            first = self._set_aside[0].id
            raise UserError(
                f"None of the {self._rows:,} pictures that ‘{self.where}’ names is in ‘{self._folder}’: {first}.",
                advice="Choose the folder of the pictures, or add the ending of their names (such as .jpg).",
            )
        first_aside = self._set_aside[0]
        raise UserError(
            f"No row of ‘{self.where}’ can be used: {first_aside.id}: {first_aside.reason}.",
            advice="Choose other columns.",
        )

    def _read_splits(self) -> Sequence[Split] | None:
        if not self.chosen.split:
            return None
        known = [SPLITS[name.casefold()] for name in self._splits]
        if "train" not in known:
            raise UserError(
                f"The column ‘{self.chosen.split}’ of ‘{self.where}’ marks no picture as train.",
                advice="Mark most rows as train, or choose another split_column.",
            )
        return known if set(known) != {"train"} else None

    def _describe(self, targets: NDArray[Any]) -> list[Note]:
        answers = ", ".join(f"‘{name}’" for name in self.chosen.answers[:10])
        more = " …" if len(self.chosen.answers) > 10 else ""
        split = f", the split from ‘{self.chosen.split}’" if self.chosen.split else ""
        words = (
            f"Pictures are taken from the column ‘{self.chosen.picture}’, what they are from {answers}{more}{split}."
        )
        notes = [Note("info", words), *(Note("warning", note) for note in self._file.notes)]
        if self._joined:
            rows = (
                "1 row names a picture again; its"
                if self._joined == 1
                else f"{self._joined:,} rows name a picture again; their"
            )
            notes.append(Note("info", f"{rows} labels are taken together."))
        if targets.ndim == 2 and targets.dtype == np.uint8 and (none := int((~targets.any(1)).sum())):
            notes.append(Note("info", f"{'1 picture has' if none == 1 else f'{none:,} pictures have'} no label."))
        return notes


def _in_order(names: set[str] | frozenset[str], where: str, column: str) -> tuple[str, ...]:
    if len(names) > MOST_NAMES:
        raise UserError(
            f"The column ‘{column}’ of ‘{where}’ holds {len(names):,} different names: these are no classes.",
            advice="Choose another column.",
        )
    return tuple(sorted(names, key=natural_key))


def _as_table(options: PictureTableOptions) -> TableOptions:
    path = Path(options.path).expanduser().absolute()  # so that it means the same file in another process
    return TableOptions(path=path, delimiter=options.delimiter, quotes=options.quotes, encoding=options.encoding)


def _folder(options: PictureTableOptions, path: Path) -> Path:
    if options.folder is None:
        return path.parent
    folder = Path(options.folder).expanduser().absolute()
    if not folder.is_dir():
        raise UserError(f"There is no folder ‘{folder}’.", advice="Choose the folder in which the pictures are.")
    return folder


def _known(name: str, head: Head) -> str:
    return name if name in head.columns else ""


def _stamp(options: PictureTableOptions, path: Path) -> str:
    status = path.stat()
    facts = [options.model_dump(mode="json"), str(path), status.st_size, status.st_mtime_ns]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode("utf-8", "surrogateescape")).hexdigest()
