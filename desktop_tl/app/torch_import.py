"""Imports torch where a broken one must become a sentence instead of a crash."""

import logging

from desktop_tl.api.errors import UserError

_log = logging.getLogger(__name__)


def require_torch() -> None:
    """Makes sure that torch and torchvision can be imported. Takes seconds the first time: on a worker thread.

    Raises:
        UserError: with what is wrong, pointing to the doctor.
    """
    import desktop_tl.engine  # noqa: F401  # sets what torch reads when it is loaded

    try:
        import torch  # noqa: F401  # seconds, which the window and the short commands do without
        import torchvision  # noqa: F401
    except Exception as error:  # ImportError, OSError (libraries), RuntimeError (the two do not match) …
        raise UserError(
            f"PyTorch cannot be loaded: {_first_line(error)}.",
            advice="`desktop-tl doctor` tells what is wrong with it and how to mend it.",
        ) from error


def preload_torch() -> None:
    """Imports torch ahead of its first use; a broken one is told by whoever needs it, not here."""
    try:
        require_torch()
    except UserError as error:
        _log.warning("%s", error)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
