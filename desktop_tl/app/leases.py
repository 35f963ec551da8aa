"""Keeps installed folders from being deleted while a process uses them; the system ends a lease with its process."""

import atexit
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

log = logging.getLogger(__name__)

_held: dict[Path, FileLock] = {}
"""By this process, until it ends."""


def take_lease(folder: Path, name: str) -> Path | None:
    """Keeps what is called ``name`` from being deleted until this process ends; None where nothing can be written.

    Args:
        folder: of the leases.
        name: without ``-``.
    """
    path = folder / f"{name}-{os.getpid()}-{uuid4().hex[:8]}.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, thread_local=False)
        lock.acquire(timeout=0)
    except (OSError, Timeout) as error:
        log.info("It cannot be noted in %s that %s is used: %s", folder, name, error)
        return None
    _held[path] = lock
    return path


def drop_lease(path: Path | None) -> None:
    """Gives a lease back."""
    lock = _held.pop(path, None) if path is not None else None
    if path is not None and lock is not None:
        lock.release()
        path.unlink(missing_ok=True)


def leased_names(folder: Path) -> Iterator[str]:
    """What a running process uses; leases of dead ones are removed."""
    for path in folder.glob("*.lock"):
        name = path.name.partition("-")[0]
        if path in _held:
            yield name
            continue
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except (OSError, Timeout):
            yield name
            continue
        lock.release()
        path.unlink(missing_ok=True)


def known_names(folder: Path) -> list[str]:
    """What has a lease, of a running process or a dead one."""
    return [path.name.partition("-")[0] for path in folder.glob("*.lock")]


@atexit.register
def _drop_all() -> None:
    pid = str(os.getpid())
    for path in list(_held):
        if path.name.split("-")[1] == pid:  # those of a process that this one was forked from are not ours
            drop_lease(path)
