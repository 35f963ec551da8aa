"""A wheel that could reach beyond itself is refused in words before anything of it is installed."""

import stat
import sys
import zipfile
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from desktop_tl.api import UserError
from desktop_tl.host.installing.carried import Carried, read_carried
from desktop_tl.host.installing.wheels import Wheel, check_together, inspect_wheel
from desktop_tl.runs.stop import StopToken
from tests.helpers.wheels import write_plugin, write_wheel

PACKAGE = {"acme/__init__.py": "", "acme/data/table.csv": "1,2\n"}
GOOD = PACKAGE | {
    "acme-1.0.data/scripts/acme": "#!python\n",
    "acme-1.0.data/purelib/acme_extra.py": "",
    "acme-1.0.data/data/share/doc/acme.txt": "words",
    "acme-1.0.data/data/images/acme.png": "a picture",
    "acme-1.0.data/headers/acme.h": "int acme;",
    "LICENSE.txt": "free",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the app carries in these tests: one package, one namespace package, one plugin."""
    folder = tmp_path_factory.mktemp("site")
    for place in ("carried/__init__.py", "shared/theirs.py", "plain.py"):
        (folder / place).parent.mkdir(exist_ok=True)
        (folder / place).write_text("")
    info = folder / "carried-2.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: carried\nVersion: 2.0+cpu\n")
    (info / "entry_points.txt").write_text("[desktop_tl]\nnets = carried\n")
    return folder


@pytest.fixture(scope="module")
def carried(site: Path) -> Carried:
    return read_carried([str(site)], without=Path("/nowhere"))


def inspect(path: Path, carried: Carried, sha256: str = "") -> Wheel:
    return inspect_wheel(path, carried=carried, stop=StopToken(), sha256=sha256)


def refusal(path: Path, carried: Carried, sha256: str = "") -> str:
    with pytest.raises(UserError) as caught:
        inspect(path, carried, sha256)
    assert path.name in caught.value.message
    assert "Nothing was changed" in caught.value.advice
    return caught.value.message


def test_what_the_app_carries_is_read_without_local_versions(carried: Carried):
    assert carried.versions == {"carried": "2.0+cpu"}
    assert carried.pins() == ["carried==2.0"]
    assert carried.plugins == {"nets": "carried"}


def test_an_ordinary_wheel_is_described(tmp_path: Path, carried: Carried):
    path = write_wheel(tmp_path, "acme", files=GOOD, requires=["numpy"], entry_points="[desktop_tl]\nacme = acme\n")
    wheel = inspect(path, carried)
    assert (wheel.name, wheel.version, wheel.requires) == ("acme", "1.0", ("numpy",))
    assert wheel.modules == ("acme", "acme_extra", "images")  # a folder that several may fill
    assert wheel.plugins == {"acme": "acme"}
    assert {"acme/data/table.csv", "acme_extra.py", "bin/acme", "share/doc/acme.txt"} <= set(wheel.files)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("acme.pth", "run at every start"),
        ("acme/inner.pth", "run at every start"),
        ("acme-1.0.data/purelib/acme.pth", "run at every start"),
        ("sitecustomize.py", "run at every start"),
        ("usercustomize/__init__.py", "run at every start"),
        ("acme-1.0.data/platlib/sitecustomize.py", "run at every start"),
        ("SiteCustomize.py", "run at every start"),
        ("__pycache__/sitecustomize.cpython-311.pyc", "the app itself carries"),
        ("setup.cfg", "outside of its own modules"),
        ("acme-1.0.data/data/acme.txt", "outside of its own names"),
        ("acme-1.0.data/data/lib/python3/site-packages/acme.py", "outside of its own names"),
        ("acme-1.0.data/data/share/acme.pth", "outside of its own names"),
        ("acme-1.0.data/data/carried/acme.txt", "the app itself carries"),
        ("acme-1.0.data/headers/acme.so", "outside of its own names"),
        ("bin/acme.pth", "run at every start"),
        ("other-1.0.data/purelib/other.py", "not below its own names"),
        ("other-1.0.dist-info/METADATA", "metadata of another distribution"),
        ("other.egg-info/PKG-INFO", "metadata of another distribution"),
        ("carried/more.py", "the app itself carries"),
        ("Carried/more.py", "the app itself carries"),
        ("plain/__init__.py", "the app itself carries"),
        ("shared/theirs.py", "the app itself carries"),
        ("shared/__init__.py", "the app itself carries"),
        ("shared.py", "the app itself carries"),
        ("json/__init__.py", "the app itself carries"),
        ("desktop_tl/extra.py", "the app itself carries"),
        ("share/code.py", None),
    ],
)
def test_a_file_at_the_wrong_place_is_refused(tmp_path: Path, carried: Carried, place: str, words: str | None):
    path = write_wheel(tmp_path, "acme", files=PACKAGE | {place: "x = 1\n"})
    if words is None:
        assert "share" in inspect(path, carried).modules  # a module like any other, so it counts as one
        return
    message = refusal(path, carried)
    assert words in message
    assert place.rpartition("/")[2] in message or place.partition("/")[0] in message


def test_a_module_inside_a_frozen_app_is_carried_too(tmp_path: Path, carried: Carried, monkeypatch: pytest.MonkeyPatch):
    class Frozen:
        """As the importer of a frozen app, whose modules lie in no folder."""

        @staticmethod
        def find_spec(name: str, path: object, target: object = None) -> ModuleSpec | None:
            return ModuleSpec(name, None) if name == "frozen_in" else None

    path = write_wheel(tmp_path, "acme", files={"frozen_in/more.py": ""})
    assert inspect(path, carried)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "meta_path", [Frozen, *sys.meta_path])
    assert "the app itself carries" in refusal(path, carried)


def test_a_namespace_that_the_app_fills_too_may_get_more(tmp_path: Path, carried: Carried):
    path = write_wheel(tmp_path, "acme", files={"shared/ours.py": "", "shared/ours.txt": ""})
    assert inspect(path, carried).modules == ("shared",)


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../outside.py", "acme/../../outside.py", "C:/outside.py", "acme//x.py", "acme/./x.py"]
)
def test_a_path_that_leads_outside_is_refused(tmp_path: Path, carried: Carried, name: str):
    path = write_wheel(tmp_path, "acme", files=PACKAGE | {name: ""})
    assert "path" in refusal(path, carried)


def test_a_path_with_backslashes_is_refused(tmp_path: Path, carried: Carried):
    path = write_wheel(tmp_path, "acme", files=PACKAGE | {"acme/x-y.txt": ""})
    path.write_bytes(path.read_bytes().replace(b"acme/x-y.txt", b"..\\evil\\.txt"))
    assert "path" in refusal(path, carried)


def test_a_link_is_refused(tmp_path: Path, carried: Carried):
    def add_link(archive: zipfile.ZipFile) -> None:
        entry = zipfile.ZipInfo("acme/link.py")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")

    assert "link" in refusal(write_wheel(tmp_path, "acme", files=PACKAGE, change=add_link), carried)


def test_a_file_that_is_there_twice_is_refused(tmp_path: Path, carried: Carried):
    path = write_wheel(tmp_path, "acme", files=PACKAGE, change=lambda a: a.writestr("ACME/__init__.py", "evil = 1"))
    assert "twice" in refusal(path, carried)


def test_a_file_that_differs_from_the_list_is_refused(tmp_path: Path, carried: Carried):
    path = write_wheel(tmp_path, "acme", files={"acme.py": "x = 'right'\n"})
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    content["acme.py"] = b"x = 'wrong'\n"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    assert path.read_bytes() != data
    assert "is not the file that its list" in refusal(path, carried)


def test_a_file_that_is_not_listed_is_refused(tmp_path: Path, carried: Carried):
    path = write_wheel(tmp_path, "acme", files=PACKAGE, unlisted={"acme/secret.py": ""})
    assert "does not name ‘acme/secret.py’" in refusal(path, carried)


def test_a_listed_file_that_is_not_there_is_refused(tmp_path: Path, carried: Carried):
    path = write_wheel(tmp_path, "acme", files=PACKAGE, record=lambda text: f"{text}acme/gone.py,sha256=x,1\n")
    assert "‘acme/gone.py’, which it does not hold" in refusal(path, carried)


def test_a_list_with_weak_hashes_is_refused(tmp_path: Path, carried: Carried):
    path = write_wheel(tmp_path, "acme", files=PACKAGE, record=lambda text: text.replace("sha256=", "md5="))
    assert "no safe hash" in refusal(path, carried)


def test_another_file_than_the_announced_one_is_refused(tmp_path: Path, carried: Carried):
    assert "announced" in refusal(write_wheel(tmp_path, "acme"), carried, sha256="0" * 64)


def test_metadata_of_another_name_or_version_are_refused(tmp_path: Path, carried: Carried):
    metadata = "Metadata-Version: 2.1\nName: acme\nVersion: 2.0\n"
    assert "calls itself acme 2.0" in refusal(write_wheel(tmp_path, "acme", metadata=metadata), carried)
    path = write_wheel(tmp_path / "other", "acme", info="numpy-1.0.dist-info")
    assert "metadata of another distribution" in refusal(path, carried)


def test_a_torn_wheel_is_refused(tmp_path: Path, carried: Carried):
    path = write_wheel(tmp_path, "acme", files=PACKAGE)
    path.write_bytes(path.read_bytes()[:-40])
    assert "damaged" in refusal(path, carried)


@pytest.mark.parametrize("group", ["torch.backends", "pydantic"])
def test_code_that_a_library_would_run_unasked_is_refused(tmp_path: Path, carried: Carried, group: str):
    points = f"[desktop_tl]\nacme = acme\n[{group}]\nacme = acme:begin\n"
    assert f"entry points of ‘{group}’" in refusal(write_wheel(tmp_path, "acme", entry_points=points), carried)
    library = group.partition(".")[0]
    assert inspect(write_wheel(tmp_path, library, entry_points=points), carried).name == library


def test_entry_points_that_collide_are_refused(tmp_path: Path, carried: Carried):
    twice = "[desktop_tl]\nacme = acme\nacme = other\n"
    assert "two entry points ‘acme’" in refusal(write_wheel(tmp_path / "a", "acme", entry_points=twice), carried)
    taken = "[desktop_tl]\nnets = acme\n"
    assert "as carried does" in refusal(write_wheel(tmp_path / "b", "acme", entry_points=taken), carried)


@pytest.mark.parametrize(
    ("theirs", "words"),
    [
        ({"acme/theirs.py": ""}, "acme"),
        ({"Acme/__init__.py": ""}, "cme/__init__.py"),
        ({"acme.py": ""}, "acme"),
        ({"other.py": "", "other-1.0.data/data/share/doc/acme.txt": ""}, "share/doc/acme.txt"),
    ],
)
def test_two_wheels_that_overwrite_or_hide_one_another_are_refused(
    tmp_path: Path, carried: Carried, theirs: dict[str, str], words: str
):
    one = inspect(write_wheel(tmp_path, "acme", files=GOOD), carried)
    other = inspect(write_wheel(tmp_path, "other", files=theirs), carried)
    with pytest.raises(UserError, match=r"acme 1\.0 and other 1\.0 cannot be installed together") as caught:
        check_together([one, other])
    assert words in caught.value.message


def test_two_wheels_may_fill_one_namespace_and_bring_a_licence_each(tmp_path: Path, carried: Carried):
    one = inspect(write_wheel(tmp_path, "one", files={"space/one.py": "", "LICENSE": "a"}), carried)
    other = inspect(write_wheel(tmp_path, "other", files={"space/other.py": "", "LICENSE": "b"}), carried)
    check_together([one, other])


def test_two_plugins_of_one_name_are_refused(tmp_path: Path, carried: Carried):
    one = inspect(write_plugin(tmp_path, "acme"), carried)
    other = inspect(write_wheel(tmp_path, "other", entry_points="[desktop_tl]\nacme = other\n"), carried)
    with pytest.raises(UserError, match="both name their plugin ‘acme’"):
        check_together([one, other])
