"""A run travels as one file: whole, once, and never to anywhere but among the runs."""

import os
import stat
import zipfile
from pathlib import Path

import pytest

from desktop_tl.api.errors import UserError
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.packed import MIME_TYPE, pack_run, unpack_run
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.store import RunStore

RECIPE = Recipe(name="cats", dataset=DatasetChoice(id="samples/digits"), backbone=BackboneChoice(id="some/net"))


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    run = RunFolder.create(tmp_path / "mine" / "cats", RECIPE, ["tensorboard"])
    run.write("result", {"outcome": "finished", "accuracy": 0.9})
    (run.path / "events.jsonl").write_text('{"event": "one"}\n', "utf-8")
    (run.path / "checkpoints" / "best").mkdir(parents=True)
    (run.path / "checkpoints" / "best" / "weights.safetensors").write_bytes(bytes(range(256)) * 40)
    (run.path / "run.lock").touch()
    (run.path / "exports" / "onnx").mkdir(parents=True)
    (run.path / "exports" / "onnx" / "model.onnx").write_bytes(b"x")
    return run


@pytest.fixture
def packed(run: RunFolder, tmp_path: Path) -> Path:
    path = tmp_path / "cats.tlrun"
    pack_run(run, path)
    return path


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "theirs")


def forge(path: Path, *files: tuple[str | zipfile.ZipInfo, bytes], kind: str = MIME_TYPE) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        for name, content in files:
            archive.writestr(name, content)
    return path


def test_what_was_packed_comes_out_as_it_was_without_what_belongs_to_one_computer(run, packed, store):
    got = unpack_run(packed, store)
    assert got.path == store.path / "cats"
    assert (got.recipe(), got.result(), got.status()) == (RECIPE, run.result(), "finished")
    weights = Path("checkpoints", "best", "weights.safetensors")
    assert (got.path / weights).read_bytes() == (run.path / weights).read_bytes()
    assert abs((got.started_at() - run.started_at()).total_seconds()) <= 2  # as exact as a ZIP's times are
    assert not [name for name in ("run.lock", "exports", "observers.json") if (got.path / name).exists()]


def test_its_first_bytes_tell_its_type(packed):
    assert packed.read_bytes()[30:].startswith(b"mimetype" + MIME_TYPE.encode())


def test_opening_the_same_file_again_finds_the_run_that_is_there(packed, store):
    first = unpack_run(packed, store)
    assert unpack_run(packed, store) == first
    assert len(list(store.path.iterdir())) == 1


def test_another_run_of_that_name_gets_a_place_of_its_own(packed, store):
    RunFolder.create(store.path / "cats", RECIPE.with_settings({"epochs": 3}))
    assert unpack_run(packed, store).name == "cats-2"


def test_nothing_is_overwritten_and_a_run_in_progress_is_not_packed(run, packed, tmp_path):
    with pytest.raises(UserError, match="already exists"):
        pack_run(run, packed)
    with run.locked(), pytest.raises(UserError, match="still running"):
        pack_run(run, tmp_path / "other.tlrun")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cats.tlrun", "mine"]


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    "name", ["../evil", "a/../../evil", "/evil", "C:\\evil", "a\\..\\..\\evil", link("frozen")], ids=str
)
def test_a_file_that_would_be_written_elsewhere_is_refused(name, tmp_path, store):
    path = forge(tmp_path / "evil.tlrun", ("recipe.toml", RECIPE.to_toml().encode()), (name, b"/etc/passwd"))
    with pytest.raises(UserError, match="elsewhere"):
        unpack_run(path, store)
    assert not store.path.exists()
    assert not [found for found in tmp_path.rglob("evil") if found.is_file()]


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ((("recipe.toml", b"nothing"),), MIME_TYPE),
        ((("result.json", b"{}"),), MIME_TYPE),
        ((("recipe.toml", b""), ("RECIPE.toml", b"")), MIME_TYPE),
        ((("recipe.toml", RECIPE.to_toml().encode()),), "application/epub+zip"),
    ],
    ids=["no recipe in it", "none at all", "twice", "another type"],
)
def test_what_is_no_run_is_refused_and_leaves_nothing(files, kind, tmp_path, store):
    path = forge(tmp_path / "odd.tlrun", *files, kind=kind)
    with pytest.raises(UserError):
        unpack_run(path, store)
    assert not store.path.exists() or list(store.path.iterdir()) == []


@pytest.mark.parametrize("damage", ["cut", "flipped", "garbled", "text"])
def test_a_damaged_file_is_refused_and_leaves_nothing(damage, packed, store):
    data = bytearray(packed.read_bytes())
    if damage == "cut":
        data = data[: len(data) // 2]
    elif damage == "flipped":
        data[data.find(bytes(range(256))) + 7] ^= 1
    elif damage == "garbled":  # where it is compressed: zlib notices, before any checksum is compared
        begin = data.find(b"recipe.toml") + len("recipe.toml")
        data[begin : begin + 20] = b"\xff" * 20
    else:
        data = bytearray(b"no archive")
    packed.write_bytes(data)
    with pytest.raises(UserError, match="damaged"):
        unpack_run(packed, store)
    assert not store.path.exists() or list(store.path.iterdir()) == []


def test_a_run_is_packed_whatever_the_times_of_its_files(run, store, tmp_path):
    os.utime(run.path / "result.json", (0, 0))  # 1970; a ZIP's time begins in 1980
    pack_run(run, tmp_path / "old.tlrun")
    assert unpack_run(tmp_path / "old.tlrun", store).result() == run.result()


def test_what_is_compressed_as_no_packed_run_is_refused(run, store, tmp_path):
    path = tmp_path / "odd.tlrun"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", MIME_TYPE)
        archive.write(run.path / "recipe.toml", "recipe.toml", zipfile.ZIP_BZIP2)
    with pytest.raises(UserError, match="compressed in a way"):
        unpack_run(path, store)
