"""Walks through the class folders and collects files of a kind, and everything that is none, with its reason."""

import hashlib
import os
from array import array
from collections import Counter
from collections.abc import Sequence

from desktop_tl.api import SetAside
from desktop_tl_folders.dataset import PathTable
from desktop_tl_folders.formats import FileKind, suffix_of
from desktop_tl_folders.layout import ClassFolder, Layout
from desktop_tl_folders.listing import Listing, list_folder, printable


class Scan:
    """What one pass over the folders found.

    Attributes:
        paths: of the files, relative to the root, in a stable order.
        folder_of: for every file, the index of its class folder.
        other: number of files that are of no such kind, by extension.
        ignored: number of hidden and left-behind entries.
        loose: files of the kind that lie above the class folders.
        renamed: number of files recognised by content against their extension.
        links_back: links to folders that were read already.
        unreadable: folders, with the reason.
    """

    def __init__(self, root: str, kind: FileKind) -> None:
        self.root, self.kind = root, kind
        self.paths = PathTable()
        self.folder_of = array("q")
        self.set_aside: list[SetAside] = []
        self.other: Counter[str] = Counter()
        self.ignored = 0
        self.loose: list[str] = []
        self.renamed = 0
        self.links_back: list[str] = []
        self.unreadable: list[str] = []
        self._digest = hashlib.blake2b(digest_size=16)
        self._seen: set[tuple[int, int] | str] = set()

    @property
    def digest(self) -> str:
        """Changes with every path, size and time of change."""
        return self._digest.hexdigest()

    def read(self, layout: Layout) -> None:
        """Reads all class folders, and what lies above them."""
        self._mark_parents()
        for base, listing in layout.above:
            self._is_new(base)
            self._count(base, listing)
            self.loose += [printable(os.path.join(base, e.name)) for e in listing.files if self.kind.fits(e)]
        folders = [folder if self._is_new(folder.path) else None for folder in layout.classes]
        for index, folder in enumerate(folders):
            if folder is not None:
                self._walk(index, folder)

    def _walk(self, index: int, folder: ClassFolder) -> None:
        waiting = [folder.path]
        while waiting:
            base = waiting.pop()
            listing = list_folder(os.path.join(self.root, base))
            self._count(base, listing)
            prefix = os.path.join(base, "").encode("utf-8", "surrogateescape")
            while listing.files:  # popped, so that a million entries do not keep their stat results
                self._take(index, base, prefix, listing.files.pop())
            below = [os.path.join(base, name) for name in reversed(listing.folders)]
            waiting += [path for path in below if self._is_new(path)]

    def _take(self, index: int, base: str, prefix: bytes, entry: os.DirEntry[str]) -> None:
        suffix = suffix_of(entry.name)
        if suffix not in self.kind.suffixes:
            if not self.kind.fits(entry):
                self._refuse(base, entry.name, suffix)
                return
            self.renamed += 1
        try:
            status = entry.stat()
        except OSError as error:  # deleted meanwhile, or on a drive that went away
            self._set_aside(base, entry.name, f"cannot be read: {error.strerror}")
            return
        if not status.st_size:
            self._set_aside(base, entry.name, "the file is empty (0 bytes)")
            return
        path = prefix + entry.name.encode("utf-8", "surrogateescape")
        self.paths.append(path)
        self.folder_of.append(index)
        self._digest.update(b"%s\0%d\0%d\n" % (path, status.st_size, status.st_mtime_ns))

    def _refuse(self, base: str, name: str, suffix: str) -> None:
        if suffix in self.kind.unsupported:
            self._set_aside(base, name, f"format not supported: {self.kind.unsupported[suffix]}")
        else:
            self.other[suffix or "no extension"] += 1

    def _count(self, base: str, listing: Listing) -> None:
        self.ignored += listing.ignored
        for name in listing.broken_links:
            self._set_aside(base, name, "a link to a file that does not exist")
        if listing.error:
            self.unreadable.append(f"{printable(base)}: {listing.error}")

    def _set_aside(self, base: str, name: str, reason: str) -> None:
        self.set_aside.append(SetAside(printable(os.path.join(base, name)), reason))

    def _mark_parents(self) -> None:
        """A link from a class to a folder above the root would take in everything."""
        path = os.path.realpath(self.root)
        while True:
            self._mark(path)
            if path == os.path.dirname(path):
                return
            path = os.path.dirname(path)

    def _mark(self, path: str) -> bool:
        try:
            status = os.stat(path)
        except OSError:
            return True  # listing it says why
        # Some network drives number nothing: there, two folders are the same if their real paths are.
        key = (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(path)
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def _is_new(self, relative: str) -> bool:
        new = self._mark(os.path.join(self.root, relative))
        if not new and relative:
            self.links_back.append(printable(relative))
        return new


def count_suffixes(scan: Scan, layout: Layout) -> Sequence[tuple[str, int]]:
    """Files that are not of the kind, by extension, most frequent first; those above the classes included."""
    found = scan.other.copy()
    for item in scan.set_aside:
        found[suffix_of(item.id) or "no extension"] += 1
    for _, listing in layout.above:
        found.update(suffix_of(entry.name) or "no extension" for entry in listing.files if not scan.kind.fits(entry))
    return found.most_common()
