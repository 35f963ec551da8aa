"""Says which plugin an earlier run needs that is not here any more, so that it can be got again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from packaging.utils import canonicalize_name

from desktop_tl.host import PluginRecord, Plugins
from desktop_tl.runs.recipe import Recipe

PREFIX = "desktop-tl-"
"""What the names of plugins begin with, by custom."""


@dataclass(frozen=True, kw_only=True)
class MissingPlugin:
    """One plugin that a run was made with.

    Args:
        part: what of the run it offered.
        spec_id: the id of that.
        distribution: its name, as the run's folder or custom tells it.
        version: the one that the run was made with; empty if nobody wrote it down.
        record: it is here, but not ready; None if it is not here.
    """

    part: Literal["backbone", "dataset", "task"]
    spec_id: str
    distribution: str
    version: str = ""
    record: PluginRecord | None = None


def find_missing(recipe: Recipe, environment: Mapping[str, Any], plugins: Plugins) -> list[MissingPlugin]:
    """The plugins that a run needs and that are not ready, each once.

    Args:
        environment: what ``environment.json`` of the run's folder holds; may be empty.
    """
    catalog = plugins.catalog
    parts: tuple[tuple[Literal["backbone", "dataset", "task"], str, bool], ...] = (
        ("backbone", recipe.backbone.id, recipe.backbone.id in catalog.backbones),
        ("dataset", recipe.dataset.id, recipe.dataset.id in catalog.datasets),
        ("task", recipe.task, recipe.task in catalog.tasks),
    )
    written = environment.get("plugins")
    versions: dict[str, str] = {}
    if isinstance(written, Mapping):
        versions = {canonicalize_name(str(name)): str(version) for name, version in written.items()}
    found: dict[str, MissingPlugin] = {}
    for part, spec_id, is_here in parts:
        if is_here:
            continue
        name = _guess(spec_id.partition("/")[0], versions, plugins)
        record = next((r for r in plugins.records if r.distribution == name and r.state != "ready"), None)
        missing = MissingPlugin(
            part=part, spec_id=spec_id, distribution=name, version=versions.get(name, ""), record=record
        )
        found.setdefault(name, missing)
    return list(found.values())


def _guess(prefix: str, versions: Mapping[str, str], plugins: Plugins) -> str:
    """The distribution that offered ids with this prefix: by custom ``desktop-tl-PREFIX``, else what is gone since."""
    usual = canonicalize_name(f"{PREFIX}{prefix}")
    ready = {record.distribution for record in plugins.records if record.state == "ready"}
    gone = [name for name in versions if name not in ready]
    if usual in gone or not gone:
        return usual
    akin = [name for name in gone if canonicalize_name(prefix) in name]
    candidates = akin or gone
    return candidates[0] if len(candidates) == 1 else usual
