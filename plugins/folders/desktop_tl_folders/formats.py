"""Tells by its name, and only where that says nothing by its first bytes, whether a file is a picture, or a text."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_IMAGES = ".jpg .jpeg .jpe .jfif .mpo .png .apng .bmp .dib .gif .tif .tiff .webp .ppm .pgm .pbm .pnm .tga .ico"
_RAW = ".3fr .arw .cr2 .cr3 .crw .dng .erf .mef .mrw .nef .nrw .orf .pef .raf .raw .rw2 .sr2 .srw .x3f"
_VIDEO = ".mp4 .mov .avi .mkv .webm .m4v"

IMAGE_SUFFIXES = frozenset([*_IMAGES.split(), ".jp2", ".j2k", ".avif"])
"""What Pillow decodes and people keep pictures in."""

UNSUPPORTED_SUFFIXES: dict[str, str] = {
    ".heic": "HEIC",
    ".heif": "HEIC",
    ".hif": "HEIC",
    ".jxl": "JPEG XL",
    ".pdf": "PDF",
    ".svg": "SVG",
    ".svgz": "SVG",
    ".eps": "EPS",
    ".ai": "Illustrator",
    ".psd": "Photoshop",
    ".xcf": "GIMP",
    ".dcm": "DICOM",
    ".exr": "OpenEXR",
    **dict.fromkeys(_RAW.split(), "camera raw"),
    **dict.fromkeys(_VIDEO.split(), "video"),
}
"""What people take for pictures and nothing here reads, with its name for people."""

TEXT_SUFFIXES = frozenset((".txt", ".text", ".md", ".markdown", ".rst"))

_UNREAD_TEXTS: dict[str, str] = {
    ".pdf": "PDF",
    ".doc": "Word",
    ".docx": "Word",
    ".odt": "OpenDocument",
    ".rtf": "RTF",
    ".epub": "EPUB",
    ".htm": "HTML",
    ".html": "HTML",
}

_LEFT_BEHIND = frozenset(
    ("__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini", "@eadir", "$recycle.bin", "system volume information")
)

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG 2000"),
)
_SIGNATURE_LENGTH = 32
_LOOKED_AT = 1024


@dataclass(frozen=True, kw_only=True)
class FileKind:
    """What is looked for in folders.

    Args:
        noun: what one of these files is called.
        suffixes: by which they are known.
        unsupported: suffixes of what people take for it and nothing here reads, with the name of the format.
        is_inside: whether the file at a path with another suffix is one all the same; reads its first bytes.
    """

    noun: str
    suffixes: frozenset[str]
    unsupported: Mapping[str, str]
    is_inside: Callable[[str, str], bool]

    @property
    def nouns(self) -> str:
        """Several of them."""
        return f"{self.noun}s"

    @property
    def one_folder_per_class(self) -> str:
        """The advice where there are no class folders."""
        return f"Put the {self.nouns} of each class into a folder of their own, named after the class."

    def fits(self, entry: "os.DirEntry[str]") -> bool:
        """By the extension; for any other extension by the first bytes."""
        suffix = suffix_of(entry.name)
        return suffix in self.suffixes or self.is_inside(entry.path, suffix)


def suffix_of(name: str) -> str:
    """The extension in small letters with its dot; empty if there is none."""
    return os.path.splitext(name)[1].lower()


def is_left_behind(name: str) -> bool:
    """Hidden, or something that an operating system or a tool put there."""
    return name.startswith(".") or name.casefold() in _LEFT_BEHIND


def sniff_format(path: str) -> str:
    """The picture format that the file's first bytes announce; empty for none or an unreadable file."""
    try:
        with open(path, "rb") as file:
            start = file.read(_SIGNATURE_LENGTH)
    except OSError:
        return ""
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "WebP"
    if start[4:12] in (b"ftypavif", b"ftypavis"):
        return "AVIF"
    if start.startswith(b"BM") and start[6:10] != b"\x00\x00\x00\x00":
        return ""  # text may begin with BM; a bitmap has four zeros here
    return next((name for signature, name in _SIGNATURES if start.startswith(signature)), "")


def holds_text(path: str) -> bool:
    """Whether the file begins as a text does, whatever its encoding."""
    try:
        with open(path, "rb") as file:
            start = file.read(_LOOKED_AT)
    except OSError:
        return False
    return bool(start.strip()) and not any(byte < 9 or 13 < byte < 32 for byte in start)


def _is_picture_inside(path: str, suffix: str) -> bool:
    found = sniff_format(path)
    return bool(found) and not (found == "TIFF" and suffix in UNSUPPORTED_SUFFIXES)  # most camera raws begin as TIFF


def _is_text_inside(path: str, suffix: str) -> bool:
    """Old collections number their files, or give them no extension at all."""
    return (not suffix or suffix[1:].isdecimal()) and holds_text(path)


PICTURES = FileKind(
    noun="picture", suffixes=IMAGE_SUFFIXES, unsupported=UNSUPPORTED_SUFFIXES, is_inside=_is_picture_inside
)
TEXTS = FileKind(noun="text", suffixes=TEXT_SUFFIXES, unsupported=_UNREAD_TEXTS, is_inside=_is_text_inside)
