#!/usr/bin/env python3
"""Builds the installers of the last commit.

python3 packaging/build.py slim            the frozen app without PyTorch, which it fetches on first start
python3 packaging/build.py full            the same with PyTorch inside, for places without a network
python3 packaging/build.py deb  [--full]   a package for Debian, Ubuntu and their kin
python3 packaging/build.py tar  [--full]   a portable archive
python3 packaging/build.py lock            resolves the newest versions of everything that goes in

`deb` and `tar` take the app that was built for this commit, or build it. PyTorch for `full` comes from pip's own index,
or from --wheels FOLDER, or besides from --torch-index ADDRESS. Results lie in dist/, what is in between in
build/installers/.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent
sys.path.insert(0, str(PACKAGING))

import archive  # noqa: E402
import debian  # noqa: E402
import freezing  # noqa: E402
from collecting import SLIM_WITHOUT  # noqa: E402
from environment import (  # noqa: E402
    ROOT,
    WORK,
    Problem,
    export_source,
    lock_file,
    make_environment,
    make_venv,
    own_names,
    read_lock,
    refuse_stale_lock,
    run,
)

DIST = ROOT / "dist"


@dataclass(frozen=True)
class Built:
    """A frozen app and what it was made of."""

    bundle: str
    version: str
    epoch: str
    source: str
    commit: str


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("slim", "full", "deb", "tar", "lock"))
    parser.add_argument("--full", action="store_true", help="the package or archive of the flavour with PyTorch")
    parser.add_argument("--wheels", type=Path, metavar="FOLDER", help="where PyTorch's wheels lie")
    parser.add_argument("--torch-index", default="", metavar="ADDRESS", help="an index with another build of PyTorch")
    parser.add_argument("--again", action="store_true", help="build anew, also where this commit was built already")
    parser.add_argument("--work", type=Path, default=WORK, metavar="FOLDER", help=argparse.SUPPRESS)
    parser.add_argument("--dist", type=Path, default=DIST, metavar="FOLDER", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    try:
        if given.what == "lock":
            return lock(given.work)
        is_full = given.full or given.what == "full"
        built = build(given, is_full=is_full)
        if given.what in ("deb", "tar"):
            pack(given.what, built, given.dist, is_full=is_full)
    except Problem as problem:
        print(f"build.py: {problem}", file=sys.stderr)
        return 1
    return 0


def lock(work: Path) -> int:
    """In the environment of the build, which has the library that reads requirements."""
    source, python = work / "source", make_venv(work / "lock-venv")
    export_source(source)
    code = (
        "import sys; from pathlib import Path; from environment import write_lock; write_lock(*map(Path, sys.argv[1:]))"
    )
    run([python, "-c", code, source, python], folder=PACKAGING)
    print(f"{len(read_lock(lock_file()))} distributions in {lock_file()}")
    return 0


def build(given: argparse.Namespace, *, is_full: bool) -> Built:
    """The frozen app of the last commit; an earlier build of the same commit is taken as it is."""
    flavour = "full" if is_full else "slim"
    out = given.work / flavour
    note = out / "built.json"
    commit = last_commit()
    if not given.again and note.is_file():
        built = Built(**json.loads(note.read_text("utf-8")))
        if built.commit == commit and Path(built.bundle).is_dir():
            return built
    note.unlink(missing_ok=True)
    source = given.work / "source"
    epoch = export_source(source)
    locked = read_lock(source / lock_file().relative_to(ROOT))
    refuse_stale_lock(source, locked)
    python = make_environment(given.work / "venv", source, locked, epoch)
    version = tomllib.loads((source / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    roots = [name for name in own_names(source) if is_full or name not in SLIM_WITHOUT]
    bundle = freezing.freeze(python, source, [*roots, "pip"], out, version=version, epoch=epoch)
    if is_full:
        freezing.add_torch(python, bundle, given.wheels, given.torch_index, epoch)
    about = {"flavour": flavour, "commit": commit, "updates": os.environ.get("DESKTOP_TL_UPDATES", "")}
    (bundle / "build.json").write_text(json.dumps(about), "utf-8")  # for About, and whom to ask about updates
    freezing.settle(bundle, int(epoch))
    built = Built(str(bundle), version, epoch, str(source), commit)
    note.write_text(json.dumps(asdict(built)), "utf-8")
    print(f"{freezing.size_of(bundle) / 1e6:,.0f} MB in {bundle}")
    return built


def last_commit() -> str:
    import subprocess

    command = ["git", "rev-parse", "HEAD"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def pack(what: str, built: Built, dist: Path, *, is_full: bool) -> Path:
    """Writes the package or the archive and returns its path."""
    dist.mkdir(parents=True, exist_ok=True)
    make = debian.make_package if what == "deb" else archive.make_archive
    path = make(
        Path(built.bundle), Path(built.source), dist, version=built.version, epoch=int(built.epoch), is_full=is_full
    )
    print(f"{path.stat().st_size / 1e6:,.1f} MB  {path}")
    return path


if __name__ == "__main__":
    sys.exit(main())
