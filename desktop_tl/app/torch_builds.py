"""Which builds of PyTorch there are, which one fits this computer and why, and at which address it lies."""

import sys
from dataclasses import dataclass
from typing import Literal

from desktop_tl.api.errors import UserError
from desktop_tl.app.accelerator import Accelerator, Version

USUAL_INDEX = "https://download.pytorch.org/whl/{build}"
"""PyTorch's own index; ``{build}`` is the part of the address that differs between its builds."""

Family = Literal["cuda", "cpu", "mps"]


@dataclass(frozen=True, kw_only=True)
class TorchBuild:
    """One build.

    Args:
        key: as the index calls it, for instance ``cu130``; ``mps`` is the one for Macs.
        family: what it computes on; every one computes on the processor too.
        cuda: that it was built with.
        oldest, newest: compute capability of the cards that it has code for.
        download_bytes: about, with all that it needs.
        disk_bytes: about, installed.
    """

    key: str
    family: Family
    cuda: Version | None = None
    oldest: Version = (0, 0)
    newest: Version = (99, 0)
    download_bytes: int
    disk_bytes: int

    @property
    def part(self) -> str:
        """Of the index's address."""
        return "cpu" if self.family == "mps" else self.key


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A choice for this computer: a build with the reason, and others of its family if the index does not have it."""

    build: TorchBuild
    reason: str
    others: tuple[TorchBuild, ...] = ()

    @property
    def candidates(self) -> tuple[TorchBuild, ...]:
        """In the order in which they are tried."""
        return (self.build, *self.others)


_CUDA_DOWNLOAD, _CUDA_DISK = 2_900_000_000, 5_600_000_000
BUILDS = (
    # Cards of which architectures: PyTorch's release notes since 2.11. Newest first.
    TorchBuild(
        key="cu130",
        family="cuda",
        cuda=(13, 0),
        oldest=(7, 5),
        download_bytes=_CUDA_DOWNLOAD,
        disk_bytes=_CUDA_DISK,
    ),
    TorchBuild(
        key="cu128",
        family="cuda",
        cuda=(12, 8),
        oldest=(7, 5),
        download_bytes=_CUDA_DOWNLOAD,
        disk_bytes=_CUDA_DISK,
    ),
    TorchBuild(
        key="cu126",
        family="cuda",
        cuda=(12, 6),
        oldest=(5, 0),
        newest=(9, 0),
        download_bytes=_CUDA_DOWNLOAD,
        disk_bytes=_CUDA_DISK,
    ),
    TorchBuild(key="cpu", family="cpu", download_bytes=210_000_000, disk_bytes=800_000_000),
    TorchBuild(key="mps", family="mps", download_bytes=100_000_000, disk_bytes=450_000_000),
)


def list_offers(accelerator: Accelerator, *, system: str = sys.platform) -> list[Offer]:
    """The choices for this computer, the one that fits best first."""
    if system == "darwin":
        if accelerator.kind == "mps":
            return [Offer(build=_find("mps"), reason="this Mac has Apple silicon, whose GPU it uses")]
        return [Offer(build=_find("cpu"), reason="this Mac has an Intel processor")]
    cuda = [build for build in BUILDS if build.family == "cuda"]
    fitting = [build for build in cuda if _runs(build, accelerator)]
    if fitting:
        best = Offer(build=fitting[0], others=tuple(fitting[1:]), reason=_describe(accelerator))
        return [best, Offer(build=_find("cpu"), reason="smaller, but it leaves the graphics card unused")]
    why_not = accelerator.problem or "no NVIDIA card with a driver was found"
    if accelerator.kind == "cuda":
        why_not = f"{accelerator.title} with driver {accelerator.driver} is too old for it"
    return [
        Offer(build=_find("cpu"), reason=why_not),
        Offer(build=cuda[0], others=tuple(cuda[1:]), reason=why_not),
    ]


def find_offer(kind: str, accelerator: Accelerator, *, system: str = sys.platform) -> Offer:
    """The choice that was named.

    Args:
        kind: ``auto``, a family, or the key of a build.

    Raises:
        UserError: there is no such build for this system.
    """
    offers = list_offers(accelerator, system=system)
    if kind == "auto":
        return offers[0]
    for offer in offers:
        if kind in (offer.build.family, offer.build.key):
            return offer
    on_mac = system == "darwin"
    for build in BUILDS:
        if build.key == kind and (build.family == "mps") == on_mac:
            return Offer(build=build, reason="you chose it")
    known = ", ".join(
        ["auto", *dict.fromkeys(offer.build.family for offer in offers), *([] if on_mac else _cuda_keys())]
    )
    raise UserError(f"There is no build ‘{kind}’ of PyTorch for this system.", advice=f"Choose one of: {known}.")


def find_build(key: str) -> TorchBuild | None:
    """The build with that key."""
    return next((build for build in BUILDS if build.key == key), None)


def index_address(template: str, build: TorchBuild) -> str:
    """Where the index of that build lies; an address without ``{build}`` is taken as it is.

    Raises:
        UserError: it is no address.
    """
    address = (template.strip() or USUAL_INDEX).replace("{build}", build.part)
    if not address.lower().startswith(("http://", "https://", "file://")):
        raise UserError(f"‘{template}’ is not the address of a package index.", advice=f"An example is {USUAL_INDEX}.")
    return address


def _runs(build: TorchBuild, accelerator: Accelerator) -> bool:
    """A driver runs everything that was built with a CUDA of the same first number, or an earlier one."""
    if accelerator.cuda is None or build.cuda is None or accelerator.cuda[0] < build.cuda[0]:
        return False
    capability = accelerator.capability
    return capability is None or build.oldest <= capability < (build.newest[0] + 1, 0)


def _describe(accelerator: Accelerator) -> str:
    assert accelerator.cuda is not None  # `_runs` looked
    version = ".".join(map(str, accelerator.cuda))
    return f"{accelerator.title} is here, and its driver {accelerator.driver} runs CUDA {version}"


def _find(key: str) -> TorchBuild:
    return next(build for build in BUILDS if build.key == key)


def _cuda_keys() -> list[str]:
    return [build.key for build in BUILDS if build.family == "cuda"]
