"""Whatever kills the app or pip in the middle of a change, the installed set is the one before or the one after."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.document import PluginDocument, document_path, read_document
from desktop_tl.app.plugins.generations import generations_folder, locked_plugins, read_generation, tidy
from tests.helpers.folders import snapshot
from tests.helpers.wheels import write_plugin, write_wheel

OPERATIONS = 40
LANES = 2
"""Two homes at once, since pip keeps one processor busy."""

WAYS = ("app", "all", "pip", "rename", "file", "nothing")
"""Who is killed at an instant, before what the app kills itself, or that all goes well: each as often as the others."""

MADE_BY_PIP = ("INSTALLER", "REQUESTED", "direct_url.json", "RECORD")
Contents = dict[str, str]


@dataclass
class Lane:
    """One home with its seed, and what became of its operations."""

    home: Path
    index: Path
    files: Path
    seed: int
    operations: int = OPERATIONS // LANES
    seconds: float = 1.5
    killed: int = 0
    outcomes: list[str] = field(default_factory=list)

    @property
    def paths(self) -> Paths:
        return Paths.below(self.home)

    def run(self) -> None:
        """Does the operations one after the other; each is killed at an instant that the seed chooses."""
        choice = random.Random(self.seed)
        ways = [way for _ in range(0, self.operations, len(WAYS)) for way in choice.sample(WAYS, len(WAYS))]
        parts = choice.sample(range(self.operations), self.operations)  # of the time that one takes
        for number in range(self.operations):
            if number == self.operations // 3:
                write_plugin(self.index, "acme", "1.3")  # something to update to
                write_plugin(self.index, "other", "1.3", requires=["shared-part"])
            kind, names = self.choose(choice)
            before = self.state()
            instant = 1.1 * (parts[number] + choice.random()) / self.operations
            ended = self.operate(choice, kind, names, ways[number], instant)
            after = self.state()
            document = read_document(self.paths)
            self.check(document)
            has_changed = before != after
            if has_changed:
                assert before[0] != after[0], "the set changed, but not the document that names it"
                assert self.is_result(kind, names, document), f"{kind} {names} led to {document}"
            self.outcomes.append(f"{number} {kind} {ended} {'after' if has_changed else 'before'}")

    def choose(self, choice: random.Random) -> tuple[str, list[str]]:
        requested = [plugin.name for plugin in read_document(self.paths).requested]
        kinds = ["name", "wheel", "folder"] + ["update", "remove", "remove", "undo"] * bool(requested)
        match choice.choice(kinds):
            case "name":
                version = choice.choice(["==1.0", "", ""])
                return "install", [choice.choice(["desktop-tl-acme", "desktop-tl-other"]) + version]
            case "wheel":
                return "install", [str(choice.choice(sorted(self.files.glob("desktop*.whl"))))]
            case "folder":
                return "install", [str(self.files)]
            case "remove":
                return "remove", [choice.choice(requested)]
            case kind:
                return kind, []

    def operate(self, choice: random.Random, kind: str, names: list[str], way: str, instant: float) -> str:
        """Runs one operation and kills it; returns how it ended."""
        command = [sys.executable, "-m", "tests.helpers.plugin_operation"]
        if way == "rename":
            command += ["--die-before", "os.rename", str(choice.randint(1, 4))]
        elif way == "file":
            command += ["--die-before", "any", str(choice.randint(1, 60))]
        process = subprocess.Popen(
            [*command, "--", str(self.home), kind, *names],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=os.environ | {"PIP_FIND_LINKS": str(self.index), "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        started = time.monotonic()
        if way in ("app", "all", "pip"):
            self.kill(process, way, instant * self.seconds)
        _, errors = process.communicate(timeout=250)
        if process.returncode == 0:
            self.seconds = (self.seconds + time.monotonic() - started) / 2
            return "done"
        self.killed += 1
        if process.returncode == -signal.SIGKILL:
            return f"killed ({way})"
        assert process.returncode == 1, errors
        assert way == "pip" or kind == "undo", errors  # pip was killed, which the app tells in words
        assert "Traceback" not in errors
        return "refused"

    def kill(self, process: "subprocess.Popen[str]", way: str, instant: float) -> None:
        try:
            process.wait(instant)
            return
        except subprocess.TimeoutExpired:
            pass
        if way == "all":
            os.killpg(process.pid, signal.SIGKILL)
        elif way == "app":
            process.kill()
        else:
            try:
                for child in psutil.Process(process.pid).children():
                    child.kill()
            except psutil.NoSuchProcess:
                pass  # it has just ended

    def state(self) -> tuple[bytes, Contents]:
        """The bytes of the document, and of the set that it names."""
        path = document_path(self.paths)
        generation = read_document(self.paths).generation
        folder = generations_folder(self.paths) / generation
        return path.read_bytes() if path.exists() else b"", snapshot(folder) if generation else {}

    def check(self, document: PluginDocument) -> None:
        """The used set and the one that Undo goes back to are whole, file by file as in their wheels."""
        for name in filter(None, (document.generation, document.previous)):
            generation = read_generation(self.paths, name)
            assert generation is not None, f"{name} is not whole"
            expected: Contents = {}
            for dist in generation.distributions:
                wheel = generation.wheels / dist.wheel
                assert hashlib.sha256(wheel.read_bytes()).hexdigest() == dist.sha256
                expected |= contents(wheel)
            assert {path.name for path in generation.wheels.iterdir()} == {d.wheel for d in generation.distributions}
            found = {
                place: digest
                for place, digest in snapshot(generation.packages).items()
                if digest and not place.endswith(".pyc") and place.rpartition("/")[2] not in MADE_BY_PIP
            }
            assert found == expected
            if name == document.generation:
                assert generation.requested == document.requested

    def is_result(self, kind: str, names: list[str], document: PluginDocument) -> bool:
        requested = {plugin.name: plugin.requirement for plugin in document.requested}
        if kind == "remove":
            return names[0] not in requested
        if kind == "install" and names[0].startswith("desktop-tl"):
            return requested[names[0].partition("==")[0]] == names[0]
        if kind == "install":
            return "desktop-tl-filed" in requested or "desktop-tl-acme" in requested
        return True


def contents(wheel: Path) -> Contents:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.rpartition("/")[2] not in MADE_BY_PIP]
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names}


def make_lane(folder: Path, seed: int) -> Lane:
    """With an index of its own, since that changes on the way."""
    index, files = folder / "index", folder / "files"
    for version in ("1.0", "1.1"):
        write_wheel(index, "shared-part", version)
        write_plugin(index, "acme", version, requires=["shared-part"])
        write_plugin(index, "other", version, requires=[f"shared-part=={version}"])
    for place in (files, index):
        write_wheel(place, "filed-part")
    write_plugin(files, "filed", requires=["filed-part"])
    write_plugin(files, "acme", "1.2")
    return Lane(folder / "home", index, files, seed)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_forty_killed_operations_leave_the_set_before_or_the_set_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in list(os.environ):
        if name.startswith("PIP_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    lanes = [make_lane(tmp_path / str(seed), seed) for seed in range(LANES)]
    with ThreadPoolExecutor(LANES) as pool:
        for done in [pool.submit(lane.run) for lane in lanes]:
            done.result()
    told = "\n".join(outcome for lane in lanes for outcome in lane.outcomes)
    assert sum(lane.killed for lane in lanes) >= OPERATIONS // 4, told
    for lane in lanes:
        assert any(outcome.endswith("after") for outcome in lane.outcomes), told
        with locked_plugins(lane.paths):
            tidy(lane.paths)
        document = read_document(lane.paths)
        left = {folder.name for folder in generations_folder(lane.paths).iterdir()}
        assert left == set(filter(None, (document.generation, document.previous))), "nothing unfinished is left"
    print(told)
