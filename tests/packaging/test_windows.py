"""The installer for Windows compiles, puts every file in its place, and takes away no more than it has put there."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "packaging" / "windows"))

from installer import format_installed, format_removed, four_parts, make_installer  # noqa: E402

from icons import draw  # noqa: E402


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A stand-in for the frozen app."""
    bundle = tmp_path / "bundle"
    for name in ("Desktop TL.exe", "desktop-tl.exe", "_internal/a/odd $name.txt", "_internal/a/b/deep.dll"):
        (bundle / name).parent.mkdir(parents=True, exist_ok=True)
        (bundle / name).write_bytes(b"MZ" + name.encode())
    return bundle


@pytest.fixture
def icon(tmp_path: Path) -> Path:
    draw(32).save(tmp_path / "icon.ico", sizes=[(32, 32)])
    return tmp_path / "icon.ico"


def test_every_file_goes_to_its_place_and_is_taken_away_from_there(bundle):
    files = sorted(path for path in bundle.rglob("*") if path.is_file())
    installed = format_installed(bundle, files).splitlines()
    assert installed.count('SetOutPath "$INSTDIR\\_internal\\a\\b"') == 1
    assert [line for line in installed if line.startswith("File")] == [f'File "{path.resolve()}"' for path in files]
    removed = format_removed(path.relative_to(bundle) for path in files).splitlines()
    assert 'Delete "$INSTDIR\\_internal\\a\\odd $$name.txt"' in removed
    assert removed[-3:] == [
        'RMDir "$INSTDIR\\_internal\\a\\b"',
        'RMDir "$INSTDIR\\_internal\\a"',
        'RMDir "$INSTDIR\\_internal"',
    ]


def test_the_uninstaller_deletes_no_folder_with_what_is_in_it():
    assert "RMDir /r" not in (ROOT / "packaging" / "windows" / "installer.nsi").read_text("utf-8")


@pytest.mark.parametrize(
    ("version", "four"), [("1.2.3", "1.2.3.0"), ("1.2.3rc1", "1.2.3.0"), ("0.1", "0.1.0.0"), ("2.0.dev3", "2.0.0.0")]
)
def test_windows_is_told_four_numbers(version, four):
    assert four_parts(version) == four


def test_a_bundle_that_was_not_made_on_windows_is_refused(bundle, tmp_path, icon, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda *_args, **_more: "makensis")
    (bundle / "Desktop TL.exe").unlink()
    with pytest.raises(SystemExit, match=r"no Desktop TL\.exe"):
        make_installer(bundle, tmp_path / "dist", version="1.2.3", icon=icon)


@pytest.mark.skipif(shutil.which("makensis") is None, reason="NSIS is not installed")
def test_it_compiles_without_a_warning_and_twice_the_same(bundle, tmp_path, icon):
    one = make_installer(bundle, tmp_path / "one", version="1.2.3", icon=icon)
    two = make_installer(bundle, tmp_path / "two", version="1.2.3", icon=icon)
    assert one.name == two.name == "DesktopTL-1.2.3-windows-x64.exe"
    assert one.read_bytes()[:2] == b"MZ"
    assert one.read_bytes() == two.read_bytes()


def test_the_program_says_what_is_missing(tmp_path):
    script = ROOT / "packaging" / "windows" / "installer.py"
    answer = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert "--bundle" in answer.stderr
