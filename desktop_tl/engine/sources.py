"""What a dataset may hand out as a sample, and the words for one that cannot be read."""

import errno
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

Source = Path | bytes | str | NDArray[Any]


class UnreadableSample(Exception):
    """A sample that cannot be used; the text is the reason in words, without the file's name."""


def explain_file_error(error: Exception, kind: str) -> str | None:
    """Why a file cannot be read, in words; None if it is not the file system that says so.

    Args:
        kind: what it should be, for instance ``a picture``.
    """
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "there is no permission to read the file"
    if isinstance(error, IsADirectoryError):
        return f"it is a folder, not {kind}"
    if isinstance(error, OSError) and error.errno in (errno.EIO, errno.ESTALE, errno.ENODEV):
        return f"the drive failed to read it: {error.strerror}"
    return None
