"""Keeps the developer script's decisions right, since they are taken where nobody has tried them yet: a fresh clone."""

import ast
import json
import os
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import dev
from developing import children, pip_words, places, projects, qt_libraries, setting_up, venv

READY = setting_up.SetupState(stage="ready", fingerprint="abc", python="3.11", path="/home/ann/desktop-tl/.venv")

LDD_OUTPUT = """\
/venv/PySide6/Qt/plugins/platforms/libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-cursor.so.0 => not found
\tlibQt6Gui.so.6 => /venv/PySide6/Qt/lib/libQt6Gui.so.6 (0x00007f00)
\tlibEGL.so.1 => not found
\tlibQt6WebEngineCore.so.6 => not found
/venv/PySide6/QtWidgets.abi3.so:
\tlibEGL.so.1 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f01)
"""


def make_clone(root: Path, *plugins: str) -> Path:
    for folder in (root, *(root / "plugins" / name for name in plugins)):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pyproject.toml").write_text(f'[project]\nname = "{folder.name}"\n', encoding="utf-8")
    return root


# ── What is installed, and when again ────────────────────────────────────────────────────────────────────────────────


def test_every_plugin_with_a_project_file_is_installed_with_the_app_in_one_call(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "a clone [1]", "timm", "folders")
    (clone / "plugins" / "notes").mkdir()
    arguments = projects.requirement_arguments(clone, projects.find_projects(clone))
    assert arguments == ["--editable", ".[dev]", "--editable", "./plugins/folders", "--editable", "./plugins/timm"]


def test_a_plugin_whose_project_is_gone_is_no_longer_installed(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "a clone", "timm")
    packages = clone / ".venv" / "lib" / "python3" / "site-packages"
    for name, folder in (("desktop_tl_timm", "timm"), ("desktop_tl_old", "old"), ("elsewhere", "../../other")):
        info = packages / f"{name}-0.1.0.dist-info"
        info.mkdir(parents=True)
        url = (clone / "plugins" / folder).resolve().as_uri()
        (info / "direct_url.json").write_text(json.dumps({"url": url, "dir_info": {"editable": True}}), "utf-8")
    assert projects.find_gone(clone, clone / ".venv") == ["desktop-tl-old"]


def test_a_clone_without_a_project_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(places.Problem, match="pyproject"):
        projects.find_projects(tmp_path)


def test_the_fingerprint_changes_when_a_project_file_changes_comes_or_goes(tmp_path: Path) -> None:
    def current() -> str:
        return projects.fingerprint(clone, projects.find_projects(clone))

    clone = make_clone(tmp_path, "timm")
    prints = [current()]
    make_clone(clone, "folders")
    prints.append(current())
    (clone / "plugins" / "folders" / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    prints.append(current())
    assert len(set(prints)) == 3
    (clone / "plugins" / "folders" / "pyproject.toml").unlink()
    assert current() == prints[0]


def test_a_changed_project_file_alone_does_not_rebuild_the_environment() -> None:
    assert setting_up.reason_to_rebuild(READY, replace(READY, fingerprint="def"), is_whole=True) is None


def test_an_environment_made_by_hand_is_completed_not_removed() -> None:
    assert setting_up.reason_to_rebuild(None, READY, is_whole=True) is None


def test_a_failed_installation_is_tried_again_in_place() -> None:
    assert setting_up.reason_to_rebuild(replace(READY, stage="failed"), READY, is_whole=True) is None


@pytest.mark.parametrize(
    ("found", "is_whole", "word"),
    [
        (replace(READY, stage="installing"), True, "interrupted"),
        (replace(READY, path="/old/.venv"), True, "/old/.venv"),
        (replace(READY, python="3.12"), True, "3.12"),
        (READY, False, "no working Python"),
        (None, False, "no working Python"),
    ],
)
def test_an_environment_that_cannot_be_trusted_is_rebuilt_with_a_reason(
    found: setting_up.SetupState | None, is_whole: bool, word: str
) -> None:
    reason = setting_up.reason_to_rebuild(found, READY, is_whole=is_whole)
    assert reason is not None
    assert word in reason


def test_the_state_survives_writing_and_reading(tmp_path: Path) -> None:
    setting_up.write_state(tmp_path / "state.json", READY)
    assert setting_up.read_state(tmp_path / "state.json") == READY
    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"stage": "ready", "other": 1}'])
def test_an_unreadable_state_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "state.json").write_text(content, encoding="utf-8")
    assert setting_up.read_state(tmp_path / "state.json") is None
    assert setting_up.read_state(tmp_path / "nowhere.json") is None


@pytest.mark.skipif(sys.platform == "win32", reason="makes the folder with symbolic links")
def test_a_python_that_is_not_the_environments_own_is_never_given_to_pip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(venv, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(venv, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    assert not venv.is_whole_venv()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / ".venv"], check=True)
    assert not venv.is_whole_venv()  # no pip
    library = next((tmp_path / ".venv" / "lib").glob("python*/site-packages"))
    (library / "pip.py").write_text("print(f'pip 1.0 from {__file__}')", encoding="utf-8")
    assert venv.is_whole_venv()
    (library / "pip.py").write_text("import pip._vendor.missing", encoding="utf-8")
    assert not venv.is_whole_venv()  # half a pip, as an interruption leaves it
    (library / "pip.py").write_text("print('pip 1.0 from /usr/lib/python3')", encoding="utf-8")
    assert not venv.is_whole_venv()  # the base Python's pip


def test_an_environment_is_removed_together_with_what_an_interrupted_removal_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(venv, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(venv, "REMOVED_VENV", tmp_path / ".venv-removed")
    for folder in (venv.VENV, venv.REMOVED_VENV):
        (folder / "lib").mkdir(parents=True)
    venv.remove_venv()
    venv.remove_venv()  # nothing there: nothing to do
    assert list(tmp_path.iterdir()) == []


# ── Words for failures ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        (
            "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError: Failed to establish a "
            "new connection: [Errno -3] Temporary failure in name resolution'\n"
            "ERROR: No matching distribution found for torch>=2.10",
            "could not be reached",
        ),
        ("ERROR: No matching distribution found for torch>=2.10", "PyTorch has no build"),
        ("ERROR: No matching distribution found for torchmetrics>=99", "torchmetrics>=99"),
        ("ERROR: ResolutionImpossible: for help visit …", "do not go together"),
        ("ERROR: Wheel 'torch' located at /tmp/torch.whl is invalid.", "damaged"),
        ("ERROR: [WinError 32] The process cannot access the file", "in use"),
        ("WARNING: noise\nERROR: first\nERROR: something unheard of", "something unheard of"),
        ("", "lines above"),
    ],
)
def test_what_pip_says_becomes_one_sentence(said: str, word: str) -> None:
    sentence = pip_words.explain_pip_failure(said)
    assert word in sentence
    assert "\n" not in sentence


def test_a_missing_venv_module_names_the_package_of_this_python() -> None:
    assert "sudo apt-get install -y python3.12-venv" in venv.explain_missing_venv("linux", "3.12", True)
    assert "apt-get" not in venv.explain_missing_venv("darwin", "3.12", False)


def test_an_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["tset"]) == 2
    assert "test" in capsys.readouterr().err


def test_a_problem_is_shown_as_words_and_ctrl_c_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def raise_problem(_: list[str]) -> int:
        raise places.Problem("the disk is full.")

    def interrupt(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(dev.COMMANDS, "app", raise_problem)
    monkeypatch.setitem(dev.COMMANDS, "demo", interrupt)
    assert dev.main(["app"]) == 1
    assert dev.main(["demo"]) == 130
    shown = capsys.readouterr().err
    assert "the disk is full." in shown
    assert "Traceback" not in shown


# ── Qt's system libraries ────────────────────────────────────────────────────────────────────────────────────────────


def test_each_missing_library_is_listed_once() -> None:
    assert qt_libraries.missing_sonames(LDD_OUTPUT) == ["libEGL.so.1", "libxcb-cursor.so.0"]
    assert qt_libraries.missing_sonames("") == []


@pytest.mark.parametrize(
    ("soname", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libGL.so.1", "libgl1"),
        ("libxkbcommon.so.0", "libxkbcommon0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libgthread-2.0.so.0", "libglib2.0-0"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxcb-image.so.0", "libxcb-image0"),
        ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        ("libxcb-randr.so.0", "libxcb-randr0"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
        ("libxcb-shape.so.0", "libxcb-shape0"),
        ("libxcb-xinerama.so.0", "libxcb-xinerama0"),
        ("libxcb-xkb.so.1", "libxcb-xkb1"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libX11.so.6", "libx11-6"),
        ("libz.so.1", "zlib1g"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
    ],
)
def test_a_library_maps_to_its_debian_package(soname: str, package: str) -> None:
    assert qt_libraries.debian_package(soname) == package


def test_the_advice_is_one_command_for_the_installer_that_is_there() -> None:
    sonames = ["libEGL.so.1", "libglib-2.0.so.0", "libgthread-2.0.so.0"]
    assert qt_libraries.explain_missing_libraries(sonames, "apt-get").endswith(
        "sudo apt-get install -y libegl1 libglib2.0-0"
    )
    assert "'libEGL.so.1()(64bit)'" in qt_libraries.explain_missing_libraries(sonames, "dnf")
    assert "libEGL.so.1, libglib-2.0.so.0" in qt_libraries.explain_missing_libraries(sonames, None)


# ── Child processes ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_child_sees_no_foreign_environment() -> None:
    environment = children.clean_environment(
        {"VIRTUAL_ENV": "/other", "PYTHONPATH": "/x", "PYTHONHOME": "/y", "PIP_TARGET": "/z", "LANG": "C", "PATH": "/p"}
    )
    assert environment == {
        "LANG": "C",
        "PATH": os.pathsep.join([str(places.BIN), "/p"]),
        "VIRTUAL_ENV": str(places.VENV),
    }


def test_errors_of_a_child_are_shown_and_kept(capsys: pytest.CaptureFixture[str]) -> None:
    status, errors = children.run_keeping_errors([sys.executable, "-c", "import sys; sys.exit('ERROR: no')"])
    assert (status, errors.strip()) == (1, "ERROR: no")
    assert "ERROR: no" in capsys.readouterr().err


def test_a_program_that_is_missing_is_named() -> None:
    with pytest.raises(places.Problem, match="no-such-program"):
        children.run([Path("/no-such-program")])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to report")
def test_a_child_ended_by_a_signal_reports_as_a_shell_would() -> None:
    process = subprocess.Popen([sys.executable, "-c", "import os; os.kill(os.getpid(), 15)"])
    assert children.wait(process) == 128 + 15


# ── The script itself ────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_old_python_can_read_the_script_which_then_says_that_it_is_too_old() -> None:
    ast.parse((places.ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 6))


# ── The project file ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_project_can_be_installed_in_place() -> None:
    """Where a wheel renames a folder, hatchling makes no editable install unless it is told what that looks at."""
    for project in projects.find_projects(places.ROOT):
        build = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
        wheel = build["targets"]["wheel"]
        assert not wheel.get("sources") or wheel.get("dev-mode-dirs") or build.get("dev-mode-dirs"), project


def test_the_import_rules_cover_every_first_party_plugin() -> None:
    rules = tomllib.loads((places.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    plugins = {
        path.parent.name
        for layout in ("plugins/*/desktop_tl_*/__init__.py", "plugins/*/src/desktop_tl_*/__init__.py")
        for path in places.ROOT.glob(layout)
    }
    assert plugins <= set(rules["root_packages"])
    for contract in rules["contracts"]:
        if contract["name"] in ("Plugins come in through the public door", "Plugins do not know each other"):
            assert plugins <= set(contract.get("source_modules", contract.get("modules")))
