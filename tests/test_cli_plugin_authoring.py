"""`plugins new` begins a project that works as it is; `plugins check` says of any plugin which rules it keeps."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from desktop_tl.app.plugins.beginning import list_kinds
from desktop_tl.cli import main
from desktop_tl.cli.grammar.plugins import PLUGIN_KINDS
from tests.testing.making import BACKBONE, change

PYPROJECT = """
[project]
name = "desktop-tl-acme"
dependencies = ["desktop-tl>=0.1,<0.3"]
[project.entry-points.desktop_tl]
acme = "acme_checked"
"""


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    status = main(["plugins", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def in_child(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A Python of its own, as an author's shell starts it in the project's folder."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def project(tmp_path):
    """Writes a project of one module."""

    def write(code: str, pyproject: str = PYPROJECT) -> str:
        (tmp_path / "pyproject.toml").write_text(pyproject, encoding="utf-8")
        (tmp_path / "acme_checked.py").write_text(code, encoding="utf-8")
        return str(tmp_path)

    return write


@pytest.mark.slow
@pytest.mark.parametrize("kind", list_kinds())
def test_a_new_plugin_works_as_it_is(tmp_path, capsys, kind):
    status, out, _ = run(capsys, "new", f"my-{kind}", "--kind", kind, "--out", str(tmp_path), "--author", 'A. "B"')
    assert status == 0
    folder = tmp_path / f"desktop-tl-my-{kind}"
    assert f"pip install -e {folder}" in out
    assert {"pyproject.toml", "README.md", "LICENSE", "tests", f"desktop_tl_my_{kind}"} <= set(os.listdir(folder))
    texts = [path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()]
    assert not [text for text in texts if "$" in text]

    tests = in_child(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    assert tests.returncode == 0, tests.stdout
    assert "failed" not in tests.stdout

    built = in_child(folder, "-m", "hatchling", "build", "-t", "wheel")
    assert built.returncode == 0, built.stderr
    (wheel,) = (folder / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert f"desktop_tl_my_{kind}/__init__.py" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith("tests") for name in names)

    status, out, _ = run(capsys, "check", str(wheel), "--json")
    assert (status, json.loads(out)["passed"]) == (0, True), out


def test_the_command_line_knows_every_kind():
    assert list_kinds() == PLUGIN_KINDS


@pytest.mark.parametrize("name", ["", "9lives", "a b", "../evil", "ünder", "a--b", "desktop-tl-timm"])
def test_a_name_that_is_none_or_taken_is_refused(tmp_path, capsys, name):
    status, _, err = run(capsys, "new", name, "--out", str(tmp_path))
    assert status == 1
    assert "name" in err
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_there_is_left_alone(tmp_path, capsys):
    (tmp_path / "desktop-tl-acme").mkdir()
    (tmp_path / "desktop-tl-acme" / "mine.txt").touch()
    status, _, err = run(capsys, "new", "desktop-tl-acme", "--out", str(tmp_path))
    assert status == 1
    assert "is there already" in err
    assert os.listdir(tmp_path / "desktop-tl-acme") == ["mine.txt"]


def test_a_place_that_cannot_be_written_is_said(tmp_path, capsys):
    (tmp_path / "file").touch()
    status, _, err = run(capsys, "new", "acme", "--out", str(tmp_path / "file"))
    assert status == 1
    assert "cannot be written" in err


def test_every_rule_is_a_line_and_the_status_is_the_verdict(project, capsys):
    status, out, _ = run(capsys, "check", project(change(BACKBONE, "parameters=420", "parameters=421")))
    assert status == 1
    assert "ok      acme/net: is built with fresh weights" in out
    assert "FAILED  acme/net: tells how large it is" in out
    assert "        the spec says 421 parameters, the stages have 420" in out
    assert "skipped acme/net: its installed weights fit (it has no weights)" in out
    assert out.endswith("1 of 15 rules are broken, 1 with nothing to look at.\n")


def test_json_is_the_last_line_and_alone_on_stdout(project, capsys):
    status, out, err = run(capsys, "check", project(BACKBONE), "--json")
    assert status == 0
    assert "ok      acme/net" in err
    told = json.loads(out)
    assert told["passed"] is True
    assert {verdict["outcome"] for verdict in told["verdicts"]} == {"passed", "skipped"}
    assert {"subject", "rule", "outcome", "message", "report", "seconds"} == set(told["verdicts"][0])


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_plugin_that_crashes_in_a_check_is_a_failed_rule(project, capsys):
    code = change(BACKBONE, "    import torch\n", "    import ctypes; ctypes.string_at(0)\n")
    status, out, _ = run(capsys, "check", project(code))
    assert status == 1
    assert "FAILED  acme/net: is built with fresh weights" in out
    assert "it ended the process (signal 11)" in out
    assert "acme_checked.py" in out  # where, by Python's fault handler
    status, out, _ = run(capsys, "check", project("import os; os._exit(0)"))
    assert status == 1
    assert "FAILED  acme: is loaded by the app" in out


def test_a_project_that_does_not_say_for_which_version_it_is_fails(project, capsys):
    status, out, _ = run(capsys, "check", project(BACKBONE, PYPROJECT.replace(">=0.1,<0.3", "")))
    assert status == 1
    assert "FAILED  acme: says for which Desktop TL it was made" in out
    assert "“desktop-tl>=0.1,<0.3”" in out


def test_only_what_is_asked_for_is_checked(capsys):
    status, out, errors = run(
        capsys, "check", "desktop-tl-torchvision", "--only", "torchvision/squeezenet1_1", "--json"
    )
    assert status == 0, errors
    subjects = {verdict["subject"] for verdict in json.loads(out)["verdicts"]}
    assert subjects == {"torchvision", "torchvision/squeezenet1_1"}


def test_an_installed_plugin_is_found_where_a_plugin_has_imported_the_backport(tmp_path):
    """`importlib_metadata` replaces Python's own finder, and with it the class of every entry point."""
    code = (
        "import importlib_metadata, pathlib; from desktop_tl.testing.plugins import check_versions, find_place;"
        "place, = find_place('desktop-tl-folders', pathlib.Path()); print(place.value)\n"
        "try: check_versions(place)\nexcept Exception as reason: print(reason)"
    )
    done = in_child(tmp_path, "-c", code)
    assert done.stdout.splitlines() == ["desktop_tl_folders", "it is released together with Desktop TL"], done.stderr


def test_options_without_a_default_are_given_on_the_command_line(tmp_path, capsys):
    option = f"folders/images:root={tmp_path / 'missing'}"
    status, out, _ = run(capsys, "check", "desktop-tl-folders", "--option", option)
    assert status == 1
    assert "FAILED  folders/images: opens" in out
    assert run(capsys, "check", "desktop-tl-folders", "--option", "root=x")[0] == 1


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder / "nothing.whl", "neither a folder"),
        (lambda folder: folder, "no pyproject.toml"),
        (lambda folder: write(folder / "pyproject.toml", "[project").parent, "not valid TOML"),
        (lambda folder: write(folder / "pyproject.toml", "[project]\nname = 'x'").parent, "names no plugin"),
        (lambda folder: write(folder / "odd.whl", "no archive"), "no wheel"),
    ],
)
def test_what_is_no_plugin_is_said(tmp_path, capsys, make, words):
    status, _, err = run(capsys, "check", str(make(tmp_path)))
    assert status == 1
    assert words in err


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
