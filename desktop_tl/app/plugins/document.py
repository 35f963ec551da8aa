"""The document `plugins.toml`: which plugins the person wants, which are disabled, and which installed set is used.

One small file, replaced as a whole: whoever reads it sees the state before a change or after it, never between.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from filelock import FileLock, Timeout

from desktop_tl.api.errors import UserError
from desktop_tl.app.paths import Paths
from desktop_tl.runs.files import write_text

_LONGEST_WAIT = 10.0


@dataclass(frozen=True, kw_only=True)
class RequestedPlugin:
    """A plugin that the person asked for.

    Args:
        name: of the distribution, normalised.
        requirement: what was asked for, for instance ``desktop-tl-acme>=1.2``.
        wheel: name of the file, if it came from one: it is then never taken from the index.
    """

    name: str
    requirement: str
    wheel: str = ""


@dataclass(frozen=True, kw_only=True)
class PluginDocument:
    """What `plugins.toml` holds.

    Args:
        disabled: keys of plugins that are not loaded.
        requested: third-party plugins that are wanted.
        generation: the installed set that is used; empty for none.
        previous: the one before, for Undo; empty for none installed, None if there is nothing to go back to.
    """

    disabled: frozenset[str] = frozenset()
    requested: tuple[RequestedPlugin, ...] = ()
    generation: str = ""
    previous: str | None = None


def read_document(paths: Paths) -> PluginDocument:
    """The document as it is now. Raises: UserError, if it is damaged."""
    path = document_path(paths)
    try:
        return _parse(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return PluginDocument()
    except OSError as error:
        raise UserError(
            f"{path} cannot be read: {error.strerror or error}.", advice="Check that you may read it."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(
            f"{path} is damaged: {error}.", advice="Mend it, or delete it and install your plugins again."
        ) from error


def change_document(paths: Paths, change: Callable[[PluginDocument], PluginDocument]) -> PluginDocument:
    """Replaces the document by what ``change`` makes of it, as one step, whoever else changes it at the same time.

    Raises:
        UserError: it is damaged or cannot be written; nothing has changed.
    """
    path = document_path(paths)
    try:
        paths.plugins.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f"{path.name}.lock"), timeout=_LONGEST_WAIT):
            document = change(read_document(paths))
            write_text(path, _to_toml(document))
    except Timeout:
        raise UserError(f"{path} is being changed by another program.", advice="Try again in a moment.") from None
    except OSError as error:
        raise UserError(
            f"{path} cannot be written: {error.strerror or error}.", advice="Check that you may write there."
        ) from error
    return document


def document_path(paths: Paths) -> Path:
    """Where the document lies."""
    return paths.plugins / "plugins.toml"


def _parse(data: dict[str, Any]) -> PluginDocument:
    generation, previous = data.get("generation", ""), data.get("previous")
    for name in (generation, previous or ""):
        if not isinstance(name, str) or (name and not name.isalnum()):
            raise ValueError(f"‘{name}’ is no name of an installed set")
    disabled = data.get("disabled", [])
    if not isinstance(disabled, list):
        raise ValueError("‘disabled’ is no list")
    return PluginDocument(
        disabled=frozenset(map(str, disabled)),
        requested=tuple(
            RequestedPlugin(
                name=str(item["name"]), requirement=str(item["requirement"]), wheel=str(item.get("wheel", ""))
            )
            for item in data.get("requested", [])
        ),
        generation=generation,
        previous=previous,
    )


def _to_toml(document: PluginDocument) -> str:
    text = tomlkit.document()
    text.add(tomlkit.comment("Which plugins Desktop TL has beside its own, and which it leaves out."))
    text.add("disabled", sorted(document.disabled))
    if document.generation or document.previous is not None:
        text.add(tomlkit.comment("The folder below generations/ that is used, and the one that Undo goes back to."))
        text.add("generation", document.generation)
    if document.previous is not None:
        text.add("previous", document.previous)
    if document.requested:
        tables = tomlkit.aot()
        for plugin in document.requested:
            table = tomlkit.table()
            table.add("name", plugin.name)
            table.add("requirement", plugin.requirement)
            if plugin.wheel:
                table.add("wheel", plugin.wheel)
            tables.append(table)
        text.add("requested", tables)
    return tomlkit.dumps(text)
