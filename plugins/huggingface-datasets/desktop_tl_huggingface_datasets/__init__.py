"""Hands datasets of Hugging Face to Desktop TL: from a folder or file, and from the hub."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from desktop_tl.api import DatasetSpec, hookimpl

if TYPE_CHECKING:
    from desktop_tl_huggingface_datasets.dataset import ArrowImages


class ColumnOptions(BaseModel):
    """Which columns are meant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    image_column: str = Field(
        default="",
        title="Column of pictures",
        description="Empty takes the one that holds pictures.",
        json_schema_extra={"level": "advanced"},
    )
    label_column: str = Field(
        default="",
        title="Column of classes",
        description="Empty takes the one that holds classes.",
        json_schema_extra={"level": "advanced"},
    )
    numbers_as_classes: bool = Field(
        default=False,
        title="Numbers are classes",
        description="Takes whole numbers without names as the names of the classes.",
        json_schema_extra={"level": "advanced"},
    )


class LocalOptions(ColumnOptions):
    """A dataset on this computer."""

    path: str = Field(
        min_length=1,
        title="Folder or file",
        description="A folder written by save_to_disk, an Arrow or Parquet file, or a folder of Parquet files.",
        json_schema_extra={"folder": True},
    )


class HubOptions(ColumnOptions):
    """A dataset of huggingface.co."""

    name: str = Field(
        pattern=r"^[\w.-]+(/[\w.-]+)?$",
        title="Name",
        description="As its page calls it, for instance uoft-cs/cifar10. It is downloaded when it is opened.",
    )
    configuration: str = Field(
        default="", title="Configuration", description="Of a dataset that has several; empty takes the usual one."
    )
    revision: str = Field(
        default="",
        title="Revision",
        description="A version: a tag, a branch or a commit; empty takes the newest.",
        json_schema_extra={"level": "advanced"},
    )


def open_local(options: LocalOptions) -> "ArrowImages":
    """On a worker thread."""
    from desktop_tl_huggingface_datasets import opening  # imports datasets and pandas: seconds, which listing does not

    return opening.open_local(options)


def open_hub(options: HubOptions) -> "ArrowImages":
    """On a worker thread."""
    from desktop_tl_huggingface_datasets import opening  # as above

    return opening.open_hub(options)


@hookimpl
def desktop_tl_datasets() -> Iterable[DatasetSpec]:
    return [
        DatasetSpec(
            id="huggingface-datasets/local",
            title="Hugging Face dataset",
            open=open_local,  # type: ignore[arg-type]
            description="A dataset saved by the library datasets, or Parquet files, with pictures and classes.",
            options=LocalOptions,
            path_option="path",
        ),
        DatasetSpec(
            id="huggingface-datasets/hub",
            title="Dataset of the Hugging Face hub",
            open=open_hub,  # type: ignore[arg-type]
            description="A public dataset of huggingface.co by its name; it is downloaded when it is opened.",
            options=HubOptions,
            uses_network=True,
        ),
    ]
