"""What writing texts does off the window's thread: load the model once, let it write, tell how far it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from desktop_tl.app.context import AppContext
from desktop_tl.app.generating import load_generator
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.generation import GenerationSettings
from desktop_tl.runs.stop import StopToken

if TYPE_CHECKING:
    from desktop_tl.app.generating import TextGenerator

INTERVAL = 1 / 30
"""Seconds between what is shown of a text that grows."""


class Writers:
    """Keeps the model that was used last, so that it is loaded once. Used from workers, one at a time."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._lock = threading.Lock()
        self._mark: tuple[Path, str, int] | None = None  # of the model that is loaded
        self._generator: TextGenerator | None = None

    def is_loaded(self, run: RunFolder) -> bool:
        """Whether the run's model is at hand."""
        return self._mark == run.model_mark()

    def write(
        self,
        run: RunFolder,
        prompt: str,
        settings: GenerationSettings,
        on_text: Callable[[str, int], None],
        stop: StopToken,
    ) -> tuple[str, int]:
        """What follows the prompt, and how many tokens that are. Raises: UserError, Stopped.

        Args:
            on_text: gets both as they are so far, as often as a screen needs: a small model writes a thousand tokens a
                second, and a long text is laid out anew each time.
        """
        tokens, told = 0, 0.0

        def tell(text: str) -> None:
            nonlocal tokens, told
            tokens += 1
            if monotonic() - told >= INTERVAL:
                told = monotonic()
                on_text(text, tokens)

        with self._lock:
            stop.check()
            generator = self._load(run)
            stop.check()
            return generator.generate(prompt, settings, tell, stop), tokens

    def _load(self, run: RunFolder) -> TextGenerator:
        mark = run.model_mark()
        if self._generator is None or self._mark != mark:
            self._mark = self._generator = None  # the old one's memory is free before the new one takes its own
            self._generator = load_generator(self._context, run)
            self._mark = mark
        return self._generator
