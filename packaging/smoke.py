#!/usr/bin/env python3
"""Installs the Debian package into a clean system and uses it as a person would, PyTorch and plugins included.

sudo python3 packaging/smoke.py --deb dist/desktop-tl_0.1.0_amd64.deb --wheels FOLDER

The system is a minimal Debian in a folder of its own (debootstrap, chroot) without any Python; it has no network once
the package is in. FOLDER holds wheels of torch and torchvision with all that they need. Screenshots of a virtual screen
and a report, result.json, are kept in --out.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DISPLAY = ":87"
PLUGIN = "smoke"
TEXTS = ROOT / "packaging" / "smoke-texts.parquet"
"""72 sentences about food or journeys, made for this test."""

TOKENIZER = ROOT / "plugins" / "transformers" / "desktop_tl_transformers" / "parts_of_words.json"
"""As a person brings one: that of MiniLM is downloaded, and there is no network."""

BINDS = ("/proc", "/dev", "/dev/shm", "/sys", "/tmp/.X11-unix")
ENVIRONMENT = {
    "HOME": "/home/person",
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "LANG": "C.UTF-8",
    "DISPLAY": DISPLAY,
    "DEBIAN_FRONTEND": "noninteractive",
}


class Failed(Exception):
    """What was not as it must be."""


class Machine:
    """A minimal system in a folder, and commands in it."""

    def __init__(self, root: Path, out: Path) -> None:
        self.root, self.out = root, out
        self.seconds: dict[str, float] = {}

    def run(self, what: str, *command: str, offline: bool = True, status: int = 0) -> str:
        """What it printed; with another status than 0, also its errors. Raises: Failed, unless it ends with that."""
        began = time.monotonic()
        done = subprocess.run(self._inside(command, offline=offline), env=ENVIRONMENT, capture_output=True, text=True)
        self.seconds[what] = round(time.monotonic() - began, 1)
        print(f"{self.seconds[what]:8.1f} s  {what}", flush=True)
        if done.returncode != status:
            raise Failed(f"{what}: `{' '.join(command)}` ended with {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout + (done.stderr if status else "")

    @contextlib.contextmanager
    def window(self, what: str, *command: str) -> Iterator[None]:
        """The app's window; inside, it can be seen on the screen. Afterwards it is asked to close, and must."""
        began = time.monotonic()
        log = self.out / f"{what.replace(' ', '-')}.log"
        with log.open("wb") as file:
            process = subprocess.Popen(self._inside(("desktop-tl", *command)), env=ENVIRONMENT, stderr=file)
        try:
            wait_for(find_window, process, what)
            self.seconds[f"{what}: window"] = round(time.monotonic() - began, 2)
            print(f"{self.seconds[f'{what}: window']:8.1f} s  {what}: window", flush=True)
            yield
            # to the app itself and not to what started it
            subprocess.run(["pkill", "-TERM", "--parent", str(process.pid)], check=False)
            process.terminate()
            process.wait(60)
        finally:
            process.kill()
            process.wait()
        said = log.read_text("utf-8", errors="replace")
        demand("Traceback" not in said, f"{what}: the window reports an error\n{said}")

    def screenshot(self, name: str, after: float = 2.0) -> None:
        """Keeps what the screen shows once the window has painted."""
        time.sleep(after)
        path = self.out / f"{name}.png"
        subprocess.run(["import", "-display", DISPLAY, "-window", "root", path], check=True)

    def _inside(self, command: Sequence[str], *, offline: bool = True) -> list[str]:
        apart = ["unshare", "--net", "sh", "-c", 'ip link set lo up; exec "$@"', "sh"] if offline else []
        return [*apart, "chroot", str(self.root), *command]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deb", type=Path, required=True)
    parser.add_argument("--wheels", type=Path, required=True, help="of torch and torchvision and what they need")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "installers" / "smoke")
    parser.add_argument("--base", type=Path, help="a minimal Debian in a folder, instead of making one")
    parser.add_argument("--mirror", default="http://deb.debian.org/debian")
    given = parser.parse_args(arguments)
    if os.geteuid() != 0:
        parser.error("making a system in a folder needs root")
    missing = [
        tool for tool in ("debootstrap", "Xvfb", "xdotool", "import", "unshare", "ip") if shutil.which(tool) is None
    ]
    if missing:
        parser.error(f"install first: {', '.join(missing)}")
    shutil.rmtree(given.out, ignore_errors=True)
    given.out.mkdir(parents=True)
    machine = Machine(given.out / "root", given.out)
    told: dict[str, object] = {"package": given.deb.name, "package_bytes": given.deb.stat().st_size}
    try:
        make_system(machine.root, given.base, given.mirror)
        with screen(), mounted(machine.root, given.wheels):
            told |= go_through(machine, given.deb)
        told["outcome"] = "passed"
    except Failed as failed:
        told |= {"outcome": "failed", "reason": str(failed)}
        print(failed, file=sys.stderr)
    told["seconds"] = machine.seconds
    (given.out / "result.json").write_text(json.dumps(told, indent=2) + "\n", "utf-8")
    if str(machine.root.resolve()) not in Path("/proc/mounts").read_text("utf-8"):  # else it would empty /dev
        shutil.rmtree(machine.root, ignore_errors=True)
    print(f"{told['outcome']}: {given.out}")
    return 0 if told["outcome"] == "passed" else 1


def go_through(machine: Machine, deb: Path) -> dict[str, object]:
    """The story, from the installation to the removal."""
    demand(
        "python" not in machine.run("no Python in the system", "ls", "/usr/bin", "/usr/local/bin"), "a Python is there"
    )
    shutil.copy(deb, machine.root / "package.deb")
    machine.run("package lists", "apt-get", "update", "-qq", offline=False)
    options = ["-qq", "-y", "--no-install-recommends", "-o", "APT::Sandbox::User=root"]
    machine.run("installation", "apt-get", "install", *options, "/package.deb", offline=False)
    told: dict[str, object] = {
        "installed_kilobytes": int(machine.run("size", "du", "-sk", "/opt/desktop-tl").split()[0])
    }
    machine.run("version", "desktop-tl", "--version")

    with machine.window("first start"):
        machine.screenshot("1-first-start")
    machine.run("a new plugin", "desktop-tl", "plugins", "new", PLUGIN, "--out", "/home/person")
    wheel = build_wheel(machine.root / "home/person", machine.out)
    shutil.copy(wheel, machine.root / "home/person" / wheel.name)
    install = ("desktop-tl", "plugins", "install", f"/home/person/{wheel.name}", "--yes")
    refused = machine.run("its installation without PyTorch", *install, status=1)
    demand("PyTorch is not set up" in refused, f"it is not said that PyTorch comes first:\n{refused}")

    set_up = ("desktop-tl", "setup-torch", "--from", "/wheels", "--yes", "--json")
    told["torch"] = last_json(machine.run("PyTorch from a folder of wheels", *set_up))
    told["doctor"] = machine.run("doctor", "desktop-tl", "doctor", "--json").strip().splitlines()[-1]
    told["demo"] = last_json(machine.run("demo in the terminal", "desktop-tl", "demo", "--no-window", "--json"))
    with machine.window("demo in the window", "demo"):
        machine.screenshot("2-demo", after=45)

    options = ["--dataset", "samples/digits", "--limit", "200", "--epochs", "2", "--json"]
    told["own process"] = last_json(
        machine.run("two processes", "desktop-tl", "train", *options, "--set", "processes=2", "--name", "two")
    )
    told["workers"] = last_json(
        machine.run("loader workers", "desktop-tl", "train", *options, "--set", "loader_workers=1", "--name", "workers")
    )

    for file in (TEXTS, TOKENIZER):
        shutil.copy(file, machine.root / "home/person")
    tokenizer = ("--set", f"backbone.options.tokenizer=/home/person/{TOKENIZER.name}")
    own = ("--backbone", "transformers/bert-small", "--strategy", "scratch", "--epochs", "1", "--json")
    told["texts"] = last_json(
        machine.run(
            "texts from Parquet", "desktop-tl", "train", "--data", f"/home/person/{TEXTS.name}", *own, *tokenizer
        )
    )

    machine.run("its installation", *install)
    listed = machine.run("backbones", "desktop-tl", "backbones", "--search", PLUGIN)
    ids = [word for word in listed.split() if word.startswith(f"{PLUGIN}/")]
    demand(bool(ids), f"its backbone is not listed:\n{listed}")
    told["plugin"] = last_json(
        machine.run(
            "training its backbone",
            "desktop-tl",
            "train",
            *options,
            "--backbone",
            ids[0],
            "--strategy",
            "scratch",
            "--name",
            "plugin",
        )
    )
    machine.run("checks of the plugin", "desktop-tl", "plugins", "check", f"desktop-tl-{PLUGIN}")
    with machine.window("after a restart"):
        machine.screenshot("3-restarted")
    machine.run("removal of the plugin", "desktop-tl", "plugins", "remove", f"desktop-tl-{PLUGIN}", "--yes")
    demand(
        ids[0] not in machine.run("backbones again", "desktop-tl", "backbones", "--search", PLUGIN), "it is still there"
    )

    machine.run("removal of the app", "apt-get", "remove", "-qq", "-y", "desktop-tl")
    left = [place for place in ("opt/desktop-tl", "usr/bin/desktop-tl") if os.path.lexists(machine.root / place)]
    demand(not left, f"left behind: {left}")
    demand(any((machine.root / "home/person").rglob("recipe.toml")), "the person's runs are gone")
    return told


def last_json(printed: str) -> object:
    return json.loads(printed.strip().splitlines()[-1])


def demand(truth: bool, otherwise: str) -> None:
    if not truth:
        raise Failed(otherwise)


def build_wheel(home: Path, out: Path) -> Path:
    """As its author would, on another computer: the clean system has no Python."""
    (project,) = [path.parent for path in home.glob("*/pyproject.toml")]
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(out), str(project)]
    subprocess.run(command, check=True)
    (wheel,) = out.glob("*.whl")
    return wheel


# ── The system and its screen ────────────────────────────────────────────────────────────────────────────────────────


def make_system(root: Path, base: Path | None, mirror: str) -> None:
    """A minimal Debian, with a folder for the person."""
    if base:
        subprocess.run(["cp", "--archive", base, root], check=True)
    else:
        subprocess.run(
            ["debootstrap", "--variant=minbase", "bookworm", root, mirror], check=True, stdout=subprocess.DEVNULL
        )
    (root / "home/person").mkdir(parents=True, exist_ok=True)
    (root / "etc/hosts").write_text("127.0.0.1 localhost\n", "utf-8")  # debootstrap leaves it out; torchrun looks
    for name in ("etc/resolv.conf", "etc/apt/apt.conf.d/99proxy"):
        if Path("/", name).is_file():
            shutil.copyfile(Path("/", name), root / name)


@contextlib.contextmanager
def mounted(root: Path, wheels: Path) -> Iterator[None]:
    """Inside, the system has devices and sees the wheels."""
    done: list[Path] = []
    try:
        for source in (*BINDS, str(wheels.resolve())):
            target = root / ("wheels" if source not in BINDS else source.lstrip("/"))
            target.mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "--bind", source, target], check=True)
            done.append(target)
        yield
    finally:
        for target in reversed(done):
            subprocess.run(["umount", "--lazy", target], check=False)


@contextlib.contextmanager
def screen() -> Iterator[None]:
    """A virtual screen; the folder of its socket is in the system too."""
    process = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1280x800x24", "-ac"], stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: _answers(DISPLAY), process, "the virtual screen")
        yield
    finally:
        process.terminate()
        process.wait()


def _answers(display: str) -> bool:
    command = ["xdotool", "getdisplaygeometry"]
    return not subprocess.run(
        command, env=os.environ | {"DISPLAY": display}, capture_output=True, check=False
    ).returncode


def find_window() -> str:
    """The visible window of the app, empty if there is none."""
    command = ["xdotool", "search", "--onlyvisible", "--name", "Desktop TL"]
    return subprocess.run(
        command, env=os.environ | {"DISPLAY": DISPLAY}, capture_output=True, text=True, check=False
    ).stdout.strip()


def wait_for(look: Callable[[], object], process: subprocess.Popen[bytes], what: str, seconds: float = 60) -> None:
    """Raises: Failed, if the process ends or it takes too long."""
    until = time.monotonic() + seconds
    while not look():
        if process.poll() is not None:
            raise Failed(f"{what}: the app ended with status {process.returncode}")
        if time.monotonic() > until:
            raise Failed(f"{what}: no window within {seconds:.0f} seconds")
        time.sleep(0.02)


if __name__ == "__main__":
    sys.exit(main())
