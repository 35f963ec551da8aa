"""Reads one JSON file of COCO: only what is needed of it, since outlines and keypoints may fill half a gigabyte."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from desktop_tl.api import UserError
from desktop_tl_boxes.files import decode_text, find_mark, read_bytes

Id = int | float | str
_Record = TypeVar("_Record", bound=msgspec.Struct)


class Category(msgspec.Struct):
    """A class."""

    id: Id
    name: Id = ""


class Picture(msgspec.Struct):
    """An image; without width and height they are read from the picture."""

    id: Id
    file_name: str
    width: float | None = None
    height: float | None = None


class Annotation(msgspec.Struct):
    """An object: ``bbox`` is left, top, width and height in pixels."""

    image_id: Id
    category_id: Id | None = None
    bbox: list[float] | None = None
    iscrowd: Id | bool = 0


class _Owner(msgspec.Struct):
    image_id: Id


class _Outline(msgspec.Struct):
    segmentation: list[list[float]] = []


class _File(msgspec.Struct):
    images: list[msgspec.Raw] | None = None
    annotations: list[msgspec.Raw] | None = None
    categories: list[msgspec.Raw] | None = None


@dataclass(frozen=True)
class CocoFile:
    """One file: its parts are read when they are asked for, so that a wrong one does not spoil the others."""

    path: Path
    parts: _File

    @property
    def has_boxes(self) -> bool:
        """Whether it is meant to hold any: lists of test pictures do not."""
        return self.parts.annotations is not None

    def categories(self) -> list[Category]:
        """Raises: UserError for one without a number."""
        found = []
        for place, record in enumerate(_read_all(self.parts.categories, Category)):
            if isinstance(record, str):
                raise UserError(
                    f"categories[{place}] of ‘{self.path}’ is not as COCO has it: {record}.", advice="Export it anew."
                )
            found.append(record)
        return found

    def pictures(self) -> Iterator[Picture | str]:
        """In words what is wrong with one instead of it."""
        return _read_all(self.parts.images, Picture)

    def annotations(self) -> Iterator[Annotation | str]:
        """As above. Where there is no box, that around the outline; a box that is none is None."""
        for raw in self.parts.annotations or ():
            record = _read(raw, Annotation)
            if isinstance(record, str):
                owner = _read(raw, _Owner)
                yield record if isinstance(owner, str) else Annotation(owner.image_id)
                continue
            if not record.bbox:
                record.bbox = _box_around(raw)
            yield record


def read_coco(path: Path, encoding: str = "") -> CocoFile:
    """Raises: UserError for what is no JSON or no COCO."""
    data = read_bytes(path)
    if encoding or find_mark(data):
        data = decode_text(data, path, encoding).encode("utf-8", "surrogatepass")
    try:
        parts = msgspec.json.decode(data, type=_File)
    except (msgspec.ValidationError, RecursionError) as error:
        raise UserError(
            f"‘{path}’ is not as COCO has it: {str(error).replace('`', '')}.",
            advice="Choose a file with images, annotations and categories.",
        ) from None
    except msgspec.DecodeError:
        parts = msgspec.json.decode(_read_loosely(data, path), type=_File)
    if parts.images is None:
        raise UserError(
            f"‘{path}’ has no list of images.", advice="Choose a file with images, annotations and categories."
        )
    return CocoFile(path, parts)


def _read_loosely(data: bytes, path: Path) -> bytes:
    """JSON as Python writes it may hold NaN, which becomes null. Raises: UserError with line and column."""
    text = decode_text(data, path)
    try:
        return msgspec.json.encode(json.loads(text))
    except json.JSONDecodeError as error:
        raise UserError(
            f"‘{path}’ is no valid JSON: {error.msg} in line {error.lineno:,}, column {error.colno:,}.",
            advice="It may be cut off: copy or export it anew.",
        ) from None
    except (RecursionError, UnicodeEncodeError) as error:
        raise UserError(f"‘{path}’ is no JSON that can be read: {error}.", advice="Export it anew.") from None


def _read_all(parts: list[msgspec.Raw] | None, kind: type[_Record]) -> Iterator[_Record | str]:
    return (_read(raw, kind) for raw in parts or ())


def _read(raw: msgspec.Raw, kind: type[_Record], _decoders: dict[Any, Any] = {}) -> _Record | str:  # noqa: B006 # once
    decoder = _decoders.get(kind) or _decoders.setdefault(kind, msgspec.json.Decoder(kind))
    try:
        record: _Record = decoder.decode(raw)
    except msgspec.MsgspecError as error:
        return str(error).replace("`", "").replace(" - at $.", ": ")
    return record


def _box_around(raw: msgspec.Raw) -> list[float] | None:
    outline = _read(raw, _Outline)
    points = [] if isinstance(outline, str) else [value for part in outline.segmentation for value in part]
    if len(points) < 6:
        return None
    xs, ys = points[::2], points[1::2]
    return [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)]
