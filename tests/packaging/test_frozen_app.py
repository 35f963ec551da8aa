"""What goes into the frozen app and how it is packed; building it whole is the smoke test's work."""

import ctypes
import importlib.util
import os
import shutil
import struct
import subprocess
import sys
import tarfile
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath
from typing import Any

import archive
import collecting
import compare
import debian
import environment
import freezing
import icu
import pytest
import stripping

from desktop_tl import frozen
from tests.packaging.conftest import SCRIPTS

needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="makes packages for Debian with dpkg-deb")


def test_the_spec_is_python_and_names_the_script_that_is_there() -> None:
    text = (SCRIPTS / "desktop-tl.spec").read_text("utf-8")
    compile(text, "desktop-tl.spec", "exec")
    assert 'HERE / "start.py"' in text
    assert (SCRIPTS / "start.py").is_file()


# ── The lock ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def item(name: str, *requires: str, requested: bool = False) -> dict[str, Any]:
    return {
        "metadata": {"name": name, "version": "1", "requires_dist": list(requires)},
        "download_info": {"url": f"file:///{name}.whl", "archive_info": {"hashes": {"sha256": "0" * 64}}},
        "requested": requested,
    }


def test_the_lock_holds_what_is_needed_without_a_step_through_torch() -> None:
    report = {
        "install": [
            item(
                "App",
                "torch",
                "shared",
                "Tool_Kit[fast]; python_version > '3'",
                "elsewhere; sys_platform == 'none'",
                requested=True,
            ),
            item("torch", "shared", "cuda", "sympy"),
            *(item(name) for name in ("shared", "cuda", "sympy", "elsewhere", "tool-kit")),
        ]
    }
    assert [locked.name for locked in environment.select_without_torch(report)] == ["app", "shared", "tool-kit"]


def test_a_damaged_lock_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text(f"# head\nacme==1 --hash=sha256:{'a' * 64}\nacme>=2\n", "utf-8")
    with pytest.raises(environment.Problem, match=r"line 3: “acme>=2”"):
        environment.read_lock(path)
    with pytest.raises(environment.Problem, match=r"build\.py lock"):
        environment.read_lock(tmp_path / "none.txt")


def test_the_lock_holds_all_that_the_app_and_its_plugins_ask_for(tmp_path: Path) -> None:
    for path in (SCRIPTS / "locks").glob("*.txt"):
        environment.refuse_stale_lock(SCRIPTS.parent, environment.read_lock(path))
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "app"\ndependencies = ["torch", "acme-kit>=2"]\n')
    environment.refuse_stale_lock(tmp_path, [environment.Locked("acme-kit", "2", "0" * 64)])
    with pytest.raises(environment.Problem, match=r"asks for acme-kit, the lock has none: .*build\.py lock"):
        environment.refuse_stale_lock(tmp_path, [])


def test_every_lock_can_be_read_and_is_without_torch() -> None:
    locks = list((SCRIPTS / "locks").glob("*.txt"))
    assert locks
    for path in locks:
        names = {locked.name for locked in environment.read_lock(path)}
        assert {"pyside6-essentials", "pip", "numpy", "pydantic"} <= names
        assert not names & {*environment.TORCH, "triton", "nvidia-cublas"}


# ── What goes in ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("acme/inner/part.py", "module"),
        ("acme/templates/part.py", "data"),
        ("acme/not-a-module/part.py", "data"),
        ("acme/_fast.abi3.so" if sys.platform != "win32" else "acme/_fast.pyd", "module"),
        ("acme.libs/libblas-1a2b.so.0", "binary"),
        ("acme/table.json", "data"),
        ("timm/models/vit.py", "data"),
    ],
)
def test_each_file_has_its_kind(file: str, kind: str) -> None:
    packages = {PurePosixPath("acme"), PurePosixPath("acme/inner"), PurePosixPath("timm"), PurePosixPath("timm/models")}
    assert collecting.kind_of(PurePosixPath(file), packages) == kind


@pytest.mark.parametrize(
    "file", ["acme/tests/test_a.py", "acme/core.pyi", "acme/include/a.h", "acme/__pycache__/a.pyc"]
)
def test_what_no_program_imports_stays_out(file: str) -> None:
    assert not collecting.is_wanted(PurePosixPath(file))


def test_of_the_app_itself_its_resources_go_in_as_they_are() -> None:
    for file in ("desktop_tl/_resources/plugin-templates/every/tests/conftest.py", "desktop_tl/_resources/icons/a.svg"):
        assert collecting.is_wanted(PurePosixPath(file))
        assert collecting.kind_of(PurePosixPath(file), {PurePosixPath("desktop_tl")}) == "data"


def test_what_the_hooks_of_pyinstaller_bring_is_looked_at_too() -> None:
    for path in ("numpy/_core/tests/_natype.pyc", "acme-1.dist-info/LICENSE.md", "PySide6/Qt/translations/qt_en.qm"):
        assert collecting.is_kept(path)
    for path in (
        "pyarrow/tests/data/a.orc",
        "pyarrow/table.pxi",
        "pyarrow/libarrow_python.so.2600.1.0",
        "libcudart.so.13",
        "PySide6/Qt/translations/qt_de.qm",
    ):
        assert not collecting.is_kept(path)
    assert collecting.is_kept("pyarrow/libarrow_python.so.2600")


def test_a_module_goes_in_once() -> None:
    paths = ["timm/a.py", "timm/a.pyc", "acme/b.pyc", "timm/__pycache__/a.cpython-311.pyc"]
    assert collecting.without_twins(paths) == {*paths} - {"timm/a.pyc"}


def test_a_real_distribution_goes_in_with_its_metadata_and_without_the_traces_of_its_installation() -> None:
    found = collecting.Collected()
    collecting.collect_distribution(distribution("pluggy"), found)
    assert {"pluggy", "pluggy._hooks"} <= set(found.modules)
    metadata = {Path(source).name for source, _ in found.data}
    assert "METADATA" in metadata
    assert not metadata & {"RECORD", "INSTALLER", "direct_url.json"}


def test_needs_are_followed_through_extras() -> None:
    packages = Path(str(distribution("pydantic").locate_file("")))
    assert {"pydantic", "pydantic-core", "annotated-types"} <= collecting.needed(packages, ["pydantic"])


def test_the_standard_library_goes_in_whole() -> None:
    found = set(collecting.standard_library())
    wanted = {"asyncio.events", "unittest.mock", "cProfile", "pickletools", "xml.dom.minidom", "sqlite3", "timeit"}
    assert wanted <= found
    assert not [name for name in found if name.startswith(("test.", "idlelib", "tkinter"))]
    assert not found & {"readline", "_gdbm", "_dbm"}  # their libraries are under the GPL


# ── Stripping ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("strip") is None, reason="strips libraries of Linux")
def test_a_stripped_library_is_smaller_and_loads_and_qt_stays_as_it_is(tmp_path: Path) -> None:
    origin = importlib.util.find_spec("yaml._yaml").origin  # type: ignore[union-attr]  # it comes unstripped
    paths = [tmp_path / folder / "_yaml.so" for folder in ("yaml", "PySide6")]
    for path in paths:
        path.parent.mkdir()
        shutil.copy(origin, path)
    before = paths[0].stat().st_size
    assert stripping.strip_libraries(tmp_path) == before - paths[0].stat().st_size > 0
    ctypes.CDLL(str(paths[0]))
    assert paths[1].stat().st_size == before


@pytest.mark.skipif(sys.platform != "linux", reason="reads libraries of Linux")
def test_a_library_whose_segments_were_moved_is_seen(tmp_path: Path) -> None:
    content = bytearray(Path(os.path.realpath(sys.executable)).read_bytes())
    path = tmp_path / "lib.so"
    path.write_bytes(content)
    assert stripping.is_loadable(path)
    start, size, count = struct.unpack_from("<Q", content, 32)[0], *struct.unpack_from("<HH", content, 54)
    (first,) = [start + n * size for n in range(count) if struct.unpack_from("<I", content, start + n * size)[0] == 1][
        :1
    ]
    struct.pack_into("<Q", content, first + 8, struct.unpack_from("<Q", content, first + 8)[0] + 8)
    path.write_bytes(content)
    assert not stripping.is_loadable(path)


QT_READS = """
from PySide6.QtCore import QCollator, QLocale, QStringConverter, QTimeZone
for place, words in (("sv_SE", "ö z a å"), ("zh_CN", "张 李 阿"), ("de_DE", "ö z a p")):
    print(*sorted(words.split(), key=QCollator(QLocale(place)).sortKey))
print(len(QStringConverter.availableCodecs()), QLocale("tr_TR").toUpper("i"), QLocale("fr_FR").nativeTerritoryName())
print(QTimeZone(b"Europe/Berlin").displayName(QTimeZone.TimeType.StandardTime))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Qt brings ICU on Linux only")
def test_qt_reads_the_same_in_tables_without_what_it_never_reads(tmp_path: Path) -> None:
    (origin,) = Path(str(distribution("pyside6-essentials").locate_file("PySide6/Qt/lib"))).glob("libicudata.so.*")
    thin = tmp_path / origin.name
    shutil.copy(origin, thin)
    assert icu.thin_tables(thin) > 10_000_000
    said = [
        subprocess.run([sys.executable, "-c", QT_READS], env=env, capture_output=True, text=True, check=True).stdout
        for env in ({**os.environ, "PYTHONUTF8": "1"}, {**os.environ, "PYTHONUTF8": "1", "LD_PRELOAD": str(thin)})
    ]
    assert said[0] == said[1]
    assert said[0].startswith("a z å ö\n阿 李 张\n")
    thin.write_bytes(b"no tables")
    with pytest.raises(environment.Problem, match="no tables of ICU"):
        icu.thin_tables(thin)


# ── Packing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """As PyInstaller leaves it, but small."""
    folder = tmp_path / "slim" / "desktop-tl"
    (folder / "_internal" / "acme").mkdir(parents=True)
    shutil.copy(shutil.which("true") or sys.executable, folder / "desktop-tl")
    (folder / "_internal" / "acme" / "__init__.py").write_text("import sys\n", "utf-8")
    (folder / "_internal" / "link").symlink_to("acme")
    freezing.compile_folder(folder / "_internal")
    freezing.settle(folder, 1_700_000_000)
    return folder


def test_the_archive_is_the_same_each_time_and_belongs_to_nobody_in_particular(bundle: Path, tmp_path: Path) -> None:
    archives = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        made = archive.make_archive(
            bundle, tmp_path, tmp_path / name, version="1.2", epoch=1_700_000_000, is_full=False
        )
        archives.append(made)
        os.utime(bundle / "_internal" / "acme" / "__init__.py", (1, 1))  # what happens on another computer
    assert archives[0].read_bytes() == archives[1].read_bytes()
    with tarfile.open(archives[0]) as tar:
        about = tar.getmember(f"{archives[0].name.removesuffix('.tar.gz')}/desktop-tl")
        assert {(info.uname, info.uid, info.mtime) for info in tar.getmembers()} == {("root", 0, 1_700_000_000)}
    assert about.mode & 0o111


@needs_dpkg
def test_the_package_holds_the_app_its_menu_entry_and_a_command(bundle: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name in ("packaging/linux", "resources/icons/app"):
        shutil.copytree(SCRIPTS.parent / name, source / name)
    shutil.copy(SCRIPTS.parent / "LICENSE", source)
    icons = source / "build" / "icons"
    icons.mkdir(parents=True)
    for size in debian.ICON_SIZES:
        (icons / f"desktop-tl-{size}.png").write_bytes(b"an icon")
    packages = [
        debian.make_package(bundle, source, tmp_path / name, version="1.2", epoch=1_700_000_000, is_full=False)
        for name in ("one", "other")
        if not (tmp_path / name).mkdir()
    ]
    assert packages[0].read_bytes() == packages[1].read_bytes()
    fields = subprocess.run(["dpkg-deb", "--field", packages[0]], capture_output=True, text=True, check=True).stdout
    assert "Package: desktop-tl\nVersion: 1.2\n" in fields
    assert "Depends: fontconfig-config, libc6 (>= 2." in fields
    listing = subprocess.run(["dpkg-deb", "--contents", packages[0]], capture_output=True, text=True, check=True).stdout
    assert "./usr/bin/desktop-tl -> ../../opt/desktop-tl/desktop-tl" in listing
    for path in ("opt/desktop-tl/desktop-tl", "usr/share/applications/desktop-tl.desktop", "usr/share/mime/packages/"):
        assert f"./{path}" in listing
    assert {line.split()[1] for line in listing.splitlines()} == {"root/root"}


def test_a_library_that_nobody_brings_ends_the_build(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("objdump") is None:
        pytest.skip("reads what libraries ask for with objdump")
    monkeypatch.setattr(debian, "PACKAGES", {})
    with pytest.raises(environment.Problem, match=r"Nobody brings .*libc\.so\.6"):
        debian.find_needs(bundle)


def test_a_build_with_pytorch_takes_the_place_of_one_without() -> None:
    control = debian.format_control("1", "amd64", 2048, ["libc6 (>= 2.36)"], is_full=True)
    assert "Package: desktop-tl-full\n" in control
    assert "Conflicts: desktop-tl\n" in control
    assert "Installed-Size: 2\n" in control


def test_two_builds_are_compared_to_the_last_bit(bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    other = tmp_path / "other"
    shutil.copytree(bundle, other, symlinks=True)
    for path in (other, *other.rglob("*")):
        os.utime(path, (1_700_000_000, 1_700_000_000), follow_symlinks=False)
    assert compare.main([str(bundle), str(other)]) == 0
    (other / "_internal" / "acme" / "__init__.py").write_text("import os\n", "utf-8")
    (other / "desktop-tl").unlink()
    capsys.readouterr()
    assert compare.main([str(bundle), str(other)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "only in the first: desktop-tl" in lines
    assert "time, content: _internal/acme/__init__.py" in lines


# ── Starting ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_programs_that_the_app_starts_see_the_libraries_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYINSTALLER_RESET_ENVIRONMENT", "0")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/desktop-tl/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/mine")
    monkeypatch.setenv("LIBPATH", "/opt/desktop-tl/_internal")
    frozen.restore_library_path()
    assert os.environ["LD_LIBRARY_PATH"] == "/mine"
    assert "LIBPATH" not in os.environ
    assert os.environ["PYINSTALLER_RESET_ENVIRONMENT"] == "1", "children of ours need them"
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


def test_a_frozen_app_is_the_terminal_program(tmp_path: Path) -> None:
    """In a process of its own that is told that it is frozen, as the executable would be."""
    code = "import sys; sys.frozen = True; from desktop_tl.frozen import main; sys.exit(main())"
    environment = os.environ | {"DESKTOP_TL_HOME": str(tmp_path)}
    command = [sys.executable, "-c", code, "--version"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Desktop TL ")
