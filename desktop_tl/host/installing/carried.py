"""What the app itself carries: distributions, modules and plugins that no installed plugin may change or shadow."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.machinery import PathFinder
from importlib.metadata import distributions
from pathlib import Path

from packaging.version import InvalidVersion, Version

from desktop_tl.api import PROJECT
from desktop_tl.host.discovery import read_name

RESERVED = frozenset(("sitecustomize", "usercustomize", "desktop_tl", "__main__"))
"""Modules that Python or the app looks for by name."""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """The app's own surroundings, without the plugins that were installed beside it.

    Args:
        path: of the search for modules, in its order.
        versions: normalised name of every distribution → version.
        plugins: name of every plugin's entry point → distribution.
    """

    path: tuple[str, ...]
    versions: Mapping[str, str]
    plugins: Mapping[str, str] = field(default_factory=dict)

    def pins(self) -> list[str]:
        """A constraint for every distribution, so that pip can choose no other version of any."""
        pins = []
        for name, text in self.versions.items():
            try:
                version = Version(text)
            except InvalidVersion:
                continue  # of a hand-made distribution, which nothing can depend on either
            pins.append(f"{name}=={version.public}")  # `+cpu` and the like are on no index
        return pins

    def has_module(self, parts: Sequence[str], *, is_module: bool = True) -> bool:
        """Whether a file at ``a/b/c`` would hide, be hidden by, or become part of what is here already.

        Namespace packages are folders that several distributions fill together: two may have the same one, unless a
        file of the same name is in both, or one makes a module or an ordinary package of it.

        Args:
            parts: of the module's name; of a file that is no module, those of the packages around it.
            is_module: which of the two.
        """
        path: Sequence[str] = self.path
        for number, part in enumerate(parts):
            if number == 0 and (part.casefold() in RESERVED or part in sys.stdlib_module_names or _is_frozen_in(part)):
                return True
            spec = PathFinder.find_spec(part, path) or PathFinder.find_spec(part.lower(), path)
            if spec is None:
                return False
            if spec.origin is not None or (is_module and number == len(parts) - 1):
                return True
            path = list(spec.submodule_search_locations or ())
        return False


def read_carried(search_path: Iterable[str], *, without: Path) -> Carried:
    """What can be imported here.

    Args:
        search_path: as ``sys.path``.
        without: the folder below which installed plugins lie.
    """
    path = tuple(entry for entry in search_path if _is_the_apps(entry, without))
    versions: dict[str, str] = {}
    plugins: dict[str, str] = {}
    for dist in distributions(path=list(path)):
        name = read_name(dist)
        if not name or name in versions:
            continue  # half-removed, or hidden by the first
        versions[name] = dist.version or ""
        plugins |= {point.name: name for point in dist.entry_points if point.group == PROJECT}
    return Carried(path=path, versions=versions, plugins=plugins)


def _is_frozen_in(module: str) -> bool:
    """Whether the module is a part of the frozen app itself, where no folder on the path holds it."""
    if not getattr(sys, "frozen", False):
        return False
    finders = [finder for finder in sys.meta_path if finder is not PathFinder and hasattr(finder, "find_spec")]
    return any(finder.find_spec(module, None) is not None for finder in finders)


def _is_the_apps(entry: str, without: Path) -> bool:
    if not entry:
        return False
    absolute = Path(os.path.abspath(entry))
    if absolute.is_relative_to(without):
        return False
    # `python -m` puts the current folder on the path; what lies there by chance belongs to the person.
    return absolute != Path.cwd() or (absolute / "desktop_tl").is_dir()
