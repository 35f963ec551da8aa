"""The index is searched by the names that plugins have, in one request, and offline in none."""

import json
import os
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from desktop_tl.api import UserError
from desktop_tl.api.errors import Stopped
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.search import search_plugins
from desktop_tl.runs.stop import StopToken

NAMES = ["numpy", "Desktop-TL_Acme", "desktop-tl-birds", "desktop-tl", "not-desktop-tl-x"]


class Index(BaseHTTPRequestHandler):
    """A package index of today, or, below /old, one of before JSON."""

    asked: list[int] = []  # noqa: RUF012  # the status of every answer, for the tests

    def do_GET(self) -> None:
        if self.path == "/broken/":
            self._answer(200, "application/vnd.pypi.simple.v1+json", b"[]")
        elif self.path == "/old/":
            links = "".join(f'<a href="{name}/">{name}</a><br/>' for name in NAMES)
            self._answer(200, "text/html", links.encode())
        elif self.path != "/simple/":
            self._answer(404, "text/plain", b"")
        elif self.headers.get("If-None-Match") == '"1"':
            self._answer(304, "text/plain", b"")
        else:
            data = {"meta": {"api-version": "1.1"}, "projects": [{"name": name} for name in NAMES]}
            self._answer(200, "application/vnd.pypi.simple.v1+json", json.dumps(data).encode())

    def _answer(self, status: int, kind: str, data: bytes) -> None:
        self.asked.append(status)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(autouse=True)
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in list(os.environ):
        if name.startswith("PIP_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    Index.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Index)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", f"{address}/simple")
    yield address
    server.shutdown()
    server.server_close()


def search(folder: Path, words: str = "", *, is_offline: bool = False) -> list[str]:
    return [
        plugin.name for plugin in search_plugins(Paths.below(folder), words, is_offline=is_offline, stop=StopToken())
    ]


def test_names_of_plugins_are_found_and_the_list_is_sent_once(tmp_path: Path):
    assert search(tmp_path) == ["desktop-tl-acme", "desktop-tl-birds"]
    assert search(tmp_path, "Birds tl") == ["desktop-tl-birds"]
    assert search(tmp_path, "cats") == []
    assert Index.asked == [200, 304, 304]


def test_an_index_without_json_is_read_too(tmp_path: Path, index: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PIP_INDEX_URL", f"{index}/old/")
    assert search(tmp_path) == ["desktop-tl-acme", "desktop-tl-birds"]


def test_offline_no_index_is_asked_but_a_folder_on_this_computer_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(UserError, match="set to stay offline"):
        search(tmp_path, is_offline=True)
    (tmp_path / "local" / "desktop-tl-local").mkdir(parents=True)
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", (tmp_path / "local").as_uri())
    assert search(tmp_path, is_offline=True) == ["desktop-tl-local"]
    assert Index.asked == []


def test_what_is_installed_is_marked(tmp_path: Path):
    site = tmp_path / "site" / "desktop_tl_acme-1.0.dist-info"
    site.mkdir(parents=True)
    (site / "METADATA").write_text("Metadata-Version: 2.1\nName: desktop-tl-acme\nVersion: 1.0\n")
    found = search_plugins(
        Paths.below(tmp_path),
        is_offline=False,
        stop=StopToken(),
        search_path=[*filter(None, sys.path), str(site.parent)],
    )
    assert [(plugin.name, plugin.is_here) for plugin in found] == [
        ("desktop-tl-acme", True),
        ("desktop-tl-birds", False),
    ]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/nothing", "status 404"),
        ("/broken", "no list of packages"),
        ("http://127.0.0.1:9/simple", "cannot be reached"),
    ],
)
def test_an_index_that_does_not_answer_as_one_is_told(
    tmp_path: Path, index: str, monkeypatch: pytest.MonkeyPatch, address: str, words: str
):
    monkeypatch.setenv("PIP_INDEX_URL", address if address.startswith("http") else index + address)
    with pytest.raises(UserError, match=words):
        search(tmp_path)


def test_without_any_index_there_is_none_to_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(UserError, match="set to use no index"):
        search(tmp_path)


def test_a_stopped_search_keeps_nothing(tmp_path: Path):
    stop = StopToken()

    def ask_to_stop(_done: int, _total: int | None) -> None:
        stop.request()

    with pytest.raises(Stopped):
        search_plugins(Paths.below(tmp_path), is_offline=False, stop=stop, on_progress=ask_to_stop)
    assert Index.asked == [200]
    assert not (tmp_path / "cache").exists()
