"""Finds a plugin, wherever it lies, and lists all checks of what it offers."""

import ast
import difflib
import fnmatch
import importlib.util
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from configparser import ConfigParser
from configparser import Error as ConfigError
from dataclasses import dataclass
from functools import partial
from importlib.metadata import EntryPoint, PathDistribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from desktop_tl import __version__
from desktop_tl.api import PROJECT, UserError
from desktop_tl.app.plugins.beginning import supported_versions
from desktop_tl.child_programs import child_program, path_variables
from desktop_tl.host import Plugins, load_plugins
from desktop_tl.host.discovery import PluginSource, find_candidates
from desktop_tl.testing.backbones import backbone_checks
from desktop_tl.testing.box_tasks import box_task_checks
from desktop_tl.testing.checks import Check, NotApplicable
from desktop_tl.testing.datasets import dataset_checks
from desktop_tl.testing.exporters import exporter_checks
from desktop_tl.testing.observers import observer_checks
from desktop_tl.testing.tasks import task_checks

Examples = Mapping[str, Mapping[str, Any]]
"""Id → values for its options, needed where one has no default, for instance the folder of a dataset."""

MOST_OF_A_KIND = 12
"""Of more things of one kind, so many are checked: of backbones small ones of different families."""

_HEAVY = ("torch", "torchvision", "tensorflow", "PySide6")


@dataclass(frozen=True)
class PluginPlace:
    """A plugin that is to be checked.

    Args:
        name: of the entry point.
        value: what it names: ``module`` or ``module:object``.
        folders: to be put on ``sys.path`` for it; empty for an installed one.
        requires: what its project or wheel says that it needs; None looks the installed distribution up.
    """

    name: str
    value: str
    folders: tuple[str, ...] = ()
    requires: tuple[str, ...] | None = None

    @property
    def module(self) -> str:
        """The module that the entry point names."""
        return self.value.partition(":")[0].strip()

    @property
    def entry_point(self) -> EntryPoint:
        """As the host loads it."""
        return EntryPoint(name=self.name, value=self.value, group=PROJECT)


@dataclass(frozen=True)
class Choice:
    """Which of a plugin's many things are checked.

    Args:
        only: patterns of ids, such as ``acme/*``; empty takes all.
        most: of each kind; None takes all.
    """

    only: tuple[str, ...] = ()
    most: int | None = MOST_OF_A_KIND

    def take(self, specs: Mapping[str, Any]) -> list[str]:
        """Ids of those that are checked."""
        ids = list(specs)
        if self.only:
            return [one for one in ids if any(fnmatch.fnmatchcase(one, pattern) for pattern in self.only)]
        if self.most is None or len(ids) <= self.most:
            return ids
        # A family shares its code, and its smallest member says the same as its largest in a fraction of the time.
        by_size = sorted(ids, key=lambda one: getattr(specs[one], "parameters", None) or 0)
        of_family = {getattr(specs[one], "family", "") or one: one for one in reversed(by_size)}
        return sorted(of_family.values(), key=by_size.index)[: self.most]


def list_checks(place: PluginPlace, *, examples: Examples | None = None, choice: Choice | None = None) -> list[Check]:
    """All checks of the plugin and of what it offers. Imports the plugin, and no torch unless the plugin does.

    Args:
        place: where it is.
        examples: values for options without a default.
        choice: which of its things; by default some of each kind.
    """
    loaded = load_plugins([place.entry_point])
    checks = [
        Check(place.name, "is loaded by the app", partial(check_loading, loaded)),
        Check(place.name, "is light to list", partial(check_light, place)),
        Check(place.name, "comes in through the public door", partial(check_imports, place)),
        Check(place.name, "says for which Desktop TL it was made", partial(check_versions, place)),
    ]
    return [*checks, *_checks_of_offers(loaded, examples or {}, choice or Choice())]


def check_loading(loaded: Plugins) -> None:
    """The app's own verdict: state *ready*."""
    (record,) = loaded.records
    if record.state != "ready":
        raise AssertionError(f"{record.error} {record.advice}\n{record.traceback}".strip())
    if not any(record.offers.values()):
        raise AssertionError("it offers nothing")
    if record.deprecated:
        raise AssertionError(" ".join(record.deprecated))


def check_light(place: PluginPlace) -> None:
    """In a process of its own, since this one may have imported torch long ago."""
    told = json.dumps([place.name, place.value, PROJECT, _HEAVY])
    done = subprocess.run(
        [*child_program("--list-plugin"), told],
        env=os.environ | path_variables([*place.folders, *sys.path]),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        raise AssertionError(f"listing it in a fresh process failed: {done.stderr.strip().rpartition(chr(10))[2]}")
    heavy = json.loads(done.stdout.strip().rpartition("\n")[2])
    if heavy:
        raise AssertionError(
            f"listing it imports {heavy[0]}, for which every start of the app waits: import it inside the functions "
            "that need it"
        )


def check_imports(place: PluginPlace) -> None:
    """Its code imports `desktop_tl.api` and `desktop_tl.testing` and nothing else of the app."""
    for path in _source_files(place.module):
        try:
            tree = ast.parse(path.read_text("utf-8"))
        except (SyntaxError, ValueError) as error:
            raise AssertionError(f"{path.name} cannot be read: {error}") from error
        for line, name in _imports_of(tree):
            parts = name.split(".")
            if parts[0] == "desktop_tl" and parts[1:2] not in (["api"], ["testing"]):
                raise AssertionError(
                    f"line {line} of {path.name} imports {name}: only desktop_tl.api is promised to stay as it is"
                )


def check_versions(place: PluginPlace) -> None:
    """A lower and an upper bound, between which this version lies."""
    requires = place.requires if place.requires is not None else _find_requirements(place)
    found = [requirement for text in requires if (requirement := Requirement(text)).name.lower() == "desktop-tl"]
    bounds = {specifier.operator for requirement in found for specifier in requirement.specifier}
    if not bounds & {">=", ">", "==", "~="} or not bounds & {"<", "<=", "==", "~="}:
        raise AssertionError(f"its dependencies should hold “{supported_versions()}”, by the rule in the guide")
    if not all(requirement.specifier.contains(__version__, prereleases=True) for requirement in found):
        raise AssertionError(f"it does not want this version, {__version__}: {', '.join(map(str, found))}")


def find_place(what: str, unpack_into: Path) -> list[PluginPlace]:
    """The plugins that are meant: the folder of a project, a wheel, or the name of an installed one.

    Args:
        what: as a person types it.
        unpack_into: an empty folder, for a wheel.

    Raises:
        UserError: there is none.
    """
    path = Path(what).expanduser()
    if path.is_dir():
        return _read_project(path.resolve())
    if path.is_file():
        return _unpack(path, unpack_into)
    candidates = find_candidates()
    found = [
        candidate
        for candidate in candidates
        if what in (candidate.record.key, candidate.record.distribution, candidate.record.name)
    ]
    places = [PluginPlace(c.record.name, value) for c in found if (value := _imported_from(c.source))]
    if places:
        return places
    known = [candidate.record.title for candidate in candidates]
    near = difflib.get_close_matches(what, known, n=1)
    raise UserError(
        f"‘{what}’ is neither a folder, nor a wheel, nor an installed plugin.",
        advice=f"Did you mean {near[0]}?" if near else "`desktop-tl plugins list` names those that are installed.",
    )


def _checks_of_offers(loaded: Plugins, examples: Examples, choice: Choice) -> Iterator[Check]:
    catalog = loaded.catalog
    of_kind: list[tuple[Mapping[str, Any], Callable[[Any, Mapping[str, Any]], list[Check]]]] = [
        (catalog.backbones, backbone_checks),
        (catalog.datasets, dataset_checks),
        (catalog.tasks, lambda spec, _example: box_task_checks(spec) if spec.answer == "boxes" else task_checks(spec)),
        (catalog.observers, observer_checks),
        (catalog.exporters, exporter_checks),
    ]
    for specs, checks_of in of_kind:
        for spec_id in choice.take(specs):
            yield from checks_of(specs[spec_id], examples.get(spec_id, {}))


def _imported_from(source: PluginSource | None) -> str | None:
    # Not by its class: where a plugin has imported the backport importlib_metadata, entry points are of a class of it.
    return getattr(source, "value", None)


def _find_requirements(place: PluginPlace) -> tuple[str, ...]:
    for candidate in find_candidates():
        source = candidate.source
        if source is not None and source.dist is not None and _imported_from(source) == place.value:
            if candidate.record.first_party:
                raise NotApplicable("it is released together with Desktop TL")
            return tuple(source.dist.requires or ())
    raise NotApplicable("it is not installed, and its project is not known")


def _source_files(module: str) -> list[Path]:
    try:
        spec = importlib.util.find_spec(module)
    except (ImportError, ValueError):
        spec = None  # that it cannot be found is what `check_loading` says
    if spec is None or spec.origin is None or not spec.origin.endswith(".py"):
        return []
    if not spec.submodule_search_locations:
        return [Path(spec.origin)]
    return sorted(path for folder in spec.submodule_search_locations for path in Path(folder).rglob("*.py"))


def _imports_of(tree: ast.AST) -> Iterable[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "desktop_tl" else []
            yield from ((node.lineno, name) for name in names or [node.module])


def _read_project(folder: Path) -> list[PluginPlace]:
    document = folder / "pyproject.toml"
    try:
        project = tomllib.loads(document.read_text("utf-8")).get("project", {})
    except OSError as error:
        raise UserError(
            f"‘{folder}’ holds no pyproject.toml that can be read: {error.strerror or error}.",
            advice="Give the folder of a plugin's project; `desktop-tl plugins new` makes one.",
        ) from error
    except ValueError as error:
        raise UserError(f"‘{document}’ is not valid TOML: {error}.", advice="Mend it and try again.") from error
    points = project.get("entry-points", {}).get(PROJECT, {})
    if not points:
        raise UserError(
            f"‘{document}’ names no plugin.", advice=f"Add the table [project.entry-points.{PROJECT}]: see the guide."
        )
    source = folder / "src"
    folders = (str(source if source.is_dir() else folder),)
    requires = tuple(map(str, project.get("dependencies", ())))
    return [PluginPlace(name, str(value), folders, requires) for name, value in points.items()]


def _unpack(path: Path, folder: Path) -> list[PluginPlace]:
    """A wheel is a ZIP archive with the modules as they will lie in site-packages."""
    try:
        with zipfile.ZipFile(path) as archive:
            outside = [name for name in archive.namelist() if name.startswith(("/", "\\")) or ".." in Path(name).parts]
            if outside:
                raise UserError(f"‘{path}’ holds a path that leads out of it: {outside[0]}.", advice="Do not use it.")
            archive.extractall(folder)
    except (OSError, zipfile.BadZipFile) as error:
        raise UserError(
            f"‘{path}’ is no wheel that can be opened: {error}.",
            advice="Give a file that ends in .whl, or the folder of a plugin's project.",
        ) from error
    points = ConfigParser(delimiters=("=",), interpolation=None)
    points.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their capitals
    try:
        for file in folder.glob("*.dist-info/entry_points.txt"):
            points.read_string(file.read_text("utf-8"))
    except (ConfigError, ValueError) as error:
        raise UserError(f"The entry points of ‘{path}’ cannot be read: {error}.", advice="Build it anew.") from error
    if not points.has_section(PROJECT):
        raise UserError(f"‘{path}’ holds no plugin for Desktop TL.", advice=f"It names none under ‘{PROJECT}’.")
    (installed,) = PathDistribution.discover(path=[str(folder)])
    requires = tuple(installed.requires or ())
    return [PluginPlace(name, value, (str(folder),), requires) for name, value in points.items(PROJECT)]
