"""Tells by its name, and only where that says nothing by its first bytes, whether a file is a picture."""

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
