#!/usr/bin/env python3
"""Gives a fresh clone one way to be set up, run, tested and checked, on Linux, macOS and Windows.

python3 dev.py setup    make or refresh .venv: the app, its plugins and the developer tools
python3 dev.py app      open the window, or run any `desktop-tl` command: python3 dev.py app doctor
python3 dev.py demo     fine-tune the bundled model on the bundled images, offline
python3 dev.py test     run the tests; what follows goes to pytest: python3 dev.py test -k recipe
python3 dev.py check    linter, formatter, types and import rules
python3 dev.py bench    run the benchmarks

Every command sets up first, which takes a moment when nothing has changed. Standard library only, and written so that
an old Python can still read the file and say in words that it is too old.
"""

import shutil
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python is told
    newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
    advice = f"Run: {newer[0]} dev.py" if newer else "Install a newer Python and run dev.py with it."
    sys.exit(f"Desktop TL needs Python 3.11 or newer; this is {sys.version_info[0]}.{sys.version_info[1]}. {advice}")

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shlex
import signal
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
REMOVED_VENV = ROOT / ".venv-removed"
STATE_FILE = VENV / "desktop-tl-setup.json"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
PYTHON = BIN / f"python{EXE}"
# Not .venv's own Python, should that one run dev.py: it may be about to be replaced.
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable
THIS_PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"

STOPPED = 130
MOST_PROCESSES = 4  # of the tests; each takes a gigabyte of memory
LOCK_OFFSET = 1 << 30  # Windows locks bytes for reading too, so lock one that dev.py does not have

# Variables that make a child Python or pip look outside .venv.
FOREIGN_VARIABLES = (
    "VIRTUAL_ENV",
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONUSERBASE",
    "__PYVENV_LAUNCHER__",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_USER",
    "PIP_REQUIRE_VIRTUALENV",
    "PIP_NO_DEPS",
)


class Problem(Exception):
    """Something the person at the keyboard can mend: shown as words, exit status 1."""


def main(arguments: Sequence[str]) -> int:
    """Returns the exit status of the command that `arguments` name."""
    command, rest = (arguments[0], list(arguments[1:])) if arguments else ("help", [])
    if command in ("help", "-h", "--help"):
        print(__doc__.strip())
        return 0
    if command not in COMMANDS:
        print(f"dev.py: there is no command “{command}”. Choose from: {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    try:
        return COMMANDS[command](rest)
    except Problem as problem:
        print(f"\ndev.py: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ndev.py: stopped.", file=sys.stderr)
        return STOPPED


# ── Commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def command_setup(arguments: list[str]) -> int:
    if arguments:
        print("dev.py: setup takes no arguments.", file=sys.stderr)
        return 2
    set_up()
    say(f"Ready: {VENV}")
    return 0


def command_app(arguments: list[str]) -> int:
    set_up()
    return hand_over([BIN / f"desktop-tl{EXE}", *arguments], Path.cwd())  # relative paths mean what the person sees


def command_demo(arguments: list[str]) -> int:
    return command_app(["demo", *arguments])


def command_test(arguments: list[str]) -> int:
    set_up()
    offer_xvfb()
    return hand_over([PYTHON, "-m", "pytest", *(arguments or all_tests())], ROOT)


def all_tests() -> list[str]:
    """The whole suite, in several processes: many tests wait for children more than they compute. The tests of one file
    stay together, since they share what takes long to make."""
    return ["--numprocesses", str(min(MOST_PROCESSES, os.cpu_count() or 1)), "--dist", "loadfile"]


def command_bench(arguments: list[str]) -> int:
    set_up()
    return hand_over([PYTHON, "-m", "tests.bench", *arguments], ROOT)


def command_check(arguments: list[str]) -> int:
    """Runs every check, also after one has failed, so that one look shows all there is to mend."""
    if arguments:
        print("dev.py: check takes no arguments.", file=sys.stderr)
        return 2
    set_up()
    checks: dict[str, list[str | Path]] = {
        "ruff check": [PYTHON, "-m", "ruff", "check", "."],
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "mypy": [PYTHON, "-m", "mypy"],
        "import rules": [BIN / f"lint-imports{EXE}"],
    }
    failed = []
    for name, command in checks.items():
        say(name)
        if run(command) != 0:
            failed.append(name)
    say("Checks: " + ", ".join(f"{name} {'failed' if name in failed else 'ok'}" for name in checks))
    return 1 if failed else 0


COMMANDS = {
    "setup": command_setup,
    "app": command_app,
    "demo": command_demo,
    "test": command_test,
    "check": command_check,
    "bench": command_bench,
}


# ── Setting up ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, kw_only=True)
class SetupState:
    """What is known of .venv; lives inside it, so it goes when .venv goes."""

    stage: str  # "installing" | "failed" (pip gave up by itself and had cleaned up) | "ready"
    fingerprint: str
    python: str
    path: str


def set_up() -> None:
    """Makes .venv hold what the project files ask for. Raises Problem in words."""
    with setup_lock():
        projects = find_projects(ROOT)
        wanted = SetupState(
            stage="ready",
            fingerprint=fingerprint(ROOT, projects),
            python=THIS_PYTHON,
            path=str(VENV),
        )
        if not (PYTHON.exists() and (VENV / "pyvenv.cfg").exists() and read_state(STATE_FILE) == wanted):
            refresh_venv(wanted, projects)
    if sys.platform == "linux":
        ensure_qt_libraries()


def refresh_venv(wanted: SetupState, projects: Sequence[Path]) -> None:
    delete_removed_venv()
    if os.path.lexists(VENV):
        reason = reason_to_rebuild(read_state(STATE_FILE), wanted, is_whole=is_whole_venv())
        if reason:
            say(f"Building .venv anew: {reason}")
            remove_venv()
    if not os.path.lexists(VENV):
        say(f"Making .venv with Python {THIS_PYTHON}")
        VENV.mkdir()
        write_state(STATE_FILE, replace(wanted, stage="installing"))
        make_venv()
    say("Installing the app, its plugins and the developer tools (the first time: several GB and a few minutes)")
    # Not "ready" until pip has succeeded: a power cut or Ctrl-C in between is then noticed by the next call.
    write_state(STATE_FILE, replace(wanted, stage="installing"))
    if gone := find_gone(ROOT, VENV):
        run_keeping_errors([PYTHON, "-m", "pip", "uninstall", "--yes", "--quiet", *gone], {})
    # One call for everything: versions are resolved together, and torch and torchvision come as the pair that they are.
    options = ["--disable-pip-version-check", "--no-input", "--prefer-binary"]
    status, errors = run_keeping_errors(
        [PYTHON, "-m", "pip", "install", *options, *requirement_arguments(ROOT, projects)],
        {"PIP_REQUIRE_VIRTUALENV": "1"},  # should .venv break at this very moment, pip must not change the base Python
    )
    if status != 0:
        if "ERROR:" in errors:  # pip's own words; without them it crashed, and what it left is not to be trusted
            write_state(STATE_FILE, replace(wanted, stage="failed"))
        raise Problem(explain_pip_failure(errors))
    write_state(STATE_FILE, wanted)


def find_gone(root: Path, venv: Path) -> list[str]:
    """Returns the distributions that were installed from a folder of this clone in which there is no project any more.

    A plugin that was renamed would stay behind and fail at every start.
    """
    names = []
    for document in sorted(venv.glob("[Ll]ib*/**/site-packages/*.dist-info/direct_url.json")):
        try:
            source = Path(url2pathname(urlsplit(json.loads(document.read_text(encoding="utf-8"))["url"]).path))
        except (OSError, ValueError, KeyError):
            continue
        if source.is_relative_to(root) and not (source / "pyproject.toml").is_file():
            names.append(document.parent.name.split("-")[0].replace("_", "-"))
    return names


def find_projects(root: Path) -> list[Path]:
    """Returns the folders to install: the root, then every plugin that is a distribution."""
    if not (root / "pyproject.toml").is_file():
        raise Problem(f"there is no pyproject.toml in {root}. Is the clone complete?")
    return [root, *sorted(path.parent for path in root.glob("plugins/*/pyproject.toml"))]


def requirement_arguments(root: Path, projects: Sequence[Path]) -> list[str]:
    """Returns pip's arguments; relative paths, so that spaces or brackets in the root's name do not matter."""
    arguments = []
    for project in projects:
        target = ".[dev]" if project == root else f"./{project.relative_to(root).as_posix()}"
        arguments += ["--editable", target]
    return arguments


def fingerprint(root: Path, projects: Iterable[Path]) -> str:
    """Returns a hash that changes whenever a project file changes, comes or goes."""
    digest = hashlib.sha256()
    for project in projects:
        content = (project / "pyproject.toml").read_bytes()
        digest.update(f"{project.relative_to(root).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def reason_to_rebuild(found: SetupState | None, wanted: SetupState, *, is_whole: bool) -> str | None:
    """Says why an existing .venv cannot be brought up to date by pip; None if it can.

    A .venv without a state was made by hand or interrupted before the first package: pip completes it.
    """
    if not is_whole:
        return "it has no working Python of its own with pip."
    if found is None:
        return None
    if found.path != wanted.path:
        return f"it was made in {found.path}, and its scripts still point there."
    if found.python != wanted.python:
        return f"it was made with Python {found.python}, and this is Python {wanted.python}."
    if found.stage == "installing":
        return "an earlier installation was interrupted."
    return None


def read_state(path: Path) -> SetupState | None:
    """Returns None where there is none or it cannot be read."""
    try:
        return SetupState(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_state(path: Path, state: SetupState) -> None:
    beside = path.with_suffix(".tmp")
    beside.write_text(json.dumps(asdict(state), indent=2), encoding="utf-8")
    beside.replace(path)


@contextlib.contextmanager
def setup_lock() -> Iterator[None]:
    """Lets one setup at a time work on .venv; the lock is on dev.py itself, so no lock file is left behind."""
    with open(__file__, "rb") as file:
        if sys.platform == "win32":
            import msvcrt

            file.seek(LOCK_OFFSET)
            while True:
                with contextlib.suppress(OSError):  # it gives up after ten seconds of waiting
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            os.set_inheritable(file.fileno(), True)  # a pip that outlives a killed dev.py keeps the others waiting
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Waiting for another setup in this folder")
                fcntl.flock(file, fcntl.LOCK_EX)
            except OSError:
                pass  # some network file systems know no locks: then nobody is kept out, as without this function
        yield


# ── The virtual environment ──────────────────────────────────────────────────────────────────────────────────────────


def make_venv() -> None:
    """Creates .venv with pip in it, also where Python came without ensurepip (Debian splits it off)."""
    if importlib.util.find_spec("ensurepip") is None and can_apt_install():
        apt_install([f"python{THIS_PYTHON}-venv"])
        importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is not None:
        if run([BASE_PYTHON, "-m", "venv", VENV]) == 0:
            return
        remove_venv()
    elif importlib.util.find_spec("pip") is not None:
        # This Python's own pip can fill an environment that has none.
        run_or_raise([BASE_PYTHON, "-m", "venv", "--without-pip", VENV], "Python could not make .venv.")
        run_or_raise(
            [BASE_PYTHON, "-m", "pip", "--python", PYTHON, "install", "--disable-pip-version-check", "pip"],
            "pip could not be installed into .venv.",
        )
        return
    raise Problem(explain_missing_venv(sys.platform, THIS_PYTHON, shutil.which("apt-get") is not None))


def explain_missing_venv(platform: str, python: str, has_apt: bool) -> str:
    if platform == "linux" and has_apt:
        return f"Python's venv module is incomplete. Run: sudo apt-get install -y python{python}-venv"
    return f"this Python {python} cannot make a virtual environment. Install Python from python.org and try again."


def is_whole_venv() -> bool:
    """Asks .venv's pip where it lives; a broken link, a missing base Python and a half-copied folder all answer no.

    The place matters most: without its pyvenv.cfg, .venv's Python is the base Python, and pip would install there.
    """
    question = [str(PYTHON), "-m", "pip", "--version"]
    try:
        answer = subprocess.run(
            question, env=clean_environment(os.environ), capture_output=True, text=True, check=False
        )
    except OSError:
        return False
    return answer.returncode == 0 and f"from {VENV}{os.sep}" in answer.stdout


def remove_venv() -> None:
    """Takes .venv away in one step, then deletes it: a half-deleted one never bears the name."""
    try:
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
            return
        delete_removed_venv()
        if VENV.exists():
            VENV.rename(REMOVED_VENV)
    except OSError as error:
        raise Problem(f"{VENV} cannot be removed ({error}). Close the programs that use it and try again.") from error
    delete_removed_venv()


def delete_removed_venv() -> None:
    shutil.rmtree(REMOVED_VENV, ignore_errors=True)  # what is still in use is deleted another time


PIP_FAILURES = (
    # (what pip says, what it means); the first that is found counts, so causes come before their consequences
    (r"No space left on device|not enough space on the disk", "the disk is full. The first setup needs about 8 GB."),
    (r"CERTIFICATE_VERIFY_FAILED", "the package index shows a certificate that this computer does not trust."),
    (
        r"Temporary failure in name resolution|getaddrinfo failed|nodename nor servname|Failed to establish a new"
        r" connection|Max retries exceeded|Read timed out|ReadTimeoutError|ConnectTimeout|Connection (?:refused|reset"
        r"|aborted|broken)|Network is unreachable|ProxyError",
        "the package index could not be reached. Look at the network connection, then run the same command again.",
    ),
    (r"DO NOT MATCH THE HASHES|BadZipFile|Wheel .* is invalid", "a download was damaged. Run the same command again."),
    (r"Long Path", "Windows cuts long paths. Turn on long paths in Windows, or clone into a shorter folder."),
    (
        r"ResolutionImpossible|conflicting dependencies",
        "the app and its plugins ask for versions that do not go together; pip's lines above name them.",
    ),
    (
        r"No matching distribution found for torch(?:vision)?\b",
        f"PyTorch has no build for Python {THIS_PYTHON} on this system. Use another Python, for example 3.12.",
    ),
    (r"Permission denied|Access is denied|WinError 5\b|WinError 32\b", "a file in .venv is in use or write-protected."),
)


def explain_pip_failure(errors: str) -> str:
    """Turns what pip wrote to stderr into one sentence."""
    for pattern, meaning in PIP_FAILURES:
        if re.search(pattern, errors):
            return f"Setup did not finish: {meaning}"
    missing = re.search(r"No matching distribution found for ([^\s;]+)", errors)
    if missing:
        return f"Setup did not finish: no version of “{missing[1]}” fits Python {THIS_PYTHON} on this system."
    lines = [line.removeprefix("ERROR:").strip() for line in errors.splitlines() if line.startswith("ERROR:")]
    return f"Setup did not finish. pip says: {lines[-1] if lines else 'nothing; see the lines above.'}"


# ── Qt's system libraries on Linux ───────────────────────────────────────────────────────────────────────────────────

QT_FILES = (  # what the window, a headless test and a real X server load
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "QtWidgets.abi3.so",
    "QtSvg.abi3.so",
)

# Debian names a library package after its soname; these came before the rule.
DEBIAN_EXCEPTIONS = {
    "libz.so.1": "zlib1g",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libgmodule-2.0.so.0": "libglib2.0-0",
    "libGLdispatch.so.0": "libglvnd0",
    "libbrotlidec.so.1": "libbrotli1",
    "libbrotlicommon.so.1": "libbrotli1",
}


def ensure_qt_libraries() -> None:
    """Raises Problem, with the one command that helps, where Qt could not start for want of a system library."""
    missing = missing_qt_libraries()
    if missing and can_apt_install():
        say(f"Installing system libraries that Qt needs: {', '.join(missing)}")
        apt_install(debian_packages(missing))
        missing = missing_qt_libraries()
    if missing:
        raise Problem(explain_missing_libraries(missing, installer_present()))


def missing_qt_libraries() -> list[str]:
    """Asks the loader, not a list: what Qt links against differs between its versions."""
    ldd = shutil.which("ldd")
    files = [path for name in QT_FILES for path in VENV.glob(f"lib/python*/site-packages/PySide6/{name}")]
    if ldd is None or not files:
        return []
    environment = clean_environment(os.environ) | {"LC_ALL": "C"}
    answer = subprocess.run([ldd, *files], env=environment, capture_output=True, text=True, check=False)
    return missing_sonames(answer.stdout)


def missing_sonames(ldd_output: str) -> list[str]:
    """Returns each system library that `ldd` did not find, once and sorted; Qt's own come with PySide6, not from it."""
    return sorted(set(re.findall(r"^\s*(?!libQt6)(\S+) => not found", ldd_output, flags=re.MULTILINE)))


def debian_package(soname: str) -> str:
    """Applies Debian's naming rule: libEGL.so.1 → libegl1, libdbus-1.so.3 → libdbus-1-3."""
    if soname in DEBIAN_EXCEPTIONS:
        return DEBIAN_EXCEPTIONS[soname]
    name, _, version = soname.lower().replace("_", "-").partition(".so.")
    return f"{name}-{version}" if name[-1:].isdigit() and version else f"{name}{version}"


def debian_packages(sonames: Iterable[str]) -> list[str]:
    return sorted({debian_package(soname) for soname in sonames})


def explain_missing_libraries(sonames: Sequence[str], installer: str | None) -> str:
    """Names one command to copy; dnf and zypper resolve a soname by themselves, so they need no table."""
    if installer == "apt-get":
        command = ["apt-get", "install", "-y", *debian_packages(sonames)]
    elif installer in ("dnf", "zypper"):
        command = [installer, "install", "-y", *(f"{soname}()(64bit)" for soname in sonames)]
    else:
        return f"Qt needs system libraries that are missing. Install the packages that hold: {', '.join(sonames)}"
    return f"Qt needs system libraries that are missing. Run: sudo {shlex.join(command)}"


def installer_present() -> str | None:
    return next((name for name in ("apt-get", "dnf", "zypper") if shutil.which(name)), None)


def offer_xvfb() -> None:
    """Gets the X server that the real-window tests want; without it they skip, so this never fails."""
    if sys.platform != "linux" or shutil.which("Xvfb"):
        return
    if can_apt_install():
        with contextlib.suppress(Problem):
            apt_install(["xvfb"])
    if shutil.which("Xvfb") is None:
        say("Xvfb is not installed, so the tests on a real X server will be skipped (Debian, Ubuntu: package xvfb)")


def can_apt_install() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: Sequence[str]) -> None:
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q"], extra_environment=environment)  # a stale list may still do: install decides
    install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]
    run_or_raise(
        install, f"system packages could not be installed. Try: {shlex.join(install)}", extra_environment=environment
    )


# ── Child processes ──────────────────────────────────────────────────────────────────────────────────────────────────


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Returns the environment for a child: nothing that points to another Python, and .venv's programs first."""
    kept = {name: value for name, value in environment.items() if name not in FOREIGN_VARIABLES}
    kept["VIRTUAL_ENV"] = str(VENV)
    kept["PATH"] = os.pathsep.join(part for part in (str(BIN), environment.get("PATH", "")) if part)
    return kept


def start(
    command: Sequence[str | Path],
    extra_environment: Mapping[str, str] | None = None,
    *,
    folder: Path = ROOT,
    stderr: int | None = None,
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env=clean_environment(os.environ) | dict(extra_environment or {}),
            stderr=stderr,
            close_fds=False,  # lets the lock through, the one file that is not private to this process
        )
    except OSError as error:
        raise Problem(f"{command[0]} cannot be started ({error.strerror}).") from error


def wait(process: subprocess.Popen[bytes]) -> int:
    """Returns the exit status as a shell would; on Ctrl-C lets the child, which got it too, finish first."""
    try:
        status = process.wait()
    except KeyboardInterrupt:
        try:
            process.wait(timeout=10)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            process.kill()
            process.wait()
        raise
    return 128 - status if status < 0 else status


def run(command: Sequence[str | Path], extra_environment: Mapping[str, str] | None = None) -> int:
    return wait(start(command, extra_environment))


def run_or_raise(
    command: Sequence[str | Path], message: str, extra_environment: Mapping[str, str] | None = None
) -> None:
    if run(command, extra_environment) != 0:
        raise Problem(message)


def run_keeping_errors(
    command: Sequence[str | Path], extra_environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Runs with everything visible as it comes, and returns the status and what went to stderr."""
    process = start(command, extra_environment, stderr=subprocess.PIPE)
    assert process.stderr is not None
    kept: list[str] = []
    reader = threading.Thread(target=copy_lines, args=(process.stderr, kept), daemon=True)
    reader.start()
    status = wait(process)
    reader.join(timeout=10)  # a grandchild may hold the pipe open
    return status, "".join(kept)


def copy_lines(source: Iterable[bytes], kept: list[str]) -> None:
    for line in source:
        text = line.decode("utf-8", "replace")
        kept.append(text)
        with contextlib.suppress(UnicodeError):  # a console with an old code page shows what it can
            sys.stderr.write(text)
            sys.stderr.flush()


def hand_over(command: Sequence[str | Path], folder: Path) -> int:
    """Becomes the command where the system can (signals and exit status are then its own); else waits for it."""
    os.chdir(folder)
    if os.name == "nt":
        return wait(start(command, folder=folder))
    sys.stdout.flush()
    arguments = [str(part) for part in command]
    try:
        os.execve(arguments[0], arguments, clean_environment(os.environ))
    except OSError as error:
        raise Problem(f"{arguments[0]} cannot be started ({error.strerror}).") from error


def say(text: str) -> None:
    print(f"==> {text}", flush=True)


def stop_on_termination(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console may lack “ and →
    signal.signal(signal.SIGTERM, stop_on_termination)
    sys.exit(main(sys.argv[1:]))
