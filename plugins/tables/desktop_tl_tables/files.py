"""What kind of table a file is, and in which encoding; what is no table is refused in words."""

import codecs
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TextIO

from desktop_tl.api import UserError

Kind = Literal["delimited", "json", "parquet"]

JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_LOOKED_AT = 4096


def find_kind(path: Path, encoding: str = "") -> Kind:
    """By the first bytes, then by the name; in the chosen encoding they may look like anything.

    Raises:
        UserError: it cannot be read or is no table.
    """
    start = _read_start(path)
    if not start:
        raise UserError(f"‘{path}’ is empty (0 bytes).", advice="Choose a file with a column of texts and of classes.")
    if start.startswith(b"PAR1"):
        return "parquet"
    if path.suffix.lower() == ".parquet":
        raise UserError(f"‘{path}’ is not a Parquet file, or a damaged one.", advice="Write or copy it anew.")
    if start.startswith(_WORKBOOKS):
        raise UserError(
            f"‘{path}’ is a workbook or an archive, not a table of text.",
            advice="In a spreadsheet program, save it as CSV in UTF-8; unpack an archive.",
        )
    if start.startswith(_COMPRESSED):
        raise UserError(f"‘{path}’ is compressed.", advice="Unpack it first.")
    if b"\0" in start and not _find_mark(start) and not encoding:
        raise UserError(
            f"‘{path}’ is not a text file.",
            advice="Choose a CSV, TSV, JSON Lines or Parquet file. If it is UTF-16 without a byte order mark, choose "
            "the encoding utf-16-le.",
        )
    return "json" if path.suffix.lower() in JSON_SUFFIXES else "delimited"


def find_encoding(path: Path, wanted: str) -> str:
    """What a byte order mark says, else the wanted one, else UTF-8."""
    return _find_mark(_read_start(path)) or wanted or "utf-8"


def open_text(path: Path, encoding: str) -> TextIO:
    """The file for reading, its line ends as they are."""
    return open(path, encoding=encoding, newline="")


@contextmanager
def reading_in_words(path: Path, encoding: str) -> Iterator[None]:
    """Turns what reading raises into words: bytes that do not fit the encoding, a drive that went away."""
    try:
        yield
    except UnicodeDecodeError as error:
        at, byte, line = find_undecodable(path, encoding) or (error.start, error.object[error.start], 0)
        where = f" in line {line:,}" if line else ""
        name = encoding.removesuffix("-sig").upper()
        raise UserError(
            f"‘{path}’ is not written in {name}: byte {at + 1:,}{where} (0x{byte:02X}) does not fit.",
            advice="Save it as UTF-8, or choose its encoding, for instance cp1252 (Western Europe) or gb18030 "
            "(Chinese). In the terminal: --set dataset.options.encoding=cp1252 to train, or --option encoding=cp1252.",
        ) from None
    except OSError as error:
        raise UserError(f"‘{path}’ cannot be read: {error.strerror or error}.", advice="Check the file.") from error


def find_undecodable(path: Path, encoding: str) -> tuple[int, int, int] | None:
    """Offset, value and line of the first byte that the encoding does not know; None if all fit."""
    decoder = codecs.getincrementaldecoder(encoding)()
    offset, line = 0, 1
    with open(path, "rb") as file:
        while True:
            block = file.read(2**20)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                first = offset - (len(error.object) - len(block))  # bytes of the block before may have waited
                at = min(first + error.start, offset + max(0, len(block) - 1))
                line += block.count(b"\n", 0, max(0, at - offset))
                return at, error.object[error.start], line
            if not block:
                return None
            offset += len(block)
            line += block.count(b"\n")


def _find_mark(start: bytes) -> str:
    return next((name for mark, name in _MARKS if start.startswith(mark)), "")


def _read_start(path: Path) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(_LOOKED_AT)
    except FileNotFoundError:
        raise UserError(f"There is no file ‘{path}’.", advice="Check the path.") from None
    except OSError as error:
        if os.path.isdir(path):
            raise UserError(
                f"‘{path}’ is a folder, not a table.",
                advice="Choose a file in it. For a folder with one folder of text files per class, choose the other "
                "kind of dataset.",
            ) from error
        raise UserError(
            f"‘{path}’ cannot be read: {error.strerror or error}.", advice="Check its permissions."
        ) from error
