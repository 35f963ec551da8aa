"""Reads CSV and its relatives. Python's own reader: it tells the line of every row, which Arrow's does not."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Literal

from desktop_tl.api import UserError
from desktop_tl_tables import TableOptions
from desktop_tl_tables.batches import HEAD_ROWS, Batch, BatchMaker, Refuse, name_columns
from desktop_tl_tables.files import find_encoding, open_text, reading_in_words

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_LOOKED_AT = 65_536
_LONGEST_NAME = 100
_MOST_LINES = 100
"""A row of the wrong width that goes over more lines than this is one whose quote is not closed."""

_SEPARATOR = re.compile(r'"?sep=(.)"?')
"""What Excel puts before the header, to say what divides the columns."""

_LINE_END = re.compile(r"\r\n?|\n")
_BEFORE_A_BLANK = {sign: re.compile(rf"{sign}(\s|$)") for sign in ",;"}
"""How these stand in a sentence, and hardly ever between columns."""

csv.field_size_limit(2**31 - 1)  # a text may be longer than the 128 kB that Python's reader takes

Record = tuple[int, int, list[str]]
"""First and last line of a row, and its fields."""


@dataclass(frozen=True, kw_only=True)
class Delimited:
    """A text file with one row a line and a sign between the fields.

    Args:
        opening_notes: what is to be said before the rows are read; those that were swallowed are told after that.
    """

    path: Path
    encoding: str
    delimiter: str
    quotes: bool
    has_header: bool
    columns: tuple[str, ...]
    opening_notes: tuple[str, ...] = ()
    row_word: str = "line"
    _swallowing: set[int] = field(default_factory=set, init=False, repr=False, compare=False)

    @property
    def notes(self) -> tuple[str, ...]:
        if not self._swallowing:
            return self.opening_notes
        count, first = len(self._swallowing), min(self._swallowing)
        rows = (
            f"1 row goes over several lines that look like rows of their own (line {first:,})"
            if count == 1
            else f"{count:,} rows go over several lines that look like rows of their own (first in line {first:,})"
        )
        way_out = "Where quotes are a part of the texts, switch off that they enclose texts (quotes=false)."
        return *self.opening_notes, f"{rows}. {way_out}"

    def head(self) -> list[list[str | None]]:
        width = len(self.columns)
        rows = [_fit(fields, width) for _, _, fields in islice(self._rows(), HEAD_ROWS)]
        return [list(row) for row in rows if row is not None]

    def batches(self, wanted: Sequence[str], refuse: Refuse) -> Iterator[Batch]:
        width, places = len(self.columns), [self.columns.index(name) for name in wanted]
        maker, is_begun = BatchMaker(len(places)), False
        for line, last, fields in self._rows():
            row = fields if len(fields) == width else _fit(fields, width)
            if row is None:
                self._require_closed(line, last)
                refuse(
                    line, f"it has {'1 field' if len(fields) == 1 else f'{len(fields):,} fields'} instead of {width:,}"
                )
                continue
            is_begun = True
            if maker.add(line, [row[place] for place in places]):
                yield maker.take()
                is_begun = False
        if is_begun:
            yield maker.take()

    def _require_closed(self, line: int, last: int) -> None:
        """All that stands between two quotes far apart would silently be lost."""
        if last - line > _MOST_LINES:
            raise UserError(
                f"In line {line:,} of ‘{self.path}’ a quote begins that does not end for {last - line:,} lines.",
                advice="Close it; or, where quotes are a part of the texts, switch off that they enclose texts: "
                "--set dataset.options.quotes=false in the terminal.",
            )

    def _rows(self) -> Iterator[Record]:
        records = read_records(self.path, self.encoding, self.delimiter, self.quotes)
        for record in islice(records, int(self.has_header), None):
            line, last, fields = record
            if last > line and len(fields) == len(self.columns) and look_like_rows(fields, self.delimiter):
                self._swallowing.add(line)
            yield record


def open_delimited(path: Path, options: TableOptions) -> Delimited:
    """Finds out how the file is written. Raises: UserError."""
    encoding = find_encoding(path, options.encoding)
    delimiter = DELIMITERS.get(options.delimiter) or guess_delimiter(path, encoding, options.quotes)
    head = list(islice(read_records(path, encoding, delimiter, options.quotes), HEAD_ROWS))
    if not head:
        raise UserError(f"‘{path}’ holds nothing but blank lines.", advice="Choose a file with texts and classes.")
    first, rest = head[0][2], [fields for _, _, fields in head[1:]]
    has_header = options.header == "yes" or (options.header == "auto" and not looks_like_data(first, rest))
    names = first if has_header else [f"column {number}" for number in range(1, len(first) + 1)]
    notes: tuple[str, ...] = ()
    if not has_header and options.header == "auto":
        notes = (f"The first line looks like data, not like a header: the columns are called {', '.join(names)}.",)
    return Delimited(
        path=path,
        encoding=encoding,
        delimiter=delimiter,
        quotes=options.quotes,
        has_header=has_header,
        columns=name_columns(names),
        opening_notes=notes,
    )


def read_records(path: Path, encoding: str, delimiter: str, quotes: bool) -> Iterator[Record]:
    """All rows that are not blank, the header too. Raises: UserError."""
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    with reading_in_words(path, encoding), open_text(path, encoding) as file:
        reader = csv.reader(file, delimiter=delimiter, quoting=quoting)
        line = 1
        try:
            for fields in reader:
                last = reader.line_num
                if last == 1 and _SEPARATOR.fullmatch(delimiter.join(fields)):
                    fields = []
                if len(fields) > 1 or (fields and fields[0].strip()):
                    yield line, last, fields
                line = last + 1
        except csv.Error as error:
            raise UserError(
                f"Line {reader.line_num:,} of ‘{path}’ cannot be read: {error}.", advice="Mend that line and try again."
            ) from error


def guess_delimiter(path: Path, encoding: str, quotes: bool) -> str:
    """The sign that cuts the first lines most evenly."""
    if path.suffix.lower() in (".tsv", ".tab"):
        return "\t"
    with reading_in_words(path, encoding), open_text(path, encoding) as file:
        text = file.read(_LOOKED_AT)
    lines = text.splitlines(keepends=True)
    said = _SEPARATOR.fullmatch(lines[0].strip("\ufeff\r\n")) if lines else None
    if said is not None:
        return said[1]
    whole = lines[:-1] if len(text) == _LOOKED_AT and len(lines) > 1 else lines
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    best, most = "\t", (0.0, 0)  # for a file of one column: the sign that is rarest in texts
    for delimiter in DELIMITERS.values():
        widths = [len(row) for row in csv.reader(whole, delimiter=delimiter, quoting=quoting) if row]
        if not widths or widths[0] < 2:
            continue
        evenness = widths.count(widths[0]) / len(widths)
        if (evenness, widths[0]) > most:
            best, most = delimiter, (evenness, widths[0])
    return best


def look_like_rows(fields: Sequence[str], delimiter: str) -> bool:
    """Whether each line of a row looks like a row of the same width: a quote that encloses nothing swallowed them."""
    in_sentence = _BEFORE_A_BLANK.get(delimiter)
    return len(fields) > 1 and all(
        line.count(delimiter) == len(fields) - 1 and not (in_sentence and in_sentence.search(line))
        for line in _LINE_END.split(delimiter.join(fields))
    )


def looks_like_data(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """A name is short, and does not come again among the few values of its own column."""
    rows = [row for row in rest if len(row) == len(first)]
    for place, name in enumerate(first):
        if len(name) > _LONGEST_NAME:
            return True
        values = [row[place] for row in rows]
        if name.strip() and name in values and len(set(values)) <= (len(values) + 1) / 2:
            return True
    return False


def _fit(fields: list[str], width: int) -> list[str] | None:
    """The fields, without empty ones that trail at the end; None if there are too few or too many."""
    while len(fields) > width and not fields[-1].strip():
        fields = fields[:-1]
    return fields if len(fields) == width else None
