"""Hands folders of pictures and of texts, one folder per class, and texts without classes to Desktop TL."""

import codecs
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, field_validator

from desktop_tl.api import DatasetSpec, hookimpl

if TYPE_CHECKING:
    from desktop_tl_folders.blocks import TextBlocks
    from desktop_tl_folders.dataset import FolderDataset


class FolderOptions(BaseModel):
    """What to choose for a folder of pictures or texts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    root: Path = Field(title="Folder", description="Holds one folder per class, named after the class.")


class BlockOptions(BaseModel):
    """What to choose for texts without classes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path = Field(
        title="Text",
        description="A text file, or a folder of them.",
        json_schema_extra={"filter": "*.txt *.text *.md *.markdown *.rst"},
    )
    block: int = Field(
        default=500,
        ge=20,
        le=100_000,
        title="Length of a block",
        description="Most characters that are learnt together. Longer texts are cut where a reader would pause; 500 "
        "are 100 to 250 tokens.",
    )
    separator: str = Field(
        default="",
        title="Line between two texts",
        description="A line that stands between two texts of one file, for instance % or ---. Without one, a file is "
        "one text.",
    )
    encoding: str = Field(
        default="",
        title="Encoding",
        description="Empty takes UTF-8, or UTF-16 where the file says so. Old files may need cp1252 or gb18030.",
        json_schema_extra={"level": "advanced"},
    )

    @field_validator("encoding")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            codecs.lookup(name or "utf-8")
        except LookupError:
            raise ValueError("no such encoding; for instance utf-8, utf-16, cp1252, gb18030 or shift_jis") from None
        return name

    @field_validator("separator")
    @classmethod
    def _is_one_line(cls, line: str) -> str:
        if "\n" in line:
            raise ValueError("must be one line")
        return line.strip()


class BlockFolderOptions(BlockOptions):
    """The same, for a folder."""

    path: Path = Field(
        title="Folder", description="Holds text files, in it or below.", json_schema_extra={"folder": True}
    )


def open_blocks(options: BaseModel) -> "TextBlocks":
    """Opens the texts; called on a worker thread, raises `UserError`."""
    from desktop_tl_folders.blocks import open_blocks as read_blocks  # numpy: listing does without

    return read_blocks(BlockOptions.model_validate(options, from_attributes=True))


def open_images(options: BaseModel) -> "FolderDataset":
    """Opens the folder; called on a worker thread, raises `UserError`."""
    from desktop_tl_folders.formats import PICTURES
    from desktop_tl_folders.opening import open_folder  # numpy: listing does without

    return open_folder(FolderOptions.model_validate(options, from_attributes=True).root, PICTURES)


def open_texts(options: BaseModel) -> "FolderDataset":
    """As `open_images`."""
    from desktop_tl_folders.formats import TEXTS
    from desktop_tl_folders.opening import open_folder  # as above

    return open_folder(FolderOptions.model_validate(options, from_attributes=True).root, TEXTS)


def recognises_images(path: Path) -> bool:
    """Whether a path looks like a folder of pictures."""
    from desktop_tl_folders.recognising import holds_pictures

    return path.is_dir() and holds_pictures(path)


def recognises_texts(path: Path) -> bool:
    """Whether a path looks like a folder of texts."""
    from desktop_tl_folders.recognising import holds_texts

    return path.is_dir() and holds_texts(path)


def recognises_text(path: Path) -> bool:
    """Whether a path is a text file."""
    from desktop_tl_folders.formats import TEXT_SUFFIXES, suffix_of

    return path.is_file() and suffix_of(path.name) in TEXT_SUFFIXES


def recognises_loose_texts(path: Path) -> bool:
    """Whether a path is a folder with text files in it, and no class folders."""
    from desktop_tl_folders.recognising import holds_loose_texts

    return path.is_dir() and holds_loose_texts(path)


_CLASSES = partial(DatasetSpec, options=FolderOptions, path_option="root", path_kind="folder")
"""A folder per class."""

_WRITING = partial(DatasetSpec, open=open_blocks, path_option="path", modality="text", tasks=("text-generation",))
"""Texts without classes."""


@hookimpl
def desktop_tl_datasets() -> Iterable[DatasetSpec]:
    return [
        _CLASSES(
            id="folders/images",
            title="Picture folder",
            open=open_images,
            description="A folder that holds one folder per class; train, val and test folders above them are used.",
            recognises=recognises_images,
        ),
        _CLASSES(
            id="folders/texts",
            title="Text folder",
            open=open_texts,
            description="A folder that holds one folder of text files per class; train, val and test folders above "
            "them are used.",
            modality="text",
            tasks=("text-classification",),
            recognises=recognises_texts,
        ),
        _WRITING(
            id="folders/text-file",
            title="Text file",
            description="A text without classes, for instance a book, cut into blocks: to learn to write.",
            options=BlockOptions,
            path_kind="file",
            recognises=recognises_text,
        ),
        _WRITING(
            id="folders/text-files",
            title="Folder of text files, without classes",
            description="Text files in a folder and below it, cut into blocks: to learn to write.",
            options=BlockFolderOptions,
            path_kind="folder",
            recognises=recognises_loose_texts,
        ),
    ]
