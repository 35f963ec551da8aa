#!/usr/bin/env python3
"""Makes the installer for Windows out of a frozen app. Needs NSIS; Debian's makensis will do to see that it compiles.

python packaging/windows/installer.py --bundle build/installers/slim/desktop-tl --version 1.2.3 --out dist [--full]

To sign installer and uninstaller, the environment variable DESKTOP_TL_SIGN holds the command to which a file is added,
for instance: signtool sign /fd sha256 /tr http://timestamp.digicert.com /td sha256 /n "Name in the certificate"
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAMS = ("Desktop TL.exe", "desktop-tl.exe")
LIMIT = 2_000_000_000
"""Bytes that NSIS can hold; more than that, packed, is refused by it with an error that says nothing."""


def make_installer(bundle: Path, out: Path, *, version: str, icon: Path, is_full: bool = False) -> Path:
    """Compiles it and returns its path.

    Args:
        bundle: the frozen app, with both of its executables.
        icon: the ``.ico``.

    Raises:
        SystemExit: something is missing, or NSIS says what is wrong.
    """
    makensis = shutil.which("makensis") or shutil.which("makensis", path=r"C:\Program Files (x86)\NSIS")
    if makensis is None:
        raise SystemExit("There is no makensis: install NSIS (on Debian: apt install nsis).")
    missing = [name for name in PROGRAMS if not (bundle / name).is_file()]
    if missing:
        raise SystemExit(f"{bundle} holds no {' and no '.join(missing)}: build the app on Windows first.")
    out.mkdir(parents=True, exist_ok=True)
    flavour = "full" if is_full else "slim"
    target = out.resolve() / f"DesktopTL-{version}{'-full' if is_full else ''}-windows-x64.exe"
    files = sorted(path for path in bundle.rglob("*") if path.is_file())
    with TemporaryDirectory() as folder:
        installed, removed = Path(folder) / "installed.nsh", Path(folder) / "removed.nsh"
        installed.write_text(format_installed(bundle.resolve(), files), "utf-8")
        removed.write_text(format_removed(path.relative_to(bundle) for path in files), "utf-8")
        defines = {
            "VERSION": version,
            "FOUR_PARTS": four_parts(version),
            "FLAVOUR": flavour,
            "ICON": icon.resolve(),
            "LICENCE": ROOT / "LICENSE",
            "OUT": target,
            "SIZE_KB": sum(path.stat().st_size for path in files) // 1024,
            "INSTALLED": installed,
            "REMOVED": removed,
        }
        if os.environ.get("DESKTOP_TL_SIGN"):
            defines["SIGN"] = os.environ["DESKTOP_TL_SIGN"]
        command = [makensis, "-V2", "-WX", *(f"-D{name}={value}" for name, value in defines.items())]
        answer = subprocess.run([*command, str(HERE / "installer.nsi")], capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise SystemExit(f"makensis failed:\n{answer.stdout}{answer.stderr}")
    if target.stat().st_size > LIMIT:
        raise SystemExit(f"{target} is larger than NSIS can unpack. A build with CUDA inside is too large for it.")
    return target


def format_installed(bundle: Path, files: Iterable[Path]) -> str:
    """Lines of NSIS that put each file in its place."""
    lines, before = [], None
    for path in files:
        folder = path.resolve().relative_to(bundle.resolve()).parent
        if folder != before:
            lines.append(f'SetOutPath "{_in_place(folder)}"')
            before = folder
        lines.append(f'File "{path.resolve()}"')  # read when it is compiled, where $ is a sign like any other
    return "\n".join(lines) + "\n"


def format_removed(names: Iterable[Path]) -> str:
    """Lines of NSIS that delete the files, then the folders that are empty thereby, the innermost first."""
    names = list(names)
    folders = {parent for name in names for parent in name.parents if parent != Path()}
    lines = [f'Delete "{_in_place(name)}"' for name in names]
    lines += [f'RMDir "{_in_place(folder)}"' for folder in sorted(folders, key=lambda path: (-len(path.parts), path))]
    return "\n".join(lines) + "\n"


def _in_place(path: Path) -> str:
    return "\\".join(["$INSTDIR", *map(_quoted, path.parts)])


def _quoted(text: str) -> str:
    return text.replace("$", "$$").replace('"', '$\\"')


def four_parts(version: str) -> str:
    """1.2.3rc1 → 1.2.3.0, which is all that Windows understands."""
    numbers = [int(number) for number in re.findall(r"\d+", re.match(r"[\d.]*", version)[0])]  # type: ignore[index]
    return ".".join(map(str, [*numbers, 0, 0, 0, 0][:4]))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path, required=True, metavar="DIR")
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--icon", type=Path, metavar="FILE", help="else it is drawn now")
    parser.add_argument("--full", action="store_true", help="PyTorch is in it")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        icon = given.icon
        if icon is None:
            sys.path.append(str(HERE.parent))
            from icons import write_icons  # type: ignore[import-not-found, unused-ignore]

            write_icons(Path(folder))
            icon = Path(folder) / "desktop-tl.ico"
        path = make_installer(given.bundle, given.out, version=given.version, icon=icon, is_full=given.full)
    print(f"{path.stat().st_size / 1e6:,.1f} MB  {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
