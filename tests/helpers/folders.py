"""Compares folders byte for byte."""

import hashlib
from pathlib import Path


def snapshot(folder: Path) -> dict[str, str]:
    """Every file and folder below, with the SHA-256 of its bytes; without locks and the places for sets and leases."""
    found = {}
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        if place.endswith(".lock") or place in ("leases", "generations"):
            continue
        found[place] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return found
