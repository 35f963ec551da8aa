"""What can be known of the bundle for macOS without a Mac: what it says of itself, its rights, and what is signed."""

import plistlib
import sys
from pathlib import Path

import pytest

from desktop_tl.runs.packed import MIME_TYPE, SUFFIX

MACOS = Path(__file__).parents[2] / "packaging" / "macos"
sys.path.append(str(MACOS))

from image import complete, find_code, main  # noqa: E402

MACH_O = b"\xcf\xfa\xed\xfe" + bytes(60)


@pytest.fixture
def app(tmp_path: Path) -> Path:
    app = tmp_path / "Desktop TL.app"
    for name in ("MacOS/desktop-tl", "Frameworks/libpython.dylib", "Frameworks/PySide6/QtCore.abi3.so"):
        (app / "Contents" / name).parent.mkdir(parents=True, exist_ok=True)
        (app / "Contents" / name).write_bytes(MACH_O)
    (app / "Contents" / "Resources").mkdir()
    (app / "Contents" / "Resources" / "icon.icns").write_bytes(b"icns")
    (app / "Contents" / "Resources" / "libpython.dylib").symlink_to("../Frameworks/libpython.dylib")
    return app


def test_plugins_that_others_have_signed_may_be_loaded():
    rights = plistlib.loads((MACOS / "entitlements.plist").read_bytes())
    assert rights["com.apple.security.cs.disable-library-validation"] is True


def test_packed_runs_belong_to_the_app_under_the_same_type_as_elsewhere():
    about = plistlib.loads((MACOS / "Info.plist").read_bytes())
    (kind,) = about["UTExportedTypeDeclarations"]
    tags = kind["UTTypeTagSpecification"]
    assert tags["public.filename-extension"] == [SUFFIX.removeprefix(".")]
    assert tags["public.mime-type"] == [MIME_TYPE]
    (document,) = about["CFBundleDocumentTypes"]
    assert document["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]
    assert about["LSBackgroundOnly"] is False


def test_what_is_inside_is_signed_before_what_holds_it_and_the_program_last(app):
    code = [path.relative_to(app / "Contents").as_posix() for path in find_code(app)]
    assert code == ["Frameworks/PySide6/QtCore.abi3.so", "Frameworks/libpython.dylib", "MacOS/desktop-tl"]


def test_what_was_written_beside_the_program_comes_along_and_nothing_but_code_lies_beside_it(app, tmp_path):
    folder = tmp_path / "desktop-tl"
    (folder / "torch" / "torch").mkdir(parents=True)
    (folder / "torch" / "torch" / "lib.dylib").write_bytes(MACH_O)
    for name in ("LICENSE", "THIRD-PARTY-NOTICES.txt", "build.json"):
        (folder / name).write_text(name, "utf-8")

    for _again in range(2):
        complete(app, folder)

    contents = app / "Contents"
    assert (contents / "Resources" / "THIRD-PARTY-NOTICES.txt").read_text("utf-8") == "THIRD-PARTY-NOTICES.txt"
    assert (contents / "MacOS" / "torch" / "torch" / "lib.dylib").read_bytes() == MACH_O  # where the app looks for it
    assert (contents / "MacOS" / "torch").is_symlink()
    assert contents / "Resources" / "torch" / "torch" / "lib.dylib" in find_code(app)


@pytest.mark.skipif(sys.platform == "darwin", reason="on a Mac it would be made")
def test_elsewhere_it_says_that_it_needs_a_mac(app, tmp_path, capsys):
    assert main(["--app", str(app), "--version", "1", "--out", str(tmp_path)]) == 1
    assert "Only a Mac" in capsys.readouterr().err
