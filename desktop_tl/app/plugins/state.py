"""Holds what is installed against what this process uses: what waits for the next start, and what Undo goes back to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_tl.api.errors import UserError
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.document import PluginDocument, RequestedPlugin, read_document
from desktop_tl.app.plugins.generations import Generation, active_generation, read_generation
from desktop_tl.host import PluginRecord


@dataclass(frozen=True, kw_only=True)
class PluginState:
    """The installed plugins, now and from the next start on.

    Args:
        requested: what the person asked for, by name of the distribution.
        now: distribution → version in the set that this process uses.
        next: the same for the set that the next start uses.
        waiting: plugins that this process does not know, since they are used from the next start on.
        changed: distributions of another version, or of another file, from the next start on.
        previous: name and version of each requested plugin in the set that Undo goes back to; None if there is none.
    """

    requested: Mapping[str, RequestedPlugin] = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)
    next: Mapping[str, str] = field(default_factory=dict)
    waiting: tuple[PluginRecord, ...] = ()
    changed: frozenset[str] = frozenset()
    previous: tuple[tuple[str, str], ...] | None = None

    def is_removed(self, distribution: str) -> bool:
        """Whether it is used until the app is started again, and then no more."""
        return distribution in self.now and distribution not in self.next


def read_state(paths: Paths) -> PluginState:
    """Reads three small files. A damaged document has no state: the start tells of it."""
    try:
        document = read_document(paths)
    except UserError:
        return PluginState()
    active, wanted = active_generation(paths), document.generation
    now = read_generation(paths, active) if active else None
    coming = read_generation(paths, wanted) if wanted else None
    files_now, files_next = _files(now), _files(coming)
    return PluginState(
        requested={plugin.name: plugin for plugin in document.requested},
        now=_versions(now),
        next=_versions(coming),
        waiting=tuple(
            PluginRecord(key=f"{dist.name}:{name}", name=name, distribution=dist.name, version=dist.version)
            for dist in (coming.distributions if coming else ())
            if dist.name not in files_now
            for name in dist.plugins
        ),
        changed=frozenset(name for name in files_now.keys() & files_next.keys() if files_now[name] != files_next[name]),
        previous=_previous(paths, document),
    )


def _previous(paths: Paths, document: PluginDocument) -> tuple[tuple[str, str], ...] | None:
    if not document.previous:
        return None if document.previous is None else ()
    generation = read_generation(paths, document.previous)
    if generation is None:
        return None
    versions = _versions(generation)
    return tuple((plugin.name, versions.get(plugin.name, "")) for plugin in generation.requested)


def _versions(generation: Generation | None) -> dict[str, str]:
    return {dist.name: dist.version for dist in generation.distributions} if generation else {}


def _files(generation: Generation | None) -> dict[str, str]:
    return {dist.name: dist.sha256 for dist in generation.distributions} if generation else {}
