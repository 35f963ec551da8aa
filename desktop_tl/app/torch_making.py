"""Makes the folder with PyTorch out of wheels: fetched with resume, looked into, unpacked by pip, and tried."""

import json
import os
import shutil
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from desktop_tl.api.errors import UserError
from desktop_tl.api.files import Url
from desktop_tl.app.doctor import explain_torch_problem
from desktop_tl.app.download import download, has_hash
from desktop_tl.app.plugins.generations import this_python
from desktop_tl.app.plugins.plan import PlannedDistribution
from desktop_tl.app.plugins.sizes import make_client
from desktop_tl.app.torch_folder import MANIFEST
from desktop_tl.app.torch_plan import TorchPlan
from desktop_tl.app.torch_trial import Trial
from desktop_tl.child_programs import child_program
from desktop_tl.host.installing.carried import Carried
from desktop_tl.host.installing.pip import Pip, child_environment, run_child
from desktop_tl.runs.files import sync_file, write_json, write_text
from desktop_tl.runs.stop import StopToken

Step = Literal["downloading", "checking", "installing", "trying", "switching"]

_LOOK_SECONDS = 0.5
_TRIAL_SECONDS = 600.0
"""A first start of CUDA on a slow disk takes minutes."""

_SPARE_BYTES = 200_000_000
_MODULE_SUFFIXES = (".py", ".so", ".pyd")


@dataclass(frozen=True, kw_only=True)
class TorchProgress:
    """How far it is.

    Args:
        step: what is done now.
        what: of what, for instance ``torch 2.15.0``.
        done: bytes.
        total: None if unknown.
    """

    step: Step
    what: str = ""
    done: int = 0
    total: int | None = None


OnProgress = Callable[[TorchProgress], None]


@dataclass
class Log:
    """What happened, line by line, kept for the person."""

    lines: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """One event, with the time."""
        self.lines.append(f"{time.strftime('%H:%M:%S')}  {text.rstrip()}")

    def write(self, path: Path) -> None:
        """Replaces the file; one that cannot be written is no reason to fail."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_text(path, "\n".join(self.lines) + "\n")
        except OSError:
            pass


@dataclass(frozen=True, kw_only=True)
class TorchMaker:
    """What making it needs.

    Args:
        plan: what it shall hold.
        carried: the app, of which nothing may be hidden.
        work: a folder for everything, on the disk of the result.
        downloads: where wheels are kept until it is done.
        way: pip's settings of the network.
        on_progress: called on the caller's thread.
        stop: looked at all the time.
    """

    plan: TorchPlan
    carried: Carried
    work: Path
    downloads: Path
    way: Pip
    log: Log
    on_progress: OnProgress
    stop: StopToken

    def make(self) -> Path:
        """The complete folder, which still needs its name. Raises: UserError, Stopped; nothing is left of it."""
        self._refuse_full_disk(self.plan.disk_bytes + self._left_bytes())
        wheels = self._fetch()
        total = self._look_into(wheels)
        self._refuse_full_disk(total)
        folder = self.work / "set"
        self._install(wheels, folder / "packages", total)
        self.on_progress(TorchProgress(step="trying"))
        packages = folder / "packages"
        trial = try_torch(packages, carried=self.carried, work=self.work, log=self.log, stop=self.stop)
        manifest = {
            "build": self.plan.build,
            "source": self.plan.source,
            "versions": {dist.name: dist.version for dist in self.plan.distributions},
            "device": trial.device,
            "bytes": total,
            "python": this_python(),
        }
        write_json(folder / MANIFEST, manifest)
        self.on_progress(TorchProgress(step="switching"))
        _sync(folder)
        return folder

    def _fetch(self) -> list[Path]:
        """All wheels; those that are not on this computer are downloaded, each from where its last download ended."""
        total = sum(dist.size or 0 for dist in self.plan.distributions if not _is_given(dist, self.downloads))
        done = 0
        paths = []
        for dist in self.plan.distributions:
            self.stop.check()
            if dist.is_here and not _is_given(dist, self.downloads):
                path = Path(dist.source)
                self._tell("checking", dist, done, total)
                if not has_hash(path, dist.sha256, self.stop):
                    path.unlink()
                    raise UserError(
                        f"{path.name}, which was downloaded before, is damaged; it was deleted.", advice="Try again."
                    )
            elif dist.is_here:
                path = Path(dist.source)
            else:
                path = self._download(dist, done, total)
            if not _is_given(dist, self.downloads):
                done += path.stat().st_size
            paths.append(path)
        return paths

    def _download(self, dist: PlannedDistribution, before: int, total: int) -> Path:
        self.downloads.mkdir(exist_ok=True)
        path = self.downloads / unquote(urlsplit(dist.source).path).rsplit("/", 1)[-1]
        if path.exists():  # of an index that tells no hash: it cannot be known whether it is the same
            path.unlink()
        self.log.add(f"Downloading {dist.source}")
        download(
            Url(url=dist.source, sha256=dist.sha256, size=dist.size),
            path,
            on_progress=lambda done, _all: self._tell("downloading", dist, before + done, total),
            stop=self.stop,
            backoff=1.0,
            instead="take a folder of wheels",
            make_client=lambda: make_client(self.way),
        )
        return path

    def _look_into(self, wheels: Sequence[Path]) -> int:
        """Bytes that they take once unpacked. Raises: UserError, if one is damaged or would hide a part of the app."""
        total = 0
        for path in wheels:
            try:
                with zipfile.ZipFile(path) as archive:
                    entries = archive.infolist()
            except (OSError, zipfile.BadZipFile) as error:
                raise UserError(
                    f"‘{path.name}’ is damaged ({error}).", advice="Fetch it anew. Nothing was changed."
                ) from error
            for parts in {_module_of(entry.filename) for entry in entries} - {()}:
                if self.carried.has_module(parts):
                    raise UserError(
                        f"‘{path.name}’ was refused: it brings ‘{'.'.join(parts)}’, which the app itself carries.",
                        advice="Nothing was changed.",
                    )
            total += sum(entry.file_size for entry in entries)
        return total

    def _install(self, wheels: Sequence[Path], packages: Path, total: int) -> None:
        self.log.add(f"Unpacking {len(wheels)} wheels, {total:,} bytes")
        pip = Pip(search_path=self.carried.path, work=self.work, settings={}, is_offline=True)
        looked = 0.0

        def look() -> None:
            nonlocal looked
            if time.monotonic() - looked >= _LOOK_SECONDS:
                done = min(_bytes_below(self.work), total)
                self.on_progress(TorchProgress(step="installing", done=done, total=total))
                looked = time.monotonic()

        # Without compiling: the trial makes the bytecode of what is imported, a tenth of what there is.
        options = ["--no-deps", "--no-index", "--no-compile", "--no-warn-script-location", "--target", str(packages)]
        answer = pip.run(["install", *options, "--", *map(str, wheels)], stop=self.stop, look=look)
        self.log.add(f"pip ended with {answer.status}\n{answer.output}{answer.errors}")
        if answer.status:
            lines = [line.removeprefix("ERROR: ") for line in answer.errors.splitlines() if line.startswith("ERROR:")]
            said = lines[-1] if lines else answer.errors.strip()[-300:] or f"exit status {answer.status}"
            raise UserError(f"pip could not install PyTorch: {said}", advice="Nothing was changed. Try again.")

    def _tell(self, step: Step, dist: PlannedDistribution, done: int, total: int) -> None:
        self.on_progress(
            TorchProgress(step=step, what=f"{dist.name} {dist.version}", done=done, total=max(done, total) or None)
        )

    def _left_bytes(self) -> int:
        """To be downloaded still."""
        return sum(dist.size or 0 for dist in self.plan.distributions if not dist.is_here) - sum(
            path.stat().st_size for path in self.downloads.glob("*.part")
        )

    def _refuse_full_disk(self, needed: int) -> None:
        free = shutil.disk_usage(self.work).free
        if needed + _SPARE_BYTES > free:
            raise UserError(
                f"The disk of {self.work.parent} is too full: about {needed / 1e9:,.1f} GB are needed, "
                f"{free / 1e9:,.1f} GB are free.",
                advice="Make room and try again, or choose a smaller build. Nothing was changed.",
            )


def try_torch(packages: Path, *, carried: Carried, work: Path, log: Log, stop: StopToken) -> Trial:
    """Lets a child process import it and train a small network.

    Raises:
        UserError: what is wrong with it, in words.
        Stopped: the child no longer runs.
    """
    answer = work / "trial.json"
    answer.unlink(missing_ok=True)
    begun = time.monotonic()

    class Deadline:
        def check(self) -> None:
            stop.check()
            if time.monotonic() - begun > _TRIAL_SECONDS:
                raise TimeoutError

    environment = child_environment(carried.path, work)
    environment.pop("PYTHONDONTWRITEBYTECODE")  # what is imported now is imported at every start
    command = [*child_program("--try-torch"), "--packages", str(packages), "--answer", str(answer)]
    try:
        result = run_child(command, environment, work, stop=Deadline())
    except TimeoutError:
        log.add(f"The trial was ended after {_TRIAL_SECONDS:.0f} s")
        raise _failed(f"it did not answer within {_TRIAL_SECONDS:.0f} seconds") from None
    log.add(f"The trial ended with {result.status}\n{result.output}{result.errors}")
    if not answer.is_file():
        lines = [line for line in result.errors.splitlines() if line.strip()]
        raise _failed(f"it ended its process (exit status {result.status})" + (f": {lines[-1]}" if lines else ""))
    trial = Trial(**json.loads(answer.read_text("utf-8")))
    if trial.problem:
        log.add(trial.details)
        raise _failed(trial.problem.strip().splitlines()[0].rstrip("."))
    log.add(
        f"torch {trial.torch}, torchvision {trial.torchvision}, {trial.device} ({trial.reason}): {trial.seconds:.1f} s"
    )
    return trial


def _failed(problem: str) -> UserError:
    advice = "Nothing was changed. Try again, or choose another build."
    if "VCRUNTIME" in problem or "WinError" in problem or "DLL" in problem:
        advice = explain_torch_problem(problem)
    return UserError(f"This PyTorch does not work here: {problem}.", advice=advice)


def _is_given(dist: PlannedDistribution, downloads: Path) -> bool:
    """Whether it comes from a folder of the person's."""
    return dist.is_here and Path(dist.source).parent != downloads


def _module_of(place: str) -> tuple[str, ...]:
    """The first two names of the module that a file of a wheel is; two, since namespaces are shared."""
    parts = place.split("/")
    if parts[0].endswith((".dist-info", ".data")) or not parts[-1].endswith(_MODULE_SUFFIXES):
        return ()
    return tuple([*parts[:-1], parts[-1].split(".")[0]][:2])


def _bytes_below(folder: Path) -> int:
    total = 0
    for parent, _folders, files in os.walk(folder):
        for name in files:
            try:
                total += os.lstat(os.path.join(parent, name)).st_size
            except OSError:  # moved on meanwhile
                continue
    return total


def _sync(folder: Path) -> None:
    """Waits until all of it is on the disk."""
    if hasattr(os, "sync"):
        os.sync()  # one call for ten thousand files
        return
    for parent, _folders, files in os.walk(folder):
        for name in files:
            sync_file(Path(parent, name))
