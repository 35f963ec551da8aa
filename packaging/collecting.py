"""Decides what of each installed distribution goes into the frozen app: all that it may ever import, and no more.

A plugin that somebody installs later may use any module of any library that is here, so nothing is left out because
the app itself does not import it. What is left out is what no program imports: tests, headers, stubs, samples.
"""

from __future__ import annotations

import os
import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePosixPath

QT = ("pyside6-essentials", "shiboken6")
"""PyInstaller knows which of their files belong together."""

QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtOpenGL", "QtOpenGLWidgets")
"""The window draws its icons with QtSvg; pyqtgraph imports those for OpenGL wherever it draws curves."""

QT_LEFT_OUT = (
    *("platforms/libqeglfs*", "platforms/libqlinuxfb*", "platforms/libqvnc*", "platforms/libqminimalegl*"),
    *("egldeviceintegrations/*", "platforminputcontexts/*virtualkeyboard*", "imageformats/*qpdf*", "generic/*"),
    *("networkinformation/*", "tls/*", "platformthemes/libqgtk3*"),
)
"""Plugins of Qt for screens without a window system, for the network, and for a look that is not ours: each would bring
libraries of the system with it, GTK whole."""

HIDDEN_LATER = ("setuptools",)
"""Tools that PyTorch brings with it: an older one in the app would stand before it."""

AS_SOURCE = ("timm", "transformers", "onnxscript", "desktop_tl_")
"""Beginnings of packages that read their own source while they run, or whose source is looked into by the app."""

SLIM_WITHOUT = (
    "desktop-tl-huggingface-datasets",
    "desktop-tl-mlflow",
    "desktop-tl-onnx",
    "desktop-tl-tensorboard",
)
"""Plugins that the slim flavour leaves to the page Plugins: what they need is as large as all the rest together."""

_DATA_ONLY = re.compile(
    r"(^|/)(tests?|__pycache__|benchmarks?|docs?)/|\.(pyi|pxd|pxi|pyx|c|cc|cpp|h|hpp|hxx|cuh|f90|cmake|a|lib|md|rst)$"
)
_LEFT_OUT = (
    re.compile(r"^pyarrow/(_(flight|substrait|s3fs|gcsfs|azurefs|pyarrow_cpp_tests)|include|src)"),
    re.compile(r"^(pyarrow/)?libarrow_(flight|python_flight)"),
    re.compile(r"^pyarrow/libarrow_\w+\.so(\.\d+\.\d+.*)?$"),  # for linkers: the same library under other names
    re.compile(r"^lib(cuda|cublas|cudnn|nv)[^/]*\.so"),  # of a card on the computer of the build
    re.compile(
        r"^transformers/models/.*/modular_[^/]*\.py$"
    ),  # of which its authors make the modules that are imported
    re.compile(r"^onnx/(backend/test|defs/.*\.cc)"),
    re.compile(r"^tensorboard/webfiles\.zip$|^tensorboard_data_server/bin/"),  # the viewer is a program of its own
    re.compile(r"^transformers/models/.*/convert_[^/]*\.py$"),  # from other formats, once, by their authors
    re.compile(r"^pip/_vendor/distlib/.*\.exe$") if sys.platform != "win32" else re.compile("^$"),
)
_METADATA_LEFT_OUT = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
"""They name the folder and the hour of the build, and describe files that lie elsewhere now."""

UNDER_GPL = ("readline", "_gdbm", "_dbm")
"""Modules of Python whose libraries are under the GNU GPL, which would then hold for the whole app; all that uses them
does without."""

_STDLIB_LEFT_OUT = ("test", "idlelib", "turtledemo", "tkinter", "turtle", "lib2to3", "ensurepip", "site-packages")


@dataclass
class Collected:
    """Files are pairs of where they are and the folder in the app that they go to."""

    modules: list[str] = field(default_factory=list)
    data: list[tuple[str, str]] = field(default_factory=list)
    binaries: list[tuple[str, str]] = field(default_factory=list)


def needed(site_packages: Path, roots: Iterable[str]) -> set[str]:
    """Canonical names of these distributions and of all that they ask for here, as far as it is here."""
    from packaging.requirements import Requirement  # the library, which the environment of the build has

    found = {canonical(dist.name): dist for dist in distributions(path=[str(site_packages)])}
    waiting: list[tuple[str, frozenset[str]]] = [(root, frozenset()) for root in roots]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen or name not in found:
            continue
        seen.add((name, extras))
        for text in found[name].requires or []:
            requirement = Requirement(text)
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                waiting.append((canonical(requirement.name), frozenset(requirement.extras)))
    return {name for name, _ in seen} - set(HIDDEN_LATER)


def modules_of_others(site_packages: Path, names: Iterable[str]) -> list[str]:
    """Top-level modules that are not meant to go in, though something that does may try to import them."""
    wanted, ours, others = set(names), set(), set()
    for dist in distributions(path=[str(site_packages)]):
        tops = {PurePosixPath(str(file)).parts[0] for file in dist.files or [] if str(file).endswith((".py", ".so"))}
        modules = {top.partition(".")[0] for top in tops if top.partition(".")[0].isidentifier()}
        (ours if canonical(dist.name) in wanted else others).update(modules)
    return sorted(others - ours)


def canonical(name: str) -> str:
    """As package indexes compare names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def collect(site_packages: Path, names: Iterable[str]) -> Collected:
    """Everything of these distributions.

    Args:
        names: canonical ones.
    """
    wanted, found = set(names), Collected()
    for dist in sorted(distributions(path=[str(site_packages)]), key=lambda dist: dist.name):
        name = canonical(dist.name)
        if name in wanted:
            collect_distribution(dist, found, is_qt=name in QT)
    found.modules.sort()
    return found


def collect_distribution(dist: Distribution, found: Collected, *, is_qt: bool = False) -> None:
    """Adds one distribution; of Qt only the metadata."""
    files = [PurePosixPath(str(file)) for file in dist.files or []]
    packages = {file.parent for file in files if file.name == "__init__.py"}
    for file in sorted(files):
        if file.parts[0] in ("..", "/"):
            continue  # scripts
        place = str(dist.locate_file(file)), str(file.parent)
        if file.parts[0].endswith(".dist-info"):
            if file.name not in _METADATA_LEFT_OUT:
                found.data.append(place)
        elif not is_qt and is_wanted(file):
            kind = kind_of(file, packages)
            if kind == "module":
                found.modules.append(module_name(file))
            else:
                (found.binaries if kind == "binary" else found.data).append(place)


def is_wanted(file: PurePosixPath) -> bool:
    """Whether a program may ever need it."""
    text = str(file)
    if text.endswith(".py") and "_resources" in file.parts:
        return True  # what the app hands on, such as templates with tests
    return not _DATA_ONLY.search(text) and not is_left_out(text)


def is_kept(path: str) -> bool:
    """Whether what PyInstaller's own hooks bring goes in as well."""
    file = PurePosixPath(path)
    if file.parts[0].endswith(".dist-info"):
        return True
    if "PySide6/Qt/translations/" in path:
        return "_en" in path or "_zh_CN" in path
    return not is_left_out(path) if file.suffix == ".pyc" else is_wanted(file)  # compiled is only what is imported


def without_twins(paths: Iterable[str]) -> set[str]:
    """Leaves compiled modules out that lie beside their source: Python takes the source, and compiles it apart."""
    there = set(paths)
    return {path for path in there if not (path.endswith(".pyc") and path[:-1] in there)}


def is_left_out(path: str) -> bool:
    """Whether it is one of the large things that nobody reaches from here."""
    return any(pattern.search(path) for pattern in _LEFT_OUT)


def kind_of(file: PurePosixPath, packages: set[PurePosixPath]) -> str:
    """``module``, ``binary`` or ``data``; sources that must stay readable are data."""
    if file.name.endswith(tuple(EXTENSION_SUFFIXES)) and file.name.partition(".")[0].isidentifier():
        return "module"
    if re.search(r"\.(so|dylib|dll|pyd)(\.[\d.]+)?$", file.name):
        return "binary"
    if file.suffix != ".py" or file.parts[0].startswith(AS_SOURCE):
        return "data"
    return "module" if _is_module(file, packages) else "data"


def _is_module(file: PurePosixPath, packages: set[PurePosixPath]) -> bool:
    """Whether it can be imported under the name that its place gives it.

    Folders above the first ``__init__.py`` may be without one (namespaces); below it, one without holds no modules.
    """
    if not all(part.isidentifier() for part in (*file.parts[:-1], file.stem)):
        return False
    inside = [parent in packages for parent in reversed(file.parents) if parent.parts]
    return all(inside[inside.index(True) :]) if True in inside else True


def module_name(file: PurePosixPath) -> str:
    """``a/b/__init__.py`` → ``a.b``; ``a/c.cpython-311-x86_64-linux-gnu.so`` → ``a.c``."""
    parts = [*file.parts[:-1], file.name.partition(".")[0]]
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def standard_library() -> Iterator[str]:
    """Every module that comes with Python: PyTorch and later plugins import what the app does not."""
    folders = {Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")}
    dynamic = [folder / "lib-dynload" for folder in folders]
    for folder in sorted([*folders, *dynamic, Path(sys.base_prefix, "DLLs")]):
        for file in _code_files(folder):
            name = module_name(file)
            is_fit = name not in UNDER_GPL and not name.startswith("_test")
            if is_fit and all(part.isidentifier() for part in name.split(".")):
                yield name
    yield from sorted(name for name in sys.builtin_module_names if not name.startswith("_test"))


def _code_files(folder: Path) -> Iterator[PurePosixPath]:
    """Modules below the folder that may go in, by their paths there."""
    for place, folders, files in os.walk(folder):
        inside = PurePosixPath(Path(place).relative_to(folder).as_posix())
        if not inside.parts:
            out = (*_STDLIB_LEFT_OUT, "lib-dynload")
            folders[:] = [name for name in folders if name not in out and not name.startswith("config-")]
        folders.sort()
        for name in sorted(files):
            file = inside / name
            is_code = file.suffix == ".py" or name.endswith(tuple(EXTENSION_SUFFIXES))
            is_out = file.parts[0].removesuffix(".py") in _STDLIB_LEFT_OUT or file.stem == "__main__"
            if is_code and not is_out and not _DATA_ONLY.search(str(file)):
                yield file


def other_qt_modules(site_packages: Path) -> list[str]:
    """Modules of Qt that the app does without, each with libraries of its own."""
    folder = site_packages / "PySide6"
    names = {path.name.partition(".")[0] for path in folder.glob("Qt*") if path.name.endswith((".so", ".pyd"))}
    return sorted(f"PySide6.{name}" for name in names if name not in QT_MODULES)


if __name__ == "__main__":
    print(*sorted(needed(Path(sys.argv[1]), sys.argv[2:])))
