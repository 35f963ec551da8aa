"""The one way from a file, bytes or a text to the numbers of its tokens. Without torch."""

import codecs
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api.datasets import TextPart
from desktop_tl.api.preprocessing import TextPreprocessing
from desktop_tl.engine.sources import Source, UnreadableSample, explain_file_error

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MOST_BYTES = 16 * 2**20
"""A text file that is larger is not one sample."""

CHARACTERS_A_TOKEN = 40
"""No more of a text is looked at than so many characters for each token that is kept: a book takes seconds."""

NO_TOKEN = -1
"""Stands behind the end of a text, up to the length of its row."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class UnreadableText(UnreadableSample):
    """A text that cannot be used."""


def read_text(source: Source) -> str:
    """The text of a sample.

    Raises:
        UnreadableText: with the reason in words.
    """
    if isinstance(source, str):
        text = source
    elif isinstance(source, (bytes, Path)):
        text = decode_text(source if isinstance(source, bytes) else _read_file(source))
    else:
        raise UnreadableText("it is a picture, not a text")
    if not text.strip():
        raise UnreadableText("the text is empty")
    return text


def decode_text(content: bytes) -> str:
    """UTF-8, or what a byte order mark says. Raises: UnreadableText."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in content[:4096]:
        raise UnreadableText("it is not a text file")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableText(
            f"it is not written in {encoding.removesuffix('-sig').upper()} (byte {error.start + 1} does not fit); save "
            "it as UTF-8"
        ) from None


def load_tokens(source: Source, preprocessing: TextPreprocessing) -> NDArray[np.int32]:
    """The numbers of the tokens, filled up with `NO_TOKEN` to shape (max_length,). In any thread.

    Raises:
        UnreadableText: with the reason in words.
    """
    length = preprocessing.max_length
    text = read_text(source)
    numbers = _frame(source, text, preprocessing) if preprocessing.is_framed else _encode(text, preprocessing, length)
    if not numbers:
        raise UnreadableText("nothing of the text is known to the tokenizer")
    row = np.full(length, NO_TOKEN, np.int32)
    row[: len(numbers)] = numbers
    return row


def _encode(text: str, preprocessing: TextPreprocessing, most: int, *, is_framed: bool = False) -> list[int]:
    """At most so many tokens; those that the tokenizer itself puts around a text only where nothing else frames it."""
    tokenizer = load_tokenizer(preprocessing.document, most)
    return tokenizer.encode(text[: most * CHARACTERS_A_TOKEN], add_special_tokens=not is_framed).ids[:most]


def _frame(source: Source, text: str, preprocessing: TextPreprocessing) -> list[int]:
    """The tokens with those before and behind them; no end where the text goes on."""
    begin = [preprocessing.begin] if preprocessing.begin >= 0 else []
    room = preprocessing.max_length - len(begin)
    numbers = _encode(text, preprocessing, room + 1, is_framed=True)  # one more tells whether it is cut
    if not numbers:
        return []
    goes_on = isinstance(source, TextPart) or len(text) > (room + 1) * CHARACTERS_A_TOKEN
    end = [] if goes_on or preprocessing.end < 0 else [preprocessing.end]
    return (begin + numbers + end)[: preprocessing.max_length]


def is_cut(source: Source, preprocessing: TextPreprocessing) -> bool:
    """Whether not all of a text is learnt. Raises: UnreadableText."""
    text = read_text(source)
    room = preprocessing.max_length - (preprocessing.begin >= 0)
    return len(_encode(text, preprocessing, room + 1, is_framed=preprocessing.is_framed)) > room


def encode_prompt(prompt: str, preprocessing: TextPreprocessing) -> list[int]:
    """The numbers of all its tokens, behind the one that begins a text; perhaps none."""
    begin = [preprocessing.begin] if preprocessing.begin >= 0 else []
    tokenizer = load_tokenizer(preprocessing.document, 0)
    return begin + list(tokenizer.encode(prompt, add_special_tokens=False).ids)


def decode_tokens(numbers: Sequence[int], preprocessing: TextPreprocessing) -> str:
    """The text that tokens stand for, without those that frame it."""
    return str(load_tokenizer(preprocessing.document, 0).decode(list(numbers), skip_special_tokens=True))


@lru_cache(maxsize=4)
def load_tokenizer(document: str, max_length: int) -> "Tokenizer":
    """The tokenizer of a ``tokenizer.json``, which cuts what is longer (0 for nothing) and fills nothing up.

    Raises:
        ValueError: it is none.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # the loader's threads are enough
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_str(document)
    except Exception as error:  # the library raises plain Exception
        raise ValueError(f"this is no tokenizer.json: {error}") from error
    tokenizer.no_padding()
    if max_length:
        tokenizer.enable_truncation(max_length)
    else:
        tokenizer.no_truncation()
    return tokenizer


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableText(f"the file has more than {MOST_BYTES // 2**20} MB")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableText(explain_file_error(error, "a text") or f"it cannot be read: {error.strerror}") from error
