"""The question about updates: never without leave, never over an open line, and never a nuisance."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from desktop_tl.api.errors import UserError
from desktop_tl.app.build_info import BuildInfo, read_build_info
from desktop_tl.app.context import AppContext
from desktop_tl.app.licences import read_licences
from desktop_tl.app.updates import PAUSE, Update, find_update, find_update_quietly
from tests.helpers.small_app import small_context

OLD = BuildInfo(version="1.2.0", flavour="slim")


class Releases:
    """What the server says, and how often it was asked."""

    def __init__(self, answer: bytes, status: int = 200) -> None:
        self.answer, self.status, self.asked, self.address = answer, status, 0, ""


@contextmanager
def serve(releases: Releases) -> Iterator[Releases]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            releases.asked += 1
            self.send_response(releases.status)
            if releases.status == 302:
                self.send_header("Location", releases.answer.decode())
            self.end_headers()
            if releases.status == 200:
                self.wfile.write(releases.answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        releases.address = f"http://127.0.0.1:{server.server_port}/latest.json"
        yield releases
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    return small_context(tmp_path / "home")


@pytest.fixture
def releases() -> Iterator[Releases]:
    with serve(Releases(json.dumps({"version": "1.10.0", "page": "https://example.org/releases"}).encode())) as found:
        yield found


def test_versions_are_compared_as_versions_and_not_as_text(context, releases):
    context.settings.change(updates_address=releases.address)
    assert find_update(context, OLD) == Update(version="1.10.0", page="https://example.org/releases")
    for version in ("1.10.0", "1.10.1", "2.0"):
        assert find_update(context, BuildInfo(version=version, flavour="slim")) is None


def test_a_build_knows_whom_to_ask_and_the_setting_goes_before_it(context, releases):
    build = BuildInfo(version="1.0", flavour="slim", updates=releases.address)
    assert find_update(context, build) is not None
    context.settings.change(updates_address="https://127.0.0.1:1/")
    with pytest.raises(UserError, match="cannot be reached"):
        find_update(context, build)


def test_a_page_that_is_no_safe_address_is_not_offered(context, releases):
    releases.answer = json.dumps({"version": "9", "page": "javascript:alert(1)"}).encode()
    context.settings.change(updates_address=releases.address)
    assert find_update(context, OLD) == Update(version="9", page="")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"<html>", "does not tell of updates"),
        (b"[]", "does not tell a version"),
        (b'{"version": "soon"}', "does not tell a version"),
        (b'"' + b"x" * 100_000, "does not tell of updates"),
    ],
)
def test_an_answer_that_is_none_is_said_in_words(context, releases, answer, words):
    releases.answer = answer
    context.settings.change(updates_address=releases.address)
    with pytest.raises(UserError, match=words):
        find_update(context, OLD)


def test_a_status_that_is_no_success_and_a_way_that_is_not_safe_are_refused(context, releases):
    context.settings.change(updates_address=releases.address)
    releases.status = 404
    with pytest.raises(UserError, match="status 404"):
        find_update(context, OLD)
    releases.status, releases.answer = 302, b"http://releases.invalid/latest.json"
    with pytest.raises(UserError):
        find_update(context, OLD)
    context.settings.change(updates_address="http://example.org/latest.json")
    with pytest.raises(UserError, match="https://"):
        find_update(context, OLD)


def test_nobody_is_asked_before_it_is_allowed_nor_offline_nor_without_an_address(context, releases):
    context.settings.change(updates_address=releases.address)
    assert find_update_quietly(context) is None
    context.settings.change(check_updates=True, offline=True)
    assert find_update_quietly(context) is None
    with pytest.raises(UserError, match="offline"):
        find_update(context, OLD)
    context.settings.change(offline=False, updates_address="")
    assert find_update_quietly(context) is None
    with pytest.raises(UserError, match="does not know where"):
        find_update(context, OLD)
    assert releases.asked == 0


def test_it_is_asked_once_a_day_and_a_failure_is_no_news(context, releases):
    releases.answer = b'{"version": "999"}'
    context.settings.change(check_updates=True, updates_address=releases.address)
    assert find_update_quietly(context, now=1_000_000) == Update(version="999")
    assert find_update_quietly(context, now=1_000_000 + PAUSE - 1) is None
    assert releases.asked == 1
    releases.status = 500
    assert find_update_quietly(context, now=1_000_000 + PAUSE) is None
    assert releases.asked == 2


def test_this_checkout_says_that_it_is_one_and_asks_nobody():
    build = read_build_info()
    assert (build.flavour, build.updates) == ("source", "")
    assert "PySide6" in read_licences()
