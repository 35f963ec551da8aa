"""Makes the folder of the frozen app: PyInstaller's part, then what only the finished folder can be given."""

from __future__ import annotations

import compileall
import os
import py_compile
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from collecting import QT_LEFT_OUT
from environment import Problem, canonical, run
from icu import thin_tables
from stripping import strip_libraries

PACKAGING = Path(__file__).resolve().parent
_ICONS = {"win32": "desktop-tl.ico", "darwin": "desktop-tl.icns"}
_NOT_COMPILED = re.compile(r"transformers/models/|/_resources/")
"""A run uses two or three of these hundreds, which are compiled then: all would be half as large as Qt."""

INSIDE = "_internal"
"""Where PyInstaller puts everything but the executable."""


def freeze(python: Path, source: Path, roots: Sequence[str], out: Path, *, version: str, epoch: str) -> Path:
    """Makes ``out/desktop-tl`` anew and returns it.

    Args:
        python: of the clean environment.
        source: the committed source, whose spec is used.
        roots: canonical names of the distributions that go in, with all that they need.
        epoch: seconds since 1970 that every file bears.
    """
    packages = site_packages(python)
    command = [python, source / "packaging" / "collecting.py", packages, *roots]
    names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    work = out / "pyinstaller"
    for folder in (work, out / "desktop-tl"):
        shutil.rmtree(folder, ignore_errors=True)
    for pattern in QT_LEFT_OUT:
        for folder in ("Qt/plugins", "plugins"):  # as on Windows
            for path in (packages / "PySide6" / folder).glob(pattern):
                path.unlink()
    icons = source / "build" / "icons"
    run([python, source / "packaging" / "icons.py", "--out", icons], quiet=True)
    os.environ |= {
        "DESKTOP_TL_ICON": str(icons / _ICONS[sys.platform]) if sys.platform in _ICONS else "",
        "DESKTOP_TL_SITE_PACKAGES": str(packages),
        "DESKTOP_TL_DISTRIBUTIONS": " ".join(names),
        "DESKTOP_TL_VERSION": version,
    }
    options = ["--noconfirm", "--log-level", "WARN", "--distpath", out, "--workpath", work]
    spec = source / "packaging" / "desktop-tl.spec"
    run(
        [python, "-m", "PyInstaller", *options, spec], epoch=epoch, folder=icons
    )  # where no module lies: it looks there
    bundle = out / "desktop-tl"
    if sys.platform == "linux":
        print(f"{strip_libraries(bundle) / 1e6:,.0f} MB for debuggers taken away")
        for tables in (bundle / INSIDE / "PySide6/Qt/lib").glob("libicudata.so.*"):
            print(f"{thin_tables(tables) / 1e6:,.0f} MB of tables that Qt does not read emptied")
    run([python, Path(__file__).resolve(), bundle])  # compiled by the Python that is inside
    without = ["--without", *tools_beside(python, packages, names)]
    told = ["--site-packages", packages, "--bundle", bundle, *without]
    run([python, source / "packaging" / "notices.py", "--out", bundle / "THIRD-PARTY-NOTICES.txt", *told], quiet=True)
    sbom = ["--out", bundle / "sbom.cdx.json", "--version", version]
    run([python, source / "packaging" / "sbom.py", *sbom, *told], epoch=epoch, quiet=True)
    shutil.copyfile(source / "LICENSE", bundle / "LICENSE")
    settle(bundle, int(epoch))
    return bundle


def site_packages(python: Path) -> Path:
    """The folder of the environment's distributions."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return Path(subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip())


def tools_beside(python: Path, packages: Path, names: Sequence[str]) -> list[str]:
    """Distributions of the environment that are not handed on."""
    code = "from importlib.metadata import distributions; print(*(d.name for d in distributions()))"
    command = [python, "-I", "-c", code]
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=packages).stdout.split()
    return sorted({canonical(name) for name in found} - set(names))


def add_torch(python: Path, bundle: Path, wheels: Path | None, index: str, epoch: str) -> None:
    """Puts PyTorch beside the executable, with whatever it needs that the app has not.

    Args:
        wheels: a folder to take them from; no index is asked then.
        index: address of one that is asked besides, for another build of PyTorch.
    """
    target = bundle / "torch"
    shutil.rmtree(target, ignore_errors=True)
    plan = bundle.parent / "constraints.txt"
    listing = subprocess.run(
        [python, "-m", "pip", "list", "--format", "freeze"], capture_output=True, text=True, check=True
    )
    plan.write_text(
        "\n".join(line for line in listing.stdout.splitlines() if not line.startswith("setuptools")), "utf-8"
    )
    where = ["--no-index", "--find-links", wheels] if wheels else ["--extra-index-url", index] if index else []
    options = ["--quiet", "--only-binary", ":all:", "--no-compile", "--constraint", plan, "--target", target]
    run([python, "-m", "pip", "install", *options, *where, "torch", "torchvision"])
    remove_known(bundle / INSIDE, target)
    compile_folder(target)
    settle(bundle, int(epoch))


def remove_known(inside: Path, target: Path) -> None:
    """Takes from ``target`` what the app has itself: ``pip --target`` installs every need again."""
    from importlib.metadata import distributions

    known = {canonical(dist.name) for dist in distributions(path=[str(inside)])}
    for dist in list(distributions(path=[str(target)])):
        if canonical(dist.name) in known:
            for file in dist.files or []:
                Path(str(dist.locate_file(file))).unlink(missing_ok=True)
    for folder in sorted((path for path in target.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def compile_folder(folder: Path) -> None:
    """Compiles what stays as source, so that no start has to, and nobody writes into an installed app.

    The result is taken for granted and not compared with the source's time, which an installer changes.
    """
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    compileall.compile_dir(
        folder, quiet=2, stripdir=str(folder), force=True, invalidation_mode=mode, maxlevels=50, rx=_NOT_COMPILED
    )


def settle(bundle: Path, epoch: int) -> None:
    """Gives every file the same time, and the rights that an installed program has."""
    for path in [bundle, *bundle.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or bool(path.stat().st_mode & stat.S_IXUSR)
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def size_of(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())


if __name__ == "__main__":
    bundle = Path(sys.argv[1])
    if not (bundle / INSIDE).is_dir():
        raise Problem(f"{bundle} is no frozen app.")
    compile_folder(bundle / INSIDE)
