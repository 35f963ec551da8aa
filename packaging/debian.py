"""Packs the frozen app for Debian, Ubuntu and their kin."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from environment import Problem, run
from freezing import settle, size_of
from stripping import is_elf

PLACE = Path("opt/desktop-tl")
ICON_SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)

PACKAGES = {
    "libc.so.6": "libc6",
    "libm.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libpthread.so.0": "libc6",
    "librt.so.1": "libc6",
    "libutil.so.1": "libc6",
    "libresolv.so.2": "libc6",
    "libcrypt.so.1": "libcrypt1",
    "libnsl.so.2": "libnsl2",
    "ld-linux-x86-64.so.2": "libc6",
    "ld-linux-aarch64.so.1": "libc6",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libOpenGL.so.0": "libopengl0",
    "libGLX.so.0": "libglx0",
    "libX11.so.6": "libx11-6",
    "libxcb.so.1": "libxcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libgbm.so.1": "libgbm1",
    "libdrm.so.2": "libdrm2",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libasound.so.2": "libasound2",
}
"""Where the system's own libraries come from: those that must fit the system's drivers and kernel."""

_DESCRIPTION = """\
fine-tunes a pretrained model on your own pictures or texts
 Gives a network that has seen a million pictures, or read an encyclopaedia, a new
 last part for your own classes, without code and on your own machine.
 .
 {torch}"""
_WITHOUT = "PyTorch, which computes, is fetched on the first start in the build that fits\n this computer."
_WITH = "PyTorch, which computes, is inside."


def make_package(bundle: Path, source: Path, dist: Path, *, version: str, epoch: int, is_full: bool) -> Path:
    """Writes ``desktop-tl[-full]_VERSION_ARCHITECTURE.deb`` and returns its path."""
    tree = bundle.parent / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    copy_linked(bundle, tree / PLACE)
    add_desktop_files(source, tree)
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/desktop-tl").symlink_to(f"../../{PLACE}/desktop-tl")
    document = tree / "usr/share/doc/desktop-tl/copyright"
    document.parent.mkdir(parents=True)
    document.write_text((source / "LICENSE").read_text("utf-8") + _PARTS, "utf-8")
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    needs = find_needs(bundle)
    control = format_control(version, architecture, size_of(tree), needs, is_full=is_full)
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(control, "utf-8")
    settle(tree, epoch)
    path = dist / f"desktop-tl{'-full' if is_full else ''}_{version}_{architecture}.deb"
    # One thread: xz cuts its blocks by their number.
    command = ["dpkg-deb", "--root-owner-group", "--threads-max=1", "-Zxz", "-z9", "--build", tree, path]
    run(command, epoch=str(epoch), quiet=True)
    shutil.rmtree(tree)
    return path


_PARTS = f"\nThe licences of all parts that others have made are in /{PLACE}/THIRD-PARTY-NOTICES.txt.\n"


def format_control(version: str, architecture: str, size: int, needs: Iterable[str], *, is_full: bool) -> str:
    """What dpkg knows of the package. Both flavours are the same program, so only one can be there."""
    name, other = ("desktop-tl-full", "desktop-tl") if is_full else ("desktop-tl", "desktop-tl-full")
    return (
        f"Package: {name}\nVersion: {version}\nArchitecture: {architecture}\n"
        "Maintainer: The Desktop TL authors <desktop-tl@localhost>\n"
        f"Installed-Size: {-(-size // 1024)}\nDepends: {', '.join(needs)}\n"
        "Recommends: shared-mime-info, desktop-file-utils, hicolor-icon-theme, ca-certificates\n"
        f"Conflicts: {other}\nReplaces: {other}\nSection: science\nPriority: optional\n"
        f"Description: {_DESCRIPTION.format(torch=_WITH if is_full else _WITHOUT)}\n"
    )


def add_desktop_files(source: Path, tree: Path) -> None:
    """The entry in the menu, the icons and the type of exported models."""
    linux, share = source / "packaging/linux", tree / "usr/share"
    places = {
        linux / "desktop-tl.desktop": share / "applications/desktop-tl.desktop",
        linux / "desktop-tl.metainfo.xml": share / "metainfo/desktop-tl.metainfo.xml",
        linux / "desktop-tl-mime.xml": share / "mime/packages/desktop-tl.xml",
        source / "resources/icons/app/desktop-tl.svg": share / "icons/hicolor/scalable/apps/desktop-tl.svg",
    }
    for size in ICON_SIZES:
        icon = source / f"build/icons/desktop-tl-{size}.png"
        places[icon] = share / f"icons/hicolor/{size}x{size}/apps/desktop-tl.png"
    for file, place in places.items():
        if not file.is_file():
            raise Problem(f"There is no {file}.")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)


def copy_linked(folder: Path, target: Path) -> None:
    """A copy that takes no room: its files are the same ones."""
    for path in [folder, *sorted(folder.rglob("*"))]:
        place = target / path.relative_to(folder)
        if path.is_symlink():
            place.symlink_to(os.readlink(path))
        elif path.is_dir():
            place.mkdir(parents=True, exist_ok=True)
        else:
            os.link(path, place)


# ── What the system must have ────────────────────────────────────────────────────────────────────────────────────────


def find_needs(bundle: Path) -> list[str]:
    """Packages of the libraries that the app's own ones ask for and do not find in it."""
    files = [path for path in bundle.rglob("*") if is_elf(path)]
    inside = {path.name for path in bundle.rglob("*")} - {"torch"}
    asked: set[str] = set()
    newest = (0, 0)
    for path in files:
        if path.is_relative_to(bundle / "torch"):  # brings what it asks for, and the driver brings the rest
            continue
        told = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=False).stdout
        asked |= set(re.findall(r"NEEDED\s+(\S+)", told))
        for found in re.findall(r"GLIBC_(\d+)\.(\d+)", told):
            newest = max(newest, (int(found[0]), int(found[1])))
    unknown = sorted(asked - inside - set(PACKAGES))
    if unknown:
        raise Problem(f"Nobody brings {', '.join(unknown)}: put them into the app, or say in debian.py whose they are.")
    return package_names(asked - inside, newest)


def package_names(libraries: Iterable[str], newest: tuple[int, int]) -> list[str]:
    """In the order of the alphabet; the C library at least as new as the newest of its versions that is asked for."""
    names = {PACKAGES[library] for library in libraries} | {"libc6", "fontconfig-config"}  # fonts are found with it
    return sorted(f"libc6 (>= {newest[0]}.{newest[1]})" if name == "libc6" else name for name in names)
