"""Networks that write: those of the catalog that are causal, a folder with one, and a small one to begin from scratch.

Each is the network of `catalog`, `folder` or `fresh` without pooling, and with its last layer, which tells the next
token.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field

from desktop_tl.api import (
    Backbone,
    BackboneSpec,
    LocalFile,
    ModelFile,
    NoOptions,
    TextPreprocessing,
    UserError,
    Weights,
)
from desktop_tl_transformers.architectures import (
    ARCHITECTURES,
    UnusableConfig,
    count_flops,
    count_parameters,
    read_measures,
)
from desktop_tl_transformers.catalog import MODELS, Model
from desktop_tl_transformers.folder import FOLDER, FolderChoice, check_model, read_model, unusable
from desktop_tl_transformers.fresh import Sizes, config_of
from desktop_tl_transformers.preprocessing import LONG_LENGTH, hub_file, preprocess
from desktop_tl_transformers.tokenizer_file import find_marks
from desktop_tl_transformers.weights import adapt_language_model

TASKS = ("text-generation",)

GPT2_MARK = 50256
"""<|endoftext|>, which stands before and behind every text."""

OWN_TOKENIZER = "parts_of_words.json"
"""2,048 parts of words, as GPT-2's but learned from the King James Bible, which belongs to everybody; what is none of
them is spelt in bytes, so that it takes any language."""

OWN_TOKENS, OWN_MARK = 2048, 0


class FolderWriterOptions(FolderChoice):
    """Where the model is."""


class FreshWriterOptions(Sizes):
    """A GPT-2 of a size of one's own that writes."""

    width: int = Field(
        default=128,
        ge=64,
        le=2048,
        title="Width",
        description="Numbers that stand for each token. A multiple of 64.",
        json_schema_extra={"step": 64},
    )
    longest: int = Field(
        default=256,
        ge=16,
        le=4096,
        title="Longest text",
        description="Most tokens that it looks back at.",
        json_schema_extra={"level": "advanced"},
    )
    tokenizer: str = Field(
        default="",
        title="Tokenizer",
        description="A tokenizer.json of your own. It must be able to write every text it reads, as GPT-2's.",
        json_schema_extra={
            "level": "advanced",
            "filter": "tokenizer.json (*.json)",
            "hint": "2,048 parts of English words, and bytes",
        },
    )


def list_writers() -> list[BackboneSpec]:
    """Those with weights, the folder, the small one."""
    return [*(_spec(model) for model in MODELS if ARCHITECTURES[model.kind].is_causal), FOLDER_WRITER, FRESH_WRITER]


def _spec(model: Model) -> BackboneSpec:
    file = partial(hub_file, model.repository, model.revision)
    return BackboneSpec(
        id=f"transformers/{model.name}-lm",
        title=f"{model.title}, to write",
        build=partial(_build, model.kind, model.config),
        weights=[
            Weights(
                id="hub",
                title=model.repository,
                source=file("model.safetensors", sha256=model.sha256, size=model.size),
                licence=model.licence,
                training_data=model.training_data,
                adapt=partial(adapt_language_model, model.kind),
            )
        ],
        description=f"{model.title} as its authors meant it: it goes on with a text. Fine-tuned on your texts, it "
        "writes such ones.",
        paper=model.paper,
        **_measures(model.kind, model.config, file("tokenizer.json"), GPT2_MARK, GPT2_MARK),
    )


def _build(kind: str, config: Mapping[str, Any], _options: BaseModel) -> Backbone:
    from desktop_tl_transformers.network import build_language_model  # imports torch, which listing must not

    return build_language_model(kind, config)


def _measures(
    kind: str,
    config: Mapping[str, Any],
    tokenizer: ModelFile,
    begin: int,
    end: int,
    options: type[BaseModel] = NoOptions,
) -> dict[str, Any]:
    longest = read_measures(kind, config).longest
    known = preprocess(tokenizer, longest).at_length(min(LONG_LENGTH, longest))
    preprocessing = known.model_copy(update={"begin": begin, "end": end})
    return {
        "preprocessing": preprocessing,
        "parameters": count_parameters(kind, config),
        "flops": count_flops(kind, config, preprocessing.max_length),
        "licence": "Apache-2.0",
        "family": ARCHITECTURES[kind].title,
        "options": options,
        "modality": "text",
        "tasks": TASKS,
    }


def build_folder(options: FolderWriterOptions) -> Backbone:
    """On the run thread; of a network that is known, the folder is not looked at. Raises: UserError."""
    model = read_model(options)
    try:
        return _build(model.kind, model.config, options)
    except UnusableConfig as error:
        raise unusable(model.path / "config.json", str(error)) from error


def describe_folder(options: FolderWriterOptions) -> BackboneSpec:
    """The backbone that the folder holds, or held when its network was found out.

    Raises:
        UserError: what is missing or odd, file by file, or that the network does not write.
    """
    model = read_model(options)
    architecture = ARCHITECTURES[model.kind]
    if not architecture.is_causal:
        known = ", ".join(one.title for one in ARCHITECTURES.values() if one.is_causal)
        raise UserError(
            f"{architecture.title} in {model.path} reads a text as a whole; it cannot write one.",
            advice=f"Choose a folder with one of these: {known}.",
        )
    begin = end = -1  # a run that began with it keeps them with its tokenizer
    if not options.known:
        check_model(model)
        begin, end = find_marks(model.path / "tokenizer.json")
    return replace(
        FOLDER_WRITER,
        title=f"{architecture.title} from {model.path.name or model.path}, to write",
        weights=[
            Weights(
                id="folder",
                title="In the folder",
                source=LocalFile(path=str(model.path / "model.safetensors")),
                licence="unknown",
                training_data="unknown",
                adapt=partial(adapt_language_model, model.kind),
            )
        ],
        resolved={"network": model.network.model_dump(mode="json")},
        **_measures(
            model.kind,
            model.config,
            LocalFile(path=str(model.path / "tokenizer.json")),
            begin,
            end,
            FolderWriterOptions,
        ),
    )


FOLDER_WRITER = replace(
    FOLDER,
    id="transformers/folder-lm",
    title="Model from a folder, to write",
    preprocessing=TextPreprocessing(max_length=128),
    build=build_folder,
    description="A GPT-2, Llama or Qwen2 of your own, or downloaded, that goes on with a text.",
    options=FolderWriterOptions,
    tasks=TASKS,
    specialise=describe_folder,
)


def own_tokenizer() -> LocalFile:
    """That of the plugin."""
    return LocalFile(path=str(resources.files("desktop_tl_transformers") / OWN_TOKENIZER))


def _config_of(options: FreshWriterOptions) -> Mapping[str, Any]:
    return config_of("gpt2", options, usual=OWN_TOKENS)


def build_fresh(options: FreshWriterOptions) -> Backbone:
    """On the run thread. Raises: UserError if there is no tokenizer at its path."""
    return _build("gpt2", _config_of(options), options)


def describe_fresh(options: FreshWriterOptions) -> BackboneSpec:
    """As it is with these options. Raises: UserError if there is no tokenizer at its path."""
    config = _config_of(options)
    is_known = options.counted is not None and options.counted.path == options.tokenizer
    begin, end = OWN_MARK, OWN_MARK
    if options.tokenizer:
        begin, end = (-1, -1) if is_known else find_marks(Path(options.tokenizer).expanduser())
    tokenizer = LocalFile(path=options.tokenizer) if options.tokenizer else own_tokenizer()
    return BackboneSpec(
        id="transformers/gpt2-small-lm",
        title="Small GPT-2, to write, from scratch",
        build=build_fresh,
        description="A GPT-2 of any size without weights. It learns to write from your texts alone, of which it wants "
        "many; a long text first, then yours, is better than yours alone.",
        specialise=describe_fresh,
        resolved={"counted": {"path": options.tokenizer, "tokens": config["vocab_size"]}} if options.tokenizer else {},
        **_measures("gpt2", config, tokenizer, begin, end, FreshWriterOptions),
    )


FRESH_WRITER = describe_fresh(FreshWriterOptions())
