"""PyTorch in a folder beside the app is found at the start, and no damage to it keeps the app from starting."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_tl.app import leases, torch_folder
from desktop_tl.app.context import build_context
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.generations import this_python
from tests.helpers.torchless import make_torchless


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """A home, in a Python that has no torch."""
    for name in ("torch", "torchvision"):  # tests before this one may have imported it
        for module in [module for module in sys.modules if module.partition(".")[0] == name]:
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if not (Path(entry) / "torch").is_dir()])
    assert not torch_folder.has_torch()
    return Paths.below(tmp_path / "home")


def put_torch(paths: Paths, name: str, **changes: object) -> Path:
    """A folder as the set-up leaves it, with empty packages."""
    packages = paths.torch / name / "packages"
    for module in ("torch", "torchvision"):
        (packages / module).mkdir(parents=True)
        (packages / module / "__init__.py").touch()
    manifest = {
        "build": "cpu",
        "source": "somewhere",
        "versions": {"torch": "2.15.0+cpu", "torchvision": "0.30.0+cpu"},
        "device": "CPU",
        "bytes": 1,
        "python": this_python(),
    }
    (paths.torch / name / torch_folder.MANIFEST).write_text(json.dumps(manifest | changes), "utf-8")
    torch_folder.write_current(paths, name, "")
    return packages


def test_the_folder_is_put_behind_everything_of_the_app_and_leased(paths: Paths):
    packages = put_torch(paths, "0001")

    assert torch_folder.activate(paths) == torch_folder.TorchActivation(name="0001")

    assert sys.path[-1] == str(packages)
    assert torch_folder.has_torch()
    assert list(leases.leased_names(torch_folder.leases_folder(paths))) == ["0001"]
    assert torch_folder.activate(paths).name == "0001"
    assert sys.path.count(str(packages)) == 1


def test_a_start_of_the_app_uses_it(paths: Paths):
    put_torch(paths, "0001")

    context = build_context(paths=paths)

    assert context.torch_activation.name == "0001"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"python": "cpython-39-linux"}, "another Python", id="other Python"),
        pytest.param({"versions": None}, "damaged", id="damaged manifest"),
        pytest.param({"versions": {"torch": "2.15.0"}}, "damaged", id="no torchvision"),
    ],
)
def test_what_does_not_fit_is_left_out_with_the_reason(paths: Paths, changes: dict[str, object], words: str):
    put_torch(paths, "0001", **changes)

    activation = torch_folder.activate(paths)

    assert not activation.name and words in activation.problem
    assert not torch_folder.has_torch()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"current": "../../etc"}', '{"current": "0009"}'])
def test_a_damaged_or_wrong_pointer_stops_nothing(paths: Paths, text: str):
    put_torch(paths, "0001")
    (paths.torch / "current.json").write_text(text, "utf-8")

    assert not torch_folder.activate(paths).name


def test_a_torch_of_the_apps_own_python_is_left_alone(tmp_path: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch):
    own = put_torch(Paths.below(tmp_path / "own"), "0001")
    put_torch(paths, "0001")
    monkeypatch.setattr(sys, "path", [*sys.path, str(own)])

    assert torch_folder.activate(paths) == torch_folder.TorchActivation()

    assert not torch_folder.active_name(paths)


def test_a_process_that_ends_while_it_imports_it_leaves_a_note_for_the_next(paths: Paths, tmp_path: Path):
    packages = put_torch(paths, "0001")
    (packages / "torch" / "__init__.py").write_text("import os\nos._exit(9)\n")
    code = (
        "from desktop_tl.app.paths import default_paths\n"
        "from desktop_tl.app.torch_folder import activate\n"
        "from desktop_tl.app.torch_import import require_torch\n"
        "activate(default_paths())\n"
        "require_torch()\n"
    )
    environment = os.environ | {"DESKTOP_TL_HOME": str(paths.home)}

    assert torch_folder.activate(paths).name == "0001"
    assert not torch_folder.ended_a_process(paths)
    ended = subprocess.run([make_torchless(tmp_path / "env"), "-c", code], env=environment, check=False)

    assert ended.returncode == 9
    assert torch_folder.ended_a_process(paths)
    torch_folder.forget_end(paths)
    assert not torch_folder.ended_a_process(paths)
