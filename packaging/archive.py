"""Packs the frozen app as an archive that runs from wherever it is unpacked."""

from __future__ import annotations

import gzip
import platform
import tarfile
from pathlib import Path


def make_archive(bundle: Path, source: Path, dist: Path, *, version: str, epoch: int, is_full: bool) -> Path:
    """The same folder always gives the same bytes: names are sorted, owners and times are fixed."""
    name = f"desktop-tl-{version}{'-full' if is_full else ''}-linux-{platform.machine()}"
    path = dist / f"{name}.tar.gz"
    with (
        path.open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=epoch) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        for entry in [bundle, *sorted(bundle.rglob("*"))]:
            inside = Path(name, entry.relative_to(bundle))
            tar.add(entry, str(inside), recursive=False, filter=lambda info: _settle(info, epoch))
    return path


def _settle(info: tarfile.TarInfo, epoch: int) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = "root"
    info.mtime = epoch
    return info
