"""Hands datasets of Hugging Face to Desktop TL: from a folder or file, and from the hub."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from desktop_tl.api import DatasetSpec, hookimpl

if TYPE_CHECKING:
    from desktop_tl_huggingface_datasets.dataset import ArrowSamples


PATH: Any = Field(
    min_length=1,
    title="Folder or file",
    description="A folder written by save_to_disk, an Arrow or Parquet file, or a folder of Parquet files.",
    json_schema_extra={"folder": True},
)
NAME: Any = Field(
    pattern=r"^[\w.-]+(/[\w.-]+)?$",
    title="Name",
    description="As its page calls it, for instance uoft-cs/cifar10. It is downloaded when it is opened.",
)
CONFIGURATION: Any = Field(
    default="", title="Configuration", description="Of a dataset that has several; empty takes the usual one."
)
REVISION: Any = Field(
    default="",
    title="Revision",
    description="A version: a tag, a branch or a commit; empty takes the newest.",
    json_schema_extra={"level": "advanced"},
)


class ColumnOptions(BaseModel):
    """Which columns are meant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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

    @property
    def content(self) -> Literal["picture", "text"]:
        """What the samples are."""
        raise NotImplementedError

    @property
    def sample_column(self) -> str:
        """The chosen column of samples; "" for none."""
        raise NotImplementedError


class PictureOptions(ColumnOptions):
    """Which column holds the pictures."""

    image_column: str = Field(
        default="",
        title="Column of pictures",
        description="Empty takes the one that holds pictures.",
        json_schema_extra={"level": "advanced"},
    )

    @property
    def content(self) -> Literal["picture", "text"]:
        return "picture"

    @property
    def sample_column(self) -> str:
        return self.image_column


class TextOptions(ColumnOptions):
    """Which column holds the texts."""

    text_column: str = Field(
        default="",
        title="Column of texts",
        description="Empty takes the one that is called so, else the longest.",
        json_schema_extra={"level": "advanced"},
    )

    @property
    def content(self) -> Literal["picture", "text"]:
        return "text"

    @property
    def sample_column(self) -> str:
        return self.text_column


class LocalOptions(PictureOptions):
    """A dataset of pictures on this computer."""

    path: str = PATH


class HubOptions(PictureOptions):
    """A dataset of pictures of huggingface.co."""

    name: str = NAME
    configuration: str = CONFIGURATION
    revision: str = REVISION


class LocalTextOptions(TextOptions):
    """A dataset of texts on this computer."""

    path: str = PATH


class HubTextOptions(TextOptions):
    """A dataset of texts of huggingface.co."""

    name: str = NAME
    configuration: str = CONFIGURATION
    revision: str = REVISION


def open_local(options: LocalOptions | LocalTextOptions) -> "ArrowSamples":
    """On a worker thread."""
    from desktop_tl_huggingface_datasets import opening  # imports datasets and pandas: seconds, which listing does not

    return opening.open_local(options)


def open_hub(options: HubOptions | HubTextOptions) -> "ArrowSamples":
    """On a worker thread."""
    from desktop_tl_huggingface_datasets import opening  # as above

    return opening.open_hub(options)


def recognises(content: str, path: Path) -> bool:
    """Whether a path looks like a saved dataset, or a file of one, whose samples are of that kind."""
    from desktop_tl_huggingface_datasets.recognising import find_content  # pyarrow: listing does without

    return find_content(path) == content


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
            recognises=partial(recognises, "picture"),
        ),
        DatasetSpec(
            id="huggingface-datasets/hub",
            title="Dataset of the Hugging Face hub",
            open=open_hub,  # type: ignore[arg-type]
            description="A public dataset of huggingface.co by its name; it is downloaded when it is opened.",
            options=HubOptions,
            uses_network=True,
        ),
        DatasetSpec(
            id="huggingface-datasets/local-texts",
            title="Hugging Face dataset of texts",
            open=open_local,  # type: ignore[arg-type]
            description="A dataset saved by the library datasets, or Parquet files, with texts and classes.",
            options=LocalTextOptions,
            path_option="path",
            modality="text",
            tasks=("text-classification",),
            recognises=partial(recognises, "text"),
        ),
        DatasetSpec(
            id="huggingface-datasets/hub-texts",
            title="Texts of the Hugging Face hub",
            open=open_hub,  # type: ignore[arg-type]
            description="A public dataset of texts of huggingface.co by its name; it is downloaded when it is opened.",
            options=HubTextOptions,
            uses_network=True,
            modality="text",
            tasks=("text-classification",),
        ),
    ]
