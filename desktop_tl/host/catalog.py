"""All that the ready plugins offer, merged, with ids that are unique; says who is missing if an id is not there."""

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, cast

from desktop_tl.api import BackboneSpec, DatasetSpec, ExporterSpec, ObserverSpec, TaskSpec, UserError
from desktop_tl.host.checks import Spec
from desktop_tl.host.discovery import FIRST_PARTY
from desktop_tl.host.records import Kind, PluginRecord

_WORDS: dict[Kind, str] = {
    "backbones": "backbone",
    "datasets": "dataset",
    "tasks": "task",
    "observers": "observer",
    "exporters": "exporter",
}


class Catalog:
    """Backbones, datasets, tasks, observers and exporters by id, in the order in which the plugins were loaded.

    Attributes:
        is_offline: whether what needs the network is to be refused now.

    Args:
        records: of all plugins, also of those that are not ready: for the advice where an id is missing.
    """

    def __init__(self, records: Sequence[PluginRecord] = ()) -> None:
        self.is_offline: Callable[[], bool] = lambda: False
        self._records = records
        self._specs: dict[Kind, dict[str, Any]] = {kind: {} for kind in _WORDS}
        self._owners: dict[tuple[Kind, str], PluginRecord] = {}

    @property
    def backbones(self) -> Mapping[str, BackboneSpec]:
        """Id → spec."""
        return MappingProxyType(self._specs["backbones"])

    @property
    def datasets(self) -> Mapping[str, DatasetSpec]:
        """Id → spec."""
        return MappingProxyType(self._specs["datasets"])

    @property
    def tasks(self) -> Mapping[str, TaskSpec]:
        """Id → spec."""
        return MappingProxyType(self._specs["tasks"])

    @property
    def observers(self) -> Mapping[str, ObserverSpec]:
        """Id → spec."""
        return MappingProxyType(self._specs["observers"])

    @property
    def exporters(self) -> Mapping[str, ExporterSpec]:
        """Id → spec."""
        return MappingProxyType(self._specs["exporters"])

    def find_backbone(self, spec_id: str) -> BackboneSpec:
        """The backbone with that id; raises `UserError` that says which plugin is missing, or which id was meant."""
        return cast(BackboneSpec, self._find("backbones", spec_id))

    def find_dataset(self, spec_id: str) -> DatasetSpec:
        """The dataset with that id; raises `UserError` as for `find_backbone`."""
        return cast(DatasetSpec, self._find("datasets", spec_id))

    def find_task(self, spec_id: str) -> TaskSpec:
        """The task with that id; raises `UserError` as for `find_backbone`."""
        return cast(TaskSpec, self._find("tasks", spec_id))

    def find_observer(self, spec_id: str) -> ObserverSpec:
        """The observer with that id; raises `UserError` as for `find_backbone`."""
        return cast(ObserverSpec, self._find("observers", spec_id))

    def find_exporter(self, spec_id: str) -> ExporterSpec:
        """The exporter with that id; raises `UserError` as for `find_backbone`."""
        return cast(ExporterSpec, self._find("exporters", spec_id))

    def provider_of(self, spec_id: str) -> PluginRecord | None:
        """The plugin that offers what has that id; None if none does."""
        return next((self._owners[kind, spec_id] for kind in _WORDS if (kind, spec_id) in self._owners), None)

    def know(self, records: Sequence[PluginRecord]) -> None:
        """Takes note of all plugins that were found, for the advice where an id is missing."""
        self._records = records

    def add(self, record: PluginRecord, specs: Mapping[Kind, Sequence[Spec]]) -> None:
        """Takes in what one plugin offers, after `find_duplicate` found nothing."""
        for kind, found in specs.items():
            for spec in found:
                self._specs[kind][spec.id] = spec
                self._owners[kind, spec.id] = record

    def find_duplicate(self, specs: Mapping[Kind, Sequence[Spec]]) -> tuple[Kind, str, PluginRecord] | None:
        """The first id that another plugin offers already: its kind, itself and that plugin."""
        for kind, found in specs.items():
            for spec in found:
                if owner := self._owners.get((kind, spec.id)):
                    return kind, spec.id, owner
        return None

    def _find(self, kind: Kind, spec_id: str) -> Any:
        found = self._specs[kind].get(spec_id)
        if found is None:
            raise self._missing(kind, spec_id)
        return found

    def _missing(self, kind: Kind, spec_id: str) -> UserError:
        word, prefix = _WORDS[kind], spec_id.partition("/")[0]
        blamed = self._find_culprit(prefix)
        if blamed is not None:
            return _blame(blamed, word, spec_id)
        similar = list(self._suggest(kind, spec_id))
        advice = f"Did you mean {' or '.join(f'‘{s}’' for s in similar)}?" if similar else ""
        offered = any(known.startswith(f"{prefix}/") for known in self._specs[kind])
        if "/" not in spec_id or offered:
            advice = advice or _how_to_get_ours(spec_id) or f"List them: desktop-tl {kind}"
            return UserError(f"There is no {word} ‘{spec_id}’.", advice=advice)
        return UserError(
            f"The {word} ‘{spec_id}’ needs a plugin that offers ‘{prefix}/…’, and none is installed.",
            advice=f"{advice} {_how_to_get(prefix)}".lstrip(),
        )

    def _find_culprit(self, prefix: str) -> PluginRecord | None:
        """A plugin that is here but not ready and, by its name, would offer such ids."""
        names = (prefix, f"desktop-tl-{prefix}")
        return next(
            (r for r in self._records if r.state != "ready" and (r.name in names or r.distribution in names)), None
        )

    def _suggest(self, kind: Kind, spec_id: str) -> Iterator[str]:
        known = list(self._specs[kind])
        same_name = [other for other in known if other.rpartition("/")[2] == spec_id.rpartition("/")[2]]
        close = difflib.get_close_matches(spec_id, known, n=3, cutoff=0.75)
        yield from list(dict.fromkeys([*same_name, *close]))[:3]


def _blame(record: PluginRecord, word: str, spec_id: str) -> UserError:
    what = f"The {word} ‘{spec_id}’ comes from the plugin {record.title}, which"
    if record.state == "disabled":
        return UserError(f"{what} is disabled.", advice=f"Enable it: desktop-tl plugins enable {record.key}")
    reason = "failed" if record.state == "failed" else "was left out"
    return UserError(f"{what} {reason}: {record.error}", advice=record.advice)


def _how_to_get(prefix: str) -> str:
    return _how_to_get_ours(prefix) or (
        "Install the plugin that it came from; environment.json in the folder of a run that used it names it. "
        f"By the usual names: desktop-tl plugins install desktop-tl-{prefix}"
    )


def _how_to_get_ours(name: str) -> str:
    distribution = f"desktop-tl-{name}"
    return f"Install it: pip install {distribution}" if distribution in FIRST_PARTY else ""
