"""What is known of how this copy of the app was made: for About, for reports, and for whom to ask about updates."""

import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from desktop_tl import __version__
from desktop_tl.app.resources import resource
from desktop_tl.child_programs import is_frozen

NOTE = "build.json"
"""What a build leaves beside the app: ``flavour``, ``commit`` and ``updates``."""

NOTICES = "THIRD-PARTY-NOTICES.txt"


@dataclass(frozen=True, kw_only=True)
class BuildInfo:
    """Args:
    version: of the app.
    flavour: ``slim`` or ``full`` for an installer's, ``wheel`` for an installed package, ``source`` for a checkout.
    commit: short; empty if not known.
    updates: address that tells of the newest version; empty if whoever built it knew none.
    """

    version: str
    flavour: str
    commit: str = ""
    updates: str = ""


@cache
def read_build_info() -> BuildInfo:
    """Reads the build's note, or looks at the checkout. Takes no time to speak of."""
    note = _read_note()
    checkout = Path(__file__).parents[2]
    is_source = (checkout / "pyproject.toml").is_file()
    return BuildInfo(
        version=__version__,
        flavour=_text(note, "flavour") or ("slim" if is_frozen() else "source" if is_source else "wheel"),
        commit=_text(note, "commit")[:7] or (_read_commit(checkout / ".git") if is_source else ""),
        updates=_text(note, "updates"),
    )


def app_folders() -> list[Path]:
    """Where a build may have left files of its own: beside the executable, or in a Mac's bundle."""
    if not is_frozen():
        return [resource()]
    executable = Path(sys.executable).resolve().parent
    return [executable, Path(getattr(sys, "_MEIPASS", executable)), executable.parent / "Resources"]


def _read_note() -> dict[str, Any]:
    for folder in app_folders():
        try:
            note = json.loads((folder / NOTE).read_text("utf-8"))
        except (OSError, ValueError):
            continue
        return note if isinstance(note, dict) else {}
    return {}


def _text(note: dict[str, Any], name: str) -> str:
    value = note.get(name, "")
    return value if isinstance(value, str) else ""


def _read_commit(git: Path) -> str:
    """Of the branch that is checked out, without git; empty where that is not so simple."""
    try:
        head = (git / "HEAD").read_text("utf-8").strip()
        if not head.startswith("ref: "):
            return head[:7]
        name = head.removeprefix("ref: ")
        if (git / name).is_file():
            return (git / name).read_text("utf-8")[:7]
        packed = (git / "packed-refs").read_text("utf-8").splitlines()
        return next((line[:7] for line in packed if line.endswith(f" {name}")), "")
    except (OSError, ValueError):
        return ""
