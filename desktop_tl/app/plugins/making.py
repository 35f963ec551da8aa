"""Makes the folder of an installed set out of wheels: fetched, inspected, installed by pip and tried."""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_tl.api.errors import UserError
from desktop_tl.app.disk import require_room
from desktop_tl.app.plugins.generations import Generation, InstalledDistribution
from desktop_tl.app.plugins.plan import Plan, PlannedDistribution, Progress
from desktop_tl.host import PluginRecord
from desktop_tl.host.installing.carried import Carried
from desktop_tl.host.installing.pip import Answer, Pip
from desktop_tl.host.installing.probing import probe_plugins
from desktop_tl.host.installing.wheels import Wheel, check_together, inspect_wheel
from desktop_tl.runs.stop import StopToken

OnProgress = Callable[[Progress], None]
_MADE_BY_PIP = ("INSTALLER", "REQUESTED", "RECORD", "direct_url.json")
_SPARE_BYTES = 50_000_000


@dataclass(frozen=True, kw_only=True)
class Maker:
    """What making a set needs.

    Args:
        plan: what it shall hold.
        carried: what it must not touch.
        base: the set that is used now; what it shares with the plan is taken from there.
        work: a folder for everything; the set grows in its ``set``.
        disabled: keys of plugins that are not tried.
        on_progress: called on the caller's thread.
        stop: looked at all the time.
    """

    plan: Plan
    carried: Carried
    base: Generation | None
    work: Path
    disabled: frozenset[str]
    on_progress: OnProgress
    stop: StopToken

    @property
    def folder(self) -> Path:
        """The set; its manifest is still missing."""
        return self.work / "set"

    def fetch(self, make_pip: Callable[[], Pip]) -> list[Path]:
        """Brings all wheels into the set; those that are not on this computer come from the index, by their hash."""
        wheels = self.folder / "wheels"
        wheels.mkdir(parents=True)
        for dist in self.plan.distributions:
            if dist.is_here:
                self.stop.check()
                _bring(dist, wheels, self.base)
        remote = [dist for dist in self.plan.distributions if not dist.is_here]
        if remote:
            self._download(remote, wheels, make_pip())
        return [_find_wheel(wheels, dist) for dist in self.plan.distributions]

    def inspect(self, paths: Sequence[Path]) -> list[Wheel]:
        """Looks into every wheel. Raises: UserError, if one is refused or a plugin is none."""
        wheels = []
        for number, (path, dist) in enumerate(zip(paths, self.plan.distributions, strict=True)):
            self.on_progress(Progress(step="inspecting", done=number, total=len(paths)))
            wheel = inspect_wheel(path, carried=self.carried, stop=self.stop, sha256=dist.sha256)
            if dist.is_requested and not wheel.plugins:
                raise UserError(
                    f"{dist.name} {dist.version} is not a plugin of Desktop TL: it names no entry point ‘desktop_tl’.",
                    advice="Nothing was changed. `desktop-tl plugins search` lists plugins.",
                )
            wheels.append(wheel)
        check_together(wheels)
        self._require_room(sum(wheel.installed_bytes for wheel in wheels))
        return wheels

    def install(self, paths: Sequence[Path], wheels: Sequence[Wheel], pip: Pip) -> None:
        """Lets pip unpack the wheels, and checks that it made what the inspection foresaw."""
        packages = self.folder / "packages"
        self.on_progress(Progress(step="installing"))
        options = ["--no-deps", "--no-index", "--no-warn-script-location", "--target", str(packages)]
        answer = pip.run(["install", *options, "--", *map(str, paths)], stop=self.stop)
        if answer.status:
            raise _explain(answer, "pip could not install this")
        allowed = {place for wheel in wheels for place in wheel.files}
        for parent, _folders, files in os.walk(packages):
            for name in files:
                place = Path(parent, name).relative_to(packages).as_posix()
                if place not in allowed and not _is_made_by_pip(place):
                    raise UserError(f"pip made a file that no wheel names: ‘{place}’.", advice="Nothing was changed.")

    def try_plugins(self, wheels: Sequence[Wheel]) -> dict[str, PluginRecord]:
        """Loads the plugins in a child process. Raises: UserError, if a new one fails, or one that worked before."""
        keys = {f"{wheel.name}:{name}" for wheel in wheels for name in wheel.plugins}
        self.on_progress(Progress(step="trying", total=len(keys)))
        records = self._probe(self.folder / "packages", keys)
        changed = {dist.name for dist in self.plan.changed}
        failed = [record for record in records.values() if record.state not in ("ready", "disabled")]
        for record in failed:
            if record.distribution in changed:
                raise UserError(
                    f"{record.title} does not work here: {record.error}",
                    advice=f"{record.advice} Nothing was changed.".strip(),
                )
        if failed and self.base is not None and self.plan.action != "undo":
            before = self._probe(self.base.packages, keys)
            for record in failed:
                if record.key in before and before[record.key].state == "ready":
                    raise UserError(
                        f"{record.title}, which is installed, would no longer work: {record.error}",
                        advice="Nothing was changed. Update or remove it at the same time.",
                    )
        return records

    def _probe(self, packages: Path, keys: set[str]) -> dict[str, PluginRecord]:
        records = probe_plugins(
            packages,
            search_path=self.carried.path,
            work=self.work,
            stop=self.stop,
            leave_out=self.disabled,
        )
        return {key: record for key, record in records.items() if key.partition("#")[0] in keys}

    def _download(self, remote: Sequence[PlannedDistribution], wheels: Path, pip: Pip) -> None:
        lines = [f"{dist.name}=={dist.version}" for dist in remote]
        options = ["--no-deps", "--only-binary", ":all:", "--dest", str(wheels)]
        if all(dist.sha256 for dist in remote):
            lines = [f"{line} --hash=sha256:{dist.sha256}" for line, dist in zip(lines, remote, strict=True)]
            options.append("--require-hashes")
        wanted = self.work / "download.txt"
        wanted.write_text("\n".join(lines) + "\n", "utf-8")
        total, here = self.plan.download_bytes, _bytes_in(wheels)
        if total:
            self._require_room(total)

        def look() -> None:
            done = _bytes_in(wheels) - here + sum(map(_bytes_in, self.work.glob("pip-*")))
            self.on_progress(Progress(step="downloading", done=min(done, total) if total else done, total=total))

        look()
        answer = pip.run(["download", *options, "--requirement", str(wanted)], stop=self.stop, look=look)
        if answer.status:
            raise _explain(answer, "The download failed")

    def _require_room(self, needed: int) -> None:
        advice = "Make room and try again. Nothing was changed."
        require_room(self.work.parent, needed, spare=_SPARE_BYTES, advice=advice)


def describe(wheels: Sequence[Wheel], paths: Sequence[Path]) -> tuple[InstalledDistribution, ...]:
    """What the manifest says of each."""
    return tuple(
        InstalledDistribution(
            name=wheel.name,
            version=wheel.version,
            wheel=path.name,
            sha256=wheel.sha256,
            installed_bytes=wheel.installed_bytes,
            modules=wheel.modules,
            requires=wheel.requires,
            plugins=wheel.plugins,
        )
        for wheel, path in zip(wheels, paths, strict=True)
    )


def _bring(dist: PlannedDistribution, wheels: Path, base: Generation | None) -> None:
    source = Path(dist.source)
    try:
        if base is not None and source.parent == base.wheels:
            try:
                os.link(source, wheels / source.name)  # both belong to the app, and neither ever changes
                return
            except OSError:
                pass  # a file system without links
        shutil.copyfile(source, wheels / source.name)
    except OSError as error:
        raise UserError(
            f"The wheel {source} cannot be read: {error.strerror or error}.", advice="Nothing was changed."
        ) from error


def _find_wheel(wheels: Path, dist: PlannedDistribution) -> Path:
    """The file; an index may offer it under a name that differs in writing."""
    from packaging.utils import InvalidWheelFilename, parse_wheel_filename

    for path in wheels.glob("*.whl"):
        try:
            name, version, *_ = parse_wheel_filename(path.name)
        except InvalidWheelFilename:
            continue
        if (name, str(version)) == (dist.name, dist.version):
            return path
    raise UserError(f"The wheel of {dist.name} {dist.version} did not arrive.", advice="Try again.")


def _explain(answer: Answer, what: str) -> UserError:
    if "No space left on device" in answer.errors + answer.output:
        return UserError("The disk is full.", advice="Make room and try again. Nothing was changed.")
    if "DO NOT MATCH THE HASHES" in answer.errors:
        return UserError(
            "What the index sent is not the file that it announced (its SHA-256 differs).",
            advice="Nothing was changed. Try again later.",
        )
    lines = [line.removeprefix("ERROR: ") for line in answer.errors.splitlines() if line.startswith("ERROR:")]
    said = lines[-1] if lines else answer.errors.strip()[-300:] or f"exit status {answer.status}"
    return UserError(f"{what}: {said}", advice="Nothing was changed. Try again.")


def _is_made_by_pip(place: str) -> bool:
    *folders, name = place.split("/")
    if len(folders) == 1 and folders[0].endswith(".dist-info"):
        return name in _MADE_BY_PIP
    if folders[:1] == ["include"]:  # headers, in a folder that pip names after the Python
        return not name.endswith((".py", ".so", ".pth"))
    return (folders[-1:] == ["__pycache__"] and name.endswith(".pyc")) or folders == ["bin"]


def _bytes_in(folder: Path) -> int:
    sizes = 0
    for path in folder.glob("*.whl"):
        try:
            sizes += path.stat().st_size
        except OSError:  # moved on meanwhile
            continue
    return sizes
