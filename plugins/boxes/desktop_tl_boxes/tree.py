"""Lists a folder and all below it once, and finds pictures in it by what an annotation calls them."""

import os
import posixpath
import re
from collections.abc import Iterator, Sequence

_SUFFIXES = ".apng .avif .bmp .dib .gif .jfif .jp2 .jpe .jpeg .jpg .mpo .pbm .pgm .png .ppm .tga .tif .tiff .webp"
PICTURE_SUFFIXES = frozenset(_SUFFIXES.split())
_FOREIGN = re.compile(r"^([a-zA-Z]:|[a-zA-Z][\w+.-]*://|/|~)")


class Tree:
    """The files below a folder; hidden ones and those of the system are left out.

    Attributes:
        root: absolute.
        folders: names of the files in every folder, by its path below the root with ``/``; "" is the root.
        moved: names that were not where the annotation says, and found elsewhere.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self.folders: dict[str, set[str]] = {}
        self.moved: list[str] = []
        self._by_name: dict[str, str | None] | None = None
        seen = set[tuple[int, int] | str]()
        for place, below, files in os.walk(root, followlinks=True):
            status = os.stat(place)
            # Some network drives number nothing: there, two folders are the same if their real paths are.
            key = (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(place)
            if key in seen:  # a link back up
                below.clear()
                continue
            seen.add(key)
            below[:] = sorted(name for name in below if not _is_hidden(name))
            relative = os.path.relpath(place, root).replace(os.sep, "/")
            self.folders["" if relative == "." else relative] = {name for name in files if not _is_hidden(name)}

    def has(self, path: str) -> bool:
        """Whether there is such a file; the path is relative to the root and in its simplest form."""
        head, tail = posixpath.split(path)
        return tail in self.folders.get(head, ())

    def with_suffix(self, *suffixes: str) -> Iterator[str]:
        """The files with one of these suffixes in small letters, in a stable order."""
        for folder, names in self.folders.items():
            for name in sorted(names):
                if posixpath.splitext(name)[1].lower() in suffixes:
                    yield join(folder, name)

    def pictures(self) -> Iterator[str]:
        """The files that are called as pictures are."""
        return self.with_suffix(*PICTURE_SUFFIXES)

    def find(self, name: str, bases: Sequence[str]) -> str | None:
        """A file that an annotation names, below one of these folders; else the only one of that name anywhere.

        A path that leads out of the root, of another computer or of the network is not followed.
        """
        for spelt in dict.fromkeys((name, name.replace("\\", "/"))):
            if _FOREIGN.match(spelt):
                continue
            for base in bases:
                path = join(base, spelt)
                if self.has(path):
                    return path
        return self._find_anywhere(posixpath.basename(name.replace("\\", "/")))

    def _find_anywhere(self, name: str) -> str | None:
        if self._by_name is None:
            self._by_name = {}
            for path in self.pictures():
                key = posixpath.basename(path).casefold()
                self._by_name[key] = None if key in self._by_name else path
        found = self._by_name.get(name.casefold())
        if found is not None:
            self.moved.append(found)
        return found


def join(*parts: str) -> str:
    """A path below the root in its simplest form; one that leads out of it begins with two points."""
    path = posixpath.normpath(posixpath.join(*parts))
    return "" if path == "." else path


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name in ("__MACOSX", "Thumbs.db", "@eaDir")
