"""Whatever an installer hands on is named with its licence, in the notices and in the bill of materials."""

import json
import sysconfig
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from notices import format_notices, main, write_notices
from parts import UNKNOWN, find_parts, our_names
from sbom import write_sbom

HERE = Path(sysconfig.get_path("purelib"))
BSD_3 = "Redistribution … Neither the name of the copyright holder nor …"


def distribution(site: Path, name: str, *lines: str, licence: str = "", needs: str = "") -> None:
    """The metadata of a distribution, as pip leaves it."""
    info = site / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    head = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *lines]
    head += [f"Requires-Dist: {needs}"] if needs else []
    (info / "METADATA").write_text("\n".join(head) + "\n", "utf-8")
    record = [f"{info.name}/METADATA,,"]
    if licence:
        (info / "LICENSE").write_text(licence, "utf-8")
        record.append(f"{info.name}/LICENSE,,")
    (info / "RECORD").write_text("\n".join(record) + "\n", "utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    distribution(site, "new-style", "License-Expression: MIT", licence="The text of MIT", needs="old-style>=1")
    distribution(site, "old-style", "License: BSD", "Home-page: https://old.example", licence=BSD_3)
    distribution(site, "forgetful", "Classifier: License :: OSI Approved :: Apache Software License")
    distribution(site, "wordless", licence="Apache License\n  Version 2.0, January 2004 …")
    distribution(site, "twin", "License: MIT License", licence="The  text of\nMIT")
    distribution(site, "pyside6-essentials", "License: LGPL-3.0-only OR GPL-3.0-only")
    distribution(site, "desktop-tl", "License-Expression: BSD-3-Clause")
    distribution(site, "desktop-tl-timm", "License-Expression: BSD-3-Clause")
    distribution(site, "desktop-tl-stranger", "License-Expression: MIT")
    return site


def test_a_licence_is_read_from_whichever_field_says_it(site):
    licences = {part.key: part.licence for part in find_parts(site)}
    assert licences == {
        "new-style": "MIT",
        "old-style": "BSD-3-Clause",
        "forgetful": "Apache-2.0",
        "wordless": "Apache-2.0",
        "twin": "MIT",
        "pyside6-essentials": "LGPL-3.0-only OR GPL-3.0-only",
        "desktop-tl-stranger": "MIT",
        "inter": "OFL-1.1",
    }


def test_a_part_that_forgets_its_text_gets_the_text_of_its_licence(site):
    texts = {part.key: [name for name, _ in part.texts] for part in find_parts(site)}
    assert texts["forgetful"] == ["Apache-2.0.txt"]
    assert texts["pyside6-essentials"] == ["LGPL-3.0-only.txt", "GPL-3.0-only.txt"]


def test_the_notices_hold_every_text_once_and_say_how_qt_can_be_replaced(site):
    text = format_notices(find_parts(site))
    assert text.count("The text of MIT") + text.count("The  text of\nMIT") == 1
    assert "[twin-1.0.dist-info/LICENSE: the same text as new_style-1.0.dist-info/LICENSE of new-style 1.0]" in text
    assert "Whoever has this program may replace them" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text


def test_a_part_without_any_licence_ends_the_build(site, tmp_path, capsys):
    distribution(site, "silent")
    assert main(["--site-packages", str(site), "--out", str(tmp_path / "notices.txt")]) == 1
    assert "silent 1.0 states no licence" in capsys.readouterr().err
    assert main(["--site-packages", str(site), "--out", str(tmp_path / "n.txt"), "--without", "silent"]) == 0


def test_all_that_is_installed_here_is_in_the_notices(tmp_path):
    """The real environment: no dependency may come in whose licence nobody states."""
    unknown = write_notices(HERE, tmp_path / "notices.txt")
    assert [part.name for part in unknown] == []
    head = (tmp_path / "notices.txt").read_text("utf-8").partition("====")[0]
    for dist in distributions(path=[str(HERE)]):
        if canonicalize_name(dist.name) not in our_names():
            assert f"  {dist.name} {dist.version}: " in head
    assert f": {UNKNOWN}" not in head


def test_a_frozen_app_holds_python_and_its_starter_too(site, tmp_path):
    (tmp_path / "app").mkdir()
    names = {part.name for part in find_parts(site, bundle=tmp_path / "app")}
    assert {"Python", "PyInstaller bootloader"} <= names


def test_the_bill_of_materials_names_every_part_with_version_licence_and_what_it_needs(site, tmp_path):
    write_sbom(site, tmp_path / "sbom.json", version="1.2.3")
    bill = json.loads((tmp_path / "sbom.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == "1.2.3"
    parts = {part["name"]: part for part in bill["components"]}
    assert parts["new-style"]["purl"] == "pkg:pypi/new-style@1.0"
    assert parts["new-style"]["licenses"] == [{"license": {"id": "MIT"}}]
    assert parts["pyside6-essentials"]["licenses"] == [{"expression": "LGPL-3.0-only OR GPL-3.0-only"}]
    needs = {entry["ref"]: entry.get("dependsOn", []) for entry in bill["dependencies"]}
    assert needs["python:new-style@1.0"] == ["python:old-style@1.0"]
    assert "python:desktop-tl-stranger@1.0" in needs["desktop-tl"]


def test_the_same_parts_give_the_same_bill_and_only_its_time_follows_the_build(site, tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    write_sbom(site, tmp_path / "one.json", version="1")
    write_sbom(site, tmp_path / "two.json", version="1")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    write_sbom(site, tmp_path / "three.json", version="1")
    bill = json.loads((tmp_path / "three.json").read_text("utf-8"))
    assert bill["metadata"].pop("timestamp") == "2023-11-14T22:13:20+00:00"
    assert bill == json.loads((tmp_path / "one.json").read_text("utf-8"))
