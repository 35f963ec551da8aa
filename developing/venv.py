"""The virtual environment: made, looked at and taken away as a whole."""

import importlib.util
import os
import shutil
import subprocess
import sys

from developing.apt import apt_install, can_apt_install
from developing.children import clean_environment, run, run_or_raise
from developing.places import BASE_PYTHON, PYTHON, REMOVED_VENV, THIS_PYTHON, VENV, Problem


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
