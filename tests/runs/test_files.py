"""Whatever fails while writing, the old file or folder is still there and nothing lies beside it."""

import json
import os
from contextlib import nullcontext
from pathlib import Path

import pytest

from desktop_tl.runs import files


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    files.write_json(path, {"a": "ü"})
    files.write_json(path, {"b": [1]})
    assert json.loads(path.read_text("utf-8")) == {"b": [1]}
    assert os.listdir(tmp_path) == ["a.json"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failing_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.txt"
    files.write_text(path, "old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        with pytest.raises(OSError, match="No space"):
            files.write_text(path, "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_what_json_has_no_word_for_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    files.write_json(path, 1)
    with pytest.raises(ValueError, match="JSON"):
        files.write_json(path, float("nan"))
    assert path.read_text() == "1\n"


def test_a_folder_appears_filled_or_not_at_all(tmp_path: Path) -> None:
    def fill(folder: Path) -> None:
        (folder / "a").write_text("a")

    def fail(folder: Path) -> None:
        fill(folder)
        raise RuntimeError("half")

    with pytest.raises(RuntimeError, match="half"):
        files.write_folder(tmp_path / "x", fail)
    assert os.listdir(tmp_path) == []
    files.write_folder(tmp_path / "x", fill)
    assert os.listdir(tmp_path / "x") == ["a"]
    with pytest.raises(OSError, match="x"):
        files.write_folder(tmp_path / "x", fill)
    assert os.listdir(tmp_path) == ["x"]


def test_what_a_crash_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / f"a{files.TEMPORARY}1").write_text("x")
    (tmp_path / f"b{files.TEMPORARY}2").mkdir()
    (tmp_path / f"b{files.TEMPORARY}2" / "c").write_text("x")
    (tmp_path / "keep").mkdir()
    assert len(files.remove_temporaries(tmp_path)) == 2
    assert os.listdir(tmp_path) == ["keep"]
    assert files.remove_temporaries(tmp_path / "none") == []


@pytest.mark.parametrize(("refused", "is_written"), [(2, True), (3, False)])
def test_a_file_that_another_program_has_open_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: int, is_written: bool
) -> None:
    real, calls = os.replace, []

    def replace(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) <= refused:
            raise PermissionError(13, "Access is denied")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(files, "_WAITS", (0, 0))
    with nullcontext() if is_written else pytest.raises(PermissionError):
        files.write_text(tmp_path / "a.txt", "new")
    assert os.listdir(tmp_path) == (["a.txt"] if is_written else [])
