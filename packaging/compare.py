#!/usr/bin/env python3
"""Says in what two builds differ: folders, .tar.gz archives or .deb packages.

python3 packaging/compare.py ONE OTHER

Compares names, kinds, rights, times and contents of all files. Status 0: they are the same; 1: each line names a
difference.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """What is known of one file; ``content`` is the hash of a file or the target of a link."""

    kind: str
    rights: str
    time: int
    content: str


def read_entries(folder: Path) -> dict[str, Entry]:
    """Everything below the folder by its path there."""
    return {path.relative_to(folder).as_posix(): _read(path) for path in sorted(folder.rglob("*"))}


def _read(path: Path) -> Entry:
    about = path.lstat()
    rights, time = oct(about.st_mode & 0o7777), int(about.st_mtime)
    if path.is_symlink():
        return Entry("link", "", time, os.readlink(path))
    if path.is_dir():
        return Entry("folder", rights, time, "")
    with path.open("rb") as file:
        return Entry("file", rights, time, hashlib.file_digest(file, "sha256").hexdigest())


def differences(one: Mapping[str, Entry], other: Mapping[str, Entry]) -> Iterator[str]:
    """A line for each."""
    for name in sorted({*one, *other}):
        if name not in other:
            yield f"only in the first: {name}"
        elif name not in one:
            yield f"only in the second: {name}"
        elif one[name] != other[name]:
            changed = [f.name for f in fields(Entry) if getattr(one[name], f.name) != getattr(other[name], f.name)]
            yield f"{', '.join(changed)}: {name}"


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The folder itself, or what is in the archive; of a package also its control files."""
    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if path.suffix == ".deb":
            subprocess.run(["dpkg-deb", "--raw-extract", path, folder / "deb"], check=True)
        else:
            with tarfile.open(path) as tar:
                tar.extractall(folder, filter="tar")
        yield folder


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    given = parser.parse_args(arguments)
    for path in (given.one, given.other):
        if not path.exists():
            parser.error(f"there is no {path}")
    with unpacked(given.one) as one, unpacked(given.other) as other:
        lines = list(differences(read_entries(one), read_entries(other)))
    if given.one.is_file() and given.other.is_file() and not lines and _digest(given.one) != _digest(given.other):
        lines = ["content: the archives themselves, though all that is in them is the same"]
    for line in lines:
        print(line)
    print(f"{len(lines)} differences" if lines else "They are the same.")
    return 1 if lines else 0


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
