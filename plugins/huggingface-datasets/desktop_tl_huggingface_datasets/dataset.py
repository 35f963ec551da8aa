"""Rows of Arrow tables as samples: pictures and texts stay in the file until somebody asks for one."""

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import datasets
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from desktop_tl.api import Note, Sample, SetAside, Split, UserError
from desktop_tl_huggingface_datasets.columns import Columns

SPLITS: dict[str, Split] = {
    "train": "train",
    "training": "train",
    "validation": "validation",
    "valid": "validation",
    "val": "validation",
    "dev": "validation",
    "test": "test",
}
MOST_CLASSES = 100_000
READ_FOR_FINGERPRINT = 1000


class RowSample(Sample):
    """Reads its picture or text when it is asked for: a walk over all ids must not read them all."""

    def __init__(self, sample_id: str, target: int, dataset: "ArrowSamples", index: int) -> None:
        for name, value in (("id", sample_id), ("target", target), ("_dataset", dataset), ("_index", index)):
            object.__setattr__(self, name, value)

    @property
    def source(self) -> bytes | Path | str:
        return cast("ArrowSamples", self._dataset).read(self._index)  # type: ignore[attr-defined]

    def __reduce__(self) -> tuple[Any, ...]:
        return Sample, (self.id, self.source, self.target)


@dataclass(frozen=True)
class Part:
    """One split: its rows (all columns but that of the samples dropped), and which of them are used."""

    name: str
    rows: datasets.Dataset
    used: NDArray[np.int64]


@dataclass(frozen=True)
class ArrowSamples:
    """An opened dataset."""

    parts: tuple[Part, ...]
    column: str
    folder: Path
    classes: tuple[str, ...]
    targets: NDArray[np.int64]
    splits: Sequence[Split] | None
    notes: tuple[Note, ...]
    set_aside: tuple[SetAside, ...]
    stamp: str = ""
    groups: None = None

    def __len__(self) -> int:
        return len(self.targets)

    def sample(self, index: int) -> Sample:
        part, row = self._find(index)
        return RowSample(sample_id(part.name, row), int(self.targets[index]), self, index)

    def read(self, index: int) -> bytes | Path | str:
        """The text; the encoded picture, or the file that holds it."""
        part, row = self._find(index)
        value = part.rows[row][self.column]
        if isinstance(value, str):
            return value
        data, path = (value.get("bytes"), value.get("path")) if isinstance(value, dict) else (value, None)
        return bytes(data) if data is not None else self.folder / str(path)

    def fingerprint(self) -> str:
        """Of all classes and sizes, of the content of a thousand samples spread over the rows, and of the times of the
        files, since a sample in between may have changed."""
        return self._fingerprint

    @cached_property
    def _fingerprint(self) -> str:
        digest = hashlib.sha256(repr((self.stamp, self.classes, len(self))).encode())
        digest.update(np.ascontiguousarray(self.targets).tobytes())
        for part in self.parts:
            digest.update(f"{part.name} {len(part.rows)}".encode())
            digest.update(part.used.tobytes())
            for chunk in content_lengths(part.rows, self.column):
                digest.update(chunk)
        for index in np.unique(np.linspace(0, len(self) - 1, READ_FOR_FINGERPRINT).astype(int)):
            source = self.read(int(index))
            digest.update(source if isinstance(source, bytes) else str(source).encode())
        return digest.hexdigest()

    def _find(self, index: int) -> tuple[Part, int]:
        index = range(len(self))[index]  # also from the end; raises IndexError
        at = bisect_right(self._starts, index) - 1
        return self.parts[at], int(self.parts[at].used[index - self._starts[at]])

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *np.cumsum([len(part.used) for part in self.parts])[:-1].tolist()]


def sample_id(split: str, row: int) -> str:
    """Stable, and sorted as the rows are."""
    return f"{split}/{row:07d}"


def gather(splits: dict[str, datasets.Dataset], columns: Columns, where: str, folder: Path) -> ArrowSamples:
    """Reads the classes of all rows, and leaves out rows without sample or class. Raises: UserError."""
    known = {name: split for name, split in splits.items() if name in SPLITS} or splits
    notes = [
        Note(
            "info",
            f"{columns.content.capitalize()}s are taken from the column ‘{columns.sample}’, classes from "
            f"‘{columns.label}’.",
        ),
    ]
    if ignored := sorted(set(splits) - set(known)):
        notes.append(Note("warning", f"{len(ignored)} parts are left out: {', '.join(ignored)}.", tuple(ignored)))
    labels = {name: read_labels(split, columns) for name, split in known.items()}
    classes = columns.names or tuple(sorted({text for part in labels.values() for text in part.names}, key=natural))
    if len(classes) > MOST_CLASSES:
        raise UserError(
            f"The column ‘{columns.label}’ of {where} has {len(classes):,} different values.",
            advice="Choose the column of the classes: label_column.",
        )
    places = {name: number for number, name in enumerate(classes)}
    parts, targets, given, set_aside = [], [], [], []
    for name, split in known.items():
        numbers = labels[name].as_targets(places)
        is_filled = find_filled(split, columns.sample)
        good = is_filled & (numbers >= 0)
        for row in np.flatnonzero(~good).tolist():
            reason = "it has no class" if is_filled[row] else f"it has no {columns.content}"
            set_aside.append(SetAside(sample_id(name, row), reason))
        used = np.flatnonzero(good).astype(np.int64)
        parts.append(Part(name, only_samples(split, columns.sample), used))
        targets.append(numbers[used])
        given += [SPLITS.get(name, "train")] * len(used)
    if not given:
        raise UserError(f"No row of {where} has both a {columns.content} and a class.", advice="Choose other columns.")
    return ArrowSamples(
        parts=tuple(parts),
        column=columns.sample,
        folder=folder,
        classes=classes,
        targets=np.concatenate(targets),
        splits=given if set(given) != {"train"} else None,
        notes=tuple(notes),
        set_aside=tuple(set_aside),
    )


@dataclass(frozen=True)
class Labels:
    """The labels of one split: a number for each row (-1 for none), and what the numbers mean if they are places in
    ``names``; empty names mean that the numbers are the targets."""

    numbers: NDArray[np.int64]
    names: tuple[str, ...]

    def as_targets(self, places: dict[str, int]) -> NDArray[np.int64]:
        if not self.names:
            return np.where((self.numbers >= 0) & (self.numbers < len(places)), self.numbers, -1)
        table = np.array([*(places[name] for name in self.names), -1], np.int64)
        return table[self.numbers]  # -1 is the last


def read_labels(split: datasets.Dataset, columns: Columns) -> Labels:
    """Holds 8 bytes for each row, whatever the column holds."""
    column = arrow_column(split, columns.label)
    if columns.names:
        return Labels(np.asarray(pc.fill_null(column.cast(pa.int64()), -1)), ())
    texts = column if columns.kind == "text" else column.cast(pa.string())
    encoded = pa.chunked_array(texts).combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    names = tuple(str(name) for name in encoded.dictionary.to_pylist())
    return Labels(np.asarray(pc.fill_null(encoded.indices.cast(pa.int64()), -1)), names or ("",))


def find_filled(split: datasets.Dataset, name: str) -> NDArray[np.bool_]:
    """For each row whether there is a picture, by the validity alone, or a text that is not blank."""
    column = arrow_column(only_samples(split, name), name)
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        lengths = pc.binary_length(pc.utf8_trim_whitespace(column))
        return np.asarray(pc.greater(pc.fill_null(lengths, 0), 0))
    if pa.types.is_struct(column.type):
        fields = {column.type.field(number).name for number in range(column.type.num_fields)}
        there = pc.is_valid(pc.struct_field(column, "bytes"))
        if "path" in fields:
            there = pc.or_(there, pc.fill_null(pc.not_equal(pc.struct_field(column, "path"), ""), False))
        return np.asarray(pc.and_(pc.is_valid(column), there))
    return np.asarray(pc.is_valid(column))


def content_lengths(rows: datasets.Dataset, name: str) -> list[bytes]:
    """The size of every sample in bytes: changes with nearly every change of content, and is read in no time."""
    column = arrow_column(rows, name)
    data = pc.struct_field(column, "bytes") if pa.types.is_struct(column.type) else column
    if pa.types.is_null(data.type):
        return []  # they are all files
    lengths = pc.fill_null(pc.binary_length(data), -1)
    return [np.asarray(chunk).tobytes() for chunk in lengths.chunks]


def only_samples(split: datasets.Dataset, name: str) -> datasets.Dataset:
    """The column of samples alone, undecoded: decoding is the app's part."""
    rows = split.select_columns([name])
    if isinstance(rows.features[name], datasets.Image):
        rows = rows.cast_column(name, datasets.Image(decode=False))
    return rows


def arrow_column(split: datasets.Dataset, name: str) -> pa.ChunkedArray:
    """The column as it lies in the mapped file; for shuffled or selected rows a copy in their order."""
    table = split.select_columns([name]).with_format("arrow")[:]
    column = table.column(name)
    if isinstance(column.type, pa.BaseExtensionType):
        column = pa.chunked_array([chunk.storage for chunk in column.chunks], column.type.storage_type)
    return column


def natural(text: str) -> tuple[int, int, str]:
    """Sorts numbers by size and texts by letters."""
    return (0, int(text), "") if text.lstrip("-").isdecimal() else (1, 0, text)
