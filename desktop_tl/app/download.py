"""Downloads one file so that it is either whole and verified or not there; goes on where a broken download ended."""

import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_tl.api.backbones import Url
from desktop_tl.api.errors import UserError
from desktop_tl.app.disk import disk_in_words, require_room
from desktop_tl.runs.files import patiently, sync_file, sync_folder
from desktop_tl.runs.stop import StopToken

if TYPE_CHECKING:
    import httpx

ATTEMPTS = 5
"""In a row without a single new byte; each that brings some begins the count anew."""

_CHUNK = 1 << 18
_REPORT_SECONDS = 0.1
_REFUSALS = {
    401: "needs a login",
    403: "refuses access",
    404: "does not have the file",
    410: "no longer has the file",
}
_TRANSIENT = (408, 425, 429, 500, 502, 503, 504)


class _TransientError(Exception):
    """Something that may be gone in a moment; the text says what."""


def download(
    source: Url,
    path: Path,
    *,
    on_progress: Callable[[int, int | None], None],
    stop: StopToken,
    backoff: float,
    instead: str = "choose a weights file on this computer",
    make_client: "Callable[[], httpx.Client] | None" = None,
) -> None:
    """Fetches ``source`` to ``path`` by way of ``<path>.part``.

    Args:
        source: an ``http`` or ``https`` address; redirects are followed.
        path: must not exist; its folder must.
        on_progress: bytes that are here, bytes that there will be.
        stop: looked at for every piece.
        backoff: seconds before the second attempt; doubles each time.
        instead: what the person can do where nothing comes.
        make_client: knows the way through a proxy, for instance; None takes the usual one.

    Raises:
        UserError: in words; a whole file with a wrong hash is deleted, a broken one is kept to go on with.
        Stopped: the part is kept.
    """
    if not source.url.lower().startswith(("http://", "https://")):
        raise UserError(f"{source.url} is no address to download from.", advice="Only http and https are used.")
    part = path.with_name(f"{path.name}.part")
    in_words = disk_in_words(
        path.parent,
        "The download cannot be kept",
        if_full="Make room and try again: it goes on where it ended.",
        if_refused="Check that you may write there.",
    )
    with in_words, (make_client or _client)() as client:
        attempt = 0
        while True:
            stop.check()
            before = _size(part)
            try:
                _receive(client, source, part, on_progress, stop, instead)
                break
            except _TransientError as problem:
                attempt = 0 if _size(part) > before else attempt + 1
                if attempt >= ATTEMPTS:
                    raise UserError(
                        f"{source.url} cannot be downloaded: {problem}.",
                        advice=f"Check the network and try again: it goes on where it ended. Or {instead}.",
                    ) from problem.__cause__
            _wait(backoff * 2**attempt if attempt else backoff, stop)
        _commit(source, part, path, stop, instead)


def has_hash(path: Path, sha256: str, stop: StopToken) -> bool:
    """Whether the file's SHA-256 begins with ``sha256``; an empty one fits everything. Raises: Stopped."""
    if not sha256:
        return True
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            stop.check()
            digest.update(chunk)
    return digest.hexdigest().startswith(sha256.lower())


def _receive(
    client: "httpx.Client",
    source: Url,
    part: Path,
    on_progress: Callable[[int, int | None], None],
    stop: StopToken,
    instead: str,
) -> None:
    """One attempt: appends to the part until it is whole. Raises: _TransientError, UserError, Stopped, OSError."""
    import httpx  # 0.1 s that listing and training without a download save

    start, validator = _resumable(source, part)
    headers = {"Accept-Encoding": "identity"}
    if start:
        headers |= {"Range": f"bytes={start}-"} | ({"If-Range": validator} if validator else {})
    try:
        with client.stream("GET", source.url, headers=headers) as response:
            if response.status_code == 416:  # the part is longer than the file, or whole already
                if _total_of(response) != start:
                    part.unlink(missing_ok=True)
                    raise _TransientError("what was downloaded before did not fit")
                return
            _refuse_status(source, response, instead)
            if response.status_code != 206 or not _continues_at(response, start):
                start = 0
            _append(source, response, part, start, on_progress, stop)
    except httpx.TimeoutException as error:
        raise _TransientError("the server did not answer in time") from error
    except httpx.ConnectError as error:
        if "CERTIFICATE" in str(error).upper():
            raise UserError(
                f"{source.url} shows a certificate that this computer does not trust.",
                advice=f"Ask who runs your network, or {instead}.",
            ) from error
        raise _TransientError(f"there is no connection to {_host(source)}") from error
    except (httpx.TooManyRedirects, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
        raise UserError(
            f"{source.url} cannot be downloaded: {error}.", advice=f"{instead[:1].upper()}{instead[1:]}."
        ) from error
    except httpx.TransportError as error:
        raise _TransientError("the connection broke") from error


def _append(
    source: Url,
    response: "httpx.Response",
    part: Path,
    start: int,
    on_progress: Callable[[int, int | None], None],
    stop: StopToken,
) -> None:
    length = response.headers.get("Content-Length", "")
    total = start + int(length) if length.isdigit() else source.size
    if total is not None:
        require_room(part.parent, total - start, advice="Make room and try again.")
    _remember(part, response)
    done, reported = start, 0.0
    with part.open("ab" if start else "wb") as file:
        for chunk in response.iter_raw(_CHUNK):
            stop.check()
            file.write(chunk)
            done += len(chunk)
            if time.monotonic() - reported >= _REPORT_SECONDS:
                reported = time.monotonic()
                on_progress(done, total)
    on_progress(done, total)


def _commit(source: Url, part: Path, path: Path, stop: StopToken, instead: str) -> None:
    if not has_hash(part, source.sha256, stop) or (not source.sha256 and source.size not in (None, _size(part))):
        part.unlink()
        _notes(part).unlink(missing_ok=True)
        raise UserError(
            f"What came from {source.url} is not the expected file (its SHA-256 or its size differs); it was deleted.",
            advice=f"Try again; if it happens again, {instead}.",
        )
    sync_file(part)
    patiently(os.replace, part, path)
    sync_folder(path.parent)
    _notes(part).unlink(missing_ok=True)


def _refuse_status(source: Url, response: "httpx.Response", instead: str) -> None:
    status = response.status_code
    if status in (200, 206):
        return
    if status in _TRANSIENT:
        raise _TransientError(f"the server is busy (status {status})")
    reason = _REFUSALS.get(status, "answered with an error")
    raise UserError(
        f"{_host(source)} {reason} (status {status}): {source.url}.",
        advice=f"Look for a newer version of the plugin, or {instead}.",
    )


def _resumable(source: Url, part: Path) -> tuple[int, str]:
    """How many bytes may be kept, and what proves to the server that they belong to the same file."""
    size = _size(part)
    try:
        validator = str(json.loads(_notes(part).read_text("utf-8"))["validator"])
    except (OSError, ValueError, KeyError, TypeError):
        validator = ""
    return (size, validator) if validator or source.sha256 else (0, "")


def _remember(part: Path, response: "httpx.Response") -> None:
    etag = response.headers.get("ETag", "")
    validator = etag if etag and not etag.startswith("W/") else response.headers.get("Last-Modified", "")
    if response.status_code == 200:
        _notes(part).write_text(json.dumps({"validator": validator}), "utf-8")


def _notes(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _continues_at(response: "httpx.Response", start: int) -> bool:
    place: str = response.headers.get("Content-Range", "")
    return place.replace(" ", "").lower().startswith(f"bytes{start}-")


def _total_of(response: "httpx.Response") -> int | None:
    total = response.headers.get("Content-Range", "").rpartition("/")[2]
    return int(total) if total.isdigit() else None


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _host(source: Url) -> str:
    return source.url.split("/")[2]


def _client() -> "httpx.Client":
    import httpx  # 0.1 s that listing and training without a download save

    return httpx.Client(follow_redirects=True, timeout=httpx.Timeout(30, connect=10))


def _wait(seconds: float, stop: StopToken) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        stop.check()
        time.sleep(min(left, 0.1))
