"""Small networks without weights, to begin from scratch: on texts of a kind that no network has seen, or to compare."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from desktop_tl.api import Backbone, BackboneSpec, LocalFile, ModelFile
from desktop_tl_transformers.preprocessing import MINILM_VOCABULARY, tokenizer_at
from desktop_tl_transformers.sizes import Sizes, longest_field, tokenizer_field, width_field
from desktop_tl_transformers.specs import DecoderOptions, EncoderOptions, build_reader, build_writer, reading, writing
from desktop_tl_transformers.tokenizer_file import find_marks

OWN_TOKENIZER = "parts_of_words.json"
"""2,048 parts of words, as GPT-2's but learned from the King James Bible, which belongs to everybody; what is none of
them is spelt in bytes, so that it takes any language."""

OWN_TOKENS, OWN_MARK = 2048, 0


class FreshEncoderOptions(Sizes, EncoderOptions):
    """A BERT of a size of one's own."""


class FreshDecoderOptions(Sizes, DecoderOptions):
    """A GPT-2 of a size of one's own."""


class FreshWriterOptions(Sizes):
    """A GPT-2 of a size of one's own that writes."""

    width: int = width_field(128)
    longest: int = longest_field(256, "Most tokens that it looks back at.")
    tokenizer: str = tokenizer_field(
        "A tokenizer.json of your own. It must be able to write every text it reads, as GPT-2's.",
        "2,048 parts of English words, and bytes",
    )


def describe_encoder(options: FreshEncoderOptions) -> BackboneSpec:
    """As it is with these options. Raises: UserError if there is no tokenizer at its path."""
    return _reader(
        "bert",
        options,
        id="transformers/bert-small",
        title="Small BERT, from scratch",
        build=build_encoder,
        description="A BERT of any size without weights. It learns from your texts alone, of which it wants many.",
        specialise=describe_encoder,
    )


def describe_decoder(options: FreshDecoderOptions) -> BackboneSpec:
    """As `describe_encoder`."""
    return _reader(
        "gpt2",
        options,
        id="transformers/gpt2-small",
        title="Small GPT-2, from scratch",
        build=build_decoder,
        description="A GPT-2 of any size without weights, which reads a text word after word.",
        specialise=describe_decoder,
    )


def describe_writer(options: FreshWriterOptions) -> BackboneSpec:
    """As `describe_encoder`."""
    config = options.config("gpt2", usual=OWN_TOKENS)
    marks, tokenizer = (OWN_MARK, OWN_MARK), own_tokenizer()
    if options.tokenizer:
        # A run that began with it keeps the marks with its tokenizer, which may be gone.
        marks = (-1, -1) if options.is_counted else find_marks(Path(options.tokenizer).expanduser())
        tokenizer = LocalFile(path=options.tokenizer)
    return BackboneSpec(
        id="transformers/gpt2-small-lm",
        title="Small GPT-2, to write, from scratch",
        build=build_fresh_writer,
        description="A GPT-2 of any size without weights. It learns to write from your texts alone, of which it wants "
        "many; a long text first, then yours, is better than yours alone.",
        specialise=describe_writer,
        resolved=options.keep(config),
        **writing("gpt2", config, tokenizer, marks, FreshWriterOptions),
    )


def _reader(kind: str, options: Sizes, **about: Any) -> BackboneSpec:
    config = _config(kind, options)
    fields = reading(kind, config, tokenizer_at(options.tokenizer), type(options))
    return BackboneSpec(**about, **fields, resolved=options.keep(config))


def _config(kind: str, options: Sizes) -> Mapping[str, Any]:
    return options.config(kind, usual=MINILM_VOCABULARY)


def build_encoder(options: FreshEncoderOptions) -> Backbone:
    """On the run thread. Raises: UserError if there is no tokenizer at its path."""
    return build_reader("bert", _config("bert", options), options.pooling)


def build_decoder(options: FreshDecoderOptions) -> Backbone:
    """As `build_encoder`."""
    return build_reader("gpt2", _config("gpt2", options), options.pooling)


def build_fresh_writer(options: FreshWriterOptions) -> Backbone:
    """As `build_encoder`."""
    return build_writer("gpt2", options.config("gpt2", usual=OWN_TOKENS))


def own_tokenizer() -> ModelFile:
    """That of the plugin."""
    return LocalFile(path=str(resources.files("desktop_tl_transformers") / OWN_TOKENIZER))


def list_fresh() -> list[BackboneSpec]:
    """One that reads a text as a whole, and one that reads it word after word."""
    return [describe_encoder(FreshEncoderOptions()), describe_decoder(FreshDecoderOptions())]


FRESH_WRITER = describe_writer(FreshWriterOptions())
