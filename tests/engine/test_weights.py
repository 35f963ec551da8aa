"""Weights files and checkpoints: what fits is loaded, everything else is refused in words, nothing runs code."""

import pickle
import shutil
import zipfile
from pathlib import Path

import pytest
import safetensors.torch
import torch

from desktop_tl.api import UserError
from desktop_tl.engine.checkpoints import find_checkpoint, load_weights, save_checkpoint, save_weights
from desktop_tl.engine.stages import check_features, describe_stages
from desktop_tl.engine.weights_file import load_pretrained, read_weights_file
from tests.helpers.nets import SMALL_NET, TREATMENT

OPTIONS = SMALL_NET.options()


def test_both_formats_wrapped_or_not_load_the_same(tmp_path: Path) -> None:
    state = SMALL_NET.build(OPTIONS).module.state_dict()
    torch.save(state, tmp_path / "a.pth")
    torch.save({"epoch": 3, "state_dict": {f"module.{name}": t for name, t in state.items()}}, tmp_path / "b.pt")
    safetensors.torch.save_file(state, tmp_path / "c.safetensors")
    for name in ("a.pth", "b.pt", "c.safetensors"):
        backbone = SMALL_NET.build(OPTIONS)
        load_pretrained(backbone, None, tmp_path / name)
        loaded = backbone.module.state_dict()
        assert all(torch.equal(loaded[key], t) for key, t in state.items()), name


def test_a_file_without_the_original_classifier_fits(tmp_path: Path) -> None:
    state = {k: v for k, v in SMALL_NET.build(OPTIONS).module.state_dict().items() if not k.startswith("fc.")}
    safetensors.torch.save_file(state, tmp_path / "headless.safetensors")
    load_pretrained(SMALL_NET.build(OPTIONS), None, tmp_path / "headless.safetensors")


def test_weights_of_another_architecture_are_refused_with_the_first_misfits(tmp_path: Path) -> None:
    state = SMALL_NET.build(OPTIONS).module.state_dict()
    del state["middle.0.weight"]
    state["stem.0.weight"] = torch.zeros(8, 1, 3, 3)
    torch.save(state, tmp_path / "other.pth")
    with pytest.raises(UserError) as caught:
        load_pretrained(SMALL_NET.build(OPTIONS), None, tmp_path / "other.pth")
    message = str(caught.value)
    assert "other.pth" in message
    assert "1 of" in message
    assert "middle.0.weight" in message
    assert "stem.0.weight is 8 × 1 × 3 × 3 and should be 8 × 3 × 3 × 3" in message


class Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return (exec, ("import pathlib; pathlib.Path('executed').write_text('')",))


@pytest.mark.parametrize("wrap", [lambda evil: evil, lambda evil: {"state_dict": {"w": evil}}])
def test_a_pickle_with_code_is_refused_and_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrap) -> None:
    monkeypatch.chdir(tmp_path)
    torch.save(wrap(Evil()), "evil.pth")
    with pytest.raises(UserError, match=r"would run code|cannot be read|not a weights file"):
        read_weights_file(Path("evil.pth"))
    Path("raw.pkl").write_bytes(pickle.dumps(Evil()))
    with pytest.raises(UserError):
        read_weights_file(Path("raw.pkl"))
    assert not Path("executed").exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.pth", b"", "empty"),
        ("noise.pth", b"\x93\x01noise" * 50, "not a weights file"),
        ("page.html", b"<html>404</html>", "not a weights file"),
        ("cut.safetensors", b'\x40\x00\x00\x00\x00\x00\x00\x00{"a":', "damaged"),
    ],
)
def test_what_is_no_weights_file_is_refused_in_words(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError, match=words) as caught:
        read_weights_file(tmp_path / name)
    assert name in caught.value.message
    assert caught.value.advice


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        read_weights_file(tmp_path / "gone.pth")
    with pytest.raises(UserError, match="cannot be read"):
        read_weights_file(tmp_path)


def test_one_flipped_byte_in_a_checkpoint_is_noticed(tmp_path: Path) -> None:
    save_weights(tmp_path / "saved", {"w": torch.arange(10.0)}, {"epoch": 1})
    assert torch.equal(load_weights(tmp_path / "saved")[0]["w"], torch.arange(10.0))
    data = bytearray((tmp_path / "saved/weights.safetensors").read_bytes())
    data[-3] ^= 1
    (tmp_path / "saved/weights.safetensors").write_bytes(bytes(data))
    with pytest.raises(UserError, match="damaged"):
        load_weights(tmp_path / "saved")
    (tmp_path / "saved/manifest.json").write_text("[" * 100_000)
    with pytest.raises(UserError, match=r"manifest\.json is damaged"):
        load_weights(tmp_path / "saved")


def test_a_new_checkpoint_replaces_the_old_one_only_after_it_is_whole(tmp_path: Path) -> None:
    save_checkpoint(tmp_path, "best", 1, {"w": torch.ones(3)}, {})
    save_checkpoint(tmp_path, "last", 1, {"w": torch.ones(3)}, {})
    save_checkpoint(tmp_path, "best", 2, {"w": torch.zeros(3)}, {})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["best-000002", "last-000001"]
    (tmp_path / "best-000003.tmp-1234").mkdir()  # what a kill in the middle of a save leaves
    found = find_checkpoint(tmp_path, "best")
    assert found is not None
    assert load_weights(found)[1]["epoch"] == 2


def test_a_backbone_that_breaks_its_promise_is_named_with_both_shapes() -> None:
    backbone = SMALL_NET.build(OPTIONS)
    check_features(backbone, TREATMENT.example(2), TREATMENT.input_words)
    backbone.num_features = 99
    with pytest.raises(UserError, match=r"\(2, 24\) and should have \(2, 99\)"):
        check_features(backbone, TREATMENT.example(2), TREATMENT.input_words)
    with pytest.raises(UserError, match="Stage ‘stem’ of the backbone fails on pictures of 16 pixels"):
        check_features(SMALL_NET.build(OPTIONS), torch.zeros(2, 5, 16, 16), TREATMENT.input_words)


def test_stages_are_described_without_memory() -> None:
    stages = describe_stages(SMALL_NET, OPTIONS)
    assert [(s.name, s.parameters) for s in stages] == [("stem", 232), ("middle", 1184), ("top", 3504)]


def test_what_people_take_for_weights_is_named(tmp_path: Path) -> None:
    path = tmp_path / "model.pth"
    whole = tmp_path / "whole.pth"
    torch.save({"weight": torch.zeros(300, 300)}, whole)
    with zipfile.ZipFile(tmp_path / "program.pt", "w") as archive:
        archive.writestr("program/constants.pkl", b"")
        archive.writestr("program/data.pkl", b"")
    for content, words in (
        (b"<!DOCTYPE html><html>Not found</html>", "web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git LFS"),
        (b"\x89HDF\r\n\x1a\n" + bytes(50), "HDF5"),
        ((tmp_path / "program.pt").read_bytes(), "TorchScript"),
        (whole.read_bytes()[:20_000], "cut off"),
    ):
        path.write_bytes(content)
        with pytest.raises(UserError, match=words) as caught:
            read_weights_file(path)
        assert str(path) in caught.value.message
        assert caught.value.advice


def test_a_run_that_was_deleted_meanwhile_is_not_begun_anew(tmp_path: Path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    save_checkpoint(run / "checkpoints", "last", 1, {"w": torch.ones(3)}, {})
    shutil.rmtree(run)
    for save in (
        lambda: save_checkpoint(run / "checkpoints", "last", 2, {"w": torch.ones(3)}, {}),
        lambda: save_weights(run / "frozen", {"w": torch.ones(3)}, {}),
    ):
        with pytest.raises(UserError, match="folder is gone"):
            save()
    assert not run.exists()
