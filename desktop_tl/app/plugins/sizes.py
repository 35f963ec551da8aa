"""Asks how large the wheels are that would be downloaded, since pip's report does not say."""

import os
import ssl
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_tl.app.plugins.plan import PlannedDistribution
from desktop_tl.host.installing.pip import Pip
from desktop_tl.runs.stop import StopToken

if TYPE_CHECKING:
    import httpx

_SECONDS = 10.0
_AT_ONCE = 8


def add_sizes(planned: Sequence[PlannedDistribution], pip: Pip, stop: StopToken) -> list[PlannedDistribution]:
    """The same with sizes; what the server does not tell stays None, since it is no reason not to install."""
    unknown = [dist for dist in planned if dist.size is None and not pip.is_offline]
    if not unknown:
        return list(planned)
    with make_client(pip) as client, ThreadPoolExecutor(_AT_ONCE) as pool:
        asked = [pool.submit(_ask, client, dist.source, stop) for dist in unknown]
        sizes = {dist.name: answer.result() for dist, answer in zip(unknown, asked, strict=True)}
    stop.check()
    return [replace(dist, size=sizes.get(dist.name, dist.size)) for dist in planned]


def make_client(pip: Pip) -> "httpx.Client":
    """Reaches the index the way in which the user's pip does: proxy, certificates."""
    import httpx  # 0.1 s that no start needs

    certificate = pip.settings.get("cert", "")
    return httpx.Client(
        follow_redirects=True,
        timeout=_SECONDS,
        proxy=pip.settings.get("proxy") or None,
        verify=_trusted(certificate) if os.path.exists(certificate) else True,
    )


def _trusted(certificate: str) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certificate)


def _ask(client: "httpx.Client", url: str, stop: StopToken) -> int | None:
    import httpx

    if stop.is_requested:
        return None
    try:
        answer = client.head(url, headers={"Accept-Encoding": "identity"})
    except (httpx.HTTPError, httpx.InvalidURL):
        return None
    length = answer.headers.get("Content-Length", "")
    return int(length) if answer.is_success and length.isdigit() else None
