"""Uses a changed set of plugins in the running app where that is safe; else says what stands in the way."""

import sys
from dataclasses import dataclass
from pathlib import Path

from desktop_tl.app.context import AppContext
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.changes import Applied
from desktop_tl.app.plugins.enabling import read_disabled
from desktop_tl.app.plugins.generations import (
    active_generation,
    generations_folder,
    leave_packages,
    read_generation,
    take_lease,
    use_packages,
)
from desktop_tl.host import PluginRecord, load_more

LONGEST_SECONDS = 1.0
"""A plugin that takes longer to load would hold the window for so long."""


@dataclass(frozen=True, kw_only=True)
class Adopted:
    """What the running app makes of a change.

    Args:
        loaded: records of plugins that were loaded just now; the catalog of the context holds what they offer.
        in_use: distributions that were changed or removed, but whose modules this process has imported: restart.
        slow: plugins that take long to load, and so wait for the next start.
    """

    loaded: tuple[PluginRecord, ...] = ()
    in_use: tuple[str, ...] = ()
    slow: tuple[str, ...] = ()

    @property
    def needs_restart(self) -> bool:
        """The change takes effect when the app is started again; until then all stays as it was."""
        return bool(self.in_use or self.slow)


def adopt(context: AppContext, applied: Applied) -> Adopted:
    """Lets this process use the set that was just installed. On the thread that owns the window: it imports plugins
    and changes ``context.plugins`` and ``context.catalog``.

    Modules of a removed or replaced version cannot be taken out of a running process, so if any was imported, nothing
    is done and the app must be started again.
    """
    paths = context.paths
    active = active_generation(paths)
    old = read_generation(paths, active) if active else None
    new = read_generation(paths, applied.generation) if applied.generation else None
    before = {dist.name: dist for dist in old.distributions} if old else {}
    after = {dist.name: dist for dist in new.distributions} if new else {}
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    in_use = [name for name in sorted(changed & before.keys()) if _is_imported(before[name].modules, paths)]
    slow = [record.title for record in applied.records if record.distribution in changed and _is_slow(record)]
    if in_use or slow:
        return Adopted(in_use=tuple(in_use), slow=tuple(slow))
    if old is not None:
        leave_packages(old.packages)  # modules that were imported from there stay, and the lease on it too
    if new is not None:
        take_lease(paths, new.name)
        use_packages(new.packages)
    loaded = load_more(
        context.plugins,
        changed,
        disabled=read_disabled(paths),
        safe_mode=context.safe_mode,
        state_folder=paths.state,
    )
    return Adopted(loaded=tuple(loaded))


def _is_imported(modules: tuple[str, ...], paths: Paths) -> bool:
    """From any generation: what was imported before a change that took effect at once stays imported from there."""
    root = generations_folder(paths)
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in modules:
            file = getattr(module, "__file__", None)
            if file is None or Path(file).is_relative_to(root):
                return True
    return False


def _is_slow(record: PluginRecord) -> bool:
    return record.load_seconds > LONGEST_SECONDS or (record.imported_torch and "torch" not in sys.modules)
