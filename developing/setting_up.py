"""Makes .venv hold what the project files ask for, and leaves it alone where it does."""

import contextlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from developing.children import run_keeping_errors
from developing.pip_words import explain_pip_failure
from developing.places import PYTHON, ROOT, STATE_FILE, THIS_PYTHON, VENV, Problem, say
from developing.projects import find_gone, find_projects, fingerprint, requirement_arguments
from developing.qt_libraries import ensure_qt_libraries
from developing.venv import delete_removed_venv, is_whole_venv, make_venv, remove_venv

LOCK_OFFSET = 1 << 30  # Windows locks bytes for reading too, so lock one that dev.py does not have


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
    with open(ROOT / "dev.py", "rb") as file:
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
