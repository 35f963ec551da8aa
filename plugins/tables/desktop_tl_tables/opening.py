"""Opens a table: reads it once, batch by batch, and says in words what is wrong or worth knowing."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from desktop_tl.api import LABEL_NAMES, TEXT_NAMES, Note, Preview, SetAside, Split, TableHead, UserError, is_usual
from desktop_tl_tables import TableOptions
from desktop_tl_tables.batches import Batch, TableFile, whole_characters
from desktop_tl_tables.columns import SPLITS, Columns, choose_columns, choose_text_column, guess_options, require_column
from desktop_tl_tables.dataset import TableTexts, stamp_of
from desktop_tl_tables.delimited import open_delimited
from desktop_tl_tables.files import find_kind
from desktop_tl_tables.json_lines import open_json
from desktop_tl_tables.parquet import open_parquet

MOST_CLASSES = 100_000
PREVIEWED_ROWS = 20
PREVIEWED_CHARACTERS = 300


def open_table(options: TableOptions) -> TableTexts:
    """Raises: UserError for what cannot be used."""
    return _open(options, choose_columns)


def _open(options: TableOptions, choose: Callable[[TableHead, TableOptions, str], Columns]) -> TableTexts:
    options = with_absolute_path(options)
    path = options.path
    stamp = stamp_of(options) if path.is_file() else ""  # before it is read; what is no file is refused in words below
    file = find_file(options)
    head = read_head(file)
    if not head.rows:
        raise explain_no_rows(file, str(path))
    columns = choose(head, options, str(path))
    reading = Reading(file, columns, str(path))
    for batch in file.batches(columns.names, reading.refuse):
        reading.take(batch)
    return reading.finish(options, stamp)


def open_column(options: TableOptions) -> TableTexts:
    """The texts alone, of a table with or without classes. Raises: UserError, as `open_table`."""
    return _open(options, _choose_text_and_split)


def _choose_text_and_split(head: TableHead, options: TableOptions, where: str) -> Columns:
    text = choose_text_column(head, options, where)
    if options.split_column:
        require_column(options.split_column, head, where)
    return Columns(text, split=guess_options(head, options.model_copy(update={"text_column": text}))["split_column"])


def preview_table(options: TableOptions) -> Preview:
    """The first rows, and the columns that would be taken. Raises: UserError."""
    file = find_file(with_absolute_path(options))
    rows = file.head()[:PREVIEWED_ROWS]
    known = set(file.columns)
    fitting = options.model_copy(
        update={
            name: "" for name in ("text_column", "label_column", "split_column") if getattr(options, name) not in known
        }
    )
    return Preview(
        columns=tuple(file.columns),
        rows=tuple(tuple(whole_characters((value or "")[:PREVIEWED_CHARACTERS]) for value in row) for row in rows),
        column_options=guess_options(read_head(file), fitting),
        notes=tuple(Note("warning", words) for words in file.notes),
    )


def list_rows(options: TableOptions) -> Iterator[tuple[str, str]]:
    """Line and text of every row that fits the columns. Raises: UserError."""
    options = with_absolute_path(options)
    file = find_file(options)
    column = choose_text_column(read_head(file), options, str(options.path))
    for batch in file.batches([column], lambda _number, _reason: None):
        for number, text in zip(batch.numbers.tolist(), batch.columns[0].to_pylist(), strict=True):
            yield f"{file.row_word} {number}", text or ""


def read_head(file: TableFile) -> TableHead:
    """The first rows, for a guess."""
    rows = file.head()
    return TableHead({name: [row[place] for row in rows] for place, name in enumerate(file.columns)})


def find_file(options: TableOptions) -> TableFile:
    """The reader for what the file is. Raises: UserError."""
    kind = find_kind(options.path, options.encoding)
    if kind == "parquet":
        return open_parquet(options.path)
    return open_json(options.path, options) if kind == "json" else open_delimited(options.path, options)


def read_texts(options: TableOptions, column: str) -> pa.ChunkedArray:
    """The texts of all rows, in the order in which `open_table` saw them."""
    chunks = [batch.columns[0] for batch in find_file(options).batches([column], lambda _number, _reason: None)]
    return pa.chunked_array(chunks, pa.large_string())


def with_absolute_path(options: TableOptions) -> TableOptions:
    """So that it means the same file in another process."""
    return options.model_copy(update={"path": Path(options.path).expanduser().absolute()})


def explain_no_rows(file: TableFile, where: str) -> UserError:
    """For a table of whose rows none fits its columns."""
    refused: list[tuple[int, str]] = []
    for _ in file.batches(file.columns[:1], lambda number, reason: refused.append((number, reason))):
        pass
    if refused:
        return explain_misshapen(file, where, *refused[0])
    return UserError(f"‘{where}’ has a header, but no rows.", advice="Choose a file with texts.")


def explain_misshapen(file: TableFile, where: str, number: int, reason: str) -> UserError:
    """For a table most of whose rows have other fields than its header."""
    return UserError(
        f"Most rows of ‘{where}’ do not fit its columns ({file.row_word} {number:,}: {reason}).",
        advice="Check the delimiter; where quotes are a part of the texts, switch off that they enclose texts "
        "(quotes=false).",
    )


class Reading:
    """Collects what the batches hold: the texts stay in Arrow, of classes and splits only numbers are kept."""

    def __init__(self, file: TableFile, columns: Columns, where: str) -> None:
        self._file, self._columns, self._where = file, columns, where
        self._texts: list[pa.Array] = []
        self._places: list[NDArray[np.int64]] = []
        self._numbers: list[NDArray[np.int64]] = []
        self._labels, self._splits = _Names(), _Names()
        self._rows = self._kept = 0
        self._left_out: list[tuple[int, str]] = []
        self._misshapen = 0

    def refuse(self, number: int, reason: str) -> None:
        """Takes note of a line that is no row of this table."""
        self._left_out.append((number, reason))
        self._misshapen += 1

    def take(self, batch: Batch) -> None:
        """Takes in some rows."""
        texts, *others = batch.columns
        labels, splits = (others[0], others[1:]) if self._columns.label else (None, others)
        has_text = ~_is_blank(texts)
        has_label = np.ones(len(has_text), bool) if labels is None else ~_is_blank(labels)
        good = has_text & has_label
        has_split = ~_is_blank(splits[0]) if splits else np.ones(len(good), bool)
        good &= has_split
        for place in np.flatnonzero(~good).tolist():
            reason = "it has no split" if has_label[place] else "it has no class"
            self._left_out.append((int(batch.numbers[place]), reason if has_text[place] else "the text is empty"))
        kept = pa.array(good)
        if labels is not None:
            self._labels.add(labels.filter(kept))
        if splits:
            self._splits.add(splits[0].filter(kept))
        if len(self._labels.names) > MOST_CLASSES:
            raise self._no_classes(f"more than {MOST_CLASSES:,} different values")
        self._texts.append(texts)
        self._places.append(np.flatnonzero(good) + self._rows)
        self._numbers.append(batch.numbers[good])
        self._rows += len(good)
        self._kept += int(good.sum())

    def finish(self, options: TableOptions, stamp: str) -> TableTexts:
        """Raises: UserError if nothing is left that could be learnt."""
        if self._misshapen > self._rows:
            raise explain_misshapen(self._file, self._where, *self._left_out[0])
        if not self._kept:
            also = f" and a class in ‘{self._columns.label}’" if self._columns.label else ""
            raise UserError(
                f"No row of ‘{self._where}’ has {'both ' if also else ''}a text in ‘{self._columns.text}’{also}.",
                advice="Choose other columns.",
            )
        classes, targets = self._read_classes()
        dataset = TableTexts(
            options=options,
            columns=self._columns,
            places=np.concatenate(self._places),
            numbers=np.concatenate(self._numbers),
            row_word=self._file.row_word,
            stamp=stamp,
            targets=targets,
            classes=classes,
            splits=self._read_splits(),
            notes=tuple(self._describe(options)),
            set_aside=tuple(SetAside(f"{self._file.row_word} {n}", why) for n, why in sorted(self._left_out)),
        )
        return dataset.with_texts(pa.chunked_array(self._texts, pa.large_string()))

    def _read_classes(self) -> tuple[Sequence[str], NDArray[Any]]:
        if not self._columns.label:
            return (), np.empty((self._kept, 0), np.float32)
        classes, targets = self._labels.in_order(natural_key)
        if len(classes) == self._kept and self._kept > 2:
            raise self._no_classes(f"another value in each of its {self._kept:,} rows")
        return classes, targets

    def _read_splits(self) -> Sequence[Split] | None:
        if not self._columns.split:
            return None
        names, numbers = self._splits.in_order(natural_key)
        unknown = [name for name in names if name.casefold() not in SPLITS]
        if unknown:
            shown = ", ".join(f"‘{name}’" for name in unknown[:10])
            raise UserError(
                f"The column ‘{self._columns.split}’ of ‘{self._where}’ holds {shown}, which is no split.",
                advice="It may hold train, validation and test; or leave split_column empty.",
            )
        known = [SPLITS[name.casefold()] for name in names]
        if "train" not in known:
            raise UserError(
                f"The column ‘{self._columns.split}’ of ‘{self._where}’ marks no row as train.",
                advice="Mark most rows as train, or choose another split_column.",
            )
        return [known[number] for number in numbers.tolist()] if set(known) != {"train"} else None

    def _describe(self, options: TableOptions) -> list[Note]:
        """What was taken; a guess that no name supports is shown, so that a person can choose otherwise."""
        split = f", the split from ‘{self._columns.split}’" if self._columns.split else ""
        classes = f", classes from ‘{self._columns.label}’" if self._columns.label else ""
        words = f"Texts are taken from the column ‘{self._columns.text}’{classes}{split}."
        is_sure = (options.text_column or is_usual(self._columns.text, TEXT_NAMES)) and (
            not classes or options.label_column or is_usual(self._columns.label, LABEL_NAMES)
        )
        return [Note("info" if is_sure else "warning", words), *(Note("warning", note) for note in self._file.notes)]

    def _no_classes(self, what: str) -> UserError:
        return UserError(
            f"The column ‘{self._columns.label}’ of ‘{self._where}’ holds {what}: these are no classes.",
            advice="Choose the column of the classes: label_column.",
        )


class _Names:
    """Numbers the different values of a column as they come."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self._numbers: list[NDArray[np.int64]] = []

    def add(self, values: pa.Array) -> None:
        encoded = pc.utf8_trim_whitespace(values).dictionary_encode()
        table = [self.names.setdefault(name, len(self.names)) for name in encoded.dictionary.to_pylist()]
        self._numbers.append(np.asarray(table, np.int64)[np.asarray(encoded.indices)])

    def in_order(self, key: Callable[[str], object]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
        """The values in order, and for every row its place among them."""
        names = sorted(self.names, key=key)  # type: ignore[arg-type]
        places = np.empty(len(names), np.int64)
        places[[self.names[name] for name in names]] = np.arange(len(names))
        numbers = np.concatenate([np.empty(0, np.int64), *self._numbers])
        return tuple(names), places[numbers]


def _is_blank(values: pa.Array) -> NDArray[np.bool_]:
    blank = pc.equal(pc.binary_length(pc.utf8_trim_whitespace(values)), 0)
    return np.asarray(pc.fill_null(blank, True))


def natural_key(name: str) -> tuple[int, float, str, str]:
    """Numbers by their size, then texts by their letters."""
    if re.fullmatch(r"-?[0-9]{1,15}([.][0-9]+)?", name):
        return 0, float(name), "", name
    return 1, 0.0, name.casefold(), name
