"""Texts without classes: a text file, or a folder of them, cut into blocks where a reader would pause."""

import codecs
import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api import Note, Sample, SetAside, Split, TextPart, UserError
from desktop_tl_folders import BlockOptions
from desktop_tl_folders.formats import TEXTS, is_left_behind, suffix_of
from desktop_tl_folders.listing import natural_key, printable

MOST_BYTES = 4 * 2**30
"""All texts are held in memory."""

NEIGHBOURS = 8
"""So many blocks that follow each other stay together in a split: a block kept back should not stand between two that
are learnt by heart."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PAUSES = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[.!?…][\"'”’)\]]*\s|[。！？]"), re.compile(r"\s"))
"""The end of a paragraph, of a line, of a sentence, of a word."""


@dataclass(frozen=True, kw_only=True, eq=False)
class TextBlocks:
    """The opened texts, in memory as UTF-8. What another process gets holds none: it reads the files again.

    Args:
        options: as it was opened, with an absolute path.
        starts, ends: of every block, in bytes of the whole.
        goes_on: for every block whether its text goes on behind it.
        files: for every block the number of its file.
        names: of the files, for people.
        numbers: for every block its number within the file, from 1.
        stamp: of the files, when they were opened.
    """

    options: BlockOptions
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    goes_on: NDArray[np.bool_]
    files: NDArray[np.int64]
    names: Sequence[str]
    numbers: NDArray[np.int64]
    stamp: str
    groups: Sequence[str]
    notes: Sequence[Note] = ()
    set_aside: Sequence[SetAside] = ()
    classes: Sequence[str] = ()
    splits: Sequence[Split] | None = None
    _content: list[bytes] = field(default_factory=list, repr=False)

    @property
    def targets(self) -> NDArray[np.float32]:
        """None: the texts themselves are learnt."""
        return np.empty((len(self), 0), np.float32)

    def __len__(self) -> int:
        return len(self.starts)

    def sample(self, index: int) -> Sample:
        index = range(len(self))[index]
        text = self._whole()[self.starts[index] : self.ends[index]].decode("utf-8")
        name = f"{self.names[self.files[index]]}: block {self.numbers[index]:,}"
        return Sample(name, TextPart(text) if self.goes_on[index] else text, np.empty(0, np.float32))

    def fingerprint(self) -> str:
        """Of the files' paths, sizes and times of change, and of the options."""
        return self.stamp

    def _whole(self) -> bytes:
        if not self._content:
            files = _find_files(self.options)
            if _stamp(self.options, files) != self.stamp:
                raise UserError(
                    f"‘{self.options.path}’ was changed since it was opened.", advice="Open the dataset again."
                )
            self._content.append("".join(_read_all(self.options, files)[0]).encode())
        return self._content[0]

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_content": []}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)


def open_blocks(options: BlockOptions) -> TextBlocks:
    """Raises: UserError for what cannot be used."""
    options = options.model_copy(update={"path": Path(os.path.abspath(os.path.expanduser(options.path)))})
    files = _find_files(options)
    stamp = _stamp(options, files)  # before they are read
    names = name_files(options, files)
    contents, aside = _read_all(options, files)
    rows: list[tuple[int, int, bool, int, int]] = []
    place = 0
    for number, text in enumerate(contents):
        blocks = _to_bytes(text, cut_texts(text, options.separator, options.block))
        rows += [
            (place + start, place + end, goes_on, number, count)
            for count, (start, end, goes_on) in enumerate(blocks, 1)
        ]
        place += len(text.encode())
    if not rows:
        raise UserError(
            f"There is no text in ‘{printable(str(options.path))}’.", advice="Choose another file or folder."
        )
    starts, ends, goes_on, owners, numbers = map(np.asarray, zip(*rows, strict=True))
    dataset = TextBlocks(
        options=options,
        starts=starts,
        ends=ends,
        goes_on=goes_on.astype(bool),
        files=owners,
        names=names,
        numbers=numbers,
        stamp=stamp,
        groups=_group(owners, numbers),
        set_aside=tuple(aside),
    )
    dataset._content.append("".join(contents).encode())
    return dataset


def name_files(options: BlockOptions, files: Sequence[Path]) -> list[str]:
    """What they are called: by their place in the folder."""
    if options.path.is_file():
        return [printable(path.name) for path in files]
    return [printable(os.path.relpath(path, options.path)) for path in files]


def _read_all(options: BlockOptions, files: Sequence[Path]) -> tuple[list[str], list[SetAside]]:
    """The text of each, nothing of one that cannot be read; that is an error only where it is the one."""
    contents, aside = [], []
    for path, name in zip(files, name_files(options, files), strict=True):
        try:
            contents.append(_read(path, options.encoding))
        except UserError as error:
            if options.path.is_file():
                raise
            contents.append("")
            aside.append(SetAside(name, error.message))
    return contents, aside


def cut_texts(text: str, separator: str, size: int) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each block, and whether its text goes on behind it.

    Args:
        separator: a line that stands between two texts; empty where there is only one.
        size: characters of a block at most.
    """
    for start, end in _divide(text, separator):
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        while start < end:
            stop = end if end - start <= size else _find_pause(text, start, start + size)
            if not text[start:stop].isspace():
                yield start, stop, stop < end
            start = stop


def _divide(text: str, separator: str) -> Iterator[tuple[int, int]]:
    start = 0
    if separator:
        for match in re.finditer(rf"(?m)^[ \t]*{re.escape(separator)}[ \t]*(?:\n|\Z)", text):
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _find_pause(text: str, start: int, limit: int) -> int:
    """The last good place to pause in the second half of a block; the limit where there is none."""
    begin = start + (limit - start) // 2
    for pause in _PAUSES:
        last = None
        for match in pause.finditer(text, begin, limit):
            last = match.end()
        if last is not None and last > start:
            return last
    return limit


def _to_bytes(text: str, blocks: Iterator[tuple[int, int, bool]]) -> Iterator[tuple[int, int, bool]]:
    """The same places in the UTF-8 of the text."""
    if text.isascii():
        yield from blocks
        return
    seen = offset = 0
    for start, end, goes_on in blocks:
        first = offset + len(text[seen:start].encode())
        last = first + len(text[start:end].encode())
        yield first, last, goes_on
        seen, offset = end, last


def _group(files: NDArray[np.int64], numbers: NDArray[np.int64]) -> list[str]:
    """Many files stay whole; few are divided into runs of neighbours, short ones where there are few blocks."""
    if len(np.unique(files)) >= 20:
        return [str(file) for file in files.tolist()]
    run = max(1, min(NEIGHBOURS, len(files) // 20))
    return [f"{file}-{(number - 1) // run}" for file, number in zip(files.tolist(), numbers.tolist(), strict=True)]


def _find_files(options: BlockOptions) -> list[Path]:
    path = options.path
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise UserError(f"There is no file or folder ‘{printable(str(path))}’.", advice="Check the path.")
    found: list[Path] = []
    for place, folders, names in os.walk(path):
        folders[:] = sorted((name for name in folders if not is_left_behind(name)), key=natural_key)
        for name in sorted((name for name in names if not is_left_behind(name)), key=natural_key):
            suffix, file = suffix_of(name), Path(place, name)
            if suffix in TEXTS.suffixes or TEXTS.is_inside(str(file), suffix):
                found.append(file)
    if not found:
        raise UserError(
            f"No text files found in ‘{printable(str(path))}’.",
            advice=f"Choose a folder with some; looked for {' '.join(sorted(TEXTS.suffixes))}.",
        )
    return found


def _stamp(options: BlockOptions, files: Sequence[Path]) -> str:
    facts: list[Any] = [options.model_dump(mode="json")]
    size = 0
    for path in files:
        try:
            status = path.stat()
        except OSError as error:
            raise _unreadable(path, error) from error
        size += status.st_size
        facts.append([str(path), status.st_size, status.st_mtime_ns])
    if size > MOST_BYTES:
        raise UserError(
            f"‘{printable(str(options.path))}’ holds {size / 2**30:.1f} GB of texts, over {MOST_BYTES / 2**30:.0f}.",
            advice="Take a part of it.",
        )
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode("utf-8", "surrogateescape")).hexdigest()


def _read(path: Path, wanted: str) -> str:
    """With ``\\n`` line ends. Raises: UserError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), wanted or "utf-8")
    if b"\0" in content[:4096] and encoding in ("utf-8", "utf-8-sig"):
        raise UserError(f"‘{printable(str(path))}’ is not a text file.", advice="Choose a file with text alone.")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        raise UserError(
            f"‘{printable(str(path))}’ is not written in {name}: byte {error.start + 1:,} does not fit.",
            advice="Save it as UTF-8, or choose its encoding, for instance cp1252 (Western Europe) or gb18030 "
            "(Chinese). In the terminal: --set dataset.options.encoding=cp1252 to train, or --option encoding=cp1252.",
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unreadable(path: Path, error: OSError) -> UserError:
    return UserError(
        f"‘{printable(str(path))}’ cannot be read: {error.strerror or error}.", advice="Check its permissions."
    )
