"""What is known of one plugin, whether it works or not: the row on the Plugins page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

State = Literal["ready", "failed", "disabled", "left out"]
Kind = Literal["backbones", "datasets", "tasks", "observers", "exporters"]


@dataclass(frozen=True, kw_only=True)
class PluginRecord:
    """One plugin that was found.

    Args:
        key: ``distribution:name``, unique; what the set of disabled plugins holds.
        name: of the entry point.
        distribution: as pip knows it; empty for a plugin that was handed over in memory.
        summary: one line, by its author.
        state: ``left out`` means not even tried: safe mode, a crash at the last start, or installed twice.
        error: why it is not ready, as a sentence; empty if it is.
        advice: how to mend that; empty if there is nothing sensible to say.
        traceback: for the error report; empty if no exception was raised.
        output: what it printed while loading, the beginning.
        load_seconds: import and hooks together.
        imported_torch: it was this plugin that imported torch, which costs every start seconds.
        deprecated: what it uses that a coming version of Desktop TL takes away, as sentences.
        offers: ids by kind.
        first_party: it belongs to Desktop TL itself.
    """

    key: str
    name: str
    distribution: str = ""
    version: str = ""
    author: str = ""
    licence: str = ""
    summary: str = ""
    homepage: str = ""
    state: State = "ready"
    error: str = ""
    advice: str = ""
    traceback: str = ""
    output: str = ""
    load_seconds: float = 0.0
    imported_torch: bool = False
    deprecated: tuple[str, ...] = ()
    offers: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)
    first_party: bool = False

    @property
    def title(self) -> str:
        """For sentences: the distribution, or the name where there is none."""
        return self.distribution or self.name
