"""What tells a Linux desktop of the app says the same thing in all its places, and its own tools find it valid."""

import configparser
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

LINUX = Path(__file__).parents[2] / "packaging" / "linux"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def desktop_entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(LINUX / "desktop-tl.desktop", "utf-8")
    return parser["Desktop Entry"]


def run_or_skip(program: str, *arguments: str | Path) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    answer = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_desktop_entry_is_valid():
    run_or_skip("desktop-file-validate", LINUX / "desktop-tl.desktop")


def test_the_description_for_software_centres_is_valid():
    # A reverse domain name as id needs a domain, which the project has not.
    run_or_skip(
        "appstreamcli",
        *("validate", "--no-net", "--override=cid-desktopapp-is-not-rdns=info"),
        LINUX / "desktop-tl.metainfo.xml",
    )


def test_the_type_of_packed_runs_is_valid(tmp_path):
    (tmp_path / "packages").mkdir()
    shutil.copy(LINUX / "desktop-tl-mime.xml", tmp_path / "packages" / "desktop-tl.xml")
    run_or_skip("update-mime-database", tmp_path)
    assert "application/vnd.desktop-tl.run+zip:*.tlrun" in (tmp_path / "globs2").read_text("utf-8")


def test_entry_type_and_description_name_the_same_type_program_and_icon():
    mime = ElementTree.parse(LINUX / "desktop-tl-mime.xml").getroot()
    (kind,) = (element.get("type") for element in mime.iter(f"{MIME}mime-type"))
    entry = desktop_entry()
    about = ElementTree.parse(LINUX / "desktop-tl.metainfo.xml").getroot()
    assert entry["MimeType"] == f"{kind};"
    assert about.findtext("provides/mediatype") == kind
    assert entry["Exec"].split()[0] == about.findtext("provides/binary") == "desktop-tl"
    assert entry["Icon"] == about.findtext("icon") == "desktop-tl"
    assert about.findtext("launchable") == "desktop-tl.desktop"
    assert entry["Name"] == about.findtext("name") == "Desktop TL"
