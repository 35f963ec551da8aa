"""Takes from the tables of ICU, which Qt brings for all its users, those that Qt itself never reads.

They are a file of many, inside a shared library. What is taken out leaves zeros, of which a compressed package holds
nothing; all the rest stays where it is. Format: "ICU Data", unicode-org.github.io/icu/userguide/icu_data.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

from environment import Problem

UNREAD = ("brkitr/", "curr/", "lang/", "rbnf/", "region/", "translit/", "unit/", "unames.icu", "confusables.cfu")
"""Where lines break, and names of currencies, languages, regions, units and characters: Qt has tables of its own. From
ICU it takes the order of words, the encodings of texts, upper and lower case, and time zones."""

_START = b"\xda\x27\x14\x00\x00\x00\x00\x00\x02\x00CmnD"
"""Of the header of a file of many, behind its length; little-endian, as on every system that Qt is built for here."""


def thin_tables(path: Path) -> int:
    """Empties the tables that Qt does not read; returns their bytes. Raises: Problem, if it finds no tables."""
    data = bytearray(path.read_bytes())
    at = data.find(_START) - 2
    if at < 0:
        raise Problem(f"{path} holds no tables of ICU.")
    toc = at + struct.unpack_from("<H", data, at)[0]
    (count,) = struct.unpack_from("<I", data, toc)
    entries = [struct.unpack_from("<II", data, toc + 4 + 8 * number) for number in range(count)]
    kept, emptied = [], 0
    for number, (name, start) in enumerate(entries):
        if not _name(data, toc + name).startswith(UNREAD):
            kept.append((name, start))
        elif number + 1 < count:  # the last one's length is nowhere
            length = entries[number + 1][1] - start
            data[toc + start : toc + start + length] = bytes(length)
            emptied += length
    table = b"".join(struct.pack("<II", *entry) for entry in kept)
    data[toc : toc + 4 + 8 * count] = struct.pack("<I", len(kept)) + table.ljust(8 * count, b"\0")
    thinned = path.with_name(path.name + ".thin")
    thinned.write_bytes(data)
    thinned.chmod(path.stat().st_mode)
    os.replace(thinned, path)
    return emptied


def _name(data: bytearray, at: int) -> str:
    """Of an entry, without the name of the whole: ``icudt73l/lang/de.res`` → ``lang/de.res``."""
    return data[at : data.index(0, at)].decode("ascii").partition("/")[2]
