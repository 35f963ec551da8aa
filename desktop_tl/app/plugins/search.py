"""Finds plugins on the package index by their names: ``desktop-tl-…`` is the convention.

The index has no search any more. What it has is one list of all names; the plugins among them are kept, with what
tells the server that we know its list, so that it is sent again only when it has changed.
"""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from packaging.utils import canonicalize_name

from desktop_tl.api.errors import UserError
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.document import read_document
from desktop_tl.app.plugins.generations import generations_folder, read_generation
from desktop_tl.app.plugins.sizes import make_client
from desktop_tl.host.installing.carried import read_carried
from desktop_tl.host.installing.pip import Pip, read_default_index, read_pip_settings
from desktop_tl.runs.files import write_json
from desktop_tl.runs.stop import StopToken

if TYPE_CHECKING:
    import httpx

PREFIX = "desktop-tl-"
_JSON = "application/vnd.pypi.simple.v1+json"
_HTML = re.compile(rb"<a\b[^>]*>\s*([^<]+?)\s*</a>", re.IGNORECASE)
_WHEELS = "The names of plugins begin with desktop-tl-; a plugin can also be installed from a wheel or a folder."


@dataclass(frozen=True, kw_only=True)
class FoundPlugin:
    """A plugin on the index.

    Args:
        name: of the distribution.
        is_here: it is installed already, or the app carries it.
    """

    name: str
    is_here: bool


def search_plugins(
    paths: Paths,
    words: str = "",
    *,
    is_offline: bool,
    stop: StopToken,
    on_progress: Callable[[int, int | None], None] = lambda _done, _total: None,
    search_path: list[str] | None = None,
) -> list[FoundPlugin]:
    """Plugins whose names hold all the words, in the order of the alphabet. Blocks for seconds: on a worker thread.

    Args:
        paths: the cache and what is installed.
        words: empty for all.
        is_offline: the app is set to stay so; indexes that are folders on this computer are still read.
        stop: looked at for every piece of the list.
        on_progress: bytes of the list, and how many there are, None if unknown.
        search_path: instead of ``sys.path``.

    Raises:
        UserError: offline, no network, or the index does not answer as one.
        Stopped: nothing is kept.
    """
    carried = read_carried(search_path or sys.path, without=generations_folder(paths))
    with TemporaryDirectory(prefix="desktop-tl-") as work:
        settings = read_pip_settings(carried.path, Path(work), stop=stop)
        pip = Pip(search_path=carried.path, work=Path(work), settings=settings, is_offline=is_offline)
        addresses = _addresses(pip, stop)
    names: set[str] = set()
    for address in addresses:
        if address.lower().startswith("file:"):
            names |= _names_in(Path(url2pathname(urlsplit(address).path)))
        else:
            names |= _ask(address, pip, paths.cache / "plugin-index.json", stop, on_progress)
    installed = _installed(paths) | carried.versions.keys()
    wanted = [canonicalize_name(word) for word in words.split()]
    return [
        FoundPlugin(name=name, is_here=name in installed)
        for name in sorted(names)
        if all(word in name for word in wanted)
    ]


def _addresses(pip: Pip, stop: StopToken) -> list[str]:
    found: list[str] = []
    if not pip.settings.get("no-index"):
        main = pip.settings.get("index-url") or read_default_index(pip, stop=stop)
        found = list(dict.fromkeys([main, *pip.settings.get("extra-index-url", "").split()]))
    local = [address for address in found if address.lower().startswith("file:")]
    if pip.is_offline:
        if not local:
            raise UserError(
                "The app is set to stay offline, so the package index cannot be searched.",
                advice=f"Allow the network in the settings. {_WHEELS}",
            )
        return local
    if not found:
        raise UserError("pip is set to use no index, so there is none to search.", advice=_WHEELS)
    return found


def _ask(
    address: str, pip: Pip, cache: Path, stop: StopToken, on_progress: Callable[[int, int | None], None]
) -> set[str]:
    """The plugins on one index. Raises: UserError, Stopped."""
    import httpx  # 0.1 s that no start needs

    shown = urlsplit(address).hostname or address  # the address may hold a password
    known = _read_cache(cache).get(address, {})
    headers = {"Accept": f"{_JSON}, text/html;q=0.1"}
    if known.get("etag"):
        headers["If-None-Match"] = str(known["etag"])
    try:
        with make_client(pip) as client, client.stream("GET", f"{address.rstrip('/')}/", headers=headers) as answer:
            if answer.status_code == 304:
                return set(map(str, known.get("names", ())))
            if not answer.is_success:
                raise UserError(
                    f"The package index {shown} does not list its packages (status {answer.status_code}).",
                    advice=_WHEELS,
                )
            names = _read_names(answer, stop, on_progress)
            etag = answer.headers.get("ETag", "")
    except httpx.HTTPError as error:
        raise UserError(
            f"The package index {shown} cannot be reached: {str(error) or type(error).__name__}.",
            advice=f"Check the network. {_WHEELS}",
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(f"The package index {shown} sent something that is no list of packages.") from error
    if etag:
        _write_cache(cache, address, {"etag": etag, "names": sorted(names)})
    return names


def _read_names(answer: "httpx.Response", stop: StopToken, on_progress: Callable[[int, int | None], None]) -> set[str]:
    length = answer.headers.get("Content-Length", "")
    data = bytearray()
    for piece in answer.iter_bytes(1 << 18):
        stop.check()
        data += piece
        on_progress(answer.num_bytes_downloaded, int(length) if length.isdigit() else None)
    stop.check()
    if "json" in answer.headers.get("Content-Type", ""):
        found = [str(project["name"]) for project in json.loads(data)["projects"]]
    else:
        found = [unescape(name.decode("utf-8", errors="replace")) for name in _HTML.findall(data)]
    return {name for name in map(canonicalize_name, found) if name.startswith(PREFIX)}


def _names_in(folder: Path) -> set[str]:
    try:
        names = [canonicalize_name(entry.name) for entry in folder.iterdir() if entry.is_dir()]
    except OSError as error:
        raise UserError(f"The index {folder} cannot be read: {error.strerror or error}.") from error
    return {name for name in names if name.startswith(PREFIX)}


def _installed(paths: Paths) -> set[str]:
    try:
        name = read_document(paths).generation
    except UserError:
        return set()
    generation = read_generation(paths, name) if name else None
    return {dist.name for dist in generation.distributions} if generation else set()


def _read_cache(path: Path) -> dict[str, dict[str, Any]]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _write_cache(path: Path, address: str, item: dict[str, Any]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, _read_cache(path) | {address: item})
    except OSError:
        return  # it is only asked for in full next time
