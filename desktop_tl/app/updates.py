"""Asks, once that was allowed, whether there is a newer version. Downloads nothing and sends nothing but the question.

The address answers with a small JSON document: ``{"version": "1.2.0", "page": "https://…"}``. An installer knows the
address of the releases that it belongs to; a copy that was built elsewhere knows none, and asks nobody unless the
settings name one.
"""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from packaging.version import InvalidVersion, Version

from desktop_tl.api.errors import UserError
from desktop_tl.app.build_info import BuildInfo, read_build_info
from desktop_tl.app.context import AppContext
from desktop_tl.runs.files import write_json

SECONDS = 10
MOST_BYTES = 64_000
PAUSE = 24 * 3600
"""Seconds between two questions that nobody asked for by hand."""

_LOCAL = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, kw_only=True)
class Update:
    """A newer version.

    Args:
        page: where to read of it and get it; empty if none is told.
    """

    version: str
    page: str = ""


def updates_address(context: AppContext, build: BuildInfo | None = None) -> str:
    """Whom to ask: the setting, else the releases that this build belongs to; empty if there is nobody."""
    return context.settings.value.updates_address or (build or read_build_info()).updates


def find_update(context: AppContext, build: BuildInfo | None = None) -> Update | None:
    """The newer version, None if this one is the newest. Blocks for up to ten seconds: on a worker thread.

    Raises:
        UserError: offline, no address, no answer, or one that cannot be understood.
    """
    build = build or read_build_info()
    address = updates_address(context, build)
    if context.settings.value.offline:
        raise UserError("The app is set to stay offline.", advice="Allow the network in the settings.")
    if not address:
        raise UserError(
            "This copy of the app does not know where its updates are told of.",
            advice="Whoever gave it to you may know the address; it can be entered in the settings.",
        )
    require_safe(address)
    answer = _ask(address)
    try:
        newest, here = Version(str(answer["version"])), Version(build.version)
    except (KeyError, InvalidVersion) as error:
        raise UserError(f"{address} does not tell a version.", advice="Check the address.") from error
    page = answer.get("page")
    is_page = isinstance(page, str) and urlsplit(page).scheme == "https"
    return Update(version=str(newest), page=str(page) if is_page else "") if newest > here else None


def find_update_quietly(context: AppContext, now: float | None = None) -> Update | None:
    """As `find_update`, if it is allowed and was not asked today; whatever goes wrong is no news."""
    settings, state = context.settings.value, context.paths.state / "updates.json"
    now = time.time() if now is None else now
    if not settings.check_updates or settings.offline or not updates_address(context):
        return None
    if 0 <= now - _last_asked(state) < PAUSE:
        return None
    try:
        state.parent.mkdir(parents=True, exist_ok=True)
        write_json(state, {"asked": now})
        return find_update(context)
    except (UserError, OSError):
        return None


def require_safe(address: str) -> None:
    """Raises: UserError unless nobody on the way can change the answer."""
    parts = urlsplit(address)
    if not (parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL))):
        raise UserError(f"{address} is no address that begins with https://.", advice="Enter the whole address.")


def _ask(address: str) -> dict[str, Any]:
    import httpx  # 0.1 s that no start needs

    shown = urlsplit(address).hostname or address
    try:
        with (
            httpx.Client(
                follow_redirects=True,
                timeout=SECONDS,
                headers={"Accept": "application/json"},
                event_hooks={"request": [lambda request: require_safe(str(request.url))]},  # also those led to
            ) as client,
            client.stream("GET", address) as answer,
        ):
            if not answer.is_success:
                raise UserError(f"{shown} does not tell of updates (status {answer.status_code}).")
            data = b""
            for piece in answer.iter_bytes():
                data += piece
                if len(data) > MOST_BYTES:
                    raise UserError(f"{shown} sent something that does not tell of updates.")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise UserError(f"{shown} cannot be reached: {reason}.", advice="Try later.") from error
    try:
        document = json.loads(data)
    except ValueError as error:
        raise UserError(f"{shown} sent something that does not tell of updates.") from error
    return document if isinstance(document, dict) else {}


def _last_asked(state: Path) -> float:
    try:
        return float(json.loads(state.read_text("utf-8"))["asked"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0.0
