"""Reads one XML file of Pascal VOC. A file that declares entities or another document is refused: it could grow without
end, or read other files."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Any, NoReturn

from desktop_tl.api import UserError
from desktop_tl_boxes.files import decode_text, find_mark

_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MOST_BYTES = 50_000_000


class BrokenXml(Exception):
    """A file that cannot be used; the text says why."""


@dataclass(frozen=True)
class VocObject:
    """``edges`` are left, top, right and bottom as the file has them, counted from 1; None if they are no numbers."""

    name: str
    edges: tuple[float, float, float, float] | None


@dataclass(frozen=True)
class VocPicture:
    """What an XML file says. ``size`` is (0, 0) where it says none."""

    file_name: str
    folder: str
    size: tuple[int, int]
    objects: tuple[VocObject, ...]


def parse_voc(data: bytes, path: str, encoding: str = "") -> VocPicture:
    """Raises: BrokenXml."""
    if not data.strip():
        raise BrokenXml("the file is empty")
    if len(data) > _MOST_BYTES:
        raise BrokenXml("it is far too large")
    root = _parse(data, path, encoding)
    if root.tag != "annotation":
        raise BrokenXml(f"it begins with <{root.tag}>, not with <annotation>")
    size = root.find("size")
    width, height = (_number(size, name) for name in ("width", "height"))
    return VocPicture(
        file_name=_text(root, "filename"),
        folder=_text(root, "folder"),
        size=(round(width or 0), round(height or 0)),
        objects=tuple(map(_read_object, root.findall("object"))),
    )


class _NoDocumentType(ET.TreeBuilder):
    def doctype(self, _name: str, _public: str | None, _system: str | None) -> NoReturn:
        raise BrokenXml("it declares a document type, which annotations never need and which may do harm")


def _parse(data: bytes, path: str, encoding: str) -> ET.Element:
    declared = _DECLARED.match(data)
    name = declared.group(1).decode("ascii") if declared else ""
    try:
        if find_mark(data) or encoding or name.lower() not in ("", "utf-8", "utf-16", "iso-8859-1", "us-ascii"):
            text = decode_text(data, path, "" if find_mark(data) else name or encoding)
            return _build(_DECLARATION.sub("", text.lstrip("\ufeff")))
        return _build(data)
    except UserError as error:
        raise BrokenXml(str(error)) from None
    except ET.ParseError as error:
        words = str(error).replace("not well-formed (invalid token)", "a sign that does not belong there")
        raise BrokenXml(f"it is no valid XML: {words}") from None
    except (ValueError, RecursionError) as error:
        raise BrokenXml(f"it is no XML that can be read: {error}") from None


def _build(source: Any) -> ET.Element:
    parser = ET.XMLParser(target=_NoDocumentType())
    parser.feed(source)
    root: ET.Element = parser.close()
    return root


def _read_object(found: ET.Element) -> VocObject:
    box = found.find("bndbox")
    edges = [_number(box, name) for name in ("xmin", "ymin", "xmax", "ymax")]
    left, top, right, bottom = edges
    if left is None or top is None or right is None or bottom is None:
        return VocObject(_text(found, "name"), None)
    return VocObject(_text(found, "name"), (left, top, right, bottom))


def _text(parent: ET.Element, name: str) -> str:
    return (parent.findtext(name) or "").strip()


def _number(parent: ET.Element | None, name: str) -> float | None:
    try:
        return float((parent.findtext(name) if parent is not None else None) or "")
    except ValueError:
        return None
