"""Sets up PyTorch for an app that came without it, changes it and repairs it; the same for the window and the terminal.

    setup = TorchSetup(paths, is_offline=…, index=lambda: settings.value.torch_index)
    plan = setup.plan(find_offer("auto", find_accelerator()), stop=stop)   # nothing is changed: show it, and ask
    installed = setup.apply(plan, on_progress=…, stop=stop)                # all of it, or nothing
    needs_restart = adopt(paths, installed)                                # use it now, or at the next start

Planning and applying block for seconds to minutes: on a worker thread, one at a time. Whatever ends them (an error,
`Stopped`, a killed process), the PyTorch that is used is the one before or the new one. What was downloaded stays, and
the next `apply` goes on with it.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from desktop_tl.api.backbones import BackboneSpec
from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.app import leases
from desktop_tl.app.disk import disk_in_words
from desktop_tl.app.paths import Paths
from desktop_tl.app.torch_builds import BUILDS, USUAL_INDEX, Offer, find_build
from desktop_tl.app.torch_folder import (
    InstalledTorch,
    active_name,
    bundled_torch,
    ended_a_process,
    forget_end,
    has_torch,
    leases_folder,
    read_current,
    read_installed,
    use,
    write_current,
)
from desktop_tl.app.torch_import import preload_engine
from desktop_tl.app.torch_making import Log, OnProgress, TorchMaker, TorchProgress, try_torch
from desktop_tl.app.torch_plan import NAMES, Planner, TorchPlan
from desktop_tl.app.torch_trial import Trial
from desktop_tl.host.installing.carried import Carried, read_carried
from desktop_tl.host.installing.pip import Pip, read_pip_settings
from desktop_tl.runs.files import TEMPORARY, patiently, remove_temporaries, sync_folder
from desktop_tl.runs.stop import StopToken

__all__ = ["TorchPlan", "TorchProgress", "TorchSetup", "Trial", "adopt"]

_WAY = ("proxy", "cert", "client-cert", "trusted-host", "timeout", "default-timeout", "retries", "keyring-provider")
"""Of pip's own settings: how the network is reached. Where PyTorch comes from is this app's setting."""

_ROOM_FOR_UNDO = 10_000_000_000
"""Bytes that must stay free for the PyTorch before the last change to be kept."""


@dataclass(frozen=True, kw_only=True)
class TorchSetup:
    """Plans and makes the folder with PyTorch.

    Args:
        paths: where it lies.
        is_offline: asked before each plan.
        index: the address that the person has set; empty for the usual one.
        search_path: of the app; None takes ``sys.path``.
    """

    paths: Paths
    is_offline: Callable[[], bool] = lambda: False
    index: Callable[[], str] = lambda: USUAL_INDEX
    search_path: Sequence[str] | None = None
    log: Log = field(default_factory=Log)

    @property
    def log_file(self) -> Path:
        """What happened in the last plan and apply, for people who want to know."""
        return self.paths.logs / "torch-setup.log"

    def installed(self) -> InstalledTorch | None:
        """The one that is used from the next start on."""
        name = read_current(self.paths)[0]
        return read_installed(self.paths, name) if name else None

    def previous(self) -> InstalledTorch | None:
        """The one before the last change, if it can be gone back to."""
        name = read_current(self.paths)[1]
        found = read_installed(self.paths, name) if name else None
        return found if found is not None and found.fits else None

    def plan(self, offer: Offer, *, folder: Path | None = None, stop: StopToken) -> TorchPlan:
        """What setting up this build would mean.

        Args:
            folder: of wheels on this computer, instead of the index.
            stop: looked at all the time.

        Raises:
            UserError: in words.
            Stopped: nothing has happened.
        """
        return self._plan(offer, folder, (), stop)

    def plan_repair(self, *, folder: Path | None = None, stop: StopToken) -> TorchPlan:
        """The same build and versions anew, from where they came. Raises: UserError; Stopped."""
        name = read_current(self.paths)[0]
        installed = read_installed(self.paths, name) if name else None
        if installed is None:
            raise UserError("There is nothing to repair: PyTorch is not set up.", advice="Set it up.")
        build = find_build(installed.build) or BUILDS[0]
        if folder is None and "://" not in installed.source and Path(installed.source).is_dir():
            folder = Path(installed.source)
        pins = [f"{name}=={installed.versions[name].partition('+')[0]}" for name in NAMES] if installed.fits else []
        offer = Offer(build=build, reason="this is the one that was installed")
        return self._plan(offer, folder, pins, stop)

    def apply(
        self, plan: TorchPlan, *, on_progress: OnProgress = lambda _progress: None, stop: StopToken
    ) -> InstalledTorch:
        """Downloads, installs and tries what was planned, and switches to it in one step.

        Args:
            plan: as the person has agreed to.
            on_progress: called on this thread, several times a second.
            stop: until the switch, leads back to where it was; what was downloaded stays.

        Raises:
            UserError: it failed; what was used before is used on.
            Stopped: likewise.
        """
        with self._at_work(stop) as work:
            current, _ = read_current(self.paths)
            if current != plan.base:
                raise UserError("PyTorch was changed meanwhile, so the plan no longer fits.", advice="Look once more.")
            maker = TorchMaker(
                plan=plan,
                carried=self._carried(),
                work=work,
                downloads=self._downloads,
                way=self._way(work, stop, is_local=plan.download_bytes == 0),
                log=self.log,
                on_progress=on_progress,
                stop=stop,
            )
            made = maker.make()
            name = self._next_name()
            stop.check()
            on_progress(TorchProgress(step="switching"))
            patiently(os.rename, made, self.paths.torch / name)
            sync_folder(self.paths.torch)
            write_current(self.paths, name, current)
            self.log.add(f"{name} is used from now on; before: {current or 'none'}")
            shutil.rmtree(self._downloads, ignore_errors=True)
            self._tidy()
        installed = read_installed(self.paths, name)
        assert installed is not None  # it was written just now
        return installed

    def undo(self, *, on_progress: OnProgress = lambda _progress: None, stop: StopToken) -> InstalledTorch:
        """Tries the PyTorch before the last change and goes back to it. Raises: UserError; Stopped."""
        with self._at_work(stop) as work:
            current, previous = read_current(self.paths)
            installed = self.previous()
            if installed is None:
                raise UserError("There is no earlier PyTorch to go back to.")
            on_progress(TorchProgress(step="trying"))
            self._try(installed, work, stop)
            write_current(self.paths, previous, current)
        return installed

    def check(self, *, stop: StopToken) -> Trial:
        """Lets the one that is used train a small network, in a child process. Raises: UserError, if it cannot."""
        installed = self.installed()
        if installed is None:
            raise UserError("PyTorch is not set up.", advice="Set it up.")
        with self._at_work(stop) as work:
            return self._try(installed, work, stop)

    def free_bytes(self) -> int:
        """Of the disk that PyTorch lies on."""
        return shutil.disk_usage(
            next(path for path in (self.paths.torch, *self.paths.torch.parents) if path.is_dir())
        ).free

    def _plan(self, offer: Offer, folder: Path | None, pins: Sequence[str], stop: StopToken) -> TorchPlan:
        carried = self._carried()
        if "torch" in carried.versions:
            raise UserError(
                f"PyTorch {carried.versions['torch']} is a part of this Python, so nothing is to be set up.",
                advice="Change it with pip: pip install --upgrade torch torchvision",
            )
        if folder is None and self.is_offline():
            raise UserError(
                "The app is set to stay offline, so PyTorch cannot be downloaded.",
                advice="Allow the network in the settings, or take a folder of wheels.",
            )
        with self._at_work(stop) as work:
            self.log.add(f"Planning {offer.build.key} from {folder or self.index() or USUAL_INDEX}")
            planner = Planner(
                carried=carried,
                pip=self._way(work, stop, is_local=folder is not None),
                downloads=self._downloads,
                base=read_current(self.paths)[0],
                stop=stop,
            )
            if folder is not None:
                plan = planner.plan_from_folder(offer, folder.expanduser().absolute(), pins)
            else:
                plan = planner.plan(offer, self.index(), pins)
            for dist in plan.distributions:
                self.log.add(f"  {dist.name} {dist.version}  {dist.size or '?'} bytes  {dist.source}")
            return plan

    def _try(self, installed: InstalledTorch, work: Path, stop: StopToken) -> Trial:
        return try_torch(installed.packages, carried=self._carried(), work=work, log=self.log, stop=stop)

    def _carried(self) -> Carried:
        """What the app is without PyTorch and without plugins that were installed beside it."""
        path = [entry for entry in self.search_path or sys.path if not _is_set_up(entry, self.paths)]
        return read_carried(path, without=self.paths.plugins)

    def _way(self, work: Path, stop: StopToken, *, is_local: bool) -> Pip:
        """pip as the user's own reaches the network; or without any, if all is on this computer."""
        path = self._carried().path
        if is_local:
            return Pip(search_path=path, work=work, settings={}, is_offline=True)
        settings = read_pip_settings(path, work, stop=stop)
        kept = {name: value for name, value in settings.items() if name in _WAY}
        return Pip(search_path=path, work=work, settings=kept, is_offline=self.is_offline())

    @property
    def _downloads(self) -> Path:
        return self.paths.torch / "downloads"

    @contextmanager
    def _at_work(self, stop: StopToken) -> Iterator[Path]:
        """Inside, no other process plans or changes anything; gives a folder for all that is temporary."""
        stop.check()
        with disk_in_words(
            self.paths.torch,
            "PyTorch cannot be set up",
            if_full="Make room and try again: it goes on where it ended.",
            if_refused="Check that you may write there. Nothing was changed.",
        ):
            self.paths.torch.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.paths.torch / "setup.lock")
            try:
                lock.acquire(timeout=0)
            except Timeout:
                raise UserError(
                    "PyTorch is being set up by another window or terminal.", advice="Wait until it has finished."
                ) from None
            work = self.paths.torch / f"new{TEMPORARY}{uuid4().hex[:8]}"
            try:
                remove_temporaries(self.paths.torch)
                work.mkdir()
                yield work
            except UserError as error:
                self.log.add(f"{error.message} {error.advice}")
                raise
            except Stopped:
                self.log.add("Stopped.")
                raise
            finally:
                shutil.rmtree(work, ignore_errors=True)
                lock.release()
                self.log.write(self.log_file)

    def _next_name(self) -> str:
        names = [entry.name for entry in self.paths.torch.glob("*")] + leases.known_names(leases_folder(self.paths))
        return f"{1 + max((int(name) for name in names if name.isdecimal()), default=0):04}"

    def _tidy(self) -> None:
        """Deletes those that nobody uses or goes back to; the one before is kept while there is room."""
        current, previous = read_current(self.paths)
        if previous and self.free_bytes() < _ROOM_FOR_UNDO:
            previous = ""
            write_current(self.paths, current, "")
        in_use = {current, previous, active_name(self.paths), *leases.leased_names(leases_folder(self.paths))}
        for folder in self.paths.torch.glob("*"):
            if not folder.name.isdecimal() or folder.name in in_use:
                continue
            aside = self.paths.torch / f"old{TEMPORARY}{uuid4().hex[:8]}"  # never seen half deleted under its own name
            try:
                os.rename(folder, aside)
            except OSError:
                continue  # Windows, while something in it is open
            shutil.rmtree(aside, ignore_errors=True)


def adopt(paths: Paths, installed: InstalledTorch) -> bool:
    """Lets the running process use what was just installed; returns whether it must be started again for that.

    On the thread that owns the window. What was imported once cannot be taken out of a process.
    """
    if any(name.partition(".")[0] in NAMES for name in sys.modules):
        return active_name(paths) != installed.name
    sys.path[:] = [entry for entry in sys.path if not _is_set_up(entry, paths)]
    if not has_torch():
        use(paths, installed)
    return False


def _is_set_up(entry: str, paths: Paths) -> bool:
    """Whether a folder of sys.path is a PyTorch beside the app, which another may take the place of."""
    return bool(entry) and (Path(entry).is_relative_to(paths.torch) or Path(entry) == bundled_torch())


def load_ahead(setup: TorchSetup, backbone: BackboneSpec | None, stop: StopToken) -> UserError | None:
    """As `preload_engine`. One that may have ended a process while it was imported is first tried in a child.

    Raises: Stopped.
    """
    if ended_a_process(setup.paths):
        try:
            setup.check(stop=stop)
        except UserError as error:
            return error
        forget_end(setup.paths)
    return preload_engine(backbone)
