"""Tells which parts an environment or a frozen app is made of, and under which licence each is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import Distribution, PackagePath, distributions
from pathlib import Path

from packaging.requirements import Requirement  # the library, which comes with the app
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
UNKNOWN = "not stated"

_LICENCE_FILE = re.compile(r"(LICEN[CS]E|COPYING|COPYRIGHT|NOTICE|AUTHORS|THIRDPARTYNOTICES|OFL)", re.IGNORECASE)
_CODE = (".py", ".pyc", ".pyi", ".so", ".json", ".h")

_SPDX = {
    "apache 2.0": "Apache-2.0",
    "apache 2.0 license": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd 2-clause license": "BSD-2-Clause",
    "bsd 3-clause license": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "mit license": "MIT",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
}
"""How authors write licences in the old fields. Their texts, which are kept, decide."""

_RECOGNISED = {
    "Apache License Version 2.0": "Apache-2.0",
    "Apache Software License 2.0": "Apache-2.0",
    "Neither the name": "BSD-3-Clause",
    "Redistributions in binary form must": "BSD-2-Clause",
    "Permission is hereby granted, free of charge, to any person obtaining a copy": "MIT",
}
"""What only the text of that licence says, for those that come with a text and without a name."""

_STATED = {"cuda-toolkit": "LicenseRef-NVIDIA-Proprietary"}
"""Of distributions that say nothing: this one only asks for others, which say so."""

_QT_NOTE = (
    "Qt, its Python binding PySide6 and Shiboken are used under the GNU Lesser General Public License, version 3, "
    "unmodified and as shared libraries. Whoever has this program may replace them by versions of their own: they are "
    "ordinary files in the folders PySide6 and shiboken6 of the installed program. Their sources: "
    "https://download.qt.io/official_releases/QtForPython/ and https://download.qt.io/official_releases/qt/. Qt itself "
    "contains parts of others, which https://doc.qt.io/qt-6/licenses-used-in-qt.html lists. Of the tables of ICU "
    "beside it, which are under the licence Unicode-3.0, those that Qt does not read are emptied on Linux."
)
_ICONS_NOTE = (
    "Contains icon fonts: Material Design Icons (Apache-2.0), Font Awesome Free (OFL-1.1), Elusive Icons (OFL-1.1), "
    "Phosphor (MIT), Remix Icon (Apache-2.0) and Codicons (CC-BY-4.0)."
)
_NOTES = {
    "pyside6-essentials": _QT_NOTE,
    "pyside6": _QT_NOTE,
    "shiboken6": "See the note on Qt at PySide6.",
    "qtawesome": _ICONS_NOTE,
}


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing that somebody has made and that is handed on.

    Args:
        kind: a Python distribution, something else in the program, or a shared library of the system it was built on.
        name: as its makers write it.
        licence: an SPDX expression where the part says so or it is clear, else its makers' words.
        texts: name and content of each licence file that it brings.
        needs: canonical names of the distributions that it asks for here.
        note: what is to be said besides.
    """

    kind: str
    name: str
    version: str = ""
    licence: str = UNKNOWN
    texts: tuple[tuple[str, str], ...] = ()
    home: str = ""
    needs: tuple[str, ...] = ()
    note: str = ""

    @property
    def key(self) -> str:
        return canonicalize_name(self.name)


def find_parts(site_packages: Path, *, bundle: Path | None = None, without: Iterable[str] = ()) -> list[Part]:
    """Everything but the app itself, in the order of the alphabet.

    Args:
        site_packages: holds the distributions and their metadata; of a frozen app, the folder that holds both.
        bundle: the frozen app; adds the Python in it, PyInstaller's starter and the shared libraries of the system.
        without: distributions that are there and are not handed on, such as the tools of the build.
    """
    left_out = {canonicalize_name(name) for name in without}
    found: dict[str, Part] = {}
    for dist in distributions(path=[str(site_packages)]):
        part = describe(dist)
        if part.key not in left_out and part.key not in our_names():
            found.setdefault(part.key, part)
    parts = [*found.values(), font()]
    if bundle is not None:
        parts += [python(), starter(), *system_libraries(bundle)]
    return sorted(parts, key=lambda part: (part.kind != "python", part.key, part.version))


@cache
def our_names() -> frozenset[str]:
    """Of the app and its own plugins, which are under the app's licence."""
    documents = [ROOT / "pyproject.toml", *ROOT.glob("plugins/*/pyproject.toml")]
    return frozenset(canonicalize_name(tomllib.loads(path.read_text("utf-8"))["project"]["name"]) for path in documents)


def describe(dist: Distribution) -> Part:
    """What a distribution says of itself, completed where it is known to say too little."""
    key, texts = canonicalize_name(dist.name), tuple(read_texts(dist))
    licence = state_licence(dist)
    if licence == UNKNOWN:
        licence = _STATED.get(key) or _recognise(texts)
    elif licence.lower() in ("bsd", "bsd license"):  # which of them, its text tells
        licence = _recognise(texts) if texts else licence
    return Part(
        kind="python",
        name=dist.name,
        version=dist.version,
        licence=licence,
        texts=texts or standard_texts(licence),
        home=home_page(dist),
        needs=tuple(sorted(set(find_needs(dist)))),
        note=_NOTES.get(key, ""),
    )


def state_licence(dist: Distribution) -> str:
    """From the field made for it, else the old one where that is not the whole text, else the classifiers."""
    about = dist.metadata
    expression = _field(dist, "License-Expression")
    if expression:
        return expression
    words = _field(dist, "License")
    if words and words.upper() != "UNKNOWN" and len(words) < 80 and "\n" not in words:
        return _SPDX.get(words.lower(), words)
    classes = [text.split("::")[-1].strip() for text in about.get_all("Classifier") or [] if text.startswith("License")]
    named = [_SPDX.get(text.lower(), text) for text in classes if text != "OSI Approved"]
    return " OR ".join(dict.fromkeys(named)) or UNKNOWN


def _field(dist: Distribution, name: str) -> str:
    return ((dist.metadata.get_all(name) or [""])[0] or "").strip()


def _recognise(texts: tuple[tuple[str, str], ...]) -> str:
    words = " ".join(" ".join(text for _, text in texts).split())
    return next((licence for part, licence in _RECOGNISED.items() if part in words), UNKNOWN)


def read_texts(dist: Distribution) -> Iterator[tuple[str, str]]:
    """Its licence files: those that its metadata names and those that lie in it, as pip's vendored ones do."""
    for file in sorted(dist.files or [], key=str):
        if not _LICENCE_FILE.match(file.name) or file.suffix.lower() in _CODE:
            continue
        text = _read(file)
        if text:
            yield str(file), text


def _read(file: PackagePath) -> str:
    path = Path(str(file.locate()))
    try:
        return path.read_text("utf-8", errors="replace").strip()
    except OSError:  # RECORD names more than a frozen app takes along
        return ""


def standard_texts(licence: str) -> tuple[tuple[str, str], ...]:
    """Texts for a part that names a licence and forgets its text."""
    texts = []
    for name in re.split(r"\s+(?:OR|AND|WITH)\s+|[()]", licence):
        file = ROOT / "packaging" / "licences" / f"{name}.txt"
        if name and file.is_file():
            texts.append((file.name, file.read_text("utf-8").strip()))
    return tuple(texts)


def home_page(dist: Distribution) -> str:
    """The first address that it gives, preferably of its home page or its source."""
    about = dist.metadata
    links = {}
    for line in about.get_all("Project-URL") or []:
        label, _, address = line.partition(",")
        links[label.strip().lower()] = address.strip()
    for label in ("homepage", "home", "home-page", "source", "repository", "source code"):
        if label in links:
            return links[label]
    return _field(dist, "Home-page") or next(iter(links.values()), "")


def find_needs(dist: Distribution) -> Iterator[str]:
    """Names of what it requires in this environment, without extras."""
    for text in dist.requires or []:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield canonicalize_name(requirement.name)


# ── What is no distribution ──────────────────────────────────────────────────────────────────────────────────────────


def font() -> Part:
    """The typeface of the window."""
    text = (ROOT / "resources" / "fonts" / "OFL.txt").read_text("utf-8").strip()
    return Part(kind="other", name="Inter", licence="OFL-1.1", texts=(("OFL.txt", text),), home="https://rsms.me/inter")


def python() -> Part:
    """The interpreter that the app is frozen with, which must be the one that runs this."""
    own = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    text = own.read_text("utf-8").strip() if own.is_file() else standard_texts("PSF-2.0")[0][1]
    return Part(
        kind="other",
        name="Python",
        version=".".join(map(str, sys.version_info[:3])),
        licence="PSF-2.0",
        texts=(("LICENSE.txt", text),),
        home="https://www.python.org",
    )


def starter() -> Part:
    """PyInstaller's small program that starts the frozen app; it is the only part of PyInstaller that is handed on."""
    found = [dist for dist in distributions() if canonicalize_name(dist.name) == "pyinstaller"]
    part = describe(found[0]) if found else Part(kind="other", name="PyInstaller")
    return replace(
        part,
        kind="other",
        name="PyInstaller bootloader",
        licence="GPL-2.0-or-later WITH Bootloader-exception",
        needs=(),
        home="https://pyinstaller.org",
        note="The exception allows to hand on what it starts under any licence.",
    )


def system_libraries(bundle: Path) -> list[Part]:
    """Shared libraries that came from packages of this Debian-like system; none elsewhere.

    They are recognised by name: a frozen app holds copies. What lies in a distribution's own folder is the
    distribution's, and its licence files tell of it.
    """
    if shutil.which("dpkg-query") is None:
        return []
    names = sorted({path.name for path in bundle.glob("**/lib*.so*") if path.parent.name in ("_internal", bundle.name)})
    packages: dict[str, list[str]] = {}
    for name in names:
        answer = subprocess.run(["dpkg-query", "--search", f"*/{name}"], capture_output=True, text=True, check=False)
        for line in answer.stdout.splitlines():
            owner = line.partition(": ")[0]
            if not owner.startswith("diversion"):
                packages.setdefault(owner, []).append(name)
    return [_system_part(owner, files) for owner, files in sorted(packages.items())]


def _system_part(owner: str, files: list[str]) -> Part:
    command = ["dpkg-query", "--show", "--showformat=${Version}\n${Homepage}", owner]
    version, _, home = subprocess.run(command, capture_output=True, text=True, check=False).stdout.partition("\n")
    document = Path("/usr/share/doc") / owner.partition(":")[0] / "copyright"
    text = document.read_text("utf-8", errors="replace").strip() if document.is_file() else ""
    named = list(dict.fromkeys(re.findall(r"^License:[ \t]*(\S.*)$", text, re.MULTILINE)))
    return Part(
        kind="system",
        name=owner.partition(":")[0],
        version=version,
        licence=", ".join(named) or "see its text",
        texts=(("copyright", text),) if text else (),
        home=home.strip(),
        note=f"The shared library {', '.join(files)} of the system on which the app was built.",
    )
