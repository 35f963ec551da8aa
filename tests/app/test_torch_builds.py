"""The PyTorch that fits is found from the card and its driver alone, and each choice has its reason."""

from pathlib import Path

import pytest

from desktop_tl.api.errors import UserError
from desktop_tl.app.accelerator import Accelerator, find_accelerator
from desktop_tl.app.torch_builds import BUILDS, USUAL_INDEX, find_offer, index_address, list_offers

PROC = "NVRM version: NVIDIA UNIX x86_64 Kernel Module  {}  Wed Mar  5 07:13:41 UTC 2026\nGCC version: 12.2.0\n"


def card(cuda: tuple[int, int], capability: tuple[int, int] | None = (8, 9)) -> Accelerator:
    return Accelerator(kind="cuda", title="RTX", cuda=cuda, capability=capability, driver="575.1")


def look(tmp_path: Path, *, driver: str = "", vendor: str = "0x8086", kind: str = "0x030000") -> Accelerator:
    """At a Linux computer whose driver library does not answer."""
    device = tmp_path / "pci" / "0000:01:00.0"
    device.mkdir(parents=True)
    (device / "vendor").write_text(f"{vendor}\n")
    (device / "class").write_text(f"{kind}\n")
    if driver:
        (tmp_path / "version").write_text(PROC.format(driver))
    return find_accelerator(
        system="linux",
        machine="x86_64",
        ask_driver=lambda: None,
        driver_file=tmp_path / "version",
        pci=tmp_path / "pci",
    )


@pytest.mark.parametrize(
    ("driver", "cuda"),
    [("580.65.06", (13, 0)), ("550.54.14", (12, 0)), ("470.256.02", (11, 0)), ("390.157", None)],
)
def test_the_kernel_module_tells_which_cuda_it_runs(tmp_path: Path, driver: str, cuda: tuple[int, int] | None):
    found = look(tmp_path, driver=driver)

    assert (found.kind, found.cuda, found.driver) == ("cuda", cuda, driver)


def test_a_card_without_a_driver_is_told(tmp_path: Path):
    found = look(tmp_path, vendor="0x10de")

    assert found.kind == "cpu" and "no driver" in found.problem
    assert "no driver" in list_offers(found, system="linux")[0].reason


def test_the_sound_chip_of_a_card_is_no_card(tmp_path: Path):
    assert not look(tmp_path, vendor="0x10de", kind="0x040300").problem


def test_this_computer_can_be_looked_at():
    assert find_accelerator().kind in ("cpu", "cuda", "mps")


@pytest.mark.parametrize(
    ("accelerator", "keys"),
    [
        pytest.param(card((13, 1)), ["cu130", "cu128", "cu126"], id="new driver"),
        pytest.param(card((12, 2)), ["cu128", "cu126"], id="driver of CUDA 12"),
        pytest.param(card((13, 0), (6, 1)), ["cu126"], id="Pascal"),
        pytest.param(card((13, 0), (12, 0)), ["cu130", "cu128"], id="Blackwell"),
        pytest.param(card((12, 8), None), ["cu128", "cu126"], id="unknown card"),
    ],
)
def test_a_card_gets_the_newest_build_that_its_driver_runs_and_that_has_code_for_it(
    accelerator: Accelerator, keys: list[str]
):
    best, other = list_offers(accelerator, system="linux")

    assert [build.key for build in best.candidates] == keys
    assert "RTX" in best.reason and other.build.key == "cpu"


@pytest.mark.parametrize("accelerator", [card((11, 4)), card((12, 8), (3, 5))])
def test_what_is_too_old_computes_on_the_processor(accelerator: Accelerator):
    best = list_offers(accelerator, system="win32")[0]

    assert best.build.key == "cpu" and "too old" in best.reason


def test_a_mac_has_one_build_that_lies_beside_those_for_the_processor():
    mac = find_accelerator(system="darwin", machine="arm64")

    assert [offer.build.key for offer in list_offers(mac, system="darwin")] == ["mps"]
    assert index_address("", find_offer("mps", mac, system="darwin").build) == USUAL_INDEX.format(build="cpu")


def test_a_build_can_be_named_whatever_fits():
    nothing = Accelerator(kind="cpu")

    assert find_offer("auto", nothing, system="linux").build.key == "cpu"
    assert find_offer("cuda", nothing, system="linux").build.family == "cuda"
    assert find_offer("cu126", nothing, system="linux").build.key == "cu126"
    with pytest.raises(UserError, match="no build ‘mps’") as caught:
        find_offer("mps", nothing, system="linux")
    assert "cu126" in caught.value.advice


def test_an_address_without_a_place_for_the_build_is_taken_as_it_is():
    assert index_address("https://mirror.example/simple", BUILDS[0]) == "https://mirror.example/simple"
    assert index_address("https://mirror.example/{build}/", BUILDS[0]) == "https://mirror.example/cu130/"
    with pytest.raises(UserError, match="not the address"):
        index_address("mirror.example", BUILDS[0])
