"""One place knows how the app starts programs of its own, and the commands work from source and frozen alike."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import desktop_tl
from desktop_tl import child_programs
from desktop_tl.child_programs import CHILD_PROGRAMS, app_command, child_program, find_path, path_variables

PACKAGE = Path(desktop_tl.__file__).parent


@pytest.fixture
def as_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/app/desktop-tl")


def test_every_program_is_a_module_that_can_be_run() -> None:
    for first, program in CHILD_PROGRAMS.items():
        found = importlib.util.find_spec(program.module)
        assert found is not None, first
        if found.submodule_search_locations is not None:
            assert importlib.util.find_spec(f"{program.module}.__main__") is not None, first


def test_no_other_place_builds_a_command_of_its_own() -> None:
    users = {path.name for path in PACKAGE.rglob("*.py") if "[sys.executable" in path.read_text("utf-8")}
    assert users == {"child_programs.py"}


@pytest.mark.usefixtures("as_frozen")
def test_a_frozen_app_starts_itself() -> None:
    assert app_command() == ["/opt/app/desktop-tl"]
    assert child_program("--pip") == ["/opt/app/desktop-tl", "--pip"]
    assert path_variables(["/a", "", "/b"]) == {child_programs.PATH_VARIABLE: os.pathsep.join(["/a", "/b"])}


@pytest.mark.usefixtures("as_frozen")
def test_only_children_of_a_frozen_app_heed_the_path_that_they_inherit() -> None:
    told = path_variables(["/torch", "/plugins"])
    assert find_path(["--pip", "list"], told) == ["/torch", "/plugins"]
    assert find_path(["--pip", "list"], path_variables([])) == []
    assert find_path(["--pip", "list"], {}) is None
    assert find_path(["train"], told) is None
    assert find_path([], told) is None


def test_from_source_python_itself_heeds_the_path() -> None:
    assert find_path(["--pip"], {child_programs.PATH_VARIABLE: "/a"}) is None


def test_a_frozen_child_finds_modules_behind_its_own_and_heeds_the_apps_variables(tmp_path: Path) -> None:
    """In a process of its own, which is told that it is frozen."""
    (tmp_path / "json.py").write_text("raise SystemExit('hides a module of the app')", "utf-8")
    (tmp_path / "outside.py").write_text("import faulthandler, json, sys\n", "utf-8")
    with (tmp_path / "outside.py").open("a", encoding="utf-8") as file:
        file.write("print(json.dumps([sys.argv, sys.dont_write_bytecode, faulthandler.is_enabled()]))")
    code = (
        "import sys; sys.frozen = True; from desktop_tl import child_programs as c;"
        "c.CHILD_PROGRAMS['--outside'] = c.ChildProgram('outside'); c.start_child_program(['--outside', 'x'])"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= {child_programs.PATH_VARIABLE: str(tmp_path), "PYTHONFAULTHANDLER": "1"}
    # The interpreter reads these too, so -I keeps them from it, as PyInstaller's starter does.
    command = [sys.executable, "-I", "-c", code]
    done = subprocess.run(
        command, env=environment | {"PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, check=True
    )
    argv, no_bytecode, has_faulthandler = json.loads(done.stdout)
    assert argv[1:] == ["x"]
    assert no_bytecode
    assert has_faulthandler
