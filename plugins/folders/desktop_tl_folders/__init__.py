"""Hands folders of pictures, one folder per class, to Desktop TL."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from desktop_tl.api import DatasetSpec, hookimpl

if TYPE_CHECKING:
    from desktop_tl_folders.dataset import FolderDataset


class FolderOptions(BaseModel):
    """What to choose for a folder of pictures."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    root: Path = Field(title="Folder", description="Holds one folder per class, named after the class.")


def open_images(options: BaseModel) -> "FolderDataset":
    """Opens the folder; called on a worker thread, raises `UserError`."""
    from desktop_tl_folders.opening import open_folder  # numpy: listing does without

    return open_folder(FolderOptions.model_validate(options, from_attributes=True).root)


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
        )
    ]
