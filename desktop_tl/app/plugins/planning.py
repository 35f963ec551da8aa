"""Works out what a change of the plugins means: asks pip, and holds the answer against what the app carries."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from desktop_tl.api.errors import UserError
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.document import PluginDocument, RequestedPlugin
from desktop_tl.app.plugins.generations import Generation, read_generation
from desktop_tl.app.plugins.plan import Action, Plan, PlannedDistribution
from desktop_tl.app.plugins.sizes import add_sizes
from desktop_tl.host import FIRST_PARTY
from desktop_tl.host.installing.carried import Carried
from desktop_tl.host.installing.pip import Pip, read_pip_settings
from desktop_tl.host.installing.requests import Request
from desktop_tl.host.installing.resolving import ConflictError, Resolved, explain_conflict, resolve
from desktop_tl.host.installing.wheels import inspect_wheel
from desktop_tl.runs.stop import StopToken


@dataclass(frozen=True, kw_only=True)
class AtWork:
    """What is known while the lock is held."""

    paths: Paths
    document: PluginDocument
    base: Generation | None
    carried: Carried
    work: Path
    is_offline: bool
    stop: StopToken

    def pip(self) -> Pip:
        """With the user's own way to the index."""
        settings = read_pip_settings(self.carried.path, self.work, stop=self.stop)
        return Pip(search_path=self.carried.path, work=self.work, settings=settings, is_offline=self.is_offline)

    def local_pip(self) -> Pip:
        """For what is on this computer already."""
        return Pip(search_path=self.carried.path, work=self.work, settings={}, is_offline=True)

    def plugins_among(self, requests: Iterable[Request], stop: StopToken) -> list[Request]:
        """Of the wheels in a folder, those that are plugins; of several versions of one, the newest."""
        plugins: dict[str, Request] = {}
        wheels = sorted((r for r in requests if r.wheel), key=lambda r: parse_wheel_filename(r.wheel.name)[1])  # type: ignore[union-attr]
        for request in wheels:
            assert request.wheel is not None
            if inspect_wheel(request.wheel, carried=self.carried, stop=stop).plugins:
                plugins[request.name] = request
        if not plugins:
            folder = wheels[0].wheel.parent if wheels and wheels[0].wheel else ""
            raise UserError(f"None of the wheels in ‘{folder}’ is a plugin of Desktop TL.")
        return list(plugins.values())

    def refuse_carried(self, new: Iterable[str]) -> None:
        """What the app carries is not installed a second time."""
        for name in new:
            version = self.carried.versions.get(name)
            if version is None:
                continue
            if any(plugin.name == name for plugin in self.document.requested):
                raise UserError(
                    f"The plugin {name} is installed twice: from here, and with pip beside the app, which is used.",
                    advice=f"Remove the one from here: desktop-tl plugins remove {name}",
                )
            if name in self.carried.plugins.values():
                advice = f"It was installed with pip and is used from there. To change it: pip install --upgrade {name}"
                raise UserError(f"The plugin {name} {version} is installed beside the app already.", advice=advice)
            raise UserError(f"{name} {version} is a part of the app, not a plugin.", advice="Nothing was changed.")

    def refuse_torch(self, names: Iterable[str]) -> None:
        """PyTorch comes before the plugins: pip would take some build of it, gigabytes, for these plugins alone."""
        if "torch" not in self.carried.versions and not {"torch", "torchvision"}.isdisjoint(names):
            raise UserError(
                "PyTorch is not set up.",
                advice="Set it up: `desktop-tl setup-torch`, or on the page that the window shows for it.",
            )

    def requests(self, plugins: Iterable[RequestedPlugin]) -> list[Request]:
        """As they were asked for; those from a file stay that file."""
        requests = []
        for plugin in plugins:
            wheel = None
            if plugin.wheel:
                wheel = self.base.wheels / plugin.wheel if self.base else None
                if wheel is None or not wheel.is_file():
                    raise UserError(
                        f"The file {plugin.wheel}, from which {plugin.name} was installed, is gone.",
                        advice="Install it from the file once more, or remove it: "
                        f"desktop-tl plugins remove {plugin.name}",
                    )
            requests.append(Request(name=plugin.name, requirement=plugin.requirement, wheel=wheel))
        return requests

    def pins(self, without: Iterable[str]) -> list[str]:
        """All that is installed, at its version."""
        distributions = self.base.distributions if self.base else ()
        return [f"{dist.name}=={dist.version}" for dist in distributions if dist.name not in set(without)]

    def named(self, names: Sequence[str]) -> set[str]:
        """The normalised names of requested plugins. Raises: UserError for any other."""
        requested = {plugin.name for plugin in self.document.requested}
        wanted: set[str] = set()
        for text in names:
            name = canonicalize_name(text.partition(":")[0])
            if name not in requested:
                raise self._not_requested(text, name)
            wanted.add(name)
        return wanted

    def plan(
        self,
        action: Action,
        names: tuple[str, ...],
        requested: Sequence[RequestedPlugin],
        requests: Sequence[Request],
        pins: Sequence[str],
        links: Sequence[Path],
        notes: Sequence[str] = (),
    ) -> Plan:
        """Resolves the requests; what is installed moves only if it must."""
        if not requests:
            return self.make_plan(action, names, requested, [])
        pip = self.pip()
        links = [*links, *([self.base.wheels] if self.base else [])]
        found: list[Resolved] = []
        for fixed in (pins, ()) if pins else ((),):
            try:
                found = resolve(requests, carried=self.carried, pins=fixed, links=links, pip=pip, stop=self.stop)
                break
            except ConflictError as error:
                if not fixed:
                    raise explain_conflict(error, self.carried) from error
            except UserError as error:
                self.refuse_torch(_missing_torch(error, requests))
                raise
        self.refuse_torch(item.name for item in found)
        self._check(found, requests)
        by_file = {request.name: request.wheel is not None for request in requests}
        planned = [
            self._planned(item, is_requested=item.name in by_file, by_file=by_file.get(item.name, False))
            for item in found
        ]
        return self.make_plan(action, names, requested, add_sizes(planned, pip, self.stop), notes)

    def make_plan(
        self,
        action: Action,
        names: tuple[str, ...],
        requested: Sequence[RequestedPlugin],
        planned: Iterable[PlannedDistribution],
        notes: Sequence[str] = (),
    ) -> Plan:
        """The plan, with what it takes away."""
        distributions = tuple(sorted(planned, key=lambda dist: (not dist.is_requested, dist.name)))
        after = {dist.name for dist in distributions}
        before = self.base.distributions if self.base else ()
        return Plan(
            action=action,
            names=names,
            base=self.document.generation,
            base_requested=self.document.requested,
            requested=tuple(requested),
            distributions=distributions,
            removed=tuple((dist.name, dist.version) for dist in before if dist.name not in after),
            notes=tuple(notes),
        )

    def installed(self, names: Iterable[str]) -> list[PlannedDistribution]:
        """What stays of the installed set."""
        assert self.base is not None or not names
        wanted = {plugin.name for plugin in self.document.requested}
        base = self.base
        return [
            PlannedDistribution(
                name=dist.name,
                version=dist.version,
                before=dist.version,
                size=(base.wheels / dist.wheel).stat().st_size,
                is_requested=dist.name in wanted,
                is_here=True,
                source=str(base.wheels / dist.wheel),
                sha256=dist.sha256,
                is_same=True,
            )
            for dist in (base.distributions if base else ())
            if base is not None and dist.name in set(names)
        ]

    def plan_undo(self) -> Plan:
        """Back to the previous generation."""
        previous = self.document.previous
        generation = read_generation(self.paths, previous) if previous else None
        if previous is None or (previous and generation is None):
            raise UserError("There is no change of the plugins to take back.")
        if generation is not None and not generation.fits:
            raise UserError("The plugins from before the last change were made by another Python.")
        distributions = generation.distributions if generation else ()
        carried = [dist for dist in distributions if dist.name in self.carried.versions]
        if carried:
            raise UserError(
                f"The plugins from before the last change do not fit any more: the app itself now carries "
                f"{carried[0].name} {self.carried.versions[carried[0].name]}.",
                advice="Install or update the plugins instead.",
            )
        requested = generation.requested if generation else ()
        wanted = {plugin.name for plugin in requested}
        planned = [
            PlannedDistribution(
                name=dist.name,
                version=dist.version,
                before=now.version if (now := self.base.find(dist.name) if self.base else None) else "",
                is_requested=dist.name in wanted,
                is_here=True,
                size=(generation.wheels / dist.wheel).stat().st_size if generation else None,
                sha256=dist.sha256,
                is_same=now is not None and now.sha256 == dist.sha256,
            )
            for dist in distributions
        ]
        plan = self.make_plan("undo", (), requested, planned)
        names = tuple(
            sorted({dist.name for dist in plan.changed if dist.is_requested} | {name for name, _ in plan.removed})
        )
        return replace(plan, goes_back_to=previous, names=names)

    def _check(self, found: Sequence[Resolved], requests: Sequence[Request]) -> None:
        for item in found:
            version = self.carried.versions.get(item.name)
            if version is not None:
                raise UserError(
                    f"{item.name} {item.version} would have to be installed, but the app carries "
                    f"{item.name} {version}.",
                    advice="Nothing was changed. Look for a version of the plugin that fits.",
                )
        names = {item.name for item in found}
        self.refuse_carried(request.name for request in requests if request.name not in names)

    def _planned(self, item: Resolved, *, is_requested: bool, by_file: bool) -> PlannedDistribution:
        now = self.base.find(item.name) if self.base else None
        # A file that the person gives counts as it is; else the same version is the same, wherever pip would take it.
        is_same = now is not None and now.version == item.version and (not by_file or item.sha256 == now.sha256)
        local: Path | None = _local_path(item.url)
        if is_same and self.base is not None and now is not None:
            local = self.base.wheels / now.wheel
        return PlannedDistribution(
            name=item.name,
            version=item.version,
            before=now.version if now else "",
            size=None if local is None else local.stat().st_size,
            is_requested=is_requested,
            is_here=local is not None,
            source=item.url if local is None else str(local),
            sha256=now.sha256 if is_same and now else item.sha256,
            is_same=is_same,
            facts=item.facts,
        )

    def _not_requested(self, text: str, name: str) -> UserError:
        dist = self.base.find(name) if self.base else None
        if dist is not None and self.base is not None:
            needing = [other.name for other in self.base.distributions if name in _names_of(other.requires)]
            return UserError(f"{name} was not asked for by name: it came with {' and '.join(needing)}, which needs it.")
        if name in self.carried.versions:
            own = "is one of the app's own plugins" if name in FIRST_PARTY else "was installed with pip"
            if name in self.carried.plugins.values():
                return UserError(
                    f"{name} {own}, beside the app, and not from here.",
                    advice=f"Use pip for it, or disable it: desktop-tl plugins disable {name}",
                )
            return UserError(f"{name} is a part of the app.")
        listed = ", ".join(plugin.name for plugin in self.document.requested)
        return UserError(
            f"There is no installed plugin ‘{text}’.", advice=f"Installed are: {listed}." if listed else "None is."
        )


def _missing_torch(error: UserError, requests: Sequence[Request]) -> list[str]:
    """What may be missing of PyTorch: what pip names, or, if it found no network, what wheels on this computer need."""
    named = re.findall(r"‘(torch|torchvision)\b", error.message)
    return named or (["torch"] if all(request.wheel for request in requests) else [])


def _local_path(url: str) -> Path | None:
    parts = urlsplit(url)
    return Path(url2pathname(parts.path)) if parts.scheme == "file" else None


def _names_of(requires: Iterable[str]) -> set[str]:
    names: set[str] = set()
    for text in requires:
        try:
            names.add(canonicalize_name(Requirement(text).name))
        except InvalidRequirement:
            continue
    return names
