"""Reads what a person wants to install: the name of a plugin, a wheel, or a folder that holds wheels."""

from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.tags import sys_tags
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from desktop_tl.api import UserError

_HOW_TO_BUILD = 'Build a wheel: pip wheel --no-deps --wheel-dir dist "{}". Then install the file that it makes.'


@dataclass(frozen=True, kw_only=True)
class Request:
    """One plugin that is wanted.

    Args:
        name: normalised.
        requirement: name, extras and versions, as PEP 508 writes them.
        wheel: the file, if it was given as one: it is then taken from there and never from an index.
    """

    name: str
    requirement: str
    wheel: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a text stands for.

    Args:
        requests: the plugin; for a folder, every wheel in it, of which those that are no plugins are dropped later.
        folder: where wheels of dependencies lie beside it; None if nowhere.
        is_folder: whether the requests are all the wheels of a folder.
    """

    requests: tuple[Request, ...]
    folder: Path | None = None
    is_folder: bool = False


def read_given(text: str) -> Given:
    """Reads one text. Raises: UserError, in words, for all that is neither a requirement nor a wheel."""
    text = text.strip()
    path = Path(text).expanduser()
    head = text.split(";")[0].split("@")[0].strip()
    looks_like_path = head in (".", "..") or any(sign in head for sign in ("/", "\\"))
    if text and not text.startswith("-"):
        if path.is_dir():
            return _read_folder(path.absolute())
        if path.is_file():
            return Given(requests=(read_wheel_request(path.absolute()),), folder=path.absolute().parent)
        if looks_like_path or head.lower().endswith((".whl", ".tar.gz", ".zip")):
            raise UserError(f"There is no file or folder ‘{text}’.", advice="Check the path.")
    return Given(requests=(read_requirement(text),))


def read_requirement(text: str) -> Request:
    """Name and versions, as in ``desktop-tl-acme>=1.2``."""
    try:
        requirement = Requirement(text)
    except InvalidRequirement:
        raise UserError(
            f"‘{text}’ is not the name of a plugin.",
            advice="Give a name such as desktop-tl-acme or desktop-tl-acme==1.2, a wheel, or a folder with wheels.",
        ) from None
    if requirement.url:
        raise UserError(
            f"‘{text}’ names an address; plugins are installed from the package index or from a wheel.",
            advice="Download the wheel from there and install the file.",
        )
    if requirement.marker:
        raise UserError(f"‘{text}’ holds a condition after ‘;’.", advice="Leave it out.")
    return Request(name=canonicalize_name(requirement.name), requirement=str(requirement))


def read_wheel_request(path: Path) -> Request:
    """A wheel by its file name. Raises: UserError for other files and for wheels that do not fit this computer."""
    if path.suffix.lower() != ".whl":
        raise UserError(
            f"‘{path.name}’ is not a wheel: building it would run its code, so only files *.whl are installed.",
            advice=_HOW_TO_BUILD.format(path.name),
        )
    try:
        name, version, _build, tags = parse_wheel_filename(path.name)
    except InvalidWheelFilename:
        raise UserError(
            f"‘{path.name}’ has no name that a wheel may have.",
            advice="Keep the name under which it was published: name-version-python-abi-platform.whl.",
        ) from None
    if tags.isdisjoint(sys_tags()):
        made_for = ", ".join(sorted(map(str, tags))[:2])
        raise UserError(
            f"‘{path.name}’ was made for another Python or another system ({made_for}).",
            advice=f"Look for one for this Python and system, as {next(iter(sys_tags()))}, or for py3-none-any.",
        )
    return Request(name=name, requirement=f"{name}=={version}", wheel=path)


def _read_folder(folder: Path) -> Given:
    wheels = sorted(folder.glob("*.whl"))
    if wheels:
        return Given(requests=tuple(map(read_wheel_request, wheels)), folder=folder, is_folder=True)
    if (folder / "pyproject.toml").is_file() or (folder / "setup.py").is_file():
        built = sorted((folder / "dist").glob("*.whl"))
        advice = f"Install {built[-1]}." if built else _HOW_TO_BUILD.format(folder)
        raise UserError(
            f"‘{folder}’ holds the source of a plugin: building it would run its code, so only wheels are installed.",
            advice=advice,
        )
    raise UserError(
        f"There is no wheel (*.whl) in ‘{folder}’.", advice="Choose a wheel, or a folder that holds wheels."
    )
