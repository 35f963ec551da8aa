"""Loads what an option names into splits; everything that can be wrong with it becomes words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")  # read when it is imported; nothing leaves unasked

import datasets
import huggingface_hub
import pyarrow as pa

from desktop_tl.api import TableHead, UserError
from desktop_tl_huggingface_datasets import (
    ColumnOptions,
    HubOptions,
    HubTextOptions,
    LocalOptions,
    LocalTextOptions,
)
from desktop_tl_huggingface_datasets.columns import choose_columns
from desktop_tl_huggingface_datasets.dataset import ArrowSamples, gather

for library in (datasets, huggingface_hub):  # what they tell would stand in the middle of what the app tells
    library.logging.set_verbosity_error()
datasets.disable_progress_bars()

HEAD_ROWS = 1_000
"""So many rows are looked at to guess what the columns hold."""

Splits = dict[str, datasets.Dataset]


def open_local(options: LocalOptions | LocalTextOptions) -> ArrowSamples:
    """Raises: UserError, if it is no dataset or has no samples and classes."""
    path = Path(options.path).expanduser().absolute()
    if not path.exists():
        raise UserError(f"There is no dataset at {path}.", advice="Check the path.")
    with in_words(f"{path}"):
        opened = select(load_local(path), options, str(path), path if path.is_dir() else path.parent)
        return replace(opened, stamp=stamp_of(path))


def open_hub(options: HubOptions | HubTextOptions) -> ArrowSamples:
    """Raises: UserError, if it cannot be had or has no samples and classes."""
    with in_words(f"the dataset {options.name} of the hub"):
        found = datasets.load_dataset(
            options.name, options.configuration or None, revision=options.revision or None, token=False
        )
        return select(as_splits(found), options, options.name, Path())


def load_local(path: Path) -> Splits:
    """The splits of a folder or file. Raises: UserError for one of another kind, and whatever the library raises."""
    if path.is_file():
        if path.suffix == ".arrow":
            return as_splits(datasets.Dataset.from_file(str(path)))
        if path.suffix == ".parquet":
            return as_splits(datasets.load_dataset("parquet", data_files={"train": str(path)}))
        raise UserError(f"{path} is neither an Arrow nor a Parquet file.", advice="Choose another file, or a folder.")
    if (path / "dataset_dict.json").is_file() or (path / "state.json").is_file():
        return as_splits(datasets.load_from_disk(str(path)))
    if any(path.rglob("*.parquet")):
        return as_splits(datasets.load_dataset(str(path)))
    raise UserError(
        f"{path} is not a Hugging Face dataset: it has neither a dataset_dict.json or state.json nor Parquet files.",
        advice="Choose the folder that save_to_disk has written; folders of pictures or texts are another kind.",
    )


def stamp_of(path: Path) -> str:
    """Names, sizes and times of the files."""
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    return repr([(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files])


def as_splits(found: datasets.Dataset | datasets.DatasetDict) -> Splits:
    """By name; a dataset without splits is all of it for training."""
    if isinstance(found, datasets.DatasetDict):
        return {str(name): split for name, split in found.items()}
    return {"train": found}


def select(splits: Splits, options: ColumnOptions, where: str, folder: Path) -> ArrowSamples:
    """Finds the columns and gathers what they hold."""
    filled = {name: split for name, split in splits.items() if len(split)}
    if not filled:
        raise UserError(f"{where} has no rows.", advice="Choose another dataset.")
    first = next(iter(filled.values()))

    def read_head(names: list[str]) -> TableHead:
        rows = first.select_columns(names)[:HEAD_ROWS]
        return TableHead({name: [None if v is None else str(v) for v in values] for name, values in rows.items()})

    columns = choose_columns(first.features, options, where, read_head)
    return gather(filled, columns, where, folder)


@contextmanager
def in_words(where: str) -> Iterator[None]:
    """Turns what the libraries raise for a bad file, a wrong name or a broken network into words."""
    try:
        yield
    except (OSError, ValueError, TypeError, LookupError, pa.ArrowException) as error:
        lines = str(error).strip().splitlines() or [type(error).__name__]
        raise UserError(
            f"{where[:1].upper()}{where[1:]} cannot be opened: {lines[0][:300]}",
            advice="It may be damaged, incomplete, spelt otherwise, or not reachable now.",
        ) from error
