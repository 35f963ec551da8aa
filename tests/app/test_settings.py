"""Settings survive typos, damage and newer versions, and the file holds only what differs."""

import tomllib
from pathlib import Path

import pytest

from desktop_tl.api import UserError
from desktop_tl.app.paths import Paths, default_paths
from desktop_tl.app.settings import Settings, SettingsStore


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.toml")
    assert store.value == Settings()
    assert store.notes == ()
    assert not store.path.exists()


def test_only_what_differs_is_saved_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.toml"
    SettingsStore(path).change(appearance="dark", device="auto")
    assert tomllib.loads(path.read_text("utf-8")) == {"appearance": "dark"}
    assert SettingsStore(path).value.appearance == "dark"


def test_unknown_settings_are_kept_and_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('apearance = "dark"\n[future]\nx = 1\n', "utf-8")
    store = SettingsStore(path)
    assert "Did you mean appearance?" in store.notes[0]
    store.change(offline=True)
    assert tomllib.loads(path.read_text("utf-8")) == {"apearance": "dark", "future": {"x": 1}, "offline": True}


def test_an_unfit_value_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('appearance = "blue"\noffline = true\n', "utf-8")
    store = SettingsStore(path)
    assert store.value == Settings(offline=True)
    assert "appearance = 'blue'" in store.notes[0]
    store.change(appearance="light")
    assert SettingsStore(path).notes == ()


@pytest.mark.parametrize("damage", [b"appearance = ", b"\xff\xfe\x00", b"\x00" * 40, b"a = " + b"[" * 10_000])
def test_a_damaged_file_is_moved_aside(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(damage)
    store = SettingsStore(path)
    assert store.value == Settings()
    assert "damaged" in store.notes[0]
    assert (tmp_path / "settings.toml.damaged").read_bytes() == damage


def test_two_windows_keep_what_the_other_has_saved(tmp_path: Path) -> None:
    one, other = SettingsStore(tmp_path / "settings.toml"), SettingsStore(tmp_path / "settings.toml")
    one.change(offline=True)
    assert other.change(device="cpu") == Settings(offline=True, device="cpu")
    one.path.write_text("damaged = ", "utf-8")
    assert other.change(language="en") == Settings(offline=True, device="cpu", language="en")


def test_a_wrong_change_changes_nothing(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.toml")
    with pytest.raises(UserError, match="appearance"):
        store.change(appearance="blue")
    with pytest.raises(UserError, match="there is no ‘aperance’"):
        store.change(aperance="dark")
    assert store.value == Settings()


def test_settings_that_cannot_be_saved_say_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    store = SettingsStore(tmp_path / "file" / "settings.toml")
    with pytest.raises(UserError, match="cannot be saved"):
        store.change(offline=True)
    assert not store.value.offline


def test_every_setting_explains_itself() -> None:
    for name, field in Settings.model_fields.items():
        assert field.title, name
        assert field.description, name


def test_one_variable_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKTOP_TL_HOME", str(tmp_path))
    assert default_paths() == Paths.below(tmp_path)
    monkeypatch.setenv("DESKTOP_TL_HOME", " ")
    assert tmp_path not in default_paths().runs.parents
