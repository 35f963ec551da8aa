"""The clean environment that an installer is built in: exact versions, the app's own wheels, and no PyTorch.

PyTorch is several gigabytes and fits one kind of GPU, so the default flavour comes without it. Whatever asks for it is
installed without its needs, which is why the versions are resolved beforehand, with PyTorch, and kept in a lock.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "installers"
TORCH = ("torch", "torchvision")
TOOLS = ("pyinstaller==6.22.3", "pyinstaller-hooks-contrib==2026.9", "hatchling", "cyclonedx-python-lib>=11", "pip")
"""In the environment beside what is handed on; the first two decide what the executable is."""


class Problem(Exception):
    """Something that whoever builds can mend; shown as words."""


@dataclass(frozen=True, order=True)
class Locked:
    """One distribution of the lock: a line that pip understands."""

    name: str
    version: str
    sha256: str

    def line(self) -> str:
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}"


def lock_file() -> Path:
    """Of this system and Python: wheels differ from one to the other."""
    system = {"darwin": "macos", "win32": "windows"}.get(sys.platform, sys.platform)
    machine = platform.machine().lower()
    return ROOT / "packaging" / "locks" / f"{system}-{machine}-{sys.implementation.cache_tag}.txt"


def canonical(name: str) -> str:
    """As package indexes compare names."""
    return re.sub(r"[-_.]+", "-", name).lower()


# ── The committed source ─────────────────────────────────────────────────────────────────────────────────────────────


def export_source(target: Path) -> str:
    """Writes the last commit into ``target``, without what lies about uncommitted; returns its time, in seconds."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    subprocess.run(["tar", "--extract", "--directory", str(target)], input=archive, check=True)
    command = ["git", "log", "-1", "--format=%ct"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


# ── The lock ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def write_lock(source: Path, python: Path) -> list[Locked]:
    """Resolves the newest versions of everything, PyTorch included, and keeps those that are needed without it."""
    projects = [source, *sorted(path.parent for path in source.glob("plugins/*/pyproject.toml"))]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = ["--dry-run", "--ignore-installed", "--prefer-binary", "--quiet", "--report", str(report)]
        run([python, "-m", "pip", "install", *options, *projects, "pip"])
        found = json.loads(report.read_text("utf-8"))
    lines = [locked.line() for locked in select_without_torch(found)]
    path = lock_file()
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([*_LOCK_HEAD, *lines, ""]), "utf-8")
    return read_lock(path)


_LOCK_HEAD = (
    "# What the app is frozen with besides itself, its plugins and PyTorch: written by",
    "# `python3 packaging/build.py lock`, and to be committed, so that one commit always gives the same installer.",
)


def select_without_torch(report: Mapping[str, Any]) -> list[Locked]:
    """What the app and its plugins need, found without a step through PyTorch.

    Args:
        report: as pip's ``--report`` writes it.
    """
    from packaging.markers import default_environment
    from packaging.requirements import Requirement

    items = {canonical(item["metadata"]["name"]): item for item in report["install"]}
    waiting = [name for name, item in items.items() if item.get("requested")]
    needed: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in needed or name in TORCH or name not in items:
            continue
        needed.add(name)
        for text in items[name]["metadata"].get("requires_dist", ()):
            requirement = Requirement(text)
            extras = ("", *items[name].get("requested_extras", ()))
            if requirement.marker is None or any(
                requirement.marker.evaluate({**default_environment(), "extra": extra}) for extra in extras
            ):
                waiting.append(canonical(requirement.name))
    return sorted(
        Locked(name, item["metadata"]["version"], item["download_info"]["archive_info"]["hashes"]["sha256"])
        for name, item in items.items()
        if name in needed and "archive_info" in item["download_info"]
    )


def read_lock(path: Path) -> list[Locked]:
    """Raises: Problem, if there is none for this system, or a line is not one."""
    if not path.is_file():
        raise Problem(f"There is no {path.name} in {path.parent}: run `python3 packaging/build.py lock` here first.")
    locked = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        match = re.fullmatch(r"(\S+?)==(\S+) --hash=sha256:([0-9a-f]{64})", line)
        if match is None:
            raise Problem(f"{path}, line {number}: “{line}” is no name==version --hash=sha256:…")
        locked.append(Locked(*match.groups()))
    return locked


def refuse_stale_lock(source: Path, locked: Iterable[Locked]) -> None:
    """Raises: Problem, if the app or a plugin asks for something that came after the lock was written."""
    import tomllib

    known = {item.name for item in locked} | {*own_names(source), *TORCH}
    for path in [source / "pyproject.toml", *sorted(source.glob("plugins/*/pyproject.toml"))]:
        for need in tomllib.loads(path.read_text("utf-8"))["project"].get("dependencies", ()):
            name = canonical(re.split(r"[^\w.-]", need, maxsplit=1)[0])
            if ";" not in need and name not in known:  # what is for one system only may well not be there
                project = path.parent.relative_to(source.parent)
                raise Problem(f"{project} asks for {name}, the lock has none: run `python3 packaging/build.py lock`.")


# ── The environment ──────────────────────────────────────────────────────────────────────────────────────────────────


def make_environment(venv: Path, source: Path, locked: Iterable[Locked], epoch: str) -> Path:
    """Makes the environment anew from the lock and the wheels of ``source``; returns its Python."""
    python = make_venv(venv)
    options = ["--quiet", "--disable-pip-version-check", "--no-deps"]
    with tempfile.TemporaryDirectory() as folder:
        requirements = Path(folder) / "requirements.txt"
        requirements.write_text("\n".join(item.line() for item in locked), "utf-8")
        run(
            [python, "-m", "pip", "install", *options, "--require-hashes", "--only-binary", ":all:", "-r", requirements]
        )
        wheels = Path(folder) / "wheels"
        run([python, source / "packaging" / "wheels.py", "--out", wheels], epoch=epoch, quiet=True)
        run([python, "-m", "pip", "install", *options, *sorted(wheels.glob("*.whl"))])
    return python


def make_venv(venv: Path) -> Path:
    """An empty environment with the tools of the build; returns its Python."""
    shutil.rmtree(venv, ignore_errors=True)
    run([sys.executable, "-m", "venv", venv])
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade", *TOOLS])
    return python


def own_names(source: Path) -> list[str]:
    """Distributions that this repository makes."""
    import tomllib

    projects = [source / "pyproject.toml", *sorted(source.glob("plugins/*/pyproject.toml"))]
    return [canonical(tomllib.loads(path.read_text("utf-8"))["project"]["name"]) for path in projects]


def run(command: Iterable[object], *, epoch: str = "", quiet: bool = False, folder: Path | None = None) -> None:
    """Raises: Problem, if it fails."""
    given = [str(part) for part in command]
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    environment["PYTHONHASHSEED"] = "0"  # sets are written in their order
    environment["GIT_CEILING_DIRECTORIES"] = str(WORK)  # the source lies in a folder that the checkout ignores
    if epoch:
        environment["SOURCE_DATE_EPOCH"] = epoch
    output = subprocess.DEVNULL if quiet else None
    status = subprocess.run(given, env=environment, cwd=folder, stdout=output, check=False).returncode
    if status:
        raise Problem(f"`{' '.join(given)[:300]}` ended with status {status}.")
