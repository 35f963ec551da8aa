"""Reads small and large files of annotations, and says in words why one cannot be read."""

import codecs
import os
import re
import unicodedata
from pathlib import Path

from desktop_tl.api import UserError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def require_folder(path: str) -> None:
    """Raises: UserError if there is no folder that can be read."""
    if os.path.isdir(path):
        try:
            os.scandir(path).close()
        except OSError as error:
            raise UserError(
                f"‘{path}’ cannot be read: {error.strerror or error}.", advice="Check its permissions."
            ) from error
        return
    if os.path.isfile(path):
        archive = path.lower().endswith((".zip", ".tar", ".gz", ".tgz", ".7z", ".rar"))
        raise UserError(
            f"‘{path}’ is a file, not a folder.",
            advice="Unpack it, then choose the folder." if archive else "Choose the folder of the pictures.",
        )
    parent = os.path.dirname(path)
    where = f"There is no folder ‘{path}’" + ("" if os.path.isdir(parent) else f", nor ‘{parent}’ above it")
    raise UserError(f"{where}.", advice="Check the path, or whether the drive is connected.")


def read_bytes(path: str | Path) -> bytes:
    """Raises: UserError for a file that cannot be read or is empty."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UserError(
            f"‘{path}’ cannot be read: {error.strerror or error}.", advice="Check the file and its permissions."
        ) from error
    if not data:
        raise UserError(f"‘{path}’ is empty (0 bytes).", advice="Export or copy it anew.")
    return data


def decode_text(data: bytes, path: str | Path, encoding: str = "") -> str:
    """By the byte order mark, else the chosen encoding, else UTF-8.

    Raises:
        UserError: which byte does not fit.
    """
    name = find_mark(data) or encoding or "utf-8"
    try:
        return data.decode(name)
    except LookupError:
        raise UserError(f"‘{name}’ is no encoding.", advice="Choose for instance cp1252 or gb18030.") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError(
            f"‘{path}’ is not written in {name.removesuffix('-sig').upper()}: byte {error.start + 1:,} in line "
            f"{line:,} (0x{data[error.start]:02X}) does not fit.",
            advice="Save it as UTF-8, or choose its encoding: cp1252 (Western Europe), gb18030 (Chinese) …",
        ) from None


def find_mark(data: bytes) -> str:
    """The encoding that a byte order mark announces; "" for none."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


def natural_key(name: str) -> tuple[list[str | int], str]:
    """Sorts ``class2`` before ``class10``, and capitals among small letters."""
    parts = re.split(r"(\d+)", unicodedata.normalize("NFC", name))
    return [int(part) if i % 2 else part.casefold() for i, part in enumerate(parts)], name


def printable(path: str) -> str:
    """The path without bytes that no text encoding knows (a file system may hold any)."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def count(number: int, noun: str, nouns: str = "") -> str:
    """ "1 box" or "2,000 boxes"."""
    return f"1 {noun}" if number == 1 else f"{number:,} {nouns or noun + 's'}"
