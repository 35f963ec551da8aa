"""Installed plugins on disk: each set is a folder that never changes, and the document names the one that is used.

    plugins/plugins.toml                    what is wanted, and which generation is used
    plugins/generations/0007/packages/      appended to sys.path; the app's own modules stay first
    plugins/generations/0007/wheels/        what it was made from: removal and reinstallation need no network
    plugins/generations/0007/generation.json
    plugins/leases/                         which running process uses which
    plugins/installing.lock                 held while a set is planned or made

A set is made in a temporary folder beside the others, synced, renamed, and used from the moment on at which the
document names it. Whatever is left behind by a process that was killed before that has ``.tmp-`` in its name or is
named by nobody; `tidy` removes it as soon as somebody holds the lock again.
"""

import importlib
import json
import logging
import os
import shutil
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from filelock import FileLock, Timeout

from desktop_tl.api.errors import UserError
from desktop_tl.app import leases
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.document import RequestedPlugin, read_document
from desktop_tl.runs.files import TEMPORARY, patiently, remove_temporaries, sync_file, sync_folder, write_json

log = logging.getLogger(__name__)

_MANIFEST = "generation.json"


@dataclass(frozen=True, kw_only=True)
class InstalledDistribution:
    """One distribution of a generation.

    Args:
        name: normalised.
        wheel: name of its file.
        sha256: of that file.
        installed_bytes: unpacked.
        modules: top-level names.
        requires: as its metadata write them.
        plugins: its entry points of Desktop TL: name → module.
    """

    name: str
    version: str
    wheel: str
    sha256: str
    installed_bytes: int
    modules: tuple[str, ...]
    requires: tuple[str, ...]
    plugins: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Generation:
    """An installed set.

    Args:
        name: of its folder.
        folder: with ``packages`` and ``wheels``.
        requested: what it was made for.
        distributions: all that it holds.
        python: interpreter and system that its wheels were chosen for.
    """

    name: str
    folder: Path
    requested: tuple[RequestedPlugin, ...]
    distributions: tuple[InstalledDistribution, ...]
    python: str

    @property
    def packages(self) -> Path:
        """What stands on sys.path."""
        return self.folder / "packages"

    @property
    def wheels(self) -> Path:
        """The files that it was made from."""
        return self.folder / "wheels"

    @property
    def fits(self) -> bool:
        """Whether this Python can use it."""
        return self.python == this_python()

    def find(self, name: str) -> InstalledDistribution | None:
        """The distribution with that normalised name."""
        return next((dist for dist in self.distributions if dist.name == name), None)


@dataclass(frozen=True, kw_only=True)
class Activation:
    """Which generation this process uses: its name, empty for none, and why none if one is wanted."""

    generation: str = ""
    problem: str = ""


def activate_plugins(paths: Paths) -> Activation:
    """Appends the installed set to sys.path, once in a process, and keeps others from deleting it. Loads nothing."""
    active = active_generation(paths)
    if active:
        return Activation(generation=active)  # of this process, or of the one that started it
    for _ in range(5):
        try:
            wanted = read_document(paths).generation
        except UserError as error:
            log.warning("%s", error)
            return Activation(problem=str(error))
        if not wanted:
            return Activation()
        generation = read_generation(paths, wanted)
        if generation is None or not generation.fits:
            reason = "was made by another Python" if generation else "is missing or damaged"
            problem = (
                f"The installed plugins are not used: their folder {generations_folder(paths) / wanted} {reason}. "
                "Install them anew: desktop-tl plugins update"
            )
            log.warning("%s", problem)
            return Activation(problem=problem)
        lease = take_lease(paths, wanted)
        if _is_used(paths, wanted):  # still: whoever replaces it from now on sees the lease
            use_packages(generation.packages)
            return Activation(generation=wanted)
        leases.drop_lease(lease)
    return Activation(problem="The installed plugins change all the time.")


def active_generation(paths: Paths) -> str:
    """Name of the generation that stands on this process's sys.path; empty if none does."""
    root = generations_folder(paths)
    for entry in sys.path:
        if entry and Path(entry).is_relative_to(root):
            return Path(entry).relative_to(root).parts[0]
    return ""


def use_packages(packages: Path) -> None:
    """Puts the folder last on sys.path, so that nothing of the app can be hidden by it."""
    sys.path.append(str(packages))
    importlib.invalidate_caches()


def leave_packages(packages: Path) -> None:
    """Takes the folder from sys.path."""
    sys.path[:] = [entry for entry in sys.path if entry != str(packages)]
    importlib.invalidate_caches()


def read_generation(paths: Paths, name: str) -> Generation | None:
    """The generation with that name; None if it is not there or not whole."""
    folder = generations_folder(paths) / name
    try:
        data: dict[str, Any] = json.loads((folder / _MANIFEST).read_text("utf-8"))
        generation = Generation(
            name=name,
            folder=folder,
            requested=tuple(RequestedPlugin(**item) for item in data["requested"]),
            distributions=tuple(_read_distribution(item) for item in data["distributions"]),
            python=str(data["python"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return generation if generation.packages.is_dir() else None


def write_manifest(
    folder: Path, requested: tuple[RequestedPlugin, ...], distributions: tuple[InstalledDistribution, ...]
) -> None:
    """Completes a set that is being made in ``folder``, and waits until all of it is on the disk."""
    write_json(
        folder / _MANIFEST,
        {
            "python": this_python(),
            "requested": [asdict(plugin) for plugin in requested],
            "distributions": [asdict(dist) for dist in distributions],
        },
    )
    for parent, folders, files in os.walk(folder, topdown=False):
        for name in files:
            sync_file(Path(parent, name))
        for name in folders:
            sync_folder(Path(parent, name))
    sync_folder(folder)


def commit_generation(paths: Paths, made: Path, name: str) -> None:
    """Gives the complete set in the folder ``made`` its place; nobody uses it before the document names it."""
    root = generations_folder(paths)
    patiently(os.rename, made, root / name)
    sync_folder(root)


def next_name(paths: Paths) -> str:
    """A name that no generation has or had while anybody may remember it."""
    document = read_document(paths)
    names = [entry.name for entry in generations_folder(paths).glob("*")] + [document.generation]
    names += [document.previous or "", *leases.known_names(_leases_folder(paths))]
    return f"{1 + max((int(name) for name in names if name.isdecimal()), default=0):04}"


@contextmanager
def locked_plugins(paths: Paths) -> Iterator[None]:
    """Inside, no other process plans or makes a set. Raises: UserError, if one does, or nothing can be written."""
    try:
        generations_folder(paths).mkdir(parents=True, exist_ok=True)
        lock = FileLock(paths.plugins / "installing.lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise UserError(
            "Plugins are being changed by another window or terminal.", advice="Wait until it has finished."
        ) from None
    except OSError as error:
        raise UserError(
            f"Nothing can be written to {paths.plugins}: {error.strerror or error}.",
            advice="Check that you may write there, and that the disk has room.",
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def temporary_folder(paths: Paths) -> Iterator[Path]:
    """A folder beside the generations, on the same disk, that is gone afterwards."""
    folder = generations_folder(paths) / f"new{TEMPORARY}{uuid4().hex[:8]}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tidy(paths: Paths) -> None:
    """Deletes what is unfinished, and sets that nobody uses or goes back to. Only inside `locked_plugins`."""
    root = generations_folder(paths)
    remove_temporaries(root)
    document = read_document(paths)
    in_use = {
        document.generation,
        document.previous or "",
        active_generation(paths),
        *leases.leased_names(_leases_folder(paths)),
    }
    for folder in sorted(root.glob("*")):
        if folder.name in in_use:
            continue
        aside = root / f"{folder.name}{TEMPORARY}{uuid4().hex[:8]}"  # never seen half deleted under its own name
        try:
            os.rename(folder, aside)
        except OSError:
            continue  # Windows, while something in it is open
        shutil.rmtree(aside, ignore_errors=True)


def take_lease(paths: Paths, name: str) -> Path | None:
    """Keeps the generation from being deleted until this process ends; None where nothing can be written."""
    return leases.take_lease(_leases_folder(paths), name)


def generations_folder(paths: Paths) -> Path:
    """Where the installed sets lie."""
    return paths.plugins / "generations"


def this_python() -> str:
    """Wheels are chosen for this interpreter and system."""
    return f"{sys.implementation.cache_tag}-{sysconfig.get_platform()}"


def _leases_folder(paths: Paths) -> Path:
    return paths.plugins / "leases"


def _is_used(paths: Paths, name: str) -> bool:
    try:
        return read_document(paths).generation == name
    except UserError:
        return False


def _read_distribution(item: dict[str, Any]) -> InstalledDistribution:
    lists = {key: tuple(item[key]) for key in ("modules", "requires")}
    return InstalledDistribution(**{**item, **lists})
