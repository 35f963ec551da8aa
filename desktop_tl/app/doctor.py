"""Looks at this computer as the app sees it, and says what is wrong and how to mend it. Never touches the network."""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

from desktop_tl.app.build_info import read_build_info
from desktop_tl.app.context import AppContext
from desktop_tl.app.display import has_display
from desktop_tl.app.resources import resource
from desktop_tl.app.torch_folder import TorchActivation, has_torch
from desktop_tl.child_programs import child_program, path_variables

Status = Literal["ok", "warning", "error"]

LITTLE_SPACE = 5_000_000_000
"""Bytes below which runs and weights may not fit."""

_TORCH_SECONDS = 120
_QT_SECONDS = 30


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at: what was found, and, unless all is well, what to do."""

    topic: str
    status: Status
    text: str
    advice: str = ""


def diagnose(context: AppContext) -> list[Finding]:
    """Looks at everything. Blocks for seconds: on a worker thread."""
    findings = [check_python(), check_app(context), *check_settings(context), *check_plugins(context)]
    findings += [
        *check_torch(context.torch_activation),
        *check_window(),
        *check_fonts(),
        *check_folders(context),
        check_network(context),
    ]
    return findings


def check_python() -> Finding:
    """Version, system and processors."""
    text = f"Python {platform.python_version()} on {platform.system()} {platform.release()} ({platform.machine()}), "
    text += f"{os.cpu_count() or 1} processors"
    if sys.maxsize < 2**32:
        return Finding(
            topic="Python",
            status="error",
            text=f"{text}, 32 bits",
            advice="PyTorch needs a 64-bit Python: install one.",
        )
    return Finding(topic="Python", status="ok", text=text)


def check_app(context: AppContext) -> Finding:
    """The app's version, how it was made, and where it keeps its things."""
    build = read_build_info()
    version = f"{build.version} ({', '.join(filter(None, (build.flavour, build.commit)))})"
    return Finding(topic="Desktop TL", status="ok", text=f"{version}; its files are in {context.paths.home}")


def check_settings(context: AppContext) -> Iterable[Finding]:
    """What was wrong with the file of settings."""
    for note in context.settings.notes:
        yield Finding(topic="Settings", status="warning", text=note, advice=f"Edit {context.settings.path}.")


def check_plugins(context: AppContext) -> Iterable[Finding]:
    """One finding for those that are ready and one for each that is not."""
    records = context.plugins.records
    ready = [record for record in records if record.state == "ready"]
    catalog = context.catalog
    text = f"{len(ready)} ready; {len(catalog.backbones)} backbones, {len(catalog.datasets)} datasets"
    if ready:
        yield Finding(topic="Plugins", status="ok", text=text)
    else:
        yield Finding(
            topic="Plugins",
            status="error",
            text="no plugin is ready, so there is nothing to train",
            advice="Install the app's own plugins: pip install 'desktop-tl[all]'.",
        )
    if context.activation.problem:
        yield Finding(topic="Plugins", status="warning", text=context.activation.problem)
    for record in records:
        if record.state in ("failed", "left out"):
            yield Finding(
                topic="Plugins",
                status="warning",
                text=f"{record.title} {record.state}: {record.error}",
                advice=record.advice or f"Update it, or disable it: desktop-tl plugins disable {record.key}",
            )


def check_torch(activation: TorchActivation | None = None) -> Iterable[Finding]:
    """PyTorch with torchvision, and what computes. Imports them in a child process.

    Args:
        activation: which PyTorch beside the app this process uses.
    """
    if not has_torch():
        text = activation.problem if activation and activation.problem else "PyTorch is not set up."
        yield Finding(topic="PyTorch", status="error", text=text, advice="Set it up: desktop-tl setup-torch")
        return
    facts, error = _ask_child(child_program("--look-at-torch"), _TORCH_SECONDS)
    problem = error or str(facts.get("problem", ""))
    versions = f"torch {_version('torch')}, torchvision {_version('torchvision')}"
    if problem:
        yield Finding(
            topic="PyTorch",
            status="error",
            text=f"{versions}: {problem}",
            advice="Repair it: desktop-tl setup-torch --repair"
            if activation and activation.name
            else explain_torch_problem(problem),
        )
        return
    yield Finding(topic="PyTorch", status="ok", text=f"torch {facts['torch']}, torchvision {facts['torchvision']}")
    yield Finding(topic="Device", status="ok", text=f"{facts['device']}: {facts['reason']}")


def explain_torch_problem(problem: str) -> str:
    """What to do about an error at the import of torch or torchvision."""
    reinstall = "pip install --force-reinstall torch torchvision"
    if "torchvision::nms" in problem or ("torchvision" in problem and "undefined symbol" in problem):
        return f"torch and torchvision come from different builds. Install them together: {reinstall}."
    if "No module named" in problem:
        return "Install it: pip install torch torchvision."
    if any(word in problem for word in ("libcu", "libnv", "libnccl", "CUDA")):
        return f"Libraries of CUDA are missing or do not fit. Install PyTorch anew with its libraries: {reinstall}."
    if "DLL" in problem or "WinError" in problem:
        return "Install the Microsoft Visual C++ Redistributable (x64), then start again."
    if "numpy" in problem.lower():
        return "NumPy and PyTorch do not fit: pip install --upgrade numpy torch torchvision."
    return f"Install PyTorch anew: {reinstall}."


def check_window() -> Iterable[Finding]:
    """Whether Qt can open a window here. Starts it in a child process."""
    facts, error = _ask_child(child_program("--look-at-qt"), _QT_SECONDS)
    if not error:
        yield Finding(topic="Window", status="ok", text=f"Qt {facts['qt']} on the platform {facts['platform']}")
        return
    if sys.platform == "linux" and not has_display():
        yield Finding(
            topic="Window",
            status="warning",
            text="there is no display, so no window can be opened",
            advice="The terminal commands work all the same: desktop-tl --help.",
        )
        return
    yield Finding(topic="Window", status="error", text=f"Qt cannot start: {error}", advice=explain_qt_problem(error))


def explain_qt_problem(problem: str) -> str:
    """What to do when Qt does not start."""
    if "No module named" in problem:
        return "Install it: pip install PySide6-Essentials."
    if "xcb" in problem or "libxcb" in problem:
        libraries = "libxcb-cursor0 libxkbcommon-x11-0 libegl1"
        return f"Install Qt's system libraries; on Debian and Ubuntu: sudo apt install {libraries}."
    if ".so" in problem:
        return "Install the system library that it names; on Debian and Ubuntu: sudo apt install libegl1 libgl1."
    return "Start it with QT_DEBUG_PLUGINS=1 to see more; the terminal commands work all the same."


def check_fonts() -> Iterable[Finding]:
    """The fonts that the window brings along."""
    folder = resource("fonts")
    fonts = [path for path in folder.iterdir() if path.suffix in (".otf", ".ttf")] if folder.is_dir() else []
    if fonts:
        yield Finding(topic="Fonts", status="ok", text=f"{len(fonts)} fonts in {folder}")
    else:
        yield Finding(
            topic="Fonts",
            status="warning",
            text=f"no fonts in {folder}; the system's are used",
            advice="Reinstall the app.",
        )


def check_folders(context: AppContext) -> Iterable[Finding]:
    """Whether the app can write where it must, and how much room there is."""
    for topic, folder in (
        ("Runs", context.runs.path),
        ("Weights", context.paths.weights),
        ("Cache", context.paths.cache),
    ):
        problem = _try_to_write(folder)
        if problem:
            yield Finding(
                topic=topic,
                status="error",
                text=f"{folder} cannot be written: {problem}",
                advice="Make room or change its permissions, choose another folder in the settings, or set "
                "DESKTOP_TL_HOME.",
            )
            continue
        free = shutil.disk_usage(_nearest(folder)).free
        text = f"{folder}, {free / 1e9:,.1f} GB free"
        if free < LITTLE_SPACE:
            yield Finding(topic=topic, status="warning", text=text, advice="Make room: runs and weights may not fit.")
        else:
            yield Finding(topic=topic, status="ok", text=text)


def check_network(context: AppContext) -> Finding:
    """What the settings say; the network itself is not touched."""
    text = "set to stay offline" if context.settings.value.offline else "used only for downloads that you ask for"
    return Finding(topic="Network", status="ok", text=text)


def _ask_child(command: list[str], seconds: float) -> tuple[dict[str, Any], str]:
    """The facts that the child found, or why there are none."""
    try:
        answer = subprocess.run(
            command,
            env=os.environ | path_variables(sys.path),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {}, f"no answer within {seconds:.0f} seconds"
    except OSError as error:
        return {}, f"Python cannot be started: {error}"
    lines = answer.stdout.strip().splitlines()
    if answer.returncode == 0 and lines:
        facts: dict[str, Any] = json.loads(lines[-1])
        return facts, ""
    errors = [line.strip() for line in answer.stderr.strip().splitlines() if line.strip()]
    return {}, _most_telling(errors) or f"it ended with status {answer.returncode}"


def _most_telling(errors: list[str]) -> str:
    """Qt explains itself in several lines of which one names the cause; a traceback in its last."""
    telling = [line for line in errors if "xcb" in line or "cannot open shared object" in line]
    own = [line for line in errors if not line.startswith("[PYI-")]  # a frozen app's starter adds that it has failed
    return (telling or own or [""])[-1]


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "not installed"


def _nearest(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def _try_to_write(folder: Path) -> str:
    """Why nothing can be written there; leaves nothing behind."""
    try:
        with tempfile.TemporaryFile(dir=_nearest(folder)) as file:
            file.write(b"x")
    except OSError as error:
        return error.strerror or str(error)
    return ""
