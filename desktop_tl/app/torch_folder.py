"""PyTorch in a folder beside the app, for an app that came without it: which one is used, and how it is found.

    torch/current.json         names the one that is used, and the one before it
    torch/0002/packages/       appended to sys.path, so that nothing of the app can be hidden by it
    torch/0002/torch.json      what it holds; it never changes once it has its name
    torch/downloads/           wheels that are on their way (`torch_setup.py`)
    torch/leases/              which running process uses which
    torch/setup.lock           held while one is planned or made

Read at every start: imports neither torch nor anything slow, and never raises.
"""

import importlib
import importlib.util
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_tl.app import leases
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.generations import this_python
from desktop_tl.child_programs import is_frozen
from desktop_tl.host.crashes import CrashWatch, forget_crash, read_crashed
from desktop_tl.runs.files import write_json

log = logging.getLogger(__name__)

MANIFEST = "torch.json"
BUNDLED = "torch"
"""Folder beside the frozen executable, in the flavour that comes with PyTorch."""

_NOTED = "torch"
_watched: tuple[Path, str] | None = None
"""Where it is noted that this process imports which folder's torch."""


@dataclass(frozen=True, kw_only=True)
class InstalledTorch:
    """PyTorch in one folder.

    Args:
        name: of its folder.
        folder: with ``packages``.
        build: which one it is: ``cpu``, ``cu130``, ``mps`` …
        source: the index or the folder of wheels that it came from.
        versions: normalised name of each distribution → version; torch and torchvision among them.
        device: what the trial computed on when it was installed.
        bytes: that it takes on the disk.
        python: interpreter and system that its wheels were chosen for.
    """

    name: str
    folder: Path
    build: str
    source: str
    versions: dict[str, str]
    device: str
    bytes: int
    python: str

    @property
    def packages(self) -> Path:
        """What stands on sys.path."""
        return self.folder / "packages"

    @property
    def fits(self) -> bool:
        """Whether this Python can use it."""
        return self.python == this_python()

    @property
    def version(self) -> str:
        """Of torch."""
        return self.versions["torch"]


@dataclass(frozen=True, kw_only=True)
class TorchActivation:
    """Which folder this process uses: its name, empty for none, and why none if one is wanted."""

    name: str = ""
    problem: str = ""


def activate(paths: Paths) -> TorchActivation:
    """Appends the folder that is used to sys.path, once in a process, and keeps others from deleting it.

    Does nothing where the app's own Python has a torch.
    """
    active = active_name(paths)
    if active:
        return TorchActivation(name=active)  # of this process, or of the one that started it
    name = read_current(paths)[0]
    if not name or has_torch():
        return TorchActivation()
    installed = read_installed(paths, name)
    if installed is None or not installed.fits:
        reason = "was made for another Python" if installed else "is missing or damaged"
        problem = f"PyTorch in {paths.torch / name} is not used: it {reason}."
        log.warning("%s", problem)
        return TorchActivation(problem=problem)
    use(paths, installed)
    return TorchActivation(name=name)


def use(paths: Paths, installed: InstalledTorch) -> None:
    """Puts the folder last on sys.path and takes a lease on it."""
    global _watched
    _watched = (paths.state / _NOTED, installed.name)
    leases.take_lease(leases_folder(paths), installed.name)
    sys.path.append(str(installed.packages))
    importlib.invalidate_caches()


@contextmanager
def noting_import() -> Iterator[None]:
    """Inside, torch is imported for the first time: a process that ends there leaves a note of it."""
    if _watched is None or "torch" in sys.modules:
        yield
        return
    folder, name = _watched
    with CrashWatch(folder) as watch:
        watch.note(_NOTED, name)
        yield


def ended_a_process(paths: Paths) -> bool:
    """Whether a process ended while it imported the torch that this one uses: it may be that torch's fault."""
    name = active_name(paths)
    return bool(name) and read_crashed(paths.state / _NOTED).get(_NOTED) == name


def forget_end(paths: Paths) -> None:
    """It was tried and works."""
    forget_crash(paths.state / _NOTED, _NOTED)


def active_name(paths: Paths) -> str:
    """Name of the folder that stands on this process's sys.path; empty if none does."""
    for entry in sys.path:
        if entry and Path(entry).is_relative_to(paths.torch):
            return Path(entry).relative_to(paths.torch).parts[0]
    return ""


def bundled_torch() -> Path | None:
    """The PyTorch that came along in the frozen app that has one; what is set up here is used instead of it."""
    folder = Path(sys.executable).with_name(BUNDLED)
    return folder if is_frozen() and folder.is_dir() else None


def has_torch() -> bool:
    """Whether torch and torchvision are on sys.path. Imports neither: they may still not work."""
    try:
        return all(importlib.util.find_spec(name) is not None for name in ("torch", "torchvision"))
    except (ImportError, ValueError):  # what a half-imported one left behind
        return False


def read_current(paths: Paths) -> tuple[str, str]:
    """Names of the folder that is used and of the one before, empty for none."""
    try:
        data = json.loads((paths.torch / "current.json").read_text("utf-8"))
        names = [str(data.get(key) or "") for key in ("current", "previous")]
    except (OSError, ValueError, AttributeError):
        return "", ""
    current, previous = (name if name.isalnum() else "" for name in names)
    return current, previous


def write_current(paths: Paths, current: str, previous: str) -> None:
    """Switches over, as one step. Raises: OSError, and nothing has changed."""
    write_json(paths.torch / "current.json", {"current": current, "previous": previous})


def read_installed(paths: Paths, name: str) -> InstalledTorch | None:
    """The one with that name; None if it is not there or not whole."""
    folder = paths.torch / name
    try:
        data: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        installed = InstalledTorch(
            name=name,
            folder=folder,
            build=str(data["build"]),
            source=str(data["source"]),
            versions={str(key): str(value) for key, value in data["versions"].items()},
            device=str(data["device"]),
            bytes=int(data["bytes"]),
            python=str(data["python"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return installed if installed.packages.is_dir() and {"torch", "torchvision"} <= installed.versions.keys() else None


def leases_folder(paths: Paths) -> Path:
    """Where running processes say which folder they use."""
    return paths.torch / "leases"
