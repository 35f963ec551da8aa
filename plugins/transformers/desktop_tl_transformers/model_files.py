"""Says what is wrong with the files beside a config.json before a run begins with them."""

import json
import re
import struct
from math import prod
from pathlib import Path

from desktop_tl.api import UserError
from desktop_tl_transformers.architectures import ARCHITECTURES
from desktop_tl_transformers.config_file import WHOLE, Network, measure
from desktop_tl_transformers.measures import Measures
from desktop_tl_transformers.tokenizer_file import count_tokens
from desktop_tl_transformers.weights import own_names

_MOST_HEADER = 100 * 2**20
"""Bytes; as the library safetensors limits it."""
_FLOATING = frozenset(("F64", "F32", "F16", "BF16"))


def check_files(folder: Path, network: Network) -> None:
    """Raises: UserError if the files beside config.json are not of this network, or not whole."""
    measures = measure(network, folder / "config.json")
    _check_weights(folder, network, measures)
    _check_tokenizer(folder, measures)


def _check_weights(folder: Path, network: Network, measures: Measures) -> None:
    """That the file is whole, and of this network as far as its table of contents tells."""
    path = require(folder, "model.safetensors", _about_weights(folder))
    types, shapes = _read_contents(path)
    names = own_names(network.kind, shapes)
    architecture = ARCHITECTURES[network.kind]
    number = re.compile(re.escape(architecture.blocks) + r"(\d+)\.")
    layers = len({match[1] for name in names if (match := number.match(name))})
    words = next(
        (shapes[names[name]] for name in names if name.startswith(architecture.embeddings) and _is_words(name)), []
    )
    if not layers or not words:
        raise UserError(
            f"{path} holds no weights of {architecture.title}, which config.json says that it is.", advice=WHOLE
        )
    if odd := next((types[there] for there in names.values() if types[there] not in _FLOATING), ""):
        raise UserError(
            f"{path} holds numbers of the type {odd}: it was made smaller to run, and cannot be trained.",
            advice="Choose the model that it was made from.",
        )
    for found, wanted, what in (
        (layers, measures.layers, "layers"),
        (words[0], measures.vocabulary, "tokens"),
        (prod(words[1:]), measures.width, "numbers for each token"),
    ):
        if found != wanted:
            raise UserError(
                f"{path} is for {found:,} {what}, config.json says {wanted:,}.",
                advice="Choose a folder whose files belong to one model.",
            )


def _check_tokenizer(folder: Path, measures: Measures) -> None:
    tokenizer = require(folder, "tokenizer.json", _about_tokenizer(folder))
    tokens = count_tokens(tokenizer)
    if tokens > measures.vocabulary:
        raise UserError(
            f"{tokenizer} knows {tokens:,} tokens, the network of {folder / 'config.json'} only "
            f"{measures.vocabulary:,}.",
            advice="Choose a folder whose files belong to one model.",
        )


def _is_words(name: str) -> bool:
    return name.endswith(("word_embeddings.weight", "tok_embeddings.weight", "wte.weight", "embed_tokens.weight"))


def _read_contents(path: Path) -> tuple[dict[str, str], dict[str, list[int]]]:
    """The type and the shape of each tensor, from the table of contents of a safetensors file."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
            length = struct.unpack("<Q", start)[0] if len(start) == 8 else 0
            if start.startswith(b"version "):
                raise UserError(
                    f"{path} is a pointer of Git LFS; the file itself was not downloaded.",
                    advice="Run ‘git lfs pull’ there, or download the file by itself.",
                )
            if not 2 <= length <= _MOST_HEADER:
                raise UserError(f"{path} is no safetensors file.", advice=WHOLE)
            content = file.read(length)
        table = json.loads(content)
        table.pop("__metadata__", None)
        types = {name: str(entry["dtype"]) for name, entry in table.items()}
        shapes = {name: list(map(int, entry["shape"])) for name, entry in table.items()}
        end = max((entry["data_offsets"][1] for entry in table.values()), default=0)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.", advice="Check the file.") from error
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        cut_off = len(content) < length
        what = "is cut off" if cut_off else "is no safetensors file"
        raise UserError(f"{path} {what}.", advice="Download it again." if cut_off else WHOLE) from error
    if size < 8 + length + end:
        raise UserError(f"{path} is cut off: {size:,} of {8 + length + end:,} bytes.", advice="Download it again.")
    return types, shapes


def require(folder: Path, name: str, advice: str) -> Path:
    """The file with that name. Raises: UserError if it is not there."""
    path = folder / name
    if not path.is_file():
        raise UserError(f"The folder {folder} has no {name}.", advice=advice)
    return path


def _about_weights(folder: Path) -> str:
    if (folder / "model.safetensors.index.json").is_file():
        return 'Its weights are in several files; save them as one: save_pretrained(…, max_shard_size="100GB").'
    other = next((file.name for pattern in ("*.bin", "*.pt", "*.h5", "*.msgpack") for file in folder.glob(pattern)), "")
    if other:
        return f"It has {other}, which may hold code and is not opened; save the model anew with save_pretrained."
    return WHOLE


def _about_tokenizer(folder: Path) -> str:
    if any(
        (folder / name).is_file() for name in ("vocab.txt", "vocab.json", "tokenizer.model", "sentencepiece.bpe.model")
    ):
        return (
            "It has the tokenizer in an older form; load it with AutoTokenizer and save it anew with save_pretrained."
        )
    return WHOLE
