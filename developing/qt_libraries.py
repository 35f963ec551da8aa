"""Qt's system libraries on Linux: which are missing, and the one command that brings them."""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence

from developing.apt import apt_install, can_apt_install
from developing.children import clean_environment
from developing.places import VENV, Problem, say

QT_FILES = (  # what the window, a headless test and a real X server load
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "QtWidgets.abi3.so",
    "QtSvg.abi3.so",
)

# Debian names a library package after its soname; these came before the rule.

DEBIAN_EXCEPTIONS = {
    "libz.so.1": "zlib1g",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libgmodule-2.0.so.0": "libglib2.0-0",
    "libGLdispatch.so.0": "libglvnd0",
    "libbrotlidec.so.1": "libbrotli1",
    "libbrotlicommon.so.1": "libbrotli1",
}


def ensure_qt_libraries() -> None:
    """Raises Problem, with the one command that helps, where Qt could not start for want of a system library."""
    missing = missing_qt_libraries()
    if missing and can_apt_install():
        say(f"Installing system libraries that Qt needs: {', '.join(missing)}")
        apt_install(debian_packages(missing))
        missing = missing_qt_libraries()
    if missing:
        raise Problem(explain_missing_libraries(missing, installer_present()))


def missing_qt_libraries() -> list[str]:
    """Asks the loader, not a list: what Qt links against differs between its versions."""
    ldd = shutil.which("ldd")
    files = [path for name in QT_FILES for path in VENV.glob(f"lib/python*/site-packages/PySide6/{name}")]
    if ldd is None or not files:
        return []
    environment = clean_environment(os.environ) | {"LC_ALL": "C"}
    answer = subprocess.run([ldd, *files], env=environment, capture_output=True, text=True, check=False)
    return missing_sonames(answer.stdout)


def missing_sonames(ldd_output: str) -> list[str]:
    """Returns each system library that `ldd` did not find, once and sorted; Qt's own come with PySide6, not from it."""
    return sorted(set(re.findall(r"^\s*(?!libQt6)(\S+) => not found", ldd_output, flags=re.MULTILINE)))


def debian_package(soname: str) -> str:
    """Applies Debian's naming rule: libEGL.so.1 → libegl1, libdbus-1.so.3 → libdbus-1-3."""
    if soname in DEBIAN_EXCEPTIONS:
        return DEBIAN_EXCEPTIONS[soname]
    name, _, version = soname.lower().replace("_", "-").partition(".so.")
    return f"{name}-{version}" if name[-1:].isdigit() and version else f"{name}{version}"


def debian_packages(sonames: Iterable[str]) -> list[str]:
    return sorted({debian_package(soname) for soname in sonames})


def explain_missing_libraries(sonames: Sequence[str], installer: str | None) -> str:
    """Names one command to copy; dnf and zypper resolve a soname by themselves, so they need no table."""
    if installer == "apt-get":
        command = ["apt-get", "install", "-y", *debian_packages(sonames)]
    elif installer in ("dnf", "zypper"):
        command = [installer, "install", "-y", *(f"{soname}()(64bit)" for soname in sonames)]
    else:
        return f"Qt needs system libraries that are missing. Install the packages that hold: {', '.join(sonames)}"
    return f"Qt needs system libraries that are missing. Run: sudo {shlex.join(command)}"


def installer_present() -> str | None:
    return next((name for name in ("apt-get", "dnf", "zypper") if shutil.which(name)), None)


def offer_xvfb() -> None:
    """Gets the X server that the real-window tests want; without it they skip, so this never fails."""
    if sys.platform != "linux" or shutil.which("Xvfb"):
        return
    if can_apt_install():
        with contextlib.suppress(Problem):
            apt_install(["xvfb"])
    if shutil.which("Xvfb") is None:
        say("Xvfb is not installed, so the tests on a real X server will be skipped (Debian, Ubuntu: package xvfb)")
