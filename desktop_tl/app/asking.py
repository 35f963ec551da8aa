"""Finds what a person wants a trained model to be asked about: pictures or texts in files, folders and tables."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, get_args

from desktop_tl.api.backbones import Modality
from desktop_tl.api.datasets import DatasetSpec
from desktop_tl.api.errors import UserError
from desktop_tl.app.datasets import Source
from desktop_tl.app.options import validate_options
from desktop_tl.app.pictures import SUFFIXES, find_below
from desktop_tl.host import Catalog
from desktop_tl.runs.recipe import DatasetChoice

TEXT_SUFFIXES = frozenset((".txt", ".text", ".md", ".markdown", ".rst"))
"""Files that are one text each. A file that is named itself is tried whatever it is called."""

_SUFFIXES: dict[Modality, frozenset[str]] = {"image": SUFFIXES, "text": TEXT_SUFFIXES}


@dataclass(frozen=True)
class Asked:
    """One sample to ask about: how it is called in the answer, and itself."""

    name: str
    source: Source


def find_asked(
    catalog: Catalog,
    modality: Modality,
    paths: Iterable[Path],
    options: Mapping[str, Any] | None = None,
    *,
    like: DatasetChoice | None = None,
) -> Iterator[Asked]:
    """Each file as one sample, but a table as all its rows; of a folder the files in it and below. Each file once.

    Tables are read as the answers are taken, so that millions of rows need no room.

    Args:
        modality: of the samples that the model takes.
        paths: files and folders.
        options: for the tables, for instance which column holds the texts.
        like: what the model was trained on: a table of the same kind is read with the same options, unless others are
            given.

    Raises:
        UserError: a table cannot be read. A file that cannot be read is asked about all the same: the answer says why.
    """
    seen: set[Path] = set()
    for path in paths:
        table = None if path.is_dir() else _find_table(catalog, modality, path)
        if table is not None:
            yield from _read_table(table, path, {**options_like(like, table), **(options or {})})
            continue
        for file in find_below([path], _SUFFIXES[modality]):
            if file not in seen:
                seen.add(file)
                yield Asked(str(file), file)


def options_like(like: DatasetChoice | None, spec: DatasetSpec) -> dict[str, Any]:
    """The options of other data of the same kind, such as which columns were chosen; without paths, behind which other
    samples of the same names may lie."""
    if like is None or like.id != spec.id:
        return {}
    fields = spec.options.model_fields.items()
    paths = {name for name, field in fields if Path in (field.annotation, *get_args(field.annotation))}
    return {name: value for name, value in like.options.items() if name not in {spec.path_option, *paths}}


def _find_table(catalog: Catalog, modality: Modality, path: Path) -> DatasetSpec | None:
    """The kind of dataset that hands out the rows of such a file without knowing their targets."""
    for spec in catalog.datasets.values():
        lists = spec.list_sources is not None and spec.modality == modality
        if lists and spec.recognises is not None and spec.recognises(path):
            return spec
    return None


def _read_table(spec: DatasetSpec, path: Path, options: dict[str, Any]) -> Iterator[Asked]:
    assert spec.list_sources is not None  # _find_table looked
    where = f"dataset {spec.id}"
    chosen = validate_options(spec.options, {**options, spec.path_option: str(path.absolute())}, where=where)
    is_empty = True
    for name, source in spec.list_sources(chosen):
        is_empty = False
        yield Asked(f"{path}: {name}", source)
    if is_empty:
        raise UserError(f"‘{path}’ has no rows.", advice="Choose a table with some.")


def in_batches(asked: Iterable[Asked], size: int) -> Iterator[list[Asked]]:
    """Lists of ``size``, the last one of what is left."""
    rest = iter(asked)
    while batch := list(islice(rest, size)):
        yield batch
