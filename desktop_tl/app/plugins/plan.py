"""What a change of the installed plugins would mean, before anything is changed: shown to the person, then applied."""

from dataclasses import dataclass, field
from typing import Any, Literal

from desktop_tl.app.plugins.document import RequestedPlugin

Action = Literal["install", "update", "remove", "undo"]
Step = Literal["resolving", "downloading", "inspecting", "installing", "trying", "switching"]

WARNING = (
    "A plugin is code that runs with your rights: it can read, change and send whatever you can. "
    "Install only what comes from somebody you trust."
)


@dataclass(frozen=True, kw_only=True)
class PlannedDistribution:
    """One distribution of the set that would be used.

    Args:
        name: normalised.
        before: the version that is installed now; empty if none is.
        size: of its wheel in bytes; None if the index does not say.
        is_requested: the person asked for it; the others come because one of these needs them.
        is_here: its wheel is on this computer already.
        source: where the wheel is: a path, or an address.
        sha256: of the wheel; empty if the index does not say.
        is_same: this very file is installed now.
        facts: of its author, as the index knows them: ``summary``, ``license``, ``author``, ``home_page`` …
    """

    name: str
    version: str
    before: str = ""
    size: int | None = None
    is_requested: bool = False
    is_here: bool = False
    source: str = ""
    sha256: str = ""
    is_same: bool = False
    facts: dict[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A change that can be applied as long as nobody else changes the plugins.

    Args:
        action: what was asked for.
        names: of the plugins that it is about.
        base: the generation that it starts from; empty for none.
        base_requested: what was wanted then.
        requested: what is wanted afterwards.
        distributions: all that is installed afterwards, the plugins first.
        removed: what is no longer there afterwards, with its version.
        notes: what else is good to know, as sentences.
        goes_back_to: for Undo, the generation; empty for none installed; None for the other actions.
    """

    action: Action
    names: tuple[str, ...]
    base: str
    base_requested: tuple[RequestedPlugin, ...]
    requested: tuple[RequestedPlugin, ...]
    distributions: tuple[PlannedDistribution, ...]
    removed: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    goes_back_to: str | None = None

    @property
    def changed(self) -> tuple[PlannedDistribution, ...]:
        """What would be new or another version."""
        return tuple(dist for dist in self.distributions if not dist.is_same)

    @property
    def kept(self) -> tuple[PlannedDistribution, ...]:
        """What stays as it is."""
        return tuple(dist for dist in self.distributions if dist.is_same)

    @property
    def download_bytes(self) -> int | None:
        """What must be downloaded; None if the index does not say."""
        sizes = [dist.size for dist in self.distributions if not dist.is_here]
        return None if None in sizes else sum(size or 0 for size in sizes)

    @property
    def is_empty(self) -> bool:
        """Nothing would change."""
        return not self.changed and not self.removed and self.requested == self.base_requested


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a change is.

    Args:
        step: what is done now.
        done: bytes of downloads, or parts of other steps.
        total: None if unknown.
    """

    step: Step
    done: int = 0
    total: int | None = None
