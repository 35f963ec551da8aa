"""An app without PyTorch sets it up from the terminal and trains with it."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.helpers.torchless import make_torchless
from tests.helpers.wheels import write_wheel

WHEELS = os.environ.get("DESKTOP_TL_TORCH_WHEELS", "")
"""A folder with the wheels of PyTorch, torchvision and all that they need."""


def run_app(python: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return subprocess.run(
        [python, "-m", "desktop_tl", *arguments],
        env=environment | {"DESKTOP_TL_HOME": str(home)},
        cwd=home.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_without_torch_a_run_says_how_to_get_it_and_nothing_is_installed_unasked(tmp_path: Path):
    python, home, folder = make_torchless(tmp_path / "env"), tmp_path / "home", tmp_path / "wheels"
    write_wheel(folder, "torch", "2.14.0")
    write_wheel(folder, "torchvision", "0.29.0")

    trained = run_app(python, home, "demo", "--no-window")
    planned = run_app(python, home, "setup-torch", "--kind", "cpu", "--from", str(folder), "--json")

    assert trained.returncode == 1
    assert "PyTorch is not set up" in trained.stderr and "desktop-tl setup-torch" in trained.stderr
    assert planned.returncode == 1
    assert "torchvision" in planned.stderr and "Add --yes" in planned.stderr
    assert "needs your word" in json.loads(planned.stdout.splitlines()[-1])["error"]
    assert not (home / "torch/current.json").exists()


@pytest.mark.slow
@pytest.mark.skipif(not WHEELS, reason="DESKTOP_TL_TORCH_WHEELS names no folder with the wheels of PyTorch")
@pytest.mark.timeout(1800)
def test_the_real_wheels_are_set_up_and_train(tmp_path: Path):
    python, home = make_torchless(tmp_path / "env"), tmp_path / "home"

    set_up = run_app(python, home, "setup-torch", "--from", WHEELS, "--yes", "--json")
    assert set_up.returncode == 0, set_up.stderr
    facts = json.loads(set_up.stdout.splitlines()[-1])
    assert facts["applied"] and Path(facts["folder"]).is_dir()

    trained = run_app(python, home, "demo", "--no-window", "--epochs", "2", "--json")
    assert trained.returncode == 0, trained.stderr
    assert json.loads(trained.stdout.splitlines()[-1])["accuracy"] > 0.85

    assert run_app(python, home, "setup-torch", "--repair").returncode == 0
