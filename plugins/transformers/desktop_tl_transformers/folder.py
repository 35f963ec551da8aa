"""A model in a folder on this computer, as ``save_pretrained`` writes it or the hub of Hugging Face holds it.

Only plain data is read: config.json, model.safetensors and tokenizer.json. Code that lies beside them is never run.
"""

import json
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import prod
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from desktop_tl.api import Backbone, BackboneSpec, LocalFile, TextPreprocessing, UserError, Weights
from desktop_tl_transformers.architectures import (
    ARCHITECTURES,
    Measures,
    UnusableConfig,
    count_flops,
    count_parameters,
    read_measures,
)
from desktop_tl_transformers.catalog import TASKS
from desktop_tl_transformers.preprocessing import preprocess
from desktop_tl_transformers.tokenizer_file import count_tokens
from desktop_tl_transformers.weights import adapt_weights, own_names

_WHOLE = "Choose a folder that ‘save_pretrained’ has written, or that was downloaded whole."
_MOST_HEADER = 100 * 2**20
"""Bytes; as the library safetensors limits it."""
_FLOATING = frozenset(("F64", "F32", "F16", "BF16"))
_NOT_DONE = {
    "is_decoder": "it is set up to write texts (is_decoder), which this kind is not used for here",
    "use_sliding_window": "its layers look back only so far (use_sliding_window), which is not done here",
    "add_cross_attention": "it is one half of a translator (add_cross_attention)",
}


class Network(BaseModel):
    """What was read in a folder, as far as a network is made of it.

    Args:
        path: the folder, as the options name it; of another one this says nothing.
        kind: which of `ARCHITECTURES`.
        config: those values of config.json that are looked at; without null, which stands for what is usual.
        pooling: what is usual for the model.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    kind: str
    config: dict[str, Any]
    pooling: Literal["mean", "first", "last"]

    @field_validator("kind")
    @classmethod
    def _is_known(cls, kind: str) -> str:
        if kind not in ARCHITECTURES:
            raise ValueError(f"must be one of {', '.join(ARCHITECTURES)}")
        return kind


class FolderChoice(BaseModel):
    """Where the model is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str = Field(
        default="",
        title="Folder",
        description="A folder with config.json, model.safetensors and tokenizer.json.",
        json_schema_extra={"folder": True},
    )
    network: Network | None = Field(
        default=None,
        description="What was found in the folder: a run keeps it, and needs the folder no more.",
        json_schema_extra={"level": "hidden"},
    )

    @property
    def known(self) -> Network | None:
        """What was found in this very folder before."""
        return self.network if self.network is not None and self.network.path == self.path else None


class FolderOptions(FolderChoice):
    """Where the model is, and what becomes of a text."""

    pooling: Literal["usual", "mean", "first", "last"] = Field(
        default="usual",
        title="Pooling",
        description="What the features of a text are made of.",
        json_schema_extra={
            "level": "advanced",
            "labels": {
                "usual": "As is usual for the model",
                "mean": "The mean of all tokens",
                "first": "The first token",
                "last": "The last token",
            },
        },
    )


@dataclass(frozen=True, kw_only=True)
class Model:
    """What the folder holds."""

    path: Path
    network: Network
    measures: Measures

    @property
    def kind(self) -> str:
        return self.network.kind

    @property
    def config(self) -> Mapping[str, Any]:
        return self.network.config


def build_folder(options: FolderOptions) -> Backbone:
    """On the run thread; of a network that is known, the folder is not looked at. Raises: UserError."""
    from desktop_tl_transformers.network import build_backbone  # imports torch, which listing must not

    model = read_model(options)
    try:
        usual = model.network.pooling
        return build_backbone(model.kind, model.config, usual if options.pooling == "usual" else options.pooling)
    except UnusableConfig as error:
        raise unusable(model.path / "config.json", str(error)) from error


def describe_folder(options: FolderOptions) -> BackboneSpec:
    """The backbone that the folder holds, or held when its network was found out.

    Raises:
        UserError: what is missing or odd, file by file.
    """
    model = read_model(options)
    if not options.known:
        check_model(model)
    preprocessing = preprocess(LocalFile(path=str(model.path / "tokenizer.json")), model.measures.longest)
    return replace(
        FOLDER,
        title=f"{ARCHITECTURES[model.kind].title} from {model.path.name or model.path}",
        preprocessing=preprocessing,
        parameters=count_parameters(model.kind, model.config),
        flops=count_flops(model.kind, model.config, preprocessing.max_length),
        family=ARCHITECTURES[model.kind].title,
        weights=[
            Weights(
                id="folder",
                title="In the folder",
                source=LocalFile(path=str(model.path / "model.safetensors")),
                licence="unknown",
                training_data="unknown",
                adapt=partial(adapt_weights, model.kind),
            )
        ],
        resolved={"network": model.network.model_dump(mode="json")},
    )


FOLDER = BackboneSpec(
    id="transformers/folder",
    title="Model from a folder",
    preprocessing=TextPreprocessing(max_length=128),
    build=build_folder,
    licence="Apache-2.0",
    description="A BERT, RoBERTa, XLM-RoBERTa, DistilBERT, ModernBERT, GPT-2, Llama or Qwen2, your own or downloaded.",
    options=FolderOptions,
    modality="text",
    tasks=TASKS,
    specialise=describe_folder,
)


def check_model(model: Model) -> None:
    """Raises: UserError if the files beside config.json are not of this network, or not whole."""
    _check_weights(model)
    _check_tokenizer(model)


def read_model(options: FolderChoice) -> Model:
    """What config.json says, or said when it was found out. Raises: UserError."""
    path = Path(options.path).expanduser()
    network = options.known or _read_network(path, options)
    return Model(path=path, network=network, measures=measure(network, path / "config.json"))


def measure(network: Network, where: object) -> Measures:
    """How large it is. Raises: UserError, naming ``where``."""
    try:
        measures = read_measures(network.kind, network.config)
    except UnusableConfig as error:
        raise unusable(where, str(error)) from error
    if measures.longest < 2:
        raise unusable(where, f"it has room for {measures.positions} positions only")
    return measures


def _read_network(path: Path, options: FolderChoice) -> Network:
    if not options.path:
        raise UserError(
            "No folder is chosen yet.", advice="Choose one with config.json, model.safetensors, tokenizer.json."
        )
    if not path.is_dir():
        what = "is a file, not a folder" if path.is_file() else "is not there"
        raise UserError(f"{path} {what}.", advice=_WHOLE)
    pooling = path / "1_Pooling" / "config.json"  # where sentence-transformers keeps it
    file = _require(path, "config.json", _WHOLE)
    return read_network(file, pooling if pooling.is_file() else None, options.path)


def read_network(file: Path, pooling: Path | None, name: str) -> Network:
    """What is in a config.json, and in the file that tells of the pooling, if there is one. Raises: UserError.

    Args:
        name: of the model, as the options have it.
    """
    config = _read_json(file)
    kind = config.get("model_type")
    known = ", ".join(architecture.title for architecture in ARCHITECTURES.values())
    if not isinstance(kind, str) or kind not in ARCHITECTURES:
        named = f"a model of the kind ‘{kind}’" if isinstance(kind, str) else "no kind of model (model_type)"
        raise UserError(f"{file} names {named}.", advice=f"These are known: {known}.")
    for key, why in _NOT_DONE.items():
        if config.get(key):
            raise unusable(file, why)
    if config.get("position_embedding_type", "absolute") != "absolute":
        raise unusable(file, f"its positions are ‘{config['position_embedding_type']}’, which the library has given up")
    looked_at = {key: config[key] for key in sorted(ARCHITECTURES[kind].keys & set(config))}
    return Network(path=name, kind=kind, config=_without_null(looked_at), pooling=_usual_pooling(pooling, kind))


def _without_null(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _without_null(value) if isinstance(value, dict) else value
        for key, value in values.items()
        if value is not None
    }


def _usual_pooling(told: Path | None, kind: str) -> Literal["mean", "first", "last"]:
    modes = _read_json(told) if told else {}
    if modes.get("pooling_mode_cls_token"):
        return "first"
    if modes.get("pooling_mode_lasttoken"):
        return "last"
    return "last" if ARCHITECTURES[kind].is_causal and not modes.get("pooling_mode_mean_tokens") else "mean"


def _check_weights(model: Model) -> None:
    """That the file is whole, and of this network as far as its table of contents tells."""
    path = _require(model.path, "model.safetensors", _about_weights(model.path))
    types, shapes = _read_contents(path)
    names = own_names(model.kind, shapes)
    architecture, measures = ARCHITECTURES[model.kind], model.measures
    number = re.compile(re.escape(architecture.blocks) + r"(\d+)\.")
    layers = len({match[1] for name in names if (match := number.match(name))})
    words = next(
        (shapes[names[name]] for name in names if name.startswith(architecture.embeddings) and _is_words(name)), []
    )
    if not layers or not words:
        raise UserError(
            f"{path} holds no weights of {architecture.title}, which config.json says that it is.", advice=_WHOLE
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


def _check_tokenizer(model: Model) -> None:
    tokenizer = _require(model.path, "tokenizer.json", _about_tokenizer(model.path))
    tokens = count_tokens(tokenizer)
    if tokens > model.measures.vocabulary:
        raise UserError(
            f"{tokenizer} knows {tokens:,} tokens, the network of {model.path / 'config.json'} only "
            f"{model.measures.vocabulary:,}.",
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
                raise UserError(f"{path} is no safetensors file.", advice=_WHOLE)
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
        raise UserError(f"{path} {what}.", advice="Download it again." if cut_off else _WHOLE) from error
    if size < 8 + length + end:
        raise UserError(f"{path} is cut off: {size:,} of {8 + length + end:,} bytes.", advice="Download it again.")
    return types, shapes


def _require(folder: Path, name: str, advice: str) -> Path:
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
    return _WHOLE


def _about_tokenizer(folder: Path) -> str:
    if any(
        (folder / name).is_file() for name in ("vocab.txt", "vocab.json", "tokenizer.model", "sentencepiece.bpe.model")
    ):
        return (
            "It has the tokenizer in an older form; load it with AutoTokenizer and save it anew with save_pretrained."
        )
    return _WHOLE


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.", advice="Check the file.") from error
    except (ValueError, RecursionError) as error:  # ValueError: of UTF-8 too
        raise UserError(f"{path} is no JSON: {error}.", advice=_WHOLE) from error
    if not isinstance(content, dict):
        raise UserError(f"{path} holds no named values.", advice=_WHOLE)
    return content


def unusable(config: object, why: str) -> UserError:
    """For a configuration that no network can be made of."""
    return UserError(f"No network can be made of {config}: {why}.", advice="Choose another model.")
