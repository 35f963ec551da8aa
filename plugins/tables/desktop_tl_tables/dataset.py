"""Holds the texts of a table in Arrow, and hands out one at a time."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from desktop_tl.api import Note, Sample, SetAside, Split, UserError
from desktop_tl_tables import TableOptions
from desktop_tl_tables.columns import Columns


@dataclass(frozen=True, kw_only=True)
class TableTexts:
    """An opened table. What another process gets holds no texts: it reads the file again when it is asked for one.

    Args:
        options: as it was opened, with an absolute path.
        columns: that were taken, chosen or guessed.
        places: for each sample its place among the rows that were read.
        numbers: for each sample the line or row of the file.
        row_word: ``line`` or ``row``.
        stamp: of the file, when it was opened.
        targets: numbers of classes; of shape (N, 0) where there are none.
    """

    options: TableOptions
    columns: Columns
    places: NDArray[np.int64]
    numbers: NDArray[np.int64]
    row_word: str
    stamp: str
    targets: NDArray[Any]
    classes: Sequence[str]
    splits: Sequence[Split] | None = None
    groups: Sequence[str] | None = None
    notes: Sequence[Note] = ()
    set_aside: Sequence[SetAside] = ()

    def __len__(self) -> int:
        return len(self.targets)

    def sample(self, index: int) -> Sample:
        index = range(len(self))[index]
        text = self._texts[int(self.places[index])].as_py()
        target = self.targets[index]
        return Sample(f"{self.row_word} {self.numbers[index]}", text, target if target.ndim else int(target))

    def fingerprint(self) -> str:
        """Of the file's path, size and time of change, of the options, and of the columns that were taken."""
        return hashlib.sha256(json.dumps([self.stamp, asdict(self.columns)]).encode()).hexdigest()

    def with_texts(self, texts: pa.ChunkedArray) -> "TableTexts":
        """The same, with what was read already."""
        self.__dict__["_texts"] = texts
        return self

    @cached_property
    def _texts(self) -> pa.ChunkedArray:
        from desktop_tl_tables.opening import read_texts  # it imports this module

        if stamp_of(self.options) != self.stamp:
            raise UserError(f"‘{self.options.path}’ was changed since it was opened.", advice="Open the dataset again.")
        return read_texts(self.options, self.columns.text)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_texts"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)


def stamp_of(options: TableOptions) -> str:
    """Changes with the file and with the options."""
    path = Path(options.path)
    try:
        status = path.stat()
    except OSError as error:
        raise UserError(
            f"‘{path}’ cannot be read any more: {error.strerror or error}.", advice="Bring it back, or open another."
        ) from error
    facts = [options.model_dump(mode="json"), status.st_size, status.st_mtime_ns]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
