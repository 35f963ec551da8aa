"""The parts of installing: what a person may type, what of pip's settings counts, what a plugin needs, the probe."""

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop_tl.api import UserError
from desktop_tl.api.errors import Stopped
from desktop_tl.child_programs import child_program
from desktop_tl.host.installing import probing
from desktop_tl.host.installing.needs import find_needed
from desktop_tl.host.installing.pip import Pip, child_environment, parse_pip_settings, read_pip_settings, run_child
from desktop_tl.host.installing.probing import probe_plugins
from desktop_tl.host.installing.requests import read_given
from desktop_tl.runs.stop import StopToken
from tests.helpers.wheels import PLUGIN, write_plugin, write_wheel

SEARCH_PATH = [entry for entry in sys.path if entry]


@pytest.mark.parametrize(
    ("text", "name", "requirement"),
    [
        ("desktop-tl-acme", "desktop-tl-acme", "desktop-tl-acme"),
        (" Desktop_TL.Acme >= 1.2 ", "desktop-tl-acme", "Desktop_TL.Acme>=1.2"),
        ("acme[big]==1.0", "acme", "acme[big]==1.0"),
    ],
)
def test_a_name_is_read_as_a_requirement(text: str, name: str, requirement: str):
    (request,) = read_given(text).requests
    assert (request.name, request.requirement, request.wheel) == (name, requirement, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not the name of a plugin"),
        ("--pre", "not the name of a plugin"),
        ("-r/etc/passwd", "not the name of a plugin"),
        ("--index-url=http://x", "not the name of a plugin"),
        ("acme --pre", "not the name of a plugin"),
        ("acme\n--pre", "not the name of a plugin"),
        ("acme @ https://example.org/acme-1.0-py3-none-any.whl", "names an address"),
        ("acme; python_version > '3'", "condition"),
        ("gone/acme-1.0-py3-none-any.whl", "no file or folder"),
        ("acme-1.0-py3-none-any.whl", "no file or folder"),
        ("./acme", "no file or folder"),
    ],
)
def test_what_is_no_plugin_is_refused_before_pip_sees_it(text: str, words: str, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match=words):
        read_given(text)


def test_a_wheel_and_a_folder_of_wheels_are_recognised_by_being_there(tmp_path: Path):
    wheel = write_wheel(tmp_path / "wheels", "acme", "1.5")
    (request,) = read_given(str(wheel)).requests
    assert (request.name, request.requirement, request.wheel) == ("acme", "acme==1.5", wheel)
    write_wheel(tmp_path / "wheels", "other")
    given = read_given(str(tmp_path / "wheels"))
    assert [request.name for request in given.requests] == ["acme", "other"]
    assert given.folder == tmp_path / "wheels"


def test_files_and_folders_that_would_have_to_be_built_are_refused_with_the_way_to_build_them(tmp_path: Path):
    (tmp_path / "acme-1.0.tar.gz").write_bytes(b"")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "pyproject.toml").write_text("")
    (tmp_path / "empty").mkdir()
    for text, advice in (("acme-1.0.tar.gz", "pip wheel"), ("project", "pip wheel"), ("empty", "Choose a wheel")):
        with pytest.raises(UserError) as caught:
            read_given(str(tmp_path / text))
        assert advice in caught.value.advice
    built = write_wheel(tmp_path / "project" / "dist", "acme")
    with pytest.raises(UserError) as caught:
        read_given(str(tmp_path / "project"))
    assert str(built) in caught.value.advice


def test_a_wheel_for_another_system_is_refused(tmp_path: Path):
    (tmp_path / "acme-1.0-cp27-cp27m-win32.whl").write_bytes(b"")
    (tmp_path / "acme.whl").write_bytes(b"")
    with pytest.raises(UserError, match="another Python or another system"):
        read_given(str(tmp_path / "acme-1.0-cp27-cp27m-win32.whl"))
    with pytest.raises(UserError, match="no name that a wheel may have"):
        read_given(str(tmp_path / "acme.whl"))


def test_only_the_way_to_the_index_is_taken_from_pips_settings():
    listing = """
:env:.find-links='/wheels /more'
global.index-url='https://example.org/simple'
install.index-url='https://user:secret@example.org/own'
global.find-links='/not/these'
global.target='/elsewhere'
install.pre='true'
global.constraint='/etc/constraints.txt'
global.cert='/cert.pem'
global.extra-index-url='https://a/simple\\nhttps://b/simple'
global.no-binary=':all:'
"""
    assert parse_pip_settings(listing) == {
        "find-links": "/wheels /more",
        "index-url": "https://user:secret@example.org/own",
        "cert": "/cert.pem",
        "extra-index-url": "https://a/simple https://b/simple",
    }


def test_settings_of_the_users_pip_are_read_and_cannot_change_what_is_done(tmp_path: Path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    config = tmp_path / "pip.conf"
    config.write_text(
        f"[global]\ntarget = {elsewhere}\nno-index = true\nfind-links = {tmp_path}\n[install]\npre = yes\n"
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(config))
    monkeypatch.setenv("PIP_TARGET", str(elsewhere))
    monkeypatch.setenv("PIP_NO_BINARY", ":all:")
    for name in ("PIP_FIND_LINKS", "PIP_NO_INDEX"):
        monkeypatch.delenv(name, raising=False)
    settings = read_pip_settings(SEARCH_PATH, tmp_path, stop=StopToken())
    assert settings["find-links"] == str(tmp_path)
    assert settings["no-index"] == "true"
    assert "target" not in settings
    write_wheel(tmp_path, "acme")
    write_wheel(tmp_path, "acme", "2.0rc1")
    pip = Pip(search_path=SEARCH_PATH, work=tmp_path, settings=settings)
    answer = pip.run(["install", "--dry-run", "--", "acme"], stop=StopToken())
    assert answer.status == 0, answer.errors
    assert "Would install acme-1.0" in answer.output
    assert not elsewhere.exists()


def test_a_child_ends_when_it_is_stopped(tmp_path: Path):
    stop = StopToken()
    looks = []

    def look() -> None:
        looks.append(1)
        if len(looks) == 2:
            stop.request()

    sleeper = [sys.executable, "-c", "import time; time.sleep(600)"]
    started = time.monotonic()
    with pytest.raises(Stopped):
        run_child(sleeper, os.environ, tmp_path, stop=stop, look=look)
    assert time.monotonic() - started < 300


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there is no pipe with a name to keep pip busy")
def test_pip_ends_when_the_app_is_gone(tmp_path: Path):
    environment = child_environment(SEARCH_PATH, tmp_path)
    os.mkfifo(tmp_path / "endless.txt")  # nobody ever writes to it
    command = [*child_program("--pip"), "download", "--no-index", "-r", "endless.txt"]
    pip = subprocess.Popen(command, env=environment, cwd=tmp_path, stdin=subprocess.PIPE)
    assert pip.stdin is not None
    pip.stdin.close()  # as when the app is killed
    assert pip.wait(200) == 3


def test_what_a_plugin_needs_follows_extras_and_markers_and_ends_in_a_circle():
    requires = {
        "a": ("b", "c[fast]; python_version > '3'", "d; python_version < '3'", "numpy", "not a requirement !"),
        "b": ("a",),
        "c": ("e", "f; extra == 'fast'", "g; extra == 'slow'"),
        **dict.fromkeys("defg", ()),
    }
    assert find_needed(["A>=1"], requires) == {"a", "b", "c", "e", "f"}
    assert find_needed(["c", "c[slow]"], requires) == {"c", "e", "g"}
    assert find_needed([], requires) == set()


def unpack(folder: Path, wheel: Path) -> None:
    zipfile.ZipFile(wheel).extractall(folder)


def test_the_probe_survives_a_plugin_that_ends_the_process_or_never_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    packages = tmp_path / "packages"
    unpack(packages, write_plugin(tmp_path, "good"))
    unpack(packages, write_plugin(tmp_path, "dies", code="import os; os._exit(7)"))
    unpack(packages, write_plugin(tmp_path, "raises", code="1 / 0"))
    records = probe_plugins(packages, search_path=SEARCH_PATH, work=tmp_path, stop=StopToken())
    assert records["desktop-tl-good:good"].state == "ready"
    assert records["desktop-tl-good:good"].offers["backbones"] == ("good/net",)
    assert records["desktop-tl-raises:raises"].state == "failed"
    assert "ends the whole process" in records["desktop-tl-dies:dies"].error

    hangs = tmp_path / "hangs"
    unpack(packages, write_plugin(tmp_path, "dies", code=f"import time; open({str(hangs)!r}, 'w'); time.sleep(600)"))
    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + 1000 * hangs.exists())  # it hangs: no need to wait
    monkeypatch.setattr(probing, "time", clock)
    records = probe_plugins(packages, search_path=SEARCH_PATH, work=tmp_path, stop=StopToken(), longest_seconds=500.0)
    assert "within 500 seconds" in records["desktop-tl-dies:dies"].error
    assert records["desktop-tl-good:good"].state == "ready"


def test_the_probe_sees_ids_that_the_apps_own_plugins_offer_already(tmp_path: Path):
    code = PLUGIN.format(imports="", version="1", prefix="timm").replace("timm/net", "timm/resnet18")
    unpack(tmp_path / "packages", write_plugin(tmp_path, "copycat", code=code))
    records = probe_plugins(tmp_path / "packages", search_path=SEARCH_PATH, work=tmp_path, stop=StopToken())
    assert "desktop-tl-timm was loaded first" in records["desktop-tl-copycat:copycat"].error
