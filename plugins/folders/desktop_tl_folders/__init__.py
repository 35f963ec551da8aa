"""Hands folders of pictures and of texts, one folder per class, to Desktop TL."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from desktop_tl.api import DatasetSpec, hookimpl

if TYPE_CHECKING:
    from desktop_tl_folders.dataset import FolderDataset


class FolderOptions(BaseModel):
    """What to choose for a folder of pictures or texts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    root: Path = Field(title="Folder", description="Holds one folder per class, named after the class.")


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


@hookimpl
def desktop_tl_datasets() -> Iterable[DatasetSpec]:
    return [
        DatasetSpec(
            id="folders/images",
            title="Picture folder",
            open=open_images,
            description="A folder that holds one folder per class; train, val and test folders above them are used.",
            options=FolderOptions,
            path_option="root",
            path_kind="folder",
            recognises=recognises_images,
        ),
        DatasetSpec(
            id="folders/texts",
            title="Text folder",
            open=open_texts,
            description="A folder that holds one folder of text files per class; train, val and test folders above "
            "them are used.",
            options=FolderOptions,
            path_option="root",
            path_kind="folder",
            modality="text",
            tasks=("text-classification",),
            recognises=recognises_texts,
        ),
    ]
