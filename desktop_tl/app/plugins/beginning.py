"""Writes the project of a new plugin, ready to be installed and tested, from templates."""

import re
import textwrap
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template
from typing import Literal

from desktop_tl import __version__
from desktop_tl.api.errors import UserError
from desktop_tl.app.resources import resource
from desktop_tl.host import FIRST_PARTY
from desktop_tl.runs.files import write_folder

PluginKind = Literal["backbone", "dataset", "task", "observer", "exporter"]

_PREFIX = "desktop-tl-"
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ENDING = ".template"


@dataclass(frozen=True)
class _Words:
    """What differs in the documents of each kind.

    Args:
        about: for the README: what is in it and where to begin changing it.
    """

    summary: str
    about: str
    needs: tuple[str, ...] = ()


_WORDS: dict[PluginKind, _Words] = {
    "backbone": _Words(
        "A small convolutional network.",
        "It offers the backbone `$name/tiny-net`. `$module/__init__.py` says what there is, and is imported at every "
        "start of the app, so it imports no torch; `$module/network.py` is the network, cut into stages.",
        ("torch>=2.10",),
    ),
    "dataset": _Words(
        "Pictures that a table lists.",
        "It offers the dataset `$name/labels`. `$module/__init__.py` says what there is, and is imported at every "
        "start of the app; `$module/labels.py` reads the table.",
    ),
    "task": _Words(
        "Classification with the focal loss.",
        "It offers the task `$name-focal`. `$module/__init__.py` says what there is, and is imported at every start "
        "of the app, so it imports no torch; `$module/focal.py` is the task.",
        ("torch>=2.10",),
    ),
    "observer": _Words(
        "A table of epochs beside every run.",
        "It offers the observer `$name-table`: `desktop-tl train … --observe $name-table`. `$module/__init__.py` says "
        "what there is, and is imported at every start of the app; `$module/table.py` writes the table.",
    ),
    "exporter": _Words(
        "Trained models as programs of PyTorch's own.",
        "It offers the exporter `$name-program`. `$module/__init__.py` says what there is, and is imported at every "
        "start of the app, so it imports no torch; `$module/program.py` writes the file and reads it again.",
        ("torch>=2.10",),
    ),
}


def list_kinds() -> tuple[PluginKind, ...]:
    """What a new plugin can offer."""
    return tuple(_WORDS)


def make_plugin(name: str, kind: PluginKind, parent: Path, author: str = "Your name") -> Path:
    """Writes the project as one step and returns its folder, ``parent/desktop-tl-name``.

    Raises:
        UserError: the name is none or is taken, the folder is there already or cannot be written.
    """
    name = name.strip().lower().removeprefix(_PREFIX)
    if not _NAME.fullmatch(name):
        raise UserError(
            f"‘{name}’ is no name for a plugin.", advice="Use letters, digits and ‘-’, beginning with a letter: acme."
        )
    distribution = f"{_PREFIX}{name}"
    if distribution in FIRST_PARTY:
        raise UserError(f"{distribution} is part of Desktop TL.", advice="Choose another name.")
    folder = parent.expanduser() / distribution
    if folder.exists():
        raise UserError(f"{folder} is there already.", advice="Choose another name, or another place with --out.")
    files = _fill_in(kind, name, distribution, author)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        write_folder(folder, lambda beside: _write(beside, files))
    except OSError as error:
        raise UserError(
            f"{folder} cannot be written: {error.strerror or error}.", advice="Choose another place with --out."
        ) from error
    return folder


def supported_versions() -> str:
    """The requirement of a plugin that is made now, by the rule that the guide for authors tells."""
    major, minor = map(int, __version__.split(".")[:2])
    return f"desktop-tl>={major}.{minor},<{major}.{minor + 2}"


def _fill_in(kind: PluginKind, name: str, distribution: str, author: str) -> dict[str, str]:
    """Path within the project → text."""
    words, module = _WORDS[kind], distribution.replace("-", "_")
    values = {
        "name": name,
        "module": module,
        "distribution": distribution,
        "author": author.replace("\\", "").replace('"', "'").strip() or "Your name",
        "year": str(date.today().year),
        "summary": words.summary,
        "dependencies": ", ".join(f'"{need}"' for need in (supported_versions(), *words.needs)),
    }
    values["about"] = textwrap.fill(Template(words.about).substitute(values), 110)
    files = {}
    for part in ("every", kind):
        root = resource("plugin-templates", part)
        for path in sorted(root.rglob(f"*{_ENDING}")):
            place = path.relative_to(root).as_posix().removesuffix(_ENDING)
            place = place.replace("module/", f"{module}/", 1) if place.startswith("module/") else place
            files[place] = Template(path.read_text("utf-8")).substitute(values)
    return files


def _write(folder: Path, files: dict[str, str]) -> None:
    for place, text in files.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
