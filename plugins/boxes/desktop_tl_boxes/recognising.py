"""Tells from names and first bytes what kind of boxes a path holds, before it is opened."""

import os
import re
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Literal

Kind = Literal["coco", "voc", "yolo", ""]

_MOST_FOLDERS, _MOST_FILES = 100, 20
"""So many folders are looked into, and so many files of each kind in each of them."""

_COCO_START = 65_536
_COCO_WORDS = re.compile(rb'"(file_name|image_id|category_id)"\s*:')
_VOC_START = 4096
_YOLO_START = 4096
_YOLO_LINE = re.compile(rb"\s*\d+(\s+-?[\d.]+(e-?\d+)?){4,}\s*$")
_YAML_NAMES = re.compile(rb"^names\s*:", re.MULTILINE)
_YAML_SPLIT = re.compile(rb"^(train|val)\s*:", re.MULTILINE)


def recognise(path: Path) -> Kind:
    """Which of the three kinds it most likely is; "" for none."""
    try:
        return _recognise(path, path.stat().st_mtime_ns)
    except OSError:
        return ""


def looks_like_coco(path: Path) -> bool:
    """Whether a JSON file lists images or annotations."""
    start = _read_start(path, _COCO_START)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.replace(b"\0", b"")
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"{") and bool(_COCO_WORDS.search(start))


def looks_like_voc(path: Path) -> bool:
    """Whether an XML file describes a picture."""
    start = _read_start(path, _VOC_START).replace(b"\0", b"")
    return b"<annotation" in start and (b"<size" in start or b"<object" in start or b"<filename" in start)


def looks_like_yolo(path: Path) -> bool:
    """Whether a text file holds lines of numbers as YOLO has them."""
    lines = _read_start(path, _YOLO_START).splitlines()[:3]
    return bool(lines) and all(_YOLO_LINE.match(line) for line in lines[: max(1, len(lines) - 1)])


def looks_like_names(path: Path) -> bool:
    """Whether a YAML file is one of YOLO."""
    start = _read_start(path, _YOLO_START)
    return bool(_YAML_NAMES.search(start)) or bool(_YAML_SPLIT.search(start) and b"nc" in start)


@lru_cache(maxsize=8)  # three kinds ask about the same path
def _recognise(path: Path, _changed: int) -> Kind:
    if path.is_file():
        suffix = path.suffix.lower()
        if suffix == ".json":
            return "coco" if looks_like_coco(path) else ""
        return "yolo" if suffix in (".yaml", ".yml") and looks_like_names(path) else ""
    found: dict[str, list[Path]] = {".json": [], ".xml": [], ".txt": [], ".yaml": []}
    for place, folders, files in islice(os.walk(path), _MOST_FOLDERS):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__MACOSX")
        room = dict.fromkeys(found, _MOST_FILES)
        for name in files:
            suffix = os.path.splitext(name)[1].lower().replace(".yml", ".yaml")
            if room.get(suffix) and not name.startswith("."):
                room[suffix] -= 1
                found[suffix].append(Path(place, name))
    if any(map(looks_like_coco, found[".json"])):
        return "coco"
    if any(map(looks_like_voc, found[".xml"])):
        return "voc"
    if any(map(looks_like_names, found[".yaml"])) or any(map(looks_like_yolo, found[".txt"])):
        return "yolo"
    return ""


def _read_start(path: Path, length: int) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(length)
    except OSError:
        return b""
