"""Which plugins the person wants and which are disabled: a document, read before any plugin is loaded."""

import tomllib
from pathlib import Path

import tomlkit

from desktop_tl.api.errors import UserError
from desktop_tl.app.paths import Paths
from desktop_tl.host import PluginRecord as PluginRecord  # the terminal and the window take it from here
from desktop_tl.host import forget_crash
from desktop_tl.host.discovery import find_candidates
from desktop_tl.runs.files import write_text

__all__ = ["PluginRecord", "change_enabled", "find_plugin", "read_disabled"]


def read_disabled(paths: Paths) -> frozenset[str]:
    """Keys of the disabled plugins; a document that cannot be read disables none."""
    try:
        disabled = tomllib.loads(_document(paths).read_text("utf-8")).get("disabled", [])
    except (OSError, ValueError):
        return frozenset()
    return frozenset(map(str, disabled)) if isinstance(disabled, list) else frozenset()


def change_enabled(paths: Paths, key: str, *, enabled: bool) -> None:
    """Enables or disables a plugin from the next start on; enabling also gives one that crashed another chance.

    Raises:
        UserError: the document cannot be written.
    """
    disabled = read_disabled(paths) - {key} if enabled else read_disabled(paths) | {key}
    document = tomlkit.document()
    document.add(tomlkit.comment("Which plugins Desktop TL leaves out."))
    document.add("disabled", sorted(disabled))
    try:
        paths.plugins.mkdir(parents=True, exist_ok=True)
        write_text(_document(paths), tomlkit.dumps(document))
        if enabled:
            forget_crash(paths.state, key)
    except OSError as error:
        raise UserError(
            f"{_document(paths)} cannot be written: {error.strerror or error}.",
            advice="Check that you may write there.",
        ) from error


def find_plugin(name: str) -> PluginRecord:
    """An installed plugin by key, distribution or name. Imports no plugin, so that a broken one can be disabled.

    Raises:
        UserError: there is none, or more than one.
    """
    records = [candidate.record for candidate in find_candidates()]
    found = [record for record in records if record.key == name] or [
        record for record in records if name in (record.distribution, record.name)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise UserError(
            f"There are {len(found)} plugins ‘{name}’.", advice=f"Say which: {' or '.join(r.key for r in found)}."
        )
    raise UserError(f"There is no plugin ‘{name}’.", advice="`desktop-tl plugins list` names them all.")


def _document(paths: Paths) -> Path:
    return paths.plugins / "plugins.toml"
