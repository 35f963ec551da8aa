"""Reads JSON Lines, and a JSON file that is one list. Line by line: Arrow's reader refuses a column of mixed types."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from desktop_tl.api import UserError
from desktop_tl_tables import TableOptions
from desktop_tl_tables.batches import HEAD_ROWS, Batch, BatchMaker, Refuse
from desktop_tl_tables.files import find_encoding, open_text, reading_in_words


@dataclass(frozen=True, kw_only=True)
class JsonRecords:
    """A file of objects."""

    path: Path
    encoding: str
    is_list: bool
    columns: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def row_word(self) -> str:
        return "row" if self.is_list else "line"

    def head(self) -> list[list[str | None]]:
        records = islice(read_objects(self.path, self.encoding, self.is_list, _ignore), HEAD_ROWS)
        return [[as_text(record.get(name)) for name in self.columns] for _, record in records]

    def batches(self, wanted: Sequence[str], refuse: Refuse) -> Iterator[Batch]:
        maker, is_begun = BatchMaker(len(wanted)), False
        for number, record in read_objects(self.path, self.encoding, self.is_list, refuse):
            is_begun = True
            if maker.add(number, [as_text(record.get(name)) for name in wanted]):
                yield maker.take()
                is_begun = False
        if is_begun:
            yield maker.take()


def open_json(path: Path, options: TableOptions) -> JsonRecords:
    """Finds the columns in the first objects. Raises: UserError."""
    encoding = find_encoding(path, options.encoding)
    with reading_in_words(path, encoding), open_text(path, encoding) as file:
        start = file.read(4096).lstrip()
    is_list = start.startswith("[")
    refused: list[str] = []
    records = read_objects(path, encoding, is_list, lambda number, reason: refused.append(f"{number}: {reason}"))
    columns: dict[str, None] = {}
    for _, record in islice(records, HEAD_ROWS):
        columns |= dict.fromkeys(record)
    if not columns:
        raise UserError(
            f"‘{path}’ holds no objects{f' (line {refused[0]})' if refused else ''}.",
            advice='Each line is one object, for instance {"text": "…", "label": "…"}.',
        )
    return JsonRecords(path=path, encoding=encoding, is_list=is_list, columns=tuple(columns))


def read_objects(path: Path, encoding: str, is_list: bool, refuse: Refuse) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Number and content of each object. Raises: UserError."""
    with reading_in_words(path, encoding), open_text(path, encoding) as file:
        rows = enumerate(_read_list(path, file.read()), 1) if is_list else _read_lines(file, refuse)
        for number, record in rows:
            if isinstance(record, dict):
                yield number, record
            else:
                refuse(number, "it is no object with named values")


def _read_lines(lines: Iterator[str], refuse: Refuse) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError) as error:
            refuse(number, f"it is not valid JSON ({error})")


def _read_list(path: Path, text: str) -> list[Any]:
    try:
        records = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError(f"‘{path}’ is not valid JSON: {error}.", advice="Mend it and try again.") from error
    return records if isinstance(records, list) else [records]


def as_text(value: Any) -> str | None:
    """A value as the text or the name of a class; numbers and true or false become names."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _ignore(_number: int, _reason: str) -> None:
    pass  # reading it as a whole tells of it
