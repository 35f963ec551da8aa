"""Says in words what a disk does not let us do."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_tl.api.errors import UserError
from desktop_tl.runs.files import is_disk_full


@contextmanager
def disk_in_words(folder: Path, failed: str, *, if_full: str, if_refused: str) -> Iterator[None]:
    """Around work that writes to ``folder``. Raises: UserError in place of an OSError.

    Args:
        failed: what could not be done, as the beginning of a sentence.
        if_full: advice where the disk is full.
        if_refused: advice where the system does not let us, for whatever other reason.
    """
    try:
        yield
    except OSError as error:
        if is_disk_full(error):
            raise UserError(f"The disk of {folder} is full.", advice=if_full) from error
        where = os.fspath(error.filename) if error.filename else str(folder)
        raise UserError(f"{failed}: {where}: {error.strerror or error}.", advice=if_refused) from error


def require_room(folder: Path, needed: int, *, spare: int = 0, advice: str) -> None:
    """Raises: UserError if the disk of an existing folder has less room than that.

    Args:
        needed: bytes, as they are told.
        spare: bytes that shall be left besides.
        advice: what to do then.
    """
    free = shutil.disk_usage(folder).free
    if needed + spare > free:
        unit, digits, size = ("GB", 1, 1e9) if needed >= 1e9 else ("MB", 0, 1e6)
        raise UserError(
            f"The disk of {folder} is too full: {needed / size:,.{digits}f} {unit} are needed, "
            f"{free / size:,.{digits}f} {unit} are free.",
            advice=advice,
        )
