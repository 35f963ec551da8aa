"""The doctor names what is wrong with a sentence of advice, and is not hurt by it."""

import sys
from pathlib import Path

import pytest

from desktop_tl.app import doctor
from desktop_tl.app.doctor import Finding, diagnose
from desktop_tl.host import GivenPlugin, load_plugins
from tests.app.making import SmallPlugin, make_context

PYTHON = [sys.executable, "-c"]


@pytest.mark.slow
def test_the_doctor_looks_at_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    findings = diagnose(make_context(tmp_path))
    topics = {finding.topic for finding in findings}
    assert topics >= {"Python", "Desktop TL", "Plugins", "PyTorch", "Device", "Window", "Fonts", "Runs", "Network"}
    for finding in findings:
        assert finding.status == "ok" or finding.advice, finding


@pytest.mark.parametrize(
    ("problem", "advice"),
    [
        ("RuntimeError: operator torchvision::nms does not exist", "torch and torchvision come from different builds"),
        ("ModuleNotFoundError: No module named 'torch'", "pip install torch torchvision"),
        ("OSError: libcudart.so.13: cannot open shared object file: No such file or directory", "CUDA"),
        ("OSError: [WinError 126] Error loading c10.dll", "Visual C++"),
        ("ImportError: numpy.core.multiarray failed to import", "NumPy"),
        ("Killed", "Install PyTorch anew"),
    ],
)
def test_a_broken_torch_is_explained(monkeypatch: pytest.MonkeyPatch, problem: str, advice: str) -> None:
    monkeypatch.setattr(doctor, "_ask_child", lambda *_: ({}, problem))
    (finding,) = doctor.check_torch()
    assert finding.status == "error"
    assert problem in finding.text
    assert advice in finding.advice


def test_a_pair_that_does_not_match_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = {"torch": "2.14", "problem": "RuntimeError: operator torchvision::nms does not exist"}
    monkeypatch.setattr(doctor, "_ask_child", lambda *_: (facts, ""))
    (finding,) = doctor.check_torch()
    assert finding.status == "error"


def test_a_child_that_crashes_or_hangs_becomes_words() -> None:
    assert doctor._ask_child([*PYTHON, "import os; os.abort()"], 120)[1]
    assert "no answer" in doctor._ask_child([*PYTHON, "import time; time.sleep(30)"], 0.3)[1]
    assert doctor._ask_child([*PYTHON, "raise ValueError('bad')"], 120)[1] == "ValueError: bad"
    assert doctor._ask_child([*PYTHON, "print('{\"a\": 1}')"], 120) == ({"a": 1}, "")


@pytest.mark.parametrize(
    ("problem", "advice"),
    [
        ("ModuleNotFoundError: No module named 'PySide6'", "pip install PySide6-Essentials"),
        ("From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed to load the Qt xcb platform plugin.", "libxcb-cursor0"),
        ("ImportError: libEGL.so.1: cannot open shared object file", "libegl1"),
    ],
)
def test_a_window_that_cannot_open_is_explained(monkeypatch: pytest.MonkeyPatch, problem: str, advice: str) -> None:
    monkeypatch.setattr(doctor, "_ask_child", lambda *_: ({}, problem))
    monkeypatch.setattr(doctor, "has_display", lambda: True)
    (finding,) = doctor.check_window()
    assert (finding.status, advice in finding.advice) == ("error", True)


def test_no_display_is_only_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_ask_child", lambda *_: ({}, "could not connect to display"))
    monkeypatch.setattr(doctor, "has_display", lambda: False)
    monkeypatch.setattr("sys.platform", "linux")
    (finding,) = doctor.check_window()
    assert finding.status == "warning"


def test_failed_plugins_are_named(tmp_path: Path) -> None:
    class Broken:
        name, dist = "broken", None

        def load(self) -> object:
            raise ImportError("No module named 'rocket'")

    context = make_context(tmp_path)
    plugins = load_plugins([GivenPlugin("test", SmallPlugin()), Broken()])
    findings = list(doctor.check_plugins(type(context)(**vars(context) | {"plugins": plugins})))
    assert [finding.status for finding in findings] == ["ok", "warning"]
    assert "broken" in findings[1].text
    assert findings[1].advice


def test_folders_that_cannot_be_written_and_little_room_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = make_context(tmp_path)
    monkeypatch.setattr(doctor, "LITTLE_SPACE", 10**18)
    assert {finding.status for finding in doctor.check_folders(context)} == {"warning"}
    monkeypatch.setattr(doctor, "_try_to_write", lambda _: "Permission denied")
    findings = list(doctor.check_folders(context))
    assert all(isinstance(finding, Finding) and "Permission denied" in finding.text for finding in findings)
    assert not (tmp_path / "runs").exists()
