"""Finds what could compute on this computer, without PyTorch: an NVIDIA card and its driver, or Apple silicon."""

import platform
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["cuda", "mps", "cpu"]
Version = tuple[int, int]

_DRIVER_FILE = Path("/proc/driver/nvidia/version")
_PCI = Path("/sys/bus/pci/devices")
_NVIDIA = "0x10de"
_DISPLAY = "0x03"
# The oldest driver of each CUDA version; NVIDIA, "CUDA Toolkit Release Notes", minor version compatibility.
_CUDA_OF_DRIVER = ((580, (13, 0)), (525, (12, 0)), (450, (11, 0)))


@dataclass(frozen=True, kw_only=True)
class Accelerator:
    """What could compute.

    Args:
        kind: of the PyTorch that would use it.
        title: of the device, as its maker calls it; empty for the processor alone.
        cuda: the newest CUDA that the driver runs; None for none.
        capability: of the card, which says for which PyTorch it is too old; None if unknown.
        driver: its version.
        problem: a card is here, but this keeps it from being used.
    """

    kind: Kind
    title: str = ""
    cuda: Version | None = None
    capability: Version | None = None
    driver: str = ""
    problem: str = ""


def find_accelerator(
    *,
    system: str = sys.platform,
    machine: str | None = None,
    ask_driver: Callable[[], Accelerator | None] | None = None,
    driver_file: Path = _DRIVER_FILE,
    pci: Path = _PCI,
) -> Accelerator:
    """Looks at this computer. Takes some hundredths of a second; loads the NVIDIA driver's library where there is one.

    Args:
        system: as ``sys.platform``.
        machine: as ``platform.machine()``.
        ask_driver: asks the NVIDIA driver; None asks it through its own library.
        driver_file: where Linux tells of the driver.
        pci: where Linux lists the cards.
    """
    machine = platform.machine() if machine is None else machine
    if system == "darwin":
        return Accelerator(kind="mps", title="Apple silicon") if machine == "arm64" else Accelerator(kind="cpu")
    found = (ask_driver or _ask_driver)() or _read_driver_file(driver_file)
    if found is not None:
        return found
    if _has_card(pci):
        return Accelerator(kind="cpu", problem="an NVIDIA card is here, but no driver for it")
    return Accelerator(kind="cpu")


def _ask_driver() -> Accelerator | None:
    """None without a driver."""
    try:
        import pynvml  # only here: it loads the driver's library

        pynvml.nvmlInit()
    except Exception:  # not installed, or one of its many ways to say that there is no driver
        return None
    try:
        if not pynvml.nvmlDeviceGetCount():
            return None
        number = pynvml.nvmlSystemGetCudaDriverVersion_v2()
        card = pynvml.nvmlDeviceGetHandleByIndex(0)
        return Accelerator(
            kind="cuda",
            title=str(pynvml.nvmlDeviceGetName(card)),
            cuda=(number // 1000, number % 1000 // 10),
            capability=tuple(pynvml.nvmlDeviceGetCudaComputeCapability(card)),
            driver=str(pynvml.nvmlSystemGetDriverVersion()),
        )
    except pynvml.NVMLError:
        return None
    finally:
        pynvml.nvmlShutdown()


def _read_driver_file(path: Path) -> Accelerator | None:
    """What the kernel module says of itself, if the driver's library did not answer (in a container, for instance)."""
    try:
        found = re.search(r"\b(\d{3,4})\.(\d+)(\.\d+)?\b", path.read_text("utf-8", errors="replace"))
    except OSError:
        return None
    if found is None:
        return None
    cuda = next((cuda for oldest, cuda in _CUDA_OF_DRIVER if int(found[1]) >= oldest), None)
    return Accelerator(kind="cuda", title="NVIDIA GPU", cuda=cuda, driver=found[0])


def _has_card(pci: Path) -> bool:
    for device in pci.glob("*"):
        try:
            vendor, kind = ((device / name).read_text("ascii").strip() for name in ("vendor", "class"))
        except (OSError, ValueError):
            continue
        if vendor == _NVIDIA and kind.startswith(_DISPLAY):
            return True
    return False
