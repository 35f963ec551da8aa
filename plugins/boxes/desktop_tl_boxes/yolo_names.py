"""Finds the names of YOLO's classes and what data.yaml says of the splits."""

import os
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from desktop_tl.api import Split, UserError
from desktop_tl_boxes.files import decode_text, read_bytes
from desktop_tl_boxes.tree import Tree, join

_NAME_FILES = ("classes.txt", "obj.names", "labels.txt", "class.names", "classes.names", "predefined_classes.txt")
_KEYS: tuple[tuple[str, Split], ...] = (
    ("train", "train"),
    ("val", "validation"),
    ("valid", "validation"),
    ("test", "test"),
)
_MOST_BYTES = 10_000_000


@dataclass
class Description:
    """What is known of a folder of YOLO.

    Args:
        names: of the classes in their order; empty if nothing tells them.
        source: the file that tells them.
        entries: folders, or lists of pictures, of every split, below the root.
        has_keypoints: rows go on after the box.
        unfound: entries that lead nowhere.
    """

    names: list[str] = field(default_factory=list)
    source: str = ""
    entries: dict[Split, list[str]] = field(default_factory=dict)
    has_keypoints: bool = False
    unfound: list[str] = field(default_factory=list)


def describe_folder(tree: Tree, encoding: str = "") -> Description:
    """Raises: UserError for a file of names that cannot be read."""
    description = Description()
    for path in tree.with_suffix(".yaml", ".yml"):
        data = _read_yaml(tree, path, encoding)
        if isinstance(data, dict) and ("names" in data or ("nc" in data and "train" in data)):
            description.source = path
            description.names = _read_names(data, path)
            description.has_keypoints = "kpt_shape" in data
            _read_entries(description, tree, posixpath.dirname(path), data)
            break
    if not description.names:
        for name in _NAME_FILES:
            found = min((path for path in _named(tree, name)), key=len, default=None)
            if found:
                text = decode_text(_read(tree, found), found, encoding)
                lines = [line.strip() for line in text.splitlines()]
                description.names = [line for line in lines if line]
                description.source = found
                break
    return description


def _named(tree: Tree, name: str) -> Iterator[str]:
    return (join(folder, name) for folder, names in tree.folders.items() if name in names)


def _read(tree: Tree, path: str) -> bytes:
    return read_bytes(os.path.join(tree.root, path))


def _read_yaml(tree: Tree, path: str, encoding: str) -> Any:
    full = os.path.join(tree.root, path)
    if os.path.getsize(full) > _MOST_BYTES:
        return None
    try:
        # Everything stays a text: a class may well be called no, on or 1.0.
        return yaml.load(decode_text(_read(tree, path), full, encoding), Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        where = f" in line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise UserError(
            f"‘{full}’ is no valid YAML: {error.problem}{where}.", advice="Correct it, or export it anew."
        ) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise UserError(f"‘{full}’ is no YAML that can be read: {error}.", advice="Export it anew.") from None


def _read_names(data: dict[str, Any], path: str) -> list[str]:
    names = data.get("names", [])
    if isinstance(names, dict):
        if not all(str(key).isdecimal() for key in names):
            raise UserError(
                f"The names in ‘{path}’ are not numbered.", advice="Write names as a list, or as 0: cat, 1: dog …"
            )
        numbered = {int(key): str(name) for key, name in names.items()}
        most = max(numbered, default=-1)
        if most > 100_000:
            raise UserError(f"‘{path}’ numbers a class {most:,}.", advice="Number the classes from 0 on.")
        return [numbered.get(number, str(number)) for number in range(most + 1)]
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise UserError(f"The names in ‘{path}’ are no list.", advice="Write names as a list, or as 0: cat, 1: dog …")
    return [name.strip() for name in names]


def _read_entries(description: Description, tree: Tree, here: str, data: dict[str, Any]) -> None:
    base = data.get("path") or ""
    for key, split in _KEYS:
        entries = data.get(key) or []
        for entry in [entries] if isinstance(entries, str) else entries if isinstance(entries, list) else []:
            found = _find_entry(tree, here, str(base), str(entry))
            if found is None:
                description.unfound.append(f"{key}: {entry}")
            elif found not in description.entries.setdefault(split, []):
                description.entries[split].append(found)


def _find_entry(tree: Tree, here: str, base: str, entry: str) -> str | None:
    """A folder or list below the root. Exports often say ``../train/images`` and mean ``train/images``, or name the
    folder of another computer: then as much of the end of the path counts as is there."""
    parts = [part for part in entry.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    ends = ["/".join(parts[place:]) for place in range(len(parts))]
    for end in ends:
        for start in dict.fromkeys((join(here, base), here, "")):
            path = join(start, end)
            if path in tree.folders or (path.endswith(".txt") and tree.has(path)):
                return path
    return None if parts else here
