"""Closes the network to the code inside, whichever library it asks: everything in Python goes through these events."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_EVENTS = frozenset(("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"))
_HERE = frozenset(("localhost", "127.0.0.1", "::1", "", None))


class NetworkUsed(AssertionError):
    """The code tried to reach another computer."""


class _Watch:
    """An audit hook cannot be taken away again, so there is one for the process, which looks only while it is asked."""

    def __init__(self) -> None:
        self.is_installed = False
        self.attempts: list[list[str]] = []

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.attempts or event not in _EVENTS:
            return
        host = _host(event, arguments)
        if host not in _HERE:
            self.attempts[-1].append(str(host))
            raise NetworkUsed(_sentence(str(host)))


_watch = _Watch()


@contextmanager
def no_network() -> Iterator[None]:
    """Inside, no other computer is reached: the attempt raises `NetworkUsed`, and so does leaving after a swallowed
    one. Sockets to this computer and between processes work. Counts for all threads of the process."""
    if not _watch.is_installed:
        _watch.is_installed = True
        sys.addaudithook(_watch)
    attempts: list[str] = []
    _watch.attempts.append(attempts)
    try:
        yield
    finally:
        _watch.attempts.remove(attempts)
    if attempts:
        raise NetworkUsed(_sentence(attempts[0]))


def _sentence(host: str) -> str:
    return f"it tried to reach ‘{host}’ on the network"


def _host(event: str, arguments: tuple[Any, ...]) -> object:
    value = arguments[0] if event in ("socket.getaddrinfo", "socket.gethostbyname") else arguments[1]
    if isinstance(value, tuple):  # an Internet address; that of a local socket is a path
        value = value[0]
    elif event not in ("socket.getaddrinfo", "socket.gethostbyname"):
        return None
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
