"""Hands an observer to Desktop TL that writes runs into MLflow."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from desktop_tl.api import ObserverSpec, RunInfo, hookimpl

if TYPE_CHECKING:
    from desktop_tl_mlflow.writing import MlflowObserver


class MlflowOptions(BaseModel):
    """Where and how much."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: str = Field(
        default="",
        title="Folder",
        description="Holds the database mlflow.db and the artifacts of all runs. Empty takes a folder of the app.",
        json_schema_extra={"folder": True, "hint": "A folder of the app"},
    )
    server: str = Field(
        default="",
        pattern=r"^(https?://\S+)?$",
        title="Server",
        description="Address of an MLflow server, such as http://localhost:5000; used instead of a folder.",
    )
    experiment: str = Field(
        default="Desktop TL",
        min_length=1,
        title="Experiment",
        description="Name of the MLflow experiment in which the runs are collected.",
    )
    pictures: int = Field(
        default=12,
        ge=0,
        le=1000,
        title="Pictures",
        description="How many validation pictures are kept at the end, mistakes first.",
    )


def build_observer(run: RunInfo, options: MlflowOptions) -> "MlflowObserver":
    """On the observer's thread."""
    from desktop_tl_mlflow.store import connect  # imports MLflow, which takes seconds: listing does not
    from desktop_tl_mlflow.writing import MlflowObserver

    store = connect(run, folder=options.folder, server=options.server, experiment=options.experiment)
    return MlflowObserver(run, store, options.pictures)


@hookimpl
def desktop_tl_observers() -> Iterable[ObserverSpec]:
    return [
        ObserverSpec(
            id="mlflow",
            title="MLflow",
            build=build_observer,
            description="Writes settings, curves, pictures and files into an MLflow database or to a server.",
            options=MlflowOptions,
        )
    ]
