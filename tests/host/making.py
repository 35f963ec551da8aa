"""Makes real plugins for tests: modules in memory, and distributions as wheels that pip installs into a folder."""

import base64
import hashlib
import subprocess
import sys
import types
import zipfile
from pathlib import Path

from desktop_tl.host import GivenPlugin

HEADER = """
from desktop_tl.api import BackboneSpec, DatasetSpec, ImagePreprocessing, TaskSpec, hookimpl

PREPROCESSING = ImagePreprocessing(size=8, resize=8, mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.5))

def backbone(spec_id, **changes):
    fields = dict(id=spec_id, title=spec_id, preprocessing=PREPROCESSING, build=print)
    return BackboneSpec(**{**fields, **changes})
"""


def given(name: str, code: str) -> GivenPlugin:
    """A plugin in memory whose module holds the code, with `backbone(id)` at hand."""
    module = types.ModuleType(name)
    exec(HEADER + code, module.__dict__)
    return GivenPlugin(name, module)


def offering(name: str, *ids: str) -> GivenPlugin:
    """A plugin in memory that offers these backbones."""
    return given(name, f"@hookimpl\ndef desktop_tl_backbones():\n    return [backbone(i) for i in {ids!r}]\n")


def write_wheel(folder: Path, distribution: str, files: dict[str, str], *, metadata: str = "", version: str = "1.0"):
    """Writes a wheel; ``files`` must hold an ``entry_points.txt``, which goes beside the metadata."""
    stem = f"{distribution.replace('-', '_')}-{version}"
    info = f"{stem}.dist-info"
    content = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n{metadata}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    for name, text in files.items():
        content[f"{info}/{name}" if name == "entry_points.txt" else name] = text
    path = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in content.items():
            wheel.writestr(name, text)
        wheel.writestr(f"{info}/RECORD", "".join(map(_record_line, content.items())) + f"{info}/RECORD,,\n")
    return path


def install(folder: Path, *wheels: Path) -> None:
    """Lets pip install the wheels into the folder, without their dependencies and without the network."""
    options = ["--no-deps", "--no-index", "--quiet", "--disable-pip-version-check", "--target", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, *map(str, wheels)], check=True)


def _record_line(item: tuple[str, str]) -> str:
    name, text = item
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(text.encode())}\n"
