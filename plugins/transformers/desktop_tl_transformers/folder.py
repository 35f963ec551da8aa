"""A model in a folder on this computer, as ``save_pretrained`` writes it or the hub of Hugging Face holds it.

Only plain data is read: config.json, model.safetensors and tokenizer.json. Code that lies beside them is never run.
"""

from dataclasses import replace
from pathlib import Path

from pydantic import Field

from desktop_tl.api import Backbone, BackboneSpec, LocalFile, TextPreprocessing, UserError
from desktop_tl_transformers.architectures import ARCHITECTURES
from desktop_tl_transformers.config_file import WHOLE, Network, read_network, require_writer
from desktop_tl_transformers.found import (
    Found,
    FoundOptions,
    Pooled,
    build_found_reader,
    build_found_writer,
    describe_reader,
    describe_writer,
)
from desktop_tl_transformers.model_files import check_files, require
from desktop_tl_transformers.specs import READS, WRITES
from desktop_tl_transformers.tokenizer_file import find_marks


class FolderChoice(FoundOptions):
    """Where the model is."""

    path: str = Field(
        default="",
        title="Folder",
        description="A folder with config.json, model.safetensors and tokenizer.json.",
        json_schema_extra={"folder": True},
    )

    @property
    def identity(self) -> str:
        return self.path

    @property
    def folder(self) -> Path:
        """Its path."""
        return Path(self.path).expanduser()

    @property
    def config(self) -> Path:
        """Where its configuration is."""
        return self.folder / "config.json"


class FolderOptions(Pooled, FolderChoice):
    """Where the model is, and what becomes of a text."""


class FolderWriterOptions(FolderChoice):
    """Where the model is."""


def describe_folder(options: FolderOptions) -> BackboneSpec:
    """The backbone that the folder holds, or held when its network was found out.

    Raises:
        UserError: what is missing or odd, file by file.
    """
    network = options.known or _read(options)
    if not options.known:
        check_files(options.folder, network)
    return describe_reader(FOLDER, _find(options, network))


def describe_folder_writer(options: FolderWriterOptions) -> BackboneSpec:
    """As `describe_folder`. Raises: UserError too if the network does not write."""
    network = options.known or _read(options)
    require_writer(network, options.folder)
    if not options.known:
        check_files(options.folder, network)
        network = network.with_marks(*find_marks(options.folder / "tokenizer.json"))
    return describe_writer(FOLDER_WRITER, _find(options, network))


def build_folder(options: FolderOptions) -> Backbone:
    """On the run thread; of a network that is known, the folder is not looked at. Raises: UserError."""
    return build_found_reader(options.known or _read(options), options.pooling, options.config)


def build_folder_writer(options: FolderWriterOptions) -> Backbone:
    """As `build_folder`."""
    return build_found_writer(options.known or _read(options), options.config)


def _find(options: FolderChoice, network: Network) -> Found:
    folder = options.folder
    return Found(
        network=network,
        title=f"{ARCHITECTURES[network.kind].title} from {folder.name or folder}",
        where=options.config,
        file=lambda name: LocalFile(path=str(folder / name)),
        weights=("folder", "In the folder"),
    )


def _read(options: FolderChoice) -> Network:
    if not options.path:
        raise UserError(
            "No folder is chosen yet.", advice="Choose one with config.json, model.safetensors, tokenizer.json."
        )
    folder = options.folder
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.is_file() else "is not there"
        raise UserError(f"{folder} {what}.", advice=WHOLE)
    pooling = folder / "1_Pooling" / "config.json"  # where sentence-transformers keeps it
    file = require(folder, "config.json", WHOLE)
    return read_network(file, pooling if pooling.is_file() else None, options.identity)


FOLDER = BackboneSpec(
    id="transformers/folder",
    title="Model from a folder",
    preprocessing=TextPreprocessing(max_length=128),
    build=build_folder,
    licence="Apache-2.0",
    description="A BERT, RoBERTa, XLM-RoBERTa, DistilBERT, ModernBERT, GPT-2, Llama or Qwen2, your own or downloaded.",
    options=FolderOptions,
    modality="text",
    tasks=READS,
    specialise=describe_folder,
)

FOLDER_WRITER = replace(
    FOLDER,
    id="transformers/folder-lm",
    title="Model from a folder, to write",
    build=build_folder_writer,
    description="A GPT-2, Llama or Qwen2 of your own, or downloaded, that goes on with a text.",
    options=FolderWriterOptions,
    tasks=WRITES,
    specialise=describe_folder_writer,
)
