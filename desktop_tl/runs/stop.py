"""How one thread asks long work in another to stop."""

from threading import Event

from desktop_tl.api.errors import Stopped


class StopToken:
    """Requested from any thread, looked at once a step by the one that works."""

    def __init__(self) -> None:
        self._event = Event()

    def request(self) -> None:
        """Asks to stop; may be called more than once."""
        self._event.set()

    @property
    def is_requested(self) -> bool:
        """Whether somebody asked."""
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Sleeps so long or until somebody asks; returns whether somebody did."""
        return self._event.wait(seconds)

    def check(self) -> None:
        """Raises: Stopped, if somebody asked."""
        if self.is_requested:
            raise Stopped
