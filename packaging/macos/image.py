#!/usr/bin/env python3
"""Makes the disk image for macOS out of a frozen app: signs the bundle, packs it, and has Apple notarise it. On a Mac.

python packaging/macos/image.py --app "build/installers/slim/Desktop TL.app" --version 1.2.3 --out dist [--full]

Environment, all optional; without any, the app is signed for nobody ("ad hoc"), and whoever opens it the first time has
to allow that in the system settings:
  DESKTOP_TL_IDENTITY   the certificate in the keychain: "Developer ID Application: Name (TEAMID)"
  DESKTOP_TL_APPLE_ID, DESKTOP_TL_APPLE_TEAM, DESKTOP_TL_APPLE_PASSWORD   an app-specific password, for notarisation
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
AD_HOC = "-"
BESIDE = ("LICENSE", "THIRD-PARTY-NOTICES.txt", "sbom.cdx.json", "build.json", "torch")
_MACH_O = (b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\xbe\xba\xfe\xca")


def make_image(app: Path, out: Path, *, version: str, is_full: bool = False) -> Path:
    """Completes the bundle, signs it in its place and returns the path of the image."""
    complete(app, app.parent / "desktop-tl")
    identity = os.environ.get("DESKTOP_TL_IDENTITY") or AD_HOC
    sign(app, identity)
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"DesktopTL-{version}{'-full' if is_full else ''}-macos-{platform.machine()}.dmg"
    with TemporaryDirectory() as folder:
        shutil.copytree(app, Path(folder) / app.name, symlinks=True)
        (Path(folder) / "Applications").symlink_to("/Applications")
        title = ["-volname", "Desktop TL", "-srcfolder", folder]
        _run(["hdiutil", "create", "-ov", "-format", "UDZO", "-fs", "HFS+", *title, str(target)])
    if identity != AD_HOC:
        _run(["codesign", "--force", "--timestamp", "--sign", identity, str(target)])
    if os.environ.get("DESKTOP_TL_APPLE_ID"):
        notarise(target)
    return target


def complete(app: Path, folder: Path) -> None:
    """Takes over what was written beside the program after PyInstaller had made the bundle, PyTorch among it.

    Only code may lie beside the program in a bundle; a link may, and leads to the resources.

    Args:
        folder: the frozen app as one folder, from which the bundle was made.
    """
    programs, resources = app / "Contents" / "MacOS", app / "Contents" / "Resources"
    for name in BESIDE:
        source, target = folder / name, resources / name
        if not source.exists():
            continue
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, symlinks=True)
            if not (programs / name).is_symlink():
                (programs / name).symlink_to(Path("..", "Resources", name))
        else:
            shutil.copy2(source, target)


def sign(app: Path, identity: str) -> None:
    """Every program and library, the innermost first, then the whole; Apple forbids `--deep` for this."""
    options = ["--force", "--sign", identity]
    if identity != AD_HOC:
        options += ["--options", "runtime", "--timestamp"]
    rights = ["--entitlements", str(HERE / "entitlements.plist")]
    for path in find_code(app):
        is_program = path.parent.name == "MacOS"
        _run(["codesign", *options, *(rights if is_program else ()), str(path)])
    _run(["codesign", *options, *rights, str(app)])
    _run(["codesign", "--verify", "--strict", "--verbose=2", str(app)])


def find_code(app: Path) -> list[Path]:
    """Programs and libraries of the bundle, the innermost first; links lead to what is found anyway."""
    found = [path for path in app.rglob("*") if path.is_file() and not path.is_symlink() and _is_code(path)]
    return sorted(found, key=lambda path: (path.parent.name == "MacOS", -len(path.parts), path))


def _is_code(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in _MACH_O


def notarise(image: Path) -> None:
    """Sends it to Apple, waits for the answer (minutes) and staples it to the image, so that it holds offline too."""
    account = ["--apple-id", os.environ["DESKTOP_TL_APPLE_ID"], "--team-id", os.environ["DESKTOP_TL_APPLE_TEAM"]]
    account += ["--password", os.environ["DESKTOP_TL_APPLE_PASSWORD"]]
    _run(["xcrun", "notarytool", "submit", str(image), *account, "--wait"], shown="xcrun notarytool submit")
    _run(["xcrun", "stapler", "staple", str(image)])
    _run(["spctl", "--assess", "--type", "open", "--context", "context:primary-signature", "-v", str(image)])


def _run(command: Sequence[str], shown: str = "") -> None:
    status = subprocess.run(command, check=False).returncode
    if status != 0:
        raise SystemExit(f"`{shown or ' '.join(command)}` ended with status {status}.")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--app", type=Path, required=True, metavar="DIR")
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--full", action="store_true", help="PyTorch is in it")
    given = parser.parse_args(arguments)
    if sys.platform != "darwin":
        print("Only a Mac has codesign, hdiutil and notarytool.", file=sys.stderr)
        return 1
    path = make_image(given.app, given.out, version=given.version, is_full=given.full)
    print(f"{path.stat().st_size / 1e6:,.1f} MB  {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
