"""Files that belong to a model, described by a plugin and fetched by the app: where they are, how large, which hash."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Url:
    """A file on the network.

    Args:
        url: where the app downloads it from, once the person asked for it.
        sha256: the file's SHA-256 in hexadecimal, whole or its first eight digits or more; empty if unknown.
        size: in bytes; None if unknown.
    """

    url: str
    sha256: str = ""
    size: int | None = None


@dataclass(frozen=True, kw_only=True)
class PackageFile:
    """A file inside an installed Python distribution.

    Args:
        distribution: its name in the package index, for the advice when it is missing.
        path: the file, relative to where the distribution is installed, with ``/``.
        sha256: as for `Url`.
        size: in bytes; None if unknown.
    """

    distribution: str
    path: str
    sha256: str = ""
    size: int | None = None


@dataclass(frozen=True, kw_only=True)
class LocalFile:
    """A file that the person has on this computer.

    Args:
        path: the file.
        sha256: as for `Url`.
        size: in bytes; None if unknown.
    """

    path: str
    sha256: str = ""
    size: int | None = None


ModelFile = Url | PackageFile | LocalFile
