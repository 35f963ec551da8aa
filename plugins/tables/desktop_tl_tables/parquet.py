"""Reads Parquet, column by column."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from desktop_tl.api import UserError
from desktop_tl_tables.batches import BATCH_ROWS, HEAD_ROWS, Batch, Refuse


@dataclass(frozen=True, kw_only=True)
class ParquetFile:
    """Its columns that hold one value a row; lists, pictures and the like are none for us."""

    path: Path
    columns: tuple[str, ...]
    notes: tuple[str, ...] = ()
    row_word: str = "row"

    def head(self) -> list[list[str | None]]:
        with _in_words(self.path):
            batch = next(pq.ParquetFile(self.path).iter_batches(HEAD_ROWS, columns=list(self.columns)), None)
            if batch is None:
                return []
            values = [_as_texts(batch.column(name)).to_pylist() for name in self.columns]
        return [list(row) for row in zip(*values, strict=True)]

    def batches(self, wanted: Sequence[str], refuse: Refuse) -> Iterator[Batch]:
        first = 1
        with _in_words(self.path):
            for batch in pq.ParquetFile(self.path).iter_batches(BATCH_ROWS, columns=list(dict.fromkeys(wanted))):
                numbers = np.arange(first, first + batch.num_rows, dtype=np.int64)
                first += batch.num_rows
                yield Batch(numbers, [_as_texts(batch.column(name)) for name in wanted])


def open_parquet(path: Path) -> ParquetFile:
    """Raises: UserError."""
    with _in_words(path):
        schema = pq.ParquetFile(path).schema_arrow
    columns = tuple(field.name for field in schema if _is_plain(field.type))
    if not columns:
        raise UserError(
            f"‘{path}’ has no column with texts or numbers.", advice="Choose a file with texts and classes."
        )
    return ParquetFile(path=path, columns=columns)


def holds_pictures(path: Path) -> bool:
    """Whether a column holds encoded pictures, as Hugging Face writes them, or other bytes. False if it is damaged."""
    try:
        kinds = [field.type for field in pq.ParquetFile(path).schema_arrow]
    except (pa.ArrowException, OSError):
        return False
    return any(_is_bytes(kind) or (pa.types.is_struct(kind) and _has_bytes(kind)) for kind in kinds)


def _has_bytes(kind: pa.StructType) -> bool:
    return any(_is_bytes(kind.field(number).type) for number in range(kind.num_fields))


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind))


def _is_plain(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return not (pa.types.is_nested(kind) or _is_bytes(kind))


def _as_texts(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return pc.cast(column, pa.large_string())


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
        raise UserError(f"‘{path}’ cannot be read: {reason}", advice="It may be damaged: write or copy it anew.") from (
            error
        )
