"""A real Python environment that has all of this one but PyTorch and what only PyTorch needs."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.helpers.wheels import write_wheel

STACK = ("torch", "torchvision", "torchgen", "functorch", "triton", "sympy", "isympy", "mpmath", "networkx", "nvidia",
         "cuda", "jinja2", "markupsafe", "torchmetrics", "torchaudio")  # fmt: skip


def make_torchless(folder: Path) -> Path:
    """Makes it and returns its interpreter. Its packages are links to ours."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--symlinks", str(folder)], check=True)
    own = Path(sysconfig.get_path("purelib"))
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    for entry in own.iterdir():
        name = entry.name.split(".")[0].split("-")[0].lower()
        if name not in STACK and not name.startswith(("nvidia_", "cuda_")) and entry.name != "__pycache__":
            (site / entry.name).symlink_to(entry)
    return python


def search_path(python: Path) -> list[str]:
    """What ``sys.path`` is there."""
    code = "import sys; print('\\n'.join(filter(None, sys.path)))"
    done = subprocess.run([python, "-P", "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


LEADS_ON = """
import sys
del sys.modules[__name__]
if {real!r} not in sys.path:
    sys.path.insert(0, {real!r})
__import__(__name__)
"""


def write_stand_ins(folder: Path, real: Path, torch: str, torchvision: str, payload: bytes = b"") -> None:
    """Small wheels named torch and torchvision that lead on to the real ones, so that these are what is tried.

    Args:
        real: is filled with links to what a torchless environment lacks.
        payload: makes the one of torch as large as wanted.
    """
    if not real.is_dir():
        real.mkdir(parents=True)
        for entry in Path(sysconfig.get_path("purelib")).iterdir():
            if entry.name.split(".")[0].split("-")[0].lower() in STACK:
                (real / entry.name).symlink_to(entry)
    code = LEADS_ON.format(real=str(real))
    for name, version, extra in (("torch", torch, payload), ("torchvision", torchvision, b"")):
        files: dict[str, str | bytes] = {f"{name}/__init__.py": code}
        if extra:
            files[f"{name}/payload.bin"] = extra
        write_wheel(folder, name, version, files, requires=["numpy", "only-torch"] if name == "torch" else ["torch"])
    write_wheel(folder, "only-torch", "1.0")
