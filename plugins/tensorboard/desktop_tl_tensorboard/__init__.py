"""Hands an observer to Desktop TL that writes runs for TensorBoard."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from desktop_tl.api import ObserverSpec, RunInfo, hookimpl

if TYPE_CHECKING:
    from desktop_tl_tensorboard.writing import TensorBoardObserver


class TensorBoardOptions(BaseModel):
    """Where and how much."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: str = Field(
        default="",
        title="Folder",
        description="Each run writes into a folder of its name there. Empty keeps it in the run's own folder.",
        json_schema_extra={"folder": True, "hint": "The run's own folder"},
    )
    pictures: int = Field(
        default=24,
        ge=0,
        le=1000,
        title="Pictures",
        description="How many validation pictures are shown at the end, mistakes first.",
    )


def build_observer(run: RunInfo, options: TensorBoardOptions) -> "TensorBoardObserver":
    """On the observer's thread."""
    from desktop_tl_tensorboard.writing import TensorBoardObserver  # imports torch and tensorboard: listing does not

    return TensorBoardObserver(run, options.folder, options.pictures)


@hookimpl
def desktop_tl_observers() -> Iterable[ObserverSpec]:
    return [
        ObserverSpec(
            id="tensorboard",
            title="TensorBoard",
            build=build_observer,
            description="Writes curves, pictures, texts and settings that TensorBoard shows.",
            options=TensorBoardOptions,
        )
    ]
