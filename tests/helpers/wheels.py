"""Writes small real wheels: plugins that work, and wheels that are wrong in one way each."""

import base64
import hashlib
import os
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

PLUGIN = """
from desktop_tl.api import BackboneSpec, ImagePreprocessing, hookimpl
{imports}

PREPROCESSING = ImagePreprocessing(size=8, resize=8, mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.5))
VERSION = "{version}"

@hookimpl
def desktop_tl_backbones():
    return [BackboneSpec(id="{prefix}/net", title="{prefix} {version}", preprocessing=PREPROCESSING, build=print)]
"""


def write_wheel(
    folder: Path,
    name: str,
    version: str = "1.0",
    files: Mapping[str, str | bytes] | None = None,
    *,
    requires: Sequence[str] = (),
    entry_points: str = "",
    unlisted: Mapping[str, str] | None = None,
    change: Callable[[zipfile.ZipFile], None] | None = None,
    record: Callable[[str], str] = lambda text: text,
    metadata: str = "",
    info: str = "",
) -> Path:
    """Writes ``name-version-py3-none-any.whl``.

    Args:
        folder: is made if need be.
        name: of the distribution.
        files: by their paths in the archive; one small module unless given.
        requires: requirements.
        entry_points: the text of that file.
        unlisted: files that RECORD does not name.
        change: does something else to the archive before it is closed.
        record: changes the text of RECORD.
        metadata: instead of the right one.
        info: name of the dist-info folder instead of the right one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{name.replace('-', '_')}-{version}"
    info = info or f"{stem}.dist-info"
    described = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nSummary: A small plugin.\nLicense: MIT\n"
    described += "".join(f"Requires-Dist: {requirement}\n" for requirement in requires)
    content: dict[str, str | bytes] = dict(files or {f"{name.replace('-', '_')}.py": f"VERSION = '{version}'\n"})
    content |= {
        f"{info}/METADATA": metadata or described,
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    if entry_points:
        content[f"{info}/entry_points.txt"] = entry_points
    path = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for place, data in (content | dict(unlisted or {})).items():
            archive.writestr(zipfile.ZipInfo(place, (2026, 1, 1, 0, 0, 0)), data)
        lines = "".join(_record_line(place, data) for place, data in content.items()) + f"{info}/RECORD,,\n"
        archive.writestr(zipfile.ZipInfo(f"{info}/RECORD", (2026, 1, 1, 0, 0, 0)), record(lines))
        if change:
            change(archive)
    return path


def write_plugin(
    folder: Path,
    name: str,
    version: str = "1.0",
    *,
    requires: Sequence[str] = (),
    imports: str = "",
    code: str = "",
    files: Mapping[str, str] | None = None,
) -> Path:
    """A plugin ``desktop-tl-NAME`` that offers the backbone ``NAME/net``, or does what ``code`` says when imported."""
    module = f"desktop_tl_{name}"
    text = code or PLUGIN.format(imports=imports, version=version, prefix=name)
    return write_wheel(
        folder,
        f"desktop-tl-{name}",
        version,
        {f"{module}/__init__.py": text, **(files or {})},
        requires=requires,
        entry_points=f"[desktop_tl]\n{name} = {module}\n",
    )


def use_as_index(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lets pip take the wheels in a folder for its index; the user's own settings of pip are out of the way."""
    for name in list(os.environ):
        if name.startswith("PIP_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def _record_line(place: str, data: str | bytes) -> str:
    data = data.encode() if isinstance(data, str) else data
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{place},sha256={digest},{len(data)}\n"
