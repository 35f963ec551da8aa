"""Looks into a tokenizer.json, as far as a network's size depends on it; the app reads the rest."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from desktop_tl.api import UserError

ADVICE = "Choose the tokenizer.json that the network's authors offer, or that ‘save_pretrained’ of a tokenizer writes."


def count_tokens(path: Path) -> int:
    """How many rows a table of its tokens needs.

    Raises:
        UserError: there is no such file, or it is none.
    """
    try:
        stat = path.stat()
    except OSError as error:
        raise UserError(f"There is no tokenizer at {path}: {error.strerror}.", advice=ADVICE) from error
    return _count(path, stat.st_mtime_ns, stat.st_size)


_BEGINS = ("<|endoftext|>", "<|begin_of_text|>", "<s>", "<bos>", "[CLS]", "[BOS]")
_ENDS = ("<|endoftext|>", "<|end_of_text|>", "</s>", "<eos>", "[SEP]", "[EOS]")
"""What tokenizers call the tokens before and behind a text, the surest first."""


def find_marks(path: Path) -> tuple[int, int]:
    """The numbers of the tokens that stand before and behind a text, by their usual names; -1 for none.

    Raises:
        UserError: as `count_tokens`.
    """
    count_tokens(path)
    added = json.loads(path.read_text("utf-8")).get("added_tokens") or ()
    known = {token.get("content"): token["id"] for token in added}
    begin, end = (next((known[name] for name in names if name in known), -1) for names in (_BEGINS, _ENDS))
    return begin, end


@lru_cache(maxsize=8)
def _count(path: Path, _time: int, _size: int) -> int:
    try:
        document = json.loads(path.read_text("utf-8"))
        vocabulary = document["model"]["vocab"]
        numbers = vocabulary.values() if isinstance(vocabulary, dict) else range(len(vocabulary))
        added = [token["id"] for token in document.get("added_tokens") or ()]
        count = 1 + max([*numbers, *added])
    except OSError as error:
        raise UserError(f"The tokenizer {path} cannot be read: {error.strerror}.", advice=ADVICE) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:  # no JSON, no UTF-8, empty
        raise UserError(f"{path} is no tokenizer.json of the library tokenizers.", advice=ADVICE) from error
    return _checked(count, path)


def _checked(count: Any, path: Path) -> int:
    if not isinstance(count, int) or count < 1:
        raise UserError(f"{path} numbers its tokens oddly.", advice=ADVICE)
    return count
