"""Recognises a full disk, which every system reports in its own way."""

import errno

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FULL_ON_WINDOWS = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL


def is_disk_full(error: BaseException | None) -> bool:
    """Whether the error, or what it came from, is a full disk or a spent quota."""
    while error is not None:
        if isinstance(error, OSError) and (
            error.errno in _FULL or getattr(error, "winerror", None) in _FULL_ON_WINDOWS
        ):
            return True
        error = error.__cause__ or error.__context__
    return False
