#!/usr/bin/env python3
"""Builds the wheels and the source distributions of the app and of every first-party plugin.

python packaging/wheels.py --out dist

Each wheel is built from its source distribution, as whoever builds from source will do. Needs hatchling in the Python
that runs it and no network. Two builds of one commit are the same byte for byte: times are those of SOURCE_DATE_EPOCH,
else of the commit.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
_NOT_THE_PROJECT = (".git", ".venv", "build", "dist", "plugins")
"""At the top of the checkout; the plugins are projects of their own."""


def build_all(out: Path, projects: Sequence[Path] | None = None) -> list[Path]:
    """Builds both kinds of each project into ``out`` and returns their paths.

    Raises:
        subprocess.CalledProcessError: a project cannot be built; its ``stderr`` tells why.
    """
    out.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"SOURCE_DATE_EPOCH": source_date()}
    return [path for project in projects or find_projects() for path in _build(project, out, environment)]


def find_projects() -> list[Path]:
    """The app, then its plugins."""
    return [ROOT, *sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))]


def source_date() -> str:
    """Seconds since 1970 that all files in the archives bear."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return given
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.stdout.strip() or "1577836800"  # no checkout: 2020, a time that every archive can hold


def _build(project: Path, out: Path, environment: dict[str, str]) -> Iterator[Path]:
    with TemporaryDirectory(prefix="desktop-tl-wheels-") as folder:
        work = Path(folder)
        _stage(project, work / "staged")
        sdist = _run_hatchling("sdist", work / "staged", work / "sdist", environment)
        with tarfile.open(sdist) as archive:
            archive.extractall(work / "source", filter="data")
        (source,) = (work / "source").iterdir()
        wheel = _run_hatchling("wheel", source, work / "wheel", environment)
        for path in (sdist, wheel):
            yield Path(shutil.copy2(path, out))


def _run_hatchling(target: str, project: Path, out: Path, environment: dict[str, str]) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(out)]
    subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=True)
    (built,) = out.iterdir()
    return built


def _stage(project: Path, target: Path) -> None:
    """Copies what belongs to the project, with the licence that a plugin shares with the app."""
    for path in _files_of(project):
        copy = target / path.relative_to(project)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
    if not (target / "LICENSE").is_file():
        shutil.copy2(ROOT / "LICENSE", target)


def _files_of(project: Path) -> list[Path]:
    """Everything that git does not ignore; without git, everything but what tools leave behind."""
    command = ["git", "-C", str(project), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "."]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode == 0:
        names = [name for name in answer.stdout.split("\0") if name]
    else:
        names = [path.relative_to(project).as_posix() for path in project.rglob("*")]
    paths = (Path(name) for name in names)
    found = (path for path in paths if path.parts[0] not in _NOT_THE_PROJECT and "__pycache__" not in path.parts)
    return sorted(project / path for path in found if (project / path).is_file())


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
    given = parser.parse_args(arguments)
    if importlib.util.find_spec("hatchling") is None:
        print(f"hatchling is not in {sys.executable}: run this with the Python in .venv.", file=sys.stderr)
        return 1
    try:
        built = build_all(given.out)
    except subprocess.CalledProcessError as error:
        print(error.stderr, file=sys.stderr)
        return 1
    for path in built:
        print(f"{path.stat().st_size / 1e3:9,.0f} kB  {path.name}")
    print(f"{len(built)} files in {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
