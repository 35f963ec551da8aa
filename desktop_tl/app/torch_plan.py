"""Works out what setting up PyTorch means: asks pip what belongs to it beyond what the app carries. Changes nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from desktop_tl.api.errors import UserError
from desktop_tl.app.plugins.plan import PlannedDistribution
from desktop_tl.app.plugins.sizes import add_sizes
from desktop_tl.app.torch_builds import Offer, TorchBuild, find_build, index_address
from desktop_tl.host.installing.carried import Carried
from desktop_tl.host.installing.pip import Pip
from desktop_tl.host.installing.requests import Request
from desktop_tl.host.installing.resolving import ConflictError, Resolved, explain_conflict, resolve
from desktop_tl.runs.stop import StopToken

NAMES = ("torch", "torchvision")
_UNPACKED = 2.0
"""A wheel grows about so much, where the file itself is not here yet to be asked."""

_FOLDER_OR_NETWORK = "Check the network, or take a folder of wheels."


@dataclass(frozen=True, kw_only=True)
class TorchPlan:
    """What would be downloaded and installed.

    Args:
        build: key of the build.
        reason: why this one.
        source: address of the index, or the folder of wheels.
        distributions: torch and torchvision first.
        base: name of the folder that is used now; empty for none.
        notes: what else is good to know, as sentences.
    """

    build: str
    reason: str
    source: str
    distributions: tuple[PlannedDistribution, ...]
    base: str
    notes: tuple[str, ...] = ()

    @property
    def download_bytes(self) -> int | None:
        """What must still be downloaded; None if the index does not say."""
        sizes = [dist.size for dist in self.distributions if not dist.is_here]
        return None if None in sizes else sum(size or 0 for size in sizes)

    @property
    def disk_bytes(self) -> int:
        """About what it takes on the disk once it is installed."""
        return round(_UNPACKED * sum(dist.size or 0 for dist in self.distributions))

    def version_of(self, name: str) -> str:
        """Of one of its distributions; empty if it is none."""
        return next((dist.version for dist in self.distributions if dist.name == name), "")


@dataclass(frozen=True, kw_only=True)
class Planner:
    """What planning needs.

    Args:
        carried: the app without PyTorch, which stays as it is.
        pip: with the user's own way into the network, but without an index; for a folder of wheels without both.
        downloads: where wheels lie that came before.
        base: name of the folder that is used now.
        stop: looked at all the time.
    """

    carried: Carried
    pip: Pip
    downloads: Path
    base: str
    stop: StopToken

    def plan(self, offer: Offer, index: str, pins: Sequence[str] = ()) -> TorchPlan:
        """From an index. Builds that it does not have are passed over for the next that runs here.

        Args:
            index: its address, as `index_address` takes it.
            pins: versions that are wanted, ``torch==2.15.0``.

        Raises:
            UserError: in words.
            Stopped: nothing has happened.
        """
        first: UserError | None = None
        for build in offer.candidates:
            address = index_address(index, build)
            pip = Pip(
                search_path=self.pip.search_path,
                work=self.pip.work,
                settings={**self.pip.settings, "index-url": address},
                is_offline=self.pip.is_offline,
            )
            try:
                found = self._resolve(pip, [], pins)
            except _MissingError as error:
                first = first or error.told
                if address == index_address(index, offer.candidates[-1]):
                    break  # the same address for all builds
                continue
            planned = add_sizes([self._planned(item) for item in found], pip, self.stop)
            note = () if build is offer.build else (f"The index has no {offer.build.key}, so {build.key} is taken.",)
            return self._make(build, offer.reason, address, planned, note)
        assert first is not None
        raise UserError(first.message, advice=f"Check the address of the index: {index_address(index, offer.build)}")

    def plan_from_folder(self, offer: Offer, folder: Path, pins: Sequence[str] = ()) -> TorchPlan:
        """From wheels on this computer, without any network. Raises: UserError; Stopped."""
        if not folder.is_dir():
            raise UserError(f"There is no folder ‘{folder}’.", advice="Check the path.")
        if not any(folder.glob("*.whl")):
            raise UserError(f"There is no wheel (*.whl) in ‘{folder}’.", advice="Choose a folder that holds wheels.")
        try:
            found = self._resolve(self.pip, [folder], pins)
        except _MissingError as error:
            raise UserError(
                f"‘{folder}’ does not hold all that is needed: there is no fitting wheel of ‘{error.what}’.",
                advice="Put it there. On a computer with network and the same Python and system, this fetches all of "
                "them: pip download torch torchvision",
            ) from error.told
        return self._make(offer.build, offer.reason, str(folder), [self._planned(item) for item in found])

    def _make(
        self,
        build: TorchBuild,
        reason: str,
        source: str,
        planned: Iterable[PlannedDistribution],
        notes: Sequence[str] = (),
    ) -> TorchPlan:
        ordered = sorted(planned, key=lambda dist: (not dist.is_requested, dist.name))
        found = _recognise(ordered) or build.key
        return TorchPlan(
            build=found,
            reason=reason if find_build(found) in (None, build) else "this is the build that is there",
            source=source,
            distributions=tuple(ordered),
            base=self.base,
            notes=tuple(notes),
        )

    def _resolve(self, pip: Pip, links: Sequence[Path], pins: Sequence[str]) -> list[Resolved]:
        """A pair that was released together, if there is one: others break now and then."""
        found = self._ask(pip, links, pins)
        for pin in _pins_for_pair(found):
            try:
                return self._ask(pip, links, [*pins, pin])
            except (_MissingError, UserError):
                continue
        return found

    def _ask(self, pip: Pip, links: Sequence[Path], pins: Sequence[str]) -> list[Resolved]:
        requests = [Request(name=name, requirement=self._requirement(name)) for name in NAMES]
        try:
            found = resolve(requests, carried=self.carried, pins=pins, links=links, pip=pip, stop=self.stop)
        except ConflictError as error:
            raise explain_conflict(error, self.carried) from error
        except UserError as error:
            missing = re.match(r"There is no ‘(.+?)’|‘(.+?)’ is not on this computer", error.message)
            if missing:
                raise _MissingError(re.split(r"[\s<>=!~;,(\[]", missing[1] or missing[2])[0], error) from error
            raise UserError(error.message, advice=_FOLDER_OR_NETWORK) from error
        here = {item.name for item in found}
        if not set(NAMES) <= here:
            raise UserError("PyTorch is a part of this Python already.", advice="Change it with pip.")
        return found

    def _requirement(self, name: str) -> str:
        """Which versions of torch fit all that the app carries."""
        bounds = {
            str(requirement.specifier)
            for dist in distributions(path=list(self.carried.path))
            for requirement in _parse(dist.requires or ())
            if canonicalize_name(requirement.name) == name
            and (requirement.marker is None or requirement.marker.evaluate({"extra": ""}))
        }
        return name + ",".join(sorted(bound for bound in bounds if bound))

    def _planned(self, item: Resolved) -> PlannedDistribution:
        parts = urlsplit(item.url)
        local = Path(url2pathname(parts.path)) if parts.scheme == "file" else None
        kept = self.downloads / item.file
        if local is None and item.sha256 and kept.is_file():
            local = kept  # its hash is looked at before it is used
        return PlannedDistribution(
            name=item.name,
            version=item.version,
            size=None if local is None else local.stat().st_size,
            is_requested=item.name in NAMES,
            is_here=local is not None,
            source=item.url if local is None else str(local),
            sha256=item.sha256,
        )


class _MissingError(Exception):
    """The index or the folder does not have something; ``told`` says it in words."""

    def __init__(self, what: str, told: UserError) -> None:
        super().__init__(what)
        self.what, self.told = what, told


def _pins_for_pair(found: Sequence[Resolved]) -> list[str]:
    """What to ask for instead, if torch 2.N did not come with the torchvision 0.(N+15) that was released with it."""
    versions = {item.name: [int(part) for part in re.findall(r"\d+", item.version)[:2]] for item in found}
    torch, vision = versions["torch"], versions["torchvision"]
    if torch[0] != 2 or vision[0] != 0 or torch[1] + 15 == vision[1]:
        return []
    return [f"torchvision==0.{torch[1] + 15}.*", f"torch==2.{vision[1] - 15}.*"]


def _recognise(distributions: Sequence[PlannedDistribution]) -> str:
    """The build, where the wheels tell it: PyTorch's own index writes it behind the version, ``2.15.0+cu130``."""
    torch = next(dist for dist in distributions if dist.name == "torch")
    local = torch.version.partition("+")[2]
    if find_build(local) is not None:
        return local
    cuda = next((dist for dist in distributions if dist.name in ("cuda-toolkit", "nvidia-cuda-runtime")), None)
    return "" if cuda is None else "cu" + "".join(cuda.version.split(".")[:2])


def _parse(texts: Iterable[str]) -> Iterable[Requirement]:
    for text in texts:
        try:
            yield Requirement(text)
        except InvalidRequirement:
            continue
