"""Lists one folder: what is in it that counts, and what does not."""

import os
import re
import unicodedata
from dataclasses import dataclass, field

from desktop_tl_folders.formats import FileKind, is_left_behind


@dataclass
class Listing:
    """The entries of one folder.

    Args:
        folders: names, in natural order; links to folders included.
        files: in the order of their names, last first, so that `list.pop` takes them in order and frees them.
        ignored: number of hidden and left-behind entries.
        broken_links: names of links that lead nowhere.
        error: why the folder could not be read; empty if it could.
    """

    folders: list[str] = field(default_factory=list)
    files: list[os.DirEntry[str]] = field(default_factory=list)
    ignored: int = 0
    broken_links: list[str] = field(default_factory=list)
    error: str = ""

    def count(self, kind: FileKind) -> int:
        """How many of the files are of a kind."""
        return sum(kind.fits(entry) for entry in self.files)


def list_folder(path: str) -> Listing:
    """The entries of the folder at ``path``, not of those below."""
    listing = Listing()
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                _sort_in(listing, entry)
    except OSError as error:
        listing.error = error.strerror or str(error)
    listing.folders.sort(key=natural_key)
    listing.files.sort(key=lambda entry: entry.name, reverse=True)
    return listing


def _sort_in(listing: Listing, entry: os.DirEntry[str]) -> None:
    if is_left_behind(entry.name):
        listing.ignored += 1
    elif entry.is_dir():
        listing.folders.append(entry.name)
    elif entry.is_file():
        listing.files.append(entry)
    elif entry.is_symlink():
        listing.broken_links.append(entry.name)


def natural_key(name: str) -> tuple[list[str | int], str]:
    """Sorts ``class2`` before ``class10``, and capitals among small letters."""
    parts = re.split(r"(\d+)", unicodedata.normalize("NFC", name))
    return [int(part) if i % 2 else part.casefold() for i, part in enumerate(parts)], name


def printable(path: str) -> str:
    """The path with ``/`` and without bytes that no text encoding knows (a file system may hold any)."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return text.replace(os.sep, "/")
