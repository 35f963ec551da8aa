"""What is to be installed: the app and its plugins, as their project files ask for it."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from developing.places import Problem


def find_projects(root: Path) -> list[Path]:
    """Returns the folders to install: the root, then every plugin that is a distribution."""
    if not (root / "pyproject.toml").is_file():
        raise Problem(f"there is no pyproject.toml in {root}. Is the clone complete?")
    return [root, *sorted(path.parent for path in root.glob("plugins/*/pyproject.toml"))]


def requirement_arguments(root: Path, projects: Sequence[Path]) -> list[str]:
    """Returns pip's arguments; relative paths, so that spaces or brackets in the root's name do not matter."""
    arguments = []
    for project in projects:
        target = ".[dev]" if project == root else f"./{project.relative_to(root).as_posix()}"
        arguments += ["--editable", target]
    return arguments


def fingerprint(root: Path, projects: Iterable[Path]) -> str:
    """Returns a hash that changes whenever a project file changes, comes or goes."""
    digest = hashlib.sha256()
    for project in projects:
        content = (project / "pyproject.toml").read_bytes()
        digest.update(f"{project.relative_to(root).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def find_gone(root: Path, venv: Path) -> list[str]:
    """Returns the distributions that were installed from a folder of this clone in which there is no project any more.

    A plugin that was renamed would stay behind and fail at every start.
    """
    names = []
    for document in sorted(venv.glob("[Ll]ib*/**/site-packages/*.dist-info/direct_url.json")):
        try:
            source = Path(url2pathname(urlsplit(json.loads(document.read_text(encoding="utf-8"))["url"]).path))
        except (OSError, ValueError, KeyError):
            continue
        if source.is_relative_to(root) and not (source / "pyproject.toml").is_file():
            names.append(document.parent.name.split("-")[0].replace("_", "-"))
    return names
