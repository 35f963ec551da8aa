"""Makes `.venv-bench`, where the peers live, so that none of them gets into the app's environment."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = (ROOT / ".venv-bench").resolve()
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "desktop-tl-bench.json"

SHARED = ("torch", "torchvision", "timm", "numpy", "pillow")
"""In the very versions that the app uses."""
PEERS = ("lightning>=2.5", "fastai>=2.8", "transformers>=5", "accelerate>=1.10")
NAMED = ("lightning", "fastai", "transformers", "accelerate", *SHARED)


def ensure_peers() -> dict[str, str]:
    """Installs what is missing or of another version; a moment where nothing changed. Returns all versions.

    Raises:
        SystemExit: pip failed, or the peers do not work with the app's torch.
    """
    wanted = [*(f"{name}=={version(name).partition('+')[0]}" for name in SHARED), *PEERS]
    state = {"requirements": wanted, "python": sys.version, "path": str(VENV)}
    found = read_stamp()
    if found is None or {key: found.get(key) for key in state} != state or not PYTHON.exists():
        STAMP.unlink(missing_ok=True)
        print(f"Installing the peers into {VENV.name} (the first time: several GB and a few minutes) …", flush=True)
        fresh = [] if found is None else ["--clear"]
        run([sys.executable, "-m", "venv", "--without-pip", *fresh, str(VENV)])
        # This environment's own pip: Debian's Python cannot give a new one its pip.
        pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "--disable-pip-version-check", "--no-input"]
        run([*pip, "install", "--quiet", "--prefer-binary", *wanted])
        found = state | {"versions": read_versions()}
        STAMP.write_text(json.dumps(found, indent=2), "utf-8")
    return dict(found["versions"])


def read_stamp() -> dict | None:
    """What was installed last; None if that did not come to its end."""
    try:
        return json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def read_versions() -> dict[str, str]:
    """Of the peers and of what they share with the app, as they import."""
    code = (
        "import json, lightning, transformers, accelerate, timm, torchvision, fastai.vision.all\n"
        "from importlib.metadata import version\n"
        f"print(json.dumps({{name: version(name) for name in {NAMED!r}}}))"
    )
    done = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"The peers do not work together:\n{done.stderr}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def run(command: list[str]) -> None:
    """Raises: SystemExit when it fails; its own words stand above."""
    if status := subprocess.run(command, check=False).returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {status}.")
