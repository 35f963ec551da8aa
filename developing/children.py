"""Child processes: what they see of this computer, how they end, and how one takes over."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from developing.places import BIN, ROOT, VENV, Problem

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
