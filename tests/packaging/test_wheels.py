"""One command makes every wheel, whole and the same each time; what they need can be lent to an empty environment."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest
from try_wheels import lend

from wheels import ROOT, build_all, find_projects, source_date


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The app and one plugin."""
    out = tmp_path_factory.mktemp("dist")
    build_all(out, [ROOT, ROOT / "plugins" / "samples"])
    return out


def names_in(folder: Path, wheel: str) -> set[str]:
    (path,) = folder.glob(f"{wheel}-*.whl")
    return set(zipfile.ZipFile(path).namelist())


def test_every_project_is_built_as_wheel_and_as_source(built):
    kinds = sorted(re.sub(r"-\d[\d.]*(?=-py3|\.tar)", "", path.name) for path in built.iterdir())
    assert kinds == [
        "desktop_tl-py3-none-any.whl",
        "desktop_tl.tar.gz",
        "desktop_tl_samples-py3-none-any.whl",
        "desktop_tl_samples.tar.gz",
    ]


def test_the_wheel_holds_every_module_and_resource_of_the_app_and_nothing_of_its_plugins(built):
    found = names_in(built, "desktop_tl")
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "desktop_tl").rglob("*.py")}
    assert modules <= found
    for path in ("icons/app/desktop-tl.svg", "fonts/OFL.txt", "recipes/demo.toml", "translations/desktop_tl_zh_CN.qm"):
        assert f"desktop_tl/_resources/{path}" in found
    assert not [name for name in found if not name.startswith(("desktop_tl/", "desktop_tl-"))]
    assert not [name for name in found if name.endswith(".pyc")]


@pytest.mark.parametrize("wheel", ["desktop_tl", "desktop_tl_samples"])
def test_a_wheel_carries_the_licence(built, wheel):
    assert [name for name in names_in(built, wheel) if name.endswith(".dist-info/licenses/LICENSE")]


def test_two_builds_of_the_same_files_are_the_same_byte_for_byte(built, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", source_date())
    for path in build_all(tmp_path, [ROOT / "plugins" / "samples"]):
        assert path.read_bytes() == (built / path.name).read_bytes(), path.name


def test_the_extra_all_brings_every_plugin_of_ours():
    """Whoever adds a plugin adds it there, or `pip install desktop-tl[all]` and the installers come without it."""
    app, *plugins = (tomllib.loads((path / "pyproject.toml").read_text("utf-8"))["project"] for path in find_projects())
    named = {name for name in app["optional-dependencies"]["all"] if not name.startswith("desktop-tl[")}  # its extras
    assert named == {plugin["name"] for plugin in plugins}


def test_what_the_wheels_ask_for_is_lent_and_nothing_else(tmp_path):
    def make(name: str, *needs: str) -> None:
        info = tmp_path / "lender" / f"{name}-1.dist-info"
        info.mkdir(parents=True)
        lines = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1", *(f"Requires-Dist: {need}" for need in needs)]
        (info / "METADATA").write_text("\n".join(lines) + "\n", "utf-8")
        (info / "RECORD").write_text(f"{name}.py,,\n{info.name}/METADATA,,\n", "utf-8")
        (tmp_path / "lender" / f"{name}.py").write_text("", "utf-8")

    make("direct", "indirect[more]>=1", "absent; python_version < '3'")
    make("indirect", "deep; extra == 'more'", "shallow; extra == 'less'")
    for name in ("deep", "shallow", "absent", "stranger", "extra-one"):
        make(name)
    with zipfile.ZipFile(tmp_path / "ours-1-py3-none-any.whl", "w") as wheel:
        about = "Metadata-Version: 2.1\nName: ours\nVersion: 1\nRequires-Dist: direct\n"
        about += "Requires-Dist: ours[more]; extra == 'all'\nRequires-Dist: extra-one; extra == 'more'\n"
        wheel.writestr("ours-1.dist-info/METADATA", about)
    (tmp_path / "borrower").mkdir()

    lent = lend(tmp_path / "lender", tmp_path, tmp_path / "links", tmp_path / "borrower")

    assert lent == ["deep", "direct", "extra-one", "indirect"]
    assert {dist.name for dist in distributions(path=[str(tmp_path / "links")])} == set(lent)
    code = f"import site; site.addsitedir({str(tmp_path / 'borrower')!r}); import direct, deep"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
