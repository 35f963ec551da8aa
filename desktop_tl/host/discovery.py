"""Finds installed plugins by their entry points, without importing any of them."""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import Distribution, distributions
from typing import Any, Protocol

from desktop_tl.api import PROJECT
from desktop_tl.host.compatibility import explain_incompatible
from desktop_tl.host.records import PluginRecord

log = logging.getLogger(__name__)

FIRST_PARTY = frozenset(
    (
        "desktop-tl-boxes",
        "desktop-tl-exporters",
        "desktop-tl-folders",
        "desktop-tl-huggingface-datasets",
        "desktop-tl-classification",
        "desktop-tl-mlflow",
        "desktop-tl-onnx",
        "desktop-tl-regression",
        "desktop-tl-samples",
        "desktop-tl-tables",
        "desktop-tl-tensorboard",
        "desktop-tl-text-generation",
        "desktop-tl-timm",
        "desktop-tl-torchvision",
        "desktop-tl-torchvision-detection",
        "desktop-tl-transformers",
    )
)
"""Distributions that belong to Desktop TL: they load first, also in safe mode."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class PluginSource(Protocol):
    """Where a plugin comes from; `importlib.metadata.EntryPoint` is one."""

    @property
    def name(self) -> str: ...

    @property
    def dist(self) -> Distribution | None: ...

    def load(self) -> Any:
        """Imports the module or object that implements the hooks."""
        ...


@dataclass(frozen=True)
class GivenPlugin:
    """A plugin that is handed over instead of found: a module, or any object with hook implementations."""

    name: str
    plugin: Any
    dist: Distribution | None = None

    def load(self) -> Any:
        return self.plugin


@dataclass(frozen=True)
class Candidate:
    """A plugin that was found and not yet imported. ``source`` is None if the record already says why not."""

    record: PluginRecord
    source: PluginSource | None


def find_candidates(sources: Iterable[PluginSource] | None = None) -> list[Candidate]:
    """All plugins in the order of loading: first-party ones, then by distribution and name.

    Args:
        sources: what to use instead of the installed distributions.
    """
    found = list(_find_installed()) if sources is None else [_describe(source) for source in sources]
    found.sort(key=lambda candidate: (not candidate.record.first_party, candidate.record.key))
    return list(_with_unique_keys(found))


def _find_installed() -> Iterator[Candidate]:
    first: dict[str, Distribution] = {}
    for dist in distributions():
        try:
            entry_points = [point for point in dist.entry_points if point.group == PROJECT]
            if not entry_points:
                continue
            name = read_name(dist)
            earlier = first.setdefault(name, dist)
            if earlier is not dist and str(earlier.locate_file("")) == str(dist.locate_file("")):
                continue  # one folder that stands twice on sys.path
        except Exception as error:  # one broken dist-info must not hide the others; it has no name to make a record of
            log.warning("The metadata of the distribution at %s cannot be read: %s", getattr(dist, "_path", "?"), error)
            continue
        for point in entry_points:
            candidate = _describe(point)
            yield candidate if earlier is dist else _as_second(candidate, earlier, dist)


def _describe(source: PluginSource) -> Candidate:
    name = str(source.name)
    try:
        record = _read_metadata(name, source.dist)
    except Exception as error:  # whatever metadata holds, the plugin gets its row
        log.warning("The metadata of the plugin %s cannot be read: %s", name, error)
        record = PluginRecord(key=f":{name}", name=name)
    if not _NAME.fullmatch(name):
        problem = f"‘{name}’ is not a valid name for a plugin."
        advice = "Its author may use letters, digits, ‘.’, ‘_’ and ‘-’ in the name of the entry point."
        return Candidate(replace(record, state="failed", error=problem, advice=advice), None)
    if incompatible := explain_incompatible(source.dist):
        return Candidate(replace(record, state="failed", error=incompatible[0], advice=incompatible[1]), None)
    return Candidate(record, source)


def _read_metadata(name: str, dist: Distribution | None) -> PluginRecord:
    if dist is None:
        return PluginRecord(key=f":{name}", name=name)
    metadata = dist.metadata
    distribution = read_name(dist)

    def read(*fields: str) -> str:
        # Where a plugin has imported the backport importlib_metadata, what is missing raises.
        there = (key for key in fields if key in metadata)
        return next((str(metadata[key]) for key in there if metadata[key] not in (None, "", "UNKNOWN")), "")

    links = dict(link.partition(",")[::2] for link in metadata.get_all("Project-URL") or ())
    links = {label.strip().casefold(): address.strip() for label, address in links.items()}
    return PluginRecord(
        key=f"{distribution}:{name}",
        name=name,
        distribution=distribution,
        version=read("Version"),
        author=read("Author", "Author-email", "Maintainer", "Maintainer-email"),
        licence=read("License-Expression", "License").partition("\n")[0],
        summary=read("Summary"),
        homepage=links.get("homepage") or read("Home-page") or next(iter(links.values()), ""),
        first_party=distribution in FIRST_PARTY,
    )


def _as_second(candidate: Candidate, used: Distribution, unused: Distribution) -> Candidate:
    error = (
        f"{candidate.record.title} is installed twice: {used.version} in ‘{used.locate_file('')}’ is used, "
        f"{unused.version} in ‘{unused.locate_file('')}’ is not."
    )
    return Candidate(replace(candidate.record, state="left out", error=error, advice="Remove one of the two."), None)


def _with_unique_keys(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    seen: dict[str, int] = {}
    for candidate in candidates:
        key = candidate.record.key
        seen[key] = seen.get(key, 0) + 1
        if seen[key] == 1:
            yield candidate
            continue
        record = replace(candidate.record, key=f"{key}#{seen[key]}")
        if not record.error:
            error = f"There are two plugins ‘{key}’: the first is used, this one is not."
            record = replace(record, state="left out", error=error, advice="Remove or rename one of the two.")
        yield Candidate(record, None)


def read_name(dist: Distribution) -> str:
    """The distribution's name as the package index compares it; "" where a half-removed one has none."""
    try:
        return normalise(dist.metadata["Name"] or "")
    except (KeyError, FileNotFoundError):  # what the backport importlib_metadata raises there, where Python says None
        return ""


def normalise(name: str) -> str:
    """The name of a distribution as the package index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
