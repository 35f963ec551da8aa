"""Reads what the outputs of ImageNet classifiers mean from timm's own text files, once and only when asked."""

import csv
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from desktop_tl.api import UserError


class LabelSet(Sequence[str]):
    """The labels of one label set of timm, such as ``imagenet``; its length is known without reading a file."""

    def __init__(self, name: str, length: int) -> None:
        self.name = name
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, index):
        return read_labels(self.name)[index]

    def __repr__(self) -> str:
        return f"LabelSet({self.name!r}, {self._length})"


@cache
def read_labels(name: str) -> tuple[str, ...]:
    """The descriptions of timm's label set ``name``, in the order of the classifier's outputs."""
    folder = _info_folder()
    lemmas = _lemmas(folder)
    synsets = _read(folder / f"{name}_synsets.txt").split()
    return tuple(lemmas.get(synset, synset) for synset in synsets)


@cache
def _lemmas(folder: Path) -> dict[str, str]:
    lines = _read(folder / "imagenet_synset_to_lemma.txt").splitlines()
    return {row[0]: row[1] for row in csv.reader(lines, delimiter="\t") if len(row) >= 2}


def _info_folder() -> Path:
    spec = find_spec("timm")  # finds the folder without importing timm, which would import torch
    if spec is None or not spec.submodule_search_locations:
        raise UserError("timm is not installed.", advice="Install the package timm, then start again.")
    return Path(spec.submodule_search_locations[0]) / "data" / "_info"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UserError(
            f"timm's label file {path.name} cannot be read: {error.strerror}.",
            advice="Install another version of timm, or go on without label names.",
        ) from error
