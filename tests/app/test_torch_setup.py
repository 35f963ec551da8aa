"""PyTorch is set up as a whole or not at all: planned, fetched with resume, tried by training, and then switched to.

The app runs here in a real environment without PyTorch. The wheels are small ones of this test that lead on to the
real PyTorch, so that what is tried really trains.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.app.accelerator import Accelerator
from desktop_tl.app.paths import Paths
from desktop_tl.app.torch_builds import find_offer
from desktop_tl.app.torch_folder import read_current, write_current
from desktop_tl.app.torch_making import TorchProgress
from desktop_tl.app.torch_setup import TorchSetup
from desktop_tl.runs.stop import StopToken
from tests.helpers.package_index import PackageIndex, serve_index
from tests.helpers.torchless import make_torchless, search_path, write_stand_ins
from tests.helpers.wheels import write_wheel

CPU = find_offer("cpu", Accelerator(kind="cpu"), system="linux")
CUDA = find_offer("cuda", Accelerator(kind="cpu"), system="linux")
PAYLOAD = bytes(range(256)) * 8192
"""2 MB: several pieces of a download."""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shared")


@pytest.fixture(scope="module")
def python(shared: Path) -> Path:
    return make_torchless(shared / "env")


@pytest.fixture(scope="module")
def host_path(python: Path) -> list[str]:
    return search_path(python)


@pytest.fixture(scope="module")
def index(shared: Path) -> Iterator[PackageIndex]:
    """Has builds for the processor, of one pair; for CUDA 12.8 a newer torch without its torchvision besides."""
    write_stand_ins(shared / "index/cpu", shared / "real", "2.14.0", "0.29.0", PAYLOAD)
    write_stand_ins(shared / "index/cu128", shared / "real", "2.14.0", "0.29.0")
    write_wheel(shared / "index/cu128", "torch", "2.15.0", {"torch/__init__.py": ""})
    with serve_index(shared / "index") as served:
        yield served


@pytest.fixture(autouse=True)
def in_torchless(python: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Children of the app are of the environment without PyTorch, and the user has no settings of pip."""
    monkeypatch.setattr(sys, "executable", str(python))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)


def make_setup(home: Path, host_path: list[str], index: str = "") -> TorchSetup:
    return TorchSetup(paths=Paths.below(home), index=lambda: index, search_path=host_path)


@pytest.fixture(scope="module")
def done(shared: Path, python: Path, host_path: list[str], index: PackageIndex) -> tuple[Path, list[TorchProgress]]:
    """A home in which it was set up from the index, after it was cancelled in the middle of the download."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "executable", str(python))
        patch.setenv("PIP_CONFIG_FILE", os.devnull)
        setup = make_setup(shared / "home", host_path, f"{index.url}/{{build}}")
        plan = setup.plan(CPU, stop=StopToken())
        assert [dist.name for dist in plan.distributions] == ["torch", "torchvision", "only-torch"]
        assert plan.download_bytes and plan.download_bytes > len(PAYLOAD) // 100
        index.ranges.clear()
        stop = StopToken()

        def stop_early(progress: TorchProgress) -> None:
            if progress.step == "downloading":
                stop.request()

        with pytest.raises(Stopped):
            setup.apply(plan, on_progress=stop_early, stop=stop)
        assert setup.installed() is None
        told: list[TorchProgress] = []
        setup.apply(plan, on_progress=told.append, stop=StopToken())
    return shared / "home", told


@pytest.fixture
def home(done: tuple[Path, list[TorchProgress]], tmp_path: Path) -> Path:
    return shutil.copytree(done[0], tmp_path / "home", symlinks=True)


def test_a_cancelled_download_goes_on_where_it_ended_and_what_comes_is_tried_and_used(
    done: tuple[Path, list[TorchProgress]], index: PackageIndex, host_path: list[str]
):
    setup = make_setup(done[0], host_path)
    installed = setup.installed()

    assert installed is not None and read_current(setup.paths) == ("0001", "")
    assert installed.versions == {"torch": "2.14.0", "torchvision": "0.29.0", "only-torch": "1.0"}
    assert installed.build == "cpu" and installed.device.startswith(("CPU", "NVIDIA", "Apple"))
    ranges = [wanted for name, wanted in index.ranges if name.startswith("torch-2.14.0") and wanted]
    assert ranges and ranges[-1] != "bytes=0-"
    steps = [progress.step for progress in done[1]]
    assert list(dict.fromkeys(steps)) == ["downloading", "installing", "trying", "switching"]
    assert not (setup.paths.torch / "downloads").exists()  # only there until it is done
    assert not list(setup.paths.torch.glob("*.tmp-*"))
    assert not (installed.packages / "numpy").exists()  # the app carries it
    assert "trial ended with 0" in setup.log_file.read_text("utf-8")


def test_the_index_is_searched_for_a_build_that_runs_and_a_pair_that_belongs_together(
    tmp_path: Path, host_path: list[str], index: PackageIndex
):
    setup = make_setup(tmp_path, host_path, f"{index.url}/{{build}}")

    plan = setup.plan(CUDA, stop=StopToken())

    assert plan.build == "cu128" and "no cu130" in plan.notes[0]
    assert (plan.version_of("torch"), plan.version_of("torchvision")) == ("2.14.0", "0.29.0")


def test_what_does_not_train_is_not_used_and_the_one_before_stays(home: Path, host_path: list[str], tmp_path: Path):
    folder = tmp_path / "wheels"
    write_wheel(folder, "torch", "2.14.3", {"torch/__init__.py": "raise OSError('libcudart.so.13: not found')\n"})
    write_wheel(folder, "torchvision", "0.29.3")
    setup = make_setup(home, host_path)
    before = (home / "torch/current.json").read_bytes()

    plan = setup.plan(CPU, folder=folder, stop=StopToken())
    with pytest.raises(UserError, match=r"does not work here: OSError: libcudart\.so\.13: not found"):
        setup.apply(plan, stop=StopToken())

    assert (home / "torch/current.json").read_bytes() == before
    assert sorted(entry.name for entry in (home / "torch").iterdir()) == ["0001", "current.json", "setup.lock"]
    assert "Traceback" in setup.log_file.read_text("utf-8")


def test_a_wheel_that_would_hide_a_part_of_the_app_is_refused(tmp_path: Path, host_path: list[str]):
    folder = tmp_path / "wheels"
    write_wheel(folder, "torch", "2.14.3", {"torch/__init__.py": "", "numpy/__init__.py": ""})
    write_wheel(folder, "torchvision", "0.29.3")
    setup = make_setup(tmp_path / "home", host_path)

    plan = setup.plan(CPU, folder=folder, stop=StopToken())
    with pytest.raises(UserError, match=r"brings ‘numpy\.__init__’, which the app itself carries"):
        setup.apply(plan, stop=StopToken())

    assert setup.installed() is None


def test_a_broken_one_is_found_and_the_one_before_is_gone_back_to(home: Path, host_path: list[str]):
    torch = home / "torch"
    shutil.copytree(torch / "0001", torch / "0002")
    (torch / "0002/packages/torchvision/__init__.py").unlink()
    setup = make_setup(home, host_path)
    write_current(setup.paths, "0002", "0001")

    with pytest.raises(UserError, match="torchvision is not in"):
        setup.check(stop=StopToken())
    assert setup.undo(stop=StopToken()).name == "0001"

    assert read_current(setup.paths) == ("0001", "0002")


def test_a_repair_asks_for_the_same_versions_from_the_same_place(home: Path, host_path: list[str], index: PackageIndex):
    setup = make_setup(home, host_path, f"{index.url}/{{build}}")

    plan = setup.plan_repair(stop=StopToken())

    assert plan.build == "cpu" and plan.source == f"{index.url}/cpu" and plan.base == "0001"
    assert plan.version_of("torch") == "2.14.0"


@pytest.mark.parametrize(
    ("wheels", "words"),
    [([], "There is no wheel"), (["torch"], "does not hold all that is needed: .*‘torchvision")],
)
def test_a_folder_that_lacks_something_is_told_by_its_name(
    tmp_path: Path, host_path: list[str], wheels: list[str], words: str
):
    folder = tmp_path / "wheels"
    folder.mkdir()
    for name in wheels:
        write_wheel(folder, name, "2.14.0")

    with pytest.raises(UserError, match=words):
        make_setup(tmp_path / "home", host_path).plan(CPU, folder=folder, stop=StopToken())


def test_offline_nothing_is_asked_for(tmp_path: Path, host_path: list[str]):
    setup = TorchSetup(paths=Paths.below(tmp_path), is_offline=lambda: True, search_path=host_path)

    with pytest.raises(UserError, match="set to stay offline") as caught:
        setup.plan(CPU, stop=StopToken())

    assert "folder of wheels" in caught.value.advice


def test_a_python_that_has_a_torch_is_left_to_pip(tmp_path: Path):
    with pytest.raises(UserError, match="is a part of this Python"):
        TorchSetup(paths=Paths.below(tmp_path)).plan(CPU, stop=StopToken())
