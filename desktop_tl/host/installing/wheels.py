"""Looks into a wheel before it is installed, and refuses in words what could reach beyond itself.

A plugin is code that runs with the person's rights; no inspection changes that. What it does ensure: a wheel installs
its own modules and nothing else, it hides nothing of the app's or of another plugin, nothing of it runs before it is
imported, and its files are the ones that its author listed.
"""

import base64
import configparser
import csv
import hashlib
import io
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import InvalidVersion, Version

from desktop_tl.api import PROJECT, UserError
from desktop_tl.host.installing.carried import Carried
from desktop_tl.host.installing.pip import Stop

_MODULE_SUFFIXES = (".py", ".pyi", ".pyc", ".so", ".pyd", ".dll", ".dylib")
_PAPERS = ("license", "licence", "copying", "notice", "readme", "changelog", "changes", "authors", "contributors")
_HASHES = ("sha256", "sha384", "sha512")
_UNHASHED = ("RECORD", "RECORD.jws", "RECORD.p7s")
_INERT_FOLDERS = ("bin", "include", "share", "etc")
"""Where pip puts programs, headers and documents, all inside the folder of the installed plugins."""

_LOADED_AT_ONCE = {
    "pydantic": ("pydantic",),
    "torch.backends": ("torch",),
    "torch.distributed.backends": ("torch",),
    "torchrun.handlers": ("torch",),
    "triton.backends": ("triton", "triton-windows", "pytorch-triton", "pytorch-triton-rocm", "pytorch-triton-xpu"),
}
"""Groups of entry points that a library loads when it is imported, and the distributions that may have them."""

_CHUNK = 1 << 20
_LARGEST_TEXT = 64 << 20


@dataclass(frozen=True, kw_only=True)
class Wheel:
    """What one inspected wheel will install.

    Args:
        name: normalised.
        modules: top-level modules and packages.
        files: every file by its place in the folder of the installed plugins, in the order of the archive.
        plugins: entry points of Desktop TL: name → module.
        requires: what it depends on, as PEP 508 writes it.
        installed_bytes: unpacked.
    """

    name: str
    version: str
    sha256: str
    modules: tuple[str, ...]
    files: tuple[str, ...]
    plugins: Mapping[str, str]
    requires: tuple[str, ...]
    installed_bytes: int


def inspect_wheel(path: Path, *, carried: Carried, stop: Stop, sha256: str = "") -> Wheel:
    """Reads the whole wheel.

    Args:
        path: named as it was published.
        carried: what it must not touch.
        stop: looked at for every piece.
        sha256: that the file must have; empty for any.

    Raises:
        UserError: what is wrong with it, by its file name.
        Stopped: nothing has happened.
    """
    found = _hash_file(path, stop)
    if sha256 and found != sha256.lower():
        raise _refuse(path, "it is not the file that the index announced (its SHA-256 differs)")
    try:
        with zipfile.ZipFile(path) as archive:
            return _inspect(path, archive, found, carried, stop)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise _refuse(path, f"it is damaged ({error})") from error


def check_together(wheels: Sequence[Wheel]) -> None:
    """Refuses wheels that would overwrite or hide one another. Raises: UserError naming both."""
    owners: dict[str, Wheel] = {}
    modules: dict[str, Wheel] = {}
    plugins: dict[str, Wheel] = {}
    for wheel in wheels:
        for place in wheel.files:
            other = owners.setdefault(_fold(place), wheel)
            if other is not wheel and not _is_paper(place):
                raise _refuse_both(other, wheel, f"both bring ‘{place}’")
        for module in wheel.modules:
            other = modules.setdefault(_fold(module), wheel)
            if other is not wheel and not (_is_namespace(module, wheel) and _is_namespace(module, other)):
                raise _refuse_both(other, wheel, f"both bring the module ‘{module}’")
        for name in wheel.plugins:
            if plugins.setdefault(name, wheel) is not wheel:
                raise _refuse_both(plugins[name], wheel, f"both name their plugin ‘{name}’")


def _inspect(path: Path, archive: zipfile.ZipFile, sha256: str, carried: Carried, stop: Stop) -> Wheel:
    name, version, _build, _tags = parse_wheel_filename(path.name)
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    _check_entries(path, archive.infolist())
    info = _find_info(path, entries, name)
    _check_record(path, archive, entries, info, stop)
    metadata = Parser().parsestr(_read_text(path, archive, f"{info}/METADATA"))
    if canonicalize_name(metadata["Name"] or "") != name or not _is_version(metadata["Version"], version):
        raise _refuse(path, f"inside it calls itself {metadata['Name']} {metadata['Version']}")
    if not _read_text(path, archive, f"{info}/WHEEL").startswith("Wheel-Version: 1."):
        raise _refuse(path, "it is of a kind of wheel that this version does not know")
    places = [_place(path, entry.filename, info) for entry in entries]
    modules = _check_places(path, places, info, carried)
    plugins = _read_plugins(path, archive, info, name)
    for plugin in plugins:
        owner = carried.plugins.get(plugin)
        if owner:
            raise _refuse(path, f"it names its plugin ‘{plugin}’, as {owner} does, which the app carries")
    return Wheel(
        name=name,
        version=str(version),
        sha256=sha256,
        modules=tuple(modules),
        files=tuple(places),
        plugins=plugins,
        requires=tuple(metadata.get_all("Requires-Dist") or ()),
        installed_bytes=sum(entry.file_size for entry in entries),
    )


def _check_entries(path: Path, entries: Iterable[zipfile.ZipInfo]) -> None:
    """Paths that stay inside, ordinary files only, none twice."""
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename  # `filename` is cut at a NUL and has its backslashes turned
        parts = name.rstrip("/").split("/")
        if "\\" in name or "\0" in name or name.startswith("/") or ":" in parts[0]:
            raise _refuse(path, f"it holds the absolute or foreign path ‘{name!r}’")
        if any(part in ("", ".", "..") or part != part.strip() or part.endswith(".") for part in parts):
            raise _refuse(path, f"it holds the path ‘{name}’, which leads outside or is written in an odd way")
        mode = entry.external_attr >> 16
        if stat.S_IFMT(mode) and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise _refuse(path, f"‘{name}’ in it is a link or a special file")
        if entry.flag_bits & 0x1:
            raise _refuse(path, f"‘{name}’ in it is encrypted")
        if _fold(name) in seen:
            raise _refuse(path, f"it holds ‘{name}’ twice")
        seen.add(_fold(name))


def _find_info(path: Path, entries: Iterable[zipfile.ZipInfo], name: str) -> str:
    tops = {entry.filename.split("/")[0] for entry in entries}
    infos = [top for top in tops if top.lower().endswith((".dist-info", ".egg-info"))]
    if not infos:
        raise _refuse(path, "it holds no metadata")
    for info in infos:
        if not info.endswith(".dist-info") or canonicalize_name(info.removesuffix(".dist-info").split("-")[0]) != name:
            raise _refuse(path, f"it brings the metadata of another distribution, ‘{info}’")
    if len(infos) > 1:
        raise _refuse(path, f"it holds metadata twice: {' and '.join(sorted(infos))}")
    return infos[0]


def _check_record(
    path: Path, archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], info: str, stop: Stop
) -> None:
    """Every file must be the one that RECORD lists."""
    try:
        rows = list(csv.reader(io.StringIO(_read_text(path, archive, f"{info}/RECORD"))))
        listed = {row[0]: row[1] for row in rows if row}
    except (IndexError, csv.Error) as error:
        raise _refuse(path, "its list of files (RECORD) cannot be read") from error
    unhashed = {f"{info}/{name}" for name in _UNHASHED}
    for entry in entries:
        name = entry.filename
        if name in unhashed:
            continue
        method, _, expected = listed.get(name, "").partition("=")
        if name not in listed:
            raise _refuse(path, f"its list of files (RECORD) does not name ‘{name}’")
        if method not in _HASHES:
            raise _refuse(path, f"its list of files (RECORD) holds no safe hash of ‘{name}’")
        digest = hashlib.new(method)
        with archive.open(entry) as file:
            while chunk := file.read(_CHUNK):
                stop.check()
                digest.update(chunk)
        if base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode() != expected:
            raise _refuse(path, f"‘{name}’ is not the file that its list of files (RECORD) names")
    absent = listed.keys() - {entry.filename for entry in entries}
    if absent:
        raise _refuse(path, f"its list of files (RECORD) names ‘{min(absent)}’, which it does not hold")


def _place(path: Path, name: str, info: str) -> str:
    """Where pip puts a file of the archive, relative to the folder of the installed plugins."""
    top, _, rest = name.partition("/")
    if top != f"{info.removesuffix('.dist-info')}.data":
        if top.lower().endswith(".data") and rest:
            raise _refuse(path, f"‘{name}’ is not below its own names")
        return name
    kind, _, inner = rest.partition("/")
    if kind in ("purelib", "platlib"):
        return inner
    is_code = name.lower().endswith((*_MODULE_SUFFIXES, ".pth"))
    if kind == "scripts":
        return f"bin/{inner}"
    if kind == "headers" and not is_code:
        return f"include/{inner}"
    if kind == "data" and "/" in inner and not is_code:
        return inner  # pictures, documents: many real wheels bring some, and Python never looks at them
    raise _refuse(path, f"‘{name}’ would be put outside of its own names")


def _check_places(path: Path, places: Iterable[str], info: str, carried: Carried) -> list[str]:
    """Only modules of its own; returns the top-level ones."""
    modules: dict[str, None] = {}
    asked: set[tuple[object, ...]] = set()
    for place in places:
        top, *below = place.split("/")
        if top == info or (top in _INERT_FOLDERS and below and not place.lower().endswith((*_MODULE_SUFFIXES, ".pth"))):
            continue
        if place.lower().endswith(".pth"):
            raise _refuse(path, f"it brings ‘{place}’: code that Python would run at every start")
        if top.split(".")[0].casefold() in ("sitecustomize", "usercustomize"):
            raise _refuse(path, f"it brings ‘{place}’, which Python would run at every start")
        if not below and not top.lower().endswith(_MODULE_SUFFIXES):
            if _is_paper(top):
                continue
            raise _refuse(path, f"‘{place}’ lies outside of its own modules")
        parts, is_module = _module_parts(place), place.lower().endswith(_MODULE_SUFFIXES)
        if (is_module, *parts) not in asked and carried.has_module(parts, is_module=is_module):
            raise _refuse(path, f"it brings ‘{place}’, a name that the app itself carries")
        asked.add((is_module, *parts))
        if top != "__pycache__":
            modules[parts[0]] = None
    return list(modules)


def _module_parts(place: str) -> list[str]:
    """``a/b/c.cpython-311-x86_64-linux-gnu.so`` → a, b, c; for what is no module, the packages around it."""
    *folders, last = place.split("/")
    if folders and folders[0] == "__pycache__":
        return [last.split(".")[0]]
    if last.lower().endswith(_MODULE_SUFFIXES):
        stem = last.split(".")[0]
        return folders if folders and stem == "__init__" else [*folders, stem]
    return folders


def _read_plugins(path: Path, archive: zipfile.ZipFile, info: str, name: str) -> dict[str, str]:
    if f"{info}/entry_points.txt" not in archive.namelist():
        return {}
    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_string(_read_text(path, archive, f"{info}/entry_points.txt"))
    except configparser.DuplicateOptionError as error:
        raise _refuse(path, f"it names two entry points ‘{error.option}’") from error
    except configparser.Error as error:
        raise _refuse(path, "its entry points cannot be read") from error
    for group, owners in _LOADED_AT_ONCE.items():
        if parser.has_section(group) and name not in owners:
            raise _refuse(path, f"its code would run without being asked for, through entry points of ‘{group}’")
    return dict(parser[PROJECT]) if parser.has_section(PROJECT) else {}


def _read_text(path: Path, archive: zipfile.ZipFile, name: str) -> str:
    try:
        entry = archive.getinfo(name)
    except KeyError:
        raise _refuse(path, f"it holds no ‘{name}’") from None
    if entry.file_size > _LARGEST_TEXT:
        raise _refuse(path, f"‘{name}’ in it is too large")
    return archive.read(entry).decode("utf-8", errors="replace")


def _is_version(text: str | None, version: Version) -> bool:
    try:
        return Version(text or "") == version
    except InvalidVersion:
        return False


def _hash_file(path: Path, stop: Stop) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            stop.check()
            digest.update(chunk)
    return digest.hexdigest()


def _is_namespace(module: str, wheel: Wheel) -> bool:
    """A folder without an ``__init__``, which several distributions may fill."""
    own = [place for place in wheel.files if place.startswith(f"{module}/")]
    return bool(own) and not any(place.startswith(f"{module}/__init__.") for place in own)


def _is_paper(place: str) -> bool:
    """A licence or a readme, which harms nobody where it lies."""
    return "/" not in place and place.lower().startswith(_PAPERS) and not place.lower().endswith(_MODULE_SUFFIXES)


def _fold(place: str) -> str:
    """As file systems compare that do not tell a from A."""
    return unicodedata.normalize("NFC", place).casefold()


def _refuse(path: Path, reason: str) -> UserError:
    return UserError(
        f"‘{path.name}’ was refused: {reason}.", advice="Nothing was changed. Tell its author, or choose another."
    )


def _refuse_both(one: Wheel, other: Wheel, reason: str) -> UserError:
    return UserError(
        f"{one.name} {one.version} and {other.name} {other.version} cannot be installed together: {reason}.",
        advice="Nothing was changed. Choose one of the two.",
    )
