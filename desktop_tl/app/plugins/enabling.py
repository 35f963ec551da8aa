"""Which plugins are disabled, and which plugin a name means: asked before any plugin is loaded."""

from dataclasses import replace

from desktop_tl.api.errors import UserError
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.document import change_document, document_path, read_document
from desktop_tl.host import PluginRecord as PluginRecord  # the terminal and the window take it from here
from desktop_tl.host import forget_crash
from desktop_tl.host.discovery import find_candidates

__all__ = ["PluginRecord", "change_enabled", "find_plugin", "read_disabled"]


def read_disabled(paths: Paths) -> frozenset[str]:
    """Keys of the disabled plugins; a document that cannot be read disables none."""
    try:
        return read_document(paths).disabled
    except UserError:
        return frozenset()


def change_enabled(paths: Paths, key: str, *, enabled: bool) -> None:
    """Enables or disables a plugin from the next start on; enabling also gives one that crashed another chance.

    Raises:
        UserError: the document is damaged or cannot be written.
    """
    change_document(
        paths,
        lambda document: replace(
            document, disabled=document.disabled - {key} if enabled else document.disabled | {key}
        ),
    )
    if enabled:
        try:
            forget_crash(paths.state, key)
        except OSError as error:
            raise UserError(
                f"{paths.state} cannot be written: {error.strerror or error}.",
                advice=f"Check that you may write there. {document_path(paths).name} was changed.",
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
