"""Installs, updates and removes plugins, and takes the last change back; the same for the window and the terminal.

    changes = PluginChanges(paths, is_offline=lambda: settings.value.offline)
    plan = changes.plan_install(["desktop-tl-acme"], stop=stop)     # nothing is changed: show it, with WARNING, and ask
    applied = changes.apply(plan, on_progress=…, stop=stop)         # all of it, or nothing
    adopted = adopt(context, applied)                               # on the window's thread: use it now, or restart

Planning and applying block for seconds to minutes: call them on a worker thread, one at a time. Whatever ends them
(an error, `Stopped`, a killed process), the installed set is the one before, byte for byte, or the new one.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from packaging.requirements import Requirement

from desktop_tl.api.errors import UserError
from desktop_tl.app.disk import disk_in_words
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.document import PluginDocument, RequestedPlugin, change_document, read_document
from desktop_tl.app.plugins.generations import (
    Generation,
    commit_generation,
    generations_folder,
    locked_plugins,
    next_name,
    read_generation,
    temporary_folder,
    tidy,
    write_manifest,
)
from desktop_tl.app.plugins.making import Maker, OnProgress, describe
from desktop_tl.app.plugins.plan import WARNING, Plan, PlannedDistribution, Progress
from desktop_tl.app.plugins.planning import AtWork
from desktop_tl.host import PluginRecord
from desktop_tl.host.installing.carried import read_carried
from desktop_tl.host.installing.needs import find_needed
from desktop_tl.host.installing.requests import Request, read_given
from desktop_tl.runs.stop import StopToken

__all__ = ["WARNING", "Applied", "Plan", "PlannedDistribution", "PluginChanges", "Progress"]


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What a change has led to.

    Args:
        plan: what was applied.
        generation: the installed set that is used from now on; empty for none.
        records: what became of each third-party plugin when it was tried in a child process, by key.
    """

    plan: Plan
    generation: str
    records: tuple[PluginRecord, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PluginChanges:
    """Plans and applies changes of the installed plugins.

    Args:
        paths: where they lie.
        is_offline: asked before each change.
    """

    paths: Paths
    is_offline: Callable[[], bool] = lambda: False

    def installed(self) -> Generation | None:
        """The set that is used from the next start on; None if nothing is installed. Raises: UserError."""
        document = read_document(self.paths)
        return read_generation(self.paths, document.generation) if document.generation else None

    def can_undo(self) -> bool:
        """Whether there is a set to go back to."""
        previous = read_document(self.paths).previous
        return previous is not None and (not previous or read_generation(self.paths, previous) is not None)

    def plan_install(self, texts: Sequence[str], *, stop: StopToken) -> Plan:
        """What installing these would mean; plugins that are there already stay as they are where possible.

        Args:
            texts: names with or without versions (``desktop-tl-acme>=1.2``), paths of wheels, or folders of wheels.
            stop: looked at all the time.

        Raises:
            UserError: in words, of whatever cannot or must not be installed.
            Stopped: nothing has happened.
        """
        given = [read_given(text) for text in texts]
        with self._at_work(stop) as at_work:
            new: dict[str, Request] = {}
            for item in given:
                found = at_work.plugins_among(item.requests, stop) if item.is_folder else item.requests
                new |= {request.name: request for request in found}
            at_work.refuse_carried(new)
            others = at_work.requests(plugin for plugin in at_work.document.requested if plugin.name not in new)
            requested = {plugin.name: plugin for plugin in at_work.document.requested}
            requested |= {
                name: RequestedPlugin(
                    name=name, requirement=request.requirement, wheel=request.wheel.name if request.wheel else ""
                )
                for name, request in new.items()
            }
            links = [item.folder for item in given if item.folder is not None]
            pins = at_work.pins(without=new)
            return at_work.plan("install", tuple(new), list(requested.values()), [*others, *new.values()], pins, links)

    def plan_update(self, names: Sequence[str] = (), *, stop: StopToken) -> Plan:
        """What the newest versions of these plugins, or of all, would mean.

        Raises:
            UserError: one of them is not installed; or as for `plan_install`.
            Stopped: nothing has happened.
        """
        with self._at_work(stop) as at_work:
            wanted = at_work.named(names) if names else {plugin.name for plugin in at_work.document.requested}
            requested = at_work.document.requested
            if not requested:
                return at_work.plan("update", (), [], [], [], [])
            notes = [note for plugin in requested if plugin.name in wanted and (note := _why_it_stays(plugin))]
            base = at_work.base
            kept = [] if base is None or not names else [d for d in base.distributions if d.name not in wanted]
            pins = [f"{d.name}=={d.version}" for d in kept if any(d.name == plugin.name for plugin in requested)]
            requests = at_work.requests(requested)
            return at_work.plan("update", tuple(sorted(wanted)), requested, requests, pins, [], notes=notes)

    def plan_remove(self, names: Sequence[str], *, stop: StopToken) -> Plan:
        """What removing these would take away: they, and what no other plugin needs. Asks no index.

        Raises:
            UserError: one of them is not installed, or came with another plugin.
            Stopped: nothing has happened.
        """
        with self._at_work(stop) as at_work:
            wanted, base = at_work.named(names), at_work.base
            requested = tuple(plugin for plugin in at_work.document.requested if plugin.name not in wanted)
            if base is None and requested:  # nothing to take the others from
                requests = at_work.requests(requested)
                return at_work.plan("remove", tuple(sorted(wanted)), requested, requests, [], [])
            requires = {dist.name: dist.requires for dist in base.distributions} if base else {}
            needed = find_needed([plugin.requirement for plugin in requested], requires)
            return at_work.make_plan("remove", tuple(sorted(wanted)), requested, at_work.installed(needed))

    def plan_undo(self, *, stop: StopToken) -> Plan:
        """What going back to the set before the last change would mean; a second Undo takes the first back.

        Raises:
            UserError: there is nothing to go back to, or it no longer fits.
            Stopped: nothing has happened.
        """
        with self._at_work(stop) as at_work:
            return at_work.plan_undo()

    def apply(self, plan: Plan, *, on_progress: OnProgress = lambda _progress: None, stop: StopToken) -> Applied:
        """Makes the planned set and switches to it in one step.

        Args:
            plan: as the person has agreed to.
            on_progress: called on this thread, some twenty times a second while something is downloaded.
            stop: until the switch, leads back to where it was.

        Raises:
            UserError: refused or failed; nothing was changed.
            Stopped: nothing was changed.
        """
        with self._at_work(stop) as at_work:
            document = at_work.document
            if (document.generation, document.requested) != (plan.base, plan.base_requested):
                raise UserError(
                    "The installed plugins were changed meanwhile, so the plan no longer fits.",
                    advice="Look at it once more. Nothing was changed.",
                )
            if plan.is_empty:
                return Applied(plan=plan, generation=document.generation)
            records: tuple[PluginRecord, ...] = ()
            if plan.goes_back_to is not None:
                name = plan.goes_back_to
                stop.check()
            elif not plan.distributions:
                name = ""
                stop.check()
            else:
                name, records = self._make(plan, at_work, on_progress, stop)
            on_progress(Progress(step="switching"))
            change_document(self.paths, lambda current: _switch(current, plan, name))
            tidy(self.paths)
            return Applied(plan=plan, generation=name, records=records)

    def tidy(self) -> None:
        """Deletes what a killed process left behind and what no running app uses any more; does nothing while another
        changes the plugins. For a worker thread, some time after the start.
        """
        if generations_folder(self.paths).is_dir():
            try:
                with locked_plugins(self.paths):
                    tidy(self.paths)
            except UserError:
                return  # somebody else has the lock, and tidies; or the document is damaged, which is told elsewhere

    def _make(
        self, plan: Plan, at_work: AtWork, on_progress: OnProgress, stop: StopToken
    ) -> tuple[str, tuple[PluginRecord, ...]]:
        maker = Maker(
            plan=plan,
            carried=at_work.carried,
            base=at_work.base,
            work=at_work.work,
            disabled=at_work.document.disabled,
            on_progress=on_progress,
            stop=stop,
        )
        paths = maker.fetch(at_work.pip)
        wheels = maker.inspect(paths)
        maker.install(paths, wheels, at_work.local_pip())
        records = maker.try_plugins(wheels)
        write_manifest(maker.folder, plan.requested, describe(wheels, paths))
        name = next_name(self.paths)
        stop.check()
        commit_generation(self.paths, maker.folder, name)
        return name, tuple(records.values())

    @contextmanager
    def _at_work(self, stop: StopToken) -> Iterator[AtWork]:
        stop.check()
        in_words = disk_in_words(
            self.paths.plugins,
            "Plugins cannot be changed",
            if_full="Make room and try again. Nothing was changed.",
            if_refused="Check that you may write there. Nothing was changed.",
        )
        with locked_plugins(self.paths), in_words:
            tidy(self.paths)
            document = read_document(self.paths)
            base = read_generation(self.paths, document.generation) if document.generation else None
            with temporary_folder(self.paths) as work:
                yield AtWork(
                    paths=self.paths,
                    document=document,
                    base=base if base is not None and base.fits else None,
                    carried=read_carried(sys.path, without=generations_folder(self.paths)),
                    work=work,
                    is_offline=self.is_offline(),
                    stop=stop,
                )


def _why_it_stays(plugin: RequestedPlugin) -> str:
    """Why an update cannot bring a newer version; empty if it can."""
    if plugin.wheel:
        return f"{plugin.name} was installed from the file {plugin.wheel} and stays: install a newer file instead."
    if any(part.operator in ("==", "===") for part in Requirement(plugin.requirement).specifier):
        return f"{plugin.requirement} was asked for, so it stays: install it without a version to follow the newest."
    return ""


def _switch(current: PluginDocument, plan: Plan, generation: str) -> PluginDocument:
    """``current`` is read anew: somebody may have disabled a plugin meanwhile."""
    return replace(current, requested=plan.requested, generation=generation, previous=plan.base)
